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
//   on it as
//                    archive/bearing.h has it, share three words with the promised act, one of them rare, and 0.6 of what tells it apart (words
//                    weighed by how rare they are); one an incident, and none where the promise is told again.  FINDING: done (told as having
//                    happened), in_progress (agreed again, expected or attempted), cancelled (taken back), contradicted (told as not having happened)
//   finding          evidence, or no follow-up found
//   searched         "1234 articles, 2018-02-16 to 2018-10-01": of the days on which evidence is looked for
// in order of day of publication, article and place.  Reads every article of the archive once.
Result<store::TextTable> read_ledger(const store::Database& database, const store::EventFilter& filter);

}  // namespace waqai::archive
