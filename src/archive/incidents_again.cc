// SPDX-License-Identifier: Apache-2.0
#include "archive/incidents_again.h"

#include <deque>
#include <unordered_map>

#include "archive/incident_rows.h"
#include "base/arena.h"
#include "base/calendar.h"
#include "store/rows.h"

namespace waqai::archive {
namespace {

using store::Row;

// The stories with their members as update_stories() would hand them over.
class Members {
 public:
  Status read(const store::Database& database, const std::string& stories) {
    std::vector<std::pair<const StoredArticle*, std::string_view>> reports;  // in the order of rows: article, who printed it first
    Status status = database.select(
        "SELECT a.article_id, a.source, CAST(a.published AS VARCHAR), s.story_id, s.report_id FROM story_article s JOIN "
        "article a "
        "USING (article_id) WHERE s.story_id IN " +
            stories + " ORDER BY s.story_id, a.published NULLS FIRST, a.content_hash",
        {}, [&](const Row& row) {
          const auto day = row[2] ? base::parse_iso_day(*row[2]) : std::nullopt;
          const auto kept = [&](size_t c) { return strings_.store(row[c].value_or("")); };
          articles_.push_back({kept(0), {}, kept(1), day.value_or(base::kNoDay), kept(3)});
          numbers_[articles_.back().id] = static_cast<uint32_t>(articles_.size() - 1);
          reports.emplace_back(&articles_.back(), kept(4));
        });
    for (const auto& [article, report] : reports) {
      if (stories_.empty() || stories_.back().story_id != article->story) stories_.push_back({std::string(article->story), {}});
      const uint32_t number = numbers_.at(report);
      stories_.back().articles.push_back({article, &articles_[number], number});
    }
    return status;
  }
  std::vector<StoryMembers> take() { return std::move(stories_); }

 private:
  base::StringArena strings_;
  std::deque<StoredArticle> articles_;
  std::unordered_map<std::string_view, uint32_t> numbers_;
  std::vector<StoryMembers> stories_;
};

}  // namespace

Result<int64_t> make_incidents_again(store::Database& database, const std::string& stories, const story::WordWeights& weights) {
  Members members;
  Status status = members.read(database, stories);
  const std::string incidents = "(SELECT incident_id FROM incident WHERE story_id IN " + stories + ")";
  for (const std::string& statement :
       {"DELETE FROM incident_event WHERE incident_id IN " + incidents, "DELETE FROM incident_version WHERE incident_id IN " + incidents,
        "DELETE FROM incident WHERE story_id IN " + stories}) {
    if (status) status = database.run(statement);
  }
  if (!status) return status;
  const std::vector<StoryMembers> all = members.take();
  IncidentWriter writer(database, weights);
  status = writer.add(all);
  if (!status) return status;
  status = writer.close();
  if (!status) return status;
  return static_cast<int64_t>(all.size());
}

}  // namespace waqai::archive
