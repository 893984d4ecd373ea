// SPDX-License-Identifier: Apache-2.0
//
// Months and years, Gregorian and Hijri.
#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "temporal/grammar.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::temporal {

using lexicon::TimeKind;
using lexicon::TimeTerm;
using lexicon::TimeWord;

namespace {

constexpr int kJustOver = 15;  // days since the end of a month that a sentence about the future still means
constexpr int kMisread = 60;   // a day so near ahead may stand in a clause whose tense was not seen

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

// "March", "the month of March", "March/Adar", "Adar (March)".
std::optional<Grammar::MonthName> Grammar::month_name(uint32_t i) const {
  const TimeTerm* unit_word = unit(i, 1);
  const bool led = unit_word != nullptr && static_cast<TimeUnit>(unit_word->value) == TimeUnit::kMonth;
  const uint32_t j = led ? i + 1 : i;
  if (led && conjunction(j)) return std::nullopt;
  const TimeTerm* name = term(j, TimeKind::kMonth);
  const bool hijri = name == nullptr;
  if (hijri) name = term(j, TimeKind::kHijriMonth);
  if (name == nullptr) return std::nullopt;
  MonthName found{name->value, hijri, name->weak != 0 && !led, j + 1, row_of(*name)};
  const bool bracket = mark(j + 1, '(');
  const TimeTerm* again = bracket || mark(j + 1, '/') || dash(j + 1) ? term(j + 2, TimeKind::kMonth) : nullptr;
  // "September Aylul" without a stroke: both names of one month.
  const TimeTerm* beside = hijri ? nullptr : term(j + 1, TimeKind::kMonth);
  if (beside != nullptr && beside->value == name->value && beside->line != name->line) {
    found.end = j + 2;
    found.weak = false;
  }
  if (again != nullptr && again->value == name->value && !hijri && (!bracket || mark(j + 3, ')'))) {
    found.end = bracket ? j + 4 : j + 3;
    found.weak = false;
  }
  return found;
}

// A year after a month: "2018", "of the year 2018", "of last year", or a direction of the month: "last March".
Grammar::YearTail Grammar::year_tail(uint32_t i, bool hijri) const {
  YearTail tail;
  tail.end = i;
  tail.hijri = hijri;
  if (const auto way = direction(i)) {
    tail.direction = way;
    tail.end = i + 1;
    return tail;
  }
  uint32_t j = word(i, TimeWord::kFrom) || mark(i, text::kArabicComma) || mark(i, ',') || mark(i, '/') || dash(i) ? i + 1 : i;
  const bool separated = j > i;
  const bool pointed = word(j, TimeWord::kThis);
  if (pointed) ++j;
  const TimeTerm* unit_word = unit(j, 1);
  const bool year_word = unit_word != nullptr && static_cast<TimeUnit>(unit_word->value) == TimeUnit::kYear && !conjunction(j);
  if (year_word) ++j;
  if (conjunction(j) || (pointed && !year_word)) return tail;
  auto digits = four_digits(j);
  const bool hijri_year = hijri && j < atoms_.size() && atoms_[j].number > 0 && word(j + 1, TimeWord::kHijriEra);
  if (hijri_year) digits = atoms_[j].number;
  if (digits && !is_code(j) && !word(j + 1, TimeWord::kCounted) &&
      (!separated || year_word || word(i, TimeWord::kFrom) || !mark(i, '/') || *digits > 1300)) {
    tail.year = digits;
    tail.end = j + 1;
    if (word(tail.end, TimeWord::kEra) || word(tail.end, TimeWord::kHijriEra)) ++tail.end;
    return tail;
  }
  const auto way = year_word ? direction(j) : std::nullopt;
  if ((pointed || way) && year_word && scene_.published != base::kNoDay) {
    const int now = hijri ? hijri_year_of(scene_.hijri, scene_.published) : year_of(scene_.published);
    tail.year = now + way.value_or(0);
    tail.end = way ? j + 1 : j;
  }
  return tail;
}

// A month (day 0) or day of it in the year told, or near the publication date.  Nothing for a day that does not exist.
std::optional<Period> Grammar::date_of(const MonthName& name, int day, const YearTail& tail, Tense tense) const {
  const std::optional<int> year = tail.year ? tail.year : assumed_year_ != 0 && !tail.direction ? std::optional<int>(assumed_year_) : std::nullopt;
  if (!year) return month_near(name, day, tail, tense);
  if (name.hijri) return hijri_period(scene_.hijri, {*year, name.month, day});
  if (day == 0) return is_day(*year, name.month, 1) ? std::optional<Period>(month_period(*year, name.month)) : std::nullopt;
  if (!is_day(*year, name.month, day)) return std::nullopt;
  return day_period(base::day_of(*year, static_cast<unsigned>(name.month), static_cast<unsigned>(day)));
}

std::optional<Period> Grammar::month_near(const MonthName& name, int day, const YearTail& tail, Tense tense) const {
  const Day today = scene_.published;
  if (today == base::kNoDay) {
    if (name.hijri) return relative("XXXX");
    return relative("XXXX-" + two_digits(name.month) + (day > 0 ? "-" + two_digits(day) : ""));
  }
  const int now = name.hijri ? hijri_year_of(scene_.hijri, today) : year_of(today);
  std::optional<Period> best;
  int best_distance = 0;
  // A leap day may need years further off.
  const int reach = day == 29 && name.month == 2 && !name.hijri ? 8 : 1;
  for (int year = now - reach; year <= now + reach; ++year) {
    YearTail told;
    told.year = year;
    const auto candidate = date_of(name, day, told, tense);
    if (!candidate) continue;
    const bool holds_today = candidate->first <= today && today <= candidate->last;
    const int distance = holds_today ? 0 : candidate->last < today ? candidate->last - today : candidate->first - today;
    const int way = tail.direction.value_or(0);
    if (tail.direction && way != 0 && (distance * way <= 0)) continue;
    // "figures of August are due": the month just over, not the one of next year.
    if (!tail.direction && tense == Tense::kFuture && distance < 0 && (day > 0 || distance < -kJustOver)) continue;
    if (!tail.direction && tense == Tense::kPast && distance > (day == 0 ? 0 : kMisread)) continue;
    if (best && std::abs(distance) >= std::abs(best_distance)) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

// Words after which a month's name that is another word too is a month.
bool Grammar::leads_to_date(uint32_t i) const {
  static constexpr TimeWord kWords[] = {TimeWord::kIn, TimeWord::kSince, TimeWord::kWithin, TimeWord::kBetween, TimeWord::kFrom, TimeWord::kTo};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](TimeWord one) { return word(i, one); });
}

Grammar::Found Grammar::month(uint32_t i) const {
  const auto name = month_name(i);
  if (!name) return std::nullopt;
  YearTail tail = year_tail(name->end, name->hijri);
  const bool led = i > 0 && (leads_to_date(i - 1) || term(i - 1, TimeKind::kAnchor) != nullptr);
  if (name->weak && !tail.year && !tail.direction && !led) return std::nullopt;
  if (i > 0 && word(i - 1, TimeWord::kNamedHead) && !tail.year && !tail.direction) return std::nullopt;
  Tense looks = i > 0 && word(i - 1, TimeWord::kSince) ? Tense::kPast : tense(i);
  std::optional<Period> period;
  const auto next = !tail.year && !tail.direction && conjunction(tail.end) ? month_name(tail.end) : std::nullopt;
  const YearTail shared = next ? year_tail(next->end, next->hijri) : YearTail{};
  if (next && next->hijri == name->hijri && shared.year) {  // "January and February 2018"
    YearTail told = tail;
    told.year = shared.year;
    period = date_of(*name, 0, told, looks);
  } else {
    period = date_of(*name, 0, tail, looks);
  }
  if (!period) return std::nullopt;
  Reading reading{i, tail.end, *period, name->row};
  reading.year_told = tail.year.has_value() || shared.year.has_value();
  return reading;
}

// Whether a year without an era is one of the Islamic calendar: it ended a lifetime ago at most, counted by that calendar.
bool Grammar::is_recent_hijri(int year) const {
  constexpr int kLifetime = 60, kPlanned = 2;  // years
  if (scene_.published == base::kNoDay) return false;
  const int now = hijri_year_of(scene_.hijri, scene_.published);
  return year >= now - kLifetime && year <= now + kPlanned;
}

// "the year 2011", "in 2011", "elections of 2018", "1439 AH".
Grammar::Found Grammar::year(uint32_t i) const {
  const TimeTerm* unit_word = unit(i, 1);
  if (unit_word == nullptr) unit_word = unit(i, 2);
  if (unit_word == nullptr || static_cast<TimeUnit>(unit_word->value) != TimeUnit::kYear) return bare_year(i);
  const uint32_t j = i + 1;
  if (j >= atoms_.size() || conjunction(j)) return std::nullopt;
  if (const auto words = year_in_words(j)) {
    Reading reading{i, words->end, year_period(words->value), row_of(*unit_word)};
    reading.year_told = true;
    return reading;
  }
  const int number = atoms_[j].number;
  if (atoms_[j].digits < 3 || atoms_[j].digits > 4 || number < 100) return std::nullopt;
  Reading reading{i, j + 1, year_period(number), row_of(*unit_word)};
  reading.year_told = true;
  // "the year 1436-1437 AH": the era stands behind the second alone.
  const bool two = (dash(j + 1) || mark(j + 1, '/')) && four_digits(j + 2) == number + 1;
  const uint32_t era = two ? j + 3 : j + 1;
  if (word(era, TimeWord::kHijriEra) || (!word(era, TimeWord::kEra) && is_recent_hijri(number))) {
    const auto hijri = hijri_period(scene_.hijri, {number, 0, 0});
    const auto last = two ? hijri_period(scene_.hijri, {number + 1, 0, 0}) : hijri;
    if (!hijri || !last) return std::nullopt;
    reading.period =
        two ? interval(hijri->first, last->last, hijri->timex.substr(0, hijri->timex.find('/')) + last->timex.substr(last->timex.find('/'))) : *hijri;
    reading.end = era + (word(era, TimeWord::kHijriEra) ? 1 : 0);
  } else if (word(j + 1, TimeWord::kEra)) {
    ++reading.end;
  }
  return reading;
}

// "one thousand and nine hundred and seven and sixty", "two thousand and eleven".
std::optional<Grammar::Number> Grammar::year_in_words(uint32_t i) const {
  const TimeTerm* thousands = term(i, TimeKind::kNumber);
  if (thousands == nullptr || thousands->value < 1000 || thousands->value > 2000) return std::nullopt;
  Number year{thousands->value, i + 1};
  int room = 1000;  // the next part is smaller, but for ones before tens
  while (conjunction(year.end)) {
    const TimeTerm* part = term(year.end, TimeKind::kNumber);
    if (part == nullptr || part->value >= room) break;
    year.value += part->value;
    room = part->value >= 100 ? 100 : part->value < 10 && room == 100 ? 91 : 0;
    ++year.end;
  }
  return year;
}

Grammar::Found Grammar::bare_year(uint32_t i) const {
  const auto number = four_digits(i);
  if (!number) return std::nullopt;
  Reading reading{i, i + 1, {}, {}};
  reading.year_told = true;
  if (word(i + 1, TimeWord::kHijriEra)) {
    const auto hijri = hijri_period(scene_.hijri, {*number, 0, 0});
    if (!hijri) return std::nullopt;
    reading.period = *hijri;
    ++reading.end;
    return reading;
  }
  const bool era = word(i + 1, TimeWord::kEra);
  if (!era && (*number < 1900 || *number > 2099 || counts_things(i))) return std::nullopt;
  reading.period = year_period(*number);
  if (era) ++reading.end;
  return reading;
}

// Whether four digits at atom `i` are part of a longer number, a code, or the number of a resolution.
bool Grammar::is_code(uint32_t i) const {
  if (i > 0) {
    const Atom& before = atoms_[i - 1];
    if (word(i - 1, TimeWord::kNumberHead)) return true;
    if (before.glued &&
        (before.kind == annot::TokenKind::kLatin || before.kind == annot::TokenKind::kSymbol || before.mark == '.' || before.mark == ':'))
      return true;
    if (before.kind == annot::TokenKind::kSymbol && before.mark != '+') return true;
  }
  if (i + 1 >= atoms_.size()) return false;
  const Atom& next = atoms_[i + 1];
  if (next.kind == annot::TokenKind::kSymbol) return true;
  return atoms_[i].glued && (next.mark == ':' || next.mark == '.') && i + 2 < atoms_.size() && next.glued;
}

// Whether four digits at atom `i` tell how many or which, not a year: "2011 persons", "resolution 1973".
bool Grammar::counts_things(uint32_t i) const {
  if (is_code(i) || word(i + 1, TimeWord::kCounted)) return true;
  if (i + 1 >= atoms_.size()) return false;
  const Atom& next = atoms_[i + 1];
  if (next.kind != annot::TokenKind::kWord || !next.terms.empty() || next.conjunction || next.definite) return false;
  const annot::Range words = doc_.tokens[next.first_token].words;
  for (uint32_t w = words.begin; w < words.end; ++w) {
    const annot::Word& one = doc_.words[w];
    if (one.enclitic || one.upos == annot::Upos::kX) continue;
    // What is counted stands in the singular without article; a proclitic or another part of speech starts something new.
    return !one.proclitic && one.upos == annot::Upos::kNoun && one.features.definite != annot::Definite::kDef &&
           one.features.number != annot::Number::kPlur && one.features.definite != annot::Definite::kCon &&
           one.features.verb_form != annot::VerbForm::kMasdar;
  }
  const std::string key = text::fold_key(doc_.surface(doc_.tokens[next.first_token]));
  return key.size() > 3 && key.back() == text::key_byte(text::kAlef);
}

}  // namespace waqai::temporal
