// SPDX-License-Identifier: Apache-2.0
//
// The views of an archive, and the way from earlier schemas to this one.
#include <string_view>

#include "store/schema.h"

namespace waqai::store {

const std::vector<ViewSchema>& views() {
  static const std::vector<ViewSchema> kViews = {
      {"event_day",
       "events with the day users count by: the event's own where told, else that of another mention of the same happening, else publication",
       "SELECT e.*, a.source AS article_source, a.published, a.url, COALESCE(TRY_CAST(e.date AS DATE), carried.day, a.published) AS day, "
       "CASE WHEN TRY_CAST(e.date AS DATE) IS NOT NULL THEN 'stated' WHEN carried.day IS NOT NULL THEN 'carried' "
       "WHEN a.published IS NOT NULL THEN 'published' END AS day_basis "
       "FROM event e JOIN article a USING (article_id) LEFT JOIN (SELECT article_id, happening, min(TRY_CAST(date AS DATE)) AS day "
       "FROM event WHERE TRY_CAST(date AS DATE) IS NOT NULL GROUP BY article_id, happening) carried "
       "ON carried.article_id = e.article_id AND carried.happening = e.happening"},
      {"event_dyad",
       "one row an actual event and pair of countries: each actor with each recipient; of an event without recipients each side with each other",
       "SELECT e.event_id, e.article_id, e.happening, e.day, e.day_basis, e.type, e.quad, e.score, e.article_source, f.country AS actor_country, "
       "t.country AS recipient_country FROM event_day e JOIN participant f ON f.event_id = e.event_id AND f.role = 'actor' "
       "JOIN participant t ON t.event_id = e.event_id AND (t.role = 'recipient' OR (t.role = 'actor' AND t.ordinal <> f.ordinal AND NOT EXISTS "
       "(SELECT 1 FROM participant r WHERE r.event_id = e.event_id AND r.role = 'recipient'))) "
       "WHERE e.status = 'actual' AND f.country IS NOT NULL AND t.country IS NOT NULL"},
      {"dyad_day", "actual events a pair of countries and day, by quad class, with the mean score",
       "SELECT day, actor_country, recipient_country, count(*) AS events, count(*) FILTER (WHERE quad = 1) AS verbal_cooperation, "
       "count(*) FILTER (WHERE quad = 2) AS material_cooperation, count(*) FILTER (WHERE quad = 3) AS verbal_conflict, "
       "count(*) FILTER (WHERE quad = 4) AS material_conflict, avg(score) AS mean_score "
       "FROM (SELECT DISTINCT event_id, day, quad, score, actor_country, recipient_country FROM event_dyad) "
       "GROUP BY day, actor_country, recipient_country"},
      {"actor_month", "actual events a country and month, as actor and as recipient",
       "SELECT CAST(date_trunc('month', e.day) AS DATE) AS month, p.country, count(DISTINCT e.event_id) FILTER (WHERE p.role = 'actor') AS as_actor, "
       "count(DISTINCT e.event_id) FILTER (WHERE p.role = 'recipient') AS as_recipient, "
       "count(DISTINCT e.event_id) FILTER (WHERE p.role = 'actor' AND e.quad = 4) AS material_conflict_as_actor, "
       "count(DISTINCT e.event_id) FILTER (WHERE p.role = 'recipient' AND e.quad = 4) AS material_conflict_as_recipient "
       "FROM event_day e JOIN participant p ON p.event_id = e.event_id AND p.role IN ('actor', 'recipient') "
       "WHERE e.status = 'actual' AND p.country IS NOT NULL GROUP BY 1, 2"},
      {"one_a_day", "one row a day, type and pair of countries, however many articles tell it",
       "SELECT day, type, actor_country, recipient_country, min(event_id) AS event_id, count(DISTINCT event_id) AS events, "
       "count(DISTINCT article_id) AS articles, count(DISTINCT article_source) AS outlets "
       "FROM event_dyad GROUP BY day, type, actor_country, recipient_country"},
      {"article_version",
       "articles by address: a text that came again changed is a new version, the old is kept; version counts from 1 in the order they were added",
       "SELECT article_id, url, published, run_id, row_number() OVER (PARTITION BY url ORDER BY run_id, rowid) AS version, "
       "count(*) OVER (PARTITION BY url) AS versions FROM article WHERE url IS NOT NULL"},
  };
  return kViews;
}

std::vector<std::string> view_statements() {
  std::vector<std::string> statements;
  for (const ViewSchema& view : views()) {
    statements.push_back(std::string("CREATE OR REPLACE VIEW ") + view.name + " AS " + view.sql);
    statements.push_back(std::string("COMMENT ON VIEW ") + view.name + " IS " + sql_literal(view.comment));
  }
  return statements;
}

}  // namespace waqai::store
