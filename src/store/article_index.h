// SPDX-License-Identifier: Apache-2.0
//
// article_index: whether the index of articles by id (schema.h) can be trusted, and its repair.  Rows that DuckDB 1.4 reads back from its log after a
// process was killed reach an index only when that index is used before the database is closed; else they are missing in it for good, and a
// question by id, and many a join, passes over them and says nothing.  So whoever opens an archive asks by id once: this brings the index up to date,
// and shows one that some other program left without those rows, which are the last ones of the table. Thread rule: functions without state;
// thread-safe as their database is.
#pragma once

#include <cstdint>
#include <string>

#include "store/database.h"

namespace waqai::store {

enum class IndexState : uint8_t {
  kNone,  // no index
  kWhole,
  kLacking,  // it does not know the last article; whatever is asked of table article may lack rows, by id or not
};

// Asks by id.  Some 2 ms at 100,000 articles.
Result<IndexState> index_state(const Database& database);

// Makes the index where it is missing or lacking.  REQUIRES: no transaction is open
Status mend_index(Database& database);

// What to tell where it is lacking and cannot be mended.  kArchiveDamaged.
Status lacking_index(const std::string& place);

// While it lives, what is committed goes into the database file at once and not by way of the log: a log that makes an index cannot be read by a
// process that only reads.
class WithoutLog {
 public:
  explicit WithoutLog(Database& database);
  WithoutLog(const WithoutLog&) = delete;
  WithoutLog& operator=(const WithoutLog&) = delete;
  ~WithoutLog();

 private:
  Database& database_;
};

}  // namespace waqai::store
