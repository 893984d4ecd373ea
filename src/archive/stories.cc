// SPDX-License-Identifier: Apache-2.0
#include "archive/stories.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "archive/incident_rows.h"
#include "base/arena.h"
#include "base/calendar.h"
#include "store/rows.h"
#include "story/groups.h"
#include "story/linker.h"

namespace waqai::archive {
namespace {

using base::Day;
using base::kNoDay;
using store::Appender;
using store::Database;
using store::Row;

constexpr size_t kHashLetters = 15;  // of content_hash in the id of a story

// Stories as they are found; their titles are in the archive.
constexpr const char* kNewStory =
    "CREATE OR REPLACE TEMP TABLE new_story (story_id VARCHAR, article_id VARCHAR, first_day DATE, last_day DATE, articles BIGINT, reports BIGINT, "
    "sources BIGINT)";
constexpr const char* kTakeNewStory =
    "INSERT INTO story SELECT n.story_id, nullif(a.title, ''), n.first_day, n.last_day, n.articles, n.reports, n.sources FROM temp.new_story n JOIN "
    "article a USING (article_id) ORDER BY n.rowid";

Day day_of(const store::Cell& cell) {
  const auto day = cell ? base::parse_iso_day(*cell) : std::nullopt;
  return day.value_or(kNoDay);
}

class Update {
 public:
  Update(Database& database, const story::WordWeights& weights, const text::Segmenter& segmenter)
      : database_(database), weights_(weights), segmenter_(segmenter) {}

  Result<StoryTotals> run() {
    Status status = read_articles();
    if (status && totals_.new_articles > 0) status = write();
    if (!status) return status;
    return totals_;
  }

 private:
  // All articles, numbered in order of day and content; those without a story are new.
  Status read_articles() {
    return database_.stream(
        "SELECT a.article_id, a.content_hash, a.source, CAST(a.published AS VARCHAR), s.story_id FROM article a LEFT JOIN story_article s "
        "USING (article_id) "
        "ORDER BY a.published NULLS FIRST, a.content_hash",
        5, [this](const Row& row) {
          const auto kept = [&](size_t c) { return strings_.store(row[c].value_or("")); };
          articles_.push_back({kept(0), strings_.store(row[1].value_or("").substr(0, kHashLetters)), kept(2), day_of(row[3]), kept(4)});
          number_of_[articles_.back().id] = static_cast<uint32_t>(articles_.size() - 1);
          totals_.new_articles += articles_.back().story.empty();
        });
  }

  Status write() {
    Status status = database_.run("BEGIN");
    if (status) status = find_links();
    if (status) status = group();
    if (status) status = write_stories();
    if (status) status = write_incidents();
    if (status) return database_.run("COMMIT");
    (void)database_.run("ROLLBACK");
    return status;
  }

  // SQL that holds for articles near enough to a new one.
  std::string near_new() const {
    std::set<Day> days;
    bool undated = false;
    for (const StoredArticle& article : articles_) {
      if (!article.story.empty()) continue;
      if (article.day == kNoDay) undated = true;
      else days.insert(article.day);
    }
    std::string sql = undated ? "published IS NULL" : "FALSE";
    for (auto day = days.begin(); day != days.end();) {
      const Day first = *day;
      Day last = *day;
      while (day != days.end() && *day <= last + 2 * story::kReprintDays) last = *day++;
      sql += " OR published BETWEEN DATE '" + base::iso_day(first - story::kReprintDays) + "' AND DATE '" +
             base::iso_day(last + story::kReprintDays) + "'";
    }
    return sql;
  }

  Status find_links() {
    std::vector<story::Link> links;  // written when the texts are read: one statement at a time
    story::Linker linker(weights_, segmenter_, [&links](const story::Link& link) { links.push_back(link); });
    Status status = database_.stream(
        "SELECT article_id, title, text FROM article WHERE " + near_new() + " ORDER BY published NULLS FIRST, content_hash", 3, [&](const Row& row) {
          const uint32_t number = number_of_.at(*row[0]);
          const StoredArticle& article = articles_[number];
          const auto title = row[1] && row[2]->starts_with(*row[1]) ? static_cast<uint32_t>(row[1]->size()) : 0;
          linker.add({number, article.day, *row[2], title, article.story.empty()});
          ++totals_.compared_articles;
        });
    if (!status) return status;
    Appender appender(database_, "report_link");
    for (const story::Link& link : links) {
      appender.text(articles_[link.earlier].id).text(articles_[link.later].id).text(story::to_string(link.kind)).decimal(link.share).end_row();
    }
    totals_.links = static_cast<int64_t>(links.size());
    return appender.close();
  }

