// SPDX-License-Identifier: Apache-2.0
//
// The text stage: paragraphs, sentences and tokens of an article, as spans into its text.  Nothing is changed or left out: the surface of a
// token is the slice of the text at its span.  What a token is: tokens.h; where sentences end: breaks.h.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/glyphs.h"
#include "text/phrases.h"
#include "text/tokens.h"
#include "waqai/types/span.h"

namespace waqai::text {

// Values in step with annot::SentenceKind.  kTeaser: a line that is no part of the article (PhraseBook::is_furniture), or a bare headline of another
// article between two paragraphs that end with a full stop.
enum class SentenceKind : uint8_t { kTitle, kBody, kTeaser };

struct RawSentence {
  Span span;  // first to last token
  SentenceKind kind = SentenceKind::kBody;
  uint32_t paragraph = 0;    // lines with a token, counted from 0; the title is 0 where there is one
  Span dateline;             // at the start of the first body paragraph; empty if none
  uint32_t first_token = 0;  // tokens [first_token, end_token)
  uint32_t end_token = 0;
};

// What segment() fills.  Reuse one for many articles: memory is kept.
struct Segmentation {
  std::vector<RawSentence> sentences;  // in order, without overlap
  std::vector<RawToken> tokens;

  // Scratch of segment().
  std::vector<Glyph> glyphs;
  std::vector<uint32_t> ends;
};

// Immutable, safe for concurrent use with one Segmentation a thread.
class Segmenter {
 public:
  explicit Segmenter(PhraseBook book = PhraseBook()) : book_(std::move(book)) {}

  // Overwrites `out`.  `title_end`: bytes of the title at the start of `text`, 0 without one.  Text without a visible character gives nothing.
  // Time is linear in the text, scratch about 8 bytes a byte of the longest line.
  // REQUIRES: valid UTF-8, title_end <= text.size() < 4 GiB
  void segment(std::string_view text, uint32_t title_end, Segmentation& out) const;

 private:
  PhraseBook book_;
};

}  // namespace waqai::text
