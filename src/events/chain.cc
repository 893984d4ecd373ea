// SPDX-License-Identifier: Apache-2.0
#include "events/chain.h"

#include <algorithm>

namespace waqai::events {

using annot::Relation;
using lexicon::OperatorKind;

namespace {

constexpr int kMaxSteps = 6;
constexpr uint32_t kAnniversaryWords = 5;
constexpr uint32_t kVerbReach = 16;  // words between an operator verb and the masdar it governs

bool takes_clause(OperatorKind kind) {
  return kind == OperatorKind::kAttempt || kind == OperatorKind::kIntend || kind == OperatorKind::kExpected || kind == OperatorKind::kMay ||
         kind == OperatorKind::kNegation || kind == OperatorKind::kFoil || kind == OperatorKind::kEffort || kind == OperatorKind::kUnreal ||
         kind == OperatorKind::kPass;
}

bool links_up(Relation relation) {
  return relation == Relation::kObj || relation == Relation::kNsubj || relation == Relation::kObl || relation == Relation::kNmod ||
         relation == Relation::kXcomp || relation == Relation::kCcomp || relation == Relation::kIobj || relation == Relation::kCsubj;
}

}  // namespace

// "The third anniversary of the murder": numbers and "of" between the day and what it recalls.
bool Chains::remembered(uint32_t last, uint32_t begin) const {
  if (begin - last > kAnniversaryWords) return false;
  for (uint32_t w = last + 1; w < begin; ++w) {
    const annot::Upos tag = reading_.word(w).upos;
    if (tag != annot::Upos::kAdj && tag != annot::Upos::kNum && tag != annot::Upos::kAdp && !reading_.word(w).enclitic) return false;
  }
  return true;
}

// "was" right before a plan: it was to be, and was not.
bool Chains::was_before(uint32_t w) const {
  const uint32_t first = reading_.sentence_words(w).begin;
  for (uint32_t back = 1; back <= 3 && w >= first + back; ++back) {
    if (reading_.has_term(w - back, reading_.particles().was) && reading_.word(w - back).features.aspect == annot::Aspect::kPerf) return true;
  }
  return false;
}

// An operator that ends right before the act, or is a noun of the same construct chain.
const Match* Chains::adjacent(uint32_t at) const {
  const uint32_t begin = reading_.counted_begin(at);
  const Match* best = nullptr;
  for (const Match& op : operators_) {
    const uint32_t last = op.last();
    if (last >= at || op.anchor >= at) continue;
    // "the day" before an act is a time of its own, not the day of the act.
    if (op.form == Form::kNominal && reading_.definite(last) && last + 1 == begin && reading_.word(last).upos == annot::Upos::kNoun) continue;
    const bool near = last + 1 == begin || (last + 2 == begin && reading_.word(last + 1).enclitic);
    if (!near && !(frame(op).op == OperatorKind::kAnniversary && remembered(last, begin))) continue;
    if (best == nullptr || op.specificity > best->specificity) best = &op;
  }
  return best;
}

// Whether the act is the genitive of a noun that is no operator: part of what that noun names ("the secret of the murder").
bool Chains::inner(uint32_t at) const {
  const uint32_t begin = reading_.counted_begin(at);
  return reading_.chain_begin(at) < begin && adjacent(at) == nullptr;
}

// The verb of the clause, where nothing but its subject stands between it and the act.
const Match* Chains::by_verb(uint32_t at) const {
  const uint32_t verb = reading_.verb_before(at);
  if (verb == kNone || at - verb > kVerbReach) return nullptr;
  const uint32_t begin = reading_.counted_begin(at);
  const bool led = begin > 0 && reading_.preposition(begin - 1) >= 0 && begin - 1 > verb;
  const Match* best = nullptr;
  for (const Match& op : operators_) {
    if (op.anchor != verb) continue;
    const bool trailing = reading_.frames().patterns()[op.pattern].trailing != 0;
    if (trailing ? op.last() + 1 != begin : led) continue;
    if (best == nullptr || op.specificity > best->specificity) best = &op;
  }
  return best;
}

// "tried to attack", "was about to attack": an operator before the "that" of a finite act, or a verb before an imperfect one.
const Match* Chains::over_clause(uint32_t at) const {
  const uint32_t first = reading_.sentence_words(at).begin;
  const uint32_t begin = reading_.clause_begin(at);
  if (begin == first || at - begin > 3) return nullptr;
  const bool that = reading_.is_that(begin - 1);
  if (!that && reading_.word(at).features.aspect != annot::Aspect::kImp) return nullptr;
  const uint32_t before = begin - 1;
  const Match* best = nullptr;
  for (const Match& op : operators_) {
    if (!takes_clause(frame(op).op)) continue;
    const uint32_t last = op.last();
    const bool near = that ? last < before && before - last <= 10 && reading_.clause_begin(before) <= op.anchor + 1
                           : op.anchor == before && frame(op).op != OperatorKind::kNegation;
    const bool nominal_near = that && last + 1 == before;
    if (!near && !nominal_near) continue;
    if (op.form != Form::kFinite && !nominal_near && before - last > 3) continue;
    if (best == nullptr || last > best->last()) best = &op;
  }
  return best;
}

const Match* Chains::by_tree(uint32_t at) const {
  const uint32_t head = reading_.head(at);
  if (head == kNone || !links_up(reading_.relation(at))) return nullptr;
  const Match* best = nullptr;
  for (const Match& op : operators_) {
    if (op.anchor != head && !op.uses(head)) continue;
    // Before its verb a noun can only be the subject of one of happening ("a demonstration broke out").
    if (head > at && !(frame(op).op == OperatorKind::kOccur && reading_.relation(at) == Relation::kNsubj)) continue;
    const bool oblique = reading_.relation(at) == Relation::kObl || reading_.relation(at) == Relation::kNmod;
    const uint16_t trailing = reading_.frames().patterns()[op.pattern].trailing;
    if (oblique && trailing == 0 && frame(op).op != OperatorKind::kTopic && frame(op).op != OperatorKind::kEffort &&
        frame(op).op != OperatorKind::kAnniversary)
      continue;
    if (oblique && trailing == 0 && reading_.counted_begin(at) > 0 && reading_.preposition(reading_.counted_begin(at) - 1) >= 0) continue;
    if (trailing != 0 && op.last() + 1 != reading_.counted_begin(at)) continue;
    if (best == nullptr || op.specificity > best->specificity) best = &op;
  }
  return best;
}

// Whether a time to come is told in the clause: next week, tomorrow.
bool Chains::to_come(uint32_t w) const {
  const uint32_t end = reading_.clause_end(w);
  for (uint32_t i = w + 1; i < end; ++i) {
    if (reading_.has_term(i, reading_.particles().to_come)) return true;
  }
  return false;
}

// "the talks that a delegation held": a light verb in the relative clause of the noun.
const Match* Chains::by_relative(const Match& act) const {
  const uint32_t end = std::min(reading_.sentence_words(act.anchor).end, act.last() + 6);
  uint32_t verb = kNone;
  bool relative = false;
  for (uint32_t w = act.last() + 1; w < end && verb == kNone; ++w) {
    relative = relative || reading_.is_relative(w);
    if (reading_.is_finite(w)) {
      // Without a relative pronoun: an indefinite noun, and a pronoun of the verb that takes it up ("an attack gunmen made").
      const bool bare = !reading_.definite(act.core) && reading_.enclitic_of(w) != kNone;
      if (!relative && !bare) return nullptr;
      verb = w;
    }
  }
  for (const Match& op : operators_) {
    if (op.anchor == verb && verb != kNone && (frame(op).op == OperatorKind::kLight || frame(op).op == OperatorKind::kOccur)) return &op;
  }
  return nullptr;
}

const Match* Chains::governing(const Match& act, uint32_t at, bool finite) const {
  if (finite) return over_clause(at);
  // What the clause that describes a noun tells of it counts before what stands around it ("the importance of the strike that X made").
  if (at == act.anchor && act.form == Form::kNominal) {
    const Match* op = by_relative(act);
    if (op != nullptr && frame(*op).op == OperatorKind::kLight) return op;
  }
  if (const Match* op = adjacent(at)) return op;
  if (inner(at)) return nullptr;
  // A masdar joined by "and" to another is governed with it ("seek to retake the town and drive them out").
  const uint32_t joined = reading_.head(at);
  if (reading_.relation(at) == Relation::kConj && joined != kNone && joined < at && !reading_.is_finite(joined) &&
      reading_.word(joined).upos != annot::Upos::kPropn) {
    if (const Match* op = governing(act, joined, false); op != nullptr && op->anchor < joined) return op;
  }
  if (const Match* op = by_verb(at)) return op;
  if (const Match* op = by_tree(at)) return op;
  return at == act.anchor ? by_relative(act) : nullptr;
}

// "because of what Riyadh called": ma behind a noun, an adverb or a preposition is no negation.
bool Chains::relative_ma(uint32_t w) const {
  if (reading_.word(w).form != "\u0645\u0627" || w == reading_.sentence_words(w).begin) return false;
  const annot::Upos before = reading_.word(w - 1).upos;
  return before == annot::Upos::kNoun || before == annot::Upos::kAdp || before == annot::Upos::kAdv || before == annot::Upos::kAdj ||
         before == annot::Upos::kPropn || reading_.is_that(w - 1);
}

// "Will regret it if it withdraws": before a verb in the perfect in is "if"; "that" wants a noun or a pronoun.
bool Chains::is_if(uint32_t w, uint32_t verb) const {
  return reading_.doc().surface(reading_.word(w)) == "\u0625\u0646" && reading_.word(verb).features.aspect == annot::Aspect::kPerf &&
         !reading_.opens_speech(w);
}

void Chains::particles(uint32_t verb, Chain& chain, bool& negated) const {
  const Particles& lists = reading_.particles();
  const uint32_t first = reading_.sentence_words(verb).begin;
  const bool imperfect = reading_.word(verb).features.aspect == annot::Aspect::kImp;
  for (uint32_t back = 1; back <= 4 && verb >= first + back; ++back) {
    const uint32_t w = verb - back;
    if (reading_.is_finite(w) || reading_.is_punctuation(w)) break;
    if (back <= 2 && (reading_.has_term(w, lists.negation) || reading_.word(w).features.negative) && !relative_ma(w)) negated = true;
    if (back <= 2 && reading_.has_term(w, lists.future)) chain.future = true;
    if (back <= 2 && imperfect && reading_.has_term(w, lists.perhaps)) chain.may = true;
    if (back <= 3 && reading_.has_term(w, lists.condition) && !reading_.is_that(w)) chain.condition = true;
    if (back == 1 && is_if(w, verb)) chain.condition = true;
    if (back <= 3 && reading_.has_term(w, lists.unreal_condition)) chain.unreal = true;
  }
  if (imperfect && to_come(verb)) chain.future = true;
  if (negated) {
    const uint32_t last = std::min(reading_.sentence_words(verb).end, verb + 24);
    for (uint32_t w = verb + 1; w < last; ++w) {
      if (reading_.is_finite(w) || reading_.is_relative(w)) break;
      if (reading_.has_term(w, lists.except)) {
        negated = false;
        break;
      }
    }
  }
  // was + will: it was to happen, and did not.
  if (!chain.future) return;
  const uint32_t begin = std::max(first, verb > 8 ? verb - 8 : 0u);
  for (uint32_t w = verb; w-- > begin;) {
    const bool past = reading_.word(w).features.aspect == annot::Aspect::kPerf;
    if (past && (reading_.word(w).upos == annot::Upos::kAux || reading_.has_term(w, reading_.particles().was))) chain.unreal = true;
    if (reading_.is_finite(w)) break;
  }
}

void Chains::apply(const Match& op, Chain& chain) const {
  const OperatorKind kind = frame(op).op;
  bool negated = false;
  if (op.form == Form::kFinite) particles(op.anchor, chain, negated);
  const bool governs = op.form != Form::kNominal;  // a noun passes the act on, but does not say that it took place
  switch (kind) {
    case OperatorKind::kLight:
      chain.licensed = chain.licensed || governs;
      if (frame(op).recipient_begin < frame(op).recipient_end) chain.role_frame = op.frame;
      break;
    case OperatorKind::kOccur:
    case OperatorKind::kResult:
      chain.occurs = true;
      chain.licensed = chain.licensed || governs;
      break;
    case OperatorKind::kAnnounce:
      chain.told = true;
      break;
    case OperatorKind::kPass:
      chain.licensed = chain.licensed || governs;
      // "does not cease to": the negation belongs to the aspect verb
      if (op.form == Form::kFinite && negated && !reading_.word(op.anchor).lemma.empty() && chain.governor == kNone) negated = false;
      break;
    case OperatorKind::kReversal:
      chain.reversed = !chain.reversed;
      chain.reversal_word = op.anchor;
      chain.licensed = chain.licensed || governs;
      break;
    case OperatorKind::kNegation:
      negated = !negated;
      break;
    case OperatorKind::kAttempt:
      chain.attempted = true;
      chain.licensed = chain.licensed || governs;
      break;
    case OperatorKind::kFoil:
      chain.attempted = chain.foiled = true;
      chain.licensed = chain.licensed || governs;
      break;
    case OperatorKind::kMay:
      chain.may = true;
      chain.licensed = chain.licensed || op.form == Form::kFinite;
      negated = false;
      break;
    case OperatorKind::kExpected:
      chain.expected = chain.future = true;
      chain.licensed = true;
      chain.unreal = chain.unreal || was_before(op.anchor);
      break;
    case OperatorKind::kIntend:
      if (op.form != Form::kFinite &&
          reading_.word(op.anchor).features.voice == annot::Voice::kPass) {  // "it is decided that": a plan told by others
        chain.expected = chain.future = chain.licensed = true;
        chain.unreal = chain.unreal || was_before(op.anchor);
        break;
      }
      chain.intended = true;
      chain.licensed = chain.licensed || governs;
      break;
    case OperatorKind::kEffort:
      chain.suppressed = "aim, effort or plan, no act";
      break;
    case OperatorKind::kTopic:
      chain.suppressed = "topic, no act";
      break;
    case OperatorKind::kAnniversary:
      chain.historical = chain.licensed = true;
      break;
    case OperatorKind::kUnreal:
      chain.attempted = true;
      chain.licensed = chain.licensed || governs;
      break;
    case OperatorKind::kAnchor:
      chain.anchored = true;
      break;
    case OperatorKind::kNone:
      break;
  }
  if (negated) chain.negated = !chain.negated;
  if (governs && chain.governor == kNone && kind != OperatorKind::kFoil && kind != OperatorKind::kExpected && kind != OperatorKind::kAnniversary)
    chain.governor = op.anchor;
  chain.steps.push_back({"status", reading_.frames().string(frame(op).name), {frame(op).file, frame(op).line}, reading_.word(op.anchor).span});
}

void Chains::read(Candidate& candidate) const {
  Chain& chain = candidate.chain;
  const Match& act = candidate.match;
  uint32_t at = act.anchor;
  bool finite = act.form == Form::kFinite;
  if (finite) particles(at, chain, chain.negated);
  chain.inner = act.form == Form::kNominal && inner(at);
  chain.made = act.form == Form::kNominal && by_relative(act) != nullptr;
  for (int step = 0; step < kMaxSteps; ++step) {
    const Match* op = governing(act, at, finite);
    if (op == nullptr || op->anchor == at || act.uses(op->anchor)) break;
    if (chain.anchored) break;
    apply(*op, chain);
    const bool behind = op->anchor > at;
    at = op->anchor;
    finite = op->form == Form::kFinite;
    if (behind) break;
  }
  look_ahead(candidate);
}

}  // namespace waqai::events
