// SPDX-License-Identifier: Apache-2.0
#include "temporal/grammar.h"

#include "text/letters.h"

namespace waqai::temporal {

using lexicon::Article;
using lexicon::TimeKind;
using lexicon::TimeTerm;
using lexicon::TimeWord;

const TimeTerm* Grammar::term(uint32_t i, TimeKind kind) const {
  if (i >= atoms_.size()) return nullptr;
  const Atom& atom = atoms_[i];
  for (const TimeTerm& one : atom.terms) {
    if (one.kind == kind && (one.article == Article::kEither || (one.article == Article::kNeeded) == atom.definite)) return &one;
  }
  return nullptr;
}

bool Grammar::word(uint32_t i, TimeWord wanted) const {
  if (i >= atoms_.size()) return false;
  const Atom& atom = atoms_[i];
  for (const TimeTerm& one : atom.terms) {
    if (one.kind != TimeKind::kWord || one.value != static_cast<int32_t>(wanted)) continue;
    if (one.article == Article::kEither || (one.article == Article::kNeeded) == atom.definite) return true;
  }
  return false;
}

bool Grammar::mark(uint32_t i, char32_t code) const { return i < atoms_.size() && atoms_[i].mark == code; }

bool Grammar::dash(uint32_t i) const { return mark(i, '-') || mark(i, 0x2013) || mark(i, 0x2014) || mark(i, text::kTatweel); }

// A unit in the singular (1), dual (2) or plural (0).
const TimeTerm* Grammar::unit(uint32_t i, int count) const {
  if (i >= atoms_.size()) return nullptr;
  for (const TimeTerm& one : atoms_[i].terms) {
    if (one.kind == TimeKind::kUnit && one.count == count) return &one;
  }
  return nullptr;
}

std::optional<int> Grammar::direction(uint32_t i) const {
  const TimeTerm* found = term(i, TimeKind::kDirection);
  return found == nullptr || conjunction(i) ? std::nullopt : std::optional<int>(found->value);
}

std::optional<int> Grammar::four_digits(uint32_t i) const {
  if (i >= atoms_.size() || atoms_[i].digits != 4 || atoms_[i].number < 1000) return std::nullopt;
  return atoms_[i].number;
}

// Digits up to three, or words up to 999; "five and twenty" is one number.
std::optional<Grammar::Number> Grammar::cardinal(uint32_t i) const {
  if (i >= atoms_.size()) return std::nullopt;
  if (atoms_[i].digits >= 1 && atoms_[i].digits <= 3) return Number{atoms_[i].number, i + 1};
  const TimeTerm* first = term(i, TimeKind::kNumber);
  if (first == nullptr || first->value > 999) return std::nullopt;
  const TimeTerm* tens = conjunction(i + 1) ? term(i + 1, TimeKind::kNumber) : nullptr;
  if (first->value < 10 && tens != nullptr && tens->value >= 20 && tens->value < 100) return Number{first->value + tens->value, i + 2};
  return Number{first->value, i + 1};
}

std::optional<Grammar::Number> Grammar::ordinal(uint32_t i) const {
  if (!definite(i)) return std::nullopt;
  if (const TimeTerm* first = term(i, TimeKind::kOrdinal)) {
    const TimeTerm* tens = conjunction(i + 1) && definite(i + 1) ? term(i + 1, TimeKind::kNumber) : nullptr;
    if (first->value < 10 && tens != nullptr && tens->value >= 20 && tens->value < 100) return Number{first->value + tens->value, i + 2};
    return Number{first->value, i + 1};
  }
  const TimeTerm* tens = term(i, TimeKind::kNumber);
  if (tens != nullptr && tens->value >= 20 && tens->value < 100) return Number{tens->value, i + 1};
  return std::nullopt;
}

// Days with a name, words for now, soon and lately, "the same day".
Grammar::Found Grammar::lexical(uint32_t i) const {
  if (const TimeTerm* fixed = term(i, TimeKind::kFixed)) {
    Reading reading{i, i + 1, day_period(fixed->value), row_of(*fixed)};
    if (const auto told = four_digits(i + 1)) {
      if (*told == year_of(fixed->value)) ++reading.end;
    }
    return reading;
  }
  if (const TimeTerm* reference = term(i, TimeKind::kReference)) {
    const char* timex = reference->value < 0 ? "PAST_REF" : reference->value > 0 ? "FUTURE_REF" : "PRESENT_REF";
    return Reading{i, i + 1, relative(timex), row_of(*reference)};
  }
  if (const TimeTerm* same = term(i, TimeKind::kSame)) {
    const Period period = scene_.last_day == base::kNoDay ? relative("XXXX-XX-XX") : day_period(scene_.last_day + same->value);
    return Reading{i, i + 1, period, row_of(*same)};
  }
  return std::nullopt;
}

// One point or stretch told by itself.
Grammar::Found Grammar::point(uint32_t i) const {
  if (Found found = anchored(i)) return found;
  if (Found found = day_expression(i)) return found;
  if (Found found = unit_expression(i)) return found;
  if (Found found = month(i)) return found;
  return year(i);
}

Outcome Grammar::at(uint32_t i) const {
  if (term(i, TimeKind::kIgnored) != nullptr) return {i + 1, std::nullopt};
  if (const uint32_t end = end_of_named_day(i); end > i) return {end, std::nullopt};
  using Rule = Found (Grammar::*)(uint32_t) const;
  static constexpr Rule kRules[] = {&Grammar::lexical, &Grammar::range, &Grammar::ago, &Grammar::point, &Grammar::lasting};
  for (const Rule rule : kRules) {
    if (Found found = (this->*rule)(i)) return {found->end, std::move(found)};
  }
  return {i, std::nullopt};
}

}  // namespace waqai::temporal
