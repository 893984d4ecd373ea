// SPDX-License-Identifier: Apache-2.0
//
// Words of a text as the index numbers them: runs of letters, digits and marks, whatever the dictionaries say, so that a position leads back to the
// same characters for ever.  A line break takes a number, too: no phrase reaches from one paragraph into the next.  Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "waqai/types/span.h"

namespace waqai::search {

struct TextWord {
  Span span;
  uint32_t position = 0;
};

// In order of the text; nothing for a text without words.  O(bytes).
std::vector<TextWord> words_of(std::string_view text);

}  // namespace waqai::search
