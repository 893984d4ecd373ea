// SPDX-License-Identifier: Apache-2.0
#include "temporal/almanac.h"

#include <gtest/gtest.h>

namespace waqai::temporal {
namespace {

Day day(const char* iso) { return *base::parse_iso_day(iso); }

TEST(Almanac, WeeksBelongToTheYearOfTheirThursday) {
  EXPECT_EQ(week_period(day("2018-03-15")).timex, "2018-W11");
  EXPECT_EQ(value_of(week_period(day("2018-03-15"))), "2018-03-12/2018-03-18");
  EXPECT_EQ(week_period(day("2018-12-31")).timex, "2019-W01");
  EXPECT_EQ(week_period(day("2021-01-03")).timex, "2020-W53");
}

TEST(Almanac, MonthsEndWhereTheyEnd) {
  EXPECT_EQ(add_months(day("2018-01-31"), 1), day("2018-02-28"));
  EXPECT_EQ(add_months(day("2020-02-29"), -12), day("2019-02-28"));
  EXPECT_EQ(add_months(day("2018-03-15"), -14), day("2017-01-15"));
  EXPECT_EQ(month_period(2016, 2).last, day("2016-02-29"));
  EXPECT_FALSE(is_day(2018, 2, 29));
  EXPECT_FALSE(is_day(2018, 13, 1));
  EXPECT_TRUE(is_day(2020, 2, 29));
}

TEST(Almanac, UnitsAreCountedFromTheOneThatHoldsTheDay) {
  const Day now = day("2018-03-15");
  EXPECT_EQ(value_of(unit_at(TimeUnit::kDay, now, -2)), "2018-03-13");
  EXPECT_EQ(value_of(unit_at(TimeUnit::kWeek, now, -1)), "2018-03-05/2018-03-11");
  EXPECT_EQ(value_of(unit_at(TimeUnit::kMonth, now, 1)), "2018-04");
  EXPECT_EQ(value_of(unit_at(TimeUnit::kYear, now, -3)), "2015");
  EXPECT_EQ(unit_at(TimeUnit::kQuarter, now, -1).timex, "2017-Q4");
  EXPECT_EQ(unit_at(TimeUnit::kHalf, now, 1).timex, "2018-H2");
  EXPECT_EQ(unit_at(TimeUnit::kDecade, now, -1).timex, "200");
  EXPECT_EQ(value_of(unit_at(TimeUnit::kCentury, now, -1)), "1901-01-01/2000-12-31");
  EXPECT_EQ(value_of(unit_at(TimeUnit::kHour, now, -30)), "2018-03-14");
  EXPECT_EQ(unit_at(TimeUnit::kCentury, day("2000-12-31"), 0).timex, "19");
}

TEST(Almanac, WithoutADayUnitsStayRelative) {
  for (const TimeUnit unit : {TimeUnit::kMinute, TimeUnit::kHour, TimeUnit::kDay, TimeUnit::kWeek, TimeUnit::kMonth, TimeUnit::kYear,
                              TimeUnit::kDecade, TimeUnit::kCentury, TimeUnit::kQuarter, TimeUnit::kHalf}) {
    for (const Period& period : {unit_at(unit, base::kNoDay, 1), stretch(unit, base::kNoDay, -3)}) {
      EXPECT_EQ(period.precision, Precision::kRelative);
      EXPECT_FALSE(period.known());
      EXPECT_EQ(value_of(period), "");
      EXPECT_FALSE(period.timex.empty());
    }
    EXPECT_NE(duration(unit, 0).find('X'), std::string::npos);
  }
}

TEST(Almanac, StretchesHoldTheirDays) {
  const Day now = day("2018-03-15");
  EXPECT_EQ(value_of(stretch(TimeUnit::kDay, now, 3)), "2018-03-16/2018-03-18");
  EXPECT_EQ(value_of(stretch(TimeUnit::kDay, now, -2)), "2018-03-13/2018-03-14");
  EXPECT_EQ(value_of(stretch(TimeUnit::kHour, now, -24)), "2018-03-14/2018-03-15");
  EXPECT_EQ(value_of(stretch(TimeUnit::kMinute, now, 30)), "2018-03-15/2018-03-15");
  EXPECT_EQ(value_of(stretch(TimeUnit::kMonth, now, -3)), "2017-12-15/2018-03-15");
  EXPECT_EQ(stretch(TimeUnit::kDecade, now, 2).timex, "P20Y");
}

TEST(Almanac, PartsLieInTheWhole) {
  for (const Period& whole :
       {month_period(2018, 2), month_period(2018, 5), year_period(2018), year_period(2020), week_period(17605), decade_period(1990)}) {
    const Period start = third_of(whole, -1), middle = third_of(whole, 0), end = third_of(whole, 1);
    EXPECT_EQ(start.first, whole.first);
    EXPECT_EQ(start.last + 1, middle.first);
    EXPECT_EQ(middle.last + 1, end.first);
    EXPECT_EQ(end.last, whole.last);
    EXPECT_LT(end.first, end.last);
  }
  EXPECT_EQ(value_of(half_of(month_period(2018, 5), 2)), "2018-05-16/2018-05-31");
  EXPECT_EQ(value_of(season_period(2018, 3)), "2017-12-01/2018-02-28");
  EXPECT_EQ(value_of(quarter_of(2018, 9)), "2018-10-01/2018-12-31");
}

TEST(Almanac, YearsStayBetween1And9999) {
  const Day last = day("9999-12-31");
  const Day first = day("0001-01-01");
  for (const int count : {-999, 999}) {
    for (const TimeUnit unit : {TimeUnit::kYear, TimeUnit::kDecade, TimeUnit::kCentury, TimeUnit::kMonth}) {
      for (const Day now : {first, last}) {
        const Period period = unit_at(unit, now, count);
        EXPECT_LE(period.first, period.last);
        EXPECT_GE(year_of(period.first), 1);
        EXPECT_LE(year_of(period.last), 9999);
      }
    }
  }
}

// Every day of a thousand years of the arithmetic calendar lies in exactly one month, and years have 354 or 355 days.
TEST(Almanac, ArithmeticHijriYearsFollowEachOther) {
  Day next = hijri_period({}, {1, 1, 0})->first;
  for (int year = 1; year <= 1000; ++year) {
    Day year_days = 0;
    for (int month = 1; month <= 12; ++month) {
      const Period period = *hijri_period({}, {year, month, 0});
      ASSERT_EQ(period.first, next) << year << "/" << month;
      const int days = period.last - period.first + 1 - 2;  // a day more on either side
      ASSERT_TRUE(days == 29 || days == 30) << year << "/" << month;
      next += days;
      year_days += days;
    }
    ASSERT_TRUE(year_days == 354 || year_days == 355);
  }
  EXPECT_EQ(hijri_period({}, {1, 1, 1})->first + 1, day("0622-07-19"));
  EXPECT_FALSE(hijri_period({}, {1439, 13, 1}));
  EXPECT_FALSE(hijri_period({}, {1439, 2, 31}));
}

TEST(Almanac, ListedHijriYearsAreExact) {
  const lexicon::HijriYear years[] = {{1439, day("2017-09-21"), 0b101010010110}};
  EXPECT_EQ(value_of(*hijri_period(years, {1439, 1, 1})), "2017-09-21");
  EXPECT_EQ(hijri_period(years, {1439, 1, 0})->last - day("2017-09-21"), 28);
  EXPECT_FALSE(hijri_period(years, {1439, 1, 30}));
  EXPECT_EQ(hijri_year_of(years, day("2018-03-15")), 1439);
  EXPECT_EQ(hijri_year_of(years, day("2017-09-20")), 1438);
}

}  // namespace
}  // namespace waqai::temporal
