// SPDX-License-Identifier: Apache-2.0
//
// Resolver: who and where.  Two passes over the document: the scan finds noun phrases that may be mentions (draft.h); then each is decided in
// order, with what was said before at hand: countries from context, "the two sides", "his counterpart", attached pronouns, hidden subjects.
// What cannot be decided stays a mention without entity.
// Thread rule: immutable after open, share freely; one Workspace a thread.
#pragma once

#include <vector>

#include "annot/document.h"
#include "annot/stage.h"
#include "entities/draft.h"
#include "entities/home.h"
#include "lexicon/actors.h"
#include "waqai/types/status.h"

namespace waqai::entities {

struct Workspace {
  Matcher matcher;
  std::vector<Draft> drafts;
  std::vector<HomeChoice>* homes = nullptr;  // what training sees of each choice; none: nothing is kept
};

class Resolver {
 public:
  static constexpr annot::StageInfo kInfo = {"entities", annot::kTextLayer | annot::kWordLayer | annot::kTreeLayer | annot::kTimeLayer,
                                             annot::kEntityLayer};

  // kBundleSection, kBundleDamaged.  `bundle` must outlive the resolver.
  static Result<Resolver> open(const lexicon::Bundle& bundle);

  // Replaces doc.entities and doc.mentions (in order of their heads).  Linear in words, times the number of persons and places in play.
  Status annotate(annot::Document& doc, Workspace& scratch) const;

 private:
  explicit Resolver(lexicon::ActorsView actors) : actors_(actors) {}
  lexicon::ActorsView actors_;
};

}  // namespace waqai::entities
