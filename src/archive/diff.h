// SPDX-License-Identifier: Apache-2.0
//
// What differs between two archives: articles that only one has, and in articles of both (known by their content) events gained, lost and changed.
// Event ids hash text and trigger, so an event whose coding changed is the same event in both.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "store/story_queries.h"

namespace waqai::archive {

// What is compared of an archive, or of a part of it.
struct EventSide {
  struct Told {
    std::vector<std::string> fields;  // in the order of the table's field names
    uint32_t sentence_begin = 0, sentence_end = 0;
  };
  std::map<std::string, std::string> articles;                 // content hash -> id
  std::map<std::pair<std::string, std::string>, Told> events;  // content hash and event id
};

// Reads the articles for which `where` holds ("a" is table article); empty: all.
Status read_side(const store::Database& database, const std::string& where, EventSide& side);

// Columns: article_id (of B, else of A), event_id (empty for a change of an article), change (article_added, article_removed, gained, lost, changed),
// type (B's, else A's), field (that differs; a changed event has a row a field), before, after.  Ordered by article's content, event, field.
store::TextTable diff_sides(const EventSide& before, const EventSide& after);

// The same of two whole archives.  Memory: about 300 bytes an event of both.
Result<store::TextTable> diff_archives(const store::Database& a, const store::Database& b);

}  // namespace waqai::archive
