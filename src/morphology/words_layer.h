// SPDX-License-Identifier: Apache-2.0
//
// Writes the word layer of a document from the chosen readings: clitics as words of their own, features as context decides them.
#pragma once

#include "annot/document.h"
#include "morphology/candidate.h"

namespace waqai::morphology {

// A token with its reading and key offsets.
struct Chosen {
  uint32_t token = 0;
  const Candidate* candidate = nullptr;
  const std::vector<uint32_t>* offsets = nullptr;  // of key bytes in the surface; null for tokens without Arabic letters
};

// Appends the words of the sentence's tokens and sets Token::words and Sentence::words.
void add_words(const Analyser& analyser, const std::vector<Chosen>& chosen, annot::Sentence& sentence, annot::Document& doc);

// One line: segments, lemma, tag, features.  For explanations and case files.
std::string describe(const Analyser& analyser, const Analysis& analysis, const TokenKey& token);

}  // namespace waqai::morphology
