// SPDX-License-Identifier: Apache-2.0
#include "archive/diff.h"

#include <map>
#include <utility>

#include "store/rows.h"

namespace waqai::archive {
namespace {

using store::cell_text;
using store::Row;

const std::vector<std::string> kFields = {"type",   "mode",  "context",   "status", "date",     "place",
                                          "stance", "actor", "recipient", "source", "magnitude"};

struct Side {
  std::map<std::string, std::string> articles;                                     // content hash -> id
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> events;  // content hash and event id -> fields
};

Status read(const store::Database& database, Side& side) {
  Status status = database.select("SELECT content_hash, article_id FROM article", {},
                                  [&](const Row& row) { side.articles[cell_text(row[0])] = cell_text(row[1]); });
  if (!status) return status;
  const auto people = [](const std::string& role) {
    return "string_agg(coalesce(name, name_ar, text, '') || coalesce(' (' || country || coalesce(' ' || sector, '') || ')', ''), '; ' ORDER BY "
           "ordinal) FILTER (WHERE role = '" +
           role + "') AS " + role;
  };
  return database.select(
      "SELECT a.content_hash, e.event_id, e.type, e.mode, e.context, e.status, e.date, e.place, e.stance, p.actor, p.recipient, p.source, "
      "m.magnitude "
      "FROM event e JOIN article a USING (article_id) LEFT JOIN (SELECT event_id, " +
          people("actor") + ", " + people("recipient") + ", " + people("source") +
          " FROM participant GROUP BY event_id) p USING (event_id) LEFT JOIN (SELECT event_id, string_agg(kind || ' ' || CAST(low AS VARCHAR) || '-' "
          "|| "
          "CAST(high AS VARCHAR), '; ' ORDER BY kind, text_start) AS magnitude FROM magnitude GROUP BY event_id) m USING (event_id)",
      {}, [&](const Row& row) {
        std::vector<std::string>& fields = side.events[{cell_text(row[0]), cell_text(row[1])}];
        for (size_t i = 2; i < row.size(); ++i) fields.push_back(cell_text(row[i]));
      });
}

}  // namespace

Result<store::TextTable> diff_archives(const store::Database& a, const store::Database& b) {
  Side before, after;
  Status status = read(a, before);
  if (status) status = read(b, after);
  if (!status) return status;
  store::TextTable table;
  table.columns = {"article_id", "event_id", "change", "type", "field", "before", "after"};
  for (const auto& [hash, id] : before.articles) {
    if (after.articles.count(hash) == 0) table.rows.push_back({id, "", "article_removed", "", "", "", ""});
  }
  for (const auto& [hash, id] : after.articles) {
    if (before.articles.count(hash) == 0) table.rows.push_back({id, "", "article_added", "", "", "", ""});
  }
  // Both in order of (content hash, event id): one pass.
  auto left = before.events.begin();
  auto right = after.events.begin();
  while (left != before.events.end() || right != after.events.end()) {
    const bool only_left = right == after.events.end() || (left != before.events.end() && left->first < right->first);
    const bool only_right = left == before.events.end() || (right != after.events.end() && right->first < left->first);
    if (only_left) {
      const auto article = after.articles.find(left->first.first);
      if (article != after.articles.end()) table.rows.push_back({article->second, left->first.second, "lost", left->second[0], "", "", ""});
      ++left;
    } else if (only_right) {
      if (before.articles.count(right->first.first) > 0) {
        table.rows.push_back({after.articles.at(right->first.first), right->first.second, "gained", right->second[0], "", "", ""});
      }
      ++right;
    } else {
      for (size_t i = 0; i < kFields.size(); ++i) {
        if (left->second[i] == right->second[i]) continue;
        table.rows.push_back(
            {after.articles.at(right->first.first), right->first.second, "changed", right->second[0], kFields[i], left->second[i], right->second[i]});
      }
      ++left;
      ++right;
    }
  }
  return table;
}

}  // namespace waqai::archive
