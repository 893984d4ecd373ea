// SPDX-License-Identifier: Apache-2.0
//
// NameFacts: what the name tagger sees of each token of a sentence, and the features made of it.  Features are 32-bit hashes of a template and
// of spellings and tags, never of ids of a bundle, so that weights outlive a new row.  Changing anything here spoils trained weights: bump
// kNamesVersion.
// Thread rule: one a thread; reused from sentence to sentence.
#pragma once

#include <string>
#include <vector>

#include "annot/document.h"
#include "entities/matcher.h"
#include "entities/name_model.h"
#include "lexicon/words.h"

namespace waqai::entities {

// Finalised multiply-xorshift over 32 bits; order matters.
constexpr uint32_t mix_name(uint32_t a, uint32_t b) {
  uint32_t h = a * 0x9E3779B1u ^ (b + 0x85EBCA6Bu + (a << 6) + (a >> 2));
  h ^= h >> 15;
  h *= 0x2C1B3C6Du;
  return h ^ (h >> 13);
}
// Hash of a folded word, as NameModel keeps it.
uint32_t name_key(std::string_view folded);

// What the letters of a main word tell, wherever it stands.
struct WordFacts {
  uint32_t form = 0;  // hashes: the word with its article; without
  uint32_t bare = 0;
  uint32_t affixes[8] = {};  // hashes of the first and the last letter without article, of the first and last two, to four; 0: it is shorter
  uint32_t length = 0;       // letters without article, at most 8
  uint32_t lists = 0;        // bits: name lists of the lexicon that hold the word, whatever its reading here
  bool article = false;
  WordClass classes;
};

struct TokenFacts {
  WordFacts letters;
  uint32_t lemma = 0;  // hash
  uint32_t upos = 0;
  uint32_t clitics = 0;  // bits: conjunction, preposition, article, attached pronoun; letters of the preposition
  uint32_t noun = 0;     // noun kind of the chosen reading
  uint32_t known = 0;    // phrase of the actor base or the gazetteer that covers the token: kind, first or further, one word or more
  uint32_t shape = 0;    // kind of token, length
  uint32_t guessed = 0;
  uint32_t quoted = 0;  // between quotation marks
};

class NameFacts {
 public:
  // Both must outlive it.
  NameFacts(const lexicon::Words& words, const NameModel& model);

  // Whether it was made with just these.
  bool is_of(const lexicon::Words& words, const NameModel& model) const { return &words_ == &words && &model_ == &model; }

  // Looks at the tokens of `sentence`.  REQUIRES: text and word layer; `matcher` prepared for `doc`.
  void read(const annot::Document& doc, const annot::Sentence& sentence, const Matcher& matcher);

  size_t size() const { return facts_.size(); }
  const TokenFacts& token(size_t at) const { return facts_[at]; }
  // Overwrites `features` with those of token `at` that do not depend on other tags.
  void features(size_t at, std::vector<uint32_t>& features) const;
  // The same for those that go with the tag before.
  void pair_features(size_t at, std::vector<uint32_t>& features) const;

 private:
  void read_token(const annot::Document& doc, const annot::Token& token, TokenFacts& facts);
  void read_phrases(const annot::Document& doc, const annot::Sentence& sentence, const Matcher& matcher);
  WordFacts letters_of(std::string_view key, uint32_t form) const;
  uint32_t lists_of(std::string_view key) const;
  const TokenFacts& near(size_t at, int offset) const;

  const lexicon::Words& words_;
  const NameModel& model_;
  std::vector<TokenFacts> facts_;
  struct Kept {
    std::string key;
    WordFacts letters;
  };
  std::vector<Kept> kept_;  // of words seen before, by hash; a newer one takes the place of an older
};

}  // namespace waqai::entities
