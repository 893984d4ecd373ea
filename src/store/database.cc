// SPDX-License-Identifier: Apache-2.0
#include "store/database.h"

#include <duckdb.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/calendar.h"
#include "base/error_codes.h"
#include "store/spill_folder.h"

namespace waqai::store {
namespace {

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// What DuckDB said when it could not open, as one of our codes.
Status open_failure(const std::string& why, const std::string& path) {
  if (contains(why, "Could not set lock")) {
    const size_t pid = why.find("PID ");
    const std::string who =
        pid == std::string::npos ? "" : " (process " + why.substr(pid + 4, why.find_first_not_of("0123456789", pid + 4) - pid - 4) + ")";
    return Status::error(base::kArchiveLocked, ErrorKind::kResource, "another process" + who + " is using the archive")
        .at(path)
        .hint("wait for it to finish, or work on a copy of the archive folder made while no process uses it");
  }
  for (const char* full : {"No space left", "Read-only file system", "Disk quota exceeded", "File too large"}) {
    if (!contains(why, full)) continue;
    return Status::error(base::kArchiveWrite, ErrorKind::kResource, "the archive cannot be written: " + why)
        .at(path)
        .hint("free some space, or use a disk that can be written, and run the same command again");
  }
  if (contains(why, "Permission denied") || contains(why, "No such file")) {
    return Status::error(base::kArchiveMissing, ErrorKind::kResource, "the archive cannot be opened: " + why)
        .at(path)
        .hint("check the path and the permissions");
  }
  return Status::error(base::kArchiveDamaged, ErrorKind::kResource, "the archive cannot be read: " + why)
      .at(path)
      .hint("nothing was changed; restore a copy, or ingest the articles again into a new archive");
}

Status query_failure(const std::string& why) {
  if (contains(why, "max_temp_directory_size")) {
    return Status::error(base::kArchiveWrite, ErrorKind::kResource, "the disk is too full for a question of this size")
        .hint("free some space beside the archive, up to its size, and run the same command again");
  }
  if (contains(why, "Out of Memory") || contains(why, "bad_alloc") || contains(why, "bad allocation")) {
    return Status::error(base::kOutOfMemory, ErrorKind::kResource, "the archive refused: " + why)
        .hint("ask for fewer events at once (--since and --until, --limit), or close other programs");
  }
  if (contains(why, "Failed to create directory")) {
    return Status::error(base::kArchiveWrite, ErrorKind::kResource, "the archive refused: " + why)
        .hint("a question of this size needs room beside the archive: work on a copy of it on a disk that can be written");
  }
  const bool disk = contains(why, "No space left") || contains(why, "IO Error");
  return Status::error(disk ? base::kArchiveWrite : base::kArchiveQuery, ErrorKind::kResource, "the archive refused: " + why)
      .hint(disk ? "free some space and run the same command again: nothing is stored twice" : "");
}

Status no_archive(const std::string& path) {
  return Status::error(base::kArchiveMissing, ErrorKind::kResource, "there is no archive here")
      .at(path)
      .hint("create one: waqai ingest --archive DIR PATH...");
}

using Settings = std::vector<std::pair<const char*, std::string>>;

// Opens the database at `path` into `opened`, which closes it.  What memory does not hold goes beside the file `archive`.
Status open_file(const std::string& path, const std::string& archive, const Settings& settings, std::shared_ptr<void>& opened) {
  const auto spill = std::make_shared<SpillFolder>(archive);
  duckdb_config config = nullptr;
  duckdb_create_config(&config);
  duckdb_set_config(config, "temp_directory", spill->path().c_str());
  for (const auto& [name, value] : settings) duckdb_set_config(config, name, value.c_str());
  duckdb_set_config(config, "autoinstall_known_extensions", "false");
  duckdb_database database = nullptr;
  char* why = nullptr;
  const duckdb_state state = duckdb_open_ext(path.c_str(), &database, config, &why);
  duckdb_destroy_config(&config);
  if (state != DuckDBSuccess) {
    const std::string text = why == nullptr ? "unknown reason" : why;
    duckdb_free(why);
    return open_failure(text, path);
  }
  opened.reset(database, [spill](void* open) {
    auto* closing = static_cast<duckdb_database>(open);
    duckdb_close(&closing);
  });
  return {};
}

struct ResultGuard {
  duckdb_result result{};
  ~ResultGuard() { duckdb_destroy_result(&result); }
};

struct StatementGuard {
  duckdb_prepared_statement statement = nullptr;
  ~StatementGuard() { duckdb_destroy_prepare(&statement); }
};

struct ChunkGuard {
  duckdb_data_chunk chunk = nullptr;
  ~ChunkGuard() { duckdb_destroy_data_chunk(&chunk); }
};

void bind(duckdb_prepared_statement statement, const std::vector<std::string>& parameters) {
  for (size_t i = 0; i < parameters.size(); ++i) duckdb_bind_varchar_length(statement, i + 1, parameters[i].data(), parameters[i].size());
}

struct PendingGuard {
  duckdb_pending_result pending = nullptr;
  ~PendingGuard() { duckdb_destroy_pending(&pending); }
};

Status failure_of(const char* why) { return query_failure(why == nullptr ? "unknown reason" : why); }

// Works on `pending` until its result can be fetched.  Where a thread of the database has the only task that is left, duckdb_execute_pending() asks
// for another in a loop without a pause, which takes a whole core from whoever could use it; so wait here.
Status finish(duckdb_pending_result pending, duckdb_result& result) {
  constexpr std::chrono::microseconds kLeast(20), kMost(500);
  auto pause = kLeast;
  for (;;) {
    const duckdb_pending_state state = duckdb_pending_execute_task(pending);
    if (state == DUCKDB_PENDING_ERROR) return failure_of(duckdb_pending_error(pending));
    if (duckdb_pending_execution_is_finished(state)) break;
    if (state != DUCKDB_PENDING_NO_TASKS_AVAILABLE) {
      pause = kLeast;
      continue;
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, kMost);
  }
  if (duckdb_execute_pending(pending, &result) == DuckDBSuccess) return {};
  return failure_of(duckdb_result_error(&result));
}

Status execute(void* connection, const std::string& sql, const std::vector<std::string>& parameters, duckdb_result& result) {
  StatementGuard prepared;
  if (duckdb_prepare(static_cast<duckdb_connection>(connection), sql.c_str(), &prepared.statement) != DuckDBSuccess) {
    return query_failure(duckdb_prepare_error(prepared.statement));
  }
  bind(prepared.statement, parameters);
  PendingGuard started;
  if (duckdb_pending_prepared(prepared.statement, &started.pending) != DuckDBSuccess) return failure_of(duckdb_pending_error(started.pending));
  return finish(started.pending, result);
}

void visit_chunk(duckdb_data_chunk chunk, Row& row, const std::function<void(const Row&)>& visit) {
  const idx_t columns = duckdb_data_chunk_get_column_count(chunk);
  const idx_t size = duckdb_data_chunk_get_size(chunk);
  row.resize(columns);
  for (idx_t r = 0; r < size; ++r) {
    for (idx_t c = 0; c < columns; ++c) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, c);
      uint64_t* validity = duckdb_vector_get_validity(vector);
      row[c].reset();
      if (validity != nullptr && !duckdb_validity_row_is_valid(validity, r)) continue;
      auto* text = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector)) + r;
      row[c] = std::string_view(duckdb_string_t_data(text), duckdb_string_t_length(*text));
    }
    visit(row);
  }
}

