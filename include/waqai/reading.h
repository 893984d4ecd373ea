// SPDX-License-Identifier: Apache-2.0
//
// Reading: how the engine read an article, word by word: what a screen or a notebook needs to show glosses, mentions, and why a sentence has no
// event. Plain values with their own strings.  Spans are bytes in `coded.article.text`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "waqai/types/record.h"

namespace waqai {

// A word in the sense of Universal Dependencies: clitics stand alone.
struct ReadWord {
  Span span;
  std::string form;      // as it is written when it stands alone
  std::string lemma;     // vocalised
  std::string latin;     // the lemma in Latin letters with its vowels, of clitics the form
  std::string gloss;     // English; empty where the lexicon has none
  std::string tag;       // UPOS
  std::string relation;  // to its head
  uint32_t head = 0;     // number of the head in its sentence, from 1; 0 for the root
  bool clitic = false;   // written together with its neighbour
  bool article = false;  // `form` begins with the definite article, which `lemma`, `latin` and `gloss` do not tell
  bool guessed = false;  // not in the lexicon
  RowRef row;
};

struct ReadSentence {
  Span span;
  std::string kind;     // title, body, teaser
  std::string silence;  // why it has no event, English; empty where it has one
  std::vector<ReadWord> words;
};

struct ReadMention {
  Span span;
  std::string kind;                   // name, office, nationality, group, pronoun, reference
  std::vector<Participant> entities;  // who it stands for; empty: unresolved
};

struct ReadTime {
  Span span;
  std::string value;  // as records tell it, or TIMEX3 where it has no day
  RowRef row;
};

// Arabic words in Latin letters: "local source" (Engine::latin).
struct LatinWords {
  std::string text;
  bool sound = false;  // a word of it is spelt as it sounds, for no dictionary has it
};

struct Reading {
  CodedArticle coded;
  std::vector<ReadSentence> sentences;
  std::vector<ReadMention> mentions;
  std::vector<ReadTime> times;
};

}  // namespace waqai
