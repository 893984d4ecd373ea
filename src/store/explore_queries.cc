// SPDX-License-Identifier: Apache-2.0
//
// The questions of the screens as SQL over the flat table memory.main.x and the tables of the archive.
#include <algorithm>
#include <utility>

#include "base/error_codes.h"
#include "store/explore_filter.h"
#include "store/explore_store.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

using Columns = std::vector<ExploreColumn>;

constexpr int64_t kMostRows = 10000;

// The sentence of event row `e` in article row `a`: spans are bytes, so the text is cut as bytes.
const std::string kSentence = "decode(encode(a.text)[e.sentence_start + 1 : e.sentence_end])";

std::string limits(const ExplorePage& page) {
  return " LIMIT " + std::to_string(std::clamp<int64_t>(page.limit, 0, kMostRows)) + " OFFSET " + std::to_string(std::max<int64_t>(page.offset, 0));
}

// "name number#": columns in order, # marks numbers.
Columns columns(const std::string& list) {
  Columns all;
  for (const std::string& word : split(list, ' ')) {
    const bool numeric = word.back() == '#';
    all.push_back({word.substr(0, word.size() - (numeric ? 1 : 0)), numeric});
  }
  return all;
}

// The parts of column `shown` of x, in the order of flat_rows() in explore_store.cc; an empty one is null.
std::string cells_of_page() {
  std::string list;
  int place = 0;
  for (const char* name :
       {"actor",        "actor_ar",      "actor_code",  "recipient",      "recipient_ar", "recipient_code", "speaker",  "speaker_ar",
        "speaker_code", "sector",        "mode",        "context",        "place_ar",     "place_kind",     "latitude", "longitude",
        "trigger",      "trigger_start", "trigger_end", "sentence_start", "sentence_end", "story",          "incident"})
    list += (list.empty() ? "nullif(w[" : ", nullif(w[") + std::to_string(++place) + "], '') AS \"" + name + "\"";
  return "cells AS MATERIALIZED (SELECT place_in_page, " + list + " FROM (SELECT place_in_page, string_split(shown, chr(31)) AS w FROM page))";
}

// The column of x that is the same for what counts once.
std::string unit_of(CountBy by) {
  if (by == CountBy::kStories) return "x.story";
  if (by == CountBy::kIncidents) return "x.incident";
  return "x.unit";
}

// One row a value, of the field as it is in x or as `column`; lists hold each once, but for those of names in a role.
std::string value_of(const FieldSql& field, const std::string& column = {}) {
  const std::string& value = column.empty() ? field.expression : column;
  if (!field.list) return value;
  const bool distinct = field.expression != "x.actor" && field.expression != "x.recipient" && field.expression != "x.speaker";
  return distinct ? "unnest(" + value + ")" : "unnest(list_distinct(" + value + "))";
}

// What is counted, as an aggregate over that column.
std::string counted(CountBy by, const std::string& unit) { return by == CountBy::kReports ? "count(*)" : "count(DISTINCT " + unit + ")"; }

// field, value, count, value_ar: the most frequent values of column v`number` of the rows `chosen`.  Names have an Arabic form, too.
std::string facet_sql(const std::string& name, size_t number, CountBy by, int64_t limit) {
  std::string arabic = "NULL";
  if (name == "party" || name == "actor_name" || name == "recipient_name" || name == "speaker")
    arabic = "(SELECT any_value(w.name_ar) FROM memory.main.people w WHERE w.name = c.value)";
  if (name == "place") arabic = "(SELECT any_value(e.place_ar) FROM event e WHERE e.place = c.value)";
  const std::string own = std::to_string(number);
  return "SELECT " + own + " AS field, CAST(c.value AS VARCHAR) AS value, c.count, " + arabic + " AS value_ar FROM (SELECT value, " +
         counted(by, "once") + " AS count FROM (SELECT " + value_of(field_sql(name), "v" + own) +
         " AS value, once FROM chosen) WHERE value IS NOT NULL " + (name == "quad" ? "" : "AND value <> '' ") +
         "GROUP BY value ORDER BY count DESC, value LIMIT " + std::to_string(std::clamp<int64_t>(limit, 1, kMostRows)) + ") c";
}

