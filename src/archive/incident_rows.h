// SPDX-License-Identifier: Apache-2.0
//
// Incidents of stories: reads their events, finds what is one happening (story/incidents.h) and writes the rows.
// Thread rule: one thread; inside the caller's transaction.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "store/database.h"
#include "story/incidents.h"

namespace waqai::archive {

// Of every article of the archive: views into an arena of whoever made it.
struct StoredArticle {
  std::string_view id;
  std::string_view hash;  // how content_hash begins: as much as the id of a story takes
  std::string_view source;
  base::Day day = base::kNoDay;  // of publication
  std::string_view story;        // as stored before; empty for a new article
};

struct StoryMembers {
  struct Member {
    const StoredArticle* article = nullptr;
    const StoredArticle* report = nullptr;  // that printed it first
    uint32_t report_number = 0;
  };
  std::string story_id;
  std::vector<Member> articles;  // earliest first
};

class IncidentWriter {
 public:
  static constexpr size_t kPassStories = 5000;  // whose rows are set aside at once

  // `weights` must outlive the writer.
  IncidentWriter(store::Database& database, const story::WordWeights& weights);

  // The rows of these stories, in one pass over the tables of the archive for each five thousand; the events of a few hundred are in memory at
  // once.
  // REQUIRES: their story_article rows are written.
  Status add(const std::vector<StoryMembers>& stories);
  Status close();
  int64_t written() const { return written_; }

 private:
  Status add_pass(std::span<const StoryMembers> stories);
  Status choose(std::span<const StoryMembers> stories);
  Status forget_chosen();
  Status add_batch(std::span<const StoryMembers> stories, const std::string& batch);
  void write(const StoryMembers& story, const std::vector<story::ToldEvent>& events);
  void write_incident(const StoryMembers& story, const std::vector<story::ToldEvent>& events, const story::Incident& incident);

  store::Database& database_;
  const story::WordWeights& weights_;
  store::Appender incident_, event_, version_;
  int64_t written_ = 0;
};

}  // namespace waqai::archive
