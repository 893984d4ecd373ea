// SPDX-License-Identifier: Apache-2.0
//
// What differs between two archives: articles that only one has, and in articles of both (known by their content) events gained, lost and changed.
// Event ids hash text and trigger, so an event whose coding changed is the same event in both.
#pragma once

#include "store/story_queries.h"

namespace waqai::archive {

// Columns: article_id (of B, else of A), event_id (empty for a change of an article), change (article_added, article_removed, gained, lost, changed),
// type (B's, else A's), field (that differs; a changed event has a row a field), before, after.  Ordered by article's content, event, field. Memory:
// about 300 bytes an event of A.
Result<store::TextTable> diff_archives(const store::Database& a, const store::Database& b);

}  // namespace waqai::archive
