// SPDX-License-Identifier: Apache-2.0
//
// Dates as web pages write them: machine forms with time and zone, and forms for people in English, French and Arabic, digits of any script.  Years
// from 1990 to 2099 only, so that Hijri years beside Gregorian ones are passed over.  Thread rule: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/calendar.h"

namespace waqai::html {

struct Moment {
  base::Day day = base::kNoDay;
  std::string time;  // "HH:MM:SS", empty where not told
  std::string zone;  // "Z" or "+HH:MM", empty where not told

  std::string iso() const;  // YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS and the zone
};

enum class DayOrder { kDayFirst, kMonthFirst };  // of 03/04/2020

// The first date in `text`; nothing where there is none.  O(bytes).
std::optional<Moment> find_date(std::string_view text, DayOrder order);

// The date in the path of an address: /2019/11/19/ or /20191119 or 2019-11-19.
std::optional<Moment> date_in_address(std::string_view url);

}  // namespace waqai::html
