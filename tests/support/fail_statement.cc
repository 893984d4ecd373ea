// SPDX-License-Identifier: Apache-2.0
#include "support/fail_statement.h"

#include <dlfcn.h>
#include <duckdb.h>

#include <atomic>
#include <cstring>
#include <string>

namespace {

using waqai::testing::DatabaseCall;

constexpr const char* kWhy = "a test lets this call fail";
const std::string kFailing = std::string("SELECT error('") + kWhy + "')";

std::atomic<DatabaseCall> kind{DatabaseCall::kStatement};
std::atomic<uint64_t> count{0};
std::atomic<uint64_t> chosen{0};
std::atomic<const void*> broken_answer{nullptr};  // whose last block could not be had
std::atomic<const void*> broken_appender{nullptr};

// Is this call counted, and does it fail?
bool fails(DatabaseCall what) { return what == kind && ++count == chosen; }

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

namespace waqai::testing {

void fail_database(DatabaseCall what, uint64_t n) {
  chosen = 0;  // what other threads do meanwhile is not disturbed
  kind = what;
  count = 0;
  broken_answer = broken_appender = nullptr;
  chosen = n;
}

uint64_t database_calls() { return count; }

}  // namespace waqai::testing

extern "C" {

duckdb_state duckdb_open_ext(const char* path, duckdb_database* database, duckdb_config config, char** why) {
  static const auto real = next<decltype(&duckdb_open_ext)>("duckdb_open_ext");
  if (!fails(DatabaseCall::kStatement)) return real(path, database, config, why);
  *why = static_cast<char*>(duckdb_malloc(std::strlen(kWhy) + 1));
  std::strcpy(*why, kWhy);
  return DuckDBError;
}

duckdb_state duckdb_connect(duckdb_database database, duckdb_connection* connection) {
  static const auto real = next<decltype(&duckdb_connect)>("duckdb_connect");
  return fails(DatabaseCall::kStatement) ? DuckDBError : real(database, connection);
}

duckdb_state duckdb_query(duckdb_connection connection, const char* sql, duckdb_result* result) {
  static const auto real = next<decltype(&duckdb_query)>("duckdb_query");
  if (!fails(DatabaseCall::kStatement)) return real(connection, sql, result);
  if (std::strcmp(sql, "COMMIT") == 0) (void)real(connection, "ROLLBACK", nullptr);
  return real(connection, kFailing.c_str(), result);
}

// The statement that fails in its stead does so when it is run.
duckdb_state duckdb_prepare(duckdb_connection connection, const char* sql, duckdb_prepared_statement* statement) {
  static const auto real = next<decltype(&duckdb_prepare)>("duckdb_prepare");
  return real(connection, fails(DatabaseCall::kStatement) ? kFailing.c_str() : sql, statement);
}

duckdb_state duckdb_appender_create_ext(duckdb_connection connection, const char* catalog, const char* schema, const char* table,
                                        duckdb_appender* appender) {
  static const auto real = next<decltype(&duckdb_appender_create_ext)>("duckdb_appender_create_ext");
  return real(connection, catalog, schema, fails(DatabaseCall::kStatement) ? "no such table" : table, appender);
}

duckdb_state duckdb_appender_close(duckdb_appender appender) {
  static const auto real = next<decltype(&duckdb_appender_close)>("duckdb_appender_close");
  if (!fails(DatabaseCall::kStatement)) return real(appender);
  (void)duckdb_append_null(appender);  // a row begun and not ended: what was appended is not written when the appender is destroyed
  broken_appender = appender;
  return DuckDBError;
}

const char* duckdb_appender_error(duckdb_appender appender) {
  static const auto real = next<decltype(&duckdb_appender_error)>("duckdb_appender_error");
  return appender == broken_appender ? kWhy : real(appender);
}

duckdb_data_chunk duckdb_fetch_chunk(duckdb_result result) {
  static const auto real = next<decltype(&duckdb_fetch_chunk)>("duckdb_fetch_chunk");
  if (!fails(DatabaseCall::kFetch)) return real(result);
  broken_answer = result.internal_data;
  return nullptr;
}

const char* duckdb_result_error(duckdb_result* result) {
  static const auto real = next<decltype(&duckdb_result_error)>("duckdb_result_error");
  return result->internal_data != nullptr && result->internal_data == broken_answer ? kWhy : real(result);
}

void duckdb_destroy_result(duckdb_result* result) {
  static const auto real = next<decltype(&duckdb_destroy_result)>("duckdb_destroy_result");
  const void* mine = result->internal_data;
  if (mine != nullptr) broken_answer.compare_exchange_strong(mine, nullptr);  // another answer may come to stand at this place
  real(result);
}

}  // extern "C"
