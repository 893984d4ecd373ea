// SPDX-License-Identifier: Apache-2.0
//
// Attributor: who vouches for what is told, quotations, and what was promised.  Reads the events and the words around them by rule and by the
// tables under data/claims; adds no event and changes none but its claim and steps.
// Immutable after open, safe for concurrent use; scratch lives in Workspace, one a thread.
#pragma once

#include "annot/document.h"
#include "annot/stage.h"
#include "lexicon/bundle.h"
#include "waqai/types/status.h"

namespace waqai::claims {

// Scratch of one thread.
struct Workspace {};

class Attributor {
 public:
  static constexpr annot::StageInfo kInfo = {
      "claims", annot::kTextLayer | annot::kWordLayer | annot::kTreeLayer | annot::kEntityLayer | annot::kEventLayer, annot::kClaimLayer};

  // kBundleSection or kBundleDamaged where the bundle has no table of cues.  The bundle must outlive the attributor.
  static Result<Attributor> open(const lexicon::Bundle& bundle);

  // Replaces document.claims, quotations and pledges; sets Event::claim.  Linear in words, times the claims over one sentence (few).
  Status annotate(annot::Document& document, Workspace& scratch) const;
};

}  // namespace waqai::claims
