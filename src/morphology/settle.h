// SPDX-License-Identifier: Apache-2.0
//
// Second looks at a tagged sentence: readings that newspapers do not use where they stand give way to the likeliest one that fits (an order, "is
// it that he said"), and a clause without any verb takes the word that can only be its verb.  Pure functions.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "morphology/candidate.h"

namespace waqai::morphology {

// The tokens of a sentence, as settle() reads them.
struct Tagged {
  const Analyser* analyser = nullptr;
  const std::vector<const Lattice*>* lattices = nullptr;
  std::vector<std::string_view> surfaces;
  bool headline = false;
};

// Changes `chosen` (a candidate a token) in place.  O(tokens * candidates).
void settle(const Tagged& sentence, std::vector<uint16_t>& chosen);

}  // namespace waqai::morphology
