// SPDX-License-Identifier: Apache-2.0
//
// Surfaces: which articles of an archive hold which words as they are written, so that a re-coding reads only the texts that a change can touch.  In
// the form of the search index (search_files.h) and kept up to date as it is, in the folder `surfaces`; of each article its distinct tokens but for
// punctuation, without positions.  Nothing in it depends on dictionaries, so it never has to be made anew for them.  Derived: it may be missing.
// Thread rule: immutable after open; share freely.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "archive/search_files.h"
#include "base/calendar.h"
#include "waqai/types/record.h"

namespace waqai::archive {

std::string surfaces_folder(const std::string& archive);

// Brings the surfaces in the folder `archive` up to date.  `verify`: all checksums are compared first.  O(articles), and O(text) of those that are
// new. kCannotWrite.
Status update_surfaces(const std::string& archive, const store::Database& database, unsigned threads, bool verify = false);

// Articles are asked for by labels of their words.
struct SurfaceQuestion {
  struct Clause {
    std::vector<std::vector<uint32_t>> all;             // of each, a word with one of these labels
    std::vector<std::pair<base::Day, base::Day>> days;  // of publication, one of these; base::kNoDay: open; none: any day or none
  };
  // Adds the labels of a word; called by several threads at once.
  std::function<void(std::string_view surface, std::vector<uint32_t>& labels)> labels;
  std::vector<Clause> clauses;  // an article is chosen by any
  uint32_t label_count = 0;     // labels are below.  Label 0 is also that of a word too long to be known whole
};

class Surfaces {
 public:
  // kIndexDamaged, kIndexVersion; also where they do not belong to the present state of the database.
  static Result<Surfaces> open(const std::string& archive, const store::Database& database, unsigned threads);

  // Calls visit(worker, surface) for every word, by workers 0, 1, ... at once; a word comes once for each part of the index.  kIndexDamaged.
  Status each(const std::function<void(unsigned worker, std::string_view surface)>& visit) const;
  // Keys (search_key) of the articles that fit.  O(distinct words), and O(articles) of those with labels.  kIndexDamaged.
  Result<std::unordered_set<uint64_t>> choose(const SurfaceQuestion& question) const;

 private:
  Surfaces(SearchFiles files, unsigned threads) : files_(std::move(files)), threads_(threads) {}
  Status choose_in(const search::Segment& segment, const SurfaceQuestion& question, std::unordered_set<uint64_t>& keys) const;

  SearchFiles files_;
  unsigned threads_;
};

}  // namespace waqai::archive
