// SPDX-License-Identifier: Apache-2.0
//
// Questions of the screens about people and organisations, by SQL over the participants of the archive and the numbers of their events
// (memory.main.x).
#include <algorithm>

#include "store/event_conditions.h"
#include "store/explore_filter.h"
#include "store/explore_store.h"

namespace waqai::store {
namespace {

// From participants to the numbers of their events.
const std::string kNumbered = " JOIN event e USING (event_id) JOIN memory.main.x x ON x.event = e.rowid ";

constexpr int kMostSpellings = 1000;

// Reports that somebody acts in or receives in, each once, as everywhere else; and those that somebody only speaks in.
const std::string kReports =
    "count(DISTINCT x.event) FILTER (p.role IN ('actor', 'recipient')) AS count, count(DISTINCT x.event) FILTER (p.role = 'source') AS spoken";

// What counts once, as an aggregate over columns of x.
std::string counted(CountBy by) {
  if (by == CountBy::kReports) return "count(*)";
  return by == CountBy::kStories ? "count(DISTINCT x.story)" : by == CountBy::kIncidents ? "count(DISTINCT x.incident)" : "count(DISTINCT x.unit)";
}

}  // namespace

Result<ExploreTable> ExploreStore::actors(const std::string& words, int64_t limit, CountBy by) const {
  const std::string most = " LIMIT " + std::to_string(std::clamp<int64_t>(limit, 1, kMostExploreRows));
  const std::vector<ExploreColumn> shown = explore_columns("name name_ar country sector count# first last by_name#");
  // Who is a party to events comes first; then who bears the words in the name before whom some text called so.
  const std::string found = words.empty() ? "SELECT *, 1 AS by_name FROM memory.main.people ORDER BY count DESC, name" + most
                                          : "SELECT *, CAST(contains(names, " + fold_sql("?") +
                                                ") AS INTEGER) AS by_name FROM memory.main.people WHERE contains(spellings, " + fold_sql("?") +
                                                ") ORDER BY count > 0 DESC, by_name DESC, count DESC, name" + most;
  const std::vector<std::string> parameters = words.empty() ? std::vector<std::string>{} : std::vector<std::string>{words, words};
  if (by == CountBy::kReports) return ask(shown, "SELECT * FROM (" + found + ")", parameters);
  // Other levels are counted for those that are shown only.
  return ask(
      shown,
      "WITH w AS MATERIALIZED (" + found + "), c AS (SELECT coalesce(p.name, p.name_ar) AS name, " + counted(by) + " AS once FROM participant p" +
          kNumbered +
          "WHERE p.role IN ('actor', 'recipient') AND "
          "coalesce(p.name, p.name_ar) IN (SELECT name FROM w) GROUP BY ALL) "
          "SELECT w.name, w.name_ar, w.country, w.sector, coalesce(c.once, 0) AS count, w.first, w.last, w.by_name FROM w LEFT JOIN c USING (name) "
          "ORDER BY w.count > 0 DESC, w.by_name DESC, count DESC, w.name",
      parameters);
}

Result<std::vector<std::string>> ExploreStore::names_among(const std::vector<std::string>& labels) const {
  constexpr size_t kAtOnce = 1000;
  std::vector<std::string> names;
  for (size_t begin = 0; begin < labels.size(); begin += kAtOnce) {
    const std::vector<std::string> some(labels.begin() + static_cast<std::ptrdiff_t>(begin),
                                        labels.begin() + static_cast<std::ptrdiff_t>(std::min(labels.size(), begin + kAtOnce)));
    const Status status = database_.select("SELECT name FROM memory.main.people WHERE name IN (" + Conditions::marks(some.size()) + ")", some,
                                           [&names](const Row& row) { names.emplace_back(*row[0]); });
    if (!status) return status;
  }
  return names;
}

Result<ExploreTable> ExploreStore::spellings(const std::string& name) const {
  return ask(explore_columns("text count# spoken# first last total#"),
             "SELECT p.text, " + kReports + ", min(x.published) AS first, max(x.published) AS last, count(*) OVER () AS total FROM participant p" +
                 kNumbered +
                 "WHERE coalesce(p.name, p.name_ar, p.text) = ? AND p.text IS NOT NULL GROUP BY p.text ORDER BY count DESC, spoken DESC, "
                 "p.text LIMIT " +
                 std::to_string(kMostSpellings),
             {name});
}

Result<ExploreTable> ExploreStore::roles(const std::string& name) const {
  return ask(explore_columns("country sector rule row count# spoken# first last article"),
             "SELECT p.country, p.sector, any_value(p.row_rule) AS rule, p.row_file || ':' || p.row_line AS row, " + kReports +
                 ", min(x.published) AS first, max(x.published) AS last, arg_max(e.article_id, x.published) AS article FROM participant p" +
                 kNumbered +
                 "WHERE coalesce(p.name, p.name_ar, p.text) = ? "
                 "GROUP BY p.country, p.sector, p.row_file, p.row_line ORDER BY first, count DESC LIMIT 200",
             {name});
}

Result<ExploreTable> ExploreStore::counterparts(const std::string& name, int64_t limit) const {
  const std::string most = std::to_string(std::clamp<int64_t>(limit, 1, 100));
  const std::string pairs =
      "pairs AS (SELECT coalesce(q.name, q.name_ar) AS other, q.name_ar AS other_ar, q.country, x.quad, CAST(date_trunc('month', x.day) AS DATE) AS "
      "month, p.event_id "
      "FROM participant p JOIN participant q ON q.event_id = p.event_id AND q.role IN ('actor', 'recipient') JOIN event e ON e.event_id = "
      "p.event_id JOIN memory.main.x x ON x.event = e.rowid WHERE p.role IN ('actor', 'recipient') AND coalesce(p.name, p.name_ar, p.text) = ? AND "
      "coalesce(q.name, q.name_ar) IS NOT NULL AND "
      "coalesce(q.name, q.name_ar) <> ?)";
  return ask(explore_columns("other other_ar country quad# month count#"),
             "WITH " + pairs +
                 ", most AS (SELECT other, count(DISTINCT event_id) AS total FROM pairs GROUP BY other ORDER BY total DESC, other LIMIT " + most +
                 ") SELECT pairs.other, coalesce(any_value(pairs.other_ar), any_value(w.name_ar)) AS other_ar, any_value(pairs.country) AS "
                 "country, pairs.quad, pairs.month, count(DISTINCT pairs.event_id) AS count, "
                 "any_value(most.total) AS total FROM pairs JOIN most USING (other) LEFT JOIN memory.main.people w ON w.name = pairs.other GROUP BY "
                 "pairs.other, pairs.quad, pairs.month ORDER BY total DESC, pairs.other, pairs.month, pairs.quad",
             {name, name});
}

Result<ExploreTable> ExploreStore::quotations(const std::string& speaker, int64_t limit) const {
  return ask(
      explore_columns("article_id outlet published direct# text start# end# speaker total#"),
      "SELECT q.article_id, a.source AS outlet, a.published, q.direct, decode(encode(a.text)[q.text_start + 1 : q.text_end]) AS text, "
      "q.text_start AS start, q.text_end AS \"end\", "
      "coalesce(q.speaker_name, q.speaker_text) AS speaker, (SELECT count(*) FROM quotation WHERE coalesce(speaker_name, speaker_text) = ?) AS "
      "total FROM quotation q JOIN article a USING (article_id) WHERE coalesce(q.speaker_name, "
      "q.speaker_text) = ? "
      "ORDER BY a.published DESC NULLS LAST, q.article_id, q.ordinal LIMIT " +
          std::to_string(std::clamp<int64_t>(limit, 1, kMostExploreRows)),
      {speaker, speaker});
}

}  // namespace waqai::store
