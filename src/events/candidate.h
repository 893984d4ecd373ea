// SPDX-License-Identifier: Apache-2.0
//
// Candidate: a frame (or operator) that fits words of the document, and what becomes of it on the way to an event.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "events/reading.h"

namespace waqai::events {

// A pattern found in the text.
struct Match {
  uint32_t pattern = 0;
  uint32_t frame = 0;
  uint32_t anchor = kNone;          // word of the first element
  uint32_t core = kNone;            // last word of the pattern that is no preposition
  std::array<uint32_t, 6> parts{};  // word of each element
  uint32_t count = 0;               // elements
  Form form = Form::kNominal;
  uint16_t specificity = 0;

  uint32_t first() const;
  uint32_t last() const;
  bool uses(uint32_t w) const;
};

// What stands over the act, from the predicate up (docs/coding.md, "Operators").
struct Chain {
  bool negated = false, future = false, expected = false, intended = false, attempted = false, foiled = false, may = false, unreal = false,
       condition = false, historical = false, reversed = false, announced = false, licensed = false, occurs = false, anchored = false;
  bool inner = false;              // the genitive of a noun that is no operator
  bool told = false;               // an announcing verb stands over it
  bool made = false;               // a relative clause tells who made it
  std::string_view suppressed;     // why it is no event; empty: it may be one
  uint32_t governor = kNone;       // verb (or participle) whose subject is the doer of a masdar
  uint32_t role_frame = kNone;     // operator that gives the roles itself (was exposed to, received)
  uint32_t reversal_word = kNone;  // word of the operator that reverses
  std::vector<annot::Step> steps;
};

struct Candidate {
  Match match;
  Chain chain;
  annot::Event event;
  uint32_t scene = kNone;  // mention of a place that a slot named and that receives nothing: where it happens
  bool has_own_roles = false;
  bool dead = false;
  bool turned = false;    // of another type because it is to come, or does not happen
  bool judged = false;    // by the learned filter
  int32_t margin = 0;     // its score above the cut, in 1/256
  std::string_view weak;  // a doubt of the rules that only the learned filter can overrule; empty: none
};

// All frames and operators that fit word `w` as anchor.
void match_at(const Reading& reading, uint32_t w, std::vector<Match>& out);

}  // namespace waqai::events
