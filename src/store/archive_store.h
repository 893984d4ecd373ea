// SPDX-License-Identifier: Apache-2.0
//
// ArchiveStore: the database of an archive folder: writes coded articles in transactions, reads events back.
// The folder holds `waqai.duckdb` (the truth); whatever stands beside it is derived, or kept for comparison.  An article is known by its content:
// adding it again changes nothing.  Uniqueness is kept here (a set of content hashes in memory, 16 bytes each), not by database indexes, which cost
// seven times. Thread rule: one thread at a time; one process an archive for writing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/layouts.h"
#include "store/string_set.h"
#include "waqai/types/record.h"

namespace waqai::store {

struct RunInfo {
  std::string run_id;
  std::string started;  // ISO 8601, UTC
  std::string program;
  std::string dictionary_digest;
  std::string options;
  int64_t articles = 0;
  int64_t events = 0;
  int64_t rejected = 0;
};

struct EventFilter {
  std::string event_id;              // whole or the first characters
  std::vector<std::string> type;     // any of
  std::vector<std::string> status;   // any of
  std::vector<std::string> country;  // any actor or recipient has one of these
  std::vector<std::string> actor;    // country code of an actor, any of
  std::vector<std::string> recipient;
  std::vector<std::string> article;  // article ids, any of
  std::vector<std::string> source;   // outlets, any of
  std::string name;                  // part of a participant's English or Arabic name
  std::string since;                 // day (view event_day), inclusive, YYYY-MM-DD
  std::string until;                 // day, inclusive
  int64_t limit = 0;                 // 0: no limit
  double confidence = 0;             // at least
  std::optional<double> score_from;  // inclusive
  std::optional<double> score_to;    // inclusive
};

struct ArchiveCounts {
  int64_t articles = 0;
  int64_t events = 0;
  int64_t pledges = 0;
  int64_t runs = 0;
};

inline constexpr size_t kExportBatch = 32'768;  // events

class ArchiveStore {
 public:
  // Opens DIR for reading; kArchiveMissing, kArchiveVersion, kArchiveLocked, kArchiveDamaged.
  static Result<ArchiveStore> open(const std::string& folder);
  // The same, and the database may write files (exports).
  static Result<ArchiveStore> open_for_export(const std::string& folder);
  // The database file of an archive folder.
  static std::string database_path(const std::string& folder);
  // A copy of the archive in the folder `target`, made while the database is held against writers.  kArchiveWrite where `target` holds an archive or
  // cannot be written.
  static Status snapshot(const std::string& folder, const std::string& target);
  // Opens DIR for writing; creates it where there is none, brings an earlier schema up to date.
  static Result<ArchiveStore> open_for_writing(const std::string& folder);

  // The archive of a connection that is open already, for reading.
  static ArchiveStore over(Database database) { return ArchiveStore(std::move(database)); }

  // The content hash an article is known by.
  static std::string content_hash(const Article& article);
  bool knows(const std::string& content_hash) const { return known_.has(content_hash); }

  // An article that was added.
  struct Added {
    size_t index = 0;  // in the batch
    std::string id;    // it is stored under
    std::string content_hash;
  };
  // Adds the articles that are not known yet, all or none, and counts them in `run`.  Returns those that were added.
  Result<std::vector<Added>> add(const std::vector<CodedArticle>& batch, RunInfo& run);
  // Writes the row of a finished run.
  Status finish_run(const RunInfo& run);

  // Calls visit for each article that holds events the filter takes, with those events only (pledges of theirs, too), in order of
  // publication, article id, event number.  Article::text is filled.
  Status select(const EventFilter& filter, const std::function<void(const CodedArticle&)>& visit) const;

  // Calls visit with the id of each article that holds an event the filter takes, in no order.
  Status articles_with(const EventFilter& filter, const std::function<void(std::string_view id)>& visit) const;
  // Calls visit with id, title, source, day of publication and text of the articles with these ids, in no order.
  Status texts(const std::vector<std::string>& ids, const std::function<void(const Article&)>& visit) const;

  // The events that the filter takes in the shape of `layout`, as text, in the order of select(), until visit returns false.
  // Cost: linear but for sorting.  Memory: 1.3 GB at most, however many events; the rest is on disk beside the archive meanwhile, about its
  // size.  Some `batch_events` are asked for at a time.
  Status export_rows(const Layout& layout, const EventFilter& filter, const std::function<bool(const Row&)>& visit,
                     size_t batch_events = kExportBatch) const;
  // The same as a Parquet file of its own at `path`.  REQUIRES: opened by open_for_export
  Status export_parquet(const Layout& layout, const EventFilter& filter, const std::string& path, size_t batch_events = kExportBatch) const;

  // How many events have each value of `field`, the most frequent first.  kBadValue for an unknown field.  Values of lists count one by one.
  Status frequencies(const std::string& field, const EventFilter& filter, const std::function<void(const Row&)>& visit) const;
  static const std::vector<std::string>& frequency_fields();

  // Calls visit for each of these articles, by day of publication and id.  O(articles of the archive).
  static Status select_articles(const Database& database, const std::vector<std::string>& article_ids, const std::function<void(Article)>& visit);

  // The number that changes of this writer have in table `changes`: one more than the highest at the first call.
  Result<int64_t> version();
  // Changes with a higher number than `since`, in order: version, event_id, article_id, kind, why.
  Status changes(int64_t since, const std::function<void(const Row&)>& visit) const;

  // First and last day of publication, YYYY-MM-DD; empty where no article has one.
  Status published_range(std::string& first, std::string& last) const;

  // Takes an article and all that was made from it out, or blanks its words (every character but spaces and line breaks, so that offsets hold), in
  // one transaction with its row in table `removal`.  False where there is no such article.  Its story is made anew by the next update_stories().
  Result<bool> remove(const std::string& article_id, bool redact, const std::string& reason, const std::string& at);

  Result<ArchiveCounts> counts() const;
  // Runs, newest last.
  Result<std::vector<RunInfo>> runs() const;

  // Whether articles are found by id through an index (schema.h).
  bool has_index() const { return has_index_; }

  // For what derives tables from these (src/archive).
  Database& database() { return database_; }
  const Database& database() const { return database_; }

 private:
  explicit ArchiveStore(Database database) : database_(std::move(database)) {}
  static Result<ArchiveStore> open_reading(const std::string& folder, bool writes_files);
  Status check_version(const std::string& path) const;
  static Status create_at(const std::string& path);
  Status create();
  Status migrate();
  Status load_known();

  // The id an article is stored under: its own, or with the start of its hash where another text has it already (a new version of the page).
  std::string stored_id(const Article& article, const std::string& hash);

  Database database_;
  StringSet known_;         // content hashes
  StringSet ids_;           // article ids
  int64_t version_ = 0;     // of changes made now; 0: not known yet
  bool has_index_ = false;  // of articles by id
};

}  // namespace waqai::store