Status unknown(const std::string& what, const std::string& value) {
  return Status::error(base::kBadValue, ErrorKind::kUsage, "there is no " + what + " '" + value + "'")
      .hint("/api/v1/openapi.json lists what there is");
}

// The SQL column an event list is sorted by; empty for an unknown one.
std::string sort_sql(const std::string& sort) {
  static const std::pair<const char*, const char*> kSorts[] = {{"day", "x.day"},
                                                               {"published", "x.published"},
                                                               {"outlet", "x.outlet"},
                                                               {"type", "x.type"},
                                                               {"status", "x.status"},
                                                               {"quad", "x.quad"},
                                                               {"score", "x.score"},
                                                               {"actor", "x.actor[1]"},
                                                               {"recipient", "x.recipient[1]"},
                                                               {"actor_code", "x.actor_code[1]"},
                                                               {"recipient_code", "x.recipient_code[1]"},
                                                               {"place", "x.place"},
                                                               {"confidence", "x.confidence"},
                                                               {"cameo", "x.cameo"},
                                                               {"mode", "x.mode[1]"}};
  for (const auto& [name, sql] : kSorts) {
    if (sort == name) return sql;
  }
  return sort.empty() ? "x.day" : "";
}

}  // namespace

Result<ExploreTable> ExploreStore::ask(const Columns& columns, const std::string& sql, const std::vector<std::string>& parameters) const {
  // Every column as text, numbers and lists too.
  std::string list;
  for (const ExploreColumn& column : columns) list += (list.empty() ? "CAST(\"" : ", CAST(\"") + column.name + "\" AS VARCHAR)";
  ExploreTable table;
  table.columns = columns;
  Status status = database_.select("SELECT " + list + " FROM (" + sql + ")", parameters, [&table](const Row& row) {
    std::vector<std::optional<std::string>>& cells = table.rows.emplace_back();
    cells.reserve(row.size());
    for (const Cell& cell : row) cells.push_back(cell ? std::optional<std::string>(*cell) : std::nullopt);
  });
  if (!status) return status;
  return table;
}

