// SPDX-License-Identifier: Apache-2.0
//
// Questions of the screens about stories: the list under a filter, and what one story holds.
#include <algorithm>

#include "base/error_codes.h"
#include "store/explore_filter.h"
#include "store/explore_store.h"

namespace waqai::store {
namespace {

constexpr int64_t kMostStories = 1000;

// A story under the filter with what stories are sorted by.
struct StoryPlace {
  StoryCount count;
  int64_t key = 0;
  bool has_key = false;
  std::string id;
};

}  // namespace

Result<ExploreTable> ExploreStore::stories(const ExploreFilter& filter, const ExplorePage& page) const {
  const Result<Selection> selection = select_events(*columns_, database_, filter);
  if (!selection) return selection.status();
  const std::string sort = page.sort.empty() ? "reports" : page.sort == "day" ? "first_day" : page.sort;
  if (sort != "reports" && sort != "sources" && sort != "first_day" && sort != "last_day" && sort != "events") {
    return Status::error(base::kBadValue, ErrorKind::kUsage, "stories are not sorted by '" + page.sort + "'")
        .hint("sort by reports, sources, events, first_day or last_day");
  }
  const std::vector<StoryCount> counts = stories_of(*columns_, selection.value());
  std::vector<StoryPlace> held;
  std::string key = sort;
  if (sort == "events") key = "CAST(0 AS BIGINT)";
  else if (sort == "first_day" || sort == "last_day") key = "(" + sort + " - DATE '1970-01-01')";
  const Status status = database_.scan("SELECT rowid, " + key + ", story_id FROM story", "nnt", [&](const Chunk& chunk) {
    for (size_t row = 0; row < chunk.size(); ++row) {
      const auto story = static_cast<uint32_t>(chunk.integer(0, row));
      // Counts are by story.
      const auto own = std::lower_bound(counts.begin(), counts.end(), story, [](const StoryCount& a, uint32_t b) { return a.story < b; });
      if (own == counts.end() || own->story != story) continue;
      const bool has_key = chunk.has(1, row);
      const int64_t value = sort == "events" ? own->events : has_key ? chunk.integer(1, row) : 0;
      held.push_back({*own, value, has_key, std::string(chunk.text(2, row))});
    }
  });
  if (!status) return status;
  const auto before = [&page](const StoryPlace& a, const StoryPlace& b) {
    if (a.has_key != b.has_key) return a.has_key;
    if (a.key != b.key) return page.descending ? a.key > b.key : a.key < b.key;
    return a.count.events != b.count.events ? a.count.events > b.count.events : a.id < b.id;
  };
  const size_t begin = std::min(held.size(), static_cast<size_t>(std::max<int64_t>(page.offset, 0)));
  const size_t end = std::min(held.size(), begin + static_cast<size_t>(std::clamp<int64_t>(page.limit, 0, kMostStories)));
  std::partial_sort(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(end), held.end(), before);
  std::string rows = "NULL";
  for (size_t i = begin; i < end; ++i) rows += ", " + std::to_string(held[i].count.story);
  Result<ExploreTable> found =
      ask(explore_columns("story_id title first_day last_day articles# reports# sources# first_source first_article events# incidents# quad#"),
          "WITH page AS MATERIALIZED (SELECT * FROM story WHERE rowid IN (" + rows +
              ")), first AS (SELECT sa.story_id, arg_min(a.source, (coalesce(a.published, DATE '0001-01-01'), a.content_hash)) AS first_source, "
              "arg_min(a.article_id, (coalesce(a.published, DATE '0001-01-01'), a.content_hash)) AS first_article FROM story_article sa JOIN "
              "article a USING (article_id) WHERE sa.story_id IN (SELECT story_id FROM page) GROUP BY sa.story_id) "
              "SELECT page.*, first.first_source, first.first_article, 0 AS events, 0 AS incidents, 0 AS quad FROM page JOIN first USING (story_id)",
          {});
  if (!found) return found;
  std::unordered_map<std::string_view, std::vector<std::optional<std::string>>*> by_id;
  for (auto& row : found.value().rows) by_id[row[0].value()] = &row;
  ExploreTable table;
  table.columns = found.value().columns;
  for (size_t i = begin; i < end; ++i) {
    const auto own = by_id.find(held[i].id);
    if (own == by_id.end()) continue;
    auto& row = table.rows.emplace_back(*own->second);
    row[9] = std::to_string(held[i].count.events);
    row[10] = std::to_string(held[i].count.incidents);
    row[11] = std::to_string(held[i].count.quad);
  }
  return table;
}

Result<ExploreTable> ExploreStore::story_articles(const std::string& story_id) const {
  Result<ExploreTable> found = ask(explore_columns("article_id report_id published outlet title url events#"),
                                   "SELECT a.article_id, s.report_id, a.published, a.source AS outlet, a.title, a.url, a.row AS events FROM "
                                   "story_article s JOIN (SELECT rowid AS row, * FROM article) a USING (article_id) WHERE s.story_id = ? ORDER BY "
                                   "a.published NULLS FIRST, a.content_hash",
                                   {story_id});
  if (found) count_reports(found.value(), 6);
  return found;
}

Result<ExploreTable> ExploreStore::story_incidents(const std::string& story_id) const {
  return ask(
      {{"incident_id"},
       {"type"},
       {"mode"},
       {"status"},
       {"quad", true},
       {"day"},
       {"day_basis"},
       {"place"},
       {"place_ar"},
       {"actor"},
       {"actor_ar"},
       {"recipient"},
       {"recipient_ar"},
       {"events", true},
       {"articles", true},
       {"reports", true},
       {"sources", true},
       {"first_source"},
       {"differs"}},
      "SELECT i.*, " + arabic_of("i.actor") + " AS actor_ar, " + arabic_of("i.recipient") +
          " AS recipient_ar, (SELECT any_value(e.place_ar) FROM event e WHERE e.place = i.place) AS place_ar FROM incident i WHERE i.story_id = "
          "? ORDER BY i.sources DESC, i.reports DESC, i.events DESC, i.day NULLS LAST, i.incident_id LIMIT 500",
      {story_id});
}

Result<ExploreTable> ExploreStore::story_versions(const std::string& story_id) const {
  return ask(
      {{"incident_id"}, {"field"}, {"value"}, {"value_ar"}, {"reports", true}, {"source"}},
      "SELECT v.incident_id, v.field, v.value, CASE WHEN v.field IN ('actor', 'recipient') THEN " + arabic_of("v.value") +
          " WHEN v.field = 'place' THEN (SELECT any_value(e.place_ar) FROM event e WHERE e.place = v.value) END AS value_ar, v.reports, v.source "
          "FROM incident_version v JOIN incident i USING (incident_id) WHERE i.story_id = ? ORDER BY v.incident_id, v.field, v.reports DESC, "
          "v.value",
      {story_id});
}

}  // namespace waqai::store
