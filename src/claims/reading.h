// SPDX-License-Identifier: Apache-2.0
//
// Reading: the document as the stage looks at it: the cues of the tables found in it, subjects, mentions and quotation marks.
// Scratch of one document.  Word order leads, the tree helps.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "annot/document.h"
#include "lexicon/claims.h"
#include "lexicon/words.h"

namespace waqai::claims {

using annot::kNone;
using lexicon::CueClass;
using lexicon::CueUse;

inline constexpr uint8_t kPersonKind = static_cast<uint8_t>(lexicon::NounKind::kPerson);

// A cue in the text: words [begin, end).
struct Cue {
  uint32_t begin = 0, end = 0;
  const lexicon::ClaimCue* row = nullptr;
  CueUse use() const { return row->use; }
  annot::Row source() const { return {row->file, row->line}; }
};

// Text between two quotation marks: words [begin, end), bytes inside the marks.
struct Quote {
  uint32_t begin = 0, end = 0;
  Span span;
};

class Reading {
 public:
  // `words` may be null: verbs are then known by their own lemma only.
  void build(const annot::Document& document, const lexicon::ClaimsView& view, const lexicon::Words* words);

  const annot::Document& doc() const { return *document_; }
  const lexicon::ClaimsView& view() const { return *view_; }
  const annot::Word& word(uint32_t w) const { return document_->words[w]; }
  uint32_t sentence(uint32_t w) const { return sentence_[w]; }
  // First word behind the dateline.
  uint32_t sentence_begin(uint32_t s) const;

  // The cues that start at `w`, longest first.
  std::span<const Cue> cues_at(uint32_t w) const;
  // The first of them with one of these uses; null without one.
  const Cue* cue(uint32_t w, std::initializer_list<CueUse> uses) const;
  // The cue of reporting at `w` (say, announce, deny, ...; relays where `relays`); null without one.
  const Cue* report(uint32_t w, bool relays) const;
  // The first of the words [begin, end) where a cue with this use starts; kNone.
  uint32_t find(uint32_t begin, uint32_t end, CueUse use) const;

  bool is_finite(uint32_t w) const;
  bool is_punctuation(uint32_t w) const { return word(w).upos == annot::Upos::kPunct; }
  bool is_mark(uint32_t w, std::string_view mark) const { return is_punctuation(w) && document_->surface(word(w)) == mark; }
  bool is_comma(uint32_t w) const;
  bool is_and(uint32_t w) const;
  // The conjunction "that" in any of its forms.
  bool is_that(uint32_t w) const { return that_[w]; }
  // "that" before a verb in the subjunctive: what may be, not what is.
  bool is_subjunctive(uint32_t w) const;
  bool is_nominal(uint32_t w) const;
  bool is_time(uint32_t w) const { return time_[w]; }
  bool is_negated(uint32_t verb) const;
  // Subject of `verb` in the tree; kNone.
  uint32_t tree_subject(uint32_t verb) const { return subject_[verb]; }

  // The smallest mention that covers `w`, pronouns and hidden subjects apart from the noun phrases; kNone.
  uint32_t mention(uint32_t w) const { return mention_[w]; }
  uint32_t hidden(uint32_t verb) const { return hidden_[verb]; }
  std::span<const Quote> quotes() const { return quotes_; }
  // Index of the quotation that covers word `w`; kNone.
  uint32_t quote_of(uint32_t w) const { return quote_[w]; }
  const std::string& key(uint32_t w) const { return keys_[w]; }

 private:
  void index_words();
  void index_mentions();
  void find_cues(const lexicon::Words* words);
  bool matches(const lexicon::ClaimCue& cue, uint32_t w) const;
  bool form_matches(uint32_t w, std::string_view key) const { return keys_[w] == key || lemmas_[w] == key; }
  bool verb_form(uint32_t w, std::string_view key) const;
  void whole_token(uint32_t w);
  void find_quotes();
  void close_quote(uint32_t open, uint32_t close);

  const annot::Document* document_ = nullptr;
  const lexicon::ClaimsView* view_ = nullptr;
  std::vector<std::string> keys_, lemmas_, verbs_;  // folded form, lemma, lemma of the verb
  std::vector<uint32_t> sentence_, subject_, mention_, hidden_, quote_, cue_begin_;
  std::vector<bool> that_, time_;
  std::vector<Cue> cues_;
  std::vector<Quote> quotes_;
};

}  // namespace waqai::claims
