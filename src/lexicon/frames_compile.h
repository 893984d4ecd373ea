// SPDX-License-Identifier: Apache-2.0
//
// Compiles the event dictionary (data/events) into the section "frames", and lints it: unknown words, types, modes, contexts and slots,
// frames without example, patterns written twice, contradictory and shadowed ones.
#pragma once

#include "lexicon/bundle.h"
#include "lexicon/source.h"

namespace waqai::lexicon {

// Adds the section.  Findings name file, line, problem and remedy; rows with an error are left out.
void add_frames(const SourceSet& sources, BundleBuilder& builder, Findings& findings);

// The 16 types of PLOVER, their modes, and the 37 contexts, as the codebook names them.
bool is_event_type(std::string_view name);
// Of type `magnitude`, which is none of an event: what the number of those struck counts, killed or wounded (events/modes.tsv).
bool is_mode(std::string_view type, std::string_view name);
bool is_context(std::string_view name);

}  // namespace waqai::lexicon
