// SPDX-License-Identifier: Apache-2.0
//
// The archive's tables: flat, string ids, every column commented in the database itself, so that DuckDB's own clients, Python and R can
// use them without us.  The version is stored in table `meta`; a change is a migration, never a silent difference.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waqai::store {

inline constexpr int kSchemaVersion = 6;

struct Column {
  const char* name;
  const char* type;
  const char* comment;
};

struct TableSchema {
  const char* name;
  const char* comment;
  std::vector<Column> columns;
};

// All tables in the order they are created; docs/FORMATS.md is checked against this list.
const std::vector<TableSchema>& tables();

struct ViewColumn {
  const char* name;
  const char* comment;  // null: as the table, or the view before, has it
};

struct ViewSchema {
  const char* name;
  const char* comment;
  std::string sql;
  std::vector<ViewColumn> columns;  // event_day has those of event besides
};

// All views in the order they are created.
const std::vector<ViewSchema>& views();

// The statements that create tables, comments and views.
std::vector<std::string> create_statements();

// The statements that make the views anew (views.cc).
std::vector<std::string> view_statements();

// The day that a date as told (event.date) names: null where it is a month, a year or an interval.  By its length: versions of DuckDB differ in what
// they take for a date.
std::string day_sql(const std::string& date);

// `text` as an SQL literal.
std::string sql_literal(std::string_view text);

// Articles are found by id through an index: without it the texts of thousands are unpacked for a page of hits.  Archives that have none, or one that
// lacks rows (store/article_index.h), get it when they are next opened for writing.
inline constexpr const char* kArticleIndex = "article_by_id";
std::string drop_index_statement();
std::string article_index_statement();
// A condition over `table` that holds for the articles with these ids, which is fast with the index and bearable without it.
std::string article_condition(const std::string& table, const std::vector<std::string>& ids, bool has_index);

// The statements that bring an archive of schema `version` to kSchemaVersion; empty where there is no way.
std::vector<std::string> migrate_statements(int version);

}  // namespace waqai::store
