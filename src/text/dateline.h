// SPDX-License-Identifier: Apache-2.0
//
// Datelines: "Beirut - Reuters", "Dubai, UAE (CNN)--", "(AFP) -", "Cairo - " at the start of an article's body.
#pragma once

#include <span>
#include <string_view>

#include "text/phrases.h"

namespace waqai::text {

// How many of the first `tokens` of the paragraph are its dateline, the dash or colon after it included; 0 if it has none.
// A place without an agency counts only before a lone dash that joins no two adjectives or two articles.  O(dateline).
size_t dateline_tokens(std::string_view text, std::span<const RawToken> tokens, const PhraseBook& book);

}  // namespace waqai::text
