// SPDX-License-Identifier: Apache-2.0
//
// ExploreStore: one connection that answers the questions of the screens (include/waqai/explore.h has the meaning of each answer).
// The first one opens the archive beside a database in memory and makes the flat table of events there; the others join it.
// Thread rule: one thread at a time an ExploreStore; interrupt() from any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "waqai/types/explore.h"
#include "waqai/types/record.h"

namespace waqai::store {

class ExploreStore {
 public:
  static constexpr int64_t kKeptEvents = 50000;  // the table of fewer is made anew in a second or two

  // Attaches the archive; kArchiveMissing, kArchiveLocked, kArchiveVersion, kArchiveDamaged.
  static Result<ExploreStore> open(const std::string& folder, unsigned threads);
  // One more connection.
  Result<ExploreStore> connect() const;
  // Makes the flat table, or reads the one that keep() left: once, before any question about events.  O(events).
  Status prepare();
  // Leaves the flat table beside the archive for the next start, where it was made anew of `least` events or more; does nothing where it cannot be
  // written.
  void keep(int64_t least = kKeptEvents) const;
  bool is_from_kept() const { return from_kept_; }
  // Where keep() puts it; anybody may delete it.
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
  Result<ExploreTable> spellings(const std::string& name) const;
  Result<ExploreTable> roles(const std::string& name) const;
  Result<ExploreTable> counterparts(const std::string& name, int64_t limit) const;
  Result<ExploreTable> quotations(const std::string& speaker, int64_t limit) const;
  Result<ExploreTable> pledges(const ExploreFilter& filter, const ExplorePage& page) const;
  Result<ExploreTable> followups(const std::string& event_id) const;
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

  bool read_kept();

  Database database_;
  std::string folder_;
  ExploreLevels levels_;
  // Highest numbers in the columns of the flat table that count distinct things.
  struct Most {
    int64_t article = 0, unit = 0, story = 0, incident = 0;
  } most_;
  int64_t events_ = 0;
  bool from_kept_ = false;
  bool has_index_ = false;  // of articles by id
};

}  // namespace waqai::store
