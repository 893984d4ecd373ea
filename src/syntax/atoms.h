// SPDX-License-Identifier: Apache-2.0
//
// Atoms: what the parser sees of a word, as 32-bit codes.  Spellings are hashed, tags are packed; no number of a lexicon row or of a bundle
// goes in, so that weights outlive changes of the lexicon.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "annot/document.h"
#include "syntax/valency.h"

namespace waqai::syntax {

// Flags of a word that go into counts between two others.
enum WordFlag : uint8_t { kVerbFlag = 1, kPunctFlag = 2, kConjFlag = 4, kMarkFlag = 8, kContentFlag = 16 };

// upos in atoms is the tag's number and this.
inline constexpr uint32_t kUposBase = 8;

struct Atoms {
  uint32_t form = 0;   // folded spelling
  uint32_t lemma = 0;  // folded lemma, its vowels dropped
  uint32_t upos = 0;
  uint32_t tag = 0;     // upos with verb form, aspect, kind of pronoun, definiteness, clitic side
  uint32_t morph = 0;   // gender, number, person
  uint32_t ending = 0;  // last letters of the folded spelling
  uint8_t gender = 0;
  uint8_t number = 0;
  uint8_t definite = 0;
  uint8_t grammatical_case = 0;
  uint8_t flags = 0;
  uint8_t kind = 0;                      // lexicon::NounKind, with a bit for masdars and participles
  const WordValency* valency = nullptr;  // never null in a filled sentence
};

// How many words before this one carry each flag: differences give what stands between two words in O(1).
struct Counts {
  uint16_t verbs = 0;
  uint16_t puncts = 0;
  uint16_t conjs = 0;
  uint16_t marks = 0;
};

// One sentence as the parser sees it.  atoms[n] is the artificial root behind the last word, atoms[n + 1] stands for "no word".
struct Sentence {
  std::vector<Atoms> atoms;
  std::vector<Counts> counts;     // n + 1 entries
  std::vector<uint32_t> content;  // n entries: the next word after this one that is no particle, preposition or punctuation; n if none
  uint32_t size = 0;

  const Atoms& root() const { return atoms[size]; }
  const Atoms& none() const { return atoms[size + 1]; }
};

// Fills `sentence` from the words `range` of `doc`; memory is kept.  `valency` must outlive the sentence.  O(bytes).
void fill_sentence(const annot::Document& doc, annot::Range range, const Valency& valency, Sentence& sentence);

// Makes counts and content anew from the atoms of the words.
void index_sentence(Sentence& sentence);

}  // namespace waqai::syntax
