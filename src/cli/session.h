// SPDX-License-Identifier: Apache-2.0
//
// Session: one run over many articles: engine, input, rejects, progress and the exit code that follows.
// Thread rule: the main thread only; the engine's workers are inside.
#pragma once

#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/terminal.h"
#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/input.h"
#include "waqai/types/record.h"

namespace waqai::cli {

// The bundle named by --bundle or WAQAI_BUNDLE, else the default; opened.
Result<Engine> open_engine(const Arguments& arguments);

// The file that the first argument names; not open where that is "-" or missing: standard input is meant.  kCannotOpen.
Result<std::ifstream> open_argument(const Arguments& arguments);

// kBadValue where `day` is neither empty nor YYYY-MM-DD.
Status check_day(const std::string& flag, const std::string& day);

// The folder of --archive; a usage error where none is named.
Result<std::string> archive_folder(const Arguments& arguments);

// What the filter flags ask for; kBadValue.
Result<EventQuery> event_query(const Arguments& arguments);

// `waqai export conllu` (export_conllu.cc): words and trees of the articles that hold events of the query, of all where it asks for nothing, with
// the dictionaries of the program (or WAQAI_BUNDLE).  The exit code.  O(bytes), by all cores.
int export_conllu(const Arguments& arguments, const Archive& archive, const EventQuery& query);

class Session {
 public:
  // Usage errors, a missing bundle, an unwritable --rejects file.  Without a path and with a terminal as standard input: a usage error.
  static Result<Session> open(const Arguments& arguments);
  Session(Session&&) noexcept = default;

  // Articles for which `skip` holds are not coded (known already).
  void skip_if(std::function<bool(const Article&)> skip) { skip_ = std::move(skip); }

  // Codes everything; `sink` gets records in input order.  Stops early, without failure, when `stop` says so or after Ctrl-C.
  Status code_all(const std::function<Status(const CodedArticle&)>& sink, const std::function<bool()>& stop);

  const Engine& engine() const { return *engine_; }
  int64_t rejected() const { return rejected_; }
  // One line to standard error, unless --quiet.
  void summary(const std::string& text);
  // Reports what was rejected; the exit code of the run.
  int finish();

 private:
  explicit Session(const Arguments& arguments) : arguments_(arguments), progress_(arguments) {}
  void reject(const Status& why);
  std::optional<Article> next_article();

  struct CloseFile {
    void operator()(FILE* file) const { std::fclose(file); }
  };

  Arguments arguments_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<InputReader> reader_;
  std::unique_ptr<FILE, CloseFile> rejects_;
  std::function<bool(const Article&)> skip_;
  Progress progress_;
  unsigned threads_ = 0;
  int64_t coded_ = 0;
  int64_t skipped_ = 0;
  int64_t rejected_ = 0;
  int64_t left_out_ = 0;  // pages of crawls without an Arabic article
  int64_t shown_ = 0;
  bool rejects_lost_ = false;  // the file of --rejects could not be written
};

}  // namespace waqai::cli
