// SPDX-License-Identifier: Apache-2.0
//
// The words of a dictionary phrase as keys: what stands between white space and punctuation, folded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waqai::lexicon {

// In order; punctuation is left out.  Empty for a phrase without a letter or digit.
std::vector<std::string> phrase_words(std::string_view phrase);

}  // namespace waqai::lexicon
