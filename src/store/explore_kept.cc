// SPDX-License-Identifier: Apache-2.0
//
// The flat table of events as a file beside the archive, so that a server over millions need not make it anew at every start.  It is a copy that may
// be deleted at any time: without it, or where it belongs to another state of the archive, is damaged or cannot be written, the table is made from
// the archive.
#include <filesystem>
#include <system_error>

#include <unistd.h>

#include "store/archive_store.h"
#include "store/explore_store.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

// To be raised with every change of what the tables hold.
constexpr const char* kShape = "6";
constexpr const char* kTables[] = {"x", "people"};

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

std::string attach(const std::string& path, bool reading) { return "ATTACH " + sql_literal(path) + " AS kept" + (reading ? " (READ_ONLY)" : ""); }

}  // namespace

std::string ExploreStore::kept_folder(const std::string& folder) { return folder + "/explore"; }

bool ExploreStore::read_kept() {
  const std::string stamp = stamp_of(folder_);
  std::error_code ignored;
  if (stamp.empty() || !std::filesystem::exists(kept_path(folder_), ignored)) return false;
  if (!database_.run(attach(kept_path(folder_), true))) return false;
  std::string held;
  Status status = database_.select("SELECT stamp FROM kept.main.stamp", {}, [&held](const Row& row) { held = cell_text(row[0]); });
  const bool fresh = status && held == stamp;
  for (const std::string table : kTables) {
    if (fresh && status) status = database_.run("CREATE TABLE memory.main." + table + " AS SELECT * FROM kept.main." + table);
  }
  if (fresh && !status) {
    for (const std::string table : kTables) (void)database_.run("DROP TABLE IF EXISTS memory.main." + table);
  }
  (void)database_.run("DETACH kept");
  return fresh && status;
}

void ExploreStore::keep(int64_t least) const {
  const std::string stamp = stamp_of(folder_);
  if (stamp.empty() || from_kept_ || events_ < least) return;
  std::error_code failure;
  std::filesystem::create_directory(kept_folder(folder_), failure);
  // Under a name of its own until it is whole.
  const std::string fresh = kept_path(folder_) + "." + std::to_string(::getpid());
  std::filesystem::remove(fresh, failure);
  Status status = database_.run(attach(fresh, false), {});
  if (!status) return;
  for (const std::string table : kTables) {
    if (status) status = database_.run("CREATE TABLE kept.main." + table + " AS SELECT * FROM memory.main." + table, {});
  }
  if (status) status = database_.run("CREATE TABLE kept.main.stamp AS SELECT " + sql_literal(stamp) + " AS stamp", {});
  const Status detached = database_.run("DETACH kept", {});
  // The archive may have been written meanwhile.
  if (status && detached && stamp_of(folder_) == stamp) std::filesystem::rename(fresh, kept_path(folder_), failure);
  std::filesystem::remove(fresh, failure);
  std::filesystem::remove(fresh + ".wal", failure);
}

}  // namespace waqai::store