Result<ExploreTable> ExploreStore::events(const ExploreFilter& filter, const ExplorePage& page, CountBy by) const {
  const Result<SqlCondition> where = condition_of(filter);
  if (!where) return where.status();
  const std::string sort = sort_sql(page.sort);
  if (sort.empty()) return unknown("column to sort by", page.sort);
  const std::string direction = page.descending ? " DESC NULLS LAST" : " ASC NULLS LAST";
  // The order is total, so that pages neither overlap nor leave gaps.  Rows of the page first, by number; then what they show, by row number, too.
  // Above the level of reports, the earliest report stands for all that count once.
  std::string rows = "SELECT x.rowid AS r, 1 AS told, " + sort + " AS sorted, x.article_id, x.n FROM memory.main.x x" + where.value().where();
  if (by != CountBy::kReports) {
    rows =
        "SELECT x.rowid AS r, g.told, " + sort +
        " AS sorted, x.article_id, x.n FROM memory.main.x x JOIN (SELECT arg_min(x.rowid, (coalesce(x.published, DATE '9999-12-31'), x.article_id, "
        "x.n)) AS first, count(*) AS told FROM memory.main.x x" +
        where.value().where() + " GROUP BY " + unit_of(by) + ") g ON g.first = x.rowid";
  }
  const std::string sql =
      "WITH top AS MATERIALIZED (SELECT r, told, row_number() OVER () AS place_in_page FROM (" + rows + " ORDER BY sorted" + direction +
      ", article_id, n" + limits(page) +
      ")), page AS MATERIALIZED (SELECT x.event_id, x.article_id, x.n, x.day, x.day_basis, x.published, x.outlet, x.type, x.status, x.cameo, x.quad, "
      "x.score, x.stance, x.medium, x.place, x.place_country, x.confidence, x.frame, x.article_row, x.shown, t.told, t.place_in_page FROM "
      "memory.main.x x JOIN top t ON t.r = x.rowid), a AS MATERIALIZED (SELECT p.place_in_page, t.title, t.text FROM page p JOIN article t ON "
      "t.rowid = p.article_row), " +
      cells_of_page() +
      " SELECT x.event_id, x.article_id, x.n, x.day, x.day_basis, x.published, x.outlet, a.title, x.type, c.mode, c.context, x.status, x.cameo, "
      "x.quad, x.score, c.actor, c.actor_code, c.recipient, c.recipient_code, c.sector, c.speaker, x.stance, x.medium, x.place, c.place_ar, "
      "x.place_country, c.place_kind, c.latitude, c.longitude, x.confidence, x.frame, c.\"trigger\", decode(encode(a.text)[CAST(c.sentence_start AS "
      "BIGINT) + 1 : CAST(c.sentence_end AS BIGINT)]) AS sentence, c.sentence_start, c.trigger_start, c.trigger_end, c.actor_ar, c.recipient_ar, "
      "c.speaker_ar, x.told, c.story, c.incident FROM page x JOIN a USING (place_in_page) JOIN cells c USING (place_in_page) ORDER BY "
      "x.place_in_page";
  return ask(columns("event_id article_id n# day day_basis published outlet title type mode context status cameo quad# score# actor actor_code "
                     "recipient recipient_code sector speaker stance medium place place_ar place_country place_kind latitude# longitude# confidence# "
                     "frame trigger sentence sentence_start# trigger_start# trigger_end# actor_ar recipient_ar speaker_ar told# story incident"),
             sql, where.value().parameters);
}

Result<ExploreTable> ExploreStore::counts(const ExploreFilter& filter) const {
  const Result<SqlCondition> where = condition_of(filter);
  if (!where) return where.status();
  // Numbers as bits of one string: a quarter of the time of count(DISTINCT).
  const auto distinct = [](const std::string& column, int64_t most) {
    return "coalesce(bit_count(bitstring_agg(x." + column + ", 0, " + std::to_string(most) + ")), 0)";
  };
  return ask(columns("reports# happenings# stories# incidents# articles# outlets# first last"),
             "SELECT count(*) AS reports, " + distinct("unit", most_.unit) + " AS happenings, " +
                 (levels_.stories ? distinct("story", most_.story) : "NULL") + " AS stories, " +
                 (levels_.incidents ? distinct("incident", most_.incident) : "NULL") + " AS incidents, " + distinct("article_row", most_.article) +
                 " AS articles, count(DISTINCT x.outlet) AS outlets, min(x.day) AS first, max(x.day) AS last FROM memory.main.x x" +
                 where.value().where(),
             where.value().parameters);
}

