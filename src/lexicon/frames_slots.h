// SPDX-License-Identifier: Apache-2.0
//
// Slots and conditions of frames as people write them: "subject | min", "object is person, group", "clause has X".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/frames.h"

namespace waqai::lexicon {

// Prepositions by folded spelling.
using Prepositions = std::unordered_map<std::string, uint8_t>;

// A slot by its name: an English one of docs/coding.md or a preposition.  Nothing for an unknown name.
std::optional<Slot> parse_slot(std::string_view name, const Prepositions& prepositions);

// "subject | min" (the first that is there) or "subject + maa" (all of them).  False where a name is unknown; `bad` then holds it.
bool parse_slots(std::string_view text, const Prepositions& prepositions, std::vector<SlotRef>& out, std::string& bad);

// Bit of a noun kind as the lexicon numbers it (person 1, group 2, ...); 0 for an unknown name.
uint32_t kind_bit(std::string_view name);

// One condition.  `words` turns a word list ("{list}" or words) into a range of terms.  Nothing where it cannot be understood.
using WordRange = std::function<std::pair<uint32_t, uint32_t>(std::string_view)>;
std::optional<Condition> parse_condition(std::string_view text, const Prepositions& prepositions, const WordRange& words);

}  // namespace waqai::lexicon
