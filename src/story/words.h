// SPDX-License-Identifier: Apache-2.0
//
// How words of two articles compare, when the articles may be one text printed twice or two texts on one matter.  All of it works on folded
// keys (text/fold.h).  Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace waqai::story {

// Whether a folded key has a digit.
inline bool has_digit(std::string_view key) { return key.find_first_of("0123456789") != std::string_view::npos; }

// What respellings of one word share: the folded key without vowel letters and hamza, letters that stand for one foreign sound made one.  Words of
// up to three letters, and digits, stay as they are.
std::string skeleton(std::string_view folded);

// The folded key without the clitics and endings that one can take off without a lexicon: and-, the-, for the-, feminine, plural, pronouns.  At
// least three letters remain.
std::string_view light_stem(std::string_view folded);

// The words of a text between blanks as folded letters and digits, without marks; may be empty ones.  Linear.
std::vector<std::string> folded_words(std::string_view text);

// Whether two folded keys can be spellings of one name: one skeleton, or so few letters apart that a newspaper may write either.  Digits never.
bool may_be_respelt(std::string_view a, std::string_view b);

// What the bundle knows of words for this purpose.  Immutable; share freely.
class WordWeights {
 public:
  static constexpr uint32_t kRare = 90;    // weight of a stem that is not listed
  static constexpr uint32_t kGenre = 40;   // of a word of a kind of news, at most
  static constexpr uint32_t kNumber = 50;  // of a number of two digits and more

  WordWeights() = default;  // every word is rare, none is a fact

  // A stem as light_stem() gives it, in any spelling; a word that is a fact by itself; a word of a kind of news, which tells little (kGenre at most).
  void add_stem(std::string_view stem, uint32_t weight);
  void add_fact(std::string_view word);
  void add_genre(std::string_view word);

  // Information of a stem in tenths of a bit: from 0 (in every article) to kRare.
  uint32_t of(uint64_t stem_hash) const;
  // Whether the word (a folded key) is a number, day or month: another one in its place is another fact, however alike the letters.
  bool is_fact(std::string_view folded) const;

 private:
  void lower(std::string_view key, uint32_t weight);

  std::unordered_map<uint64_t, uint32_t> weights_;
  std::unordered_set<uint64_t> facts_;
};

}  // namespace waqai::story
