// SPDX-License-Identifier: Apache-2.0
//
// The rows of the word tables (data/README.md, lexicon/), read and checked.  Bad rows are findings and left out.
#pragma once

#include <string_view>
#include <vector>

#include "lexicon/inflect_noun.h"
#include "lexicon/inflect_verb.h"
#include "lexicon/source.h"
#include "lexicon/words.h"

namespace waqai::lexicon {

// What all word rows have.
struct WordOrigin {
  uint16_t file = 0;
  uint32_t line = 0;
  std::string_view file_name;
  std::string_view lemma;
  std::string_view root;
  std::string_view gloss;
};

struct VerbSource {
  WordOrigin at;
  VerbRow row;
  std::string_view preps;
  uint8_t flags = 0;  // VerbFlag
  std::vector<std::string_view> masdars;
};

// Nouns, adjectives and names.
struct NounSource {
  WordOrigin at;
  NounRow row;  // names: empty, the lemma's letters are the only form
  WordClass word_class = WordClass::kNoun;
  NounKind kind = NounKind::kNone;
};

struct FunctionSource {
  WordOrigin at;
  std::string_view form;  // without '+'
  std::string_view upos;
  std::string_view feats;
  std::string_view governs;
  WordClass word_class = WordClass::kFunction;
};

struct SpellingSource {
  WordOrigin at;
  std::string_view wrong;
  std::string_view right;
};

struct WordRows {
  std::vector<VerbSource> verbs;
  std::vector<NounSource> nouns;
  std::vector<FunctionSource> functions;
  std::vector<SpellingSource> spellings;
};

// Rows in the order of the files.  A second verb, noun, adjective or name row with the same lemma and gloss is a warning and replaces the first.
WordRows read_word_rows(const SourceSet& sources, Findings& findings);

}  // namespace waqai::lexicon
