// SPDX-License-Identifier: Apache-2.0
//
// Compiles the word tables (verbs, nouns, adjectives, names, function words, misspellings) into the section "words".
#pragma once

#include "lexicon/source.h"

namespace waqai::lexicon {

// Inflects every row, makes the participles of verbs and the masdars that have no row of their own, links them to their verbs, and adds the
// section.  Bad rows are findings.  A few seconds for the full lexicon.
void add_words(const SourceSet& sources, BundleBuilder& builder, Findings& findings);

}  // namespace waqai::lexicon
