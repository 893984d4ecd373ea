// SPDX-License-Identifier: Apache-2.0
//
// Whether a verb or a noun is due at a place, by the words around it alone: qasf and qasafa, qatl and qutila are written alike.  Learned from raw
// text, where words that are only verbs or only nouns show what surrounds either.  Pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "morphology/candidate.h"

namespace waqai::morphology {

inline constexpr uint8_t kVerbnessMiddle = 16;  // verb and noun alike
inline constexpr int32_t kVerbnessScale = 256;  // of its weights: log odds of 1
inline constexpr int32_t kVerbnessStep = 102;   // of a step of verbness, in the same measure

// A verb with nothing before it, or a noun or adjective with nothing before it and without article: what verbness tells apart.
bool is_bare_verb(const Analysis& a);
bool is_bare_noun(const Analysis& a);

// Does the token have readings of both kinds?
bool needs_verbness(const Lattice& lattice);

// Hashes of the features of the place `at`; overwritten.
void verbness_features(const std::vector<const Lattice*>& sentence, size_t at, std::vector<uint32_t>& features);

}  // namespace waqai::morphology
