// SPDX-License-Identifier: Apache-2.0
//
// Scores by rule: what is usual in newspapers and what Arabic grammar lets follow what.  They carry the disambiguation alone where a bundle has
// no weights, and are the ground that learned weights stand on.  kStep is the size of one learned step.  Pure functions.
#pragma once

#include "morphology/candidate.h"

namespace waqai::morphology {

inline constexpr int32_t kStep = 64;

// Of one analysis, out of context.
int32_t rule_score(const Analyser& analyser, const Analysis& analysis);

// Of `next` directly after `before`.
int32_t rule_score_after(const Analyser& analyser, const Analysis& before, const Analysis& next);

// Of an analysis at a place with this verbness (0: unknown).
int32_t rule_score_verbness(uint8_t verbness, const Analysis& analysis);

// Of an analysis at the start of a sentence.
int32_t rule_score_first(const Analysis& first);

}  // namespace waqai::morphology
