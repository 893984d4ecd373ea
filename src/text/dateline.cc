// SPDX-License-Identifier: Apache-2.0
#include "text/dateline.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::text {
namespace {

constexpr size_t kMaxPart = 6;  // tokens of a place or an author between two separators
constexpr size_t kMaxParts = 4;
constexpr size_t kMaxPlace = 3;    // tokens of a place that no agency follows
constexpr size_t kLookahead = 40;  // tokens in which a second dash makes the first a parenthesis

class Dateline {
 public:
  Dateline(std::string_view text, std::span<const RawToken> tokens, const PhraseBook& book) : text_(text), tokens_(tokens), book_(book) {}

  size_t find() const {
    const size_t named = with_agency();
    return named > 0 ? named : place_alone();
  }

 private:
  struct Part {
    size_t end = 0;  // where it starts if there is none
    bool agency = false;
    bool closed = false;  // in brackets or quotes
  };

  char32_t first(size_t i) const { return i < tokens_.size() ? decode(text_, tokens_[i].span.begin).code : 0; }
  bool is(size_t i, TokenKind kind) const { return i < tokens_.size() && tokens_[i].kind == kind; }
  bool is_dash(size_t i) const {
    const char32_t c = first(i);
    return is(i, TokenKind::kPunctuation) && (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == kTatweel);
  }
  bool is_colon(size_t i) const { return first(i) == ':'; }

  static char32_t closer_of(char32_t opener) {
    switch (opener) {
      case '(':
        return ')';
      case '[':
        return ']';
      case '{':
        return '}';
      case 0xAB:
        return 0xBB;
      case 0x201C:
        return 0x201D;
      case '"':
        return '"';
      default:
        return 0;
    }
  }

  bool is_acronym(const RawToken& token) const {
    const std::string_view letters = token.span.of(text_);
    return std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  // (AFP), quoted "Al-Hayat": an agency where the book knows it, where it is a Latin acronym in round brackets, or where a quoted name follows a
  // dash.
  Part closed_part(size_t begin) const {
    const char32_t closer = closer_of(first(begin));
    size_t end = begin + 1;
    while (end < tokens_.size() && end - begin <= kMaxPart + 1 && first(end) != closer) ++end;
    if (first(end) != closer || end == begin + 1) return {begin, false, false};
    const auto inner = tokens_.subspan(begin + 1, end - begin - 1);
    const size_t known = book_.agency(text_, inner);
    const bool latin = first(begin) == '(' && std::all_of(inner.begin(), inner.end(), [this](const RawToken& t) { return is_acronym(t); });
    const bool round = first(begin) == '(';
    const bool separated = begin == 0 || is_dash(begin - 1) || is_colon(begin - 1);
    const bool quoted = begin > 0 && is_dash(begin - 1) && inner.size() <= kMaxPlace;
    return {end + 1, (known > 0 && (round || separated)) || latin || (quoted && !round), true};
  }

  Part read_part(size_t begin) const {
    if (begin >= tokens_.size()) return {begin, false, false};
    if (closer_of(first(begin)) != 0) return closed_part(begin);
    const size_t known = book_.agency(text_, tokens_.subspan(begin, std::min(tokens_.size() - begin, 2 * kMaxPart)));
    if (known > 0) return {begin + known, true, false};
    size_t end = begin;
    while (end < tokens_.size() && (is(end, TokenKind::kWord) || is(end, TokenKind::kNumber) || is(end, TokenKind::kLatin) ||
                                    first(end) == kArabicComma || first(end) == ',' || first(end) == '/')) {
      ++end;
      if (end - begin > kMaxPart) return {begin, false, false};
    }
    return {end, false, false};
  }

  size_t with_agency() const {
    bool agency = false;
    bool after_colon = false;
    size_t good = 0;
    size_t at = 0;
    for (size_t parts = 1; parts <= kMaxParts; ++parts) {
      const Part part = read_part(at);
      if (part.end == at || (good > 0 && after_colon && !(part.closed && part.agency))) break;
      size_t after = part.end;
      while (is_dash(after) || is_colon(after)) ++after;
      const bool separated = after > part.end;
      agency = agency || part.agency;
      const bool at_end = after == tokens_.size();
      // A bare name counts only with a mark on its far side, or after a dash: "Reuters said" opens an ordinary sentence.
      const bool marked = separated || at_end || part.closed || (parts > 1 && !after_colon);
      if (agency && part.agency && marked) good = after;
      if (!part.agency && separated && good > 0 && !after_colon) good = after;
      after_colon = separated && is_colon(after - 1);
      if (!separated && closer_of(first(after)) == 0) break;
      at = after;
    }
    return good;
  }

  bool ends_in_yeh(size_t i) const {
    const std::string key = fold_key(tokens_[i].span.of(text_));
    const size_t last = key.empty() ? 0 : key.size() - 1;
    if (key.size() < 3) return false;
    return key[last] == key_byte(kYeh) || (key[last] == key_byte(kHeh) && key[last - 1] == key_byte(kYeh));
  }
  bool has_article(size_t i) const {
    const std::string key = fold_key(tokens_[i].span.of(text_));
    return key.size() > 3 && key[0] == key_byte(kAlef) && key[1] == key_byte(kLam);
  }

  size_t place_alone() const {
    size_t dash = 0;
    while (dash < kMaxPlace && (is(dash, TokenKind::kWord) || (dash > 0 && first(dash) == kArabicComma))) ++dash;
    if (dash == 0 || !is_dash(dash) || !tokens_[dash].space_after || dash + 3 > tokens_.size() || !is(dash + 1, TokenKind::kWord)) return 0;
    if ((has_article(dash - 1) && has_article(dash + 1)) || (ends_in_yeh(dash - 1) && ends_in_yeh(dash + 1))) return 0;
    const size_t limit = std::min(tokens_.size(), kLookahead);
    for (size_t i = dash + 1; i < limit; ++i) {
      if (is_dash(i)) return 0;
    }
    return dash + 1;
  }

  std::string_view text_;
  std::span<const RawToken> tokens_;
  const PhraseBook& book_;
};

}  // namespace

size_t dateline_tokens(std::string_view text, std::span<const RawToken> tokens, const PhraseBook& book) {
  return Dateline(text, tokens, book).find();
}

}  // namespace waqai::text
