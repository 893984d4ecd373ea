// SPDX-License-Identifier: Apache-2.0
//
// What touched.h finds in texts, asked of words one by one, for whoever knows which texts hold a word and would not read them all: each distinct word
// gets labels, and a text can only be touched where its words have all the labels of one clause.  Errs towards too much, never towards too little:
// words of a phrase or pattern may stand anywhere in the text.
// Thread rule: make() in one thread, which `each` may share; then immutable.  The changes and the Touched must outlive it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/touched.h"
#include "waqai/types/status.h"

namespace waqai::lexicon {

struct WordClause {
  std::vector<std::vector<uint32_t>> all;  // of each, a word with one of the labels
  std::vector<DaySpan> days;               // of publication; none: any
};

class ChangedWords {
 public:
  // Calls visit(worker, surface) with every distinct word of the texts that is no punctuation, by workers 0, 1, ... at once; words may come again.
  using Each = std::function<Status(const std::function<void(unsigned worker, std::string_view surface)>& visit)>;

  // Nothing where so much changed that reading the texts is no worse.  Goes over the words as often as the longest changed phrase has words.
  static Result<std::optional<ChangedWords>> make(const DictionaryChanges& changes, const Touched& touched, unsigned workers, const Each& each);

  // Adds the labels of a word; some may come twice.  Any number of threads.
  void labels(std::string_view surface, std::vector<uint32_t>& out) const;
  const std::vector<WordClause>& clauses() const { return clauses_; }
  // Labels are below.
  uint32_t label_count() const { return count_; }

 private:
  // A phrase, and the words behind it that lead to one that changed.
  struct Ending {
    uint64_t phrase = 0;
    std::vector<uint32_t> words;       // labels, the last word first
    const std::vector<DaySpan>* days;  // of the changed phrase
  };
  ChangedWords(const DictionaryChanges& changes, const Touched& touched) : changes_(&changes), touched_(&touched) {}
  void add_patterns();
  Status find_phrases(unsigned workers, const Each& each);
  Status next_words(unsigned workers, const Each& each, const std::vector<uint64_t>& before, std::vector<Ending>& endings);
  uint32_t label_of(uint64_t word) { return phrase_words_.try_emplace(word, count_).second ? count_++ : phrase_words_[word]; }

  const DictionaryChanges* changes_;
  const Touched* touched_;
  uint32_t count_ = 1;  // label 0: touched
  std::vector<std::pair<DaySpan, uint32_t>> days_;
  uint32_t first_term_ = 0;
  std::unordered_map<uint64_t, uint32_t> phrase_words_;  // hash of a word of a phrase of several -> label
  std::vector<WordClause> clauses_;
};

}  // namespace waqai::lexicon
