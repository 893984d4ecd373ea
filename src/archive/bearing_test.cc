// SPDX-License-Identifier: Apache-2.0
#include "archive/bearing.h"

#include <gtest/gtest.h>

#include "archive/promise.h"
#include "support/case_file.h"

namespace waqai::archive {
namespace {

using testing::parts_of;

constexpr double kWeightOfWord = 8;  // of each word that both share; without an archive none is rarer than another

// "TYPE[/MODE] STATUS [STANCE] | actors | recipients | words": parties are NAME:COUNTRY[:SECTOR], names with a small first letter are of the actor
// base.
BearingAct act_of(const std::vector<std::string>& fields) {
  BearingAct act;
  const std::vector<std::string> head = parts_of(fields.at(0), " ");
  act.type = head.at(0).substr(0, head[0].find('/'));
  if (act.type != head[0]) act.mode = head[0].substr(act.type.size() + 1);
  act.status = head.at(1);
  if (head.size() > 2) act.stance = head[2];
  for (const size_t role : {1, 2}) {
    if (fields.at(role) == "-") continue;
    for (const std::string& one : parts_of(fields[role], ", ")) {
      const std::vector<std::string> who = parts_of(one, ":");
      act.parties.push_back({who[0], who.at(1), who.size() > 2 ? who[2] : "GOV", who[0][0] >= 'a', role == 1});
    }
  }
  return act;
}

// A line the pledge, whose words are the sentence with the act in << >>; a line the later event, with the trigger in << >>, and perhaps behind it its
// first actor in [[ ]]; then a date where it is told.  Gives what the one says of the other, or why it says nothing.
std::string evidence_of(const std::string& input) {
  const std::vector<std::string> lines = parts_of(input, "\n");
  const std::vector<std::string> promise = parts_of(lines.at(0), " | "), event = parts_of(lines.at(1), " | ");
  const auto cut = [](const std::string& sentence) {
    const size_t begin = sentence.find("<<"), end = sentence.find(">>");
    return std::vector<std::string>{sentence.substr(0, begin), sentence.substr(begin + 2, end - begin - 2), sentence.substr(end + 2)};
  };
  const std::vector<std::string> act = cut(promise.at(3)), told = cut(event.at(3));
  const BearingAct pledged = act_of(promise);
  BearingAct later = act_of(event);
  std::string behind = told[2];
  std::erase_if(behind, [](char c) { return c == '[' || c == ']'; });
  const Telling telling = telling_of(told[0], told[1], told[1], behind);
  later.open = is_announced(told[0]) || is_open(told[0], told[1], behind) || is_scheduled(told[1], event.size() > 4);
  later.begun = is_begun(told[0], told[1]);
  later.denied = telling.denied;
  later.called_off = is_called_off(told[0], told[1]);
  const size_t doer = told[2].find("[[");
  later.apart = doer != std::string::npos && is_apart(std::string_view(told[2]).substr(0, doer));
  const std::string_view finding = finding_of(pledged, later);
  if (finding.empty()) return "nothing: its kind\n";
  if (!same_parties(pledged, later)) return "nothing: its parties\n";
  const Naming naming = naming_of(promised_act(act[0], act[1], {}), telling);
  Comparison with;
  with.weight = kWeightOfWord * static_cast<double>(naming.content.size());
  with.special = kWeightOfWord * static_cast<double>(naming.special.size());
  with.measure = later.type == "SANCTION" && later.mode == "discontinue";
  with.target = one_target(pledged, later);
  with.counterpart = true;
  with.dated = event.size() > 4;
  const std::string_view rule = rule_of(naming, telling, with);
  if (rule.empty() || (naming.coming && finding != "cancelled")) return "nothing: its name\n";
  if (numbers_differ(act[1], event[3]) || is_other_amount(act[1], told[1], behind)) return "nothing: its numbers\n";
  return std::string(finding) + " by " + std::string(rule) + "\n";
}

TEST(Bearing, Cases) { testing::run_cases("pledge-evidence", evidence_of); }

}  // namespace
}  // namespace waqai::archive
