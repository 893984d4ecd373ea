// SPDX-License-Identifier: Apache-2.0
//
// The measures of coded articles against gold ones.  Events are paired one to one: as many pairs as possible, then the closest (exact
// assignment).  A pair needs the same type, and the middle of the found trigger inside the gold event's sentence.
//   event      type in the right sentence
//   dyad       event, and exactly the right sets of countries of actors and of recipients
//   actor, recipient   country and first sector, over all events, paired or not
//   date, place, source, unreal (status other than actual)   over paired events where either side gives a value
//   pledge     paired events that are pledges of one strength on both sides
//   mode       paired events of types with modes: the same set; found and gold are both their number
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evaluate/coded.h"

namespace waqai::evaluate {

enum Field : uint8_t { kEvent, kDyad, kActor, kRecipient, kDate, kPlace, kSource, kUnreal, kPledge, kMode, kFields };
std::string_view field_name(Field field);

struct Count {
  int64_t right = 0, found = 0, gold = 0;
  Count& operator+=(const Count& other);
  double precision() const { return found > 0 ? static_cast<double>(right) / static_cast<double>(found) : 0; }
  double recall() const { return gold > 0 ? static_cast<double>(right) / static_cast<double>(gold) : 0; }
  double f1() const { return found + gold > 0 ? 2.0 * static_cast<double>(right) / static_cast<double>(found + gold) : 0; }
};

struct Counts {
  std::array<Count, kFields> fields{};
  std::map<std::string, Count> types;  // of events, by type
  Counts& operator+=(const Counts& other);
};

// Index of a gold and of a found event.
using Pair = std::pair<uint32_t, uint32_t>;
std::vector<Pair> pair_events(const std::vector<ScoredEvent>& gold, const std::vector<ScoredEvent>& found);

// The counts of one article.  O(n^3) in its events.
Counts measure(const ScoredArticle& gold, const ScoredArticle& found);

// Whether two places are one: the same country, and the words of one name are among those of the other.  Case, accents of Latin letters and
// punctuation do not count.
bool same_place(const NamedPlace& a, const NamedPlace& b);

}  // namespace waqai::evaluate
