// SPDX-License-Identifier: Apache-2.0
//
// Counted units: "three years ago", "in two days", "for two months".
#include "temporal/grammar.h"
#include "text/letters.h"

namespace waqai::temporal {

using lexicon::TimeKind;
using lexicon::TimeTerm;
using lexicon::TimeWord;

// "three years", "two days", "several weeks", "a year", "48 hours", with what may stand before and behind.
std::optional<Grammar::Count> Grammar::count(uint32_t i, bool after_signal) const {
  uint32_t j = i;
  if (word(j, TimeWord::kAbout)) ++j;
  const bool vague = word(j, TimeWord::kVague);
  if (vague) ++j;
  Count result;
  const Number number = vague ? Number{} : cardinal(j).value_or(Number{});
  const bool told = number.end > 0;
  if (told) j = number.end;
  const TimeTerm* found = unit(j, told || vague ? 0 : 2);
  if (found == nullptr && !vague) found = unit(j, told ? 1 : 0);
  if (found == nullptr && !told && !vague) found = unit(j, 1);
  if (found == nullptr || definite(j) || (j > i && (conjunction(j) || atoms_[j].preposition))) return std::nullopt;
  if (told && found->count == 1 && number.value < 11) return std::nullopt;  // three to ten take the plural
  if (found->weak != 0 && !told && !vague && (found->count == 1 || !after_signal)) return std::nullopt;
  result.unit = static_cast<TimeUnit>(found->value);
  result.row = row_of(*found);
  result.value = told ? number.value : found->count;
  result.counted = told || found->count == 2;
  j += 1;
  const TimeTerm* one = told || found->count != 1 ? nullptr : term(j, TimeKind::kNumber);
  if (one != nullptr && one->value == 1 && !conjunction(j)) {
    result.counted = true;
    ++j;
  }
  if (found->count == 0 && word(j, TimeWord::kVague)) ++j;
  const TimeTerm* half = conjunction(j) ? unit(j, 1) : nullptr;
  if (half != nullptr && (static_cast<TimeUnit>(half->value) == TimeUnit::kHalf || static_cast<TimeUnit>(half->value) == TimeUnit::kQuarter)) ++j;
  if (word(j, TimeWord::kAbout)) ++j;
  if (direction(j)) return std::nullopt;
  if (told && number.value == 0) return std::nullopt;
  result.end = j;
  return result;
}

// "three years ago", "since two weeks", "in two days".  Counted from something else ("two days after the vote") it stays relative.
Grammar::Found Grammar::ago(uint32_t i) const {
  const bool back = word(i, TimeWord::kSince) || word(i, TimeWord::kBefore);
  const bool ahead = word(i, TimeWord::kAfter);
  if (!back && !ahead) return std::nullopt;
  const auto counted = conjunction(i + 1) ? std::nullopt : count(i + 1, true);
  if (!counted) return std::nullopt;
  const bool single = counted->value == 1 && !counted->counted;
  // "year after year": no date.
  const TimeTerm *before = i > 0 ? unit(i - 1, 1) : nullptr, *behind = unit(i + 1, 1);
  if (single && ahead && before != nullptr && behind != nullptr && before->value == behind->value) return std::nullopt;
  if (single && (four_digits(counted->end) || term(i + 1, TimeKind::kDay) != nullptr || month_name(i + 1) || day_expression(i + 1)))
    return std::nullopt;
  Reading reading{i, counted->end, {}, counted->row};
  if (word(reading.end, TimeWord::kElapsed)) ++reading.end;
  const bool from_now = word(reading.end, TimeWord::kFrom) && word(reading.end + 1, TimeWord::kNow);
  if (from_now) reading.end += 2;
  const bool from_other = !from_now && (word(reading.end, TimeWord::kFrom) || word(reading.end, TimeWord::kOn));
  const bool in_story = ahead && tense(i) == Tense::kPast;
  if (counted->value == 0 || scene_.published == base::kNoDay || (!word(i, TimeWord::kSince) && (from_other || in_story))) {
    reading.period = relative(duration(counted->unit, counted->value));
    return reading;
  }
  reading.period = unit_at(counted->unit, scene_.published, ahead ? counted->value : -counted->value);
  return reading;
}

// A length of time: "for two months", "within three days", "two days".  Ages are none.
Grammar::Found Grammar::lasting(uint32_t i) const {
  const bool through = i > 0 && word(i - 1, TimeWord::kFrom);  // "by way of", not "within"
  const bool within = word(i, TimeWord::kWithin) && !through;
  const bool signal = within || word(i, TimeWord::kFor);
  const uint32_t at = signal ? i + 1 : i;
  const auto counted = signal && conjunction(at) ? std::nullopt : count(at, signal);
  if (!counted || (!signal && !counted->counted) || is_age(at, counted->end)) return std::nullopt;
  if (!signal && definite(at)) return std::nullopt;
  const bool single = counted->value == 1 && !counted->counted;
  if (single && (four_digits(counted->end) || ordinal(counted->end) || word(at, TimeWord::kDayWord))) return std::nullopt;
  Reading reading{within ? i : at, counted->end, relative(duration(counted->unit, counted->value)), counted->row};
  reading.period.precision = Precision::kUnknown;
  reading.duration = true;
  return reading;
}

// "aged 32 years", "Omar (32 years)", "Omar, 32 years, said".
bool Grammar::is_age(uint32_t begin, uint32_t end) const {
  for (uint32_t back = 1; back <= 3 && back <= begin; ++back) {
    if (word(begin - back, TimeWord::kAge)) return true;
    if (atoms_[begin - back].kind == annot::TokenKind::kPunctuation) break;
  }
  if (word(end, TimeWord::kAge) || (word(end, TimeWord::kFrom) && word(end + 1, TimeWord::kAge))) return true;
  if (begin == 0) return false;
  const auto comma = [&](uint32_t i) { return mark(i, text::kArabicComma) || mark(i, ','); };
  const TimeTerm* years = unit(end - 1, 1);
  const bool set_off = comma(begin - 1) && comma(end) && years != nullptr && static_cast<TimeUnit>(years->value) == TimeUnit::kYear;
  return set_off || (mark(begin - 1, '(') && mark(end, ')'));
}

}  // namespace waqai::temporal
