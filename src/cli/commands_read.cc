// SPDX-License-Identifier: Apache-2.0
//
// The commands that read articles: code, ingest.
#include <chrono>
#include <filesystem>

#include "cli/command.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/input.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

constexpr size_t kBatchArticles = 256;  // articles a transaction

// How records are written: the chosen format and its writer.
class Writer {
 public:
  static Result<Writer> make(const Arguments& arguments, bool to_terminal) {
    const Result<std::string> format = format_of(arguments, "text jsonl plover csv tsv", to_terminal ? "text" : "jsonl");
    if (!format) return format.status();
    const Result<RowFormat> rows = RowFormat::make(arguments, format.value(), table_columns());
    if (!rows) return rows.status();
    Writer writer(format.value(), rows.value());
    writer.style_ = {wants_colour(arguments, stdout), arguments.has("--translit"), arguments.has("--evidence")};
    writer.flat_ = arguments.has("--fields") || format.value() == "csv" || format.value() == "tsv";
    writer.ascii_ = arguments.has("--ascii") && (format.value() == "jsonl" || format.value() == "plover");
    return writer;
  }
  std::string header() const { return rows_.header(); }
  std::string record(const CodedArticle& coded) const { return ascii_ ? ascii_json(written(coded)) : written(coded); }

 private:
  Writer(std::string format, RowFormat rows) : format_(std::move(format)), rows_(std::move(rows)) {}
  std::string written(const CodedArticle& coded) const {
    if (format_ == "text") return to_text(coded, style_) + "\n";
    if (format_ == "plover") return to_plover(coded);
    if (!flat_) return to_jsonl(coded) + "\n";
    std::string lines;
    for (const std::vector<std::string>& cells : table_rows(coded)) lines += rows_.line(cells);
    return lines;
  }

  std::string format_;
  RowFormat rows_;
  TextStyle style_;
  bool flat_ = false;  // one row an event
  bool ascii_ = false;
};

bool output_is_terminal(const Arguments& arguments) { return !arguments.has("--output") && is_terminal(stdout); }

}  // namespace

Result<std::string> archive_folder(const Arguments& arguments) {
  if (arguments.has("--archive")) return arguments.get("--archive");
  return Status::error(142, ErrorKind::kUsage, "no archive named").hint("add --archive DIR");
}

Result<EventQuery> event_query(const Arguments& arguments) {
  const Result<int64_t> limit = arguments.number("--limit", 0, 1);
  if (!limit) return limit.status();
  for (const char* flag : {"--since", "--until"}) {
    const Status day = check_day(flag, arguments.get(flag));
    if (!day) return day;
  }
  const Result<std::optional<double>> confidence = arguments.decimal("--confidence", 0, 1);
  const Result<std::optional<double>> from = arguments.decimal("--score-from", -10, 10);
  const Result<std::optional<double>> to = arguments.decimal("--score-to", -10, 10);
  for (const auto* one : {&confidence, &from, &to}) {
    if (!*one) return one->status();
  }
  return EventQuery{arguments.get("--id"),
                    arguments.list("--type"),
                    arguments.list("--status"),
                    arguments.list("--country"),
                    arguments.list("--actor"),
                    arguments.list("--recipient"),
                    arguments.list("--article"),
                    arguments.list("--source"),
                    arguments.get("--name"),
                    arguments.get("--since"),
                    arguments.get("--until"),
                    limit.value(),
                    confidence.value().value_or(0),
                    from.value(),
                    to.value()};
}

int run_code(const Arguments& arguments) {
  Result<Session> session = Session::open(arguments);
  if (!session) return fail(session.status());
  const Result<Writer> writer = Writer::make(arguments, output_is_terminal(arguments));
  if (!writer) return fail(writer.status());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  Output& out = output.value();
  (void)out.write(writer.value().header());
  Status status = session.value().code_all(
      [&](const CodedArticle& coded) {
        if (out.write(writer.value().record(coded)) || out.pipe_closed()) return Status();
        return out.close();
      },
      [&out] { return out.pipe_closed(); });
  if (!status) return fail(status);
  const Status closed = out.close();
  if (!closed) return fail(closed);
  return session.value().finish();
}

int run_ingest(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  Result<Session> session = Session::open(arguments);
  if (!session) return fail(session.status());
  Result<Archive> opened = Archive::open_for_writing(folder.value());
  if (!opened) return fail(opened.status());
  Archive& archive = opened.value();
  ArchiveRun run;
  run.started = utc_now();
  // With the microsecond, so that two runs of one second have ids of their own, in their order (view article_version).
  const auto since = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  run.run_id = run.started + "-" + std::to_string(1'000'000 + since % 1'000'000).substr(1);
  run.program = "waqai " + version();
  run.dictionary_digest = session.value().engine().dictionary_digest();
  run.options = "published=" + arguments.get("--published") + " encoding=" + arguments.get("--encoding");
  std::string columns;
  for (const std::string& column : arguments.list("--columns")) columns += (columns.empty() ? "" : ",") + column;
  if (!columns.empty()) run.options += " columns=" + columns;
  if (arguments.has("--max-article-bytes")) run.options += " max-article-bytes=" + arguments.get("--max-article-bytes");
  int64_t known = 0;
  std::vector<CodedArticle> batch;
  const auto flush = [&]() -> Status {
    const auto size = static_cast<int64_t>(batch.size());
    const Result<int64_t> added = archive.add(batch, run);
    batch.clear();
    if (!added) return added.status();
    known += size - added.value();
    return {};
  };
  session.value().skip_if([&archive, &known](const Article& article) {
    const bool skip = archive.knows(article);
    known += skip;
    return skip;
  });
  Status status = session.value().code_all(
      [&](const CodedArticle& coded) {
        batch.push_back(coded);
        return batch.size() < kBatchArticles ? Status() : flush();
      },
      [] { return false; });
  if (status) status = flush();
  run.rejected = session.value().rejected();
  if (status && (run.articles > 0 || run.rejected > 0)) status = archive.finish(run);
  // Also where nothing was added: an earlier run may have been interrupted before this.  The search index first: it has words in memory.
  const Result<SearchUpdate> search = status ? archive.update_search(session.value().engine()) : Result<SearchUpdate>(status);
  if (!search) return fail(search.status());
  const Result<StoryUpdate> stories = archive.update_stories(session.value().engine());
  if (!stories) return fail(stories.status());
  session.value().summary(
      std::to_string(run.articles) + " articles added, " + std::to_string(run.events) + " events; " + std::to_string(known) + " known already" +
      (stories.value().new_articles == 0
           ? ""
           : "; " + std::to_string(stories.value().stories) + " stories and " + std::to_string(stories.value().incidents) + " incidents made anew"));
  return session.value().finish();
}

int run_events(const Arguments& arguments) {
  const Result<std::string> folder = archive_folder(arguments);
  if (!folder) return fail(folder.status());
  const Result<Writer> writer = Writer::make(arguments, output_is_terminal(arguments));
  if (!writer) return fail(writer.status());
  const Result<EventQuery> query = event_query(arguments);
  if (!query) return fail(query.status());
  const Result<Archive> archive = Archive::open(folder.value());
  if (!archive) return fail(archive.status());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  (void)output.value().write(writer.value().header());
  int64_t found = 0;
  Status status = archive.value().events(query.value(), [&](const CodedArticle& coded) {
    found += static_cast<int64_t>(coded.events.size());
    (void)output.value().write(writer.value().record(coded));
  });
  if (!status) return fail(status);
  const Status closed = output.value().close();
  if (!closed) return fail(closed);
  return found > 0 ? kDone : kNothingFound;
}

}  // namespace waqai::cli
