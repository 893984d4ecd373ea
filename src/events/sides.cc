// SPDX-License-Identifier: Apache-2.0
//
// The sides of an act that a noun tells, beyond its genitive and adjective: with whom somebody meets, whose deed an attack is.
#include <algorithm>

#include "events/slots.h"

namespace waqai::events {

using annot::Upos;

namespace {

constexpr uint32_t kRelativeWords = 9;  // from the noun to "with" in the clause that describes it
constexpr int kClimb = 6;               // steps up the tree from a noun to its verb
constexpr std::string_view kWith = "\u0645\u0639", kTo = "\u0644", kToward = "\u0625\u0644\u0649", kBy = "\u0628";

bool is_dash(std::string_view mark) { return mark == "-" || mark == "\u2013" || mark == "\u2014" || mark == "\u0640" || mark == "\u2212"; }

}  // namespace

// "the meeting of Putin - Assad", "his meeting Putin", "his meeting that was held lately with the minister": the other side.
Filler Slots::other_side(const Match& match) const {
  const uint32_t last = reading_.sentence_words(match.core).end;
  const auto starts = [this, last](uint32_t w) {
    const uint32_t m = w < last ? reading_.mention(w) : kNone;
    return m != kNone && reading_.doc().mentions[m].words.begin == w && !reading_.doc().mentions[m].entities.empty() ? m : kNone;
  };
  const uint32_t pronoun = reading_.enclitic_of(match.core);
  uint32_t end = pronoun == kNone ? match.core + 1 : pronoun + 1;
  if (pronoun != kNone) {
    const uint32_t m = starts(end);
    if (m != kNone && reading_.doc().mentions[m].kind == annot::MentionKind::kName && !reading_.word(end).proclitic)
      return {{reading_.doc().mentions[m].head}, Found::kOrder};
  } else if (const uint32_t m = starts(end); m != kNone) {
    end = reading_.doc().mentions[m].words.end;
    if (end + 1 < last && is_dash(reading_.doc().surface(reading_.word(end)))) {
      if (const uint32_t other = starts(end + 1); other != kNone) return {{reading_.doc().mentions[other].head}, Found::kOrder};
    }
  }
  // "his meeting with (bi-) the chancellor".
  if (pronoun != kNone && end + 1 < last && (reading_.word(end).form == kBy || reading_.word(end).form == kWith)) {
    const uint32_t m = starts(end + 1);
    if (m != kNone && !is_place(m)) return {{reading_.doc().mentions[m].head}, Found::kOrder};
  }
  if (end >= last || !reading_.is_relative(end)) return {};
  for (uint32_t w = end + 1; w + 1 < std::min(last, end + kRelativeWords); ++w) {
    if (reading_.is_punctuation(w)) break;
    if (reading_.word(w).form != kWith) continue;
    const uint32_t m = starts(w + 1);
    return m == kNone ? Filler{} : Filler{{reading_.doc().mentions[m].head}, Found::kOrder};
  }
  return {};
}

// Whether a mention is of a place.
bool Slots::is_place(uint32_t m) const {
  const auto& entities = reading_.doc().mentions[m].entities;
  return !entities.empty() && reading_.doc().entities[entities[0]].kind == annot::EntityKind::kPlace;
}

// Who else took part in what has two sides, where only mention `told` is known: "visited (he) the town, where (he) met the king" has its object
// behind the verb, and the subject of the verb before goes on; "stressed in a talk with the king": the subject of the verb over the noun.
Filler Slots::missing_side(const Match& match, uint32_t told) const {
  const annot::Document& doc = reading_.doc();
  const annot::Range own = doc.mentions[told].words;
  const uint32_t anchor = match.anchor, first = reading_.sentence_words(anchor).begin;
  if (own.empty() || own.begin <= match.anchor || own.begin < first || own.begin >= reading_.sentence_words(anchor).end) return {};
  const uint32_t begin = reading_.chain_begin(own.begin);
  const bool led = begin > anchor && (reading_.word(begin - 1).form == kWith || reading_.word(begin - 1).form == kBy);
  Filler filler;
  if (match.form == Form::kFinite) {
    const annot::Features& f = reading_.word(anchor).features;
    const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
    const auto slots = reading_.frames().slots();
    bool takes_object = false;
    for (uint32_t i = frame.actor_begin; i < frame.actor_end; ++i) takes_object = takes_object || slots[i].slot == lexicon::Slot::kObject;
    if ((!led && !takes_object) || f.person != 3 || f.number != annot::Number::kSing) return {};
    uint32_t before = kNone;
    for (uint32_t w = anchor; w-- > first && before == kNone;) {
      if (reading_.opens_speech(w)) return {};
      const annot::Features& other = reading_.word(w).features;
      const bool verb = reading_.is_finite(w) && !reading_.is_auxiliary(w);
      if (verb && other.person == 3 && other.gender == f.gender && other.number == f.number) before = w;
    }
    if (before == kNone) return {};
    filler = subject(before);
  } else if (match.form == Form::kNominal && led) {
    uint32_t verb = anchor;
    for (int step = 0; step < kClimb && verb != kNone && !reading_.is_finite(verb); ++step) verb = reading_.head(verb);
    if (verb == kNone || !reading_.is_finite(verb)) verb = reading_.verb_before(anchor);
    if (verb == kNone || reading_.sentence(verb) != reading_.sentence(anchor)) return {};
    filler = subject(verb);
  }
  if (filler.heads.size() != 1) return {};
  const uint32_t m = filler.heads[0] == kNone              ? kNone
                     : reading_.is_finite(filler.heads[0]) ? reading_.hidden_subject(filler.heads[0])
                                                           : reading_.mention(filler.heads[0]);
  if (m == kNone || m == told || doc.mentions[m].entities.empty() || is_place(m)) return {};
  // Who tells of a talk took no part in it.
  const std::string_view code = std::string_view(doc.entities[doc.mentions[m].entities[0]].sectors).substr(0, 3);
  return code == "JRN" ? Filler{} : filler;
}

// "a suicide attack of (li-) the organisation", "special strikes of (li-) the coalition", "shelling ascribed to X": whose deed it is, behind the
// adjectives of the noun.
Filler Slots::deed_of(uint32_t noun) const {
  const uint32_t last = reading_.sentence_words(noun).end;
  uint32_t w = noun + 1;
  const annot::Word& deed = reading_.word(noun);
  const bool act = deed.kind == static_cast<uint8_t>(lexicon::NounKind::kAct) || deed.verb_lexeme != kNone;  // no vehicles that belong to X
  if (reading_.enclitic_of(noun) != kNone || !act) return {};
  while (w < last && reading_.word(w).upos == Upos::kAdj && reading_.mention(w) == kNone && !reading_.word(w).proclitic &&
         !reading_.has_term(w, reading_.frames().list("ascribed-words")))
    ++w;
  const bool ascribed = w < last && reading_.has_term(w, reading_.frames().list("ascribed-words"));
  if (ascribed) ++w;
  if (w + 1 >= last || (!ascribed && w == noun + 1)) return {};
  const std::string_view form = reading_.word(w).form;
  if (form != kTo && !(ascribed && form == kToward)) return {};
  const uint32_t m = reading_.mention(w + 1);
  if (m == kNone || reading_.doc().mentions[m].words.begin != w + 1 || reading_.doc().mentions[m].entities.empty()) return {};
  const annot::Entity& who = reading_.doc().entities[reading_.doc().mentions[m].entities[0]];
  const std::string_view code = std::string_view(who.sectors).substr(0, 3);
  const bool fights = code == "MIL" || code == "REB" || code == "PRM" || code == "COP" || code == "UAF" || code == "PTY";
  const bool state = ascribed && who.kind == annot::EntityKind::kCountry;
  return fights || state ? Filler{{reading_.doc().mentions[m].head}, Found::kOrder} : Filler{};
}

}  // namespace waqai::events
