// SPDX-License-Identifier: Apache-2.0
#include "store/article_index.h"

#include <optional>

#include "base/error_codes.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {

Result<IndexState> index_state(const Database& database) {
  bool exists = false;
  Status status =
      database.select("SELECT index_name FROM duckdb_indexes() WHERE index_name = ?", {kArticleIndex}, [&exists](const Row&) { exists = true; });
  if (!status) return status;
  if (!exists) return IndexState::kNone;
  std::optional<std::string> last;
  status = database.select("SELECT article_id FROM article WHERE rowid = (SELECT max(rowid) FROM article)", {},
                           [&last](const Row& row) { last = cell_text(row[0]); });
  if (!status) return status;
  // Of an empty table, too: the question is what brings the index up to date.
  bool found = !last;
  status = database.select("SELECT article_id FROM article WHERE " + article_condition("article", {last.value_or("")}, true), {},
                           [&found](const Row&) { found = true; });
  if (!status) return status;
  return found ? IndexState::kWhole : IndexState::kLacking;
}

Status mend_index(Database& database) {
  const Result<IndexState> state = index_state(database);
  if (!state) return state.status();
  if (state.value() == IndexState::kWhole) return {};
  const WithoutLog direct(database);
  Status status = database.run(drop_index_statement());
  return status ? database.run(article_index_statement()) : status;
}

Status lacking_index(const std::string& place) {
  return Status::error(base::kArchiveDamaged, ErrorKind::kResource,
                       "the archive's index of articles lacks some: another program closed it after a crash")
      .at(place)
      .hint("nothing is lost; `waqai ingest --archive DIR` without input makes the index anew");
}

WithoutLog::WithoutLog(Database& database) : database_(database) { (void)database_.run("SET wal_autocheckpoint = '0 bytes'"); }

WithoutLog::~WithoutLog() { (void)database_.run("RESET wal_autocheckpoint"); }

}  // namespace waqai::store
