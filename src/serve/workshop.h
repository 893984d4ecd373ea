// SPDX-License-Identifier: Apache-2.0
//
// Workshop: what rows of a user would change, and keeping them.  A trial compiles the dictionaries once more with those rows on top, into a temporary
// folder, codes articles of the archive with both, and runs the examples of all frames; nothing is stored.  Saving keeps the rows beside the archive
// with author and message, and the program codes with them from then on.  Thread rule: safe from any number of threads; one trial or save at a time.
#pragma once

#include <string>

#include "serve/api.h"

namespace waqai::serve {

// POST rows (text of a .frames file), actors (lines of persons and organisations), sentence (optional: read with both), sample (articles, newest
// first, at most 2,000).  429 while another trial runs.
Response answer_workshop(ApiContext& context, const Request& request);
// GET: the versions that were kept, newest first, and whether the last one is in force.
Response answer_workshop_history(ApiContext& context, const Request& request);
// POST rows, actors, author, message: compiles, keeps and uses them.  Without rows the program's own dictionary is in force again.
Response answer_workshop_save(ApiContext& context, const Request& request);

// Uses the rows that were kept, if they were compiled with this dictionary.  REQUIRES: no other thread knows `context` yet.
void open_kept_rows(ApiContext& context);

}  // namespace waqai::serve
