// SPDX-License-Identifier: Apache-2.0
#include "search/query.h"

#include "base/error_codes.h"
#include "search/text_words.h"
#include "text/utf8.h"

namespace waqai::search {
namespace {

bool is_space(char32_t c) { return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000; }
// Straight, curly and angular ones.
bool is_quote(char32_t c) { return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F); }

struct Piece {
  std::string text;
  bool quoted = false;
  bool minus = false;
};

// The query in pieces: what stands between spaces or quotes.
std::vector<Piece> pieces_of(std::string_view typed) {
  std::vector<Piece> pieces;
  Piece piece;
  bool inside = false;
  const auto end_piece = [&] {
    if (!piece.text.empty()) pieces.push_back(piece);
    piece = {};
  };
  for (size_t at = 0; at < typed.size();) {
    const text::Decoded next = text::decode(typed, at);
    const std::string_view bytes = typed.substr(at, next.size);
    at += next.size;
    if (is_quote(next.code)) {
      const bool minus = !inside && piece.text.empty() && piece.minus;
      end_piece();
      inside = !inside;
      piece.quoted = inside;
      piece.minus = inside && minus;
    } else if (!inside && is_space(next.code)) {
      end_piece();
    } else if (!inside && piece.text.empty() && (next.code == '-' || next.code == 0x2212)) {
      piece.minus = true;
    } else {
      piece.text += bytes;
    }
  }
  end_piece();
  return pieces;
}

QueryWord word_of(const Piece& piece) {
  QueryWord word;
  word.text = piece.text;
  const size_t words = words_of(word.text).size();
  const bool star = !piece.quoted && word.text.back() == '*';
  if (star) word.text.pop_back();
  // What the index takes for several words, as a date or a name with a hyphen, stands there one behind the other.
  if (words > 1 || piece.quoted) word.kind = QueryWord::Kind::kPhrase;
  else if (star) word.kind = QueryWord::Kind::kPrefix;
  return word;
}

}  // namespace

Result<Query> parse_query(std::string_view typed) {
  Query query;
  bool or_before = false;
  for (const Piece& piece : pieces_of(typed)) {
    if (!piece.quoted && !piece.minus && (piece.text == "OR" || piece.text == "|")) {
      or_before = !query.all.empty();
      continue;
    }
    if (!piece.quoted && !piece.minus && piece.text == "AND") continue;
    if (words_of(piece.text).empty()) continue;  // punctuation alone
    if (piece.minus) query.none.push_back(word_of(piece));
    else if (or_before) query.all.back().push_back(word_of(piece));
    else query.all.push_back({word_of(piece)});
    or_before = false;
  }
  if (!query.all.empty()) return query;
  const bool excludes = !query.none.empty();
  return Status::error(base::kBadValue, ErrorKind::kUsage, excludes ? "the query only excludes words" : "the query holds no word")
      .hint("name a word that articles must hold; \"...\" finds a phrase, a OR b either of two, -word leaves out, begin* what begins so");
}

}  // namespace waqai::search
