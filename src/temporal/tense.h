// SPDX-License-Identifier: Apache-2.0
//
// Tense around an atom: whether a bare weekday or month looks back or ahead.
#pragma once

#include <vector>

#include "annot/document.h"
#include "temporal/atoms.h"

namespace waqai::temporal {

// kNone: nothing told, or told in another clause.
enum class Tense : uint8_t { kNone, kPast, kPresent, kFuture };

// Overwrites `tenses` with one entry an atom: what the nearest verb or particle before it in its clause tells; at the start of a sentence
// the nearest after it.  Linear.
void read_tenses(const annot::Document& doc, const std::vector<Atom>& atoms, std::vector<Tense>& tenses);

}  // namespace waqai::temporal
