// SPDX-License-Identifier: Apache-2.0
#include "text/tokens.h"

#include <algorithm>
#include <cstddef>

#include "text/letters.h"

namespace waqai::text {
namespace {

constexpr size_t kMaxLocalPart = 64;  // of an e-mail address, RFC 5321

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_alnum(char32_t c) { return is_ascii_letter(c) || (c >= '0' && c <= '9'); }
bool is_bracket(char32_t c) {
  switch (c) {
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A:
    case 0x201C:
    case 0x201D:
    case 0xFD3E:
    case 0xFD3F:
      return true;
    default:
      return false;
  }
}
bool is_number_separator(char32_t c) { return c == '.' || c == ',' || c == kArabicComma || c == kArabicDecimal || c == kArabicThousands; }

// One digit run of a chain such as 1,500,000.50 and the separator before it.
struct Group {
  size_t begin = 0;
  size_t end = 0;
  char32_t separator = 0;
  size_t digits() const { return end - begin; }
};

// Whether the chain reads as one number: a decimal, or groups of three with an optional other decimal mark; else it is a date, a list, an address.
bool is_one_number(const std::vector<Group>& chain) {
  if (chain.size() == 2) {
    const char32_t mark = chain[1].separator;
    if (mark == '.' || mark == kArabicDecimal) return true;
    return chain[1].digits() <= 3;
  }
  if (chain.front().digits() > 3) return false;
  for (size_t i = 1; i < chain.size(); ++i) {
    const bool last = i + 1 == chain.size();
    const bool same = chain[i].separator == chain[1].separator;
    if (same ? chain[i].digits() != 3 : !last) return false;
  }
  return true;
}

class Scanner {
 public:
  Scanner(const std::vector<Glyph>& glyphs, std::vector<RawToken>& tokens) : glyphs_(glyphs), tokens_(tokens) {}

  void run() {
    while (at_ < glyphs_.size()) step();
  }

 private:
  GlyphClass kind(size_t i) const { return i < glyphs_.size() ? glyphs_[i].kind : GlyphClass::kSpace; }
  char32_t code(size_t i) const { return i < glyphs_.size() ? glyphs_[i].code : 0; }
  bool is_latin_or_digit(size_t i) const { return kind(i) == GlyphClass::kLatin || kind(i) == GlyphClass::kDigit; }

  // Ends the token that starts at at_.
  void emit(size_t end, TokenKind token_kind) {
    if (!gap_ && !tokens_.empty()) tokens_.back().space_after = false;
    tokens_.push_back({{glyphs_[at_].begin, glyphs_[end - 1].end}, token_kind, true});
    gap_ = false;
    at_ = end;
  }

  size_t skip(size_t i, GlyphClass one) const {
    while (kind(i) == one && i < glyphs_.size()) ++i;
    return i;
  }

  void step() {
    switch (kind(at_)) {
      case GlyphClass::kSpace:
        gap_ = true;
        ++at_;
        return;
      case GlyphClass::kArabic:
      case GlyphClass::kMark:
      case GlyphClass::kTatweelSign:
        return arabic();
      case GlyphClass::kDigit:
        return number();
      case GlyphClass::kLatin:
        return latin();
      case GlyphClass::kOtherLetter:
        return other_letters();
      case GlyphClass::kPunctuation:
        return punctuation();
      case GlyphClass::kSymbol:
        return symbol();
    }
  }

  void arabic() {
    size_t end = at_;
    bool letters = false;
    bool tatweel = false;
    while (kind(end) == GlyphClass::kArabic || kind(end) == GlyphClass::kMark || kind(end) == GlyphClass::kTatweelSign) {
      letters = letters || kind(end) == GlyphClass::kArabic;
      tatweel = tatweel || kind(end) == GlyphClass::kTatweelSign;
      ++end;
    }
    emit(end, letters ? TokenKind::kWord : tatweel ? TokenKind::kPunctuation : TokenKind::kOther);
  }

  void other_letters() {
    size_t end = at_;
    while (kind(end) == GlyphClass::kOtherLetter || (end > at_ && kind(end) == GlyphClass::kMark)) ++end;
    emit(end, TokenKind::kOther);
  }

  void number() {
    chain_.clear();
    chain_.push_back({at_, skip(at_, GlyphClass::kDigit), 0});
    while (is_number_separator(code(chain_.back().end)) && kind(chain_.back().end + 1) == GlyphClass::kDigit) {
      const size_t mark = chain_.back().end;
      chain_.push_back({mark + 1, skip(mark + 1, GlyphClass::kDigit), code(mark)});
    }
    if (chain_.size() > 1 && is_one_number(chain_)) return emit(skip(chain_.back().end, GlyphClass::kMark), TokenKind::kNumber);
    for (const Group& group : chain_) {
      if (group.separator != 0) emit(group.begin, TokenKind::kPunctuation);
      emit(group.end == chain_.back().end ? skip(group.end, GlyphClass::kMark) : group.end, TokenKind::kNumber);
    }
  }

