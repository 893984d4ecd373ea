// SPDX-License-Identifier: Apache-2.0
//
// Compiles data/text/*.tsv: columns phrase, use (opens, whole, agency, abbreviation, suffix) and, optional, max.
#pragma once

#include "lexicon/source.h"

namespace waqai::lexicon {

// Adds the section "furniture".  Unknown uses, a max that is no number, and two rows for one phrase and use in one file are findings.
void add_phrases(const SourceSet& sources, BundleBuilder& builder, Findings& findings);

}  // namespace waqai::lexicon
