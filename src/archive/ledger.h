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
//   evidence         FINDING:EVENT_ID:DAY, joined by ;, by day: later acts of the same side towards the same others whose sentence shares half of
//   what tells the promised
//                    act apart (words weighed by how rare they are, two rare ones at least).  FINDING: done (told as having happened), in_progress
//                    (agreed, expected or attempted), cancelled (rejected), contradicted (told as not happening)
//   finding          evidence, or no follow-up found
//   searched         "1234 articles, 2018-02-16 to 2018-10-01": of later days, up to a year
// in order of day of publication, article and place.  Reads every article of the archive once.
Result<store::TextTable> read_ledger(const store::Database& database, const store::EventFilter& filter);

}  // namespace waqai::archive