  // ---- Latin ----

  bool starts_with(std::string_view word) const {
    for (size_t i = 0; i < word.size(); ++i) {
      if ((code(at_ + i) | 0x20) != static_cast<char32_t>(word[i] | 0x20)) return false;
    }
    return true;
  }

  void latin() {
    const size_t mail = email_end();
    if (mail > at_) return emit(mail, TokenKind::kLatin);
    if (starts_with("http://") || starts_with("https://") || starts_with("www.")) return emit(url_end(at_), TokenKind::kLatin);
    size_t end = latin_end(at_ + 1, false);
    if (code(end) == '/' && has_dot(at_, end) && is_latin_or_digit(end + 1)) end = url_end(end);
    if (code(end) == '.' && is_initials(at_, end)) ++end;
    emit(end, TokenKind::kLatin);
  }

  bool has_dot(size_t begin, size_t end) const {
    return std::any_of(glyphs_.begin() + static_cast<ptrdiff_t>(begin), glyphs_.begin() + static_cast<ptrdiff_t>(end),
                       [](const Glyph& g) { return g.code == '.'; });
  }

  size_t latin_end(size_t end, bool handle) const {
    while (end < glyphs_.size()) {
      if (is_latin_or_digit(end) || kind(end) == GlyphClass::kMark || (handle && code(end) == '_')) {
        ++end;
        continue;
      }
      const char32_t c = code(end);
      const bool joins = c == '-' || c == '\'' || c == 0x2019 || c == '.' || c == '&';
      if (!joins || handle || !is_latin_or_digit(end + 1)) break;
      ++end;
    }
    return end;
  }

  // U.S: single letters with dots between them.
  bool is_initials(size_t begin, size_t end) const {
    if (end - begin < 3 || (end - begin) % 2 == 0) return false;
    for (size_t i = begin; i < end; ++i) {
      if ((i - begin) % 2 == 0 ? !is_ascii_letter(code(i)) : code(i) != '.') return false;
    }
    return true;
  }

  // End of the address that starts at at_; at_ where none does.
  size_t email_end() const {
    size_t i = at_;
    const auto local = [](char32_t c) { return is_ascii_alnum(c) || c == '.' || c == '_' || c == '+' || c == '-' || c == '%'; };
    while (local(code(i)) && i - at_ < kMaxLocalPart) ++i;
    if (code(i) != '@' || !is_ascii_alnum(code(i + 1))) return at_;
    ++i;
    bool dot = false;
    while (is_ascii_alnum(code(i)) || ((code(i) == '.' || code(i) == '-') && is_ascii_alnum(code(i + 1)))) {
      dot = dot || code(i) == '.';
      ++i;
    }
    return dot ? i : at_;
  }

  bool ends_url(size_t i) const {
    const char32_t c = code(i);
    if (kind(i) == GlyphClass::kSpace || is_bracket(c) || c == '"' || c == '<' || c == '>' || c == kArabicComma || c == kArabicSemicolon) return true;
    // Arabic goes on only inside a path: after a slash, dash or another Arabic letter, not glued to a Latin one.
    return kind(i) == GlyphClass::kArabic && is_ascii_alnum(code(i - 1));
  }

  size_t url_end(size_t begin) const {
    size_t end = begin + 1;
    while (!ends_url(end)) ++end;
    const auto trailing = [](char32_t c) {
      return c == '.' || c == ',' || c == ':' || c == ';' || c == '!' || c == '?' || c == '\'' || c == kArabicQuestion;
    };
    while (end > begin + 1 && trailing(code(end - 1))) --end;
    return end;
  }

  // ---- the rest ----

  void punctuation() {
    size_t end = at_ + 1;
    if (!is_bracket(code(at_))) {
      while (code(end) == code(at_)) ++end;
    }
    emit(end, TokenKind::kPunctuation);
  }

  void symbol() {
    if (code(at_) == '@' && is_ascii_alnum(code(at_ + 1))) return emit(latin_end(at_ + 2, true), TokenKind::kLatin);
    const auto emoji = [](char32_t c) { return c >= 0x1F000; };
    size_t end = at_ + 1;
    while (kind(end) == GlyphClass::kSymbol && (code(end) == code(at_) || (emoji(code(at_)) && emoji(code(end))))) ++end;
    emit(skip(end, GlyphClass::kMark), TokenKind::kSymbol);
  }

  const std::vector<Glyph>& glyphs_;
  std::vector<RawToken>& tokens_;
  std::vector<Group> chain_;
  size_t at_ = 0;
  bool gap_ = true;  // white space, or nothing, before at_
};

}  // namespace

void tokenize(const std::vector<Glyph>& glyphs, std::vector<RawToken>& tokens) { Scanner(glyphs, tokens).run(); }

}  // namespace waqai::text
