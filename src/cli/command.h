// SPDX-License-Identifier: Apache-2.0
//
// The commands and flags of the program as one table: parser, help and completion are made from it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::cli {

// Exit codes, as `waqai help exit-codes` lists them.
enum ExitCode : int { kDone = 0, kNothingFound = 1, kUsageError = 2, kInputError = 3, kResourceError = 4, kSomeRejected = 5, kInterrupted = 130 };

struct Flag {
  std::string_view name;          // "--to"
  std::string_view letter;        // "-o", or empty
  std::string_view value;         // name of its value; empty for a switch
  std::string_view help;          // one line
  bool common = false;            // shown by the short help
  bool repeats = false;           // may be given several times
  bool setting = false;           // may be set in waqai.toml or the environment (settings.h)
  std::string_view choices = {};  // all its values, with blanks between them; empty where there are too many to list
};

// What stands on the command line after the command.
class Arguments {
 public:
  bool has(std::string_view flag) const { return values_.count(std::string(flag)) > 0; }
  // The last value given; `otherwise` where the flag is not given.
  std::string get(std::string_view flag, std::string_view otherwise = "") const;
  // All values, comma lists split.
  std::vector<std::string> list(std::string_view flag) const;
  // A whole number of at least `least`; kBadValue.
  Result<int64_t> number(std::string_view flag, int64_t otherwise, int64_t least) const;
  // A number from `least` to `most`; nothing where the flag is not given.
  Result<std::optional<double>> decimal(std::string_view flag, double least, double most) const;
  const std::vector<std::string>& positional() const { return positional_; }
  // As if the command line ended in it.
  void set(std::string_view flag, std::string value) { values_[std::string(flag)].push_back(std::move(value)); }

 private:
  friend Result<Arguments> parse_arguments(const struct Command& command, const std::vector<std::string>& words);
  std::map<std::string, std::vector<std::string>> values_;
  std::vector<std::string> positional_;
};

struct Command {
  std::string_view name;
  std::string_view summary;     // one line
  std::string_view positional;  // "[PATH...|-]"
  std::vector<std::string_view> examples;
  std::vector<Flag> flags;
  int (*run)(const Arguments& arguments) = nullptr;
  std::string_view choices = {};  // of its arguments, as of a flag
};

// All commands, in the order help lists them.
const std::vector<Command>& commands();
// Nothing for an unknown name.
const Command* find_command(std::string_view name);

// kUnknownFlag (with the nearest known one), kMissingValue.  "--" ends the flags; "--flag=value" and "--flag value" are the same.
Result<Arguments> parse_arguments(const Command& command, const std::vector<std::string>& words);

std::string program_help();
std::string command_help(const Command& command, bool full);
// The exit codes, and how settings are read, as help and man pages tell them.
std::string exit_codes();
std::string settings_help();

// The known word nearest to `word` (at most two edits), or empty.
std::string nearest(std::string_view word, const std::vector<std::string_view>& known);

// Runs the program; returns its exit code.
int run_program(const std::vector<std::string>& words);

// The commands (commands_*.cc).
int run_code(const Arguments& arguments);
int run_config(const Arguments& arguments);
int run_completion(const Arguments& arguments);
int run_explain(const Arguments& arguments);
int run_ingest(const Arguments& arguments);
int run_extract(const Arguments& arguments);
int run_events(const Arguments& arguments);
int run_search(const Arguments& arguments);
int run_stories(const Arguments& arguments);
int run_incidents(const Arguments& arguments);
int run_pledges(const Arguments& arguments);
int run_quotes(const Arguments& arguments);
int run_actors(const Arguments& arguments);
int run_diff(const Arguments& arguments);
int run_recode(const Arguments& arguments);
int run_changes(const Arguments& arguments);
int run_parse(const Arguments& arguments);
int run_names(const Arguments& arguments);
int run_export(const Arguments& arguments);
int run_freq(const Arguments& arguments);
int run_sql(const Arguments& arguments);
int run_cite(const Arguments& arguments);
int run_snapshot(const Arguments& arguments);
int run_remove(const Arguments& arguments);
int run_dict(const Arguments& arguments);
int run_eval(const Arguments& arguments);
int run_audit(const Arguments& arguments);
int run_unknown(const Arguments& arguments);
int run_serve(const Arguments& arguments);
int run_doctor(const Arguments& arguments);
int run_help(const Arguments& arguments);

}  // namespace waqai::cli
