// SPDX-License-Identifier: Apache-2.0
//
// Guesses for tokens that the lexicon does not know: by proclitics, affixes and endings.  Marked as guesses, never better than a reading
// of the lexicon by rule.  Pure function.
#pragma once

#include <string_view>
#include <vector>

#include "morphology/clitics.h"

namespace waqai::morphology {

// Appends guesses for the token with this folded key: all kinds where `out` is empty; where every reading of the lexicon takes off a conjunction or
// preposition, only the name that the whole may be.  Never leaves `out` empty.
void add_guesses(std::string_view key, const Clitics& clitics, std::vector<Analysis>& out);

}  // namespace waqai::morphology
