// SPDX-License-Identifier: Apache-2.0
//
// The two streams of the program: data to standard output (or a file), messages and progress to standard error.
// Thread rule: the main thread only.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "waqai/types/status.h"

namespace waqai::cli {

// The next thing to do: the failure's own hint, else what the page of its error code says.
std::string advice(const Status& status);
// The failure as people read it, with its advice.
std::string told(const Status& status);
// Prints a failure to standard error and gives the exit code of its kind.
int fail(const Status& status);
// `text` as a JSON string; control characters become spaces.
std::string json_quoted(const std::string& text);
// One line to standard error.
void message(const std::string& text);

// True after Ctrl-C or SIGTERM: finish the batch and stop.
bool interrupted();
// Installs the signal handlers; a closed pipe is seen as a write error, not as a signal.
void catch_signals();

// True where colours are wanted on the stream: --color, NO_COLOR, FORCE_COLOR, TERM=dumb, terminal or not.
bool wants_colour(const Arguments& arguments, FILE* stream);
bool is_terminal(FILE* stream);
// Now, as "2026-11-26T03:15:00Z".
std::string utc_now();
// The value of an environment variable; empty where it is not set.
std::string environment(const char* name);

// Standard output, or a file written under a temporary name and renamed when closed; a device or a pipe is written to as it is.
class Output {
 public:
  // kCannotWrite.  An empty path or "-" is standard output.
  static Result<Output> open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();
  // False once nobody reads any more (closed pipe) or the disk is full.
  bool write(std::string_view text);
  // kCannotWrite; a closed pipe is no failure.
  Status close();
  bool pipe_closed() const { return pipe_closed_; }

 private:
  Output() = default;
  FILE* stream_ = nullptr;
  std::string path_;       // empty for standard output
  std::string temporary_;  // empty for standard output, a device or a pipe
  bool pipe_closed_ = false;
  bool failed_ = false;
};

// `text` to standard output; the exit code.
int print(const std::string& text);
// Words of the command line with a space between them.
std::string joined(const std::vector<std::string>& words);

// A line on standard error that tells how far a long run is: articles, speed, share done, remaining time.  Silent where standard error is no
// terminal, with --quiet, or with WAQAI_NO_PROGRESS set.
class Progress {
 public:
  explicit Progress(const Arguments& arguments);
  void update(uint64_t articles, uint64_t bytes_done, uint64_t bytes_total);
  void clear();
  double seconds() const;

 private:
  bool shown_ = false;
  bool visible_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace waqai::cli
