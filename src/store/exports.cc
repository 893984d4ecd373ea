// SPDX-License-Identifier: Apache-2.0
//
// What leaves an archive for other tools: events in a layout, and counts.
#include <algorithm>
#include <filesystem>

#include "base/error_codes.h"
#include "store/archive_store.h"
#include "store/event_conditions.h"
#include "store/layouts.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

std::string select_list(const Layout& layout, bool as_text) {
  std::string list;
  for (const LayoutColumn& column : layout.columns) {
    list += (list.empty() ? "" : ", ") + std::string("CAST(") + column.sql + " AS " + (as_text ? "VARCHAR" : column.type) + ") AS \"" + column.name +
            "\"";
  }
  return list;
}

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

// The events of the filter, numbered in the order of select(), as the temporary table that layouts join.
Status ArchiveStore::choose(const EventFilter& filter, bool only_actual) const {
  EventFilter wanted = filter;
  if (only_actual && wanted.status.empty()) wanted.status = {"actual"};
  const Conditions where = conditions_of(wanted);
  const std::string limit = filter.limit > 0 ? " LIMIT " + std::to_string(filter.limit) : "";
  // Cut first, then numbered: numbering all events of a large archive takes more memory than there is.
  const std::string order = " ORDER BY published NULLS LAST, article_id, n";
  return database_.run("CREATE OR REPLACE TEMP TABLE chosen AS SELECT event_id, row_number() OVER (" + order.substr(1) +
                           ") AS ordinal FROM (SELECT e.event_id, e.published, e.article_id, e.n FROM " + events_for(wanted) + " e" + where.sql +
                           order + limit + ") ORDER BY ordinal",
                       where.parameters);
}

Status ArchiveStore::export_rows(const Layout& layout, const EventFilter& filter, const std::function<void(const Row&)>& visit) const {
  Status status = choose(filter, layout.only_actual);
  return status ? database_.select("WITH " + layout_tables() + " SELECT " + select_list(layout, true) + layout_from(), {}, visit) : status;
}

Status ArchiveStore::export_parquet(const Layout& layout, const EventFilter& filter, const std::string& path) const {
  Status status = choose(filter, layout.only_actual);
  if (!status) return status;
  return database_.run("COPY (WITH " + layout_tables() + " SELECT " + select_list(layout, false) + layout_from() + ") TO " + sql_literal(path) +
                           " (FORMAT parquet, COMPRESSION zstd)",
                       {});
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
  // The log of what is committed and not yet in the file, where a process was killed.
  if (!failure && fs::exists(from + ".wal")) fs::copy_file(from + ".wal", to + ".wal", failure);
  if (!failure) fs::copy_file(from, to + ".part", failure);
  if (!failure) fs::rename(to + ".part", to, failure);
  if (!failure) return {};
  std::error_code ignored;
  fs::remove(to + ".part", ignored);
  fs::remove(to + ".wal", ignored);
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
