// SPDX-License-Identifier: Apache-2.0
//
// One SELECT of a user over an archive, in a child process of its own: read-only, no files, no settings, with limits on memory, time, rows and bytes.
// DuckDB holds its SQL for trusted; the walls are the process's.  Thread rule: no other thread of the caller may hold locks that the child needs (it
// is a fork); one call at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "waqai/types/status.h"

namespace waqai::store {

enum class SqlFormat { kTable, kCsv, kJsonLines };

struct SqlQuestion {
  std::string sql;
  SqlFormat format = SqlFormat::kCsv;
};

struct SqlLimits {
  double seconds = 10;
  size_t rows = 10'000;
  size_t bytes = size_t{8} << 20;          // of the answer
  size_t address_space = size_t{2} << 30;  // of the child
};

// The answer goes to `sink` piece by piece; false from it ends the call.  `cut` is set where rows or bytes were left out.
// kArchiveMissing and the like as of ArchiveStore::open; kArchiveQuery for what is no single SELECT, what fails, and what takes too long.
Status run_sql(const std::string& database, const SqlQuestion& question, const SqlLimits& limits, const std::function<bool(std::string_view)>& sink,
               bool& cut);

}  // namespace waqai::store
