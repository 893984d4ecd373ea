// SPDX-License-Identifier: Apache-2.0
//
// Database: DuckDB's C interface behind RAII and Status.  The only folder that sees DuckDB's header; nothing else needs it.
// Thread rule: one thread at a time a Database.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::store {

// One cell of a result row; nothing for NULL.
using Cell = std::optional<std::string_view>;
using Row = std::vector<Cell>;

class Database {
 public:
  struct Options {
    bool read_only = false;
    bool must_exist = true;
    bool writes_files = false;  // COPY TO is allowed; never for SQL of a user
  };
  // kArchiveMissing, kArchiveLocked (names the other process), kArchiveDamaged.
  static Result<Database> open(const std::string& path, const Options& options);
  // A database in memory with the file at `path` attached to it for reading, as the catalogue that names without one mean; tables of `memory` can be
  // made beside it, and databases of the folder `scratch` attached; no other file can be reached.  Uses `threads` threads and at most `memory_bytes`.
  // Fails like open().
  static Result<Database> open_beside(const std::string& path, unsigned threads, uint64_t memory_bytes, const std::string& scratch);
  // One more connection to the same database, for one more thread.  kArchiveQuery.
  Result<Database> connect() const;
  // Ends the statement that another thread is running on this connection; its call fails with kArchiveQuery.  Thread-safe.
  void interrupt() const;
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Runs one statement without result.  kArchiveQuery; kArchiveWrite where the disk refused.
  Status run(const std::string& sql);
  // The same with `parameters` for its ? marks.
  Status run(const std::string& sql, const std::vector<std::string>& parameters) const;

  // Runs one SELECT whose columns are all text (cast to VARCHAR) or bytes (BLOB) with `parameters` for its ? marks, and hands rows over one at a
  // time.  Views live during the call of `visit`.  `names` gets the names of the columns before the first row.  Memory: one chunk (2,048 rows) at a
  // time.
  Status select(const std::string& sql, const std::vector<std::string>& parameters, const std::function<void(const Row&)>& visit,
                std::vector<std::string>* names = nullptr) const;

  // DuckDB's version, "v1.4.4".
  static std::string library_version();

 private:
  friend class Appender;
  Database() = default;
  Status connect_to(const std::string& path);
  std::shared_ptr<void> database_;  // duckdb_database, closed with its last connection
  void* connection_ = nullptr;      // duckdb_connection
};

// Appends rows to one table, in column order.  Inside the caller's transaction; rows are there after close().
class Appender {
 public:
  Appender(Database& database, const std::string& table);
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;
  ~Appender();

  Appender& text(std::string_view value);          // as it is, empty too
  Appender& text_or_null(std::string_view value);  // NULL where empty
  Appender& bytes(std::string_view value);         // a BLOB
  Appender& integer(int64_t value);
  Appender& decimal(double value);
  Appender& decimal_or_null(const std::optional<double>& value);
  Appender& day_or_null(std::string_view iso);  // YYYY-MM-DD; NULL for anything else
  Appender& null();
  void end_row();
  // The first failure since construction, or success.
  Status close();

 private:
  void check(int state);
  void* appender_ = nullptr;  // duckdb_appender
  std::string table_;
  Status status_;
};

}  // namespace waqai::store
