// SPDX-License-Identifier: Apache-2.0
//
// The columns of events as a file beside the archive, so that a server over millions need not make them anew at every start.  It is a copy that may
// be deleted at any time: without it, or where it belongs to another state of the archive, is damaged or cannot be written, the columns are made from
// the archive.
#include <filesystem>
#include <memory>
#include <system_error>

#include <unistd.h>

#include "store/archive_store.h"
#include "store/explore_store.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

// To be raised with every change of what the tables hold.
constexpr const char* kShape = "13";
constexpr size_t kPortionBytes = size_t{32} << 20;  // a row group, so that a checkpoint does not write it again

std::string kept_path(const std::string& folder) { return ExploreStore::kept_folder(folder) + "/events.duckdb"; }

// What the tables were made from.  The archive is known by size and time of its file: reading it all would take what the copy is there to save.
std::string stamp_of(const std::string& folder) {
  const std::string path = ArchiveStore::database_path(folder);
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  if (failure) return {};
  const auto time = std::filesystem::last_write_time(path, failure);
  // A log beside it holds changes that the file has not.
  if (failure || std::filesystem::exists(path + ".wal", failure)) return {};
  return std::string(kShape) + " " + std::to_string(kSchemaVersion) + " " + std::to_string(size) + " " +
         std::to_string(time.time_since_epoch().count());
}

// Row groups are small: rows of columns are long.
std::string attach(const std::string& path, bool reading) {
  return "ATTACH " + sql_literal(path) + " AS kept" + (reading ? " (READ_ONLY)" : " (ROW_GROUP_SIZE 2048)");
}

}  // namespace

std::string ExploreStore::kept_folder(const std::string& folder) { return folder + "/explore"; }

std::string ExploreStore::stamp() const {
  const std::string archive = stamp_of(folder_);
  return archive.empty() ? archive : archive + " " + std::to_string(namer_->digest) + " 2";  // the form of what is kept
}

bool ExploreStore::read_kept() {
  const std::string wanted = stamp();
  std::error_code ignored;
  if (wanted.empty() || !std::filesystem::exists(kept_path(folder_), ignored)) return false;
  if (!database_.run(attach(kept_path(folder_), true))) return false;
  std::string held;
  Status status = database_.select("SELECT stamp FROM kept.main.stamp", {}, [&held](const Row& row) { held = cell_text(row[0]); });
  const bool fresh = status && held == wanted;
  if (fresh) {
    Result<EventColumns> columns = EventColumns::read(database_, "kept.main.columns");
    status = columns.status();
    if (status) *columns_ = std::move(columns).value();
    if (status) status = database_.run("CREATE TABLE memory.main.people AS SELECT * FROM kept.main.people");
    if (status) status = make_numbers();
    for (const char* table : {"people", "x"}) {
      if (!status) (void)database_.run(std::string("DROP TABLE IF EXISTS memory.main.") + table);
    }
  }
  (void)database_.run("DETACH kept");
  return fresh && status;
}

Status ExploreStore::keep_columns() const {
  // In portions: what is appended stays in memory until it is closed.
  auto appender = std::make_unique<Appender>(database_, "columns", "kept");
  size_t bytes = 0;
  Status status;
  columns_->write([&](int64_t part, int64_t size, std::string_view block) {
    if (!status) return;
    appender->integer(part).integer(size).bytes(block);
    appender->end_row();
    bytes += block.size();
    if (bytes < kPortionBytes) return;
    status = appender->close();
    if (status) status = database_.run("CHECKPOINT kept", {});
    appender = std::make_unique<Appender>(database_, "columns", "kept");
    bytes = 0;
  });
  return status ? appender->close() : status;
}

void ExploreStore::keep(int64_t least) const {
  const std::string made = stamp();
  if (made.empty() || from_kept_ || columns_->rows < static_cast<size_t>(least)) return;
  std::error_code failure;
  std::filesystem::create_directory(kept_folder(folder_), failure);
  // Under a name of its own until it is whole.
  const std::string fresh = kept_path(folder_) + "." + std::to_string(::getpid());
  std::filesystem::remove(fresh, failure);
  Status status = database_.run(attach(fresh, false), {});
  if (!status) return;
  status = database_.run("CREATE TABLE kept.main.people AS SELECT * FROM memory.main.people", {});
  if (status) status = database_.run("CREATE TABLE kept.main.columns (part BIGINT, size BIGINT, bytes BLOB)", {});
  if (status) status = keep_columns();
  if (status) status = database_.run("CREATE TABLE kept.main.stamp AS SELECT " + sql_literal(made) + " AS stamp", {});
  const Status detached = database_.run("DETACH kept", {});
  // The archive may have been written meanwhile.
  if (status && detached && stamp() == made) std::filesystem::rename(fresh, kept_path(folder_), failure);
  std::filesystem::remove(fresh, failure);
  std::filesystem::remove(fresh + ".wal", failure);
}

}  // namespace waqai::store
