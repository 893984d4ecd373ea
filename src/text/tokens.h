// SPDX-License-Identifier: Apache-2.0
//
// Tokens of one line.  A token never spans white space, and every visible byte of the line lies in exactly one token; ignorable characters lie in
// one only where they stand between its first and last glyph, so that inserting them changes no token's key.
//   words        a run of Arabic letters with their marks and tatweel: "the"-tatweel|50 and 50|persons split at the digits
//   numbers      with decimal and thousands separators: 3,7 1.5 1,500,000; ranges, dates and times split: 10 - 12, 12 . 5 . 2015, 10 : 30
//   latin        words, F-16, U.S., URLs, e-mail addresses, @handles
//   punctuation  one mark each, runs of one mark together (..., !!, --) except brackets and guillemets; a free-standing tatweel is a dash
//   symbols      %, #, currencies, emoji (a run of them is one)
// Hashtags fall apart at # and _.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/glyphs.h"
#include "waqai/types/span.h"

namespace waqai::text {

// Values in step with annot::TokenKind.
enum class TokenKind : uint8_t { kWord, kNumber, kPunctuation, kLatin, kSymbol, kOther };

struct RawToken {
  Span span;
  TokenKind kind = TokenKind::kWord;
  bool space_after = true;  // false where the next token of the line follows without white space

  friend bool operator==(const RawToken&, const RawToken&) = default;
};

// Appends the tokens of one line given as glyphs.  Linear in the glyphs.
void tokenize(const std::vector<Glyph>& glyphs, std::vector<RawToken>& tokens);

}  // namespace waqai::text
