// SPDX-License-Identifier: Apache-2.0
//
// Archive: a folder of coded articles that anyone's DuckDB can open.  Adding is transactional and safe to repeat: an article is known by its content.
// Thread rule: one thread at a time; one process an archive for writing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "waqai/types/explore.h"
#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai {

struct ArchiveRun {
  std::string run_id;
  std::string started;  // ISO 8601, UTC
  std::string program;
  std::string dictionary_digest;
  std::string options;
  int64_t articles = 0;
  int64_t events = 0;
  int64_t rejected = 0;
};

struct EventQuery {
  std::string event_id;           // whole, or its first characters
  std::vector<std::string> type;  // any of; the same for the other lists
  std::vector<std::string> status;
  std::vector<std::string> country;    // of an actor or a recipient
  std::vector<std::string> actor;      // country of an actor
  std::vector<std::string> recipient;  // country of a recipient
  std::vector<std::string> article;    // article ids
  std::vector<std::string> source;     // outlets
  std::string name;                    // part of an actor's, recipient's or speaker's English or Arabic name
  std::string since;                   // first day, YYYY-MM-DD; an event without a day of its own counts on its day of publication
  std::string until;                   // last day
  int64_t limit = 0;                   // 0: all
  double confidence = 0;               // at least
  std::optional<double> score_from;    // -10 to 10, inclusive; an event without a score is in no range
  std::optional<double> score_to;
};

struct ArchiveSummary {
  int64_t articles = 0;
  int64_t events = 0;
  int64_t pledges = 0;
  std::vector<ArchiveRun> runs;
};

// How events leave an archive: a shape (Archive::layouts) in a form.
struct ExportOptions {
  std::string layout = "events";
  std::string format = "csv";  // csv, excel (opens right in Excel, safe against formulas), tsv, jsonl, geojson (events with a point), parquet
};

struct SqlOptions {
  std::string format = "csv";  // table, csv, jsonl
  double seconds = 10;
  uint64_t rows = 10'000;
  uint64_t bytes = 8u << 20;
};

// What update_stories() did.
struct StoryUpdate {
  int64_t new_articles = 0;       // that had no story yet
  int64_t compared_articles = 0;  // read for comparison, new ones too
  int64_t links = 0;              // found between a new article and another
  int64_t stories = 0;            // made anew
  int64_t incidents = 0;          // made anew
};

// What update_search() did.
struct SearchUpdate {
  int64_t articles = 0;  // in the search index now
  int64_t read = 0;      // texts that were read again, because the index did not have them
  int64_t damaged = 0;   // segments made anew
};

// The search index as it stands beside the database.
struct SearchState {
  std::string state;    // current, stale, missing, damaged; what is not current is made good by the next search, ingest or remove
  std::string problem;  // why it is damaged
  int64_t articles = 0;
  int64_t segments = 0;
  int64_t bytes = 0;
};

// Rows of a table of the archive as text, with the names of its columns.  Unknown cells are empty.
struct ArchiveRows {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct RecodeOptions {
  ArchiveRun run;        // run_id, started, program, options: what table `run` will say
  bool all = false;      // every article, whether or not it can be touched
  bool dry_run = false;  // report, change nothing
  unsigned threads = 0;  // 0: one a core
};

struct RecodeReport {
  std::string everything;  // why articles were coded again without asking what changed; empty: only those that a change can touch
  int64_t rows = 0;        // rows of the dictionary added, removed or changed
  int64_t moved = 0;       // rows that only stand elsewhere now; what names them follows
  int64_t articles = 0;    // in the archive
  int64_t recoded = 0;     // of them, coded again
  int64_t read = 0;        // texts that were read to find those which a change can touch
  int64_t analysed = 0;    // of these, analysed from their texts: there was no stored analysis that stands
  int64_t redacted = 0;    // could be touched, but have no words any more
  int64_t stories = 0;     // whose incidents were made anew
  int64_t events_before = 0, events_after = 0;  // of the articles coded again
  int64_t gained = 0, lost = 0, changed = 0;    // events
  // As Archive::diff tells them, with the sentence: article_id, event_id, change (gained, lost, changed), type, field, before, after, sentence.
  ArchiveRows changes;
};

// What an archive keeps of the analysis of its articles, so that a re-coding need not analyse them again.
struct AnalysisState {
  int64_t articles = 0;  // in the archive, without those whose words were blanked
  int64_t stored = 0;    // of them, with an analysis that can be used
  int64_t damaged = 0;   // with one that cannot; a re-coding reads the text
};

class Engine;

class Archive {
 public:
  // kArchiveMissing, kArchiveLocked, kArchiveVersion, kArchiveDamaged.
  static Result<Archive> open(const std::string& folder);
  // Creates the folder and the database where there is none.  kCannotWrite.
  static Result<Archive> open_for_writing(const std::string& folder);
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

  // True where an article with this text is in the archive.
  bool knows(const Article& article) const;

  // Adds what is not known yet, all or none.  Returns how many articles were added.  kArchiveWrite: nothing of the batch was stored.
  Result<int64_t> add(const std::vector<CodedArticle>& batch, ArchiveRun& run);
  Status finish(const ArchiveRun& run);

  // Articles that hold matching events, with those events, in order of publication, article id and event number.
  Status events(const EventQuery& query, const std::function<void(const CodedArticle&)>& visit) const;

  // All articles, with events or without: id, title, source, section, day of publication and text, in order of publication and article id.  One batch
  // of them is in memory.
  Status articles(const std::function<void(const Article&)>& visit) const;

