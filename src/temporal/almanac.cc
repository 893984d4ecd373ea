// SPDX-License-Identifier: Apache-2.0
#include "temporal/almanac.h"

#include <algorithm>
#include <cstdio>

namespace waqai::temporal {
namespace {

std::string padded(int number, int digits) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%0*d", digits, number);
  return buffer;
}

std::string month_name(int year, int month) { return padded(year, 4) + "-" + padded(month, 2); }

Day month_end(int year, int month) {
  return static_cast<Day>(std::chrono::sys_days(std::chrono::year(year) / month / std::chrono::last).time_since_epoch().count());
}

int clamp_year(int year) { return std::clamp(year, 1, 9999); }

// First day of Muharram in the arithmetic calendar (civil epoch 16 July 622 Julian, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of 30).
Day arithmetic_new_year(int year) {
  constexpr Day kEpoch = -492148;  // 1 Muharram 1 AH in days since 1970
  return kEpoch + (year - 1) * 354 + (3 + 11 * year) / 30;
}

struct HijriSpan {
  Day first = 0;
  int days = 0;
};

HijriSpan in_table(const lexicon::HijriYear& year, int month) {
  const auto long_before = [&](int m) { return __builtin_popcount(year.long_months & ((1u << (m - 1)) - 1)); };
  if (month == 0) return {year.first, 12 * 29 + __builtin_popcount(year.long_months)};
  return {year.first + 29 * (month - 1) + long_before(month), 29 + static_cast<int>((year.long_months >> (month - 1)) & 1)};
}

HijriSpan by_arithmetic(int year, int month) {
  const Day first = arithmetic_new_year(year);
  const int year_days = arithmetic_new_year(year + 1) - first;
  if (month == 0) return {first, year_days};
  const Day start = first + 29 * (month - 1) + month / 2;
  return {start, month == 12 ? first + year_days - start : 29 + month % 2};
}

}  // namespace

int weekday_of(Day day) { return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(std::chrono::days(day))).iso_encoding()); }
int year_of(Day day) { return static_cast<int>(base::ymd_of(day).year()); }
int month_of(Day day) { return static_cast<int>(static_cast<unsigned>(base::ymd_of(day).month())); }

bool is_day(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && (std::chrono::year(year) / month / day).ok();
}

Day add_months(Day day, int months) {
  const auto date = base::ymd_of(day);
  const auto target = date.year() / date.month() + std::chrono::months(months);
  const int year = clamp_year(static_cast<int>(target.year()));
  const auto month = static_cast<int>(static_cast<unsigned>(target.month()));
  const Day last = month_end(year, month);
  const Day same = base::day_of(year, static_cast<unsigned>(month), 1) + static_cast<int>(static_cast<unsigned>(date.day())) - 1;
  return std::min(same, last);
}

Period day_period(Day day) { return {Precision::kDay, day, day, base::iso_day(day)}; }
Period month_period(int year, int month) {
  return {Precision::kMonth, base::day_of(year, static_cast<unsigned>(month), 1), month_end(year, month), month_name(year, month)};
}
Period year_period(int year) {
  year = clamp_year(year);
  return {Precision::kYear, base::day_of(year, 1, 1), base::day_of(year, 12, 31), padded(year, 4)};
}
Period interval(Day first, Day last, std::string timex) {
  if (last < first) std::swap(first, last);
  return {Precision::kInterval, first, last, std::move(timex)};
}
Period relative(std::string timex) { return {Precision::kRelative, base::kNoDay, base::kNoDay, std::move(timex)}; }

Period week_period(Day day) {
  const Day monday = day - (weekday_of(day) - 1);
  const int year = year_of(monday + 3);  // the week belongs to the year of its Thursday
  const int number = (monday + 3 - base::day_of(year, 1, 1)) / 7 + 1;
  return interval(monday, monday + 6, padded(year, 4) + "-W" + padded(number, 2));
}

