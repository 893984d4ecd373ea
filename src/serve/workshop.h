// SPDX-License-Identifier: Apache-2.0
//
// Workshop: what rows of a user would change.  The dictionaries are compiled once more with those rows on top, into a temporary folder, and articles
// of the archive are coded with both; nothing is stored. Thread rule: safe from any number of threads; one trial runs at a time.
#pragma once

#include <string>

#include "serve/api.h"

namespace waqai::serve {

// POST rows (text of a .frames file), sentence (optional: read with both), sample (articles, newest first, at most 2,000).
// 429 while another trial runs.
Response answer_workshop(ApiContext& context, const Request& request);

}  // namespace waqai::serve
