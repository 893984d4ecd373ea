// SPDX-License-Identifier: Apache-2.0
//
// The commands that take things out of an archive: export, sql, freq, cite, snapshot, remove.
#include <filesystem>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/archive.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

std::string joined(const std::vector<std::string>& words, const char* separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

int write_file(const std::string& path, const std::string& text) {
  Result<Output> output = Output::open(path);
  if (!output) return fail(output.status());
  (void)output.value().write(text);
  Status status = output.value().close();
  return status ? kDone : fail(status);
}

}  // namespace

int run_export(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const Result<EventQuery> query = event_query(arguments);
  if (!query) return fail(query.status());
  if (!arguments.positional().empty() && arguments.positional().front() == "conllu") {
    const Result<Archive> archive = Archive::open(folder.value());
    return archive ? export_conllu(arguments, archive.value(), query.value()) : fail(archive.status());
  }
  ExportOptions options;
  options.layout = arguments.positional().empty() ? "events" : arguments.positional().front();
  options.format = arguments.get("--to", options.layout == "events" ? "csv" : "tsv");
  const std::string path = arguments.get("--output");
  const bool parquet = options.format == "parquet";
  if (parquet && path.empty()) return fail(Status::error(142, ErrorKind::kUsage, "Parquet needs a file").hint("add --output FILE"));
  if (parquet) {
    Status status = Archive::export_parquet(folder.value(), options.layout, query.value(), path);
    if (!status) return fail(status);
  }
  const Result<Archive> archive = Archive::open(folder.value());
  if (!archive) return fail(archive.status());
  if (!parquet) {
    Result<Output> output = Output::open(path);
    if (!output) return fail(output.status());
    Status status = archive.value().export_events(options, query.value(), [&](std::string_view text) { return output.value().write(text); });
    if (!status) return fail(status);
    const Status closed = output.value().close();
    if (!closed) return fail(closed);
  }
  if (path.empty() || path == "-") return kDone;
  const Result<std::string> page = archive.value().codebook(options);
  return page ? write_file(path + ".codebook.md", page.value()) : fail(page.status());
}

int run_sql(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const Result<int64_t> seconds = arguments.number("--seconds", 10, 1);
  if (!seconds) return fail(seconds.status());
  const Result<int64_t> rows = arguments.number("--limit", 10'000, 1);
  if (!rows) return fail(rows.status());
  SqlOptions options;
  options.format = arguments.has("--json") ? "jsonl" : arguments.get("--to", !arguments.has("--output") && is_terminal(stdout) ? "table" : "csv");
  if (options.format != "table" && options.format != "csv" && options.format != "jsonl") {
    return fail(Status::error(143, ErrorKind::kUsage, "--to takes table, csv or jsonl, not '" + options.format + "'"));
  }
  options.seconds = static_cast<double>(seconds.value());
  options.rows = static_cast<uint64_t>(rows.value());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  bool cut = false;
  Status status = Archive::sql(
      folder.value(), joined(arguments.positional(), " "), options, [&](std::string_view text) { return output.value().write(text); }, cut);
  if (!status) return fail(status);
  const Status closed = output.value().close();
  if (!closed) return fail(closed);
  if (cut) message("warning: the answer is cut; --limit N takes more rows, --output FILE and `waqai export` take all events");
  return kDone;
}

int run_freq(const Arguments& arguments) {
  const std::string fields = joined(Archive::frequency_fields(), ", ");
  if (arguments.positional().size() != 1) return fail(Status::error(142, ErrorKind::kUsage, "name one field").hint(fields));
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const Result<EventQuery> query = event_query(arguments);
  if (!query) return fail(query.status());
  const std::string format = arguments.has("--json") ? "jsonl" : arguments.get("--to", "tsv");
  if (format != "tsv" && format != "csv" && format != "jsonl")
    return fail(Status::error(143, ErrorKind::kUsage, "--to takes tsv, csv or jsonl, not '" + format + "'"));
  const Result<Archive> archive = Archive::open(folder.value());
  if (!archive) return fail(archive.status());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  size_t found = 0;
  Status status = archive.value().frequencies(arguments.positional().front(), query.value(), [&](const std::string& value, int64_t count) {
    ++found;
    std::string line = std::to_string(count) + "\t" + printable(value) + "\n";
    if (format == "jsonl") line = "{\"value\": " + json_quoted(value) + ", \"count\": " + std::to_string(count) + "}\n";
    if (format == "csv") {
      std::string cell;
      for (const char c : value) cell += c == '"' ? "\"\"" : std::string(1, c);
      line = "\"" + cell + "\"," + std::to_string(count) + "\n";
    }
    (void)output.value().write(line);
  });
  if (!status) return fail(status.code() == 143 ? Status::error(143, ErrorKind::kUsage, status.message()).hint(fields) : status);
  const Status closed = output.value().close();
  if (!closed) return fail(closed);
  return found > 0 ? kDone : kNothingFound;
}

int run_cite(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const Result<Archive> archive = Archive::open(folder.value());
  if (!archive) return fail(archive.status());
  const Result<std::string> text = archive.value().citation();
  return text ? write_file(arguments.get("--output"), text.value()) : fail(text.status());
}

int run_snapshot(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  if (arguments.positional().size() != 1) return fail(Status::error(142, ErrorKind::kUsage, "name one folder for the copy"));
  Status status = Archive::snapshot(folder.value(), arguments.positional().front());
  return status ? kDone : fail(status);
}

int run_remove(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  if (arguments.positional().empty()) return fail(Status::error(142, ErrorKind::kUsage, "no article named").hint("name article ids"));
  if (arguments.get("--reason").empty()) return fail(Status::error(142, ErrorKind::kUsage, "no reason given").hint("add --reason TEXT; it is kept"));
  const Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  if (const Result<Archive> there = Archive::open(folder.value()); !there) return fail(there.status());  // nothing is created here
  Result<Archive> archive = Archive::open_for_writing(folder.value());
  if (!archive) return fail(archive.status());
  size_t removed = 0;
  for (const std::string& id : arguments.positional()) {
    const Result<bool> done = archive.value().remove(id, arguments.has("--redact"), arguments.get("--reason"), utc_now());
    if (!done) return fail(done.status());
    if (!done.value()) message("warning: no article has the id '" + printable(id) + "'");
    removed += done.value();
  }
  const Result<StoryUpdate> stories = archive.value().update_stories(engine.value());
  if (!stories) return fail(stories.status());
  const Result<SearchUpdate> search = archive.value().update_search(engine.value());
  if (!search) return fail(search.status());
  if (!arguments.has("--quiet")) message(std::to_string(removed) + (arguments.has("--redact") ? " articles redacted" : " articles removed"));
  return removed == arguments.positional().size() ? kDone : kNothingFound;
}

}  // namespace waqai::cli
