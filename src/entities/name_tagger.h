// SPDX-License-Identifier: Apache-2.0
//
// NameTagger: the stage that finds names of persons, places and organisations by what stands around and inside them, known or not.  A linear
// chain over the tokens of a sentence with learned weights and Viterbi search.  Without weights it finds nothing.
// Thread rule: immutable after open, share freely; one Workspace a thread.
#pragma once

#include <optional>
#include <vector>

#include "annot/document.h"
#include "annot/stage.h"
#include "entities/matcher.h"
#include "entities/name_facts.h"
#include "entities/name_model.h"
#include "lexicon/actors.h"
#include "lexicon/words.h"
#include "waqai/types/status.h"

namespace waqai::entities {

struct NameWorkspace {
  Matcher matcher;
  std::optional<NameFacts> facts;
  std::vector<uint32_t> features;
  std::vector<uint32_t> pairs;
  std::vector<int64_t> scores;  // tokens times tags
  std::vector<uint8_t> from;    // the tag before, of the best path
  std::vector<uint8_t> tags;    // of the sentence, after tag_sentence()
};

class NameTagger {
 public:
  static constexpr annot::StageInfo kInfo = {"names", annot::kTextLayer | annot::kWordLayer, annot::kNameLayer};

  // kBundleSection without words or actors, kBundleDamaged.  `bundle` must outlive the tagger.
  static Result<NameTagger> open(const lexicon::Bundle& bundle);
  // With these weights instead of the bundle's; they must outlive the tagger.
  static Result<NameTagger> open(const lexicon::Bundle& bundle, const NameModel& model);

  // Replaces doc.names.  Teasers are skipped.  O(tokens).  REQUIRES: text and word layer.
  Status annotate(annot::Document& doc, NameWorkspace& scratch) const;

  // Tags of one sentence into scratch.tags; the margin of the best path is not told.  REQUIRES: scratch.matcher prepared for `facts`'s document.
  void decode(const NameFacts& facts, NameWorkspace& scratch) const;

  const lexicon::Words& words() const { return words_; }
  const lexicon::ActorsView& actors() const { return actors_; }
  const NameModel& model() const { return model_; }

 private:
  NameTagger(lexicon::Words words, lexicon::ActorsView actors, NameModel model) : words_(words), actors_(actors), model_(model) {}

  lexicon::Words words_;
  lexicon::ActorsView actors_;
  NameModel model_;
};

}  // namespace waqai::entities
