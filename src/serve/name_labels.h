// SPDX-License-Identifier: Apache-2.0
//
// NameLabels: labels for names that an answer has in one script alone: in Arabic, so that a reader of the English screens can follow them (key
// "latin"), and of other readings of a mention, which are English, in Arabic (key "arabic").  Cells of the answer stay as they are, for filters and
// queries go by them; the labels stand beside. Thread rule: values.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "serve/api.h"
#include "serve/json.h"
#include "waqai/types/explore.h"
#include "waqai/types/record.h"

namespace waqai::serve {

class NameLabels {
 public:
  explicit NameLabels(const ApiContext& context) : context_(context) {}  // outlives this

  // A name, or several joined by "; ".  Nothing where it has Latin letters already or holds no Arabic.
  void add(std::string_view names);
  // The names in a table: by the columns that hold such; `values`: in the column "value", too.
  void add(const ExploreTable& table, bool values = false);
  // Those that an article's records, or mentions, have no English name for; and other readings.
  void add(const CodedArticle& article);
  void add(std::span<const Participant> parties);

  // The key "latin" with an object of names (blanks for low lines) and labels: "local source <<Arabic>>", "(translit.)" before the Arabic where a
  // word is told by its sound; the key "arabic" with one of readings and their Arabic.  Nothing where there are none.
  void append(Json& json);

 private:
  void add(const Participant& who);
  void add_name(const std::string& name);
  std::string label(std::string_view words) const;
  // Who of `told_` is a name, by the archive; the others are words of texts.
  void find_names();

  const ApiContext& context_;
  std::map<std::string, std::string> told_;  // cells with blanks for low lines, and as they are
  std::set<std::string, std::less<>> names_;
  std::map<std::string, std::string> readings_;
};

}  // namespace waqai::serve
