// SPDX-License-Identifier: Apache-2.0
#include "archive/diff.h"

#include <map>
#include <utility>

#include "store/rows.h"

namespace waqai::archive {
namespace {

using store::cell_text;
using store::Row;

const std::vector<std::string> kFields = {"type",   "mode",  "context",   "status", "date",      "place",
                                          "stance", "actor", "recipient", "source", "magnitude", "confidence"};

}  // namespace

Status read_side(const store::Database& database, const std::string& where, EventSide& side) {
  const std::string condition = where.empty() ? "" : " WHERE " + where;
  Status status = database.select("SELECT a.content_hash, a.article_id FROM article a" + condition, {},
                                  [&](const Row& row) { side.articles[cell_text(row[0])] = cell_text(row[1]); });
  if (!status) return status;
  // Of a part, only its participants and magnitudes are gathered.
  const std::string part =
      where.empty() ? "" : " WHERE event_id IN (SELECT e.event_id FROM event e JOIN article a USING (article_id)" + condition + ")";
  const auto people = [](const std::string& role) {
    return "string_agg(coalesce(name, name_ar, text, '') || coalesce(' (' || country || coalesce(' ' || sector, '') || ')', ''), '; ' ORDER BY "
           "ordinal) FILTER (WHERE role = '" +
           role + "') AS " + role;
  };
  return database.select(
      "SELECT a.content_hash, e.event_id, e.type, e.mode, e.context, e.status, e.date, e.place, e.stance, p.actor, p.recipient, p.source, "
      "m.magnitude, CAST(e.confidence AS VARCHAR), CAST(e.sentence_start AS VARCHAR), CAST(e.sentence_end AS VARCHAR) "
      "FROM event e JOIN article a USING (article_id) LEFT JOIN (SELECT event_id, " +
          people("actor") + ", " + people("recipient") + ", " + people("source") + " FROM participant" + part +
          " GROUP BY event_id) p USING (event_id) LEFT JOIN (SELECT event_id, string_agg(kind || ' ' || CAST(low AS VARCHAR) || '-' "
          "|| "
          "CAST(high AS VARCHAR), '; ' ORDER BY kind, text_start) AS magnitude FROM magnitude" +
          part + " GROUP BY event_id) m USING (event_id)" + condition,
      {}, [&](const Row& row) {
        EventSide::Told& told = side.events[{cell_text(row[0]), cell_text(row[1])}];
        for (size_t i = 2; i < kFields.size() + 2; ++i) told.fields.push_back(cell_text(row[i]));
        told.sentence_begin = static_cast<uint32_t>(store::cell_number(row[kFields.size() + 2]));
        told.sentence_end = static_cast<uint32_t>(store::cell_number(row[kFields.size() + 3]));
      });
}

store::TextTable diff_sides(const EventSide& before, const EventSide& after) {
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
      if (article != after.articles.end()) table.rows.push_back({article->second, left->first.second, "lost", left->second.fields[0], "", "", ""});
      ++left;
    } else if (only_right) {
      if (before.articles.count(right->first.first) > 0) {
        table.rows.push_back({after.articles.at(right->first.first), right->first.second, "gained", right->second.fields[0], "", "", ""});
      }
      ++right;
    } else {
      for (size_t i = 0; i < kFields.size(); ++i) {
        if (left->second.fields[i] == right->second.fields[i]) continue;
        table.rows.push_back({after.articles.at(right->first.first), right->first.second, "changed", right->second.fields[0], kFields[i],
                              left->second.fields[i], right->second.fields[i]});
      }
      ++left;
      ++right;
    }
  }
  return table;
}

Result<store::TextTable> diff_archives(const store::Database& a, const store::Database& b) {
  EventSide before, after;
  Status status = read_side(a, "", before);
  if (status) status = read_side(b, "", after);
  if (!status) return status;
  return diff_sides(before, after);
}

}  // namespace waqai::archive
