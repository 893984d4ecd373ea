// SPDX-License-Identifier: Apache-2.0
#include "store/export_tables.h"

#include <algorithm>

#include "store/event_conditions.h"

namespace waqai::store {
namespace {

constexpr uint64_t kExportMegabytes = 1000;  // of DuckDB, whatever the size of the archive

std::string make_table(const std::string& name, const std::string& sql) { return "CREATE OR REPLACE TEMP TABLE " + name + " AS " + sql; }

// Rows of table event in the order of ArchiveStore::select(), numbered from 1.
std::string chosen_rows(const EventFilter& filter, const Conditions& where) {
  const std::string limit = filter.limit > 0 ? " LIMIT " + std::to_string(filter.limit) : "";
  return "SELECT row_number() OVER () AS ordinal, event_row FROM (SELECT e.event_row FROM " + events_for(filter) + " e" + where.sql +
         " ORDER BY e.published NULLS LAST, e.article_id, e.n" + limit + ")";
}

std::string event_rows(const Layout& layout) {
  std::string columns;
  for (const std::string& name : event_columns_of(layout)) {
    if (name != "ordinal" && name != "event_id" && name != "place_country") columns += ", " + name;
  }
  return "SELECT ordinal, first, event_id, place_country" + columns +
         " FROM (SELECT c.ordinal, k.first, e.*, i.incident_id, i.story_id, i.sources AS incident_sources, i.events AS incident_events, "
         "i.articles AS incident_articles FROM " +
         events_with_days() +
         " e JOIN export_chosen c USING (event_row) JOIN export_article k USING (article_id) LEFT JOIN incident_event ie ON ie.event_id = e.event_id "
         "LEFT JOIN incident i ON i.incident_id = ie.incident_id) ORDER BY ordinal";
}

}  // namespace

ExportTables::ExportTables(const Database& database, const Layout& layout) : database_(database), layout_(layout) {
  (void)database_.limit_to(std::min(kExportMegabytes, database_.megabytes()));
}

ExportTables::~ExportTables() {
  for (const char* table : {"export_chosen", "export_article", "export_event", "export_participant", "export_text", "export_row"})
    (void)database_.run(std::string("DROP TABLE IF EXISTS temp.") + table, {});
  (void)database_.limit_to(database_.megabytes());
}

Result<size_t> ExportTables::make(const EventFilter& filter) const {
  EventFilter wanted = filter;
  if (layout_.only_actual && wanted.status.empty()) wanted.status = {"actual"};
  const Conditions where = conditions_of(wanted);
  Status status = database_.run(make_table("export_chosen", chosen_rows(wanted, where)), where.parameters);
  for (const std::string& statement :
       {make_table("export_article",
                   "SELECT min(c.ordinal) AS first, e.article_id FROM export_chosen c JOIN event e ON e.rowid = c.event_row GROUP BY e.article_id"),
        make_table("export_event", event_rows(layout_)),
        make_table("export_participant",
                   "SELECT e.ordinal AS event, e.first, p.role, p.ordinal, p.text, p.text_start, p.text_end, p.name, p.name_ar, p.country, p.sector "
                   "FROM participant p JOIN (SELECT ordinal, first, event_id FROM export_event) e USING (event_id) ORDER BY event"),
        make_table("export_text", "SELECT k.first, a.text FROM article a JOIN export_article k USING (article_id) ORDER BY k.first")}) {
    if (status) status = database_.run(statement, {});
  }
  size_t events = 0;
  if (status) {
    status = database_.scan("SELECT count(*) FROM export_chosen", "n",
                            [&events](const Chunk& chunk) { events = static_cast<size_t>(chunk.integer(0, 0)); });
  }
  if (!status) return status;
  return events;
}

std::string ExportTables::question(size_t begin, size_t end, bool as_text) const {
  return layout_question(layout_, as_text, "first BETWEEN " + std::to_string(begin) + " AND " + std::to_string(end - 1));
}

}  // namespace waqai::store
