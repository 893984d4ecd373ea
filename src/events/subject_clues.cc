// SPDX-License-Identifier: Apache-2.0
//
// What shows the subject of a verb where the tree does not: the start of its clause, words that only a subject follows, two objects in a row.
#include <algorithm>

#include "events/slots.h"

namespace waqai::events {

using annot::Relation;
using annot::Upos;

namespace {

constexpr std::string_view kEach = "\u0643\u0644", kOf = "\u0645\u0646";
constexpr std::string_view kWhile[] = {"\u0628\u064a\u0646\u0645\u0627", "\u0641\u064a\u0645\u0627"};

}  // namespace

// "that the president of Ghana met the king", "London: the minister met the king": somebody definite between the start of the clause and a verb that
// agrees is its subject, whatever the tree says: a verb describes indefinite nouns only.  kNone where a pronoun behind the verb takes them up.
uint32_t Slots::preposed(uint32_t verb) const {
  const uint32_t first = reading_.sentence_words(verb).begin;
  const annot::Features& v = reading_.word(verb).features;
  const bool adjective = reading_.word(verb).upos == Upos::kAdj && !reading_.definite(verb) && verb > first &&
                         reading_.word(verb - 1).upos == Upos::kPart;  // "X: London not ready to"
  if (verb <= first || v.number != annot::Number::kSing || reading_.enclitic_of(verb) != kNone ||
      (!adjective && (!reading_.is_finite(verb) || v.person != 3)))
    return kNone;
  uint32_t last = verb - 1;
  while (last > first && reading_.word(last).upos == Upos::kPart && !reading_.is_that(last)) --last;
  const uint32_t m = reading_.mention(last);
  if (m == kNone || resumption(verb) != kNone) return kNone;
  const annot::Mention& mention = reading_.doc().mentions[m];
  if (mention.entities.size() != 1 || mention.words.end != last + 1 || mention.head == kNone || mention.kind == annot::MentionKind::kNationality ||
      mention.kind == annot::MentionKind::kPronoun || is_place(m))
    return kNone;
  const uint32_t begin = reading_.chain_begin(mention.words.begin);
  const bool opens = begin == first || reading_.is_that(begin - 1) || reading_.opens_speech(begin - 1);
  const bool known = reading_.definite(last) || reading_.word(last).upos == Upos::kPropn;
  const annot::Features& n = reading_.word(mention.head).features;
  return opens && known && begin == mention.words.begin && n.number == annot::Number::kSing && n.gender == v.gender ? mention.head : kNone;
}

// Whether a verb joined to another may have the same subject: it stands behind it, so it agrees in number, too, unless the first stands before.
bool Slots::may_share(uint32_t first, uint32_t verb) const {
  const annot::Features &a = reading_.word(first).features, &b = reading_.word(verb).features;
  if (a.person != b.person) return b.person != 3;
  return b.number != annot::Number::kSing || a.number == annot::Number::kSing || a.number == annot::Number::kNone;
}

// The noun right behind a verb that must be its subject: "while Iran helped", "blamed (nominative) each of X and Y", "refused Italy to receive them"
// with what is refused told behind; kNone.
uint32_t Slots::behind_verb(uint32_t verb) const {
  const annot::Range words = reading_.sentence_words(verb);
  const annot::Features& v = reading_.word(verb).features;
  uint32_t next = verb + 1;
  if (!reading_.is_finite(verb) || v.person != 3 || v.number != annot::Number::kSing || v.voice == annot::Voice::kPass || next >= words.end)
    return kNone;
  if (reading_.enclitic_of(verb) == next) ++next;
  if (next + 2 < words.end && reading_.word(next).form == kEach && reading_.word(next).upos == Upos::kDet && reading_.word(next + 1).form == kOf)
    return reading_.mention(next + 2) != kNone ? reading_.doc().mentions[reading_.mention(next + 2)].head : next + 2;
  const uint32_t m = next < words.end ? reading_.mention(next) : kNone;
  if (m == kNone || reading_.doc().mentions[m].words.begin != next || reading_.doc().mentions[m].entities.empty() || is_place(m)) return kNone;
  const uint32_t head = reading_.doc().mentions[m].head;
  const annot::Features& n = reading_.word(head).features;
  const bool agrees = n.gender == v.gender || (v.gender == annot::Gender::kFem && n.number == annot::Number::kPlur);
  if (!agrees || reading_.oblique(head) || reading_.relation(head) == Relation::kNsubj) return kNone;
  uint32_t before = verb;
  while (before > words.begin && reading_.word(before - 1).upos == Upos::kPart && !reading_.is_that(before - 1)) --before;
  const bool contrast = before > words.begin && reading_.word(before - 1).upos == Upos::kSconj &&
                        std::find(std::begin(kWhile), std::end(kWhile), reading_.word(before - 1).form) != std::end(kWhile);
  if (contrast && reading_.enclitic_of(head) == kNone) return head;
  // Two objects in the tree, the first of them somebody, of a verb that goes on with no other.
  const bool first = reading_.relation(head) == Relation::kObj && reading_.head(head) == verb && reading_.enclitic_of(verb) == kNone;
  if (!first || (reading_.relation(verb) == Relation::kConj && reading_.head(verb) != kNone && may_share(reading_.head(verb), verb))) return kNone;
  for (const uint32_t child : reading_.children(verb)) {
    if (reading_.relation(child) == Relation::kNsubj || reading_.relation(child) == Relation::kIobj) return kNone;
  }
  for (const uint32_t child : reading_.children(verb)) {
    const bool thing = reading_.mention(child) == kNone && reading_.word(child).kind != static_cast<uint8_t>(lexicon::NounKind::kTime);
    if (child > head && reading_.relation(child) == Relation::kObj && thing && child < reading_.clause_end(verb)) return head;
  }
  return kNone;
}

}  // namespace waqai::events