Period decade_period(int first) {
  first = std::clamp(first, 1, 9990);
  return interval(base::day_of(first, 1, 1), base::day_of(first + 9, 12, 31), padded(first / 10, 3));
}
Period century_period(int number) {
  number = std::clamp(number, 1, 99);
  return interval(base::day_of((number - 1) * 100 + 1, 1, 1), base::day_of(number * 100, 12, 31), padded(number - 1, 2));
}

Period season_period(int year, int season) {
  static constexpr const char* kNames[] = {"SP", "SU", "FA", "WI"};
  year = std::clamp(year, 2, 9999);
  const std::string timex = padded(year, 4) + "-" + kNames[season];
  if (season == 3) return interval(base::day_of(year - 1, 12, 1), month_end(year, 2), timex);
  const int month = 3 + 3 * season;
  return interval(base::day_of(year, static_cast<unsigned>(month), 1), month_end(year, month + 2), timex);
}

Period quarter_of(int year, int number) {
  number = std::clamp(number, 1, 4);
  return interval(base::day_of(year, static_cast<unsigned>(3 * number - 2), 1), month_end(year, 3 * number),
                  padded(year, 4) + "-Q" + std::to_string(number));
}

Period half_of(const Period& whole, int number) {
  const std::string timex = whole.timex + "-H" + std::to_string(number);
  const Day middle = whole.precision == Precision::kYear ? base::day_of(year_of(whole.first), 7, 1) : whole.first + 15;
  return number == 1 ? interval(whole.first, middle - 1, timex) : interval(middle, whole.last, timex);
}

Period third_of(const Period& whole, int anchor) {
  const int days = whole.last - whole.first + 1;
  Day second = whole.first + days / 3;
  Day third = whole.last + 1 - days / 3;
  if (whole.precision == Precision::kMonth) second = whole.first + 10, third = whole.first + 20;
  if (whole.precision == Precision::kYear) second = add_months(whole.first, 4), third = add_months(whole.first, 8);
  Period part = whole;
  if (anchor < 0) part.last = second - 1;
  if (anchor == 0) part.first = second, part.last = third - 1;
  if (anchor > 0) part.first = third;
  return part;
}

Period unit_at(TimeUnit unit, Day day, int shift) {
  switch (unit) {
    case TimeUnit::kMinute:
    case TimeUnit::kHour: {
      if (day == base::kNoDay) return relative("XXXX-XX-XX");
      const int per_day = unit == TimeUnit::kHour ? 24 : 24 * 60;
      return day_period(day + shift / per_day);
    }
    case TimeUnit::kDay:
      return day == base::kNoDay ? relative("XXXX-XX-XX") : day_period(day + shift);
    case TimeUnit::kWeek:
      return day == base::kNoDay ? relative("XXXX-WXX") : week_period(day + 7 * shift);
    case TimeUnit::kMonth: {
      if (day == base::kNoDay) return relative("XXXX-XX");
      const Day there = add_months(day, shift);
      return month_period(year_of(there), month_of(there));
    }
    case TimeUnit::kYear:
      return day == base::kNoDay ? relative("XXXX") : year_period(year_of(day) + shift);
    case TimeUnit::kDecade:
      return day == base::kNoDay ? relative("XXX") : decade_period((year_of(day) / 10 + shift) * 10);
    case TimeUnit::kCentury:
      return day == base::kNoDay ? relative("XX") : century_period((year_of(day) + 99) / 100 + shift);
    case TimeUnit::kQuarter: {
      if (day == base::kNoDay) return relative("XXXX-QX");
      const Day there = add_months(day, 3 * shift);
      return quarter_of(year_of(there), (month_of(there) + 2) / 3);
    }
    case TimeUnit::kHalf: {
      if (day == base::kNoDay) return relative("XXXX-HX");
      const Day there = add_months(day, 6 * shift);
      return half_of(year_period(year_of(there)), month_of(there) <= 6 ? 1 : 2);
    }
  }
  return {};
}

