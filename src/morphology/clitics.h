// SPDX-License-Identifier: Apache-2.0
//
// The clitics of function.tsv by role and by letters.  Thread rule: immutable.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "annot/tags.h"
#include "morphology/analysis.h"

namespace waqai::morphology {

struct Enclitic {
  std::string key;  // folded letters
  uint32_t lexeme = kNoLexeme;
  annot::Features features;
  bool object_only = false;    // -ni: after verbs and particles
  bool genitive_only = false;  // -i: after nouns and prepositions
};

class Clitics {
 public:
  Clitics() { proclitics_.fill(kNoLexeme); }
  explicit Clitics(const lexicon::Words& words);

  // kNoLexeme where function.tsv lacks it.
  uint32_t lexeme(Proclitic proclitic) const { return proclitics_[static_cast<size_t>(proclitic)]; }
  uint32_t article_lexeme() const { return article_; }
  const std::vector<Enclitic>& enclitics() const { return enclitics_; }
  // Index + 1 of the enclitic with these letters; 0 without one.
  uint8_t find_enclitic(std::string_view key) const;

 private:
  std::array<uint32_t, kProcliticCount> proclitics_;
  uint32_t article_ = kNoLexeme;
  std::vector<Enclitic> enclitics_;  // one a spelling: the first row wins
};

}  // namespace waqai::morphology
