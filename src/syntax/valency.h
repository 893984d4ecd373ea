// SPDX-License-Identifier: Apache-2.0
//
// What the lexicon says of the company that words keep: the prepositions a verb governs and whether it takes objects, also for its masdars and
// participles.  Immutable after open.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "annot/document.h"
#include "lexicon/words.h"

namespace waqai::syntax {

// Code of a lemma in features: folded, a clitic's plus sign left out.
uint32_t lemma_code(std::string_view lemma);

struct WordValency {
  std::array<uint32_t, 4> preps = {};  // lemma_code; 0 where there are fewer
  uint8_t verb_flags = 0;              // lexicon::VerbFlag
  bool known = false;                  // the verb is in the lexicon

  bool governs(uint32_t prep) const { return prep != 0 && (preps[0] == prep || preps[1] == prep || preps[2] == prep || preps[3] == prep); }
};

class Valency {
 public:
  Valency() = default;
  explicit Valency(const lexicon::Words& words);

  // Of a verb, masdar or participle; one that is not known for any other word.
  const WordValency& of(const annot::Word& word) const;

 private:
  std::vector<uint32_t> index_;  // lexeme -> entry; 0 is the one for unknown words
  std::vector<WordValency> entries_{1};
};

}  // namespace waqai::syntax
