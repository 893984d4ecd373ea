// SPDX-License-Identifier: Apache-2.0
//
// Candidate: an analysis as the disambiguation sees it, and the token it belongs to.  Hashes are of spellings and tag values, never of ids of a
// bundle, so that weights outlive a new lexicon row.
#pragma once

#include <cstdint>
#include <vector>

#include "morphology/analyser.h"

namespace waqai::morphology {

// What features see of a token.
struct TokenShape {
  uint32_t word = 0;  // hash of the folded key
  uint32_t suffix1 = 0, suffix2 = 0, suffix3 = 0;
  uint32_t prefix1 = 0, prefix2 = 0, prefix3 = 0;
  uint8_t length = 0;  // letters, at most 15
  uint8_t kind = 0;    // annot::TokenKind
};

struct Candidate {
  Analysis analysis;
  int32_t base = 0;    // score without context: rules, and weights where there are some
  uint32_t pos = 0;    // hash of part of speech and clitics
  uint32_t full = 0;   // hash of all features
  uint32_t lemma = 0;  // hash of the vocalised lemma; of the stem's letters for guesses
  uint32_t stem = 0;   // hash of the stem's letters
  uint8_t prior = 0;   // how frequent lemma and part of speech are in newspapers: Model::prior
  uint8_t behind = 0;  // how far that is below the most frequent one among the candidates
};

// One token between the analyser and the search.
struct Lattice {
  TokenShape shape;
  std::vector<Candidate> candidates;  // best base first
};

// Finalised multiply-xorshift over 32 bits; order matters.
constexpr uint32_t mix32(uint32_t a, uint32_t b) {
  uint32_t h = a * 0x9E3779B1u ^ (b + 0x85EBCA6Bu + (a << 6) + (a >> 2));
  h ^= h >> 15;
  h *= 0x2C1B3C6Du;
  return h ^ (h >> 13);
}

// What Candidate::stem and TokenShape::word hold for these key bytes.
uint32_t hash_of_letters(std::string_view key);

TokenShape shape_of(std::string_view key, uint8_t kind);

// Fills pos, full, lemma and stem from the analysis.
void set_hashes(const Analyser& analyser, const TokenKey& token, Candidate& candidate);

}  // namespace waqai::morphology
