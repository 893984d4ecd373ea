// SPDX-License-Identifier: Apache-2.0
//
// What is odd in the time of offices, by the table alone.  Nothing here keeps a row out of the bundle: warnings.
#pragma once

#include <string>
#include <vector>

#include "base/calendar.h"
#include "lexicon/source.h"

namespace waqai::lexicon {

// An office row with dates as far as they are certain: `from` lies in [from_first, from_last], `to` in [to_first, to_last]; kNoDay: open.
struct DatedOffice {
  std::string person, office, country, title;
  base::Day from_first = base::kNoDay, from_last = base::kNoDay, to_first = base::kNoDay, to_last = base::kNoDay;
  base::Day born = base::kNoDay, died = base::kNoDay;  // first possible day of birth, last possible day of death
  std::string file;
  uint32_t line = 0;
};

// Two holders at once, for certain, of an office that has one (same country and title); an office outside its holder's life.
void check_offices(const std::vector<DatedOffice>& offices, Findings& findings);

}  // namespace waqai::lexicon
