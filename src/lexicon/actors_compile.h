// SPDX-License-Identifier: Apache-2.0
//
// Compiles data/actors/*.tsv and data/places/*.tsv into section "actors" (columns: data/README.md).
#pragma once

#include "lexicon/source.h"

namespace waqai::lexicon {

// Adds the section.  Errors: unknown countries, sectors and kinds, dates that are no dates, a period that ends before it starts, an office of an
// unknown person, a person that stands twice.  Warnings: two holders at once of an office that has one, an office outside a life.
// Overlays add, replace and remove rows: actors_rows.h.
void add_actors(const SourceSet& sources, BundleBuilder& builder, Findings& findings);

}  // namespace waqai::lexicon
