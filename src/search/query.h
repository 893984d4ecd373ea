// SPDX-License-Identifier: Apache-2.0
//
// What a person types into a search box: words (all must be there), OR between two of them, "phrases", -exclusions, prefix*.
// OR binds closer than the space: a b OR c means a, and b or c.  Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::search {

struct QueryWord {
  enum class Kind { kWord, kPrefix, kPhrase };
  Kind kind = Kind::kWord;
  std::string text;  // as typed, without quotes, minus and star
};
struct Query {
  std::vector<std::vector<QueryWord>> all;  // one of each must be there
  std::vector<QueryWord> none;
};

// kBadValue where nothing is asked for, or only what must not be there; a quote without its end ends with the query.
Result<Query> parse_query(std::string_view typed);

}  // namespace waqai::search
