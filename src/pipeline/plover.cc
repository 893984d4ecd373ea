// SPDX-License-Identifier: Apache-2.0
#include "pipeline/plover.h"

#include <algorithm>
#include <iterator>

namespace waqai::pipeline {
namespace {

struct TypeRow {
  std::string_view type;
  int quad;
  double score;
};
constexpr TypeRow kTypes[] = {{"AGREE", 1, 2.5},     {"CONSULT", 1, 2.5},   {"SUPPORT", 1, 5},     {"CONCEDE", 1, 4.5},
                              {"COOPERATE", 2, 9.5}, {"AID", 2, 10},        {"RETREAT", 2, 6.5},   {"REQUEST", 3, 0},
                              {"ACCUSE", 3, -3},     {"REJECT", 3, -2},     {"THREATEN", 3, -3.5}, {"PROTEST", 4, -5},
                              {"SANCTION", 4, -6},   {"MOBILIZE", 4, -5.5}, {"COERCE", 4, -7},     {"ASSAULT", 4, -9}};

struct ModeRow {
  std::string_view type;
  std::string_view mode;
  double score;
};
constexpr ModeRow kModes[] = {{"CONSULT", "visit", 4},
                              {"CONSULT", "third-party", 1},
                              {"CONSULT", "multilateral", 4},
                              {"CONSULT", "phone", 1.5},
                              {"RETREAT", "withdraw", 8},
                              {"RETREAT", "release", 6.5},
                              {"RETREAT", "disarm", 10},
                              {"RETREAT", "ceasefire", 7.5},
                              {"RETREAT", "access", 6.5},
                              {"RETREAT", "resign", 4.5},
                              {"REQUEST", "assist", 0.5},
                              {"REQUEST", "change", -1},
                              {"REQUEST", "yield", -1},
                              {"REQUEST", "meet", 0},
                              {"ACCUSE", "disapprove", -2},
                              {"ACCUSE", "investigate", -3.5},
                              {"ACCUSE", "allege", -3.5},
                              {"REJECT", "assist", -1.5},
                              {"REJECT", "change", -2},
                              {"REJECT", "yield", -2},
                              {"REJECT", "meet", -2},
                              {"THREATEN", "restrict", -3},
                              {"THREATEN", "violence", -3.5},
                              {"THREATEN", "territory", -4},
                              {"PROTEST", "demo", -5},
                              {"PROTEST", "riot", -7},
                              {"PROTEST", "strike", -5},
                              {"PROTEST", "hunger", -4.5},
                              {"PROTEST", "boycott", -4.5},
                              {"PROTEST", "obstruct", -4.5},
                              {"SANCTION", "convict", -6},
                              {"SANCTION", "expel", -5.5},
                              {"SANCTION", "withdraw", -6},
                              {"SANCTION", "discontinue", -6},
                              {"MOBILIZE", "troops", -6.5},
                              {"MOBILIZE", "weapons", -6.5},
                              {"MOBILIZE", "police", -5.5},
                              {"MOBILIZE", "militia", -6},
                              {"COERCE", "seize", -7},
                              {"COERCE", "restrict", -7},
                              {"COERCE", "censor", -6.5},
                              {"COERCE", "curfew", -6.5},
                              {"COERCE", "martial-law", -7.5},
                              {"COERCE", "arrest", -7},
                              {"COERCE", "deport", -7},
                              {"COERCE", "withhold", -7},
                              {"COERCE", "misinformation", -6.5},
                              {"COERCE", "cyber", -7},
                              {"ASSAULT", "abduct", -8.5},
                              {"ASSAULT", "beat", -7.5},
                              {"ASSAULT", "torture", -8.5},
                              {"ASSAULT", "sexual", -8.5},
                              {"ASSAULT", "targeted", -9.5},
                              {"ASSAULT", "destroy", -8.5},
                              {"ASSAULT", "primitive", -8},
                              {"ASSAULT", "firearms", -9},
                              {"ASSAULT", "explosives", -9},
                              {"ASSAULT", "suicide-attack", -9.5},
                              {"ASSAULT", "aerial", -9.5},
                              {"ASSAULT", "drone", -9.5},
                              {"ASSAULT", "heavy-weapons", -9.5},
                              {"ASSAULT", "crowd-control", -7.5},
                              {"ASSAULT", "unconventional", -10}};

const TypeRow* find_type(std::string_view type) {
  const auto* row = std::find_if(std::begin(kTypes), std::end(kTypes), [type](const TypeRow& t) { return t.type == type; });
  return row == std::end(kTypes) ? nullptr : row;
}

}  // namespace

int quad_class(std::string_view type) {
  const TypeRow* row = find_type(type);
  return row == nullptr ? 0 : row->quad;
}

std::optional<double> plover_score(std::string_view type, std::string_view mode) {
  for (const ModeRow& row : kModes) {
    if (row.type == type && row.mode == mode) return row.score;
  }
  const TypeRow* row = find_type(type);
  if (row == nullptr) return std::nullopt;
  return row->score;
}

}  // namespace waqai::pipeline
