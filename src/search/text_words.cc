// SPDX-License-Identifier: Apache-2.0
#include "search/text_words.h"

#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::search {
namespace {

enum class Part { kBetween, kInside, kLetter };  // kInside: belongs to a word that has begun, begins none

struct Between {
  char32_t first, last;
};
// Punctuation, symbols and spaces beyond ASCII.
constexpr Between kBetween[] = {{0x80, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},     {0xBB, 0xBF},     {0xD7, 0xD7},
                                {0xF7, 0xF7},     {0x0600, 0x060F}, {0x061B, 0x061F}, {0x066A, 0x066D}, {0x06D4, 0x06D4},
                                {0x1680, 0x1680}, {0x2000, 0x206F}, {0x20A0, 0x20CF}, {0x2190, 0x2BFF}, {0x2E00, 0x2E7F},
                                {0x3000, 0x303F}, {0xFD3E, 0xFD3F}, {0xFE10, 0xFE6F}, {0xFF00, 0xFF0F}, {0xFFF0, 0x1FFFF}};

Part part_of(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? Part::kLetter : Part::kBetween;
  if (text::is_arabic_letter(c) || text::digit_value(c) >= 0) return Part::kLetter;
  if (text::is_mark(c) || text::is_ignorable(c)) return Part::kInside;
  for (const Between& block : kBetween) {
    if (c >= block.first && c <= block.last) return Part::kBetween;
  }
  return Part::kLetter;
}

}  // namespace

std::vector<TextWord> words_of(std::string_view text) {
  std::vector<TextWord> words;
  uint32_t position = 0;
  bool open = false;
  for (size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    const Part part = part_of(next.code);
    if (part == Part::kLetter && !open) {
      words.push_back({{static_cast<uint32_t>(at), 0}, position++});
      open = true;
    } else if (part == Part::kBetween) {
      open = false;
      if (next.code == '\n' && !words.empty()) ++position;
    }
    at += next.size;
    if (open) words.back().span.end = static_cast<uint32_t>(at);
  }
  return words;
}

}  // namespace waqai::search
