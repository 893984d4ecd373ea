// SPDX-License-Identifier: Apache-2.0
//
// ReportText: one article as the linker compares it: words of the body, sentences as ranges of words, and two lists of features: what a
// reprint shares (sentences, runs of five words) and what another text on the same matter shares (stems with weights).
// Thread rule: ReportReader keeps scratch, one a thread; the rest is plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "story/words.h"
#include "text/segment.h"

namespace waqai::story {

struct ReportWord {
  uint64_t hash = 0;   // of the skeleton
  uint32_t begin = 0;  // folded letters: ReportText::letters [begin, end)
  uint32_t end = 0;
};

struct ReportSentence {
  uint64_t hash = 0;   // of its words in order
  uint32_t begin = 0;  // ReportText::words [begin, end)
  uint32_t end = 0;
};

struct Feature {
  uint64_t key = 0;
  uint32_t weight = 0;  // tenths of a bit
};

struct ReportText {
  std::string letters;
  std::vector<ReportWord> words;          // of the body; title and lines that are no part of the article left out
  std::vector<ReportSentence> sentences;  // with a word
  std::vector<uint64_t> runs;             // sorted, without repetition: sentences of four words and more, one run of five words in four
  std::vector<Feature> matter;            // sorted by key: stems of title, first sentences, and rare ones of the rest
  double matter_length = 0;               // square root of the sum of squared weights

  std::string_view folded(const ReportWord& word) const { return std::string_view(letters).substr(word.begin, word.end - word.begin); }
  bool is_number(const ReportWord& word) const { return has_digit(folded(word)); }
};

// Stems of three letters and more and numbers of two digits and more, with their weights, sorted by key, each once.
std::vector<Feature> words_of_sentence(std::string_view sentence, const WordWeights& weights);

// The weight of what both have over the weight of the lighter one: 0 to 1; 0 where one is empty.  Linear.
double shared_weight(const std::vector<Feature>& a, const std::vector<Feature>& b);

class ReportReader {
 public:
  // `weights` must outlive the reader.
  explicit ReportReader(const WordWeights& weights, text::Segmenter segmenter = text::Segmenter())
      : weights_(&weights), segmenter_(std::move(segmenter)) {}

  // Linear in the text.  A text without words gives a report without words, which links with nothing.
  // What is returned takes no more memory than it holds.
  // REQUIRES: valid UTF-8, title_bytes as text::Segmenter takes it
  ReportText read(std::string_view text, uint32_t title_bytes);

 private:
  void add_runs(ReportText& report) const;
  void add_matter(std::string_view text, ReportText& report) const;

  const WordWeights* weights_;
  text::Segmenter segmenter_;
  text::Segmentation segmentation_;
  ReportText report_;
};

}  // namespace waqai::story