Result<std::vector<ExploreTable>> ExploreStore::facets(const ExploreFilter& filter, const std::vector<std::string>& names, CountBy by,
                                                       int64_t limit) const {
  // Fields under the same condition are counted together, over the rows chosen once.
  std::vector<std::pair<SqlCondition, std::vector<size_t>>> together;
  for (size_t i = 0; i < names.size(); ++i) {
    if (field_sql(names[i]).expression.empty()) return unknown("field", names[i]);
    Result<SqlCondition> where = condition_of(filter, names[i]);
    if (!where) return where.status();
    const auto same = [&](const auto& group) {
      return group.first.costly && group.first.sql == where.value().sql && group.first.parameters == where.value().parameters;
    };
    const auto found = std::find_if(together.begin(), together.end(), same);
    if (found != together.end()) found->second.push_back(i);
    else together.push_back({std::move(where).value(), {i}});
  }
  std::vector<ExploreTable> tables(names.size());
  for (const auto& [where, fields] : together) {
    std::string values, counts;
    for (const size_t i : fields) {
      const std::string column = "v" + std::to_string(i);
      // A number is grouped as one: text takes twice the time.
      values += (names[i] == "quad" ? "x.quad" : field_sql(names[i]).expression) + " AS " + column + ", ";
      counts += (counts.empty() ? "" : " UNION ALL ") + facet_sql(names[i], i, by, limit);
    }
    const Result<ExploreTable> all =
        ask(columns("field# value count# value_ar"),
            "WITH chosen AS " + std::string(fields.size() == 1 ? "NOT MATERIALIZED" : "MATERIALIZED") + " (SELECT " + values + unit_of(by) +
                " AS once FROM memory.main.x x" + where.where() + ") SELECT * FROM (" + counts + ") ORDER BY field, count DESC, value",
            where.parameters);
    if (!all) return all.status();
    for (const auto& row : all.value().rows) tables[std::stoul(row[0].value())].rows.push_back({row.begin() + 1, row.end()});
  }
  for (ExploreTable& table : tables) table.columns = columns("value count# value_ar");
  return tables;
}

Result<ExploreTable> ExploreStore::series(const ExploreFilter& filter, const std::string& step, const std::string& name, CountBy by) const {
  if (step != "day" && step != "week" && step != "month" && step != "year") return unknown("step", step);
  const Result<SqlCondition> where = condition_of(filter);
  if (!where) return where.status();
  std::string value = "''";
  if (!name.empty()) {
    const FieldSql field = field_sql(name);
    if (field.expression.empty()) return unknown("field", name);
    value = value_of(field);
  }
  return ask(columns("period value count#"),
             "SELECT x.period, x.value, " + counted(by, "x.once") + " AS count FROM (SELECT CAST(date_trunc('" + step +
                 "', x.day) AS DATE) AS period, " + value + " AS value, " + unit_of(by) + " AS once FROM memory.main.x x" + where.value().where() +
                 ") x WHERE x.period IS NOT NULL GROUP BY ALL ORDER BY x.period, count DESC, x.value LIMIT 200000",
             where.value().parameters);
}

Result<ExploreTable> ExploreStore::coverage(const std::string& step) const {
  if (step != "day" && step != "week" && step != "month" && step != "year") return unknown("step", step);
  return ask(columns("period articles# outlets#"),
             "SELECT CAST(date_trunc('" + step +
                 "', published) AS DATE) AS period, count(*) AS articles, count(DISTINCT source) AS outlets FROM article WHERE published IS NOT NULL "
                 "GROUP BY ALL ORDER BY period",
             {});
}

Result<ExploreTable> ExploreStore::places(const ExploreFilter& filter, CountBy by) const {
  const Result<SqlCondition> where = condition_of(filter);
  if (!where) return where.status();
  return ask(columns("place place_ar country kind latitude# longitude# count# conflict#"),
             "SELECT e.place, any_value(e.place_ar) AS place_ar, e.place_country AS country, e.place_kind AS kind, any_value(e.latitude) AS "
             "latitude, any_value(e.longitude) AS longitude, " +
                 counted(by, unit_of(by)) +
                 " AS count, count(*) FILTER (x.quad >= 3) / count(*) AS conflict FROM memory.main.x x JOIN event e ON e.rowid = x.event_row" +
                 where.value().where() + (where.value().sql.empty() ? " WHERE " : " AND ") +
                 "x.place IS NOT NULL GROUP BY e.place, e.place_country, e.place_kind ORDER BY count DESC, e.place LIMIT 2000",
             where.value().parameters);
}

