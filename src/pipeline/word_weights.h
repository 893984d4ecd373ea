// SPDX-License-Identifier: Apache-2.0
//
// What the dictionary says of words where articles are compared.  Pure; thread-safe.
#pragma once

#include "lexicon/bundle.h"
#include "story/words.h"

namespace waqai::pipeline {

// All rows of data/story.  kBundleSection, kBundleDamaged.
Result<story::WordWeights> word_weights(const lexicon::Bundle& bundle);

}  // namespace waqai::pipeline
