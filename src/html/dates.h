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

  enum class Label { kNone, kPublished, kChanged } label = Label::kNone;  // what the words before it call it

  std::string iso() const;  // YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS and the zone
};

enum class DayOrder { kDayFirst, kMonthFirst };  // of 03/04/2020

// The first date in `text`; one of the latest change only where none of publication follows it.  Hours before and after noon are told by AM and PM
// and the Arabic words and letters for them.  Nothing where there is no date.  O(bytes).
std::optional<Moment> find_date(std::string_view text, DayOrder order);

// The same, day first, of a text for machines, which may also be a time since 1970: ten digits of seconds, thirteen of milliseconds.
std::optional<Moment> machine_date(std::string_view text);

// The date in the path of an address: /2019/11/19/ or /20191119 or 2019-11-19.
std::optional<Moment> date_in_address(std::string_view url);

}  // namespace waqai::html
