// SPDX-License-Identifier: Apache-2.0
//
// Apart: how much a paragraph has to do with the rest of its article.  Crawlers leave the leads of other articles between and behind the paragraphs;
// a paragraph that shares hardly a name or a word with the others, beside more of its kind, is likely one of them.
// After the lexical cohesion of Hearst, "TextTiling" (1997), with paragraphs for blocks and names told apart from other words.
// Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <vector>

#include "annot/document.h"

namespace waqai::events {

// Of one paragraph.
struct Cohesion {
  uint8_t whole = 0;  // eighths of its words' weight that stand in other paragraphs too: 0 to 8
  uint8_t lead = 0;   // the same of the title and the first two paragraphs of the body
  uint8_t names = 0;  // of its names, twice the number that stand elsewhere too, plus 1 where others do not; at most 5
  uint8_t run = 0;    // paragraphs of one sentence in a row, this one among them, that share less than three eighths; at most 4
};

class CohesionReader {
 public:
  // Fills `out`, a row a paragraph, title among them; all zero in a text of fewer than four paragraphs.  O(words).
  void read(const annot::Document& document, std::vector<Cohesion>& out);

 private:
  struct Seen {
    uint32_t word = 0, paragraph = 0;
    bool name = false;
    friend bool operator<(const Seen& a, const Seen& b) { return a.word != b.word ? a.word < b.word : a.paragraph < b.paragraph; }
  };
  struct Sum {
    uint32_t all = 0, whole = 0, lead = 0, names = 0, names_told = 0, sentences = 0;
  };
  void collect(const annot::Document& document);
  void weigh();

  std::vector<Seen> seen_;
  std::vector<Sum> sums_;
};

}  // namespace waqai::events
