// SPDX-License-Identifier: Apache-2.0
//
// Training data of the tagger: treebanks in CoNLL-U, and clitic segmentation as plus-separated tables (WikiNews of QCRI).  Each token comes with what
// is known of it: where its clitics end, and part of speech, lemma and features of its words as far as the source tells them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "annot/document.h"
#include "waqai/types/status.h"

namespace waqai::train {

struct GoldWord {
  uint32_t end = 0;  // byte in the token's surface where the word ends
  annot::Upos upos = annot::Upos::kX;
  bool coarse = false;  // upos holds one of a coarse set only
  std::string lemma;    // folded key; empty: unknown
  annot::Features features;
};

// What is known of a token without words: nothing, or whether it holds a verb, and of which voice.
enum class Judged : uint8_t { kUnknown, kNoVerb, kVerb, kActive, kPassive };

struct GoldToken {
  std::string surface;
  annot::TokenKind kind = annot::TokenKind::kWord;
  std::vector<GoldWord> words;
  Judged judged = Judged::kUnknown;
};

inline bool is_verb(annot::Upos upos) { return upos == annot::Upos::kVerb || upos == annot::Upos::kAux; }

using GoldSentence = std::vector<GoldToken>;

// kCannotOpen, kBadConllu.
Result<std::vector<GoldSentence>> read_treebank(const std::string& path);

// Lines of segments and tags, joined by plus signs; article, noun suffixes, case endings and subject suffixes are no words of their own.
// Sentences end at full stops.  Lines whose two columns do not match are left out.  kCannotOpen.
Result<std::vector<GoldSentence>> read_segmentation(const std::string& path);

// How often a token of letters occurs in raw text.
using TypeCounts = std::map<std::string, uint32_t>;

// The tokens of one paragraph of raw text; overwritten.
void raw_tokens(std::string_view paragraph, std::vector<std::pair<std::string, annot::TokenKind>>& tokens);

// Tokens of letters of a plain text, one paragraph a line.  kCannotOpen.
Result<TypeCounts> count_types(const std::string& path);

}  // namespace waqai::train