// Megabytes that questions to a file of `size` bytes may take: an index of ids grows with what is asked (a million articles, 6.7 GB, need some 300).
uint64_t memory_for(uint64_t size, uint64_t base) { return base + size / 8'000'000; }

}  // namespace

Result<Database> Database::open(const std::string& path, const Options& options) {
  if (options.must_exist && !std::filesystem::exists(path)) return no_archive(path);
  std::error_code failure;
  const uint64_t size = options.read_only ? std::filesystem::file_size(path, failure) : 0;
  Database database;
  database.megabytes_ = memory_for(failure ? 0 : size, options.megabytes);
  Status status = open_file(path, path,
                            {{"access_mode", options.read_only ? "READ_ONLY" : "AUTOMATIC"},
                             {"threads", "1"},
                             {"memory_limit", std::to_string(database.megabytes_) + "MB"},
                             {"enable_external_access", options.writes_files ? "true" : "false"}},
                            database.database_);
  if (status) status = database.connect_to(path);
  if (!status) return status;
  return database;
}

Result<Database> Database::open_beside(const std::string& path, unsigned threads, uint64_t memory_bytes, const std::string& scratch) {
  if (!std::filesystem::exists(path)) return no_archive(path);
  Database database;
  database.megabytes_ = memory_bytes / 1'000'000;
  Status status = open_file(":memory:", path, {{"threads", std::to_string(threads)}, {"memory_limit", std::to_string(memory_bytes >> 20) + "MiB"}},
                            database.database_);
  if (status) status = database.connect_to(path);
  if (!status) return status;
  const auto literal = [](const std::string& text) {
    std::string doubled;
    for (const char c : text) doubled += c == '\'' ? "''" : std::string(1, c);
    return "'" + doubled + "'";
  };
  status = database.run("ATTACH " + literal(path) + " AS archive (READ_ONLY)");
  if (!status) return open_failure(status.message(), path);
  status = database.run("SET allowed_directories = [" + literal(scratch + "/") + "]");
  if (status) status = database.run("SET enable_external_access = false");
  if (status) status = database.run("USE archive");
  if (!status) return status;
  return database;
}

