// SPDX-License-Identifier: Apache-2.0
//
// The views of an archive, and the way from earlier schemas to this one.
#include <map>
#include <string_view>

#include "store/schema.h"

namespace waqai::store {

std::string day_sql(const std::string& date) { return "CASE WHEN length(" + date + ") = 10 THEN TRY_CAST(" + date + " AS DATE) END"; }

const std::vector<ViewSchema>& views() {
  const std::string told = day_sql("e.date"), of_any = day_sql("date");
  // What came again changed is counted once, in its last version.
  const std::string last = "article_id NOT IN (SELECT article_id FROM article_version WHERE version < versions)";
  static const std::vector<ViewSchema> kViews = {
      {"article_version",
       "articles by address: a text that came again changed is a new version, the old is kept; version counts from 1 in the order they were added",
       "SELECT article_id, url, published, run_id, row_number() OVER (PARTITION BY url ORDER BY run_id, rowid) AS version, "
       "count(*) OVER (PARTITION BY url) AS versions FROM article WHERE url IS NOT NULL",
       {{"article_id", nullptr},
        {"url", nullptr},
        {"published", nullptr},
        {"run_id", nullptr},
        {"version", "from 1, in the order they were added"},
        {"versions", "how many there are of this address"}}},
      {"event_day",
       "events with the day users count by: the event's own where told, else that of another mention of the same happening, else publication",
       "SELECT e.*, a.source AS article_source, a.published, a.url, COALESCE(" + told + ", carried.day, a.published) AS day, CASE WHEN " + told +
           " IS NOT NULL THEN 'stated' WHEN carried.day IS NOT NULL THEN 'carried' WHEN a.published IS NOT NULL THEN 'published' END AS day_basis "
           "FROM event e JOIN article a USING (article_id) LEFT JOIN (SELECT article_id, happening, min(" +
           of_any +
           ") AS day "
           "FROM event WHERE " +
           of_any +
           " IS NOT NULL GROUP BY article_id, happening) carried "
           "ON carried.article_id = e.article_id AND carried.happening = e.happening",
       {{"article_source", "outlet of the article"},
        {"published", "day of publication"},
        {"url", "address of the article"},
        {"day", "day that users count by"},
        {"day_basis", "stated (the event's own), carried (of another mention of the same happening), published"}}},
      {"event_dyad",
       "one row an actual event and pair of countries: each actor with each recipient; of an event without recipients each side with each other",
       "SELECT e.event_id, e.article_id, e.happening, e.day, e.day_basis, e.type, e.quad, e.score, e.article_source, f.country AS actor_country, "
       "t.country AS recipient_country FROM event_day e JOIN participant f ON f.event_id = e.event_id AND f.role = 'actor' "
       "JOIN participant t ON t.event_id = e.event_id AND (t.role = 'recipient' OR (t.role = 'actor' AND t.ordinal <> f.ordinal AND NOT EXISTS "
       "(SELECT 1 FROM participant r WHERE r.event_id = e.event_id AND r.role = 'recipient'))) "
       "WHERE e.status = 'actual' AND f.country IS NOT NULL AND t.country IS NOT NULL AND e." +
           last,
       {{"event_id", nullptr},
        {"article_id", nullptr},
        {"happening", nullptr},
        {"day", nullptr},
        {"day_basis", nullptr},
        {"type", nullptr},
        {"quad", nullptr},
        {"score", nullptr},
        {"article_source", nullptr},
        {"actor_country", "country of one side, ISO 3166-1 alpha-3"},
        {"recipient_country", "of the other"}}},
      {"dyad_day",
       "actual events a pair of countries and day, by quad class, with the mean score",
       "SELECT day, actor_country, recipient_country, count(*) AS events, count(*) FILTER (WHERE quad = 1) AS verbal_cooperation, "
       "count(*) FILTER (WHERE quad = 2) AS material_cooperation, count(*) FILTER (WHERE quad = 3) AS verbal_conflict, "
       "count(*) FILTER (WHERE quad = 4) AS material_conflict, avg(score) AS mean_score "
       "FROM (SELECT DISTINCT event_id, day, quad, score, actor_country, recipient_country FROM event_dyad) "
       "GROUP BY day, actor_country, recipient_country",
       {{"day", "day, as in event_day"},
        {"actor_country", "country that acts"},
        {"recipient_country", "country that it acts on"},
        {"events", "events in all"},
        {"verbal_cooperation", "of quad class 1"},
        {"material_cooperation", "of quad class 2"},
        {"verbal_conflict", "of quad class 3"},
        {"material_conflict", "of quad class 4"},
        {"mean_score", "mean of PLOVER's score, -10 to 10"}}},
      {"actor_month",
       "actual events a country and month, as actor and as recipient",
       "SELECT CAST(date_trunc('month', e.day) AS DATE) AS month, p.country, count(DISTINCT e.event_id) FILTER (WHERE p.role = 'actor') AS as_actor, "
       "count(DISTINCT e.event_id) FILTER (WHERE p.role = 'recipient') AS as_recipient, "
       "count(DISTINCT e.event_id) FILTER (WHERE p.role = 'actor' AND e.quad = 4) AS material_conflict_as_actor, "
       "count(DISTINCT e.event_id) FILTER (WHERE p.role = 'recipient' AND e.quad = 4) AS material_conflict_as_recipient "
       "FROM event_day e JOIN participant p ON p.event_id = e.event_id AND p.role IN ('actor', 'recipient') "
       "WHERE e.status = 'actual' AND p.country IS NOT NULL AND e." +
           last + " GROUP BY 1, 2",
       {{"month", "first day of the month"},
        {"country", "country, ISO 3166-1 alpha-3"},
        {"as_actor", "events in which it acts"},
        {"as_recipient", "in which it is acted on"},
        {"material_conflict_as_actor", "of quad class 4, acting"},
        {"material_conflict_as_recipient", "of quad class 4, acted on"}}},
      {"one_a_day",
       "one row a day, type and pair of countries, however many articles tell it",
       "SELECT day, type, actor_country, recipient_country, min(event_id) AS event_id, count(DISTINCT event_id) AS events, "
       "count(DISTINCT article_id) AS articles, count(DISTINCT article_source) AS outlets "
       "FROM event_dyad GROUP BY day, type, actor_country, recipient_country",
       {{"day", nullptr},
        {"type", nullptr},
        {"actor_country", nullptr},
        {"recipient_country", nullptr},
        {"events", "events that say so"},
        {"articles", "articles that hold one"},
        {"outlets", "their outlets"},
        {"event_id", "the first by id"}}},
  };
  return kViews;
}

std::vector<std::string> view_statements() {
  std::vector<std::string> statements;
  std::map<std::string_view, const char*> told;  // comments by column, of events, articles and the views before
  for (const char* name : {"article", "event"}) {
    for (const TableSchema& table : tables()) {
      if (std::string_view(table.name) != name) continue;
      for (const Column& column : table.columns) told[column.name] = column.comment;
    }
  }
  for (const ViewSchema& view : views()) {
    const std::string name = view.name;
    statements.push_back("CREATE OR REPLACE VIEW " + name + " AS " + view.sql);
    statements.push_back("COMMENT ON VIEW " + name + " IS " + sql_literal(view.comment));
    const auto comment = [&](const char* column, const char* text) {
      statements.push_back("COMMENT ON COLUMN " + name + "." + column + " IS " + sql_literal(text));
    };
    if (name == "event_day") {
      for (const TableSchema& table : tables()) {
        if (std::string_view(table.name) != "event") continue;
        for (const Column& column : table.columns) comment(column.name, column.comment);
      }
    }
    for (const ViewColumn& column : view.columns) {
      if (column.comment != nullptr) told[column.name] = column.comment;
      comment(column.name, told.at(column.name));
    }
  }
  return statements;
}

}  // namespace waqai::store
