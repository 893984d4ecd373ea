// SPDX-License-Identifier: Apache-2.0
#include "html/lines.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "html/phrases.h"
#include "text/glyphs.h"
#include "text/tokens.h"
#include "text/utf8.h"

namespace waqai::html {
namespace {

constexpr uint32_t kLongestLine = 400;  // characters: no such line is longer

// Letters and digits in lower case.
std::string bare(std::string_view line) {
  std::string out;
  for (size_t at = 0; at < line.size();) {
    const text::Decoded next = text::decode(line, at);
    at += next.size;
    const char32_t c = next.code;
    const bool ascii_sign = c < 0x80 && !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    const bool sign = ascii_sign || (c >= 0xA0 && c <= 0xBF) || (c >= 0x2000 && c <= 0x206F) || c == 0x060C || c == 0x061B || c == 0x061F;
    if (!sign) text::append_utf8(out, c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return out;
}

bool matches(const text::PhraseBook& book, std::string_view line, uint32_t chars) {
  if (chars > kLongestLine) return false;
  std::vector<text::Glyph> glyphs;
  text::read_glyphs(line, {0, static_cast<uint32_t>(line.size())}, glyphs);
  std::vector<text::RawToken> tokens;
  text::tokenize(glyphs, tokens);
  return book.is_furniture(line, tokens);
}

}  // namespace

bool opens_furniture(std::string_view line, uint32_t chars) {
  static const text::PhraseBook book(kLinePhrases);
  return matches(book, line, chars);
}

bool opens_section(std::string_view line, uint32_t chars) {
  static const text::PhraseBook book(std::span<const text::Phrase>(kLinePhrases).first(kSectionPhrases));
  return matches(book, line, chars);
}

bool opens_comments(std::string_view line, uint32_t chars) {
  static const text::PhraseBook book(std::span<const text::Phrase>(kLinePhrases).first(kCommentPhrases));
  return matches(book, line, chars);
}

bool same_line(std::string_view a, std::string_view b) {
  const size_t shorter = std::min(a.size(), b.size());
  if (shorter == 0 || std::max(a.size(), b.size()) > 2 * shorter + 16) return false;
  const std::string x = bare(a);
  return !x.empty() && x == bare(b);
}

}  // namespace waqai::html
