// SPDX-License-Identifier: Apache-2.0
//
// Compiles data/time: terms_*.tsv (columns phrase, kind, value and, optional, article, weak; kinds and values: data/time/README.md) and
// hijri.tsv (columns year, first, long: first day of Muharram, and twelve digits, 1 for a month of 30 days).
#pragma once

#include "lexicon/source.h"

namespace waqai::lexicon {

// Adds the section "times".  Unknown kinds or values, two rows that say the same, and years that do not follow each other are findings.
void add_times(const SourceSet& sources, BundleBuilder& builder, Findings& findings);

}  // namespace waqai::lexicon
