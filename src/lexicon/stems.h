// SPDX-License-Identifier: Apache-2.0
//
// The section "stems" of the bundle: how much it tells when two articles share a word.  An array of StoredStem, then the strings.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lexicon/bundle.h"

namespace waqai::lexicon {

inline constexpr std::string_view kStemsSection = "stems";
inline constexpr uint32_t kStemsVersion = 1;

struct StoredStem {
  uint32_t text = 0;    // id in the strings
  uint32_t weight = 0;  // tenths of a bit; kFactWord for a word that is a fact by itself: number, day, month; kGenreWord for one of a kind of news:
                        // wedding, match, weather
};
inline constexpr uint32_t kFactWord = 0xffffffff;
inline constexpr uint32_t kGenreWord = 0xfffffffe;

struct WeighedStem {
  std::string_view text;  // in the bundle
  uint32_t weight = 0;
};

// All rows.  kBundleSection where the section is missing, kBundleDamaged where it is cut.
Result<std::vector<WeighedStem>> read_stems(const Bundle& bundle);

}  // namespace waqai::lexicon
