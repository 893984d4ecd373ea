// SPDX-License-Identifier: Apache-2.0
//
// The conditions of frames (`if`, `unless`), tested on what stands in their slots.
#include <algorithm>

#include "events/slots.h"

namespace waqai::events {

using annot::Upos;
using lexicon::Slot;
using lexicon::Test;

namespace {

constexpr uint32_t kPhraseWords = 5;
constexpr uint8_t kNumberKind = 10;

bool is_armed(std::string_view sectors) {
  for (const std::string_view code : {"MIL", "COP", "REB", "PRM", "UAF"}) {
    if (sectors.find(code) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

// A pronoun that can only stand for people: them, the two of them.
bool Slots::personal(uint32_t w) const {
  const annot::Features& features = reading_.word(w).features;
  return reading_.word(w).upos == Upos::kPron && features.gender != annot::Gender::kFem && features.number != annot::Number::kSing &&
         features.number != annot::Number::kNone;
}

// Whether a word only counts what follows: thousands of, a number of.
bool Slots::counts(uint32_t w) const {
  return reading_.word(w).upos == Upos::kNum || reading_.word(w).kind == kNumberKind || reading_.has_term(w, reading_.particles().quantifier);
}

// Whether the words that tell the mention, or the full one it points back to, are among `terms`.
bool Slots::told_has(uint32_t mention, std::span<const uint32_t> terms) const {
  const annot::Document& doc = reading_.doc();
  for (int step = 0; step < 8 && mention != kNone && doc.mentions[mention].antecedent != kNone; ++step) mention = doc.mentions[mention].antecedent;
  if (mention == kNone) return false;
  const annot::Range words = doc.mentions[mention].words;
  for (uint32_t w = words.begin; w < words.end; ++w) {
    if (reading_.has_term(w, terms)) return true;
  }
  return false;
}

bool Slots::test_words(const std::vector<uint32_t>& heads, const lexicon::Condition& condition) const {
  const auto terms = reading_.frames().terms().subspan(condition.terms_begin, condition.terms_end - condition.terms_begin);
  for (const uint32_t head : heads) {
    if (condition.test == Test::kHas && reading_.is_finite(head)) {  // a hidden subject: the words of whom it means
      if (told_has(reading_.hidden_subject(head), terms)) return true;
      continue;
    }
    if (condition.test == Test::kHas && reading_.word(head).upos == Upos::kPron && told_has(reading_.mention(head), terms)) return true;
    if (condition.test == Test::kHas) {
      const uint32_t end = std::min(reading_.sentence_words(head).end, head + kPhraseWords);
      for (uint32_t w = reading_.chain_begin(head); w < end; ++w) {
        const bool partitive =
            reading_.preposition(w) >= 0 && w == head + 1 && counts(head) && reading_.has_term(w, reading_.frames().list("partitive"));
        if (partitive) continue;
        if (w > head && (reading_.preposition(w) >= 0 || reading_.is_finite(w) || reading_.is_punctuation(w))) break;
        // What speaks against a frame must stand in the phrase itself, not in the next one of the verb ("the army shot down a plane").
        const annot::Relation relation = reading_.relation(w);
        if (condition.negated != 0 && w > head && (relation == annot::Relation::kObj || relation == annot::Relation::kNsubj) &&
            !reading_.below(w, head, kPhraseWords))
          break;
        if (reading_.has_term(w, terms)) return true;
      }
      continue;
    }
    const uint32_t m = reading_.is_finite(head) ? reading_.hidden_subject(head) : reading_.mention(head);
    if (condition.test == Test::kKind && (condition.kinds & (1u << reading_.word(head).kind)) != 0) return true;
    if (condition.test == Test::kKind && (condition.kinds & 2u) != 0 && personal(head)) return true;
    if (m == kNone) {
      if (condition.test == Test::kActor && (reading_.word(head).kind == 1 || reading_.word(head).kind == 2)) return true;
      continue;
    }
    const annot::Mention& mention = reading_.doc().mentions[m];
    if (condition.test == Test::kActor) return true;
    for (const uint32_t e : mention.entities) {
      if (condition.test == Test::kArmed && is_armed(reading_.doc().entities[e].sectors)) return true;
      const annot::EntityKind kind = reading_.doc().entities[e].kind;
      if (condition.test == Test::kCountry && kind == annot::EntityKind::kCountry) return true;
      if (condition.test == Test::kCountry && kind == annot::EntityKind::kPlace) return true;
      const bool people = kind == annot::EntityKind::kPerson || kind == annot::EntityKind::kGroup || kind == annot::EntityKind::kOffice;
      if (condition.test == Test::kKind && (condition.kinds & 2u) != 0 && people) return true;
    }
  }
  return false;
}

// "troops are spread over the province" tells a state, "troops were spread" an act; behind "that", "to" and "not" (past) it is neither.
bool Slots::ongoing(const Match& match, const Chain& chain) const {
  const uint32_t w = match.anchor;
  const annot::Features& features = reading_.word(w).features;
  if (match.form != Form::kFinite || features.aspect != annot::Aspect::kImp) return false;
  if (chain.future || chain.expected || chain.intended || chain.may || chain.negated) return false;
  return features.mood != annot::Mood::kSub && features.mood != annot::Mood::kJus;
}

bool Slots::holds(const Match& match, const Chain& chain, const lexicon::Condition& condition) const {
  const uint32_t w = match.anchor;
  switch (condition.test) {
    case Test::kFinite:
      return match.form == Form::kFinite;
    case Test::kNominal:
      return match.form == Form::kNominal;
    case Test::kParticiple:
      return match.form == Form::kParticiple;
    case Test::kPassive:
      return reading_.word(w).features.voice == annot::Voice::kPass;
    case Test::kRelative: {
      const uint32_t begin = reading_.clause_begin(w);
      return begin > reading_.sentence_words(w).begin && reading_.is_relative(begin - 1);
    }
    case Test::kFuture:
      return chain.future || chain.intended;
    case Test::kOngoing:
      return ongoing(match, chain);
    default:
      break;
  }
  if (condition.slot == Slot::kClause || condition.slot == Slot::kSentence) {
    const auto terms = reading_.frames().terms().subspan(condition.terms_begin, condition.terms_end - condition.terms_begin);
    annot::Range words = reading_.sentence_words(w);
    // What speaks against a frame must stand in its own clause; what speaks for it, anywhere in the sentence.
    if (condition.negated != 0 && condition.slot == Slot::kClause) {
      const uint32_t from = chain.governor == kNone ? w : std::min(w, chain.governor);
      words = {reading_.clause_begin(from), std::max(reading_.clause_end(match.last()), match.last() + 1)};
    }
    for (uint32_t i = words.begin; i < words.end; ++i) {
      if (i != w && reading_.has_term(i, terms)) return true;
    }
    return false;
  }
  Filler filler = fill(match, chain, condition.slot);
  // Unvocalised verbs are often taken for passives: what stands as their subject is then looked at for its words.
  if (filler.heads.empty() && condition.slot == Slot::kSubject && condition.test == Test::kHas && condition.negated == 0 &&
      match.form == Form::kFinite)
    filler = object(match.anchor);
  // A hidden or unknown subject of a verb may be anybody: conditions on it do not speak against the frame.
  if (filler.heads.empty() && condition.slot == Slot::kSubject && condition.test == Test::kActor) return true;
  if (condition.test == Test::kPresent) return !filler.heads.empty();
  if (condition.test == Test::kActor && reading_.doc().mentions.empty()) return !filler.heads.empty();
  return test_words(filler.heads, condition);
}

bool Slots::conditions(const Match& match, const Chain& chain) const {
  const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
  for (uint32_t c = frame.condition_begin; c < frame.condition_end; ++c) {
    const lexicon::Condition& condition = reading_.frames().conditions()[c];
    if (holds(match, chain, condition) == (condition.negated != 0)) return false;
  }
  return true;
}

}  // namespace waqai::events