Result<ExploreTable> ExploreStore::actors(const std::string& words, int64_t limit, CountBy by) const {
  const std::string most = " LIMIT " + std::to_string(std::clamp<int64_t>(limit, 1, kMostRows));
  const Columns shown = columns("name name_ar country sector count# first last by_name#");
  // Who bears the words in the name comes before whom some text called so.
  const std::string found = words.empty() ? "SELECT *, 1 AS by_name FROM memory.main.people ORDER BY count DESC, name" + most
                                          : "SELECT *, CAST(contains(names, " + fold_sql("?") +
                                                ") AS INTEGER) AS by_name FROM memory.main.people WHERE contains(spellings, " + fold_sql("?") +
                                                ") ORDER BY by_name DESC, count DESC, name" + most;
  const std::vector<std::string> parameters = words.empty() ? std::vector<std::string>{} : std::vector<std::string>{words, words};
  if (by == CountBy::kReports) return ask(shown, "SELECT * FROM (" + found + ")", parameters);
  // Other levels are counted for those that are shown only.
  return ask(
      shown,
      "WITH w AS MATERIALIZED (" + found + "), c AS (SELECT coalesce(p.name, p.name_ar) AS name, " + counted(by, unit_of(by)) +
          " AS once FROM participant p JOIN memory.main.x x USING (event_id) WHERE p.role IN ('actor', 'recipient') AND "
          "coalesce(p.name, p.name_ar) IN (SELECT name FROM w) GROUP BY ALL) "
          "SELECT w.name, w.name_ar, w.country, w.sector, coalesce(c.once, 0) AS count, w.first, w.last, w.by_name FROM w LEFT JOIN c USING (name) "
          "ORDER BY w.by_name DESC, count DESC, w.name",
      parameters);
}

Result<ExploreTable> ExploreStore::spellings(const std::string& name) const {
  return ask(columns("text count# first last"),
             "SELECT p.text, count(*) AS count, min(x.day) AS first, max(x.day) AS last FROM participant p JOIN memory.main.x x USING (event_id) "
             "WHERE coalesce(p.name, p.name_ar, p.text) = ? "
             "AND p.text IS NOT NULL GROUP BY p.text ORDER BY count DESC, p.text LIMIT 200",
             {name});
}

Result<ExploreTable> ExploreStore::roles(const std::string& name) const {
  return ask(columns("country sector rule row count# first last article"),
             "SELECT p.country, p.sector, any_value(p.row_rule) AS rule, p.row_file || ':' || p.row_line AS row, count(*) AS count, min(x.day) AS "
             "first, max(x.day) AS last, "
             "arg_max(x.article_id, x.day) AS article FROM participant p JOIN memory.main.x x USING (event_id) WHERE coalesce(p.name, p.name_ar, "
             "p.text) = ? "
             "GROUP BY p.country, p.sector, p.row_file, p.row_line ORDER BY first, count DESC LIMIT 200",
             {name});
}

Result<ExploreTable> ExploreStore::counterparts(const std::string& name, int64_t limit) const {
  const std::string most = std::to_string(std::clamp<int64_t>(limit, 1, 100));
  const std::string pairs =
      "pairs AS (SELECT coalesce(q.name, q.name_ar) AS other, q.name_ar AS other_ar, q.country, x.quad, CAST(date_trunc('month', x.day) AS DATE) AS "
      "month, x.event_id "
      "FROM participant p JOIN participant q ON q.event_id = p.event_id AND q.role IN ('actor', 'recipient') JOIN memory.main.x x ON x.event_id = "
      "p.event_id "
      "WHERE p.role IN ('actor', 'recipient') AND coalesce(p.name, p.name_ar, p.text) = ? AND coalesce(q.name, q.name_ar) IS NOT NULL AND "
      "coalesce(q.name, q.name_ar) <> ?)";
  return ask(columns("other other_ar country quad# month count#"),
             "WITH " + pairs +
                 ", most AS (SELECT other, count(DISTINCT event_id) AS total FROM pairs GROUP BY other ORDER BY total DESC, other LIMIT " + most +
                 ") SELECT pairs.other, any_value(pairs.other_ar) AS other_ar, any_value(pairs.country) AS country, pairs.quad, pairs.month, "
                 "count(DISTINCT pairs.event_id) AS count, "
                 "any_value(most.total) AS total FROM pairs JOIN most USING (other) GROUP BY pairs.other, pairs.quad, pairs.month ORDER BY total "
                 "DESC, pairs.other, pairs.month, pairs.quad",
             {name, name});
}

