// SPDX-License-Identifier: Apache-2.0
#include "annot/tags.h"

#include <algorithm>
#include <array>

namespace waqai::annot {
namespace {

constexpr std::array<std::string_view, kUposCount> kUposNames = {"X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
                                                                 "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};
constexpr std::array<std::string_view, kRelationCount> kRelationNames = {
    "_",         "root",      "nsubj",    "obj",  "iobj",       "obl",    "xcomp",    "ccomp", "csubj",      "advcl", "acl",   "amod",  "nmod",
    "nummod",    "appos",     "case",     "mark", "cc",         "conj",   "cop",      "aux",   "advmod",     "det",   "flat",  "fixed", "compound",
    "parataxis", "discourse", "vocative", "expl", "dislocated", "orphan", "goeswith", "list",  "reparandum", "clf",   "punct", "dep"};

// One feature: key, and its values by number (index 0 is "not set").
struct FeatureName {
  std::string_view key;
  std::array<std::string_view, 6> values;
};
constexpr FeatureName kAspectName = {"Aspect", {"", "Perf", "Imp"}};
constexpr FeatureName kCaseName = {"Case", {"", "Nom", "Acc", "Gen"}};
constexpr FeatureName kDefiniteName = {"Definite", {"", "Ind", "Def", "Con"}};
constexpr FeatureName kGenderName = {"Gender", {"", "Masc", "Fem"}};
constexpr FeatureName kMoodName = {"Mood", {"", "Ind", "Sub", "Jus", "Imp"}};
constexpr FeatureName kNumberName = {"Number", {"", "Sing", "Dual", "Plur"}};
constexpr FeatureName kPersonName = {"Person", {"", "1", "2", "3"}};
constexpr FeatureName kPolarityName = {"Polarity", {"", "Neg"}};
constexpr FeatureName kPronTypeName = {"PronType", {"", "Rel", "Dem", "Int"}};
constexpr FeatureName kVerbFormName = {"VerbForm", {"", "Fin", "Part", "Vnoun"}};
constexpr FeatureName kVoiceName = {"Voice", {"", "Act", "Pass"}};

uint8_t pron_type(const Features& f) { return f.relative ? 1 : f.demonstrative ? 2 : f.interrogative ? 3 : 0; }

void append(std::string& out, const FeatureName& name, uint8_t value) {
  if (value == 0) return;
  if (!out.empty()) out += '|';
  out += name.key;
  out += '=';
  out += name.values[value];
}

uint8_t value_of(const FeatureName& name, std::string_view value) {
  for (size_t i = 1; i < name.values.size(); ++i) {
    if (name.values[i] == value) return static_cast<uint8_t>(i);
  }
  return 0;
}

void set_feature(Features& f, std::string_view key, std::string_view value) {
  if (key == "Aspect") f.aspect = static_cast<Aspect>(value_of(kAspectName, value));
  else if (key == "Case") f.grammatical_case = static_cast<Case>(value_of(kCaseName, value));
  else if (key == "Definite") f.definite = static_cast<Definite>(value_of(kDefiniteName, value));
  else if (key == "Gender") f.gender = static_cast<Gender>(value_of(kGenderName, value));
  else if (key == "Mood") f.mood = static_cast<Mood>(value_of(kMoodName, value));
  else if (key == "Number") f.number = static_cast<Number>(value_of(kNumberName, value));
  else if (key == "Person") f.person = value_of(kPersonName, value);
  else if (key == "Polarity") f.negative = value == "Neg";
  else if (key == "PronType") {
    f.relative = value == "Rel";
    f.demonstrative = value == "Dem";
    f.interrogative = value == "Int";
  } else if (key == "VerbForm") f.verb_form = static_cast<VerbForm>(value_of(kVerbFormName, value));
  else if (key == "Voice") f.voice = static_cast<Voice>(value_of(kVoiceName, value));
}

template <typename Enum, size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view to_string(Upos upos) { return kUposNames[static_cast<size_t>(upos)]; }
std::string_view to_string(Relation relation) { return kRelationNames[static_cast<size_t>(relation)]; }

std::string to_string(const Features& f) {
  std::string out;
  append(out, kAspectName, static_cast<uint8_t>(f.aspect));
  append(out, kCaseName, static_cast<uint8_t>(f.grammatical_case));
  append(out, kDefiniteName, static_cast<uint8_t>(f.definite));
  append(out, kGenderName, static_cast<uint8_t>(f.gender));
  append(out, kMoodName, static_cast<uint8_t>(f.mood));
  append(out, kNumberName, static_cast<uint8_t>(f.number));
  append(out, kPersonName, f.person);
  append(out, kPolarityName, f.negative ? 1 : 0);
  append(out, kPronTypeName, pron_type(f));
  append(out, kVerbFormName, static_cast<uint8_t>(f.verb_form));
  append(out, kVoiceName, static_cast<uint8_t>(f.voice));
  return out.empty() ? "_" : out;
}

std::optional<Upos> parse_upos(std::string_view name) { return parse<Upos>(kUposNames, name); }
std::optional<Relation> parse_relation(std::string_view name) { return parse<Relation>(kRelationNames, name.substr(0, name.find(':'))); }

Features parse_features(std::string_view column) {
  Features features;
  while (!column.empty()) {
    const size_t bar = std::min(column.find('|'), column.size());
    const std::string_view item = column.substr(0, bar);
    const size_t equals = item.find('=');
    if (equals != std::string_view::npos) set_feature(features, item.substr(0, equals), item.substr(equals + 1));
    column.remove_prefix(std::min(bar + 1, column.size()));
  }
  return features;
}

}  // namespace waqai::annot
