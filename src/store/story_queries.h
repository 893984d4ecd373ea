// SPDX-License-Identifier: Apache-2.0
//
// Questions to the derived tables: stories, incidents and their versions, quotations, actors.  All cells as text, unknown ones empty.
// Thread rule: that of Database.
#pragma once

#include <string>
#include <vector>

#include "store/archive_store.h"

namespace waqai::store {

struct TextTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

// Stories that hold an event the filter takes, most reports first; all stories where the filter has no condition.  `id` may be that of any article
// that the story holds (s and the start of its content hash).
Result<TextTable> select_stories(const Database& database, const EventFilter& filter, const std::string& id);
Result<TextTable> select_story_articles(const Database& database, const std::string& story_id);
// Incidents that hold an event the filter takes, by day; `id` may be that of any event of the incident (i and the event's id).
Result<TextTable> select_incidents(const Database& database, const EventFilter& filter, const std::string& id);
Result<TextTable> select_versions(const Database& database, const std::string& incident_id);
Result<TextTable> select_quotations(const Database& database, const EventFilter& filter);
Result<TextTable> select_actors(const Database& database, const EventFilter& filter);

// Columns of the table `name` of the schema, as text, of the rows of FROM, WHERE, ORDER BY in `rest`.
Result<TextTable> select_text(const Database& database, const std::vector<std::string>& columns, const std::string& list, const std::string& rest,
                              const std::vector<std::string>& parameters);

}  // namespace waqai::store
