// SPDX-License-Identifier: Apache-2.0
//
// Matcher: the longest phrase of the actor base that starts at a word of a sentence.  Its first word may carry proclitics (they are words of
// their own), its last an attached pronoun; in between, whole tokens count.
// Thread rule: one a thread; reused from article to article.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "annot/document.h"
#include "lexicon/actors.h"

namespace waqai::entities {

struct Match {
  uint32_t end = 0;  // word after the last; 0: no match
  uint64_t phrase = 0;
  std::span<const lexicon::Target> targets;
  explicit operator bool() const { return end > 0; }
  // The first target of a kind; nothing where there is none.
  const lexicon::Target* first(lexicon::TargetKind kind) const;
};

class Matcher {
 public:
  // Prepares keys for all words of the document.  Both must outlive the calls below.
  void prepare(const annot::Document& doc, const lexicon::ActorsView& actors);

  // Longest name (state, person, organisation, place, nationality) that starts at `word`.
  Match name(uint32_t word) const { return longest(word, lexicon::kNamePhrase, false); }
  // Longest agent without a name, reference, word of place or modifier; the article counts for nothing.
  Match sector(uint32_t word) const;

  // Whether the word can start a noun phrase: no clitic, no punctuation.
  bool can_start(uint32_t word) const;
  // Key of the word as it stands alone.
  const std::string& key(uint32_t word) const { return keys_[word]; }
  // An attached pronoun; a ta marbuta that was split off by mistake is none.
  bool is_attached(uint32_t word) const;

 private:
  Match longest(uint32_t word, uint64_t phrase, bool strip) const;

  const annot::Document* doc_ = nullptr;
  const lexicon::ActorsView* actors_ = nullptr;
  std::vector<std::string> keys_;        // of words
  std::vector<std::string> token_keys_;  // of tokens without attached pronouns
  std::vector<uint32_t> token_ends_;     // word after the last that is no attached pronoun
};

}  // namespace waqai::entities
