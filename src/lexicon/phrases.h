// SPDX-License-Identifier: Apache-2.0
//
// The phrases of the segmenter (text/phrases.h) as the section "furniture" of the bundle: an array of StoredPhrase, then the strings.
#pragma once

#include <cstdint>
#include <string_view>

#include "lexicon/bundle.h"
#include "text/phrases.h"

namespace waqai::lexicon {

inline constexpr std::string_view kPhrasesSection = "furniture";
inline constexpr uint32_t kPhrasesVersion = 1;

struct StoredPhrase {
  uint32_t text = 0;  // id in the strings
  uint32_t use = 0;   // text::PhraseUse
  uint32_t max_tokens = 0;
};

// The phrases of `bundle`; the result keeps nothing of the bundle.  kBundleSection where the section is missing, kBundleDamaged where it is cut.
Result<text::PhraseBook> read_phrases(const Bundle& bundle);

}  // namespace waqai::lexicon
