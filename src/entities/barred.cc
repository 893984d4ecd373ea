// SPDX-License-Identifier: Apache-2.0
//
// Whom a pronoun cannot mean: the subject of its own verb, who stands in parentheses, the dateline.
#include "entities/decision.h"

namespace waqai::entities {

using annot::Mention;
using annot::MentionKind;
using annot::Upos;

// An object pronoun does not mean the subject of its own verb.
bool Decision::excluded(uint32_t mention, uint32_t pronoun) const {
  const Mention& one = doc_.mentions[mention];
  if (one.words.contains(pronoun)) return true;
  const uint32_t verb = pronoun - 1;
  if (pronoun == 0 || doc_.words[verb].upos != Upos::kVerb || doc_.words[verb].token != doc_.words[pronoun].token) return false;
  if (one.kind == MentionKind::kHidden && one.head == verb) return true;
  if (one.head < doc_.arcs.size() && doc_.arcs[one.head].head == verb && memory_[mention].subject) return true;
  return verb > 0 && doc_.words[verb - 1].features.relative && one.words.end == verb - 1;
}

// Whether what stands right before `word` is in parentheses that `word` is not in ("the four states (A, B and C), its support").
bool Decision::in_aside(uint32_t from, uint32_t word) const {
  for (uint32_t w = from; w < word; ++w) {
    const std::string_view mark = doc_.surface(doc_.words[w]);
    if (mark == "(") return false;
    if (mark == ")") return true;
  }
  return false;
}

// The first word of the sentence behind its dateline.
uint32_t Decision::body_begin() const {
  const annot::Sentence& sentence = doc_.sentences[sentence_];
  uint32_t first = sentence.words.begin;
  while (first + 1 < sentence.words.end && doc_.words[first].span.begin < sentence.dateline.end) ++first;
  return first;
}

}  // namespace waqai::entities
