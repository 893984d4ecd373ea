// SPDX-License-Identifier: Apache-2.0
#include "syntax/atoms.h"

#include <algorithm>

#include "base/hash.h"
#include "text/fold.h"

namespace waqai::syntax {
namespace {

using annot::Upos;

constexpr uint32_t kRootCode = 1;
constexpr uint32_t kNoneCode = 2;

uint32_t code(std::string_view key, uint64_t seed) { return static_cast<uint32_t>(base::hash64(key, seed)); }

// Number of the pronoun kind, 0 to 3.
uint32_t pronoun_kind(const annot::Features& f) { return f.relative ? 1 : f.demonstrative ? 2 : f.interrogative ? 3 : 0; }

uint32_t tag_of(const annot::Word& word) {
  const annot::Features& f = word.features;
  uint32_t tag = static_cast<uint32_t>(word.upos);
  tag = tag * 4 + static_cast<uint32_t>(f.verb_form);
  tag = tag * 4 + static_cast<uint32_t>(f.aspect);
  tag = tag * 4 + pronoun_kind(f);
  tag = tag * 4 + static_cast<uint32_t>(f.definite);
  return tag * 4 + (word.enclitic ? 2u : 0u) + (word.proclitic ? 1u : 0u) + 16384;
}

bool is_content(Upos upos) {
  return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kVerb || upos == Upos::kAdj || upos == Upos::kPron || upos == Upos::kNum ||
         upos == Upos::kX;
}

uint8_t flags_of(const annot::Word& word) {
  uint8_t flags = 0;
  if (word.upos == Upos::kVerb || word.upos == Upos::kAux) flags |= kVerbFlag;
  if (word.upos == Upos::kPunct) flags |= kPunctFlag;
  if (word.upos == Upos::kCconj) flags |= kConjFlag;
  if (is_content(word.upos)) flags |= kContentFlag;
  if (word.upos == Upos::kSconj || word.features.relative) flags |= kMarkFlag;
  return flags;
}

void fill_word(const annot::Word& word, std::string_view surface, Atoms& atoms) {
  const std::string key = text::fold_key(word.form.empty() ? surface : word.form);
  const bool number = word.upos == Upos::kNum && !key.empty() && key[0] >= '0' && key[0] <= '9';
  atoms.form = number ? 7 : code(key, 1);
  atoms.lemma = number ? 7 : lemma_code(word.lemma.empty() ? word.form : word.lemma);
  atoms.upos = static_cast<uint32_t>(word.upos) + kUposBase;
  atoms.tag = tag_of(word);
  const annot::Features& f = word.features;
  atoms.gender = static_cast<uint8_t>(f.gender);
  atoms.number = static_cast<uint8_t>(f.number);
  atoms.definite = static_cast<uint8_t>(f.definite);
  atoms.grammatical_case = static_cast<uint8_t>(f.grammatical_case);
  atoms.morph = atoms.upos * 64 + atoms.gender * 16u + atoms.number * 4u + f.person;
  atoms.ending = code(key.substr(key.size() - std::min<size_t>(key.size(), 2)), 3);
  atoms.flags = flags_of(word);
  atoms.kind = static_cast<uint8_t>((word.kind & 31) | (word.verb_lexeme != annot::kNone && word.upos != Upos::kVerb ? 32 : 0));
}

}  // namespace

void index_sentence(Sentence& sentence) {
  const uint32_t size = sentence.size;
  sentence.counts.resize(size + 1);
  sentence.content.resize(size);
  Counts counts;
  for (uint32_t i = 0; i < size; ++i) {
    sentence.counts[i] = counts;
    const uint8_t flags = sentence.atoms[i].flags;
    counts.verbs += (flags & kVerbFlag) != 0;
    counts.puncts += (flags & kPunctFlag) != 0;
    counts.conjs += (flags & kConjFlag) != 0;
    counts.marks += (flags & kMarkFlag) != 0;
  }
  sentence.counts[size] = counts;
  uint32_t next = size;
  for (uint32_t i = size; i-- > 0;) {
    sentence.content[i] = next;
    if (sentence.atoms[i].flags & kContentFlag) next = i;
  }
}

void fill_sentence(const annot::Document& doc, annot::Range range, const Valency& valency, Sentence& sentence) {
  sentence.size = range.size();
  sentence.atoms.resize(sentence.size + 2);
  for (uint32_t i = 0; i < sentence.size; ++i) {
    const annot::Word& word = doc.words[range.begin + i];
    fill_word(word, doc.surface(word), sentence.atoms[i]);
    sentence.atoms[i].valency = &valency.of(word);
  }
  Atoms root, none;
  root.form = root.lemma = root.upos = root.tag = root.morph = root.ending = kRootCode;
  none.form = none.lemma = none.upos = none.tag = none.morph = none.ending = kNoneCode;
  root.valency = none.valency = &valency.of(annot::Word());
  sentence.atoms[sentence.size] = root;
  sentence.atoms[sentence.size + 1] = none;
  index_sentence(sentence);
}

}  // namespace waqai::syntax