Result<Database> Database::connect() const {
  Database other;
  other.database_ = database_;
  other.megabytes_ = megabytes_;
  Status status = other.connect_to("");
  if (!status) return status;
  // A new connection of open_beside() means the archive, too.
  bool beside = false;
  status = other.select("SELECT database_name FROM duckdb_databases() WHERE database_name = 'archive'", {}, [&beside](const Row&) { beside = true; });
  if (status && beside) status = other.run("USE archive");
  if (!status) return status;
  return other;
}

Status Database::connect_to(const std::string& path) {
  if (duckdb_connect(static_cast<duckdb_database>(database_.get()), reinterpret_cast<duckdb_connection*>(&connection_)) == DuckDBSuccess) return {};
  return open_failure("no connection", path);
}

void Database::interrupt() const { duckdb_interrupt(static_cast<duckdb_connection>(connection_)); }

Database::Database(Database&& other) noexcept
    : database_(std::move(other.database_)), connection_(std::exchange(other.connection_, nullptr)), megabytes_(other.megabytes_) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(connection_, other.connection_);
  std::swap(megabytes_, other.megabytes_);
  return *this;
}

Database::~Database() {
  if (connection_ != nullptr) duckdb_disconnect(reinterpret_cast<duckdb_connection*>(&connection_));
}

Status Database::run(const std::string& sql) {
  ResultGuard guard;
  if (duckdb_query(static_cast<duckdb_connection>(connection_), sql.c_str(), &guard.result) == DuckDBSuccess) return {};
  const char* why = duckdb_result_error(&guard.result);
  return query_failure(why == nullptr ? "unknown reason" : why);
}

Status Database::run(const std::string& sql, const std::vector<std::string>& parameters) const {
  ResultGuard guard;
  return execute(connection_, sql, parameters, guard.result);
}

Status Database::select(const std::string& sql, const std::vector<std::string>& parameters, const std::function<void(const Row&)>& visit,
                        std::vector<std::string>* names) const {
  ResultGuard guard;
  if (Status status = execute(connection_, sql, parameters, guard.result); !status) return status;
  for (idx_t c = 0; c < duckdb_column_count(&guard.result); ++c) {
    if (names != nullptr) names->emplace_back(duckdb_column_name(&guard.result, c));
    // Both are strings of bytes to DuckDB.
    const duckdb_type type = duckdb_column_type(&guard.result, c);
    if (type != DUCKDB_TYPE_VARCHAR && type != DUCKDB_TYPE_BLOB) {
      return query_failure(std::string("column ") + duckdb_column_name(&guard.result, c) + " is not cast to VARCHAR");
    }
  }
  Row row;
  const idx_t rows = duckdb_row_count(&guard.result);
  for (idx_t seen = 0; seen < rows;) {
    ChunkGuard next{duckdb_fetch_chunk(guard.result)};
    // A chunk that could not be had looks like the end.
    if (next.chunk == nullptr) return Status::error(base::kOutOfMemory, ErrorKind::kResource, "the archive gave fewer rows than it found");
    seen += duckdb_data_chunk_get_size(next.chunk);
    visit_chunk(next.chunk, row, visit);
  }
  return {};
}

std::string_view Chunk::text(size_t column, size_t row) const {
  // The interface reads through a pointer that is not const.
  auto* cell = static_cast<duckdb_string_t*>(const_cast<void*>(columns_[column].cells)) + row;
  return {duckdb_string_t_data(cell), duckdb_string_t_length(*cell)};
}

