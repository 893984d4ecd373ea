// SPDX-License-Identifier: Apache-2.0
//
// Whole events in an order of the caller's, however many: what hangs on them is read for many at a time and handed over an article at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "store/database.h"
#include "waqai/types/record.h"

namespace waqai::store {

// Calls visit for the article of each event at `rows` (rowids of table event, those of one article side by side) with its text and those of its
// events and pledges, in this order.
// Cost: the tables of events are read from end to end once a batch, and a batch is at least a 32nd of the archive's events: at most 32 times,
// whatever is asked; articles by the index (`has_index`).  Memory: the rows of a batch as they stand in the database, about 1 KB an event, and the
// texts of 512 articles.  visit may ask the same database.
Status visit_events(const Database& database, const std::vector<int64_t>& rows, bool has_index,
                    const std::function<void(const CodedArticle&)>& visit);

}  // namespace waqai::store
