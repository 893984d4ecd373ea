// SPDX-License-Identifier: Apache-2.0
//
// Analyser: an Arabic token to all its readings.  Proclitics (question alef; waw, fa; bi, ka, li, sa, emphatic la; article; li- fused with the
// article), a stem of the lexicon, an attached pronoun; what may go with what is decided by part of speech, case, mood and state.
// A token without any reading in the lexicon gets guesses, marked as such.
// Thread rule: immutable; the bundle must outlive it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "annot/tags.h"
#include "lexicon/words.h"
#include "morphology/clitics.h"

namespace waqai::morphology {

// A token as the analyser reads it.  Reused from token to token.
struct TokenKey {
  std::string key;                // folded
  std::string exact;              // same length
  std::vector<uint32_t> offsets;  // byte in the surface of every key byte, and the end
  std::string vowels;             // short vowel written after each key byte: a, i, u, or 0; empty where no mark is written
  bool tanwin = false;            // the surface shows tanwin: an indefinite noun, adjective or adverb
  void set(std::string_view surface);
};

class Analyser {
 public:
  // kBundleSection, kBundleDamaged.
  static Result<Analyser> open(const lexicon::Bundle& bundle);

  // All readings of a token of letters, in a fixed order; `out` is overwritten and never left empty.  O(letters * arcs).
  void analyse(const TokenKey& token, std::vector<Analysis>& out) const;

  const lexicon::Words& words() const { return words_; }
  const Clitics& clitics() const { return clitics_; }

  // Part of speech of a lexeme as its row has it.
  annot::Upos upos(uint32_t lexeme) const { return lexeme < upos_.size() ? upos_[lexeme] : annot::Upos::kX; }
  // What a function word governs in the word after it.
  enum class Governs : uint8_t { kNothing, kGenitive, kAccusative, kJussive, kSubjunctive, kOther };
  Governs governs(uint32_t lexeme) const;

  // Does the verb govern the preposition (a lexeme, also of a clitic)?  False for other lexemes.
  bool governs_preposition(uint32_t verb, uint32_t preposition) const;

  // Features of a function word's row; none for other lexemes.
  annot::Features function_features(uint32_t lexeme) const;

 private:
  struct Start;
  class Run;

  Analyser() = default;
  void index_prepositions();

  lexicon::Words words_;
  Clitics clitics_;
  std::vector<annot::Upos> upos_;  // by lexeme
  uint32_t first_function_ = 0;
  std::vector<annot::Features> function_features_;  // of the lexemes from first_function_ on
  std::vector<Governs> governs_;
  std::vector<uint32_t> prepositions_;  // by lexeme: of verbs a bit for each preposition they govern, of prepositions their own bit
};

}  // namespace waqai::morphology
