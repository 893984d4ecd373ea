// SPDX-License-Identifier: Apache-2.0
//
// The predicates of a document that no frame reads: verbs, and the nouns under light verbs.
#pragma once

#include <vector>

#include "annot/document.h"
#include "lexicon/bundle.h"
#include "waqai/dictionary.h"

namespace waqai {

// `doc` has all layers.  Teasers are passed over.  kBundleSection where the bundle has no frames.
Result<std::vector<UncodedPredicate>> find_uncoded(const annot::Document& doc, const lexicon::Bundle& bundle);

}  // namespace waqai
