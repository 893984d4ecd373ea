// SPDX-License-Identifier: Apache-2.0
#include "annot/document.h"

#include <algorithm>

namespace waqai::annot {

void Document::reset(std::string new_text) {
  text = std::move(new_text);
  title_end = 0;
  published = base::kNoDay;
  sentences.clear();
  tokens.clear();
  words.clear();
  alternatives.clear();
  readings.clear();
  readings_given = false;
  arcs.clear();
  names.clear();
  times.clear();
  entities.clear();
  mentions.clear();
  events.clear();
  claims.clear();
  pledges.clear();
  quotations.clear();
  rejected.clear();
  warnings.clear();
  strings.clear();
}

uint32_t Document::sentence_of_word(uint32_t word) const {
  const auto after =
      std::upper_bound(sentences.begin(), sentences.end(), word, [](uint32_t index, const Sentence& s) { return index < s.words.end; });
  if (after == sentences.end() || !after->words.contains(word)) return kNone;
  return static_cast<uint32_t>(after - sentences.begin());
}

Span Document::span_of(Range word_range) const {
  if (word_range.empty()) return {};
  return {words[word_range.begin].span.begin, words[word_range.end - 1].span.end};
}

}  // namespace waqai::annot
