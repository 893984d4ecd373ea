// SPDX-License-Identifier: Apache-2.0
//
// The ledger of pledges: each pledge with its restatements and with later events that bear on it, as evidence.  It says what was reported, never that
// a pledge was kept or broken; where nothing was found it says what was searched. Thread rule: that of the database.
#pragma once

#include "store/story_queries.h"

namespace waqai::archive {

// Columns: event_id, article_id, published, source, by, to, act, field, due, condition, strength, type, status; then
//   restatements     how many later articles repeat it: a pledge of the same side in much the same words
//   restated_in      their event ids, joined by ;
//   other_due        dates that restatements give and it does not, joined by ;
//   evidence         FINDING:EVENT_ID:DAY, joined by ;, by day of publication: acts told up to 60 days later (or behind the pledge's date) that bear
//   on it as archive/bearing.h has it and name the promised act as archive/promise.h has it; one an incident, none where the promise is told again,
//   and what a noun promises ("a plan for") needs two of them.  FINDING: done (told as having happened), in_progress (told as begun), cancelled
//   (called off), contradicted (told as not having happened)
//   finding          evidence, or no follow-up found
//   searched         "1234 articles, 2018-02-16 to 2018-10-01": of the days on which evidence is looked for
//   rules            of each piece of evidence, joined by ;: act, like or meeting (rule_of())
// in order of day of publication, article and place.  O(events): reads
// every article twice, some thousand at a time; memory grows with the pledges.
Result<store::TextTable> read_ledger(const store::Database& database, const store::EventFilter& filter);

}  // namespace waqai::archive