Status Database::scan(const std::string& sql, const std::string& kinds, const std::function<void(const Chunk&)>& visit,
                      const std::vector<std::string>& parameters) const {
  StatementGuard prepared;
  if (duckdb_prepare(static_cast<duckdb_connection>(connection_), sql.c_str(), &prepared.statement) != DuckDBSuccess) {
    return query_failure(duckdb_prepare_error(prepared.statement));
  }
  bind(prepared.statement, parameters);
  PendingGuard pending;
  ResultGuard guard;
  if (duckdb_pending_prepared_streaming(prepared.statement, &pending.pending) != DuckDBSuccess) {
    return failure_of(duckdb_pending_error(pending.pending));
  }
  if (const Status status = finish(pending.pending, guard.result); !status) return status;
  if (duckdb_column_count(&guard.result) != kinds.size()) return query_failure("not " + std::to_string(kinds.size()) + " columns");
  for (idx_t c = 0; c < kinds.size(); ++c) {
    const duckdb_type type = duckdb_column_type(&guard.result, c);
    if (kinds[c] == 'n' ? type != DUCKDB_TYPE_BIGINT : type != DUCKDB_TYPE_VARCHAR && type != DUCKDB_TYPE_BLOB) {
      return query_failure(std::string("column ") + duckdb_column_name(&guard.result, c) + " is of another type");
    }
  }
  Chunk view;
  view.columns_.resize(kinds.size());
  for (;;) {
    ChunkGuard next{duckdb_fetch_chunk(guard.result)};
    if (next.chunk == nullptr) break;
    view.size_ = duckdb_data_chunk_get_size(next.chunk);
    for (idx_t c = 0; c < kinds.size(); ++c) {
      duckdb_vector vector = duckdb_data_chunk_get_vector(next.chunk, c);
      view.columns_[c] = {duckdb_vector_get_data(vector), duckdb_vector_get_validity(vector)};
    }
    visit(view);
  }
  // The end of the answer and a failure in its midst look the same but for this.
  const char* why = duckdb_result_error(&guard.result);
  if (why != nullptr && *why != '\0') return query_failure(why);
  return {};
}

Status Database::stream(const std::string& sql, size_t columns, const std::function<void(const Row&)>& visit) const {
  Row row(columns);
  return scan(sql, std::string(columns, 't'), [&](const Chunk& chunk) {
    for (size_t r = 0; r < chunk.size(); ++r) {
      for (size_t c = 0; c < columns; ++c) row[c] = chunk.has(c, r) ? Cell(chunk.text(c, r)) : std::nullopt;
      visit(row);
    }
  });
}

std::string Database::library_version() { return duckdb_library_version(); }

Appender::Appender(const Database& database, const std::string& table, const std::string& catalog) : table_(table) {
  check(duckdb_appender_create_ext(static_cast<duckdb_connection>(database.connection_), catalog.empty() ? nullptr : catalog.c_str(), nullptr,
                                   table.c_str(), reinterpret_cast<duckdb_appender*>(&appender_)));
}

Appender::~Appender() {
  if (appender_ != nullptr) duckdb_appender_destroy(reinterpret_cast<duckdb_appender*>(&appender_));
}

void Appender::check(int state) {
  if (state == DuckDBSuccess || !status_) return;
  const char* why = appender_ == nullptr ? nullptr : duckdb_appender_error(static_cast<duckdb_appender>(appender_));
  status_ = query_failure("table " + table_ + ": " + (why == nullptr ? "unknown reason" : why));
}

Appender& Appender::text(std::string_view value) {
  if (status_) check(duckdb_append_varchar_length(static_cast<duckdb_appender>(appender_), value.data(), value.size()));
  return *this;
}

Appender& Appender::text_or_null(std::string_view value) { return value.empty() ? null() : text(value); }

Appender& Appender::bytes(std::string_view value) {
  if (status_) check(duckdb_append_blob(static_cast<duckdb_appender>(appender_), value.data(), value.size()));
  return *this;
}

Appender& Appender::integer(int64_t value) {
  if (status_) check(duckdb_append_int64(static_cast<duckdb_appender>(appender_), value));
  return *this;
}

Appender& Appender::decimal(double value) {
  if (status_) check(duckdb_append_double(static_cast<duckdb_appender>(appender_), value));
  return *this;
}

Appender& Appender::decimal_or_null(const std::optional<double>& value) { return value ? decimal(*value) : null(); }

Appender& Appender::day(int32_t days) {
  if (status_) check(duckdb_append_date(static_cast<duckdb_appender>(appender_), duckdb_date{days}));
  return *this;
}

Appender& Appender::day_or_null(std::string_view iso) {
  const auto day_found = base::parse_iso_day(iso);
  return day_found ? day(*day_found) : null();
}

Appender& Appender::null() {
  if (status_) check(duckdb_append_null(static_cast<duckdb_appender>(appender_)));
  return *this;
}

void Appender::end_row() {
  if (status_) check(duckdb_appender_end_row(static_cast<duckdb_appender>(appender_)));
}

Status Appender::close() {
  check(duckdb_appender_close(static_cast<duckdb_appender>(appender_)));
  return status_;
}

}  // namespace waqai::store
