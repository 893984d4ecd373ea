// SPDX-License-Identifier: Apache-2.0
#include "text/phrases.h"

#include <algorithm>

#include "text/fold.h"

namespace waqai::text {
namespace {

// The part of a token in a phrase's key; empty where it counts for nothing.
std::string phrase_part(std::string_view text, const RawToken& token) {
  const std::string_view surface = token.span.of(text);
  switch (token.kind) {
    case TokenKind::kNumber:
      return "#";
    case TokenKind::kPunctuation:
      return surface == ":" ? ":" : "";
    case TokenKind::kSymbol:
      return "";
    default:
      return fold_key(surface);
  }
}

}  // namespace

std::string phrase_key(std::string_view phrase) {
  std::vector<Glyph> glyphs;
  std::vector<RawToken> tokens;
  read_glyphs(phrase, {0, static_cast<uint32_t>(phrase.size())}, glyphs);
  tokenize(glyphs, tokens);
  std::string key;
  for (const RawToken& token : tokens) {
    const std::string part = phrase_part(phrase, token);
    if (!part.empty()) key += (key.empty() ? "" : " ") + part;
  }
  return key;
}

PhraseBook::PhraseBook(std::span<const Phrase> phrases) {
  for (const Phrase& phrase : phrases) {
    const std::string key = phrase_key(phrase.text);
    if (key.empty()) continue;
    uses_[static_cast<size_t>(phrase.use)][key] = phrase.max_tokens;
    longest_ = std::max(longest_, static_cast<size_t>(std::count(key.begin(), key.end(), ' ')) + 1);
  }
}

bool PhraseBook::is_furniture(std::string_view text, std::span<const RawToken> tokens) const {
  const auto& opens = uses_[static_cast<size_t>(PhraseUse::kOpens)];
  const auto& whole = uses_[static_cast<size_t>(PhraseUse::kWhole)];
  const auto is_word = [](const RawToken& t) { return t.kind != TokenKind::kPunctuation && t.kind != TokenKind::kSymbol; };
  std::string key;
  size_t words = 0;
  bool opened = false;
  uint32_t limit = 0;
  size_t used = 0;
  for (; used < tokens.size() && words <= longest_; ++used) {
    const std::string part = phrase_part(text, tokens[used]);
    if (part.empty()) continue;
    key += (words++ > 0 ? " " : "") + part;
    const auto found = opens.find(key);
    if (found == opens.end()) continue;
    if (found->second == 0) return true;
    opened = true;
    limit = std::max(limit, found->second);
  }
  if (opened && static_cast<size_t>(std::count_if(tokens.begin(), tokens.end(), is_word)) <= limit) return true;
  return used == tokens.size() && words > 0 && whole.contains(key);
}

size_t PhraseBook::agency(std::string_view text, std::span<const RawToken> tokens) const {
  const auto& names = uses_[static_cast<size_t>(PhraseUse::kAgency)];
  std::string key;
  size_t words = 0;
  size_t best = 0;
  for (size_t i = 0; i < tokens.size() && words < longest_; ++i) {
    const std::string part = phrase_part(text, tokens[i]);
    const bool dot = part.empty() && tokens[i].span.of(text) == ".";
    if (dot && i > 0) {
      if (best == i) best = i + 1;  // the dot after the last initial
      continue;
    }
    if (part.empty() || part == ":") break;
    key += (words++ > 0 ? " " : "") + part;
    if (names.contains(key)) best = i + 1;
  }
  return best;
}

bool PhraseBook::lists(PhraseUse use, std::string_view token) const {
  const auto& list = uses_[static_cast<size_t>(use)];
  return !list.empty() && list.contains(fold_key(token));
}

}  // namespace waqai::text
