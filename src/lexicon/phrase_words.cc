// SPDX-License-Identifier: Apache-2.0
#include "lexicon/phrase_words.h"

#include "text/fold.h"

namespace waqai::lexicon {

std::vector<std::string> phrase_words(std::string_view phrase) {
  std::vector<std::string> words;
  const std::string key = text::fold_key(phrase);
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.push_back(word);
    word.clear();
  };
  for (size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    const bool latin = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c == '\xff') {  // another character: part of the word where it is a letter, else a boundary; keys keep its four bytes
      word.append(key, i, 4);
      i += 3;
    } else if (latin || text::key_letter(c) != 0) {
      word += c;
    } else {
      close();
    }
  }
  close();
  return words;
}

}  // namespace waqai::lexicon
