// SPDX-License-Identifier: Apache-2.0
//
// The command that prints articles as they are read, before any coding: extract.
#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/input.h"
#include "waqai/output.h"

namespace waqai::cli {

namespace {

constexpr int kLeftOut = 36;  // E036: a page of a crawl without an article

}  // namespace

int run_extract(const Arguments& arguments) {
  const Result<int64_t> max_bytes = arguments.number("--max-article-bytes", 16 << 20, 1);
  if (!max_bytes) return fail(max_bytes.status());
  std::vector<std::string> paths = arguments.positional();
  if (paths.empty()) {
    if (is_terminal(stdin))
      return fail(Status::error(142, ErrorKind::kUsage, "no input named").hint("name files or folders, or `-` for standard input"));
    paths.push_back("-");
  }
  InputOptions options;
  options.encoding = arguments.get("--encoding");
  options.columns = arguments.list("--columns");
  options.max_article_bytes = static_cast<uint64_t>(max_bytes.value());
  options.any_language = options.id_from_name = true;
  Result<InputReader> reader = InputReader::open(paths, options);
  if (!reader) return fail(reader.status());
  Result<Output> output = Output::open(arguments.get("--output"));
  if (!output) return fail(output.status());
  Output& out = output.value();
  int64_t read = 0, rejected = 0;
  ErrorKind kind = ErrorKind::kNone;
  while (std::optional<Result<Article>> item = reader.value().next()) {
    for (const std::string& warning : reader.value().take_warnings()) {
      if (!arguments.has("--quiet")) message("warning: " + printable(warning));
    }
    if (!*item && item->status().code() == kLeftOut) continue;
    if (!*item) {
      ++rejected;
      kind = item->status().kind();
      message(told(item->status()));
      continue;
    }
    ++read;
    if (!out.write(to_article_json(item->value()) + "\n")) break;
  }
  const Status closed = out.close();
  if (!closed) return fail(closed);
  if (rejected == 0) return kDone;
  return read == 0 && kind != ErrorKind::kRejected ? kInputError : kSomeRejected;
}

}  // namespace waqai::cli