Period stretch(TimeUnit unit, Day day, int count) {
  const std::string timex = duration(unit, std::abs(count));
  if (day == base::kNoDay) return relative(timex);
  switch (unit) {
    case TimeUnit::kMinute:
      return interval(day, day + count / (24 * 60), timex);
    case TimeUnit::kHour:
      return interval(day, day + (count < 0 ? -1 : 1) * ((std::abs(count) + 23) / 24), timex);
    case TimeUnit::kDay:
      return count < 0 ? interval(day + count, day - 1, timex) : interval(day + 1, day + count, timex);
    case TimeUnit::kWeek:
      return interval(day, day + 7 * count, timex);
    case TimeUnit::kMonth:
      return interval(day, add_months(day, count), timex);
    case TimeUnit::kQuarter:
      return interval(day, add_months(day, 3 * count), timex);
    case TimeUnit::kHalf:
      return interval(day, add_months(day, 6 * count), timex);
    case TimeUnit::kYear:
      return interval(day, add_months(day, 12 * count), timex);
    case TimeUnit::kDecade:
      return interval(day, add_months(day, 120 * count), timex);
    case TimeUnit::kCentury:
      return interval(day, add_months(day, 1200 * count), timex);
  }
  return {};
}

std::string duration(TimeUnit unit, int count) {
  const auto amount = [&](int factor) { return count == 0 ? std::string("X") : std::to_string(count * factor); };
  switch (unit) {
    case TimeUnit::kMinute:
      return "PT" + amount(1) + "M";
    case TimeUnit::kHour:
      return "PT" + amount(1) + "H";
    case TimeUnit::kDay:
      return "P" + amount(1) + "D";
    case TimeUnit::kWeek:
      return "P" + amount(1) + "W";
    case TimeUnit::kMonth:
      return "P" + amount(1) + "M";
    case TimeUnit::kQuarter:
      return "P" + amount(3) + "M";
    case TimeUnit::kHalf:
      return "P" + amount(6) + "M";
    case TimeUnit::kYear:
      return "P" + amount(1) + "Y";
    case TimeUnit::kDecade:
      return count == 0 ? "PXDE" : "P" + amount(10) + "Y";
    case TimeUnit::kCentury:
      return count == 0 ? "PXCE" : "P" + amount(100) + "Y";
  }
  return {};
}

std::string value_of(const Period& period) {
  if (!period.known()) return {};
  switch (period.precision) {
    case Precision::kDay:
      return base::iso_day(period.first);
    case Precision::kMonth:
      return month_name(year_of(period.first), month_of(period.first));
    case Precision::kYear:
      return padded(year_of(period.first), 4);
    case Precision::kInterval:
      return base::iso_day(period.first) + "/" + base::iso_day(period.last);
    case Precision::kUnknown:
    case Precision::kRelative:
      return {};
  }
  return {};
}

std::optional<Period> hijri_period(std::span<const lexicon::HijriYear> years, const HijriDate& date) {
  if (date.year < 1 || date.year > 9000 || date.month < 0 || date.month > 12 || date.day < 0) return std::nullopt;
  const bool listed = !years.empty() && date.year >= years.front().year && date.year <= years.back().year;
  const HijriSpan found =
      listed ? in_table(years[static_cast<size_t>(date.year - years.front().year)], date.month) : by_arithmetic(date.year, date.month);
  if (date.day > found.days) return std::nullopt;
  const int slack = listed ? 0 : 1;
  const std::string gregorian = base::iso_day(found.first + std::max(date.day - 1, 0));
  if (date.day > 0 && listed) return day_period(found.first + date.day - 1);
  if (date.day > 0) return interval(found.first + date.day - 1 - slack, found.first + date.day - 1 + slack, gregorian);
  const Day last = found.first + found.days - 1;
  return interval(found.first - slack, last + slack, gregorian + "/" + base::iso_day(last));
}

int hijri_year_of(std::span<const lexicon::HijriYear> years, Day day) {
  int year = std::clamp((day + 492148) / 354, 1, 9000);
  while (year > 1 && hijri_period(years, {year, 0, 0})->first > day) --year;
  return year;
}

}  // namespace waqai::temporal
