// SPDX-License-Identifier: Apache-2.0
//
// Attributor: who vouches for what is told, quotations, and what was promised.  Reads the events and the words around them by rule and by the
// tables under data/claims; adds no event and changes none but its claim and steps.
// Immutable after open, safe for concurrent use; scratch lives in Workspace, one a thread.
#pragma once

#include <utility>

#include "annot/document.h"
#include "annot/stage.h"
#include "claims/reading.h"
#include "claims/sources.h"
#include "lexicon/bundle.h"
#include "lexicon/claims.h"
#include "lexicon/words.h"
#include "waqai/types/status.h"

namespace waqai::claims {

// Scratch of one thread.
struct Workspace {
  Reading reading;
  std::vector<Attribution> attributions;
  std::vector<uint32_t> first;  // of each sentence
  std::vector<uint32_t> covering;
};

class Attributor {
 public:
  static constexpr annot::StageInfo kInfo = {
      "claims", annot::kTextLayer | annot::kWordLayer | annot::kTreeLayer | annot::kEntityLayer | annot::kEventLayer, annot::kClaimLayer};

  // kBundleSection or kBundleDamaged where the bundle has no table of cues.  The bundle must outlive the attributor.
  static Result<Attributor> open(const lexicon::Bundle& bundle);
  // For hand-made documents: no word lexicon; verbs are known by their lemma.
  explicit Attributor(lexicon::ClaimsView cues) : cues_(std::move(cues)) {}

  // Replaces document.claims, quotations and pledges; sets Event::claim and adds steps "source" and "pledge".  Missing layers (no arcs, no
  // mentions) give fewer and poorer claims, no failure.  Linear in words, times the attributions of one sentence (few).
  Status annotate(annot::Document& document, Workspace& scratch) const;

 private:
  lexicon::ClaimsView cues_;
  lexicon::Words words_;
  bool has_words_ = false;
};

}  // namespace waqai::claims
