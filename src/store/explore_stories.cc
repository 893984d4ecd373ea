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

// The class that most events of a group are of; the first of equals, where mode() would take any.
std::string usual_quad() {
  std::string counts;
  for (const char* quad : {"1", "2", "3", "4"}) counts += (counts.empty() ? "" : ", ") + std::string("count(*) FILTER (x.quad = ") + quad + ")";
  return "list_position([" + counts + "], greatest(" + counts + "))";
}

}  // namespace

Result<ExploreTable> ExploreStore::stories(const ExploreFilter& filter, const ExplorePage& page) const {
  const Result<SqlCondition> where = condition_of(filter);
  if (!where) return where.status();
  const std::string sort = page.sort == "day" ? "first_day" : page.sort;
  if (sort != "reports" && sort != "sources" && sort != "first_day" && sort != "last_day" && sort != "events") {
    return Status::error(base::kBadValue, ErrorKind::kUsage, "stories are not sorted by '" + page.sort + "'")
        .hint("sort by reports, sources, events, first_day or last_day");
  }
  const std::string order = " ORDER BY " + sort + (page.descending ? " DESC" : " ASC") + " NULLS LAST, events DESC, story_id";
  return ask({{"story_id"},
              {"title"},
              {"first_day"},
              {"last_day"},
              {"articles", true},
              {"reports", true},
              {"sources", true},
              {"first_source"},
              {"first_article"},
              {"events", true},
              {"incidents", true},
              {"quad", true}},
             "WITH held AS (SELECT x.story AS row, count(*) AS events, count(DISTINCT x.incident) AS incidents, " + usual_quad() +
                 " AS quad FROM memory.main.x x" + where.value().where() +
                 " GROUP BY x.story), page AS (SELECT s.*, h.events, h.incidents, h.quad FROM held h JOIN story s ON s.rowid = h.row" + order +
                 " LIMIT " + std::to_string(std::clamp<int64_t>(page.limit, 0, kMostStories)) + " OFFSET " +
                 std::to_string(std::max<int64_t>(page.offset, 0)) +
                 "), first AS (SELECT sa.story_id, arg_min(a.source, (coalesce(a.published, DATE '0001-01-01'), a.content_hash)) AS first_source, "
                 "arg_min(a.article_id, (coalesce(a.published, DATE '0001-01-01'), a.content_hash)) AS first_article FROM story_article sa JOIN "
                 "article a USING (article_id) WHERE sa.story_id IN (SELECT story_id FROM page) GROUP BY sa.story_id) "
                 "SELECT page.*, first.first_source, first.first_article FROM page JOIN first USING (story_id)" +
                 order,
             where.value().parameters);
}

Result<ExploreTable> ExploreStore::story_articles(const std::string& story_id) const {
  return ask(
      {{"article_id"}, {"report_id"}, {"published"}, {"outlet"}, {"title"}, {"url"}, {"events", true}},
      "SELECT a.article_id, s.report_id, a.published, a.source AS outlet, a.title, a.url, (SELECT count(*) FROM memory.main.x x WHERE "
      "x.article_id = a.article_id) AS events FROM story_article s JOIN article a USING (article_id) WHERE s.story_id = ? ORDER BY a.published "
      "NULLS FIRST, a.content_hash",
      {story_id});
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
