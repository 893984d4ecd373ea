// SPDX-License-Identifier: Apache-2.0
//
// ExploreStore: one connection that answers the questions of the screens (include/waqai/explore.h has the meaning of each answer).
// The first one opens the archive and reads its events into columns (event_columns.h); the others share these.
// Thread rule: one thread at a time an ExploreStore; interrupt() from any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/agent_namer.h"
#include "store/database.h"
#include "store/event_columns.h"
#include "store/event_counts.h"
#include "store/event_selection.h"
#include "waqai/types/explore.h"
#include "waqai/types/record.h"

namespace waqai::store {

inline constexpr int64_t kMostExploreRows = 10000;

// "name number#": columns in order, # marks numbers.
std::vector<ExploreColumn> explore_columns(const std::string& list);

// The bytes of a sentence.
std::string sentence_of(const std::string& text, const std::optional<std::string>& start, const std::optional<std::string>& end);

class ExploreStore {
 public:
  static constexpr int64_t kKeptEvents = 50000;  // the columns of fewer are made anew in a second

  // Attaches the archive; kArchiveMissing, kArchiveLocked, kArchiveVersion, kArchiveDamaged.
  static Result<ExploreStore> open(const std::string& folder, unsigned threads);
  // One more connection.
  Result<ExploreStore> connect() const;
  // Who tells the Arabic of agents without a name that the archive has in English alone: before connect() and prepare().
  void name_agents(AgentNamer namer) { namer_ = std::make_shared<AgentNamer>(std::move(namer)); }
  // Reads the columns from the archive, or from what keep() left: once, before any question about events.  O(events).
  Status prepare();
  // Leaves the columns beside the archive for the next start, where they were made anew of `least` events or more; does nothing where they cannot be
  // written.
  void keep(int64_t least = kKeptEvents) const;
  // The state of the archive, for what is made from it and kept beside it; empty where it cannot be told.
  std::string stamp() const;
  bool is_from_kept() const { return from_kept_; }
  // Where keep() puts them; anybody may delete it.
  static std::string kept_folder(const std::string& folder);
  void interrupt() const { database_.interrupt(); }
  ExploreLevels levels() const { return levels_; }

  Result<ExploreTable> events(const ExploreFilter& filter, const ExplorePage& page, CountBy by) const;
  Result<ExploreTable> counts(const ExploreFilter& filter) const;
  Result<std::vector<ExploreTable>> facets(const ExploreFilter& filter, const std::vector<std::string>& fields, CountBy by, int64_t limit) const;
  Result<ExploreTable> series(const ExploreFilter& filter, const std::string& step, const std::string& field, CountBy by) const;
  Result<ExploreTable> coverage(const std::string& step) const;
  Result<ExploreTable> places(const ExploreFilter& filter, CountBy by) const;
  Result<ExploreTable> actors(const std::string& words, int64_t limit, CountBy by) const;
  Result<std::vector<std::string>> names_among(const std::vector<std::string>& labels) const;
  Result<ExploreTable> spellings(const std::string& name) const;
  Result<ExploreTable> roles(const std::string& name) const;
  Result<ExploreTable> counterparts(const std::string& name, int64_t limit) const;
  Result<ExploreTable> quotations(const std::string& speaker, int64_t limit) const;
  Result<ExploreTable> pledges(const ExploreFilter& filter, const ExplorePage& page) const;
  Result<ExploreTable> stories(const ExploreFilter& filter, const ExplorePage& page) const;
  Result<ExploreTable> story_articles(const std::string& story_id) const;
  Result<ExploreTable> story_incidents(const std::string& story_id) const;
  Result<ExploreTable> story_versions(const std::string& story_id) const;
  Result<ExploreTable> articles(const std::string& words, const ExplorePage& page) const;
  Result<CodedArticle> article(const std::string& id) const;
  Result<Article> text(const std::string& id) const;

  // article_id, title, outlet, published, text, reports of the articles with these ids, newest first.
  Result<ExploreTable> texts(const std::vector<std::string>& ids) const;
  // Ids of the articles whose text holds one of `forms` letter by letter (`folded`: in any spelling), newest first.
  Result<std::vector<std::string>> holding(const std::vector<std::string>& forms, bool folded, bool whole_words) const;
  // Ids of the articles that hold an event under the filter, in no order.
  Result<std::vector<std::string>> articles_with(const ExploreFilter& filter) const;
  // The stored reading of runs, for summaries.
  const Database& database() const { return database_; }

 private:
  explicit ExploreStore(Database database) : database_(std::move(database)) {}
  Result<ExploreTable> ask(const std::vector<ExploreColumn>& columns, const std::string& sql, const std::vector<std::string>& parameters) const;

  // The cells of the archive's `table` at these rows, by row; `columns`: SQL, all text.  Unknown rows are missing.
  using RowCells = std::unordered_map<uint32_t, std::vector<std::optional<std::string>>>;
  Result<RowCells> cells_at(const std::string& table, const std::string& columns, const std::vector<uint32_t>& rows) const;
  // The same of articles by id: their texts are slow to read by row.
  Result<RowCells> cells_of_articles(const std::string& columns, const std::vector<std::string>& ids) const;
  Result<RowCells> cells_of_articles(const std::string& columns, std::vector<uint32_t> rows) const;
  // What people in these roles, or places, are called in Arabic, of each value.
  Result<std::vector<std::optional<std::string>>> arabic_values(const std::string& field, const std::vector<ValueCount>& counts) const;
  Result<RowCells> cells_from(const std::string& from, const std::string& columns) const;
  // Puts the number of events of an article in place of its row number in `column`.
  void count_reports(ExploreTable& table, size_t column) const;
  Status make_numbers();
  Status make_people();
  bool read_kept();
  Status keep_columns() const;

  Database database_;
  std::string folder_;
  ExploreLevels levels_;
  std::shared_ptr<EventColumns> columns_ = std::make_shared<EventColumns>();  // filled by prepare()
  std::shared_ptr<const AgentNamer> namer_ = std::make_shared<AgentNamer>();
  bool from_kept_ = false;
  bool has_index_ = false;  // of articles by id
};

}  // namespace waqai::store
