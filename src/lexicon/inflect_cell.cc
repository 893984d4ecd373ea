// SPDX-License-Identifier: Apache-2.0
#include "lexicon/inflect_cell.h"

#include <string_view>
#include <vector>

namespace waqai::lexicon {
namespace {

void word(std::string& out, std::string_view text) {
  if (text.empty()) return;
  if (!out.empty()) out += ' ';
  out += text;
}

// The names of a set's members, joined by '/'.
void set(std::string& out, uint32_t bits, const std::vector<std::string_view>& names) {
  std::string joined;
  for (size_t i = 0; i < names.size(); ++i) {
    if ((bits >> i & 1) == 0) continue;
    if (!joined.empty()) joined += '/';
    joined += names[i];
  }
  word(out, joined);
}

}  // namespace

std::string to_string(const Cell& cell) {
  static constexpr std::string_view kGenders[] = {"", "masc", "fem", ""};
  static constexpr std::string_view kNumbers[] = {"", "sing", "dual", "plur"};
  static constexpr std::string_view kPersons[] = {"", "1", "2", "3"};
  static constexpr std::string_view kAspects[] = {"", "perf", "imp", ""};
  static constexpr std::string_view kVoices[] = {"", "act", "pass", ""};
  std::string out;
  word(out, kAspects[cell.aspect]);
  word(out, kVoices[cell.voice]);
  set(out, cell.moods, {"ind", "sub", "jus", "imper"});
  word(out, kPersons[cell.person]);
  word(out, kGenders[cell.gender]);
  word(out, kNumbers[cell.number]);
  if (cell.states != kAnyState) set(out, cell.states, {"def", "indef", "con"});
  if (cell.cases != kAnyCase) set(out, cell.cases, {"nom", "acc", "gen"});
  if (cell.attach == kBound) word(out, "bound");
  return out;
}

}  // namespace waqai::lexicon
