// SPDX-License-Identifier: Apache-2.0
//
// Almanac: stretches of days with a name, and how they are counted from a day.  Pure functions; a year lies between 1 and 9999.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "annot/document.h"
#include "lexicon/times.h"

namespace waqai::temporal {

using annot::Precision;
using base::Day;
using lexicon::TimeUnit;

// First and last day, how exactly it was told, and its name in TIMEX3.  kRelative: the days are not known.
struct Period {
  Precision precision = Precision::kUnknown;
  Day first = base::kNoDay;
  Day last = base::kNoDay;
  std::string timex;
  bool known() const { return first != base::kNoDay; }
};

Period day_period(Day day);
Period month_period(int year, int month);
Period year_period(int year);
Period interval(Day first, Day last, std::string timex);
// A point in time that cannot be given a day.
Period relative(std::string timex);
// The ISO week that holds `day`.
Period week_period(Day day);
// Ten years from `first`; a hundred years, the 21st from 2001.
Period decade_period(int first);
Period century_period(int number);
// Months 3-5, 6-8, 9-11; winter is December of the year before with January and February.
Period season_period(int year, int season);
// `number` from 1; the last one for a number too large.
Period quarter_of(int year, int number);
// First or second half of a year or month.
Period half_of(const Period& whole, int number);
// Its third for anchors: -1 start, 0 middle, 1 end; of a month ten days and the rest, of a year four months.
Period third_of(const Period& whole, int anchor);

// The unit `shift` units after the one that holds `day`; relative without a day.
Period unit_at(TimeUnit unit, Day day, int shift);
// The stretch of `count` units before (negative) or after `day`; `day` is in it unless the unit is the day.
Period stretch(TimeUnit unit, Day day, int count);
// "P3D", "PT2H"; count 0: "PXD".
std::string duration(TimeUnit unit, int count);

// Monday 1 to Sunday 7.
int weekday_of(Day day);
int year_of(Day day);
int month_of(Day day);
bool is_day(int year, int month, int day);
// The same day `months` later, or the last one of a shorter month.
Day add_months(Day day, int months);

// As records tell it: YYYY-MM-DD, YYYY-MM, YYYY, first/last; empty where the days are not known.
std::string value_of(const Period& period);

// Umm al-Qura where `years` covers the year; the arithmetic calendar with a day more on either side (an interval) elsewhere.
// Nothing for a day or month that does not exist.  day 0: the whole month; month 0: the whole year.
struct HijriDate {
  int year = 0;
  int month = 0;
  int day = 0;
};
std::optional<Period> hijri_period(std::span<const lexicon::HijriYear> years, const HijriDate& date);
// The Hijri year in which `day` lies.
int hijri_year_of(std::span<const lexicon::HijriYear> years, Day day);

}  // namespace waqai::temporal