Result<ExploreTable> ExploreStore::quotations(const std::string& speaker, int64_t limit) const {
  return ask(columns("article_id outlet published direct# text start# end# speaker"),
             "SELECT q.article_id, a.source AS outlet, a.published, q.direct, decode(encode(a.text)[q.text_start + 1 : q.text_end]) AS text, "
             "q.text_start AS start, q.text_end AS \"end\", "
             "coalesce(q.speaker_name, q.speaker_text) AS speaker FROM quotation q JOIN article a USING (article_id) WHERE coalesce(q.speaker_name, "
             "q.speaker_text) = ? "
             "ORDER BY a.published DESC NULLS LAST, q.article_id, q.ordinal LIMIT " +
                 std::to_string(std::clamp<int64_t>(limit, 1, kMostRows)),
             {speaker});
}

Result<ExploreTable> ExploreStore::pledges(const ExploreFilter& filter, const ExplorePage& page) const {
  const Result<SqlCondition> where = condition_of(filter);
  if (!where) return where.status();
  const std::string rows =
      "SELECT x.*, g.\"by\", g.\"to\", g.act, g.field, g.due, g.\"condition\", g.strength, g.act_start, g.row_file || ':' || g.row_line AS row FROM "
      "pledge g JOIN memory.main.x x USING (event_id)" +
      where.value().where() + " ORDER BY x.day " + (page.descending ? "DESC" : "ASC") + " NULLS LAST, x.article_id, x.n" + limits(page);
  return ask(
      {{"event_id"}, {"article_id"}, {"day"},        {"published"},       {"outlet"},
       {"by"},       {"to"},         {"actor_code"}, {"recipient_code"},  {"act"},
       {"field"},    {"due"},        {"condition"},  {"strength"},        {"sentence"},
       {"type"},     {"status"},     {"row"},        {"followups", true}, {"restated", true},
       {"by_ar"},    {"to_ar"}},
      "WITH p AS (" + rows +
          ") SELECT p.event_id, p.article_id, p.day, p.published, p.outlet, p.\"by\", p.\"to\", array_to_string(p.actor_code, '; ') AS actor_code, "
          "array_to_string(p.recipient_code, '; ') AS recipient_code, p.act, p.field, p.due, p.\"condition\", p.strength, " +
          kSentence + " AS sentence, p.type, p.status, p.row, " + arabic_of("p.\"by\"") + " AS by_ar, " + arabic_of("p.\"to\"") +
          " AS to_ar, "
          "(SELECT count(*) FROM memory.main.x f WHERE f.status = 'actual' AND f.quad = 2 AND f.day > p.day AND list_has_any(f.actor_code, "
          "p.actor_code) AND "
          "list_has_any(f.recipient_code, p.recipient_code)) AS followups, "
          "(SELECT count(*) FROM pledge h JOIN memory.main.x f USING (event_id) WHERE f.day > p.day AND h.\"by\" = p.\"by\" AND h.field IS NOT "
          "DISTINCT FROM p.field AND "
          "h.\"to\" IS NOT DISTINCT FROM p.\"to\") AS restated "
          "FROM p JOIN event e USING (event_id) JOIN article a ON a.article_id = p.article_id ORDER BY p.day " +
          (page.descending ? "DESC" : "ASC") + " NULLS LAST, p.article_id, p.n",
      where.value().parameters);
}

