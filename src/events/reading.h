// SPDX-License-Identifier: Apache-2.0
//
// Reading: the document as the coder looks at it.  For every word the dictionary terms it stands for, its children in the tree, the mention it
// heads; and the questions the coder asks of words: is it a finite verb, a preposition, where does its clause end.
// Scratch of one document; the tree is trusted where it is plausible, word order helps where it is not.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "annot/document.h"
#include "lexicon/frames.h"
#include "lexicon/words.h"

namespace waqai::events {

using annot::kNone;

// What a word may be looked up as: by letters and by vocalised lemma, as a verb (masdars and participles: their verb) and as itself.
struct WordTerms {
  uint32_t self = lexicon::kNoTerm;
  uint32_t self_vocalised = lexicon::kNoTerm;
  uint32_t verb = lexicon::kNoTerm;
  uint32_t verb_vocalised = lexicon::kNoTerm;
};

// How a word carries a frame.
enum class Form : uint8_t { kFinite, kParticiple, kNominal };

// Words of the closed classes, as the dictionary lists them (data/events/particles.frames).
struct Particles {
  std::span<const uint32_t> negation, future, condition, perhaps, except, agent, that, unreal_condition, to_come, quantifier, was;
};

class Reading {
 public:
  // Cache over articles: lexeme -> terms.  One thread at a time.
  struct Cache {
    std::vector<WordTerms> by_lexeme;
    std::vector<bool> known;
  };

  // `words` may be null (hand-made documents): then verbs are known by their own lemma only.
  void build(const annot::Document& document, const lexicon::FramesView& frames, const lexicon::Words* words, Cache& cache);

  const annot::Document& doc() const { return *document_; }
  const lexicon::FramesView& frames() const { return *frames_; }
  const Particles& particles() const { return particles_; }
  const annot::Word& word(uint32_t w) const { return document_->words[w]; }
  const WordTerms& terms(uint32_t w) const { return terms_[w]; }
  std::span<const uint32_t> children(uint32_t w) const;
  uint32_t head(uint32_t w) const { return w < document_->arcs.size() ? document_->arcs[w].head : kNone; }
  annot::Relation relation(uint32_t w) const { return w < document_->arcs.size() ? document_->arcs[w].relation : annot::Relation::kNone; }
  // The mention that `w` heads, else the smallest that covers it; kNone.
  uint32_t mention(uint32_t w) const { return mention_[w]; }
  // Whether a mention has its head at `w`.
  bool heads_mention(uint32_t w) const;
  // The hidden-subject mention of a verb; kNone.
  uint32_t hidden_subject(uint32_t verb) const { return hidden_[verb]; }
  uint32_t sentence(uint32_t w) const { return sentence_[w]; }
  // The words of the sentence of `w`, without the dateline before them.
  annot::Range sentence_words(uint32_t w) const { return bodies_[sentence_[w]]; }

  bool is_finite(uint32_t w) const { return (flags_[w] & kFinite) != 0; }
  bool is_nominal(uint32_t w) const;
  bool is_punctuation(uint32_t w) const { return word(w).upos == annot::Upos::kPunct; }
  bool is_that(uint32_t w) const { return (flags_[w] & kThat) != 0; }
  // A relative pronoun, unless it stands for who is named behind it ("what is called the movement X").
  bool is_relative(uint32_t w) const { return (flags_[w] & kRelative) != 0; }
  bool is_auxiliary(uint32_t w) const { return has_term(w, particles_.was); }  // "had", before the verb that tells
  // Index of the preposition that `w` is; -1 for any other word.
  int preposition(uint32_t w) const;
  // How `w` can carry a frame.
  Form form(uint32_t w) const;
  // Whether one of the word's terms is among `sorted`.
  bool has_term(uint32_t w, std::span<const uint32_t> sorted) const;
  bool definite(uint32_t w) const;
  // Whether no genitive can follow `w`: it has the article, a pronoun, tanwin, or the noon of dual and plural; or it is a name or an adjective.
  bool closed(uint32_t w) const;
  // Whether the ending of `w` shows that it is no subject behind its verb: the ya of dual and plural, the alif of tanwin.
  bool oblique(uint32_t w) const;
  // A number of four digits that names a year of ours: it counts nothing.
  bool is_year(uint32_t w) const;
  // Whether a time phrase is an adverbial of verb `verb` in the tree.
  bool dates(const annot::Time& time, uint32_t verb) const;
  // Word `w` as the object pronoun right after verb or noun; kNone.
  uint32_t enclitic_of(uint32_t w) const;

  // First word behind `w` that no longer belongs to its clause: next finite verb, "that", relative, semicolon, end of sentence.
  uint32_t clause_end(uint32_t w) const;
  // A colon or quotation mark: what follows is a sentence of its own.
  bool opens_speech(uint32_t w) const { return (flags_[w] & kOpensSpeech) != 0; }
  bool is_comma(uint32_t w) const;
  // A mark that opens or closes what is quoted, straight or curly.
  bool is_quotation_mark(uint32_t w) const;
  // First word of the clause of `w`: behind the previous finite verb, "that", relative, colon, quotation mark, or start of the sentence.
  uint32_t clause_begin(uint32_t w) const;
  // The nearest finite verb before `w` in the same clause; kNone.
  uint32_t verb_before(uint32_t w) const;
  // Left edge of the numbers and quantifiers before `w` ("dozens of", "a number of").
  uint32_t counted_begin(uint32_t w) const;
  // Left edge of the construct chain that `w` ends (nouns in idafa before it), as the surface shows it.
  uint32_t chain_begin(uint32_t w) const;
  // Whether following heads upwards from `w` meets `ancestor` within `steps`.
  bool below(uint32_t w, uint32_t ancestor, int steps) const;

 private:
  // What is asked of every word of a clause again and again.
  enum Flag : uint8_t { kFinite = 1, kThat = 2, kRelative = 4, kOpensSpeech = 8, kEndsClause = 16 };

  void look_up(uint32_t w, const lexicon::Words* words, Cache& cache);
  void set_flags(uint32_t w);
  void index_children();
  void index_mentions();

  const annot::Document* document_ = nullptr;
  const lexicon::FramesView* frames_ = nullptr;
  Particles particles_;
  std::vector<WordTerms> terms_;
  std::vector<uint8_t> flags_;  // of Flag
  std::vector<uint32_t> child_begin_, child_list_;
  std::vector<uint32_t> mention_, hidden_, sentence_;
  std::vector<annot::Range> bodies_;  // a sentence
  std::vector<int8_t> preposition_;
  std::string key_;
};

}  // namespace waqai::events
