// SPDX-License-Identifier: Apache-2.0
//
// What leaves an archive for other tools: events in a layout, and counts.
#include <algorithm>
#include <filesystem>

#include "base/error_codes.h"
#include "store/archive_store.h"
#include "store/event_conditions.h"
#include "store/export_tables.h"
#include "store/layouts.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

struct Frequency {
  const char* field;
  const char* from;  // joined to e
  const char* value;
};

constexpr const char* kActor = " JOIN participant p ON p.event_id = e.event_id AND p.role = 'actor'";
constexpr const char* kRecipient = " JOIN participant p ON p.event_id = e.event_id AND p.role = 'recipient'";
constexpr const char* kSpeaker = " JOIN participant p ON p.event_id = e.event_id AND p.role = 'source'";
constexpr const char* kName = "COALESCE(p.name, p.name_ar, p.text)";

constexpr Frequency kFrequencies[] = {{"type", "", "e.type"},
                                      {"mode", "", "unnest(string_split(e.mode, ';'))"},
                                      {"context", "", "unnest(string_split(e.context, ';'))"},
                                      {"status", "", "e.status"},
                                      {"cameo", "", "e.cameo"},
                                      {"quad", "", "CAST(e.quad AS VARCHAR)"},
                                      {"actor", kActor, kName},
                                      {"actor_country", kActor, "p.country"},
                                      {"actor_sector", kActor, "string_split(p.sector, ';')[1]"},
                                      {"recipient", kRecipient, kName},
                                      {"recipient_country", kRecipient, "p.country"},
                                      {"recipient_sector", kRecipient, "string_split(p.sector, ';')[1]"},
                                      {"speaker", kSpeaker, kName},
                                      {"stance", "", "e.stance"},
                                      {"medium", "", "e.medium"},
                                      {"place", "", "e.place"},
                                      {"place_country", "", "e.place_country"},
                                      {"source", "", "e.article_source"},
                                      {"day", "", "CAST(e.day AS VARCHAR)"},
                                      {"month", "", "strftime(e.day, '%Y-%m')"},
                                      {"year", "", "strftime(e.day, '%Y')"},
                                      {"day_basis", "", "e.day_basis"},
                                      {"frame", "", "e.frame_file || ':' || e.frame_line"},
                                      {"trigger", "", "e.trigger_text"}};

}  // namespace

Status ArchiveStore::export_rows(const Layout& layout, const EventFilter& filter, const std::function<bool(const Row&)>& visit,
                                 size_t batch_events) const {
  const ExportTables tables(database_, layout);
  const Result<size_t> events = tables.make(filter);
  if (!events) return events.status();
  bool wanted = true;
  Row cells(layout.columns.size());
  for (size_t begin = 1; wanted && begin <= events.value(); begin += batch_events) {
    Status status = database_.scan(tables.question(begin, begin + batch_events, true), std::string(cells.size(), 't'),
                                   [&visit, &wanted, &cells](const Chunk& chunk) {
                                     for (size_t row = 0; wanted && row < chunk.size(); ++row) {
                                       for (size_t column = 0; column < cells.size(); ++column)
                                         cells[column] = chunk.has(column, row) ? Cell(chunk.text(column, row)) : Cell();
                                       wanted = visit(cells);
                                     }
                                   });
    if (!status) return status;
  }
  return {};
}

Status ArchiveStore::export_parquet(const Layout& layout, const EventFilter& filter, const std::string& path, size_t batch_events) const {
  const ExportTables tables(database_, layout);
  const Result<size_t> events = tables.make(filter);
  if (!events) return events.status();
  // One COPY for one file: what it copies is gathered first.  Without events the file still has its columns.
  Status status = database_.run("CREATE OR REPLACE TEMP TABLE export_row AS " + tables.question(1, 1 + batch_events, false), {});
  for (size_t begin = 1 + batch_events; status && begin <= events.value(); begin += batch_events)
    status = database_.run("INSERT INTO export_row " + tables.question(begin, begin + batch_events, false), {});
  return status ? database_.run("COPY export_row TO " + sql_literal(path) + " (FORMAT parquet, COMPRESSION zstd)", {}) : status;
}

