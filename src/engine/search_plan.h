// SPDX-License-Identifier: Apache-2.0
//
// From what a person types to a question to the index: words without their clitics, lemmas of forms that no article has, Arabic spellings of names in
// other scripts.  Pure but for the scratch.
#pragma once

#include <string>
#include <vector>

#include "engine/name_base.h"
#include "pipeline/pipeline.h"
#include "search/index.h"
#include "waqai/types/explore.h"

namespace waqai {

// What reads a query.
struct QueryReader {
  const pipeline::Pipeline& pipeline;
  pipeline::Pipeline::Scratch& scratch;
  const NameBase& names;
};

struct SearchPlan {
  search::Question question;
  std::vector<SearchWord> words;  // of the question, `matches` still empty; in the order of question.all, ignored ones behind them
};

// kBadValue for a query that asks for nothing or for words that are in every article only.
Result<SearchPlan> plan_search(const QueryReader& reader, const search::Index& index, const SearchQuery& query);

}  // namespace waqai
