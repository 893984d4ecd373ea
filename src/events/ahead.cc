// SPDX-License-Identifier: Apache-2.0
//
// What tells that an act is still to come though no operator stands over it: the verb it is joined to, the verb whose subject it is, its relative
// clause, an adjective.  The day is asked when it is known (status.h).
#include "events/chain.h"

namespace waqai::events {

using annot::Relation;
using lexicon::OperatorKind;

namespace {

constexpr uint32_t kRelativeReach = 4;   // words between a noun and the relative pronoun of its clause
constexpr uint32_t kAdjectiveReach = 4;  // words between a noun and "next", "coming"

}  // namespace

// "It will be": a particle, "tomorrow", or an operator of intention or expectation over the verb.
bool Chains::of_the_future(uint32_t verb, Chain& tried) const {
  bool negated = false;
  particles(verb, tried, negated);
  if (negated || tried.unreal || tried.may || tried.condition) return false;
  const Match* op = over_clause(verb);
  const OperatorKind kind = op == nullptr ? OperatorKind::kNone : frame(*op).op;
  tried.intended = kind == OperatorKind::kIntend;
  tried.expected = kind == OperatorKind::kExpected;
  return tried.future || tried.intended || tried.expected;
}

// Whether "was" stands right before the verb: "was meeting him on Tuesdays".
bool Chains::in_the_past(uint32_t verb) const {
  const uint32_t first = reading_.clause_begin(verb);
  for (uint32_t w = verb; w-- > first && verb - w <= 3;) {
    if (reading_.is_auxiliary(w) || reading_.word(w).upos == annot::Upos::kAux) return true;
  }
  return false;
}

// "Will go to Paris and meets there ...", "it is expected that he visits ... and that he meets ...": the verb before, which it is joined to.
uint32_t Chains::joined_to_future(uint32_t verb, Chain& tried) const {
  const uint32_t first = reading_.sentence_words(verb).begin, begin = reading_.clause_begin(verb);
  uint32_t before = kNone;
  if (reading_.relation(verb) == Relation::kConj && reading_.head(verb) < verb) before = reading_.head(verb);
  if (before == kNone && begin >= first + 2 && reading_.is_that(begin - 1) && reading_.word(begin - 2).upos == annot::Upos::kCconj) {
    for (uint32_t w = begin - 2; w-- > first && before == kNone;) {
      if (!reading_.is_finite(w)) continue;
      const uint32_t opened = reading_.clause_begin(w);
      if (opened > first && reading_.is_that(opened - 1)) before = w;
    }
  }
  if (before == kNone || !reading_.is_finite(before) || reading_.word(before).features.aspect != annot::Aspect::kImp) return kNone;
  return of_the_future(before, tried) ? before : kNone;
}

uint32_t Chains::verb_ahead(uint32_t verb, Chain& tried) const {
  if (reading_.word(verb).features.aspect != annot::Aspect::kImp || in_the_past(verb)) return kNone;
  return joined_to_future(verb, tried);
}

// "The talks will begin", "the summit that will bring together", "the coming conference".
uint32_t Chains::noun_ahead(const Match& act, Chain& tried) const {
  const uint32_t over = reading_.head(act.anchor);
  if (over != kNone && reading_.relation(act.anchor) == Relation::kNsubj && reading_.is_finite(over) && of_the_future(over, tried)) return over;
  const uint32_t end = reading_.sentence_words(act.anchor).end;
  for (uint32_t w = act.last() + 1; w < end && !reading_.is_punctuation(w) && !reading_.is_finite(w); ++w) {
    const uint32_t steps = w - act.last();
    if (steps <= kAdjectiveReach && reading_.word(w).upos == annot::Upos::kAdj && reading_.has_term(w, reading_.particles().to_come)) return w;
    if (!reading_.is_relative(w)) continue;
    if (steps > kRelativeReach) return kNone;
    for (uint32_t verb = w + 1; verb < end && verb <= w + 3; ++verb) {
      Chain own;
      if (reading_.is_finite(verb)) return of_the_future(verb, own) ? verb : kNone;
    }
    return kNone;
  }
  return kNone;
}

void Chains::look_ahead(Candidate& candidate) const {
  Chain& chain = candidate.chain;
  if (chain.future || chain.intended || chain.expected || chain.may || chain.condition || chain.unreal || chain.negated || chain.reversed ||
      chain.attempted || chain.historical || !chain.suppressed.empty())
    return;
  const Match& act = candidate.match;
  Chain tried;
  uint32_t sign = kNone;
  if (act.form == Form::kFinite) sign = verb_ahead(act.anchor, tried);
  else if (act.form == Form::kNominal && !chain.licensed) sign = noun_ahead(act, tried);
  else if (act.form == Form::kNominal && chain.governor != kNone && reading_.is_finite(chain.governor)) sign = verb_ahead(chain.governor, tried);
  if (sign == kNone) return;
  chain.intended = tried.intended;
  chain.future = !tried.intended;
  chain.expected = tried.expected || act.form == Form::kNominal;
  chain.steps.push_back({"status", "still to come", {}, reading_.word(sign).span});
}

}  // namespace waqai::events
