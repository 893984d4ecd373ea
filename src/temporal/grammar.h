// SPDX-License-Identifier: Apache-2.0
//
// The grammar of dates: what starts at an atom, where it ends, which days it means.  Every rule looks a bounded number of atoms ahead,
// so that a sentence costs time linear in its atoms.
//   grammar.cc  order of the rules, numbers, small words
//   days.cc     days: weekdays, "today", day and month, digits, parts of the day
//   months.cc   months and years, in both calendars
//   units.cc    "last week", halves and quarters, decades, anchors ("early", "end of")
//   counts.cc   "three years ago", durations, ages
//   ranges.cc   from, to, between
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "annot/document.h"
#include "temporal/almanac.h"
#include "temporal/atoms.h"
#include "temporal/tense.h"

namespace waqai::temporal {

// What the rules know of the article around a sentence.
struct Scene {
  const std::vector<Atom>& atoms;
  const std::vector<Tense>& tenses;
  std::span<const lexicon::HijriYear> hijri;
  Day published = base::kNoDay;
  Day last_day = base::kNoDay;  // the last day told before; kNoDay without one
};

// An expression: atoms [begin, end).
struct Reading {
  uint32_t begin = 0;
  uint32_t end = 0;
  Period period;
  annot::Row row;
  bool duration = false;
  bool year_told = false;  // not filled in from the publication date
  int weekday = 0;         // of a bare weekday
};

struct Outcome {
  uint32_t end = 0;  // where to go on; at most the atom asked for: nothing there
  std::optional<Reading> reading;
};

class Grammar {
 public:
  Grammar(const annot::Document& doc, const Scene& scene) : doc_(doc), scene_(scene), atoms_(scene.atoms) {}

  // What starts at atom `i`.  REQUIRES: i < atoms
  Outcome at(uint32_t i) const;

 private:
  using Found = std::optional<Reading>;
  struct Number {
    int value = 0;
    uint32_t end = 0;
  };
  struct Count {  // value 0: not told how many
    int value = 0;
    TimeUnit unit = TimeUnit::kDay;
    uint32_t end = 0;
    annot::Row row;
    bool counted = false;  // a number or a dual, not a plural or singular alone
  };
  struct MonthName {
    int month = 0;
    bool hijri = false;
    bool weak = false;
    uint32_t end = 0;
    annot::Row row;
  };
  struct YearTail {  // what follows a month
    std::optional<int> year;
    std::optional<int> direction;  // -1, 0, 1: of the month itself
    bool hijri = false;
    uint32_t end = 0;
  };

  // Small words (grammar.cc).  All take any index: beyond the last atom there is nothing.
  const lexicon::TimeTerm* term(uint32_t i, lexicon::TimeKind kind) const;
  bool word(uint32_t i, lexicon::TimeWord word) const;
  bool mark(uint32_t i, char32_t code) const;
  bool dash(uint32_t i) const;
  bool conjunction(uint32_t i) const { return i < atoms_.size() && atoms_[i].conjunction; }
  bool definite(uint32_t i) const { return i < atoms_.size() && atoms_[i].definite; }
  const lexicon::TimeTerm* unit(uint32_t i, int count) const;
  std::optional<int> direction(uint32_t i) const;
  std::optional<int> four_digits(uint32_t i) const;
  std::optional<Number> cardinal(uint32_t i) const;
  std::optional<Number> ordinal(uint32_t i) const;
  Tense tense(uint32_t i) const { return scene_.tenses[i]; }
  Found point(uint32_t i) const;
  Found lexical(uint32_t i) const;

  // days.cc
  Found day_expression(uint32_t i) const;
  Found part_of_day(uint32_t i) const;
  Found night_between(uint32_t i) const;
  Found relative_day(uint32_t i) const;
  Found weekday(uint32_t i) const;
  Found day_and_month(uint32_t i) const;
  Found numeric_date(uint32_t i) const;
  Found days_list(uint32_t i) const;
  void add_date(Reading& reading) const;
  void add_part(Reading& reading) const;
  Period weekday_period(uint32_t i, int number, std::optional<int> way) const;
  std::optional<Number> day_number(uint32_t i) const;
  uint32_t end_of_named_day(uint32_t i) const;
  Found day_of_this_month(const Number& day, uint32_t begin) const;

  // months.cc
  std::optional<MonthName> month_name(uint32_t i) const;
  YearTail year_tail(uint32_t i, bool hijri) const;
  std::optional<Period> date_of(const MonthName& name, int day, const YearTail& tail, Tense tense) const;
  std::optional<Period> month_near(const MonthName& name, int day, const YearTail& tail, Tense tense) const;
  Found month(uint32_t i) const;
  Found year(uint32_t i) const;
  Found bare_year(uint32_t i) const;
  bool is_recent_hijri(int year) const;
  bool counts_things(uint32_t i) const;
  bool is_code(uint32_t i) const;
  std::optional<Number> year_in_words(uint32_t i) const;
  bool leads_to_date(uint32_t i) const;

  // units.cc
  Found unit_expression(uint32_t i) const;
  Found this_unit(uint32_t i) const;
  Found unit_with_direction(uint32_t i) const;
  Found units_with_direction(uint32_t i) const;
  Found part_of_unit(uint32_t i) const;
  Found whole(uint32_t i, bool bare_unit) const;
  Found anchored(uint32_t i) const;
  Found season(uint32_t i) const;
  Found decade(uint32_t i) const;
  Found century(uint32_t i) const;

  // counts.cc
  std::optional<Count> count(uint32_t i, bool after_signal) const;
  Found ago(uint32_t i) const;
  Found lasting(uint32_t i) const;
  bool is_age(uint32_t begin, uint32_t end) const;

  // ranges.cc
  Found range(uint32_t i) const;
  Found range_of_days(uint32_t i, bool marked) const;
  Found range_of_points(uint32_t i, bool between) const;
  Found range_of_years(uint32_t i) const;
  bool joins(uint32_t i, bool between, uint32_t& next) const;
  Found join(const Reading& first, const Reading& second) const;

  const annot::Document& doc_;
  const Scene& scene_;
  const std::vector<Atom>& atoms_;
  int assumed_year_ = 0;  // for dates without one; 0: near the publication date
};

inline annot::Row row_of(const lexicon::TimeTerm& term) { return {term.file, term.line}; }

}  // namespace waqai::temporal
