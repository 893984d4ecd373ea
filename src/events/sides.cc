// SPDX-License-Identifier: Apache-2.0
//
// The sides of an act that a noun tells, beyond its genitive and adjective: with whom somebody meets, whose deed an attack is.
#include <algorithm>

#include "events/slots.h"

namespace waqai::events {

using annot::Upos;

namespace {

constexpr uint32_t kRelativeWords = 9;  // from the noun to "with" in the clause that describes it
constexpr std::string_view kWith = "\u0645\u0639", kTo = "\u0644", kToward = "\u0625\u0644\u0649";

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
  if (end >= last || !reading_.is_relative(end)) return {};
  for (uint32_t w = end + 1; w + 1 < std::min(last, end + kRelativeWords); ++w) {
    if (reading_.is_punctuation(w)) break;
    if (reading_.word(w).form != kWith) continue;
    const uint32_t m = starts(w + 1);
    return m == kNone ? Filler{} : Filler{{reading_.doc().mentions[m].head}, Found::kOrder};
  }
  return {};
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
