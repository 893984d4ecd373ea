// SPDX-License-Identifier: Apache-2.0
//
// Who does what a word tells and who has it done to him, by what the words around it must mean: who asks, who blames, whom police arrest.
#include "events/slots.h"

namespace waqai::events {

using annot::Upos;

namespace {

constexpr uint8_t kPersonKind = 1, kActKind = 7;
constexpr std::string_view kFrom = "\u0645\u0646", kWhat = "\u0645\u0627";

}  // namespace

// "urged Libya the closing of the camps": of two objects of a verb of asking, who is asked stands before what is asked.
Filler Slots::addressed(const Match& match, const Filler& object) const {
  const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
  if (object.heads.empty() || reading_.mention(object.heads[0]) != kNone || reading_.frames().string(frame.type) != "REQUEST") return {};
  Filler other = beside(match);
  return !other.heads.empty() && other.heads[0] < object.heads[0] ? other : Filler{};
}

// "in response to the request of X", "the invasion of (li-) X": the preposition right behind another noun of an act goes with that act.
bool Slots::of_other_act(const Match& match, uint32_t preposition) const {
  uint32_t noun = preposition;
  while (noun > match.anchor + 1 && (noun == preposition || reading_.word(noun).upos == Upos::kAdj)) --noun;
  // "in response to (li-)": an adverb behind a comma, made of a masdar.
  if (noun > match.anchor && reading_.word(noun).upos == Upos::kAdv && reading_.is_punctuation(noun - 1))
    return reading_.word(preposition).form == "\u0644" && reading_.word(noun).form.ends_with("\u0629");
  if (noun <= match.anchor || match.uses(noun) || reading_.word(noun).upos != Upos::kNoun || reading_.mention(noun) != kNone) return false;
  if (reading_.word(noun).kind != kActKind && reading_.word(noun).features.verb_form != annot::VerbForm::kMasdar) return false;
  // What the verb gives or makes ("gave help to X") is no act of its own; nor does a noun that only tells on what occasion take the preposition.
  if (match.form == Form::kNominal) return true;
  return reading_.word(preposition).form == "\u0644" && (reading_.definite(noun) || reading_.is_punctuation(noun - 1));
}

// "at a request of (min) Moscow", "urgent calls from the fund": an indefinite noun of asking is told of who stands behind "from".  With the
// article or a pronoun the preposition leads to who is asked.
Filler Slots::asker(const Match& match) const {
  const uint32_t noun = match.core, last = reading_.sentence_words(noun).end;
  if (reading_.definite(noun) || reading_.enclitic_of(noun) != kNone) return {};
  uint32_t w = noun + 1;
  while (w < last && reading_.word(w).upos == Upos::kAdj && !reading_.word(w).proclitic && reading_.mention(w) == kNone) ++w;
  if (w + 1 >= last || match.uses(w) || reading_.word(w).form != kFrom || reading_.preposition(w) < 0) return {};
  const uint32_t m = reading_.mention(w + 1);
  return m != kNone && reading_.doc().mentions[m].words.begin == w + 1 ? Filler{{reading_.doc().mentions[m].head}, Found::kOrder} : Filler{};
}

bool Slots::own_act(const Match& match, const Chain& chain) const {
  const annot::Word& noun = reading_.word(match.core);
  const std::string_view type = reading_.frames().string(reading_.frames().frames()[match.frame].type);
  const uint32_t pronoun = reading_.enclitic_of(match.core);
  // Words of blame in the plural are made by somebody; whom they hit stands behind a preposition.
  if (pronoun == kNone) return (type == "ACCUSE" || type == "THREATEN") && noun.features.number == annot::Number::kPlur;
  // Who owns to an act, denies or announces it with a pronoun did it.
  if (chain.governor == kNone || !chain.told || reading_.mention(pronoun) == kNone) return false;
  const Filler who = subject(chain.governor);
  if (who.heads.empty() || reading_.mention(who.heads[0]) == kNone) return false;
  const auto& a = reading_.doc().mentions[reading_.mention(pronoun)].entities;
  const auto& b = reading_.doc().mentions[reading_.mention(who.heads[0])].entities;
  return a.size() == 1 && b.size() == 1 && a[0] == b[0];
}

// "arrested what exceeds 20 persons": what the clause counts.
uint32_t Slots::measured(uint32_t first) const {
  const uint32_t last = reading_.sentence_words(first).end;
  if (first + 2 >= last || reading_.word(first).form != kWhat) return kNone;
  return reading_.is_finite(first + 1) || reading_.is_finite(first + 2) ? behind_measure(first) : kNone;
}

// "arrested the police": police and courts do what they are the only ones to do; nobody does it to them as a body.
bool Slots::enforces(const Match& match) const {
  const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
  const std::string_view type = reading_.frames().string(frame.type);
  if (match.form != Form::kFinite || frame.lone_recipient == 0 || (type != "COERCE" && type != "SANCTION" && type != "ACCUSE")) return false;
  Found how = Found::kNothing;
  const uint32_t w = raw_subject(match.anchor, how);
  if (w == kNone || how != Found::kTree || w < match.anchor || reading_.word(w).kind == kPersonKind || !reading_.heads_mention(w)) return false;
  const auto& entities = reading_.doc().mentions[reading_.mention(w)].entities;
  if (entities.size() != 1) return false;
  const std::string_view code = std::string_view(reading_.doc().entities[entities[0]].sectors).substr(0, 3);
  return code == "COP" || code == "JUD";
}

}  // namespace waqai::events
