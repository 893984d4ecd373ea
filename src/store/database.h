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

// Part of an answer, by column and row.  Views live during the call that gets it.
class Chunk {
 public:
  size_t size() const { return size_; }
  // False for NULL.
  bool has(size_t column, size_t row) const {
    const uint64_t* valid = columns_[column].valid;
    return valid == nullptr || (valid[row / 64] >> (row % 64) & 1) != 0;
  }
  // REQUIRES: has(), and a column that scan() was told is a number; or one of text or bytes.
  int64_t integer(size_t column, size_t row) const { return static_cast<const int64_t*>(columns_[column].cells)[row]; }
  std::string_view text(size_t column, size_t row) const;

 private:
  friend class Database;
  struct Column {
    const void* cells = nullptr;
    const uint64_t* valid = nullptr;
  };
  std::vector<Column> columns_;
  size_t size_ = 0;
};

class Database {
 public:
  struct Options {
    bool read_only = false;
    bool must_exist = true;
    bool writes_files = false;  // COPY TO is allowed; never for SQL of a user
    uint32_t megabytes = 192;   // that questions may take; for reading, an eighth of the file more
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
  // time.  Views live during the call of `visit`.  `names` gets the names of the columns before the first row.  Memory: all rows of the answer
  // before the first is handed over, so that `visit` may ask this database.
  Status select(const std::string& sql, const std::vector<std::string>& parameters, const std::function<void(const Row&)>& visit,
                std::vector<std::string>* names = nullptr) const;

  // The same with one chunk (2,048 rows) of the answer in memory at a time: for rows as many as articles.  `visit` must leave this database alone.
  Status stream(const std::string& sql, size_t columns, const std::function<void(const Row&)>& visit) const;

  // The same for millions of rows: columns are BIGINT where `kinds` has 'n', VARCHAR or BLOB where it has 't', and chunks are handed over as they are
  // found, the rest of the answer being nowhere.
  Status scan(const std::string& sql, const std::string& kinds, const std::function<void(const Chunk&)>& visit,
              const std::vector<std::string>& parameters = {}) const;

  // Memory that questions may take, in megabytes; of all connections together.
  uint64_t megabytes() const { return megabytes_; }
  // Changes it until it is changed back.  kArchiveQuery.
  Status limit_to(uint64_t megabytes) const { return run("SET memory_limit = '" + std::to_string(megabytes) + "MB'", {}); }

  // DuckDB's version, "v1.4.4".
  static std::string library_version();

 private:
  friend class Appender;
  Database() = default;
  Status connect_to(const std::string& path);
  std::shared_ptr<void> database_;  // duckdb_database, closed with its last connection
  void* connection_ = nullptr;      // duckdb_connection
  uint64_t megabytes_ = 0;
};

// Appends rows to one table, in column order.  Inside the caller's transaction; rows are there after close().  After the first failure nothing more
// is tried: DuckDB takes a millisecond to refuse a cell.
class Appender {
 public:
  // `catalog`: an attached database; empty: the one that names without one mean.
  Appender(const Database& database, const std::string& table, const std::string& catalog = {});
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;
  ~Appender();

  Appender& text(std::string_view value);          // as it is, empty too
  Appender& text_or_null(std::string_view value);  // NULL where empty
  Appender& bytes(std::string_view value);         // a BLOB
  Appender& integer(int64_t value);
  Appender& decimal(double value);
  Appender& decimal_or_null(const std::optional<double>& value);
  Appender& day(int32_t days);                  // since 1970
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
