// SPDX-License-Identifier: Apache-2.0
//
// LatinNames: labels for names that an answer has in Arabic alone, so that a reader of the English screens can follow them.  Cells of the answer stay as
// they are, for filters and queries go by them; the labels stand beside, under the key "latin".
// Thread rule: values.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "serve/json.h"
#include "waqai/engine.h"
#include "waqai/types/explore.h"
#include "waqai/types/record.h"

namespace waqai::serve {

class LatinNames {
 public:
  explicit LatinNames(const Engine& engine) : engine_(engine) {}  // outlives this

  // A name, or several joined by "; ".  Nothing where it has Latin letters already or holds no Arabic.
  void add(std::string_view names);
  // The names in a table: by the columns that hold such; `values`: in the column "value", too.
  void add(const ExploreTable& table, bool values = false);
  // Those that an article's records have no English name for.
  void add(const CodedArticle& article);
  void add(std::span<const Participant> parties);

  // The key "latin" with an object of names (blanks for low lines) and labels: "local source <<Arabic>>", "(translit.)" before the Arabic where a word
  // is told by its sound.  Nothing where there are none.
  void append(Json& json) const;

 private:
  void add(const Participant& who);
  std::string label(std::string_view name) const;

  const Engine& engine_;
  std::map<std::string, std::string> labels_;
};

}  // namespace waqai::serve
