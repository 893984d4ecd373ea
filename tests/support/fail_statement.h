// SPDX-License-Identifier: Apache-2.0
//
// A database that fails: a test that includes this has DuckDB's calls that may fail replaced in its whole program.
#pragma once

#include <cstdint>

namespace waqai::testing {

enum class DatabaseCall {
  kStatement,  // opening a database, a connection or an appender, a statement (a COMMIT that fails rolls back, as DuckDB's does), closing an appender
  kFetch,      // of a block of rows of an answer
};

// The n-th such call from now on (1: the next one), of any thread and connection, fails, once; 0: none.
void fail_database(DatabaseCall what, uint64_t n);

// How many there were since that call.
uint64_t database_calls();

}  // namespace waqai::testing
