// SPDX-License-Identifier: Apache-2.0
//
// Inflects Arabic verbs: forms 1 to 10 and the rarer ones whose shape follows from the lemma, four-letter roots; sound, hollow, defective,
// assimilated, doubled, hamzated and doubly weak ones.  The class is read off the lemma, so that verbs that keep a weak letter
// (izdawaja) inflect as they sound.
#pragma once

#include <string_view>
#include <vector>

#include "lexicon/inflect_cell.h"
#include "lexicon/inflect_sounds.h"

namespace waqai::lexicon {

inline constexpr int kFormQ1 = 21;  // Q1 to Q4: 21 to 24

struct VerbRow {
  Sounds lemma;  // perfect, 3rd person masculine singular
  Sounds root;   // consonants, hamza as such
  int form = 1;
  char vowel = 0;        // a, i, u: imperfect of form 1
  bool passive = false;  // a passive is usual: finite passive forms are made, else only those of two-place verbs by the caller's wish
};

// One inflected spelling.  Bound forms come without the pronoun.
struct Inflected {
  std::string spelling;  // vocalised UTF-8
  Cell cell;
};

// All finite forms.  Empty where lemma and form do not fit (bad row).
std::vector<Inflected> inflect_verb(const VerbRow& row);

// Participles as lemmas; empty where there is none.
Sounds active_participle(const VerbRow& row);
Sounds passive_participle(const VerbRow& row);

// What is wrong with the row; empty for a good one.
std::string check_verb(const VerbRow& row);

}  // namespace waqai::lexicon
