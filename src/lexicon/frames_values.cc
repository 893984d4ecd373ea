// SPDX-License-Identifier: Apache-2.0
// The closed lists of the codebook.
#include <algorithm>
#include <array>

#include "lexicon/frames_compile.h"

namespace waqai::lexicon {
namespace {

struct TypeModes {
  std::string_view type;
  std::string_view modes;  // each between spaces
};
constexpr std::array<TypeModes, 16> kTypes = {{
    {"AGREE", " "},
    {"CONSULT", " visit third-party multilateral phone "},
    {"SUPPORT", " "},
    {"CONCEDE", " "},
    {"COOPERATE", " "},
    {"AID", " "},
    {"RETREAT", " withdraw release disarm ceasefire access resign "},
    {"REQUEST", " assist change yield meet "},
    {"ACCUSE", " disapprove investigate allege "},
    {"REJECT", " assist change yield meet "},
    {"THREATEN", " restrict arrest relations expel territory violence "},
    {"PROTEST", " demo riot strike hunger boycott obstruct vandalize "},
    {"SANCTION", " convict expel withdraw discontinue "},
    {"MOBILIZE", " troops weapons police militia "},
    {"COERCE", " seize restrict censor curfew martial-law arrest deport withhold misinformation cyber "},
    {"ASSAULT",
     " abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control "
     "unconventional "},
}};

constexpr std::array<std::string_view, 37> kContexts = {"military",
                                                        "intelligence",
                                                        "executive",
                                                        "legislative",
                                                        "election",
                                                        "political_institutions",
                                                        "pro_democracy",
                                                        "pro_autocracy",
                                                        "economic",
                                                        "legal",
                                                        "reparations",
                                                        "human_rights",
                                                        "rights_freedoms",
                                                        "repression",
                                                        "human_security",
                                                        "gender",
                                                        "lgbt",
                                                        "religion_ethnicity",
                                                        "inequality",
                                                        "diplomatic",
                                                        "territory",
                                                        "peacekeeping",
                                                        "health",
                                                        "asylum",
                                                        "migration",
                                                        "disasters",
                                                        "natural_resource",
                                                        "environment",
                                                        "technology",
                                                        "terrorism",
                                                        "cbrn",
                                                        "cyber",
                                                        "misinformation",
                                                        "crime",
                                                        "corruption",
                                                        "illegal_drugs",
                                                        "trafficking"};

}  // namespace

bool is_event_type(std::string_view name) {
  return std::any_of(kTypes.begin(), kTypes.end(), [name](const TypeModes& row) { return row.type == name; });
}

bool is_mode(std::string_view type, std::string_view name) {
  if (type == "magnitude") return name == "killed" || name == "wounded";
  const std::string word = " " + std::string(name) + " ";
  for (const TypeModes& row : kTypes) {
    if (row.type == type) return row.modes.find(word) != std::string_view::npos;
  }
  return false;
}

bool is_context(std::string_view name) { return std::find(kContexts.begin(), kContexts.end(), name) != kContexts.end(); }

}  // namespace waqai::lexicon
