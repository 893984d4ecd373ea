// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <new>
#include <system_error>

#include "cli/command.h"
#include "cli/manual.h"
#include "cli/settings.h"
#include "cli/terminal.h"
#include "waqai/engine.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

constexpr const char* kSettings =
    "Flags that `waqai config` lists may be set once for all: in the environment (WAQAI_ARCHIVE=news for --archive news), in waqai.toml in the "
    "working\n"
    "directory or the nearest folder above it, or in ~/.config/waqai/config.toml.  The command line wins, then the environment, then the nearer "
    "file.\n"
    "A file holds lines such as archive = \"news\" or translit = true; below a line [code] they count for `waqai code` only; # begins a comment.  "
    "Paths are relative to the\n"
    "file's folder.\n";

constexpr const char* kExitCodes =
    "exit codes\n"
    "    0  done\n"
    "    1  nothing found (events)\n"
    "    2  the command line is off\n"
    "    3  the input is missing or could not be read at all\n"
    "    4  the dictionary bundle or the archive is missing, damaged, locked or of another version; or the output could not be written\n"
    "    5  finished, but some records were rejected (listed on standard error; --rejects FILE keeps them)\n"
    "  130  interrupted; what was finished is kept\n"
    "A closed pipe (`waqai code ... | head`) ends the program quietly with 0.\n";

int unknown_command(const std::string& word) {
  std::vector<std::string_view> known;
  for (const Command& command : commands()) known.push_back(command.name);
  const std::string near = nearest(word, known);
  return fail(Status::error(140, ErrorKind::kUsage, "there is no command '" + word + "'")
                  .hint(near.empty() ? "`waqai help` lists the commands" : "did you mean `waqai " + near + "`?"));
}

}  // namespace

std::string exit_codes() { return kExitCodes; }
std::string settings_help() { return kSettings; }

int run_help(const Arguments& arguments) {
  const bool as_page = arguments.has("--man");
  if (arguments.positional().empty()) return print(as_page ? program_page() : program_help());
  const std::string& word = arguments.positional().front();
  if (word == "exit-codes") return print(exit_codes());
  if (word == "settings") return print(settings_help());
  const Command* command = find_command(word);
  if (command == nullptr) return unknown_command(word);
  return print(as_page ? command_page(*command) : command_help(*command, true));
}

int run_completion(const Arguments& arguments) {
  const std::string script = arguments.positional().size() == 1 ? completion_script(arguments.positional()[0]) : "";
  if (script.empty()) return fail(Status::error(143, ErrorKind::kUsage, "name a shell: bash, zsh or fish"));
  return print(script);
}

namespace {

int run_words(const std::vector<std::string>& words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h") {
    return print(program_help());
  }
  if (words[0] == "--version" || words[0] == "version") {
    return print("waqai " + version() + "\n");
  }
  const Command* command = find_command(words[0]);
  if (command == nullptr) return unknown_command(words[0]);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  for (const std::string& word : rest) {
    if (word == "--") break;
    if (word != "--help" && word != "-h") continue;
    return print(command_help(*command, word == "--help"));
  }
  Result<Arguments> arguments = parse_arguments(*command, rest);
  if (!arguments) return fail(arguments.status());
  // Help and settings themselves must work where a settings file is broken.
  if (std::any_of(command->flags.begin(), command->flags.end(), [](const Flag& flag) { return flag.setting; })) {
    const Result<std::vector<Setting>> settings = read_settings();
    if (!settings) return fail(settings.status());
    apply_settings(*command, settings.value(), arguments.value());
  }
  return command->run(arguments.value());
}

}  // namespace

int run_program(const std::vector<std::string>& words) {
  catch_signals();
  try {
    return run_words(words);
  } catch (const std::bad_alloc&) {
    return fail(out_of_memory());
  } catch (const std::system_error& failure) {  // no more threads
    return fail(system_refused(failure.what()));
  }
}

}  // namespace waqai::cli
