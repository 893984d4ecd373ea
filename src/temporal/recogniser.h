// SPDX-License-Identifier: Apache-2.0
//
// Recogniser: the stage that finds expressions of time and says which days they mean, counted from the publication date.  Without one,
// relative expressions stay relative: no value, precision kRelative, a TIMEX3 pattern such as XXXX-WXX-3.
// Shared, immutable, safe for concurrent use; scratch lives in a Workspace, one a thread.
#pragma once

#include <vector>

#include "annot/document.h"
#include "annot/stage.h"
#include "lexicon/times.h"
#include "temporal/atoms.h"
#include "temporal/tense.h"

namespace waqai::temporal {

// What annotate() needs of memory; holds nothing from call to call.
struct Workspace {
  AtomScratch scratch;
  std::vector<Atom> atoms;
  std::vector<Tense> tenses;
};

class Recogniser {
 public:
  static constexpr annot::StageInfo kInfo = {"temporal", annot::kTextLayer | annot::kWordLayer, annot::kTimeLayer};

  // kBundleSection, kBundleDamaged.  The bundle must outlive the recogniser.
  static Result<Recogniser> open(const lexicon::Bundle& bundle);

  // Overwrites doc.times, in order, without overlap; nothing in teasers.  Never fails on a text.  O(tokens).
  Status annotate(annot::Document& doc, Workspace& workspace) const;

 private:
  explicit Recogniser(lexicon::Times times) : times_(std::move(times)) {}
  lexicon::Times times_;
};

}  // namespace waqai::temporal
