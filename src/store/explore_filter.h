// SPDX-License-Identifier: Apache-2.0
//
// Filters of the screens as SQL over the flat table of events (memory.main.x).  Values become parameters; field names are checked.
// Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "waqai/types/explore.h"
#include "waqai/types/status.h"

namespace waqai::store {

// An SQL condition with its parameters; empty sql: all rows.  `costly`: it looks into lists, texts or other tables, so that rows chosen once are
// better kept than chosen again.
struct SqlCondition {
  std::string sql;
  std::vector<std::string> parameters;
  bool costly = false;
  std::string where() const { return sql.empty() ? "" : " WHERE " + sql; }
  void add(const std::string& condition, const std::vector<std::string>& values);
};

// The expression that gives the values of a field; `list` where it has several.  Empty for an unknown field.  `among`: a quicker condition for "is
// one of", with % for the parameters.
struct FieldSql {
  std::string expression;
  bool list = false;
  std::string among = {};
};
FieldSql field_sql(const std::string& field);

// The condition of `filter`, without the choice of field `except`.  kArchiveQuery for an unknown field or a day that is none.
Result<SqlCondition> condition_of(const ExploreFilter& filter, const std::string& except = "");

// SQL that folds the Arabic spelling of an expression: hamza seats, alef maksura, ta marbuta, marks and tatweel; Latin letters to lower case.
std::string fold_sql(const std::string& expression);

// SQL that gives the Arabic forms of an expression of names joined by `;`, in their order; the name itself where there is none.
std::string arabic_of(const std::string& names);

}  // namespace waqai::store
