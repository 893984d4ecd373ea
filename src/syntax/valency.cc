// SPDX-License-Identifier: Apache-2.0
#include "syntax/valency.h"

#include "base/hash.h"
#include "lexicon/source.h"
#include "text/fold.h"

namespace waqai::syntax {

uint32_t lemma_code(std::string_view lemma) {
  std::string key = text::fold_key(lemma);
  if (!key.empty() && key.back() == '+') key.pop_back();
  return static_cast<uint32_t>(base::hash64(key, 2));
}

Valency::Valency(const lexicon::Words& words) {
  index_.assign(words.lexeme_count(), 0);
  for (uint32_t id = 0; id < words.lexeme_count(); ++id) {
    const lexicon::Lexeme& lexeme = words.lexeme(id);
    if (lexeme.word_class != lexicon::WordClass::kVerb) continue;
    WordValency entry;
    entry.known = true;
    entry.verb_flags = lexeme.verb_flags;
    size_t count = 0;
    for (const std::string_view prep : lexicon::split_list(words.string(lexeme.preps))) {
      if (count < entry.preps.size()) entry.preps[count++] = lemma_code(prep);
    }
    index_[id] = static_cast<uint32_t>(entries_.size());
    entries_.push_back(entry);
  }
}

const WordValency& Valency::of(const annot::Word& word) const {
  const uint32_t id = word.verb_lexeme != annot::kNone ? word.verb_lexeme : word.lexeme;
  return entries_[id < index_.size() ? index_[id] : 0];
}

}  // namespace waqai::syntax
