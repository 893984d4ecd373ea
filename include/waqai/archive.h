// SPDX-License-Identifier: Apache-2.0
//
// Archive: a folder of coded articles that anyone's DuckDB can open.  Adding is transactional and safe to repeat: an article is known by its content.
// Thread rule: one thread at a time; one process an archive for writing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

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
  std::string event_id;             // whole, or its first characters
  std::vector<std::string> type;    // any of; the same for the other lists
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
};

struct ArchiveSummary {
  int64_t articles = 0;
  int64_t events = 0;
  int64_t pledges = 0;
  std::vector<ArchiveRun> runs;
};

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

  Result<ArchiveSummary> summary() const;
  // Version of the database library, "v1.4.4".
  static std::string database_version();

 private:
  struct Impl;
  explicit Archive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace waqai
