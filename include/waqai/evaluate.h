// SPDX-License-Identifier: Apache-2.0
//
// Evaluation: coded articles against articles coded by hand, by the measures that docs/FORMATS.md tells.  Thread rule: a free function, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "waqai/types/status.h"

namespace waqai {

// One measure.  Shares are 0 to 1, and 0 where nothing was found or nothing is in the gold.
struct Estimate {
  std::string name;  // event, dyad, actor, recipient, date, place, source, unreal, pledge, mode; or a type
  int64_t right = 0;
  int64_t found = 0;
  int64_t gold = 0;
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  double low = 0;  // 95 % interval of f1, by drawing articles anew; both 0 with fewer than two articles
  double high = 0;
};

struct Evaluation {
  int64_t articles = 0;         // in the gold
  int64_t missing = 0;          // of them, not coded: their events count as not found
  std::vector<Estimate> field;  // in the order of Estimate::name
  std::vector<Estimate> type;   // of events, by type, in alphabetical order
};

// Both are JSON Lines of coded articles (docs/FORMATS.md); `name` of each is what failures call it.  An id that stands twice: the last line counts.
// E023 (kind kInput) with the line where one is no coded article.  Same input, same figures.  O(articles).
struct NamedText {
  std::string name;
  std::string text;
};
Result<Evaluation> evaluate_coded(const NamedText& gold, const NamedText& coded);

}  // namespace waqai
