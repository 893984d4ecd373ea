// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <optional>
#include <utility>

#include "waqai/engine.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

volatile std::sig_atomic_t stop_signals = 0;

void on_stop_signal(int) {
  stop_signals = stop_signals + 1;
  if (stop_signals > 1) _exit(kInterrupted);  // the second Ctrl-C does not wait for the batch
}

constexpr int kCannotWriteFile = 3;  // E003

// Line breaks stay.
std::string printable_lines(const std::string& text) {
  std::string out;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    out += (at == 0 ? "" : "\n") + printable(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

std::string advice(const Status& status) {
  if (!status.hint().empty()) return status.hint();
  const std::optional<std::string> page = explain_error(status.id());
  const size_t gap = page ? page->find("\n\n") : std::string::npos;
  if (gap == std::string::npos) return "";
  return page->substr(gap + 2, page->find_last_not_of('\n') - gap - 1);
}

std::string told(const Status& status) {
  if (status.is_ok()) return status.to_string();
  // Names of files and fields of records come from others: what would steer the terminal is shown instead.
  const std::string place = status.place().empty() ? "" : "\n  --> " + printable(status.place());
  const std::string way_out = advice(status);
  return "error[" + status.id() + "]: " + printable_lines(status.message()) + place +
         (way_out.empty() ? "" : "\n\nhint: " + printable_lines(way_out));
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string json_quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

int fail(const Status& status) {
  std::fprintf(stderr, "%s\n", told(status).c_str());
  switch (status.kind()) {
    case ErrorKind::kUsage:
      return kUsageError;
    case ErrorKind::kInput:
      return kInputError;
    case ErrorKind::kResource:
      return kResourceError;
    case ErrorKind::kRejected:
      return kSomeRejected;
    case ErrorKind::kNone:
      break;
  }
  return kResourceError;
}

void message(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

bool interrupted() { return stop_signals > 0; }

void catch_signals() {
  struct sigaction action {};
  action.sa_handler = on_stop_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_terminal(FILE* stream) { return isatty(fileno(stream)) != 0; }

bool wants_colour(const Arguments& arguments, FILE* stream) {
  const std::string when = arguments.get("--color", "auto");
  if (when == "always") return true;
  if (when == "never" || !environment("NO_COLOR").empty()) return false;
  if (!environment("FORCE_COLOR").empty()) return true;
  return is_terminal(stream) && environment("TERM") != "dumb";
}

Result<Output> Output::open(const std::string& path) {
  Output output;
  if (path.empty() || path == "-") {
    output.stream_ = stdout;
    return output;
  }
  output.path_ = path;
  // A device or a pipe is written to as it is: renaming would put a file in its place.
  std::error_code failure;
  const std::filesystem::file_status there = std::filesystem::status(path, failure);
  const bool is_file = !std::filesystem::exists(there) || std::filesystem::is_regular_file(there) || std::filesystem::is_directory(there);
  if (is_file) output.temporary_ = path + ".part";
  output.stream_ = std::fopen(is_file ? output.temporary_.c_str() : path.c_str(), "wb");
  if (output.stream_ == nullptr) {
    return Status::error(kCannotWriteFile, ErrorKind::kResource, std::string("cannot write the file: ") + std::strerror(errno))
        .at(path)
        .hint("check the folder and its permissions");
  }
  return output;
}

Output::Output(Output&& other) noexcept
    : stream_(std::exchange(other.stream_, nullptr)),
      path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      pipe_closed_(other.pipe_closed_),
      failed_(other.failed_) {}

Output::~Output() {
  if (stream_ != nullptr && stream_ != stdout) {
    std::fclose(stream_);
    if (!temporary_.empty()) std::remove(temporary_.c_str());
  }
}

bool Output::write(std::string_view text) {
  if (failed_ || pipe_closed_) return false;
  if (std::fwrite(text.data(), 1, text.size(), stream_) == text.size()) return true;
  (errno == EPIPE ? pipe_closed_ : failed_) = true;
  return false;
}

Status Output::close() {
  if (!failed_ && !pipe_closed_ && std::fflush(stream_) != 0) (errno == EPIPE ? pipe_closed_ : failed_) = true;
  FILE* stream = std::exchange(stream_, nullptr);
  if (stream == stdout) {
    if (!failed_) return {};
    return Status::error(kCannotWriteFile, ErrorKind::kResource, "writing to standard output failed").hint("check the free space");
  }
  if (std::fclose(stream) != 0) failed_ = true;
  const bool whole = !failed_ && (temporary_.empty() || std::rename(temporary_.c_str(), path_.c_str()) == 0);
  if (whole) return {};
  if (!temporary_.empty()) std::remove(temporary_.c_str());
  return Status::error(kCannotWriteFile, ErrorKind::kResource, "writing failed").at(path_).hint("check the free space");
}

Progress::Progress(const Arguments& arguments)
    : shown_(!arguments.has("--quiet") && is_terminal(stderr) && environment("TERM") != "dumb" && environment("WAQAI_NO_PROGRESS").empty()),
      start_(std::chrono::steady_clock::now()) {}

double Progress::seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

void Progress::update(uint64_t articles, uint64_t bytes_done, uint64_t bytes_total) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  visible_ = true;
  const double elapsed = seconds();
  const double done = bytes_total == 0 ? 0 : static_cast<double>(bytes_done) / static_cast<double>(bytes_total);
  char rest[64] = "";
  if (done > 0.001) std::snprintf(rest, sizeof rest, "  %3.0f %%  %.0f s left", 100 * done, elapsed / done - elapsed);
  std::fprintf(stderr, "\r\x1b[K%llu articles  %.0f/s%s", static_cast<unsigned long long>(articles),
               static_cast<double>(articles) / (elapsed > 0 ? elapsed : 1), rest);
  std::fflush(stderr);
}

void Progress::clear() {
  if (visible_) std::fprintf(stderr, "\r\x1b[K");
  visible_ = false;
}

int print(const std::string& text) {
  Output out = Output::open("").value();  // standard output is open
  (void)out.write(text);
  Status status = out.close();
  return status ? kDone : fail(status);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace waqai::cli
