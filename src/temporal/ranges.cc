// SPDX-License-Identifier: Apache-2.0
//
// Stretches told by their two ends.
#include "temporal/grammar.h"

namespace waqai::temporal {

using lexicon::TimeTerm;
using lexicon::TimeWord;

Grammar::Found Grammar::range(uint32_t i) const {
  const bool between = word(i, TimeWord::kBetween);
  const bool marked = between || word(i, TimeWord::kFrom) || word(i, TimeWord::kSince);
  const uint32_t at = marked ? i + 1 : i;
  if (at >= atoms_.size() || (marked && conjunction(at))) return std::nullopt;
  if (Found found = range_of_days(at, marked)) return found;
  if (Found found = range_of_years(at)) return found;
  return marked ? range_of_points(at, between) : std::nullopt;
}

// Whether atom `i` leads on to the other end, which starts at `next`: "to", "until", a dash, after "between" also "and".
bool Grammar::joins(uint32_t i, bool between, uint32_t& next) const {
  next = i + 1;
  if (word(i, TimeWord::kTo)) {
    if (word(next, TimeWord::kTo)) ++next;
    return true;
  }
  if (dash(i)) return true;
  next = i;
  return between && conjunction(i);
}

// "3 and 5 April", "10 to 14 May", "3-5 April 2018".  Without a word before it the days must follow each other.
Grammar::Found Grammar::range_of_days(uint32_t i, bool marked) const {
  const uint32_t at = word(i, TimeWord::kDayWord) && !definite(i) ? i + 1 : i;
  const bool listed = at > i;
  const auto first = day_number(at);
  uint32_t next = 0;
  if (!first || !joins(first->end, true, next)) return std::nullopt;
  const auto second = day_number(next);
  if (!second || second->value <= first->value) return std::nullopt;
  const Found last = day_and_month(next);
  if (!last) return std::nullopt;
  const bool stretch = marked || next > first->end || second->value == first->value + 1;
  const bool led = listed || (i > 0 && word(i - 1, TimeWord::kIn));
  if (!stretch && !led) return std::nullopt;
  Reading reading{i, last->end, last->period, last->row};
  reading.year_told = last->year_told;
  if (!last->period.known()) {
    const std::string& timex = last->period.timex;
    reading.period.timex = timex.substr(0, timex.size() - 2) + (first->value < 10 ? "0" : "") + std::to_string(first->value) + "/" + timex;
    return reading;
  }
  const Day begin = last->period.first - (second->value - first->value);
  if (!stretch) {  // two days apart: the second is read by itself
    reading.end = first->end;
    reading.period = day_period(begin);
    return reading;
  }
  reading.period = interval(begin, last->period.last, base::iso_day(begin) + "/" + base::iso_day(last->period.last));
  return reading;
}

// "the years 2011 and 2015", "2011-2015", "2017/2018".
Grammar::Found Grammar::range_of_years(uint32_t i) const {
  const TimeTerm* two = unit(i, 2);
  const TimeTerm* one = unit(i, 1);
  const bool led = (two != nullptr && static_cast<TimeUnit>(two->value) == TimeUnit::kYear) ||
                   (one != nullptr && static_cast<TimeUnit>(one->value) == TimeUnit::kYear);
  const uint32_t at = led ? i + 1 : i;
  const auto first = four_digits(at);
  uint32_t next = at + 1;
  const bool stroke = mark(next, '/');
  if (!first || !(stroke || joins(at + 1, two != nullptr, next))) return std::nullopt;
  if (stroke) next = at + 2;
  const auto last = four_digits(next);
  if (!last || *last <= *first || *first < 1800 || *last > 2099 || counts_things(next)) return std::nullopt;
  Reading reading{i, next + 1, year_period(*last), {}};
  if (two != nullptr || one != nullptr) reading.row = row_of(two != nullptr ? *two : *one);
  reading.year_told = true;
  reading.period = interval(base::day_of(*first, 1, 1), reading.period.last, std::to_string(*first) + "/" + std::to_string(*last));
  return reading;
}

Grammar::Found Grammar::range_of_points(uint32_t i, bool between) const {
  Found first = point(i);
  uint32_t next = 0;
  if (!first || !joins(first->end, between, next) || next >= atoms_.size()) return std::nullopt;
  const Found second = point(next);
  if (!second || (second->begin == next && next > first->end && conjunction(next))) return std::nullopt;
  if (second->year_told && !first->year_told && second->period.known()) {
    Grammar told = *this;
    told.assumed_year_ = year_of(second->period.last);
    Found again = told.point(i);
    if (again && again->period.known() && again->period.first > second->period.last) {
      --told.assumed_year_;
      again = told.point(i);
    }
    if (again && again->end == first->end) first = again;
  }
  return join(*first, *second);
}

Grammar::Found Grammar::join(const Reading& first, const Reading& second) const {
  Reading reading = first;
  reading.end = second.end;
  reading.year_told = first.year_told || second.year_told;
  reading.weekday = 0;
  if (!first.period.known() || !second.period.known()) {
    reading.period = relative(first.period.timex + "/" + second.period.timex);
    return reading;
  }
  Day begin = first.period.first;
  Day end = second.period.last;
  if (first.weekday != 0 && second.weekday != 0) {
    const int length = (second.weekday - first.weekday + 7) % 7;
    const bool ahead = tense(first.begin) == Tense::kFuture || tense(first.begin) == Tense::kPresent;
    if (ahead) end = begin + length;
    else begin = end - length;
  }
  if (begin > end) return std::nullopt;
  reading.period = interval(begin, end, first.period.timex + "/" + second.period.timex);
  if (first.weekday != 0) reading.period.timex = base::iso_day(begin) + "/" + base::iso_day(end);
  return reading;
}

}  // namespace waqai::temporal
