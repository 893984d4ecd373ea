// SPDX-License-Identifier: Apache-2.0
//
// Days.
#include <cstdlib>

#include "temporal/grammar.h"
#include "text/letters.h"

namespace waqai::temporal {

using lexicon::DayPart;
using lexicon::TimeKind;
using lexicon::TimeTerm;
using lexicon::TimeWord;

namespace {

const char* part_name(int32_t part) {
  switch (static_cast<DayPart>(part)) {
    case DayPart::kDawn:
    case DayPart::kMorning:
      return "TMO";
    case DayPart::kNoon:
      return "TMI";
    case DayPart::kAfternoon:
      return "TAF";
    case DayPart::kEvening:
      return "TEV";
    case DayPart::kNight:
      return "TNI";
  }
  return "";
}

// The day with this weekday that is nearest to `day`.
Day nearest_weekday(Day day, int weekday) {
  const int ahead = (weekday - weekday_of(day) + 7) % 7;
  return ahead <= 3 ? day + ahead : day + ahead - 7;
}

}  // namespace

Grammar::Found Grammar::day_expression(uint32_t i) const {
  if (Found found = part_of_day(i)) return found;
  if (Found found = days_list(i)) return found;
  uint32_t j = i;
  if (word(i, TimeWord::kDayWord) && !definite(i)) ++j;
  Found found = relative_day(j);
  if (!found) found = weekday(j);
  if (!found) found = numeric_date(j);
  if (!found) found = day_and_month(j);
  if (found && found->begin == j) found->begin = i;
  return found;
}

// "evening of Monday", "dawn today", and nights between two days.
Grammar::Found Grammar::part_of_day(uint32_t i) const {
  const TimeTerm* part = term(i, TimeKind::kPart);
  if (part == nullptr || conjunction(i + 1)) return std::nullopt;
  if (part->value == static_cast<int32_t>(DayPart::kNight)) {
    if (Found found = night_between(i)) return found;
  }
  const uint32_t j = word(i + 1, TimeWord::kDayWord) && !definite(i + 1) ? i + 2 : i + 1;
  Found found = relative_day(j);
  if (!found) found = weekday(j);
  if (!found) found = day_and_month(j);
  if (!found) found = numeric_date(j);
  if (!found) return std::nullopt;
  found->begin = i;
  found->weekday = 0;
  if (found->period.timex.find('T') == std::string::npos) found->period.timex += part_name(part->value);
  return found;
}

// "the night of Friday, Saturday": two days.
Grammar::Found Grammar::night_between(uint32_t i) const {
  const TimeTerm* first = term(i + 1, TimeKind::kWeekday);
  if (first == nullptr) return std::nullopt;
  uint32_t j = i + 2;
  if (mark(j, '/') || dash(j) || word(j, TimeWord::kTo)) ++j;
  const TimeTerm* second = term(j, TimeKind::kWeekday);
  if (second == nullptr || second->value != first->value % 7 + 1) return std::nullopt;
  Reading reading{i, j + 1, weekday_period(i, second->value, direction(j + 1)), row_of(*first)};
  if (direction(j + 1)) ++reading.end;
  if (!reading.period.known()) {
    reading.period.timex = "XXXX-WXX-" + std::to_string(first->value) + "TNI";
    return reading;
  }
  const Day last = reading.period.last;
  reading.period = interval(last - 1, last, base::iso_day(last - 1) + "TNI");
  return reading;
}

// Today, yesterday, tomorrow; a weekday or date that follows says it again.
Grammar::Found Grammar::relative_day(uint32_t i) const {
  const TimeTerm* found = term(i, TimeKind::kDay);
  if (found == nullptr) return std::nullopt;
  const bool dated = day_number(i + 1) && day_and_month(i + 1);
  const bool other_day = word(i + 1, TimeWord::kNotToday) || (ordinal(i + 1) && !dated) || (found->value == 0 && direction(i + 1));
  if (other_day) return std::nullopt;
  const bool known = scene_.published != base::kNoDay;
  Reading reading{i, i + 1, known ? day_period(scene_.published + found->value) : relative("XXXX-XX-XX"), row_of(*found)};
  add_part(reading);
  const bool bracket = mark(reading.end, '(');
  const uint32_t at = bracket ? reading.end + 1 : mark(reading.end, text::kArabicComma) ? reading.end + 1 : reading.end;
  const TimeTerm* named = conjunction(at) ? nullptr : term(at, TimeKind::kWeekday);
  if (named != nullptr && (!bracket || mark(at + 1, ')'))) {
    reading.end = at + (bracket ? 2 : 1);
    // An article dated a day later than it was written: the name of the day is right.
    if (known) reading.period = day_period(nearest_weekday(scene_.published + found->value, named->value));
    if (!known) reading.period.timex = "XXXX-WXX-" + std::to_string(named->value);
  }
  add_date(reading);
  add_part(reading);
  return reading;
}

Period Grammar::weekday_period(uint32_t i, int number, std::optional<int> way) const {
  const Day today = scene_.published;
  if (today == base::kNoDay) return relative("XXXX-WXX-" + std::to_string(number));
  const int back = (weekday_of(today) - number + 7) % 7;
  const int ahead = (number - weekday_of(today) + 7) % 7;
  if (way && *way == 0) return day_period(nearest_weekday(today, number));
  if (way) return day_period(*way < 0 ? today - (back == 0 ? 7 : back) : today + (ahead == 0 ? 7 : ahead));
  const uint32_t before = i > 0 && word(i - 1, TimeWord::kDayWord) ? i - 1 : i;
  const bool after_something = before > 0 && (word(before - 1, TimeWord::kSince) || word(before - 1, TimeWord::kAfter));
  // A present tells of the coming days as of the past ones: the nearer weekday.
  const bool looks_ahead = tense(i) == Tense::kFuture || (tense(i) == Tense::kPresent && ahead <= back);
  return day_period(looks_ahead && !after_something ? today + ahead : today - back);
}

Grammar::Found Grammar::weekday(uint32_t i) const {
  const TimeTerm* found = term(i, TimeKind::kWeekday);
  if (found == nullptr) return std::nullopt;
  // "between the two": no Monday.
  const bool two = term(i, TimeKind::kNumber) != nullptr && i > 0 && word(i - 1, TimeWord::kBetween) && !conjunction(i + 1) && !mark(i + 1, '(');
  if (two) return std::nullopt;
  std::optional<int> way = direction(i + 1);
  Reading reading{i, i + (way ? 2u : 1u), {}, row_of(*found)};
  add_part(reading);
  if (!way) {
    way = direction(reading.end);
    if (way) ++reading.end;
  }
  reading.period = weekday_period(i, found->value, way);
  reading.weekday = way ? 0 : found->value;
  add_date(reading);
  add_part(reading);
  return reading;
}

// Takes in a date that follows: "Monday 12 March", "Monday (12 March 2018)", "Monday, corresponding to 12 March".
void Grammar::add_date(Reading& reading) const {
  uint32_t j = reading.end;
  const bool bracket = mark(j, '(');
  if (bracket || mark(j, text::kArabicComma) || mark(j, ',') || dash(j) || mark(j, '/')) ++j;
  if (word(j, TimeWord::kAgreeing)) ++j;
  if (conjunction(j)) return;
  Found date = numeric_date(j);
  if (!date) date = day_and_month(j);
  if (!date || (bracket && !mark(date->end, ')'))) return;
  reading.end = date->end + (bracket ? 1 : 0);
  reading.weekday = 0;
  reading.year_told = date->year_told;
  if (date->period.known() || !reading.period.known()) reading.period = date->period;
}

// Takes in an adverb: "Monday evening".
void Grammar::add_part(Reading& reading) const {
  const TimeTerm* part = conjunction(reading.end) || definite(reading.end) ? nullptr : term(reading.end, TimeKind::kPart);
  // A part of the day that opens an expression of its own stays with it.
  if (part == nullptr || term(reading.end + 1, TimeKind::kDay) != nullptr || term(reading.end + 1, TimeKind::kWeekday) != nullptr) return;
  ++reading.end;
  if (!reading.period.timex.empty() && reading.period.timex.find('T') == std::string::npos) reading.period.timex += part_name(part->value);
}

// 1 to 31 in digits or words.
std::optional<Grammar::Number> Grammar::day_number(uint32_t i) const {
  auto number = ordinal(i);
  if (!number) number = cardinal(i);
  if (!number || number->value < 1 || number->value > 31) return std::nullopt;
  return number;
}

// A revolution, bridge or party named after a day: where its name ends; `i` where there is none.
uint32_t Grammar::end_of_named_day(uint32_t i) const {
  if (i == 0 || !word(i - 1, TimeWord::kNamedHead)) return i;
  const auto day = day_number(i);
  if (!day) return i;
  const auto name = month_name(word(day->end, TimeWord::kFrom) ? day->end + 1 : day->end);
  if (!name) return i;
  const YearTail tail = year_tail(name->end, name->hijri);
  return tail.year || tail.direction ? i : name->end;
}

// "the twelfth of this month", "3 of next month".
Grammar::Found Grammar::day_of_this_month(const Number& day, uint32_t begin) const {
  const uint32_t j = day.end + 1;
  Found found = this_unit(j);
  if (!found) found = unit_with_direction(j);
  if (!found || found->period.precision != Precision::kMonth || !word(day.end, TimeWord::kFrom)) return std::nullopt;
  const Day there = found->period.first + day.value - 1;
  if (there > found->period.last) return std::nullopt;
  found->begin = begin;
  found->period = day_period(there);
  return found;
}

Grammar::Found Grammar::day_and_month(uint32_t i) const {
  const auto day = day_number(i);
  if (!day) return std::nullopt;
  const uint32_t j = word(day->end, TimeWord::kFrom) || dash(day->end) || mark(day->end, '/') ? day->end + 1 : day->end;
  if (conjunction(j)) return std::nullopt;
  const auto name = month_name(j);
  if (!name) return j > day->end ? day_of_this_month(*day, i) : std::nullopt;
  if (name->hijri && name->weak && dash(day->end)) return std::nullopt;  // a score: "1-nil"
  const YearTail tail = year_tail(name->end, name->hijri);
  const auto period = date_of(*name, day->value, tail, tense(i));
  if (!period) return std::nullopt;
  Reading reading{i, tail.end, *period, name->row};
  reading.year_told = tail.year.has_value();
  if (!name->hijri || !word(tail.end, TimeWord::kAgreeing)) return reading;
  Found same = day_and_month(tail.end + 1);  // both calendars: the Gregorian date counts
  if (!same) same = numeric_date(tail.end + 1);
  if (!same || !same->period.known()) return reading;
  same->begin = i;
  return same;
}

// 12/3/2018, 12-3-2018, 2018-03-12, in one piece.  Day before month, unless only the other order is a date.
Grammar::Found Grammar::numeric_date(uint32_t i) const {
  if (i + 4 >= atoms_.size() || !atoms_[i].glued || !atoms_[i + 1].glued || !atoms_[i + 2].glued || !atoms_[i + 3].glued) return std::nullopt;
  const char32_t sign = atoms_[i + 1].mark;
  if ((sign != '/' && sign != '-' && sign != '.') || atoms_[i + 3].mark != sign) return std::nullopt;
  const int a = atoms_[i].number, b = atoms_[i + 2].number, c = atoms_[i + 4].number;
  if (a < 0 || b < 0 || c < 0) return std::nullopt;
  const bool year_first = atoms_[i].digits == 4;
  if (!year_first && atoms_[i + 4].digits != 4) return std::nullopt;
  const int year = year_first ? a : c;
  int month = b;
  int day = year_first ? c : a;
  if (year < 1300) return std::nullopt;
  Reading reading{i, i + 5, {}, {}};
  reading.year_told = true;
  if (year < 1600) {
    const auto hijri = hijri_period(scene_.hijri, {year, month, day});
    if (!hijri || month == 0 || day == 0) return std::nullopt;
    reading.period = *hijri;
    return reading;
  }
  if (!is_day(year, month, day)) std::swap(month, day);
  if (!is_day(year, month, day)) return std::nullopt;
  reading.period = day_period(base::day_of(year, static_cast<unsigned>(month), static_cast<unsigned>(day)));
  return reading;
}

// "the days Wednesday and Thursday", "on 3 and 4 April" goes by ranges.
Grammar::Found Grammar::days_list(uint32_t i) const {
  if (!word(i, TimeWord::kDayWord) || definite(i)) return std::nullopt;
  const TimeTerm* first = term(i + 1, TimeKind::kWeekday);
  if (first == nullptr) return std::nullopt;
  uint32_t end = i + 2;
  const TimeTerm* last = nullptr;
  int days = 1;
  while (conjunction(end) && term(end, TimeKind::kWeekday) != nullptr && days < 7) {
    last = term(end++, TimeKind::kWeekday);
    ++days;
  }
  if (last == nullptr) return std::nullopt;
  const auto way = direction(end);
  const int length = (last->value - first->value + 7) % 7;
  Reading reading{i, end + (way ? 1u : 0u), {}, row_of(*first)};
  const bool from_start = way ? *way > 0 : tense(i) == Tense::kFuture || tense(i) == Tense::kPresent;
  const Period edge = weekday_period(i, from_start ? first->value : last->value, way);
  if (!edge.known()) {
    reading.period = relative("XXXX-WXX-" + std::to_string(first->value) + "/XXXX-WXX-" + std::to_string(last->value));
    return reading;
  }
  const Day begin = from_start ? edge.first : edge.first - length;
  reading.period = interval(begin, begin + length, base::iso_day(begin) + "/" + base::iso_day(begin + length));
  return reading;
}

}  // namespace waqai::temporal
