// SPDX-License-Identifier: Apache-2.0
#include "story/words.h"

#include <algorithm>
#include <vector>

#include "base/hash.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::story {
namespace {

using text::key_byte;

constexpr size_t kShort = 3;  // letters of a word that has no skeleton of its own

bool is_vowel(char c) {
  return c == key_byte(text::kAlef) || c == key_byte(text::kWaw) || c == key_byte(text::kYeh) || c == key_byte(text::kHamza) ||
         c == key_byte(text::kWawHamza) || c == key_byte(text::kYehHamza);
}

// Letters that newspapers exchange in foreign names.
char one_sound(char c) {
  if (c == key_byte(text::kTah)) return key_byte(text::kTeh);
  if (c == key_byte(text::kSad) || c == key_byte(text::kTheh)) return key_byte(text::kSeen);
  if (c == key_byte(text::kDad)) return key_byte(text::kDal);
  if (c == key_byte(text::kZah) || c == key_byte(text::kThal)) return key_byte(text::kZain);
  if (c == key_byte(text::kGhain)) return key_byte(text::kJeem);
  if (c == key_byte(text::kQaf)) return key_byte(text::kKaf);
  if (c == key_byte(text::kHah)) return key_byte(text::kHeh);
  return c;
}

constexpr char kAl[] = {key_byte(text::kAlef), key_byte(text::kLam), 0};

bool drop_prefix(std::string_view& word, std::string_view prefix, size_t least) {
  if (word.size() < prefix.size() + least || !word.starts_with(prefix)) return false;
  word.remove_prefix(prefix.size());
  return true;
}

std::string_view without_article(std::string_view word) {
  drop_prefix(word, kAl, 3);
  return word;
}

size_t letters_apart(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1] ? 1 : 0)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string skeleton(std::string_view folded) {
  if (folded.size() <= kShort || has_digit(folded)) return std::string(folded);
  std::string bones;
  for (const char c : folded) {
    if (!is_vowel(c)) bones += one_sound(c);
  }
  return bones.size() < 2 ? std::string(folded) : bones;
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> words;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find_first_of(" \n\t", begin), text.size());
    std::string& letters = words.emplace_back();
    for (const char c : text::fold_key(text.substr(begin, end - begin))) {
      if (text::key_letter(c) != 0 || (c >= '0' && c <= '9')) letters += c;
    }
    begin = end + 1;
  }
  return words;
}

std::string_view light_stem(std::string_view word) {
  constexpr char kAnd[] = {key_byte(text::kWaw), 0};
  constexpr char kForThe[] = {key_byte(text::kLam), key_byte(text::kLam), 0};
  constexpr char kWithThe[] = {key_byte(text::kBeh), key_byte(text::kAlef), key_byte(text::kLam), 0};
  constexpr char kLikeThe[] = {key_byte(text::kKaf), key_byte(text::kAlef), key_byte(text::kLam), 0};
  constexpr char kSoThe[] = {key_byte(text::kFeh), key_byte(text::kAlef), key_byte(text::kLam), 0};
  if (has_digit(word)) return word;
  drop_prefix(word, kAnd, 4);
  drop_prefix(word, kWithThe, 3) || drop_prefix(word, kLikeThe, 3) || drop_prefix(word, kSoThe, 3) || drop_prefix(word, kForThe, 3) ||
      drop_prefix(word, kAl, 3);
  constexpr char kEndings[][3] = {{key_byte(text::kHeh), key_byte(text::kAlef), 0},
                                  {key_byte(text::kHeh), key_byte(text::kMeem), 0},
                                  {key_byte(text::kAlef), key_byte(text::kTeh), 0},
                                  {key_byte(text::kYeh), key_byte(text::kNoon), 0},
                                  {key_byte(text::kWaw), key_byte(text::kNoon), 0},
                                  {key_byte(text::kAlef), key_byte(text::kNoon), 0},
                                  {key_byte(text::kYeh), key_byte(text::kHeh), 0},
                                  {key_byte(text::kHeh), 0, 0},
                                  {key_byte(text::kYeh), 0, 0}};
  for (const std::string_view ending : kEndings) {
    if (word.size() >= ending.size() + 3 && word.ends_with(ending)) {
      word.remove_suffix(ending.size());
      break;
    }
  }
  return word;
}

bool may_be_respelt(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (has_digit(a) || has_digit(b)) return false;
  a = without_article(a);
  b = without_article(b);
  if (a.size() > kShort && b.size() > kShort && skeleton(a) == skeleton(b)) return true;
  const size_t shorter = std::min(a.size(), b.size());
  if (shorter < 4 || one_sound(a[0]) != one_sound(b[0])) return false;
  return letters_apart(a, b) <= (shorter >= 7 ? 2u : 1u);
}

void WordWeights::lower(std::string_view key, uint32_t weight) {
  const auto [row, is_new] = weights_.try_emplace(base::hash64(key), weight);
  row->second = std::min(row->second, weight);
}

void WordWeights::add_stem(std::string_view stem, uint32_t weight) { lower(text::fold_key(stem), weight); }

void WordWeights::add_genre(std::string_view word) {
  const std::string key = text::fold_key(word);
  for (const char* preposition : {"", "\u0628", "\u0644"}) lower(text::fold_key(preposition) + std::string(light_stem(key)), kGenre);
}

void WordWeights::add_fact(std::string_view word) { facts_.insert(base::hash64(light_stem(text::fold_key(word)))); }

uint32_t WordWeights::of(uint64_t stem_hash) const {
  const auto found = weights_.find(stem_hash);
  return found == weights_.end() ? kRare : found->second;
}

bool WordWeights::is_fact(std::string_view folded) const { return facts_.count(base::hash64(light_stem(folded))) > 0; }

}  // namespace waqai::story