  // Finds reprints, stories and incidents of the articles that are new since the last call; `engine` knows how much a word tells.  The result depends
  // on the articles alone, not on the order in which they came (docs/decisions/0009-stories.md).  All or nothing; repeating it changes nothing.
  // Keeps what recode() will need of the dictionary.
  Result<StoryUpdate> update_stories(const Engine& engine);

  // Brings the search index up to date, docs/FORMATS.md: to be called when articles were added or removed.  Words of articles added by this object
  // are known already; others are read from their texts with `engine`.  kCannotWrite.
  Result<SearchUpdate> update_search(const Engine& engine);
  // Articles that hold the words of a query; `filter`: and an event that it takes (its limit does not count).  Where the index is missing, stale or
  // damaged it is made good first, which takes time and needs a folder that can be written.  kBadValue for a query that asks for nothing.
  Result<SearchFindings> search(const Engine& engine, const SearchQuery& query, const EventQuery& filter) const;
  // Compares all checksums.
  Result<SearchState> search_state() const;

  // Stories, largest first, that hold an event the query takes; a query without conditions takes all.  `story`: the story with this id, or that holds
  // the article it was made from.  Columns of table story.
  Result<ArchiveRows> stories(const EventQuery& query, const std::string& story) const;
  // The articles of a story, earliest first: article_id, report_id, published, source, title, url.
  Result<ArchiveRows> story_articles(const std::string& story_id) const;
  // Incidents that hold an event the query takes, by day; `incident`: the one with this id, or that holds the event it was made from.
  // Columns of table incident.
  Result<ArchiveRows> incidents(const EventQuery& query, const std::string& incident) const;
  // Versions of an incident: field, value, reports, source, event_id.
  Result<ArchiveRows> incident_versions(const std::string& incident_id) const;
  // Pledges whose event the query takes, by day of publication, with what bears on them: docs/FORMATS.md.
  Result<ArchiveRows> pledges(const EventQuery& query) const;
  // Quotations by day of publication: of outlets, articles, days of publication, and a speaker's country or part of a name.
  Result<ArchiveRows> quotations(const EventQuery& query) const;
  // Actors of the events the query takes, most frequent first.
  Result<ArchiveRows> actors(const EventQuery& query) const;

  // What another archive has that this one has not, has not, or has otherwise: articles, events, fields; docs/FORMATS.md.
  Result<ArchiveRows> diff(const Archive& other) const;

  // The events of the query in a shape for other tools.  Text forms go to `sink` piece by piece; false from it ends the writing.  kBadValue for an
  // unknown shape or form.
  Status export_events(const ExportOptions& options, const EventQuery& query, const std::function<bool(std::string_view)>& sink) const;
  // The same as a Parquet file at `path`, replaced when complete.
  static Status export_parquet(const std::string& folder, const std::string& layout, const EventQuery& query, const std::string& path);
  // What an export means: the shape, what it cannot say, its columns, the runs that made the archive.  Markdown.
  Result<std::string> codebook(const ExportOptions& options) const;
  // Names of the shapes: events, gdelt-events, gdelt-mentions, polecat.
  static std::vector<std::string> layouts();

  // How many events of the query have each value of `field`, the most frequent first; values of lists count one by one.  kBadValue for a field that
  // is none of frequency_fields().
  Status frequencies(const std::string& field, const EventQuery& query,
                     const std::function<void(const std::string& value, int64_t count)>& visit) const;
  static std::vector<std::string> frequency_fields();

  // One SELECT over the tables and views (docs/FORMATS.md), read-only, in a child process with limits; `cut` tells that rows or bytes were left out.
  // kArchiveQuery for what is no single SELECT, fails or takes too long.
  static Status sql(const std::string& folder, const std::string& query, const SqlOptions& options, const std::function<bool(std::string_view)>& sink,
                    bool& cut);

  // A citation of the archive and what is needed to make it again.
  Result<std::string> citation() const;

  // A consistent copy of the archive in the folder `target`, which must not hold one.  kArchiveLocked while another process writes.
  static Status snapshot(const std::string& folder, const std::string& target);

  // Takes an article and all that was made from it out, or blanks its words and keeps what was coded; table `removal` keeps the trace, and the text
  // is not taken in again.  `at`: ISO 8601, UTC.  False where there is no such article.  update_stories() must follow.
  Result<bool> remove(const std::string& article_id, bool redact, const std::string& reason, const std::string& at);

  // Codes again, with `engine`, the articles that its dictionary can touch and the one they were coded with does not tell the same of: afterwards the
  // archive holds what a fresh one coded with `engine` would, row for row, but for runs and the feed of changes.  Event ids survive.  All or nothing.
  // Articles whose dictionary is not known (an archive of before schema version 4, another version of the program) are all coded again.
  Result<RecodeReport> recode(const Engine& engine, const RecodeOptions& options);

  // Writes the dictionary that most articles agree with as a bundle to `path`, its weights taken from `engine`.  False where it is not known, is that
  // of `engine`, or cannot be put together since more than rows changed.
  Result<bool> earlier_dictionary(const Engine& engine, const std::string& path) const;

  // The feed of changes with a higher version than `since`, in order: version, event_id, article_id, kind (added, changed, withdrawn), why.
  Result<ArchiveRows> changes(int64_t since) const;

  Result<ArchiveSummary> summary() const;
  // Compares the checksums of all stored analyses.
  Result<AnalysisState> analysis_state() const;
  // Version of the database library, "v1.4.4".
  static std::string database_version();

 private:
  struct Impl;
  explicit Archive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace waqai
