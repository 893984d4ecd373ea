// SPDX-License-Identifier: Apache-2.0
//
// The shapes in which events leave an archive for other tools: each a list of columns with the SQL that makes them and what they hold.
// Thread rule: immutable; share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waqai::store {

struct LayoutColumn {
  std::string name;
  std::string type;  // VARCHAR, BIGINT, DOUBLE, DATE
  std::string sql;   // over e (view event_day), a (article), s (sides), i (incident), c_* (codes of countries)
  std::string comment;
};

struct Layout {
  std::string name;
  std::string summary;
  std::string lost;          // what the shape cannot say, or what is not known
  bool has_header = true;    // a header line in its text form
  bool only_actual = false;  // acts that did not happen are left out unless a status is asked for
  std::vector<LayoutColumn> columns;
};

// events, gdelt-events, gdelt-mentions, polecat.
const std::vector<Layout>& layouts();
// Nothing for an unknown name.
const Layout* find_layout(std::string_view name);

// What follows WITH: the tables that columns refer to, and FROM with its joins, for a query over `chosen` (event_id, ordinal).
std::string layout_tables();
std::string layout_from();

}  // namespace waqai::store