Status ArchiveStore::frequencies(const std::string& field, const EventFilter& filter, const std::function<void(const Row&)>& visit) const {
  const auto* found = std::find_if(std::begin(kFrequencies), std::end(kFrequencies), [&field](const Frequency& one) { return field == one.field; });
  if (found == std::end(kFrequencies))
    return Status::error(base::kBadValue, ErrorKind::kUsage, "there is no field '" + field + "' to count").hint("see `waqai freq --help`");
  const Conditions where = conditions_of(filter);
  const std::string limit = filter.limit > 0 ? " LIMIT " + std::to_string(filter.limit) : "";
  return database_.select("SELECT value, CAST(count(*) AS VARCHAR) FROM (SELECT e.event_id, " + std::string(found->value) +
                              " AS value FROM event_day e" + found->from + where.sql +
                              ") WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value" + limit,
                          where.parameters, visit);
}

Status ArchiveStore::published_range(std::string& first, std::string& last) const {
  return database_.select("SELECT CAST(min(published) AS VARCHAR), CAST(max(published) AS VARCHAR) FROM article", {}, [&](const Row& row) {
    first = row[0].value_or("");
    last = row[1].value_or("");
  });
}

// Writes what the tables hold to a new file: bytes of rows that were taken out stay in the old one until others need their place.
static Status copy_rows(const std::string& from, const std::string& to) {
  constexpr uint64_t kMemory = uint64_t{1} << 30;
  Result<Database> database = Database::open_beside(from, 1, kMemory, std::filesystem::path(to).parent_path().string());
  if (!database) return database.status();
  Status status = database.value().run("ATTACH " + sql_literal(to) + " AS copy");
  if (status) status = database.value().run("COPY FROM DATABASE archive TO copy");
  return status ? database.value().run("DETACH copy") : status;
}

Status ArchiveStore::snapshot(const std::string& folder, const std::string& target) {
  namespace fs = std::filesystem;
  const std::string from = database_path(folder);
  // A reader keeps writers out while the files are copied; opening it also tells damage.
  Result<ArchiveStore> held = open(folder);
  if (!held) return held.status();
  const std::string to = database_path(target);
  std::error_code failure;
  if (fs::exists(to, failure))
    return Status::error(base::kArchiveWrite, ErrorKind::kUsage, "there is an archive already").at(target).hint("name a new folder");
  fs::create_directories(target, failure);
  bool removed = false;
  Status status = held.value().database().select("SELECT 1::VARCHAR FROM removal LIMIT 1", {}, [&removed](const Row&) { removed = true; });
  if (!status) return status;
  if (removed && !failure) {
    status = copy_rows(from, to + ".part");
  } else {
    // The log of what is committed and not yet in the file, where a process was killed.
    if (!failure && fs::exists(from + ".wal")) fs::copy_file(from + ".wal", to + ".wal", failure);
    if (!failure) fs::copy_file(from, to + ".part", failure);
  }
  if (status && !failure) fs::rename(to + ".part", to, failure);
  if (status && !failure) return {};
  std::error_code ignored;
  fs::remove(to + ".part", ignored);
  fs::remove(to + ".part.wal", ignored);
  fs::remove(to + ".wal", ignored);
  if (!status) return status;
  return Status::error(base::kArchiveWrite, ErrorKind::kResource, "the copy could not be written: " + failure.message()).at(target);
}

const std::vector<std::string>& ArchiveStore::frequency_fields() {
  static const std::vector<std::string> kFields = [] {
    std::vector<std::string> fields;
    for (const Frequency& one : kFrequencies) fields.emplace_back(one.field);
    return fields;
  }();
  return kFields;
}

}  // namespace waqai::store
