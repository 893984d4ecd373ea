// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "waqai/output.h"

namespace waqai::cli {
namespace {

constexpr int64_t kShownRejects = 10;  // further ones are only counted
constexpr int kLeftOut = 36;           // E036, the fate of most pages of a crawl: counted, never shown

// Nobody is made to guess that the program waits for typing.
Status no_input() { return Status::error(142, ErrorKind::kUsage, "no input named").hint("name files or folders, or `-` for standard input"); }

}  // namespace

Result<Engine> open_engine(const Arguments& arguments) {
  Result<Engine> engine = Engine::open({arguments.get("--bundle", environment("WAQAI_BUNDLE"))});
  if (!engine) return engine;
  // A flipped bit in the weights would change records without a word.  Milliseconds; who opens an engine in a program of their own decides
  // themselves.
  Status whole = engine.value().verify_bundle();
  if (!whole) return whole;
  return engine;
}

Result<std::ifstream> open_argument(const Arguments& arguments) {
  std::ifstream file;
  if (arguments.positional().empty() && is_terminal(stdin)) return no_input();
  const std::string path = arguments.positional().empty() ? "-" : arguments.positional().front();
  if (path == "-") return file;
  file.open(path, std::ios::binary);
  if (!file) return Status::error(1, ErrorKind::kInput, "cannot open the file").at(path);
  return file;
}

Status check_day(const std::string& flag, const std::string& day) {
  bool good = day.empty() || (day.size() == 10 && day[4] == '-' && day[7] == '-');
  for (size_t i = 0; good && i < day.size(); ++i) good = i == 4 || i == 7 || (day[i] >= '0' && day[i] <= '9');
  if (good && !day.empty()) {
    const auto number = [&day](size_t at, size_t size) { return static_cast<unsigned>(std::stoul(day.substr(at, size))); };
    good = std::chrono::year_month_day(std::chrono::year(static_cast<int>(number(0, 4))), std::chrono::month(number(5, 2)),
                                       std::chrono::day(number(8, 2)))
               .ok();
  }
  if (good) return {};
  return Status::error(143, ErrorKind::kUsage, flag + " takes a day as YYYY-MM-DD, not '" + day + "'");
}

Result<Session> Session::open(const Arguments& arguments) {
  Session session(arguments);
  Status day = check_day("--published", arguments.get("--published"));
  if (!day) return day;
  const Result<int64_t> threads = arguments.number("--threads", 0, 1);
  if (!threads) return threads.status();
  const Result<int64_t> max_bytes = arguments.number("--max-article-bytes", 16 << 20, 1);
  if (!max_bytes) return max_bytes.status();
  std::vector<std::string> paths = arguments.positional();
  if (paths.empty()) {
    if (is_terminal(stdin)) return no_input();
    paths.push_back("-");
  }
  Result<Engine> engine = open_engine(arguments);
  if (!engine) return engine.status();
  session.threads_ = static_cast<unsigned>(threads.value());
  session.engine_ = std::make_unique<Engine>(std::move(engine).value());
  InputOptions input;
  input.published = arguments.get("--published");
  input.encoding = arguments.get("--encoding");
  input.columns = arguments.list("--columns");
  input.max_article_bytes = static_cast<uint64_t>(max_bytes.value());
  Result<InputReader> reader = InputReader::open(paths, input);
  if (!reader) return reader.status();
  session.reader_ = std::make_unique<InputReader>(std::move(reader).value());
  if (arguments.has("--rejects")) {
    const std::string path = arguments.get("--rejects");
    session.rejects_.reset(std::fopen(path.c_str(), "wb"));
    if (!session.rejects_) return Status::error(3, ErrorKind::kResource, std::string("cannot write the file: ") + std::strerror(errno)).at(path);
  }
  return session;
}

void Session::reject(const Status& why) {
  if (rejects_ && std::fputs((failure_json(why) + "\n").c_str(), rejects_.get()) == EOF) rejects_lost_ = true;
  if (why.code() == kLeftOut) {
    ++left_out_;
    return;
  }
  ++rejected_;
  if (shown_ >= kShownRejects) return;
  ++shown_;
  progress_.clear();
  message(told(why));
}

std::optional<Article> Session::next_article() {
  while (!interrupted()) {
    std::optional<Result<Article>> item = reader_->next();
    for (const std::string& warning : reader_->take_warnings()) {
      if (shown_ >= kShownRejects) continue;
      ++shown_;
      progress_.clear();
      message("warning: " + printable(warning));
    }
    if (!item) return std::nullopt;
    if (!*item) {
      reject(item->status());
    } else if (skip_ && skip_(item->value())) {
      ++skipped_;
    } else {
      return std::move(*item).value();
    }
  }
  return std::nullopt;
}

Status Session::code_all(const std::function<Status(const CodedArticle&)>& sink, const std::function<bool()>& stop) {
  const auto next = [&]() -> std::optional<Article> { return stop() ? std::nullopt : next_article(); };
  const bool shares_terminal = is_terminal(stdout);
  const auto take = [&](Result<CodedArticle> coded) -> Status {
    progress_.update(static_cast<uint64_t>(coded_ + skipped_), reader_->bytes_read(), reader_->bytes_total());
    if (!coded) {
      reject(coded.status());
      return {};
    }
    ++coded_;
    if (shares_terminal) progress_.clear();  // a record does not begin behind the progress
    return sink(coded.value());
  };
  Status status = engine_->code_all(next, take, threads_);
  progress_.clear();
  return status;
}

void Session::summary(const std::string& text) {
  if (!arguments_.has("--quiet")) message(text);
}

int Session::finish() {
  if (left_out_ > 0) {
    summary(std::to_string(left_out_) + " pages of crawls left out: other languages, or no article" +
            (rejects_ ? "" : "; `--rejects FILE` keeps the reasons"));
  }
  if (rejected_ > 0) {
    message("warning: " + std::to_string(rejected_) + " of " + std::to_string(coded_ + skipped_ + rejected_) + " records skipped" +
            (rejects_ ? "" : "; `--rejects FILE` keeps the reasons"));
  }
  if (rejects_ && (std::fclose(rejects_.release()) != 0 || rejects_lost_)) {
    return fail(Status::error(3, ErrorKind::kResource, "writing failed").at(arguments_.get("--rejects")).hint("check the free space"));
  }
  if (interrupted()) return kInterrupted;
  if (rejected_ == 0) return kDone;
  return coded_ + skipped_ == 0 ? kInputError : kSomeRejected;
}

}  // namespace waqai::cli
