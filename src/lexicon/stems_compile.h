// SPDX-License-Identifier: Apache-2.0
//
// Compiles data/story/*.tsv: columns word and weight (tenths of a bit, 0 to 90, or "fact").
#pragma once

#include "lexicon/source.h"

namespace waqai::lexicon {

// Adds the section "stems".  An empty word, a weight that is none, and a word that stands twice in one file are findings.
void add_stems(const SourceSet& sources, BundleBuilder& builder, Findings& findings);

}  // namespace waqai::lexicon
