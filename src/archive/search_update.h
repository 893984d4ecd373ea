// SPDX-License-Identifier: Apache-2.0
//
// SearchWriter: keeps the search index of an archive in step with its database.  Words of new articles are taken while they are stored; what is
// missing for any other reason (an archive of an earlier version, a process that was killed, a damaged segment) is read again from the texts.
// Segments are written under new names and the list replaced by rename, so that a process may be killed at any moment; small segments are merged,
// each article about once for every fourfold growth. Thread rule: one thread at a time; processes take turns by a lock in the folder.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "archive/search_files.h"
#include "search/segment_writer.h"
#include "waqai/types/record.h"

namespace waqai::archive {

struct SearchTotals {
  int64_t articles = 0;  // in the index now
  int64_t added = 0;     // from texts read again
  int64_t gone = 0;      // taken out
  int64_t damaged = 0;   // segments that were made anew
};

class SearchWriter {
 public:
  // `folder`: of the index.
  explicit SearchWriter(std::string folder) : folder_(std::move(folder)) {}

  // Takes what CodedArticle::search_words says of an article that was stored.  A failure to write is told by finish(), which then tries again.
  void add(const Article& article, std::string_view stored_id, std::string_view content_hash, std::string_view run_id, std::string_view words);

  // Reads articles again: words_of(articles) gives CodedArticle::search_words of each, in order; empty where one cannot be read.
  using Reader = std::function<Result<std::vector<std::string>>(const std::vector<Article>& articles)>;
  // Brings the index up to date: after it, list and database agree.  `verify`: all checksums are compared first.  kCannotWrite.
  Result<SearchTotals> finish(const store::Database& database, const Reader& reader, bool verify);

 private:
  struct Missing {
    std::string id;
    uint64_t key = 0;
  };
  void take(const Article& article, std::string_view id, uint64_t key, std::string_view words);
  Status load(bool verify);
  Status flush();
  Status put(const std::string& bytes);
  Status find_differences(const store::Database& database, std::vector<Missing>& missing);
  Status read_missing(const store::Database& database, const Reader& reader, const std::vector<Missing>& missing);
  Status merge_small();
  Status merge_parts(const std::vector<size_t>& which);
  Status write_list(const std::string& stamp) const;
  void remove_strangers() const;

  std::string folder_;
  search::SegmentBuilder builder_;
  std::vector<SearchFiles::Part> parts_;
  std::map<std::string, std::vector<uint32_t>> gone_;  // by segment: articles that the database no longer has so, ascending
  SearchTotals totals_;
};

}  // namespace waqai::archive