  Status group() {
    story::Groups stories(articles_.size()), reports(articles_.size());
    Status status = database_.stream("SELECT article_id, other_id, kind FROM report_link", 3, [&](const Row& row) {
      const uint32_t a = number_of_.at(*row[0]), b = number_of_.at(*row[1]);
      stories.join(a, b);
      if (*row[2] != "story") reports.join(a, b);
    });
    std::vector<std::vector<uint32_t>> members(articles_.size());
    report_.resize(articles_.size());
    for (uint32_t n = 0; n < articles_.size(); ++n) {
      members[stories.first_of(n)].push_back(n);
      report_[n] = reports.first_of(n);
    }
    for (std::vector<uint32_t>& story : members) {
      const auto is_new = [this](uint32_t n) { return articles_[n].story.empty(); };
      if (std::any_of(story.begin(), story.end(), is_new)) changed_.push_back(std::move(story));
    }
    totals_.stories = static_cast<int64_t>(changed_.size());
    return status;
  }

  static std::string story_id(const StoredArticle& first) { return "s" + std::string(first.hash); }

  Status forget_old() {
    std::set<std::string> old;
    for (const auto& story : changed_) {
      for (const uint32_t n : story) old.emplace(articles_[n].story);
    }
    old.erase("");
    if (old.empty()) return {};
    std::string list;
    for (const std::string& id : old) list += (list.empty() ? "'" : ", '") + id + "'";
    const std::string incidents = "(SELECT incident_id FROM incident WHERE story_id IN (" + list + "))";
    for (const std::string& statement :
         {"DELETE FROM incident_event WHERE incident_id IN " + incidents, "DELETE FROM incident_version WHERE incident_id IN " + incidents,
          "DELETE FROM incident WHERE story_id IN (" + list + ")", "DELETE FROM story WHERE story_id IN (" + list + ")",
          "DELETE FROM story_article WHERE story_id IN (" + list + ")"}) {
      Status status = database_.run(statement);
      if (!status) return status;
    }
    return {};
  }

  Status write_stories() {
    Status status = forget_old();
    if (status) status = database_.run(kNewStory);
    if (!status) return status;
    Appender stories(database_, "new_story", "temp"), rows(database_, "story_article");
    for (const auto& members : changed_) {
      const StoredArticle& first = articles_[members.front()];
      std::set<uint32_t> reports;
      std::set<std::string_view> outlets;
      for (const uint32_t n : members) {
        reports.insert(report_[n]);
        outlets.insert(articles_[report_[n]].source);
        rows.text(articles_[n].id).text(story_id(first)).text(articles_[report_[n]].id).end_row();
      }
      outlets.erase("");
      stories.text(story_id(first)).text(first.id).day_or_null(base::iso_day(first.day)).day_or_null(base::iso_day(articles_[members.back()].day));
      stories.integer(static_cast<int64_t>(members.size()))
          .integer(static_cast<int64_t>(reports.size()))
          .integer(static_cast<int64_t>(outlets.size()))
          .end_row();
    }
    status = stories.close();
    const Status closed = rows.close();
    if (status) status = closed;
    if (status) status = database_.run(kTakeNewStory);
    return status ? database_.run("DROP TABLE temp.new_story") : status;
  }

  Status write_incidents() {
    IncidentWriter writer(database_, weights_);
    std::vector<StoryMembers> stories;
    for (size_t s = 0; s < changed_.size(); ++s) {
      StoryMembers& members = stories.emplace_back();
      members.story_id = story_id(articles_[changed_[s].front()]);
      for (const uint32_t n : changed_[s]) members.articles.push_back({&articles_[n], &articles_[report_[n]], report_[n]});
      if (stories.size() < IncidentWriter::kPassStories && s + 1 < changed_.size()) continue;
      Status status = writer.add(stories);
      if (!status) return status;
      stories.clear();
    }
    totals_.incidents = writer.written();
    return writer.close();
  }

  Database& database_;
  const story::WordWeights& weights_;
  const text::Segmenter& segmenter_;
  base::StringArena strings_;
  std::vector<StoredArticle> articles_;
  std::unordered_map<std::string_view, uint32_t> number_of_;
  std::vector<uint32_t> report_;                // number of the article that printed it first
  std::vector<std::vector<uint32_t>> changed_;  // members of the stories to write, earliest first
  StoryTotals totals_;
};

}  // namespace

Result<StoryTotals> update_stories(store::ArchiveStore& store, const story::WordWeights& weights, const text::Segmenter& segmenter) {
  return Update(store.database(), weights, segmenter).run();
}

}  // namespace waqai::archive
