// SPDX-License-Identifier: Apache-2.0
//
// An EventFilter as SQL over the view event_day, named e; what a caller gives goes to the database as parameters.
#pragma once

#include <string>
#include <vector>

#include "store/archive_store.h"

namespace waqai::store {

// SQL conditions with their parameters, joined by AND.
struct Conditions {
  std::string sql;
  std::vector<std::string> parameters;

  void add(const std::string& condition, const std::vector<std::string>& values) {
    sql += (sql.empty() ? " WHERE " : " AND ") + condition;
    parameters.insert(parameters.end(), values.begin(), values.end());
  }
  void any_of(const std::string& column, const std::vector<std::string>& values) {
    if (!values.empty()) add(column + " IN (" + marks(values.size()) + ")", values);
  }
  void participant(const std::string& roles, const std::string& condition, const std::vector<std::string>& values) {
    if (values.empty()) return;
    // Not EXISTS, which would carry every event with all its columns to the question.
    add("e.event_id IN (SELECT q.event_id FROM participant q WHERE q.role IN (" + roles + ") AND " + condition + ")", values);
  }
  // "?, ?, ?"
  static std::string marks(size_t count) {
    std::string list = "?";
    for (size_t i = 1; i < count; ++i) list += ", ?";
    return list;
  }
};

Conditions conditions_of(const EventFilter& filter);

// The view event_day, with the number of the row in table event as event_row.
std::string events_with_days();

// What to select from, as e: the view event_day, or without its days, which cost more than all the rest, where the filter does not ask for them;
// with the number of the row in table event as event_row.
std::string events_for(const EventFilter& filter);

}  // namespace waqai::store
