// SPDX-License-Identifier: Apache-2.0
//
// The stems of a verb: what is left when person, number and mood are taken off.  inflect_verb puts endings on them.
#pragma once

#include "lexicon/inflect_verb.h"

namespace waqai::lexicon {

// How a stem meets its ending.
enum class Ending { kPlain, kFinalA, kFinalI, kFinalU };

struct Stem {
  Sounds open;    // before endings that start with a vowel; for final vowels: without that vowel
  Sounds closed;  // before consonants and without ending (kPlain only)
  Ending ending = Ending::kPlain;
  char glide = 0;        // kFinalA: the consonant that stands for the final vowel before endings
  char last = 'Y';       // kFinalA: A or Y, as it is written
  bool doubled = false;  // the last two consonants are one doubled one
};

struct VerbStems {
  Stem perfect;
  Stem perfect_passive;
  Stem imperfect;
  Stem imperfect_passive;
  char prefix_vowel = 'a';  // of the active imperfect
  bool good = false;        // false: lemma and form do not fit, nothing else is set
};

VerbStems verb_stems(const VerbRow& row);

// The lemma taken apart as participles and form 1 need it.
struct VerbShape {
  Sounds base;                     // lemma without its final vowel (kFinalI: without -iya)
  Ending ending = Ending::kPlain;  // of the perfect
  bool hollow = false;
  bool doubled = false;
  bool good = false;
};
VerbShape verb_shape(const VerbRow& row);

}  // namespace waqai::lexicon
