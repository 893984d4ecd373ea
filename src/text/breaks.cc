// SPDX-License-Identifier: Apache-2.0
#include "text/breaks.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::text {
namespace {

constexpr uint32_t kNoPartner = 0xffffffff;
constexpr uint32_t kClauseTokens = 8;      // before dots of omission that can end a sentence
constexpr uint32_t kShortNameLetters = 3;  // b.b.c written in Arabic letters, with dots and no space
constexpr uint32_t kQuotedClause = 5;      // tokens that a sentence inside a short quotation has at least
constexpr uint32_t kPhraseTokens = 12;     // a question or exclamation quoted in so few tokens goes on after its closing mark

class Breaker {
 public:
  Breaker(std::string_view text, std::span<const RawToken> tokens, const PhraseBook& book) : text_(text), tokens_(tokens), book_(book) {
    codes_.reserve(tokens.size());
    for (const RawToken& token : tokens) codes_.push_back(visible_mark(token) ? decode(text, token.span.begin).code : 0);
  }

  void run(std::vector<uint32_t>& ends) {
    pair_up();
    const auto size = static_cast<uint32_t>(tokens_.size());
    uint32_t begin = 0;
    for (uint32_t i = 0; i < size; ++i) {
      if (!is_ender(i)) continue;
      const uint32_t end = with_closers(i + 1);
      if (end == size || ends_here(begin, i, end)) {
        cut(begin, end, ends);
        begin = end;
      }
      i = end - 1;
    }
    if (begin < size) cut(begin, size, ends);
  }

  // Adds the sentence [begin, end), in pieces where it is too long: at the last comma or conjunction of the second half.
  void cut(uint32_t begin, uint32_t end, std::vector<uint32_t>& ends) const {
    while (end - begin > kMaxSentenceTokens) {
      uint32_t at = begin + kMaxSentenceTokens;
      for (uint32_t i = at; i > begin + kMaxSentenceTokens / 2; --i) {
        const char32_t before = codes_[i - 1];
        if (before != kArabicComma && before != ',' && before != kArabicSemicolon && before != ';' && !opens_with_waw(i)) continue;
        at = i;
        break;
      }
      ends.push_back(at);
      begin = at;
    }
    ends.push_back(end);
  }

 private:
  static bool visible_mark(const RawToken& token) { return token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol; }
  char32_t code(uint32_t i) const { return i < codes_.size() ? codes_[i] : 0; }
  bool is(uint32_t i, TokenKind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }
  std::string_view surface(uint32_t i) const { return tokens_[i].span.of(text_); }
  bool glued(uint32_t i) const { return i < tokens_.size() && !tokens_[i].space_after; }  // to the next token

  bool is_ender(uint32_t i) const {
    switch (code(i)) {
      case '.':
      case '!':
      case '?':
      case kArabicQuestion:
      case 0x2026:
      case 0x06D4:
      case 0x203C:
      case 0x2047:
      case 0x2048:
      case 0x2049:
        return true;
      default:
        return false;
    }
  }
  bool is_ellipsis(uint32_t i) const {
    return code(i) == 0x2026 || (code(i) == '.' && i + 1 <= tokens_.size() && tokens_[i].kind == TokenKind::kPunctuation && count_dots(i) > 1);
  }
  size_t count_dots(uint32_t i) const {
    const std::string_view dots = surface(i);
    return static_cast<size_t>(std::count(dots.begin(), dots.end(), '.'));
  }

  // Letters of the word at i, at most kShortNameLetters + 1.
  size_t letters(uint32_t i) const {
    if (!is(i, TokenKind::kWord)) return 0;
    const std::string_view word = surface(i);
    size_t count = 0;
    for (size_t at = 0; at < word.size() && count <= kShortNameLetters;) {
      const Decoded next = decode(word, at);
      count += plain_letters(next.code).size;
      at += next.size;
    }
    return count;
  }
  bool opens_with_waw(uint32_t i) const {
    return is(i, TokenKind::kWord) && letters(i) > kShortNameLetters && plain_letters(decode(text_, tokens_[i].span.begin).code).code[0] == kWaw;
  }

