// SPDX-License-Identifier: Apache-2.0
//
// Where the sentences of one paragraph end.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/phrases.h"

namespace waqai::text {

inline constexpr uint32_t kMaxSentenceTokens = 400;  // longer ones are cut
inline constexpr uint32_t kShortQuoteTokens = 40;    // in a shorter quotation only a full stop between two clauses ends a sentence, in brackets none

// The index after the last token of each sentence, ascending, the last one tokens.size(); empty for no tokens.  `ends` is overwritten.
// `whole`: nothing but kMaxSentenceTokens ends a sentence (titles).  Linear.
void find_breaks(std::string_view text, std::span<const RawToken> tokens, const PhraseBook& book, bool whole, std::vector<uint32_t>& ends);

}  // namespace waqai::text
