// SPDX-License-Identifier: Apache-2.0
#include "entities/survey.h"

#include <algorithm>

#include "entities/draft.h"
#include "lexicon/words.h"

namespace waqai::entities {

using annot::Document;
using annot::Relation;
using annot::Upos;
using annot::Word;
using lexicon::NounKind;

namespace {

constexpr uint32_t kTitleWords = 4;

bool is_name(const Word& word) { return word.upos == Upos::kPropn; }
bool is_people(const Word& word) {
  return (word.upos == Upos::kNoun || word.upos == Upos::kAdj) && (is_kind(word, NounKind::kPerson) || is_kind(word, NounKind::kGroup));
}

// Subject or object of a verb.
bool is_argument(const Document& doc, uint32_t w) {
  const annot::Arc& arc = doc.arcs[w];
  if (arc.relation != Relation::kNsubj && arc.relation != Relation::kObj) return false;
  return arc.head < doc.words.size() && doc.words[arc.head].upos == Upos::kVerb;
}

// Whether somebody with codes, or a place, is meant at each word.
std::vector<uint8_t> covered_words(const Document& doc) {
  std::vector<uint8_t> covered(doc.words.size(), 0);
  for (const annot::Mention& mention : doc.mentions) {
    const bool known = std::any_of(mention.entities.begin(), mention.entities.end(), [&](uint32_t e) {
      const annot::Entity& entity = doc.entities[e];
      return !entity.country.empty() || !entity.sectors.empty() || entity.kind == annot::EntityKind::kPlace;
    });
    if (!known) continue;
    for (uint32_t w = mention.words.begin; w < mention.words.end; ++w) covered[w] = 1;
  }
  return covered;
}

// The names in a row that hold `w`, or the noun with the adjectives and nouns behind it.
annot::Range phrase_at(const Document& doc, const annot::Range& sentence, uint32_t w) {
  annot::Range words = {w, w + 1};
  const auto joins = [&](uint32_t next) { return next < sentence.end && !doc.words[next].proclitic && !doc.words[next].enclitic; };
  if (is_name(doc.words[w])) {
    while (words.begin > sentence.begin && is_name(doc.words[words.begin - 1]) && !doc.words[words.begin].proclitic) --words.begin;
    while (joins(words.end) && is_name(doc.words[words.end])) ++words.end;
    return words;
  }
  while (joins(words.end) && words.size() < kTitleWords && (doc.words[words.end].upos == Upos::kAdj || doc.words[words.end].upos == Upos::kNoun))
    ++words.end;
  return words;
}

}  // namespace

Survey survey(const Document& doc) {
  Survey result;
  const std::vector<uint8_t> covered = covered_words(doc);
  for (const annot::Sentence& sentence : doc.sentences) {
    if (sentence.kind == annot::SentenceKind::kTeaser) continue;
    uint32_t done = sentence.words.begin;
    for (uint32_t w = sentence.words.begin; w < sentence.words.end && w < doc.arcs.size(); ++w) {
      const Word& word = doc.words[w];
      const bool pronoun = word.upos == Upos::kPron && word.features.person == 3 && !word.features.relative && !word.features.demonstrative;
      const bool argument = is_argument(doc, w) && (is_name(word) || is_people(word) || pronoun);
      result.heads += argument;
      result.resolved += argument && covered[w] != 0;
      if (covered[w] != 0 || w < done || pronoun || (!argument && !is_name(word))) continue;
      const annot::Range phrase = phrase_at(doc, sentence.words, w);
      result.gaps.push_back({doc.span_of({std::max(phrase.begin, done), phrase.end}), is_name(word)});
      done = phrase.end;
    }
  }
  return result;
}

}  // namespace waqai::entities
