// SPDX-License-Identifier: Apache-2.0
//
// Codes articles of an archive again, in place: those that a changed dictionary can touch, in one transaction with what is derived from them, the
// feed of changes and the row of the run.  What is written is what a fresh archive would hold.  Redacted articles have no words to code: they stay.
// Thread rule: one thread; the store must be open for writing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/diff.h"
#include "archive/surfaces.h"
#include "base/calendar.h"
#include "pipeline/analysis.h"
#include "store/archive_store.h"
#include "story/words.h"

namespace waqai::archive {

// A row of the dictionary that stands elsewhere now: records that name it follow.
struct RowMove {
  std::string file;
  uint32_t line = 0;
  std::string to_file;
  uint32_t to_line = 0;
};

// A text of an earlier state, as the archive holds it.
struct StoredText {
  std::string_view text;
  uint32_t title_end = 0;  // bytes of the title at its start
  base::Day published = base::kNoDay;
};

// Whether the changes touch a text.
struct Looked {
  enum Touch : uint8_t { kNo, kIfMatches, kYes } touch = kNo;  // kIfMatches: EarlierState::matches decides
  bool reads_alike = false;                                    // touched, and its words are read as before: a stored analysis stands
  std::vector<uint32_t> sentences;                             // kIfMatches: by index, where something may match
};

// What is known of the articles that agree with one earlier state (column run.in_force; empty where it is not known).
struct EarlierState {
  std::string in_force;
  bool everything = false;   // code all of them, from their texts; else those that `look` says, which worker 0, 1, ... asks, each for itself
  bool names_stand = false;  // in stored analyses of texts that are read alike
  std::function<Looked(unsigned worker, const StoredText& text)> look;
  // What to ask the surfaces of an archive for, to look only at articles that `look` may say; nothing where all are to be looked at.  Need not be
  // set.
  std::function<Result<std::optional<SurfaceQuestion>>(const Surfaces& surfaces)> ask;
  // `analysis`: the stored one; empty where there is none.
  std::function<bool(unsigned worker, const StoredText& text, const std::vector<uint32_t>& sentences, std::string_view analysis)> matches;
  std::vector<RowMove> moved;
};

// An article to code, and what stands of its stored analysis.
struct ArticleAgain {
  Article article;
  pipeline::StoredAnalysis analysis;
};

struct RecodeJob {
  store::RunInfo run;  // without counts: a re-coding adds no article
  std::vector<EarlierState> states;
  std::string folder;          // of the archive, for its surfaces; empty: all texts are looked at
  unsigned workers = 1;        // that look for articles
  story::WordWeights weights;  // of the bundle, for incidents
  // Codes what `next` gives and hands each to `sink`, in order.
  std::function<Status(const std::function<std::optional<ArticleAgain>()>& next, const std::function<Status(Result<CodedArticle>)>& sink)> code;
  bool dry_run = false;         // everything is taken back at the end
  bool forget_stories = false;  // what links articles changed: update_stories() must follow
};

struct RecodeTotals {
  int64_t articles = 0;   // in the archive
  int64_t looked_at = 0;  // of them, coded under an earlier state
  int64_t read = 0;       // of these, whose texts were looked at
  int64_t recoded = 0;
  int64_t redacted = 0;      // touched, but left as they are
  int64_t moved = 0;         // rows of the dictionary that stand elsewhere now
  int64_t stories = 0;       // whose incidents were made anew
  EventSide before, after;   // of the articles coded again
  store::TextTable changes;  // diff_sides() of the two
};

// The distinct states of articles that differ from `in_force`.
Result<std::vector<std::string>> earlier_states(const store::Database& database, const std::string& in_force);

// kArchiveWrite, kArchiveQuery, or the failure of the coder; then nothing was changed.
Result<RecodeTotals> recode(store::ArchiveStore& store, RecodeJob& job);

}  // namespace waqai::archive
