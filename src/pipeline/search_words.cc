// SPDX-License-Identifier: Apache-2.0
#include "pipeline/search_words.h"

#include <algorithm>
#include <vector>

#include "search/article_words.h"
#include "search/text_words.h"
#include "text/fold.h"

namespace waqai::pipeline {
namespace {

// The words of one token; false where it has none that can stand alone.
bool add_token(const annot::Document& document, const annot::Token& token, uint32_t position, search::ArticleWordsWriter& writer) {
  bool added = false;
  bool guessed = false;
  for (uint32_t w = token.words.begin; w < token.words.end; ++w) {
    const annot::Word& word = document.words[w];
    if (word.proclitic || word.enclitic) continue;
    const std::string form = text::fold_key(word.form);
    if (form.empty()) continue;
    writer.add(position, form, search_lemma(word));
    added = true;
    guessed = guessed || word.guessed;
  }
  if (guessed && token.words.size() > 1) writer.add(position, text::fold_key(document.surface(token)), "");
  return added;
}

}  // namespace

std::string search_lemma(const annot::Word& word) {
  // A guess is what is written, so its spelling varies.
  std::string lemma = word.guessed ? text::fold_key(word.lemma) + search::kGuessMark : std::string(word.lemma);
  if (word.upos == annot::Upos::kPropn && !word.guessed) lemma += search::kNameMark;
  return lemma;
}

std::string search_words(const annot::Document& document) {
  const std::vector<search::TextWord> words = search::words_of(document.text);
  uint32_t title = 0;
  for (const search::TextWord& word : words) {
    if (word.span.begin < document.title_end) title = word.position + 1;
  }
  search::ArticleWordsWriter writer(words.empty() ? 0 : words.back().position + 1, title);
  auto token = document.tokens.begin();
  for (const search::TextWord& word : words) {
    while (token != document.tokens.end() && token->span.end <= word.span.begin) ++token;
    bool added = false;
    for (auto inside = token; inside != document.tokens.end() && inside->span.begin < word.span.end; ++inside) {
      const bool whole = word.span.begin <= inside->span.begin && inside->span.end <= word.span.end;
      if (whole && inside->kind == annot::TokenKind::kWord) added = add_token(document, *inside, word.position, writer) || added;
    }
    if (added) continue;
    const std::string form = text::fold_key(word.span.of(document.text));
    if (!form.empty()) writer.add(word.position, form, "");
  }
  return writer.take();
}

}  // namespace waqai::pipeline
