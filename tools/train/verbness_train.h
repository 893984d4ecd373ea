// SPDX-License-Identifier: Apache-2.0
//
// Training of verbness (morphology/verbness.h): logistic regression on the words of raw text that are only verbs, or only nouns and adjectives.
#pragma once

#include <string>
#include <vector>

#include "morphology/tagger.h"

namespace waqai::train {

// `raw`: plain text as count_types takes it.  `accuracy`: share of words told right before the weights learned from them.  kCannotOpen.
Result<std::vector<int16_t>> train_verbness(const morphology::Tagger& tagger, const std::string& raw, double& accuracy);

}  // namespace waqai::train
