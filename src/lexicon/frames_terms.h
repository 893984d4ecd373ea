// SPDX-License-Identifier: Apache-2.0
//
// Words of the frame dictionary against the lexicon's sources: which verb or noun an entry means, and the terms that stand for it.
// Used when a bundle is compiled.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lexicon/source.h"

namespace waqai::lexicon {

// Terms while they are collected: provisional ids in order of appearance; final ids are ranks of the hashes.
class TermTable {
 public:
  uint32_t add(char letter, std::string_view key);
  // Sorted hashes: index = final id.
  std::vector<uint64_t> sorted() const;
  // final[provisional]
  std::vector<uint32_t> ranks() const;

 private:
  std::vector<uint64_t> hashes_;
  std::unordered_map<uint64_t, uint32_t> ids_;
};

struct ResolvedWord {
  std::vector<uint32_t> terms;  // provisional ids
  bool known = false;           // the lexicon has the word
  bool verb = false;            // read as a verb
};

// The words of data/lexicon, by letters and by vocalised lemma.
class LemmaBook {
 public:
  explicit LemmaBook(const SourceSet& sources);
  bool empty() const { return verbs_.empty() && nouns_.empty(); }

  // What `word` means.  Where letters fit a verb and a noun, `verb_first` decides; a verb brings its masdars along.  Accusative alef, the
  // article and plural and feminine endings are taken off where the lexicon knows the rest.  Unknown words: both readings, known = false.
  ResolvedWord resolve(std::string_view word, bool verb_first, TermTable& terms) const;

 private:
  using Masdars = std::vector<std::string>;  // folded
  std::string known_noun(const std::string& fold) const;
  std::string masculine(const std::string& fold) const;
  ResolvedWord as_verb(std::string_view fold, TermTable& terms) const;
  ResolvedWord as_noun(std::string_view fold, TermTable& terms) const;
  ResolvedWord vocalised(std::string_view word, TermTable& terms) const;

  std::unordered_map<std::string, Masdars> verbs_;            // by fold
  std::unordered_map<std::string, Masdars> vocalised_verbs_;  // by lemma
  std::unordered_set<std::string> nouns_;
  std::unordered_set<std::string> vocalised_nouns_;
  std::unordered_map<std::string, std::string> plurals_;  // folded broken plural -> folded lemma
};

// The lemma with its letters normalised but its vowels kept: what a vocalised term compares.
std::string vocalised_key(std::string_view lemma);

}  // namespace waqai::lexicon
