// SPDX-License-Identifier: Apache-2.0
//
// Inflects Arabic nouns and adjectives: number, construct state, tanwin that is written, feminine, the forms before an attached pronoun.
// Case is given as the set that a spelling may stand for.
#pragma once

#include <vector>

#include "lexicon/inflect_verb.h"

namespace waqai::lexicon {

struct NounRow {
  Sounds lemma;                // singular (adjectives: masculine), no case ending
  Sounds root;                 // may be empty
  uint32_t gender = kMasc;     // of the singular
  std::vector<Sounds> broken;  // broken plurals
  bool plural_una = false;     // sound masculine plural
  bool plural_at = false;      // sound feminine plural of the lemma itself
  bool has_feminine = false;   // the lemma forms a feminine (adjectives, persons)
  Sounds feminine;             // empty: ta marbuta
  bool diptote = false;        // takes no tanwin (elatives, colours)
  bool name = false;           // a name: no plural, no dual, no tanwin, no pronoun
};

std::vector<Inflected> inflect_noun(const NounRow& row);

}  // namespace waqai::lexicon
