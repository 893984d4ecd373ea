// SPDX-License-Identifier: Apache-2.0
#include "entities/matcher.h"

#include "text/fold.h"

namespace waqai::entities {

using annot::Document;
using annot::Token;
using annot::TokenKind;
using annot::Word;

namespace {

bool joins(std::string_view mark) { return mark == "\"" || mark == "_" || mark == "#"; }

}  // namespace

const lexicon::Target* Match::first(lexicon::TargetKind kind) const {
  for (const lexicon::Target& target : targets) {
    if (target.kind == kind) return &target;
  }
  return nullptr;
}

bool Matcher::is_attached(uint32_t word) const { return doc_->words[word].enclitic && doc_->surface(doc_->words[word]) != "\xd8\xa9"; }

void Matcher::prepare(const Document& doc, const lexicon::ActorsView& actors) {
  doc_ = &doc;
  actors_ = &actors;
  keys_.resize(doc.words.size());
  for (size_t w = 0; w < doc.words.size(); ++w) {
    keys_[w] = text::fold_key(doc.words[w].form);
    if (w > 0 && doc.words[w].enclitic && !is_attached(static_cast<uint32_t>(w))) keys_[w - 1] += keys_[w];
  }
  token_keys_.resize(doc.tokens.size());
  token_ends_.resize(doc.tokens.size());
  for (size_t t = 0; t < doc.tokens.size(); ++t) {
    const Token& token = doc.tokens[t];
    uint32_t end = token.words.end;
    while (end > token.words.begin + 1 && is_attached(end - 1)) --end;
    token_ends_[t] = end;
    const bool whole = token.words.empty() || end == token.words.end;
    const Span span = whole ? token.span : Span{token.span.begin, doc.words[end - 1].span.end};
    token_keys_[t] = text::fold_key(doc.surface(span));
  }
}

bool Matcher::can_start(uint32_t word) const {
  const Word& w = doc_->words[word];
  return !w.proclitic && !w.enclitic && w.upos != annot::Upos::kPunct && doc_->tokens[w.token].kind != TokenKind::kPunctuation;
}

Match Matcher::sector(uint32_t word) const {
  Match match = longest(word, lexicon::kSectorPhrase, true);
  if (match) return match;
  // Inflected forms that the table does not list: the lemma, one word alone.
  const Word& w = doc_->words[word];
  if (w.lemma.empty() || (w.upos != annot::Upos::kNoun && w.upos != annot::Upos::kAdj)) return {};
  const auto* row = actors_->find(lexicon::extend_phrase(lexicon::kSectorPhrase, lexicon::without_article(text::fold_key(w.lemma))));
  if (row == nullptr || row->begin == row->end) return {};
  return {word + 1, row->hash, actors_->targets(*row)};
}

Match Matcher::longest(uint32_t word, uint64_t phrase, bool strip) const {
  static constexpr int kMaxWords = 12;
  const auto plain = [strip](std::string_view key) { return strip ? lexicon::without_article(key) : key; };
  Match best;
  const uint32_t first_token = doc_->words[word].token;
  phrase = lexicon::extend_phrase(phrase, plain(keys_[word]));
  // A word before the last of its token (never an ordinary noun) starts nothing that goes on.
  uint32_t end = token_ends_[first_token];
  if (word + 1 != end && !(word + 2 == end && doc_->words[word + 1].enclitic)) return {};
  for (uint32_t t = first_token, count = 1; count <= kMaxWords; ++count) {
    const auto* row = actors_->find(phrase);
    if (row == nullptr) break;
    if (row->begin != row->end) best = {end, phrase, actors_->targets(*row)};
    if (doc_->tokens[t].words.end != end) break;  // an attached pronoun closes the phrase
    // The next token, over quotation marks inside names and what joins the words of a hashtag.
    ++t;
    if (t + 1 < doc_->tokens.size() && doc_->tokens[t - 1].kind != TokenKind::kPunctuation && joins(doc_->surface(doc_->tokens[t]))) ++t;
    if (t >= doc_->tokens.size() || doc_->tokens[t].kind == TokenKind::kPunctuation || doc_->tokens[t].words.empty()) break;
    phrase = lexicon::extend_phrase(phrase, plain(token_keys_[t]));
    end = token_ends_[t];
  }
  return best;
}

}  // namespace waqai::entities
