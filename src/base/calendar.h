// SPDX-License-Identifier: Apache-2.0
//
// Days as numbers: days since 1970-01-01 in the proleptic Gregorian calendar.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace waqai::base {

using Day = int32_t;
inline constexpr Day kNoDay = std::numeric_limits<Day>::min();

inline Day day_of(int year, unsigned month, unsigned day) {
  return static_cast<Day>(
      std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)).time_since_epoch().count());
}

inline std::chrono::year_month_day ymd_of(Day day) { return std::chrono::sys_days(std::chrono::days(day)); }

// "YYYY-MM-DD", optionally followed by 'T' or a space and anything; nothing for another form or a day that does not exist.
std::optional<Day> parse_iso_day(std::string_view text);

// "YYYY-MM-DD"; empty for kNoDay.
std::string iso_day(Day day);

}  // namespace waqai::base
