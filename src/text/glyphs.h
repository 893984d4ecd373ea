// SPDX-License-Identifier: Apache-2.0
//
// Glyphs: the code points of a stretch of text with their class and place, ignorable characters left out.  What tokens are made from.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "waqai/types/span.h"

namespace waqai::text {

enum class GlyphClass : uint8_t {
  kSpace,
  kArabic,  // letters of the Arabic script
  kMark,    // vowels and other marks that sit on a letter of any script
  kTatweelSign,
  kDigit,
  kLatin,
  kOtherLetter,  // letters of other scripts
  kPunctuation,
  kSymbol  // currencies, mathematics, emoji, whatever else is visible
};

struct Glyph {
  char32_t code = 0;
  uint32_t begin = 0;  // bytes in the text
  uint32_t end = 0;
  GlyphClass kind = GlyphClass::kSpace;
};

// The class of a code point that is not ignorable (letters.h).  Controls and separators are kSpace.
GlyphClass glyph_class(char32_t code);

// A line break: LF, CR, vertical tab, form feed, NEL, U+2028, U+2029.
constexpr bool is_line_break(char32_t code) { return (code >= 0x0A && code <= 0x0D) || code == 0x85 || code == 0x2028 || code == 0x2029; }

// The glyphs of `range` of `text` into `glyphs`, overwriting it.  12 to 16 bytes a code point; linear.
void read_glyphs(std::string_view text, Span range, std::vector<Glyph>& glyphs);

}  // namespace waqai::text
