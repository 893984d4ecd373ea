// SPDX-License-Identifier: Apache-2.0
//
// Brings the derived tables of an archive up to date: report_link, story, story_article, incident, incident_event, incident_version.
// Only what new articles can touch is made anew: they are compared with the articles of the days around them; stories that got an article are
// rebuilt with their incidents.  The result is what a whole rebuild gives (docs/decisions/0009-stories.md).
// Thread rule: one thread; the store must be open for writing.
#pragma once

#include <cstdint>

#include "store/archive_store.h"
#include "story/words.h"
#include "text/segment.h"

namespace waqai::archive {

struct StoryTotals {
  int64_t new_articles = 0;       // that had no story yet
  int64_t compared_articles = 0;  // read for comparison, new ones too
  int64_t links = 0;              // found now
  int64_t stories = 0;            // made anew
  int64_t incidents = 0;          // made anew
};

// One transaction: all or nothing.  kArchiveWrite, kArchiveQuery.
Result<StoryTotals> update_stories(store::ArchiveStore& store, const story::WordWeights& weights, const text::Segmenter& segmenter);

}  // namespace waqai::archive
