// SPDX-License-Identifier: Apache-2.0
//
// Tagger: the stage that splits tokens into words and gives each its lexeme, part of speech and features in context.
// Shared, immutable, safe for concurrent use; scratch lives in a Workspace, one a thread.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "annot/document.h"
#include "annot/stage.h"
#include "morphology/search.h"
#include "morphology/settle.h"

namespace waqai::morphology {

// What annotate() needs of memory.  Keeps the readings of tokens seen before: results do not depend on what it holds.
class Workspace {
 public:
  Workspace();

 private:
  friend class Tagger;
  struct Entry {
    std::string surface;
    std::vector<uint32_t> offsets;
    Lattice lattice;
  };

  const void* owner_ = nullptr;  // tagger whose readings the cache holds
  std::vector<Entry> cache_;     // by hash of the surface
  std::deque<Entry> own_;        // tokens of this sentence whose place in the cache is taken
  size_t own_used_ = 0;
  std::vector<uint32_t> stamps_;  // sentence that a place of the cache serves
  uint32_t sentence_ = 0;
  TokenKey key_;
  std::vector<const Entry*> entries_;
  std::vector<const Lattice*> lattices_;
  std::vector<uint16_t> best_;
  std::vector<uint32_t> features_;
  Search search_;
  Tagged tagged_;
};

class Tagger {
 public:
  static constexpr annot::StageInfo kInfo{"morphology", annot::kTextLayer, annot::kWordLayer};

  // kBundleSection without words, kBundleDamaged.  A bundle without weights is fine: rules decide.  The bundle must outlive the tagger.
  static Result<Tagger> open(const lexicon::Bundle& bundle);

  // Fills words, Token::words, Sentence::words, readings, and alternatives where the document keeps them.  Words outside the lexicon are marked as
  // guesses.  Every span lies in the token's.  Where readings are given, one a token, these are taken; in a sentence where one
  // is none of its token's candidates, all are chosen afresh.  O(tokens).  REQUIRES: text layer; rest of the word layer empty.
  Status annotate(annot::Document& doc, Workspace& scratch) const;

  const Analyser& analyser() const { return analyser_; }

  // All candidates of one token, each once, with base scores by rule alone; not sorted.  `key` is set to the token's.
  void candidates(std::string_view surface, annot::TokenKind kind, TokenKey& key, Lattice& lattice) const;

  // Sets prior and behind.
  static void set_priors(const Model& model, Lattice& lattice);

  // Sets the priors, adds what `model` says of each candidate alone, sorts by score, and drops those far behind.
  void rank(const Model& model, Lattice& lattice) const;

 private:
  Tagger(Analyser analyser, Model model) : analyser_(std::move(analyser)), model_(model) {}
  const Workspace::Entry* entry(std::string_view surface, annot::TokenKind kind, Workspace& scratch) const;
  void settle_times(Workspace& scratch) const;
  void decide_voice(Workspace& scratch) const;
  void look_up(const annot::Document& doc, const annot::Sentence& sentence, Workspace& scratch) const;
  // The best reading of each token into scratch.best_.
  void choose(const annot::Document& doc, const annot::Sentence& sentence, Workspace& scratch) const;
  void annotate_sentence(annot::Document& doc, annot::Sentence& sentence, Workspace& scratch) const;

  Analyser analyser_;
  Model model_;
};

}  // namespace waqai::morphology
