// SPDX-License-Identifier: Apache-2.0
#include "store/story_queries.h"

#include <cstdlib>

#include "store/event_conditions.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

std::vector<std::string> columns_of(const std::string& table) {
  std::vector<std::string> names;
  for (const TableSchema& schema : tables()) {
    if (schema.name != table) continue;
    for (const Column& column : schema.columns) names.emplace_back(column.name);
  }
  return names;
}

std::string as_list(const std::vector<std::string>& columns, const std::string& table) {
  std::string list;
  for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + table + ".\"" + column + "\"";
  return list;
}

std::string limit_of(const EventFilter& filter) { return filter.limit > 0 ? " LIMIT " + std::to_string(filter.limit) : ""; }

// An id without its letter; what else is in it cannot match and does no harm.
std::string without_sign(const std::string& id) { return id.substr(id.empty() ? 0 : 1); }

}  // namespace

Result<TextTable> select_text(const Database& database, const std::vector<std::string>& columns, const std::string& list, const std::string& rest,
                              const std::vector<std::string>& parameters) {
  TextTable table;
  table.columns = columns;
  std::string cast = "SELECT ";
  for (size_t i = 0; i < columns.size(); ++i) cast += (i > 0 ? ", " : "") + std::string("CAST(\"") + columns[i] + "\" AS VARCHAR)";
  Status status = database.select(cast + " FROM (SELECT " + list + " " + rest + ")", parameters, [&table](const Row& row) {
    std::vector<std::string>& cells = table.rows.emplace_back();
    for (const Cell& cell : row) cells.push_back(cell_text(cell));
  });
  if (!status) return status;
  return table;
}

Result<TextTable> select_stories(const Database& database, const EventFilter& filter, const std::string& id) {
  const Conditions where = conditions_of(filter);
  std::string rest = "FROM story s";
  std::vector<std::string> parameters = where.parameters;
  std::string glue = " WHERE ";
  if (!where.sql.empty()) {
    rest += glue + "s.story_id IN (SELECT sa.story_id FROM event_day e JOIN story_article sa USING (article_id)" + where.sql + ")";
    glue = " AND ";
  }
  if (!id.empty()) {
    rest += glue + "s.story_id IN (SELECT sa.story_id FROM story_article sa JOIN article a USING (article_id) WHERE starts_with(a.content_hash, ?))";
    parameters.push_back(without_sign(id));
  }
  const std::vector<std::string> columns = columns_of("story");
  return select_text(database, columns, as_list(columns, "s"),
                     rest + " ORDER BY s.reports DESC, s.articles DESC, s.first_day NULLS LAST, s.story_id" + limit_of(filter), parameters);
}

Result<TextTable> select_story_articles(const Database& database, const std::string& story_id) {
  return select_text(database, {"article_id", "report_id", "published", "source", "title", "url"},
                     "a.article_id, s.report_id, a.published, a.source, a.title, a.url",
                     "FROM story_article s JOIN article a USING (article_id) WHERE s.story_id = ? ORDER BY a.published NULLS FIRST, a.content_hash",
                     {story_id});
}

Result<TextTable> select_incidents(const Database& database, const EventFilter& filter, const std::string& id) {
  const Conditions where = conditions_of(filter);
  std::string rest = "FROM incident i";
  std::vector<std::string> parameters = where.parameters;
  std::string glue = " WHERE ";
  if (!where.sql.empty()) {
    rest += glue + "i.incident_id IN (SELECT ie.incident_id FROM event_day e JOIN incident_event ie USING (event_id)" + where.sql + ")";
    glue = " AND ";
  }
  if (!id.empty()) {
    rest += glue + "i.incident_id IN (SELECT ie.incident_id FROM incident_event ie WHERE starts_with(ie.event_id, ?))";
    parameters.push_back(without_sign(id));
  }
  const std::vector<std::string> columns = columns_of("incident");
  return select_text(database, columns, as_list(columns, "i"), rest + " ORDER BY i.day NULLS LAST, i.incident_id" + limit_of(filter), parameters);
}

Result<TextTable> select_versions(const Database& database, const std::string& incident_id) {
  return select_text(database, {"field", "value", "reports", "source", "event_id"}, "field, value, reports, source, event_id",
                     "FROM incident_version WHERE incident_id = ? ORDER BY field, reports DESC, value", {incident_id});
}

Result<TextTable> select_quotations(const Database& database, const EventFilter& filter) {
  Conditions where;
  where.any_of("q.article_id", filter.article);
  where.any_of("a.source", filter.source);
  where.any_of("q.speaker_country", filter.country);
  where.any_of("q.speaker_country", filter.actor);
  if (!filter.name.empty()) where.add("(contains(lower(q.speaker_name), lower(?)) OR contains(q.speaker_text, ?))", {filter.name, filter.name});
  if (!filter.since.empty()) where.add("a.published >= CAST(? AS DATE)", {filter.since});
  if (!filter.until.empty()) where.add("a.published <= CAST(? AS DATE)", {filter.until});
  const std::vector<std::string> columns = {"article_id",   "published", "source", "speaker", "speaker_country",
                                            "speaker_text", "direct",    "start",  "end",     "text"};
  Result<TextTable> table = select_text(
      database, columns,
      "q.article_id, a.published, a.source, q.speaker_name AS speaker, q.speaker_country, q.speaker_text, q.direct, q.text_start AS start, "
      "q.text_end AS \"end\", a.text",
      "FROM quotation q JOIN article a USING (article_id)" + where.sql + " ORDER BY a.published NULLS LAST, q.article_id, q.ordinal" +
          limit_of(filter),
      where.parameters);
  if (!table) return table;
  for (std::vector<std::string>& row : table.value().rows) {
    const size_t begin = std::strtoul(row[7].c_str(), nullptr, 10), end = std::strtoul(row[8].c_str(), nullptr, 10);
    row[9] = begin <= end && end <= row[9].size() ? row[9].substr(begin, end - begin) : std::string();  // bytes
  }
  return table;
}

Result<TextTable> select_actors(const Database& database, const EventFilter& filter) {
  const Conditions where = conditions_of(filter);
  return select_text(database,
                     {"actor", "name_ar", "country", "sector", "as_actor", "as_recipient", "as_source", "incidents", "first_day", "last_day"},
                     "coalesce(p.name, p.name_ar) AS actor, min(p.name_ar) AS name_ar, min(p.country) AS country, min(p.sector) AS sector, "
                     "count(DISTINCT e.event_id) FILTER (WHERE p.role = 'actor') AS as_actor, count(DISTINCT e.event_id) FILTER (WHERE p.role = "
                     "'recipient') AS as_recipient, "
                     "count(DISTINCT e.event_id) FILTER (WHERE p.role = 'source') AS as_source, count(DISTINCT ie.incident_id) AS incidents, "
                     "min(e.day) AS first_day, max(e.day) AS last_day",
                     "FROM event_day e JOIN participant p USING (event_id) LEFT JOIN incident_event ie USING (event_id)" + where.sql +
                         (where.sql.empty() ? " WHERE " : " AND ") +
                         "coalesce(p.name, p.name_ar) IS NOT NULL GROUP BY coalesce(p.name, p.name_ar) "
                         "ORDER BY count(DISTINCT e.event_id) DESC, 1" +
                         limit_of(filter),
                     where.parameters);
}

}  // namespace waqai::store
