// SPDX-License-Identifier: Apache-2.0
//
// Whether two events that two reports tell can be one happening, and how much speaks for it: what their fields say of type, time, place and parties,
// and what their sentences share, words weighed by how rare they are.  Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "base/calendar.h"
#include "story/report.h"
#include "waqai/types/record.h"

namespace waqai::story {

// An event with what its article adds.
struct ToldEvent {
  const Event* event = nullptr;
  uint32_t article = 0;  // number in order of (day, content hash) within the story
  uint32_t report = 0;   // number of the article that printed this report first
  base::Day published = base::kNoDay;
  base::Day carried = base::kNoDay;  // day of another mention of the same happening
  std::string outlet;                // of the article
  std::string report_outlet;         // of the article that printed the report first
  std::vector<Feature> words = {};   // of its sentence (words_of_sentence); empty: not known, and not asked for
};

// Days on which the event can have been, inclusive; the whole of time where nothing is known.
struct DayRange {
  base::Day first = base::kNoDay;
  base::Day last = base::kNoDay;  // kNoDay: no end known
};
DayRange days_of(const ToldEvent& told);

// The stems of three letters and more of a trigger.
std::vector<std::string> trigger_stems(const Event& event);

// What speaks for one happening, from kLeastAlike on; 0 where the two cannot be one or too little speaks for it.  The same for (a, b) and (b, a).
// `a_trigger` and `b_trigger` are their trigger_stems().
inline constexpr double kLeastAlike = 0.5;
double how_alike(const ToldEvent& a, const std::vector<std::string>& a_trigger, const ToldEvent& b, const std::vector<std::string>& b_trigger);

}  // namespace waqai::story
