// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"
#include "cli/terminal.h"
#include "waqai/engine.h"

namespace waqai::cli {
namespace {

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

int run_help(const Arguments& arguments) {
  if (arguments.positional().empty()) {
    std::fputs(program_help().c_str(), stdout);
    return kDone;
  }
  const std::string& word = arguments.positional().front();
  if (word == "exit-codes") {
    std::fputs(kExitCodes, stdout);
    return kDone;
  }
  const Command* command = find_command(word);
  if (command == nullptr) return unknown_command(word);
  std::fputs(command_help(*command, true).c_str(), stdout);
  return kDone;
}

int run_program(const std::vector<std::string>& words) {
  catch_signals();
  if (words.empty() || words[0] == "--help" || words[0] == "-h") {
    std::fputs(program_help().c_str(), stdout);
    return kDone;
  }
  if (words[0] == "--version" || words[0] == "version") {
    std::printf("waqai %s\n", version().c_str());
    return kDone;
  }
  const Command* command = find_command(words[0]);
  if (command == nullptr) return unknown_command(words[0]);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  for (const std::string& word : rest) {
    if (word == "--") break;
    if (word != "--help" && word != "-h") continue;
    std::fputs(command_help(*command, word == "--help").c_str(), stdout);
    return kDone;
  }
  Result<Arguments> arguments = parse_arguments(*command, rest);
  if (!arguments) return fail(arguments.status());
  return command->run(arguments.value());
}

}  // namespace waqai::cli
