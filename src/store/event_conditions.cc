// SPDX-License-Identifier: Apache-2.0
#include "store/event_conditions.h"

#include <algorithm>

#include "store/schema.h"

namespace waqai::store {

Conditions conditions_of(const EventFilter& filter) {
  Conditions where;
  if (!filter.event_id.empty()) where.add("starts_with(e.event_id, ?)", {filter.event_id});
  where.any_of("e.type", filter.type);
  where.any_of("e.status", filter.status);
  where.any_of("e.article_id", filter.article);
  where.any_of("e.article_source", filter.source);
  const auto in = [](const std::vector<std::string>& values) { return "q.country IN (" + Conditions::marks(values.size()) + ")"; };
  where.participant("'actor', 'recipient'", in(filter.country), filter.country);
  where.participant("'actor'", in(filter.actor), filter.actor);
  where.participant("'recipient'", in(filter.recipient), filter.recipient);
  if (!filter.name.empty())
    where.participant("'actor', 'recipient', 'source'", "(contains(lower(q.name), lower(?)) OR contains(q.name_ar, ?))", {filter.name, filter.name});
  if (!filter.since.empty()) where.add("e.day >= CAST(? AS DATE)", {filter.since});
  if (!filter.until.empty()) where.add("e.day <= CAST(? AS DATE)", {filter.until});
  if (filter.confidence > 0) where.add("e.confidence >= CAST(? AS DOUBLE)", {std::to_string(filter.confidence)});
  if (filter.score_from) where.add("e.score >= CAST(? AS DOUBLE)", {std::to_string(*filter.score_from)});
  if (filter.score_to) where.add("e.score <= CAST(? AS DOUBLE)", {std::to_string(*filter.score_to)});
  return where;
}

std::string events_with_days() {
  const std::string_view select = "SELECT ";
  const auto view = std::find_if(views().begin(), views().end(), [](const ViewSchema& one) { return std::string_view(one.name) == "event_day"; });
  return "(SELECT e.rowid AS event_row, " + std::string(view->sql).substr(select.size()) + ")";
}

std::string events_for(const EventFilter& filter) {
  if (!filter.since.empty() || !filter.until.empty()) return events_with_days();
  return "(SELECT e.rowid AS event_row, e.*, a.source AS article_source, a.published FROM event e JOIN article a USING (article_id))";
}

}  // namespace waqai::store