  // ---- quotations and brackets ----

  static char32_t opener_of(char32_t closer) {
    switch (closer) {
      case ')':
        return '(';
      case ']':
        return '[';
      case '}':
        return '{';
      case 0xBB:
        return 0xAB;
      case 0x201D:
        return 0x201C;
      case 0x203A:
        return 0x2039;
      case 0xFD3F:
        return 0xFD3E;
      default:
        return 0;
    }
  }
  static bool is_opener(char32_t c) { return c == '(' || c == '[' || c == '{' || c == 0xAB || c == 0x201C || c == 0x2039 || c == 0xFD3E; }

  void pair(uint32_t open, uint32_t close) {
    partner_[open] = close;
    partner_[close] = open;
  }

  // A straight quote opens after white space and closes before it; where both or none hold it takes its turn.
  void straight(uint32_t i, uint32_t& open) {
    const bool free_before = i == 0 || !glued(i - 1) || is_opener(code(i - 1)) || code(i - 1) == ':';
    const bool free_after = !glued(i);
    if (open != kNoPartner && !(free_before && !free_after)) {
      pair(open, i);
      open = kNoPartner;
    } else if (open != kNoPartner || !(free_after && !free_before)) {
      open = i;
    }
  }

  void pair_up() {
    const auto size = static_cast<uint32_t>(tokens_.size());
    partner_.assign(size, kNoPartner);
    std::vector<uint32_t> open;
    uint32_t straight_open = kNoPartner;
    for (uint32_t i = 0; i < size; ++i) {
      if (code(i) == '"') straight(i, straight_open);
      if (is_opener(code(i))) open.push_back(i);
      const char32_t opener = opener_of(code(i));
      if (opener == 0) continue;
      // An opener of another kind on top stays unpaired; the last few are looked at, so that cost stays linear.
      for (size_t back = 1; back <= std::min<size_t>(4, open.size()); ++back) {
        if (code(open[open.size() - back]) != opener) continue;
        open.resize(open.size() - back + 1);
        pair(open.back(), i);
        open.pop_back();
        break;
      }
    }
    protect();
  }

  void protect() {
    const auto size = static_cast<uint32_t>(tokens_.size());
    std::vector<uint32_t> open;
    protected_.assign(size, false);
    around_.assign(size, kNoPartner);
    for (uint32_t i = 0; i < size; ++i) {
      while (!open.empty() && partner_[open.back()] <= i) open.pop_back();
      const bool opens = partner_[i] != kNoPartner && partner_[i] > i && partner_[i] - i <= kShortQuoteTokens;
      if (opens) open.push_back(i);
      protected_[i] = !open.empty();
      if (open.size() == 1) around_[i] = open.back();
    }
  }

  bool is_closer(uint32_t i) const { return i < tokens_.size() && partner_[i] != kNoPartner && partner_[i] < i; }

  // The index after the enders and closing marks that follow at `i`.
  uint32_t with_closers(uint32_t i) const {
    while (i < tokens_.size() && (is_closer(i) || is_ender(i))) ++i;
    return i;
  }

  // ---- the decision ----

  // A full stop deep inside a quotation: its clauses on both sides are long enough to stand alone.  (A glued one is a slip or a name.)
  bool splits_quotation(uint32_t i) const {
    const uint32_t open = around_[i];
    return code(i) == '.' && !is_ellipsis(i) && open != kNoPartner && opener_of(code(partner_[open])) != '(' && !glued(i) &&
           i - open > kQuotedClause && partner_[open] - i > kQuotedClause;
  }

  bool goes_on(uint32_t next) const {
    switch (code(next)) {
      case kArabicComma:
      case ',':
      case kArabicSemicolon:
      case ';':
      case ':':
      case ')':
      case ']':
      case 0xBB:
        return true;
      default:
        return false;
    }
  }

