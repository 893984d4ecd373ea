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
  std::string sql;   // over e (export_event), a (export_text), s (sides), c_* (codes of countries)
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

// The names that columns of the layout refer to as e.NAME, each once.
std::vector<std::string> event_columns_of(const Layout& layout);

// The question for the rows of the layout, in order, over the tables that an export makes (export_tables.h), of which `batch` is a condition on
// column `first`; as text, or of each column's own type.
std::string layout_question(const Layout& layout, bool as_text, const std::string& batch);

}  // namespace waqai::store
