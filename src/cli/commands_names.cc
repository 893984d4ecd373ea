// SPDX-License-Identifier: Apache-2.0
//
// The command that tags names in given tokens: names.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/terminal.h"
#include "waqai/engine.h"

namespace waqai::cli {
namespace {

// Tags the tokens of one sentence and writes them; the sentence is empty afterwards.  False where nobody reads any more.
Result<bool> write_names(const Engine& engine, std::vector<std::string>& sentence, Output& out) {
  const Result<std::vector<std::string>> tags = engine.name_tags(sentence);
  if (!tags) return tags.status();
  std::string lines;
  for (size_t t = 0; t < sentence.size(); ++t) lines += sentence[t] + '\t' + tags.value()[t] + '\n';
  sentence.clear();
  return out.write(lines);
}

}  // namespace

int run_names(const Arguments& arguments) {
  const Result<Engine> engine = open_engine(arguments);
  if (!engine) return fail(engine.status());
  Result<std::ifstream> file = open_argument(arguments);
  if (!file) return fail(file.status());
  Result<Output> out = Output::open(arguments.get("--output"));
  if (!out) return fail(out.status());
  std::istream& in = file.value().is_open() ? file.value() : std::cin;
  std::vector<std::string> sentence;
  std::string line;
  Result<bool> more = true;
  while (more && more.value() && !interrupted() && std::getline(in, line)) {
    const size_t begin = std::min(line.find_first_not_of(" \t\r"), line.size());
    const size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    if (begin < end) {
      sentence.push_back(line.substr(begin, end - begin));
      continue;
    }
    more = write_names(engine.value(), sentence, out.value());
    if (more && more.value()) more = out.value().write("\n");
  }
  if (more && more.value()) more = write_names(engine.value(), sentence, out.value());
  if (!more) return fail(more.status());
  Status status = out.value().close();
  return status ? kDone : fail(status);
}

}  // namespace waqai::cli
