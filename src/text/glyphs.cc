// SPDX-License-Identifier: Apache-2.0
#include "text/glyphs.h"

#include <algorithm>
#include <iterator>

#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::text {
namespace {

struct ClassRange {
  char32_t first;
  char32_t last;
  GlyphClass kind;
};

// What lies above ASCII and outside the Arabic blocks, ascending.  Gaps are kOtherLetter.
constexpr ClassRange kRanges[] = {
    {0x0080, 0x00A0, GlyphClass::kSpace},       {0x00A1, 0x00A1, GlyphClass::kPunctuation}, {0x00A2, 0x00A6, GlyphClass::kSymbol},
    {0x00A7, 0x00A7, GlyphClass::kPunctuation}, {0x00A8, 0x00A9, GlyphClass::kSymbol},      {0x00AA, 0x00AA, GlyphClass::kLatin},
    {0x00AB, 0x00AB, GlyphClass::kPunctuation}, {0x00AC, 0x00B4, GlyphClass::kSymbol},      {0x00B5, 0x00B5, GlyphClass::kLatin},
    {0x00B6, 0x00B7, GlyphClass::kPunctuation}, {0x00B8, 0x00B9, GlyphClass::kSymbol},      {0x00BA, 0x00BA, GlyphClass::kLatin},
    {0x00BB, 0x00BB, GlyphClass::kPunctuation}, {0x00BC, 0x00BE, GlyphClass::kSymbol},      {0x00BF, 0x00BF, GlyphClass::kPunctuation},
    {0x00C0, 0x00D6, GlyphClass::kLatin},       {0x00D7, 0x00D7, GlyphClass::kSymbol},      {0x00D8, 0x00F6, GlyphClass::kLatin},
    {0x00F7, 0x00F7, GlyphClass::kSymbol},      {0x00F8, 0x02AF, GlyphClass::kLatin},       {0x02B0, 0x02FF, GlyphClass::kSymbol},
    {0x0300, 0x036F, GlyphClass::kMark},        {0x0483, 0x0489, GlyphClass::kMark},        {0x0591, 0x05BD, GlyphClass::kMark},
    {0x05BE, 0x05BE, GlyphClass::kPunctuation}, {0x05BF, 0x05C7, GlyphClass::kMark},        {0x1680, 0x1680, GlyphClass::kSpace},
    {0x1AB0, 0x1AFF, GlyphClass::kMark},        {0x1DC0, 0x1DFF, GlyphClass::kMark},        {0x1E00, 0x1EFF, GlyphClass::kLatin},
    {0x2000, 0x200A, GlyphClass::kSpace},       {0x2010, 0x2027, GlyphClass::kPunctuation}, {0x2028, 0x2029, GlyphClass::kSpace},
    {0x202F, 0x202F, GlyphClass::kSpace},       {0x2030, 0x2031, GlyphClass::kSymbol},      {0x2032, 0x205E, GlyphClass::kPunctuation},
    {0x205F, 0x205F, GlyphClass::kSpace},       {0x2070, 0x20CF, GlyphClass::kSymbol},      {0x20D0, 0x20FF, GlyphClass::kMark},
    {0x2100, 0x2BFF, GlyphClass::kSymbol},      {0x2C60, 0x2C7F, GlyphClass::kLatin},       {0x2E00, 0x2E7F, GlyphClass::kPunctuation},
    {0x3000, 0x3000, GlyphClass::kSpace},       {0x3001, 0x3003, GlyphClass::kPunctuation}, {0x3008, 0x3011, GlyphClass::kPunctuation},
    {0xE000, 0xF8FF, GlyphClass::kSymbol},      {0xFE10, 0xFE1F, GlyphClass::kPunctuation}, {0xFE20, 0xFE2F, GlyphClass::kMark},
    {0xFE30, 0xFE6B, GlyphClass::kPunctuation}, {0xFF01, 0xFF0F, GlyphClass::kPunctuation}, {0xFF10, 0xFF19, GlyphClass::kOtherLetter},
    {0xFF1A, 0xFF20, GlyphClass::kPunctuation}, {0xFFE0, 0xFFFF, GlyphClass::kSymbol},      {0x1F000, 0x1FAFF, GlyphClass::kSymbol},
    {0xE0000, 0x10FFFF, GlyphClass::kSymbol},
};

GlyphClass ascii_class(char32_t code) {
  if (code <= 0x20 || code == 0x7F) return GlyphClass::kSpace;
  if (code >= '0' && code <= '9') return GlyphClass::kDigit;
  const char32_t lower = code | 0x20;
  if (lower >= 'a' && lower <= 'z') return GlyphClass::kLatin;
  switch (code) {
    case '#':
    case '$':
    case '%':
    case '+':
    case '<':
    case '=':
    case '>':
    case '@':
    case '^':
    case '`':
    case '|':
    case '~':
      return GlyphClass::kSymbol;
    default:
      return GlyphClass::kPunctuation;
  }
}

// U+0600..U+06FF, U+0750..U+077F, U+08A0..U+08FF, and the presentation blocks.
GlyphClass arabic_class(char32_t code) {
  if (code == kTatweel) return GlyphClass::kTatweelSign;
  if (is_mark(code) || (code >= 0x08CA && code <= 0x08FF) || (code >= 0xFE70 && code <= 0xFE7F)) return GlyphClass::kMark;
  if (digit_value(code) >= 0) return GlyphClass::kDigit;
  if (code == 0xFD3E || code == 0xFD3F) return GlyphClass::kPunctuation;  // ornate brackets
  if (is_arabic_letter(code) || (code >= 0x08A0 && code <= 0x08C9)) return GlyphClass::kArabic;
  switch (code) {
    case kArabicComma:
    case 0x060D:
    case kArabicSemicolon:
    case 0x061E:
    case kArabicQuestion:
    case kArabicDecimal:
    case kArabicThousands:
    case 0x066D:
    case 0x06D4:
      return GlyphClass::kPunctuation;
    default:
      return GlyphClass::kSymbol;
  }
}

bool in_arabic_block(char32_t code) {
  return (code >= 0x0600 && code <= 0x06FF) || (code >= 0x0750 && code <= 0x077F) || (code >= 0x08A0 && code <= 0x08FF) ||
         (code >= 0xFB50 && code <= 0xFDFF) || (code >= 0xFE70 && code <= 0xFEFC);
}

}  // namespace

GlyphClass glyph_class(char32_t code) {
  if (code < 0x80) return ascii_class(code);
  if (in_arabic_block(code)) return arabic_class(code);
  const auto* range = std::lower_bound(std::begin(kRanges), std::end(kRanges), code, [](const ClassRange& r, char32_t c) { return r.last < c; });
  if (range != std::end(kRanges) && range->first <= code) return range->kind;
  return GlyphClass::kOtherLetter;
}

void read_glyphs(std::string_view text, Span range, std::vector<Glyph>& glyphs) {
  glyphs.clear();
  for (uint32_t at = range.begin; at < range.end;) {
    const Decoded next = decode(text, at);
    if (!is_ignorable(next.code)) glyphs.push_back({next.code, at, at + next.size, glyph_class(next.code)});
    at += next.size;
  }
}

}  // namespace waqai::text
