// SPDX-License-Identifier: Apache-2.0
//
// SearchFiles: the search index as it stands beside the database of an archive, in the folder `search`: a list of segments with a stamp of the state
// of the database that it belongs to, and the segments, mapped.  Derived: whatever is missing or damaged is made anew (search_update.h).
// Thread rule: immutable after open; share freely.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "search/index.h"
#include "store/database.h"

namespace waqai::archive {

struct SearchSegment {
  std::string name;  // of the file
  uint64_t bytes = 0;
};

struct SearchList {
  std::string stamp;  // of the database whose articles are all in; empty: some may be missing
  std::vector<SearchSegment> segments;
};

std::string search_folder(const std::string& archive);

// What the index must agree with: changes with every article that comes, goes, is blanked or coded again.  O(articles), a few milliseconds for
// 100,000.
Result<std::string> search_stamp(const store::Database& database);
// Tells one state of an article from another.  `run_id`: of the run that coded it, because its lemmas may be other ones then.
uint64_t search_key(std::string_view article_id, std::string_view content_hash, std::string_view run_id, bool redacted);

// `folder`, here and below: of the index.  An empty list where there is none; kIndexDamaged.
Result<SearchList> read_search_list(const std::string& folder);
Status write_search_list(const std::string& folder, const SearchList& list);

class SearchFiles {
 public:
  struct Part {
    SearchSegment entry;
    std::shared_ptr<base::MappedFile> file;
    std::shared_ptr<search::Segment> segment;
  };

  // kIndexDamaged, kIndexVersion; the place names the file.  No folder gives an index of nothing with an empty stamp.
  static Result<SearchFiles> open(const std::string& folder);
  // The segment of one entry of a list.
  static Result<Part> open_part(const std::string& folder, const SearchSegment& entry);

  const std::string& stamp() const { return stamp_; }
  const std::vector<Part>& parts() const { return parts_; }
  const search::Index& index() const { return *index_; }

 private:
  std::string stamp_;
  std::vector<Part> parts_;
  std::unique_ptr<search::Index> index_;
};

}  // namespace waqai::archive
