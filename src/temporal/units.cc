// SPDX-License-Identifier: Apache-2.0
//
// Units of the calendar: "last week", "this year", "the second half of 2018", "early next month", "the nineties".
#include "temporal/grammar.h"

namespace waqai::temporal {

using lexicon::TimeKind;
using lexicon::TimeTerm;
using lexicon::TimeWord;

namespace {

TimeUnit unit_of(const TimeTerm& term) { return static_cast<TimeUnit>(term.value); }

// Units of which one is last, this and next.
bool has_order(TimeUnit unit) { return unit != TimeUnit::kMinute && unit != TimeUnit::kHour && unit != TimeUnit::kDay; }

}  // namespace

Grammar::Found Grammar::unit_expression(uint32_t i) const {
  using Rule = Found (Grammar::*)(uint32_t) const;
  static constexpr Rule kRules[] = {&Grammar::season,
                                    &Grammar::decade,
                                    &Grammar::century,
                                    &Grammar::part_of_unit,
                                    &Grammar::this_unit,
                                    &Grammar::unit_with_direction,
                                    &Grammar::units_with_direction};
  for (const Rule rule : kRules) {
    if (Found found = (this->*rule)(i)) return found;
  }
  return std::nullopt;
}

// "this year", "this summer".
Grammar::Found Grammar::this_unit(uint32_t i) const {
  if (!word(i, TimeWord::kThis)) return std::nullopt;
  const TimeTerm* found = definite(i + 1) && !conjunction(i + 1) ? unit(i + 1, 1) : nullptr;
  if (found == nullptr || !has_order(unit_of(*found))) return std::nullopt;
  return Reading{i, i + 2, unit_at(unit_of(*found), scene_.published, 0), row_of(*found)};
}

// "last week", "the next school year".  "The secretary general": the head before it says that this is no year.
Grammar::Found Grammar::unit_with_direction(uint32_t i) const {
  const TimeTerm* found = definite(i) ? unit(i, 1) : nullptr;
  if (found == nullptr || !has_order(unit_of(*found))) return std::nullopt;
  if (unit_of(*found) == TimeUnit::kYear && i > 0 && word(i - 1, TimeWord::kGeneralHead)) return std::nullopt;
  uint32_t j = i + 1;
  const bool adjective = unit_of(*found) == TimeUnit::kYear && !direction(j) && j < atoms_.size() &&
                         (atoms_[j].terms.empty() || word(j, TimeWord::kNotToday)) && !atoms_[j].conjunction &&
                         atoms_[j].kind == annot::TokenKind::kWord && !atoms_[j].preposition;
  if (adjective) ++j;
  const auto way = direction(j);
  if (!way) return std::nullopt;
  return Reading{i, j + 1, unit_at(unit_of(*found), scene_.published, *way), row_of(*found)};
}

// "the last three days", "the next 48 hours", "the past two years", "the past years".
Grammar::Found Grammar::units_with_direction(uint32_t i) const {
  const bool latest = term(i, TimeKind::kAnchor) != nullptr && term(i, TimeKind::kAnchor)->value > 0 && !definite(i);
  uint32_t j = latest ? i + 1 : i;
  int count = 0;
  if (const auto number = cardinal(j)) {
    count = number->value;
    j = number->end;
  }
  const TimeTerm* found = unit(j, 0);
  if (found == nullptr) found = unit(j, 2);
  if (found == nullptr && count > 10 && !definite(j)) found = unit(j, 1);
  if (found == nullptr || conjunction(j)) return std::nullopt;
  if (found->count == 2) count = 2;
  const bool article = definite(j);
  ++j;
  if (const auto number = count == 0 && !conjunction(j) ? cardinal(j) : std::nullopt) {
    count = number->value;
    j = number->end;
  }
  if (word(j, TimeWord::kVague)) ++j;
  auto way = direction(j);
  if (way) ++j;
  if (!way && latest && count > 0) way = -1;
  if (!way || *way == 0 || (!article && !latest && !definite(i))) return std::nullopt;
  Reading reading{i, j, {}, row_of(*found)};
  reading.period = count > 0 ? stretch(unit_of(*found), scene_.published, *way * count) : relative(*way < 0 ? "PAST_REF" : "FUTURE_REF");
  return reading;
}

// "the first quarter of 2018", "the second half of May", "the first week of June".
Grammar::Found Grammar::part_of_unit(uint32_t i) const {
  const TimeTerm* found = definite(i) ? unit(i, 1) : nullptr;
  const auto number = found == nullptr ? std::nullopt : ordinal(i + 1);
  if (!number || !word(number->end, TimeWord::kFrom)) return std::nullopt;
  const Found base = whole(number->end + 1, true);
  if (!base) return std::nullopt;
  Reading reading{i, base->end, {}, row_of(*found)};
  reading.year_told = base->year_told;
  const bool month = base->period.precision == Precision::kMonth;
  const bool year = base->period.precision == Precision::kYear;
  if (!base->period.known()) {
    reading.period = relative(base->period.timex);
  } else if (unit_of(*found) == TimeUnit::kQuarter && year && number->value <= 4) {
    reading.period = quarter_of(year_of(base->period.first), number->value);
  } else if (unit_of(*found) == TimeUnit::kHalf && (year || month) && number->value <= 2) {
    reading.period = half_of(base->period, number->value);
  } else if (unit_of(*found) == TimeUnit::kWeek && month && number->value <= 4) {
    const Day first = base->period.first + 7 * (number->value - 1);
    reading.period = interval(first, first + 6, base::iso_day(first) + "/" + base::iso_day(first + 6));
  } else {
    return std::nullopt;
  }
  return reading;
}

// What an anchor or a part may belong to; with `bare_unit` also "the month", "the year" alone: the current one.
Grammar::Found Grammar::whole(uint32_t i, bool bare_unit) const {
  if (i >= atoms_.size() || conjunction(i)) return std::nullopt;
  if (Found found = season(i)) return found;
  if (Found found = decade(i)) return found;
  if (Found found = century(i)) return found;
  if (Found found = this_unit(i)) return found;
  if (Found found = unit_with_direction(i)) return found;
  if (Found found = month(i)) return found;
  if (Found found = year(i)) return found;
  const TimeTerm* found = bare_unit && definite(i) ? unit(i, 1) : nullptr;
  if (found == nullptr || !has_order(unit_of(*found)) || found->weak != 0) return std::nullopt;
  return Reading{i, i + 1, unit_at(unit_of(*found), scene_.published, 0), row_of(*found)};
}

// "early next month", "mid 2018", "end of the year": the whole named, its first and last day drawn in to the third meant.
Grammar::Found Grammar::anchored(uint32_t i) const {
  const TimeTerm* anchor = term(i, TimeKind::kAnchor);
  if (anchor == nullptr) return std::nullopt;
  Found found = whole(word(i + 1, TimeWord::kFrom) ? i + 2 : i + 1, true);
  if (!found) return std::nullopt;
  found->begin = i;
  if (found->period.known()) found->period = third_of(found->period, anchor->value);
  return found;
}

// "last summer", "summer 2017", "the summer of last year", "this summer".  A season alone says too little.
Grammar::Found Grammar::season(uint32_t i) const {
  const bool pointed = word(i, TimeWord::kThis);
  const uint32_t at = pointed ? i + 1 : i;
  const TimeTerm* found = term(at, TimeKind::kSeason);
  if (found == nullptr || (pointed && conjunction(at))) return std::nullopt;
  const Day today = scene_.published;
  uint32_t end = at + 1;
  int year = today == base::kNoDay ? 0 : year_of(today);
  bool told = false;
  const auto way = definite(at) ? direction(end) : std::nullopt;
  if (way || (pointed && definite(at))) {
    end += way ? 1 : 0;
    if (way && today != base::kNoDay) {
      if (*way < 0 && season_period(year, found->value).last >= today) --year;
      if (*way > 0 && season_period(year, found->value).first <= today) ++year;
    }
  } else {
    if (definite(at)) return std::nullopt;
    Found base = this_unit(end);
    if (!base) base = unit_with_direction(end);
    if (!base) base = this->year(end);
    if (!base || base->begin != end || conjunction(end) || (base->period.known() && base->period.precision != Precision::kYear)) return std::nullopt;
    year = base->period.known() ? year_of(base->period.first) : 0;
    told = base->year_told;
    end = base->end;
  }
  static constexpr const char* kPatterns[] = {"XXXX-SP", "XXXX-SU", "XXXX-FA", "XXXX-WI"};
  Reading reading{i, end, year == 0 ? relative(kPatterns[found->value]) : season_period(year, found->value), row_of(*found)};
  reading.year_told = told;
  return reading;
}

// "the nineties", "the seventies of the last century"; "in his thirties" is an age.
Grammar::Found Grammar::decade(uint32_t i) const {
  const TimeTerm* found = term(i, TimeKind::kDecade);
  if (found == nullptr) return std::nullopt;
  uint32_t end = i + 1;
  const uint32_t after = word(end, TimeWord::kFrom) ? end + 1 : end;
  if (word(after, TimeWord::kAge)) return std::nullopt;
  int first = found->value;
  const Found of = century(after);
  if (!of && !definite(i)) return std::nullopt;
  if (of) {
    end = of->end;
    if (of->period.known()) first = year_of(of->period.first) - 1 + first % 100;
  }
  Reading reading{i, end, decade_period(first), row_of(*found)};
  reading.year_told = true;
  return reading;
}

// "the last century", "the nineteenth century".
Grammar::Found Grammar::century(uint32_t i) const {
  const TimeTerm* found = definite(i) ? unit(i, 1) : nullptr;
  if (found == nullptr || unit_of(*found) != TimeUnit::kCentury) return std::nullopt;
  if (const auto number = ordinal(i + 1)) return Reading{i, number->end, century_period(number->value), row_of(*found)};
  if (const auto way = direction(i + 1)) return Reading{i, i + 2, unit_at(TimeUnit::kCentury, scene_.published, *way), row_of(*found)};
  return std::nullopt;
}

}  // namespace waqai::temporal