  // Whether the sentence that starts at `begin` ends with the mark at `i` and what closes with it, before `end`.  REQUIRES: end < size
  bool ends_here(uint32_t begin, uint32_t i, uint32_t end) const {
    if (goes_on(end) || i == begin || (protected_[end - 1] && !(end == i + 1 && splits_quotation(i)))) return false;
    const bool closed = end > i + 1 && is_closer(end - 1);
    if (closed && opener_of(code(end - 1)) == '(' && partner_[end - 1] != begin) return false;  // a remark in brackets
    if (is_ellipsis(i)) return ellipsis_ends(begin, i, end);
    if (code(i) == '.') return end > i + 1 || dot_ends(begin, i);
    return !closed || end - 1 - partner_[end - 1] > kPhraseTokens;
  }

  bool ellipsis_ends(uint32_t begin, uint32_t i, uint32_t end) const { return i - begin >= kClauseTokens && opens_with_waw(end); }

  bool dot_ends(uint32_t begin, uint32_t i) const {
    const uint32_t before = i - 1;
    const uint32_t after = i + 1;
    if (is(before, TokenKind::kNumber) && before == begin) return false;  // "1." of a list
    if ((is(before, TokenKind::kLatin) && surface(before).size() == 1) || book_.lists(PhraseUse::kAbbreviation, surface(before))) return false;
    if (letters(before) == 1 && !letter_ends(begin, i)) return false;
    if (!glued(i)) return !in_spelled_name(begin, i);
    if (is(after, TokenKind::kWord)) {
      const bool name = !is(before, TokenKind::kNumber) && book_.lists(PhraseUse::kSiteSuffix, surface(after));
      const bool initials = is(before, TokenKind::kWord) && letters(before) <= kShortNameLetters && letters(after) <= kShortNameLetters;
      return !name && !initials;
    }
    const bool latin_after = is(after, TokenKind::kLatin) || is(after, TokenKind::kNumber);
    const bool latin_before = is(before, TokenKind::kLatin) || is(before, TokenKind::kNumber);
    if (is(after, TokenKind::kLatin) && book_.lists(PhraseUse::kSiteSuffix, surface(after))) return false;
    return !(latin_after && latin_before);
  }

  // "c. n. n." in Arabic letters: short words with a dot each.
  bool in_spelled_name(uint32_t begin, uint32_t i) const {
    const auto short_word = [this](uint32_t k) { return is(k, TokenKind::kWord) && letters(k) <= kShortNameLetters; };
    if (!short_word(i - 1) || !glued(i - 1)) return false;
    const bool before = i >= begin + 4 && code(i - 2) == '.' && glued(i - 3) && short_word(i - 3);
    const bool after = short_word(i + 1) && glued(i + 1) && code(i + 2) == '.' && i + 3 < tokens_.size();
    return before || after;
  }

  // A single letter before the dot: an abbreviation or initial, except as the era after a year and at the end of an agency's spaced letters.
  bool letter_ends(uint32_t begin, uint32_t i) const {
    const uint32_t letter = i - 1;
    if (letter == begin || glued(i)) return false;
    return is(letter - 1, TokenKind::kNumber) || (letters(letter - 1) == 1 && !glued(letter - 1));
  }

  std::string_view text_;
  std::span<const RawToken> tokens_;
  const PhraseBook& book_;
  std::vector<char32_t> codes_;    // of punctuation and symbols; 0 for other tokens
  std::vector<uint32_t> partner_;  // of each quote or bracket
  std::vector<bool> protected_;    // inside a short quotation or bracket
  std::vector<uint32_t> around_;   // its opening mark, where there is just one
};

}  // namespace

void find_breaks(std::string_view text, std::span<const RawToken> tokens, const PhraseBook& book, bool whole, std::vector<uint32_t>& ends) {
  ends.clear();
  if (tokens.empty()) return;
  Breaker breaker(text, tokens, book);
  if (whole) return breaker.cut(0, static_cast<uint32_t>(tokens.size()), ends);
  breaker.run(ends);
}

}  // namespace waqai::text
