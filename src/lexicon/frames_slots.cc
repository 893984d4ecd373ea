// SPDX-License-Identifier: Apache-2.0
#include "lexicon/frames_slots.h"

#include <algorithm>
#include <array>

#include "lexicon/source.h"
#include "text/fold.h"

namespace waqai::lexicon {
namespace {

struct NamedSlot {
  std::string_view name;
  Slot slot;
};
constexpr std::array<NamedSlot, 17> kSlots = {{{"none", Slot::kNone},
                                               {"subject", Slot::kSubject},
                                               {"object", Slot::kObject},
                                               {"second object", Slot::kSecondObject},
                                               {"genitive", Slot::kGenitive},
                                               {"agent", Slot::kAgent},
                                               {"adjective", Slot::kAdjective},
                                               {"owner", Slot::kOwner},
                                               {"complement", Slot::kComplement},
                                               {"preposition", Slot::kPreposition},
                                               {"unknown", Slot::kUnknown},
                                               {"unknown armed", Slot::kUnknownArmed},
                                               {"clause", Slot::kClause},
                                               {"sentence", Slot::kSentence},
                                               {"form", Slot::kForm},
                                               {"victims", Slot::kVictims},
                                               {"speaker", Slot::kSpeaker}}};

// The order of lexicon::NounKind; 0 is unknown.
constexpr std::array<std::string_view, 11> kKinds = {"unknown", "person", "group", "place",    "time",  "unit",
                                                     "weapon",  "act",    "thing", "abstract", "number"};

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool parse_form(std::string_view name, Condition& condition) {
  if (starts_with(name, "not ")) {
    condition.negated = 1;
    name = trim(name.substr(4));
  }
  if (name == "finite") condition.test = Test::kFinite;
  else if (name == "noun") condition.test = Test::kNominal;
  else if (name == "participle") condition.test = Test::kParticiple;
  else if (name == "passive") condition.test = Test::kPassive;
  else if (name == "relative") condition.test = Test::kRelative;
  else if (name == "future") condition.test = Test::kFuture;
  else if (name == "present") condition.test = Test::kOngoing;
  else return false;
  return true;
}

bool parse_kinds(std::string_view text, Condition& condition) {
  if (starts_with(text, "not ")) {
    condition.negated = 1;
    text = trim(text.substr(4));
  }
  condition.test = Test::kKind;
  for (const std::string_view name : split_list(text)) {
    if (name == "actor") condition.test = Test::kActor;
    else if (name == "country") condition.test = Test::kCountry;
    else if (name == "armed") condition.test = Test::kArmed;
    else if (kind_bit(name) == 0) return false;
    condition.kinds |= kind_bit(name);
  }
  return true;
}

}  // namespace

uint32_t kind_bit(std::string_view name) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), name);
  return found == kKinds.end() ? 0 : 1u << (found - kKinds.begin());
}

std::optional<Slot> parse_slot(std::string_view name, const Prepositions& prepositions) {
  for (const NamedSlot& row : kSlots) {
    if (row.name == name) return row.slot;
  }
  const auto found = prepositions.find(text::fold_key(name));
  if (found == prepositions.end()) return std::nullopt;
  return static_cast<Slot>(static_cast<uint8_t>(Slot::kFirstPreposition) + found->second);
}

bool parse_slots(std::string_view text, const Prepositions& prepositions, std::vector<SlotRef>& out, std::string& bad) {
  uint8_t joined = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("|+"), text.size());
    const std::string_view name = trim(text.substr(0, end));
    const std::optional<Slot> slot = parse_slot(name, prepositions);
    if (!slot) {
      bad = name;
      return false;
    }
    if (*slot != Slot::kNone) out.push_back({*slot, joined});
    joined = end < text.size() && text[end] == '+' ? 1 : 0;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

std::optional<Condition> parse_condition(std::string_view text, const Prepositions& prepositions, const WordRange& words) {
  Condition condition;
  text = trim(text);
  const size_t is = text.find(" is ");
  const size_t has = text.find(" has ");
  std::string_view name = trim(text.substr(0, std::min({is, has, text.size()})));
  if (starts_with(name, "no ")) {
    condition.negated = 1;
    name = trim(name.substr(3));
  }
  const std::optional<Slot> slot = parse_slot(name, prepositions);
  if (!slot) return std::nullopt;
  condition.slot = *slot;
  if (is != std::string_view::npos) {
    const std::string_view value = trim(text.substr(is + 4));
    if (*slot == Slot::kForm ? parse_form(value, condition) : parse_kinds(value, condition)) return condition;
    return std::nullopt;
  }
  if (has == std::string_view::npos) return condition;
  condition.test = Test::kHas;
  std::tie(condition.terms_begin, condition.terms_end) = words(trim(text.substr(has + 5)));
  return condition;
}

}  // namespace waqai::lexicon
