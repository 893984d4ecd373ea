// SPDX-License-Identifier: Apache-2.0
//
// What hangs on a noun: its genitive, its adjective of nationality, the object of a masdar, its owner, and of whom it judges.
#include <algorithm>

#include "events/slots.h"

namespace waqai::events {

using annot::Relation;
using annot::Upos;

namespace {

constexpr uint32_t kOwnedWords = 8;    // from what is owned to its owner
constexpr uint32_t kMeasureWords = 9;  // from a measure to what it counts
constexpr uint8_t kPersonKind = 1, kGroupKind = 2, kTimeKind = 4;

}  // namespace

// What "more than", "no less than" and "about" measure, from `first` on; kNone where no measure stands there.
uint32_t Slots::behind_measure(uint32_t first) const {
  const auto measure = reading_.frames().list("measure");
  if (!reading_.has_term(first, measure)) return kNone;
  const uint32_t end = std::min(reading_.sentence_words(first).end, first + kMeasureWords);
  for (uint32_t w = first + 1; w < end; ++w) {
    if (reading_.is_punctuation(w)) return kNone;
    const uint32_t m = reading_.mention(w);
    if (m != kNone && reading_.doc().mentions[m].words.contains(w)) return reading_.doc().mentions[m].head;
    if (reading_.word(w).kind == kPersonKind || reading_.word(w).kind == kGroupKind) return w;
  }
  return kNone;
}

// "barred the authorities (acc.) a journalist": an indefinite accusative that names people and cannot describe the definite word before it,
// though it is tagged as an adjective.
bool Slots::stands_alone(uint32_t w) const {
  return w > 0 && reading_.word(w).upos == Upos::kAdj && reading_.heads_mention(w) && !reading_.definite(w) && reading_.oblique(w) &&
         !reading_.word(w).proclitic && reading_.definite(w - 1);
}

Filler Slots::genitive(uint32_t noun) const {
  Filler filler;
  filler.found = Found::kTree;
  const uint32_t pronoun = reading_.enclitic_of(noun);
  if (pronoun != kNone) {
    filler.heads.push_back(pronoun);
    return filler;
  }
  uint32_t next = noun + 1;
  if (next < reading_.sentence_words(noun).end && reading_.is_quotation_mark(next)) ++next;
  if (reading_.definite(noun) || next >= reading_.sentence_words(noun).end) return filler;
  // "the killing of more than 70 of the militia", "of no less than ten".
  if (const uint32_t counted = behind_measure(next); counted != kNone) {
    filler.heads.push_back(counted);
    return filler;
  }
  const bool people = reading_.word(next).upos == Upos::kAdj && is_group(next);  // "the killing of protesters", a participle by its tag
  if ((people || reading_.is_nominal(next)) && !reading_.word(next).proclitic && reading_.word(next).kind != kTimeKind) filler.heads.push_back(next);
  return filler;
}

Filler Slots::doer_between(const Match& match) const {
  const uint32_t core = match.core, first = reading_.sentence_words(core).begin;
  if (core < first + 2 || !reading_.oblique(core) || reading_.word(core).proclitic) return {};
  uint32_t masdar = match.anchor;
  if (masdar == core) {  // the noun alone tells the act: "the launching by X of an attack"
    const uint32_t m = reading_.mention(core - 1);
    if (m == kNone || reading_.doc().mentions[m].words.end != core || reading_.doc().mentions[m].words.begin <= first) return {};
    masdar = reading_.doc().mentions[m].words.begin - 1;
    if (!reading_.has_term(masdar, reading_.frames().list("strike-verbs"))) return {};
  }
  const Filler filler = genitive(masdar);
  if (filler.heads.empty() || filler.heads[0] >= core || reading_.word(masdar).features.verb_form != annot::VerbForm::kMasdar) return {};
  const uint32_t m = reading_.mention(filler.heads[0]);
  return m != kNone && is_power(m) && reading_.word(filler.heads[0]).upos != Upos::kNum ? filler : Filler{};
}

Filler Slots::masdar_object(uint32_t noun) const {
  const uint32_t last = reading_.sentence_words(noun).end;
  const uint32_t doer = noun + 1;
  if (doer >= last || reading_.definite(noun) || !reading_.is_nominal(doer) || reading_.word(doer).proclitic) return {};
  const uint32_t m = reading_.mention(doer);
  const bool own = m != kNone && reading_.doc().mentions[m].words.begin == doer;
  const bool somebody = own || reading_.word(doer).kind == kPersonKind || reading_.word(doer).kind == kGroupKind;
  uint32_t w = own ? reading_.doc().mentions[m].words.end : doer + 1;
  while (w < last && reading_.word(w).upos == Upos::kAdj) ++w;
  if (!somebody || w >= last) return {};
  const bool led = reading_.word(w).proclitic && reading_.word(w).form == "\u0644" && w + 1 < last;
  // "the shelling of the rebels with mortars the quarter": a place behind the weapon is what is struck.
  if (own && w + 2 < last && reading_.word(w).proclitic && reading_.word(w).form == "\u0628") {
    const uint32_t struck = reading_.mention(w + 2);
    const bool place = struck != kNone && reading_.doc().mentions[struck].words.begin == w + 2 && !reading_.word(w + 2).proclitic &&
                       !reading_.doc().mentions[struck].entities.empty() &&
                       reading_.doc().entities[reading_.doc().mentions[struck].entities[0]].kind == annot::EntityKind::kPlace;
    if (place) return {{w + 2}, Found::kOrder};
  }
  if (led) ++w;
  // Without a preposition only a number or an ending shows the object.
  else if (reading_.word(w).upos != Upos::kNum && !reading_.oblique(w)) return {};
  while (w + 1 < last && reading_.word(w).upos == Upos::kNum) ++w;
  const uint32_t object = reading_.mention(w);
  const uint8_t kind = reading_.word(w).kind;
  if (object == kNone ? kind != kPersonKind && kind != kGroupKind : reading_.doc().mentions[object].entities.empty() && kind != kPersonKind)
    return {};
  return {{w}, Found::kOrder};
}

Filler Slots::adjective(uint32_t noun) const {
  Filler filler;
  const uint32_t end = std::min(reading_.sentence_words(noun).end, noun + 4);
  for (uint32_t w = noun + 1; w < end && reading_.word(w).upos == Upos::kAdj; ++w) {
    const uint32_t m = reading_.mention(w);
    if (m == kNone || reading_.doc().mentions[m].words.begin < w || is_group(w)) continue;
    filler.heads.push_back(w);
    filler.found = Found::kTree;
  }
  return filler;
}

// Whose the object is: the genitive, nationality or "of" phrase of the last noun of the pattern, else of the object.
Filler Slots::owner(const Match& match, const Chain& chain) const {
  uint32_t noun = kNone;
  for (uint32_t i = 1; i < match.count; ++i) {
    if (reading_.preposition(match.parts[i]) < 0 && !reading_.is_that(match.parts[i])) noun = match.parts[i];
  }
  if (noun == kNone && match.form == Form::kFinite) {
    const Filler found = object(match.anchor);
    if (!found.heads.empty()) noun = found.heads[0];
  }
  if (const uint16_t trailing = reading_.frames().patterns()[match.pattern].trailing; noun == kNone && trailing != 0) {  // "seized (on) weapons"
    const Filler found = preposition(match, chain, static_cast<uint8_t>(trailing - 1));
    if (!found.heads.empty()) noun = found.heads[0];
  }
  if (noun == kNone && match.form == Form::kNominal) {  // "the seizure of the property of X"
    const Filler thing = genitive(match.core);
    if (!thing.heads.empty()) noun = thing.heads[0];
  }
  if (noun == kNone) return {};
  if (reading_.heads_mention(noun)) return {{noun}, Found::kTree};
  Filler filler = adjective(noun);
  if (filler.heads.empty()) filler = genitive(noun);
  // "property and funds of (li-) X", "quantities of weapons that X left", "money that belongs to X".
  const auto partitive = reading_.frames().list("partitive");
  const bool seizes = reading_.frames().string(reading_.frames().frames()[match.frame].type) == "COERCE";
  const uint32_t end = std::min(reading_.sentence_words(noun).end, noun + kOwnedWords);
  for (uint32_t w = noun + 1; w + 1 < end && filler.heads.empty() && !reading_.is_punctuation(w); ++w) {
    if (reading_.is_finite(w)) {
      if (!seizes || reading_.word(w - 1).upos == Upos::kCconj) break;
      const Filler whose = reading_.enclitic_of(w) == kNone ? Filler{} : subject(w);
      if (!whose.heads.empty() && whose.heads[0] > w && reading_.heads_mention(whose.heads[0])) filler = whose;
      continue;
    }
    if (w == noun + 1 && reading_.has_term(w, partitive) && reading_.word(w).form != "\u0644") continue;
    const bool led = reading_.preposition(w) >= 0 && reading_.word(w).form == "\u0644";
    if (reading_.preposition(w) >= 0 && !led) break;
    const uint32_t m = led ? reading_.mention(w + 1) : kNone;
    if (m != kNone && reading_.doc().mentions[m].words.begin == w + 1) filler = {{reading_.doc().mentions[m].head}, Found::kOrder};
  }
  for (const uint32_t child : reading_.children(noun)) {
    if (filler.heads.empty() && reading_.relation(child) == Relation::kNmod && reading_.mention(child) != kNone) {
      filler.heads.push_back(child);
      filler.found = Found::kTree;
    }
  }
  return filler;
}

// The first somebody told of behind the match: the subject of a "that" clause, the owner of what is praised.
Filler Slots::complement(const Match& match) const {
  Filler filler;
  const uint32_t end = std::min(reading_.sentence_words(match.anchor).end, match.last() + 12);
  Found how = Found::kNothing;
  const uint32_t own = match.form == Form::kFinite ? raw_subject(match.anchor, how) : kNone;
  const uint32_t own_mention = own == kNone ? kNone : reading_.mention(own);
  // "praised the statements of the president N": the name whose first word belongs to the pattern.
  if (const uint32_t m = reading_.mention(match.last()); m != kNone && m != own_mention && !reading_.doc().mentions[m].entities.empty()) {
    const annot::Range words = reading_.doc().mentions[m].words;
    if (words.begin > match.anchor && words.contains(match.last())) return {{reading_.doc().mentions[m].head}, Found::kOrder};
  }
  for (uint32_t w = match.last() + 1; w < end; ++w) {
    // The next clause is told of somebody else.
    if (reading_.is_finite(w) && reading_.word(w - 1).upos == Upos::kCconj) break;
    if (reading_.has_term(w, reading_.particles().condition)) break;  // "should X not ..."
    const uint32_t m = reading_.mention(w);
    if (m == kNone || m == own_mention || reading_.doc().mentions[m].entities.empty()) continue;
    if (reading_.doc().mentions[m].words.begin != w) continue;
    if (reading_.doc().mentions[m].kind == annot::MentionKind::kPronoun && own != kNone) continue;
    filler.heads.push_back(reading_.doc().mentions[m].head);
    filler.found = Found::kOrder;
    return filler;
  }
  return filler;
}

// "the American decision is an escalation": of whom a judgement is told, the subject of the noun itself.
Filler Slots::judged(const Match& match) const {
  for (uint32_t i = 0; i < match.count; ++i) {
    for (const uint32_t child : reading_.children(match.parts[i])) {
      if (reading_.relation(child) != Relation::kNsubj || match.uses(child)) continue;
      if (reading_.heads_mention(child)) return {{child}, Found::kTree};
      Filler whose = adjective(child);
      if (whose.heads.empty()) whose = genitive(child);
      return whose;
    }
  }
  return {};
}

}  // namespace waqai::events
