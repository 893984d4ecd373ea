// SPDX-License-Identifier: Apache-2.0
//
// Incidents of stories whose articles were coded again.  Which articles are one story depends on their texts, so stories stay.
// Thread rule: one thread; inside the caller's transaction.
#pragma once

#include <cstdint>
#include <string>

#include "store/database.h"
#include "story/words.h"

namespace waqai::archive {

// `stories`: a query in brackets that gives story ids.  Returns for how many stories incidents were made anew.
Result<int64_t> make_incidents_again(store::Database& database, const std::string& stories, const story::WordWeights& weights);

}  // namespace waqai::archive
