// SPDX-License-Identifier: Apache-2.0
//
// shown_title: a headline as a reader should see it.  Records keep the headline as it was ingested, for text and spans hang on it; outlets whose
// feeds took it out of a page hand it over with the page's character references in it ("&quot;").  Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "waqai/types/explore.h"
#include "waqai/types/status.h"

namespace waqai {

// `stored` with the references that a semicolon closes decoded, those that were escaped twice, too ("&amp;quot;"); white space and control characters
// that come out of them as one space.  Anything else as it is.  O(length).
std::string shown_title(std::string_view stored);

// The same for the column `title` of a table, where there is one.
Result<ExploreTable> with_shown_titles(Result<ExploreTable> table);

}  // namespace waqai
