// SPDX-License-Identifier: Apache-2.0
//
// Compiles data/actors/*.tsv and data/places/*.tsv into section "actors" (columns: data/README.md).
#pragma once

#include "lexicon/source.h"

namespace waqai::lexicon {

// Adds the section.  Findings: unknown countries, sectors and kinds, dates that are no dates, an office that ends before it starts, an office of an
// unknown person, two holders at once of an office that has one.  In overlays a row with the id of an earlier row replaces it.
void add_actors(const SourceSet& sources, BundleBuilder& builder, Findings& findings);

}  // namespace waqai::lexicon
