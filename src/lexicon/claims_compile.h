// SPDX-License-Identifier: Apache-2.0
//
// Compiles data/claims/*.tsv into section "claims" (columns: data/claims/README.md).
#pragma once

#include "lexicon/source.h"

namespace waqai::lexicon {

// Adds the section.  Findings: empty phrases, unknown classes, uses and stances, two rows of one file for one phrase, class and use.
void add_claims(const SourceSet& sources, BundleBuilder& builder, Findings& findings);

}  // namespace waqai::lexicon
