// SPDX-License-Identifier: Apache-2.0
//
// Atoms: a sentence as the grammar of dates sees it: phrases of the time dictionary, numbers, and everything else a token each.
// Found on tokens, not on the word layer: proclitics and the article are taken off where a row of the dictionary appears beneath them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "annot/document.h"
#include "lexicon/times.h"

namespace waqai::temporal {

struct Atom {
  uint32_t first_token = 0;
  uint32_t end_token = 0;
  uint32_t begin = 0;  // byte after conjunction and preposition
  std::span<const lexicon::TimeTerm> terms;
  int32_t number = -1;       // digits of any script, at most 9999; -1 none
  uint8_t digits = 0;        // how many
  bool conjunction = false;  // "and" before it
  bool preposition = false;  // an attached preposition before it
  bool definite = false;     // the article was taken off
  bool glued = false;        // no white space between it and the next atom
  annot::TokenKind kind = annot::TokenKind::kWord;
  char32_t mark = 0;  // of punctuation and symbols
};

// Scratch of read_atoms().
struct AtomScratch {
  std::vector<std::string> keys;               // of tokens
  std::vector<std::vector<uint32_t>> offsets;  // of key bytes
  std::string key;
};

// Overwrites `atoms` with those of one sentence.  Linear in its tokens.
void read_atoms(const annot::Document& doc, const annot::Sentence& sentence, const lexicon::Times& times, AtomScratch& scratch,
                std::vector<Atom>& atoms);

}  // namespace waqai::temporal
