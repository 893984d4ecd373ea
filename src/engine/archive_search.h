// SPDX-License-Identifier: Apache-2.0
//
// ArchiveSearch: what Archive and Explorer share of searching: the index of an archive brought up to date with an engine, a query answered, and the
// places of a text that show why it was found.
// Thread rule: functions without state; thread-safe as their arguments are.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/search_files.h"
#include "archive/search_update.h"
#include "waqai/engine.h"
#include "waqai/types/explore.h"

namespace waqai {

class ArchiveSearch {
 public:
  using Files = std::shared_ptr<const archive::SearchFiles>;

  // Brings the index up to date; `verify`: damage anywhere is found and made good.
  static Result<archive::SearchTotals> update(archive::SearchWriter& writer, const store::Database& database, const Engine& engine, bool verify);
  // The index as it is, where it belongs to the present state of the database; else brought up to date first.
  static Result<Files> open(const std::string& folder, const store::Database& database, const Engine& engine);
  // The index mended after it was found damaged.
  static Result<Files> mend(const std::string& folder, const store::Database& database, const Engine& engine);

  struct Found {
    search::Answer answer;
    std::vector<SearchWord> words;
  };
  static Result<Found> ask(const Engine& engine, const search::Index& index, const SearchQuery& query,
                           const std::function<bool(std::string_view)>& accepts);
};

// Words of a text that were found: byte spans, neighbours joined into one.
std::vector<Span> found_spans(std::string_view text, const std::vector<search::FoundWord>& words);

// The place of `article` that holds most of the words found, behind the title where there is one.
SearchHit make_hit(const Article& article, const search::FoundArticle& found, const std::vector<search::FoundWord>& words);

}  // namespace waqai
