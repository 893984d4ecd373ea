// SPDX-License-Identifier: Apache-2.0
//
// What differs between two dictionaries, told by what a text must hold to be coded otherwise: an article without any of it is coded by both to the
// same records, but for the lines of rows that only moved.  Errs towards too much: a row that could be read counts, whether or not it would win.
// Thread rule: immutable after between(); share freely.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/calendar.h"
#include "lexicon/dictionary_rows.h"

namespace waqai::lexicon {

// A row that stands elsewhere now and says the same.
struct MovedRow {
  std::string file;
  uint32_t line = 0;
  std::string to_file;
  uint32_t to_line = 0;
};

// Days of publication for which who holds an office changed; kNoDay: open.
struct DaySpan {
  base::Day from = base::kNoDay, to = base::kNoDay;
  bool has(base::Day day) const { return day != base::kNoDay && (from == base::kNoDay || from <= day) && (to == base::kNoDay || day <= to); }
  friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

// A pattern of frames that only one of the two dictionaries has.  It can only match in a sentence with a word of each of its elements.
struct ChangedPattern {
  bool after = false;                        // which dictionary has it
  uint32_t index = 0;                        // there, in FramesView::patterns()
  std::vector<std::vector<uint32_t>> words;  // of each element: indexes into DictionaryChanges::pattern_terms
};

struct DictionaryChanges {
  // O(rows), under a second for our dictionaries.
  static DictionaryChanges between(const DictionaryRows& before, const DictionaryRows& after);

  // Nothing that articles are coded with.
  bool none() const { return everything.empty() && keys.empty() && terms.empty() && patterns.empty() && phrases.empty() && dated.empty(); }

  // Whether names of texts whose words are read alike are found alike.
  bool same_names() const { return phrases.empty() && dated.empty(); }

  std::string everything;                    // why every article must be coded again; empty: what follows says which
  std::unordered_set<std::string> keys;      // stems (keys without clitics) whose readings changed
  std::unordered_set<std::string> readings;  // of these, the ones that are other words now; of the others only frames or actors speak differently
  std::unordered_set<uint64_t> terms;        // words of the frame dictionary (term_hash) of which other cues or lists speak
  // Patterns of frames that were added, removed or changed.
  std::vector<ChangedPattern> patterns;
  std::unordered_map<uint64_t, uint32_t> pattern_terms;                  // term_hash -> index
  std::unordered_map<std::string, std::vector<uint32_t>> pattern_stems;  // keys without clitics that may be such words
  std::unordered_set<uint64_t> phrases;                                  // phrases of the actor base (extend_phrase) that mean something else
  std::unordered_map<uint64_t, std::vector<DaySpan>> dated;              // phrases that tell a country where an office changed hands
  std::vector<uint64_t> known_phrases;                                   // all phrases and their beginnings of both dictionaries, sorted
  std::string pronoun_letters;                                           // of attached pronouns, as keys have them
  std::vector<MovedRow> moved;
  int64_t rows = 0;      // rows added, removed or changed; a changed one counts once
  bool stories = false;  // what tells how alike two articles are changed; unless everything did
};

// Parts of between(), each for one section.
void compare_frames(const DictionaryRows& before, const DictionaryRows& after, DictionaryChanges& out);
void compare_actors(const DictionaryRows& before, const DictionaryRows& after, DictionaryChanges& out);
// REQUIRES: the two above have run: a word of which other frames or actors speak has changed.
void compare_words(const DictionaryRows& before, const DictionaryRows& after, DictionaryChanges& out);
// The same where the words are those of before.
void compare_meanings(const DictionaryRows& rows, DictionaryChanges& out);

// A hash over values, in order.
class ContentHash {
 public:
  ContentHash& add(uint64_t value) {
    value_ = base::mix(value_, value);
    return *this;
  }
  ContentHash& add(std::string_view text) { return add(base::hash64(text)); }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0x726f7773;
};

// Rows of one kind, by what they say and by the words that lead to them; pairs those of two dictionaries, in order, to find what moved and how many
// changed.  A row that only got other words is found by what it says: what other words lead to is not coded again and names it still.
class RowList {
 public:
  void add(uint64_t content, uint64_t words, std::string_view file, uint32_t line) { rows_.push_back({content, words, file, line}); }
  // Adds moved rows, and to `rows` the larger of the numbers that only one side has.  False where rows that say the same got other words, so that it
  // cannot be told which is which.
  static bool pair(const RowList& before, const RowList& after, DictionaryChanges& out);

 private:
  struct Row {
    uint64_t content = 0;
    uint64_t words = 0;
    std::string_view file;
    uint32_t line = 0;
  };
  std::vector<Row> rows_;
};

// Whether what both lists hold stands in the same order in both.
bool same_order(const std::vector<uint64_t>& before, const std::vector<uint64_t>& after);

}  // namespace waqai::lexicon