Result<ExploreTable> ExploreStore::followups(const std::string& event_id) const {
  return ask(columns("event_id article_id day outlet type mode sentence searched#"),
             "SELECT f.event_id, f.article_id, f.day, f.outlet, f.type, array_to_string(f.mode, '; ') AS mode, " + kSentence +
                 " AS sentence, "
                 "(SELECT count(*) FROM article s WHERE s.published > p.day) AS searched FROM (SELECT * FROM memory.main.x WHERE event_id = ?) p "
                 "LEFT JOIN memory.main.x f ON f.status = 'actual' AND f.quad = 2 AND f.day > p.day AND "
                 "list_has_any(f.actor_code, p.actor_code) AND list_has_any(f.recipient_code, p.recipient_code) LEFT JOIN event e ON e.event_id = "
                 "f.event_id "
                 "LEFT JOIN article a ON a.article_id = f.article_id ORDER BY f.day, f.article_id, f.n LIMIT 200",
             {event_id});
}

Result<ExploreTable> ExploreStore::articles(const std::string& words, const ExplorePage& page) const {
  const std::string where = words.empty() ? "" : " WHERE contains(" + fold_sql("a.title") + ", " + fold_sql("?") + ")";
  return ask(columns("article_id title outlet published section reports#"),
             "SELECT a.article_id, a.title, a.source AS outlet, a.published, a.section, (SELECT count(*) FROM memory.main.x x WHERE x.article_id = "
             "a.article_id) AS reports FROM article a" +
                 where + " ORDER BY a.published DESC NULLS LAST, a.article_id" + limits(page),
             words.empty() ? std::vector<std::string>{} : std::vector<std::string>{words});
}

Result<std::vector<std::string>> ExploreStore::holding(const std::vector<std::string>& forms, bool folded, bool whole_words) const {
  SqlCondition any;
  for (const std::string& form : forms) {
    const std::string text = folded ? fold_sql("a.text") : "a.text";
    const std::string sought = folded ? fold_sql("?") : "CAST(? AS VARCHAR)";
    const std::string edge = "[^\\p{L}\\p{N}]";
    any.sql += any.sql.empty() ? "" : " OR ";
    if (whole_words) any.sql += "regexp_matches(" + text + ", '(^|" + edge + ")' || regexp_escape(" + sought + ") || '($|" + edge + ")')";
    else any.sql += "contains(" + text + ", " + sought + ")";
    any.parameters.push_back(form);
  }
  std::vector<std::string> ids;
  Status status = database_.select("SELECT a.article_id FROM article a WHERE " + any.sql + " ORDER BY a.published DESC NULLS LAST, a.article_id",
                                   any.parameters, [&ids](const Row& row) { ids.push_back(cell_text(row[0])); });
  if (!status) return status;
  return ids;
}

Result<ExploreTable> ExploreStore::texts(const std::vector<std::string>& ids) const {
  std::string marks;
  for (size_t i = 0; i < ids.size(); ++i) marks += i > 0 ? ", ?" : "?";
  if (ids.empty()) marks = "NULL";
  return ask(columns("article_id title outlet published text reports#"),
             "SELECT a.article_id, a.title, a.source AS outlet, a.published, a.text, coalesce(c.reports, 0) AS reports FROM (SELECT article_id, "
             "title, source, published, "
             "text FROM article WHERE " +
                 article_condition("article", ids, has_index_) +
                 ") a LEFT JOIN (SELECT x.article_id, count(*) AS reports FROM memory.main.x x WHERE x.article_id IN (" + marks +
                 ") GROUP BY x.article_id) c ON c.article_id = a.article_id ORDER BY a.published DESC NULLS LAST, a.article_id",
             ids);
}

Result<std::vector<std::string>> ExploreStore::articles_with(const ExploreFilter& filter) const {
  const Result<SqlCondition> where = condition_of(filter);
  if (!where) return where.status();
  std::vector<std::string> ids;
  Status status = database_.select("SELECT DISTINCT x.article_id FROM memory.main.x x" + where.value().where(), where.value().parameters,
                                   [&ids](const Row& row) { ids.push_back(cell_text(row[0])); });
  if (!status) return status;
  return ids;
}

}  // namespace waqai::store
