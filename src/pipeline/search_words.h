// SPDX-License-Identifier: Apache-2.0
//
// What the search index takes of an analysed article (search/article_words.h).
#pragma once

#include <string>
#include <string_view>

#include "annot/document.h"

namespace waqai::pipeline {

// The words of the text with their lemmas, packed.  A word of Arabic letters counts without its clitics; where they were guessed, as it is written,
// too.  REQUIRES: text, sentences, tokens and words are filled; without words every word counts as it is written
std::string search_words(const annot::Document& document);

// The lemma under which the index has `word`; empty for words without one.
std::string search_lemma(const annot::Word& word);

}  // namespace waqai::pipeline
