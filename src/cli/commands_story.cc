// SPDX-License-Identifier: Apache-2.0
//
// The commands that list what was derived from events: stories, incidents, pledges, quotes, actors; what changed in an archive, or between two.
#include <algorithm>
#include <functional>

#include "cli/command.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/archive.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

std::string json_array(const ArchiveRows& rows) {
  std::string array = "[";
  for (const auto& row : rows.rows) array += (array.size() > 1 ? ", " : "") + json_object(rows.columns, row);
  return array + "]";
}

// "name: value" for people, empty cells left out.
std::string text_lines(const ArchiveRows& rows, const std::vector<std::string>& cells, const std::string& indent) {
  std::string text;
  for (size_t i = 0; i < rows.columns.size(); ++i) {
    if (!cells[i].empty()) text += indent + rows.columns[i] + ": " + printable(cells[i]) + "\n";
  }
  return text;
}

struct Details {
  const char* name = "";                                         // of the list in JSON
  std::function<Result<ArchiveRows>(const std::string& id)> of;  // of the row with this id; empty: none
};

Result<std::string> list_format(const Arguments& arguments) {
  return format_of(arguments, "text jsonl csv tsv", !arguments.has("--output") && is_terminal(stdout) ? "text" : "jsonl");
}

int write_rows(const Arguments& arguments, const std::string& format, const ArchiveRows& rows, const Details& more) {
  const Result<RowFormat> layout = RowFormat::make(arguments, format, rows.columns);
  if (!layout) return fail(layout.status());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  (void)output.value().write(layout.value().header());
  for (const std::vector<std::string>& row : rows.rows) {
    if (interrupted() || output.value().pipe_closed()) break;
    ArchiveRows inner;
    if (more.of && (format == "jsonl" || format == "text") && !arguments.has("--fields")) {
      Result<ArchiveRows> found = more.of(row.front());
      if (!found) return fail(found.status());
      inner = std::move(found).value();
    }
    std::string line;
    if (format == "text") {
      line = text_lines(rows, row, "");
      for (const auto& each : inner.rows) line += "  -\n" + text_lines(inner, each, "    ");
      line += "\n";
    } else {
      line = layout.value().line(row, inner.columns.empty() ? "" : json_quoted(more.name) + ": " + json_array(inner));
    }
    (void)output.value().write(format == "jsonl" && arguments.has("--ascii") ? ascii_json(line) : line);
  }
  const Status closed = output.value().close();
  if (!closed) return fail(closed);
  return rows.rows.empty() ? kNothingFound : kDone;
}

int list(const Arguments& arguments, const std::function<Result<ArchiveRows>(const Archive&, const EventQuery&)>& ask,
         const std::function<Details(const Archive&)>& details) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const Result<std::string> format = list_format(arguments);
  if (!format) return fail(format.status());
  const Result<EventQuery> query = event_query(arguments);
  if (!query) return fail(query.status());
  const Result<Archive> archive = Archive::open(folder.value());
  if (!archive) return fail(archive.status());
  const Result<ArchiveRows> rows = ask(archive.value(), query.value());
  if (!rows) return fail(rows.status());
  // Members and versions of the one that was asked for; of a list they would be a query a row.
  return write_rows(arguments, format.value(), rows.value(), details && !arguments.positional().empty() ? details(archive.value()) : Details{});
}

std::string first_word(const Arguments& arguments) { return arguments.positional().empty() ? std::string() : arguments.positional().front(); }

}  // namespace

int run_stories(const Arguments& arguments) {
  return list(
      arguments, [&](const Archive& archive, const EventQuery& query) { return archive.stories(query, first_word(arguments)); },
      [](const Archive& archive) {
        return Details{"members", [&archive](const std::string& id) { return archive.story_articles(id); }};
      });
}

int run_incidents(const Arguments& arguments) {
  return list(
      arguments, [&](const Archive& archive, const EventQuery& query) { return archive.incidents(query, first_word(arguments)); },
      [](const Archive& archive) {
        return Details{"versions", [&archive](const std::string& id) { return archive.incident_versions(id); }};
      });
}

int run_pledges(const Arguments& arguments) {
  return list(
      arguments, [](const Archive& archive, const EventQuery& query) { return archive.pledges(query); }, nullptr);
}

int run_quotes(const Arguments& arguments) {
  return list(
      arguments, [](const Archive& archive, const EventQuery& query) { return archive.quotations(query); }, nullptr);
}

int run_actors(const Arguments& arguments) {
  return list(
      arguments, [](const Archive& archive, const EventQuery& query) { return archive.actors(query); }, nullptr);
}

int run_changes(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const Result<std::string> format = list_format(arguments);
  if (!format) return fail(format.status());
  const Result<int64_t> since = arguments.number("--since", 0, 0);
  if (!since) return fail(since.status());
  const Result<Archive> archive = Archive::open(folder.value());
  if (!archive) return fail(archive.status());
  const Result<ArchiveRows> rows = archive.value().changes(since.value());
  if (!rows) return fail(rows.status());
  return write_rows(arguments, format.value(), rows.value(), {});
}

int run_diff(const Arguments& arguments) {
  if (arguments.positional().size() != 2)
    return fail(Status::error(142, ErrorKind::kUsage, "diff takes two archives").hint("waqai diff BEFORE AFTER"));
  const Result<std::string> format = list_format(arguments);
  if (!format) return fail(format.status());
  const Result<Archive> before = Archive::open(arguments.positional()[0]);
  if (!before) return fail(before.status());
  const Result<Archive> after = Archive::open(arguments.positional()[1]);
  if (!after) return fail(after.status());
  const Result<ArchiveRows> rows = before.value().diff(after.value());
  if (!rows) return fail(rows.status());
  return write_rows(arguments, format.value(), rows.value(), {});
}

}  // namespace waqai::cli
