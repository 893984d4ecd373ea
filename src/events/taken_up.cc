// SPDX-License-Identifier: Apache-2.0
#include "events/taken_up.h"

#include <algorithm>

#include "events/roles.h"

namespace waqai::events {

using annot::Upos;

namespace {

constexpr uint32_t kReach = 6;      // sentences looked back
constexpr uint32_t kNounWords = 5;  // from the predicate to the act

bool hostile(std::string_view type) {
  return type == "ACCUSE" || type == "SANCTION" || type == "ASSAULT" || type == "COERCE" || type == "REJECT" || type == "THREATEN" ||
         type == "MOBILIZE";
}

}  // namespace

// "rejected the decision and called it a provocation": the nearest definite noun of an act before `anchor` in its sentence.
uint32_t TakenUp::act_before(uint32_t anchor) const {
  const auto general = reading_.frames().list("act-words");
  for (uint32_t w = anchor; w-- > reading_.sentence_words(anchor).begin;) {
    if (reading_.word(w).upos == Upos::kNoun && reading_.definite(w) && reading_.has_term(w, general)) return w;
  }
  return kNone;
}

// The definite noun of an act right behind the predicate or its subject, with nobody named beside it; kNone.
uint32_t TakenUp::act_noun(const annot::Event& event) const {
  const uint32_t anchor = event.predicate;
  if (anchor == kNone || !reading_.is_finite(anchor)) return kNone;
  if (const uint32_t pronoun = reading_.enclitic_of(anchor); pronoun != kNone) return reading_.mention(pronoun) == kNone ? act_before(anchor) : kNone;
  uint32_t w = anchor + 1;
  const uint32_t end = reading_.clause_end(anchor);
  for (const annot::Role& role : event.actor) {
    if (role.mention == kNone) continue;
    const annot::Range words = document_.mentions[role.mention].words;
    if (words.begin > anchor && words.begin <= w + 1) w = std::max(w, words.end);
  }
  for (const uint32_t last = std::min(end, w + kNounWords); w < last; ++w) {
    if (reading_.word(w).upos == Upos::kNoun && reading_.preposition(w) < 0) break;
    const uint32_t m = reading_.mention(w);
    if (m != kNone && w > 0 && reading_.preposition(w - 1) >= 0 && document_.mentions[m].words.begin == w && reading_.word(w).upos == Upos::kPropn) {
      w = document_.mentions[m].words.end - 1;  // "parties in the capital"
      continue;
    }
    const bool led = reading_.word(w).proclitic || reading_.word(w).upos == Upos::kAdp;
    if (!led && !reading_.is_punctuation(w)) return kNone;
  }
  if (w >= end || reading_.word(w).upos != Upos::kNoun || reading_.mention(w) != kNone) return kNone;
  // "the violence", or "acts of violence" with the article on the second noun.
  const bool chain = w + 1 < end && reading_.word(w + 1).upos == Upos::kNoun && reading_.definite(w + 1) && reading_.mention(w + 1) == kNone &&
                     !reading_.word(w + 1).proclitic;
  return reading_.definite(w) || chain ? w : kNone;
}

// Whether `noun` names the act of `event`: the same verb, or a word of a frame of its type.
bool TakenUp::tells(uint32_t noun, const annot::Event& event) {
  const annot::Word& own = reading_.word(noun);
  if (event.predicate != kNone) {
    const annot::Word& other = reading_.word(event.predicate);
    if (own.verb_lexeme != kNone && own.verb_lexeme == other.verb_lexeme) return true;
    if (!own.lemma.empty() && own.lemma == other.lemma) return true;
  }
  return std::any_of(matches_.begin(), matches_.end(), [&](const Match& match) {
    const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
    return frame.block == lexicon::FrameBlock::kFrame && reading_.frames().string(frame.type) == event.type;
  });
}

// Whether `event` was done to who threatens now.
bool TakenUp::struck(const annot::Event& threat, const annot::Event& event) const {
  if (!hostile(event.type)) return false;
  for (const annot::Role& one : threat.actor) {
    for (const annot::Role& other : event.recipient) {
      const std::string_view country = Roles::country(document_, one);
      if (!country.empty() && country == Roles::country(document_, other)) return true;
    }
  }
  return false;
}

// "condemned the terrorist bombing of the mosque": violence called by its name has a doer, though nobody knows him.
bool TakenUp::find_terror(annot::Event& event) {
  if (event.type != "ACCUSE" || event.predicate == kNone || std::find(event.mode.begin(), event.mode.end(), "disapprove") == event.mode.end())
    return false;
  const auto terror = reading_.frames().list("terror-words"), general = reading_.frames().list("act-words");
  const uint32_t end = reading_.sentence_words(event.predicate).end;
  for (uint32_t w = event.predicate + 1; w + 1 < end; ++w) {
    if (reading_.is_finite(w) || reading_.is_that(w)) return false;
    if (reading_.word(w).upos != Upos::kNoun || !reading_.definite(w) || !reading_.has_term(w + 1, terror)) continue;
    matches_.clear();
    match_at(reading_, w, matches_);
    const bool violent = std::any_of(matches_.begin(), matches_.end(), [&](const Match& match) {
      return reading_.frames().string(reading_.frames().frames()[match.frame].type) == "ASSAULT";
    });
    if (!violent && !reading_.has_term(w, general)) continue;
    annot::Role role;
    role.text = reading_.word(w).span;
    role.sectors = "UNK";
    event.recipient.push_back(role);
    event.steps.push_back({"recipient", "who did the terror that is condemned", {}, role.text});
    return true;
  }
  return false;
}

// Whether somebody known, and nobody of the parties of `event`, did `other`.
bool TakenUp::apart(const annot::Event& event, const annot::Event& other) const {
  bool known = false;
  for (const annot::Role& one : other.actor) {
    if (one.entity == kNone) continue;
    known = true;
    const std::string_view country = Roles::country(document_, one);
    for (const annot::Role& own : event.actor) {
      if (own.entity == one.entity) return false;
      if (!country.empty() && country == Roles::country(document_, own) &&
          Roles::sectors(document_, one).substr(0, 3) == Roles::sectors(document_, own).substr(0, 3))
        return false;
    }
  }
  return known;
}

// "the attacks wounded dozens": the doer of the attack told before, where the noun is definite and nobody else is named.
void TakenUp::find_attacker(size_t at) {
  annot::Event& event = document_.events[at];
  if (event.predicate == kNone || !reading_.definite(event.predicate) || reading_.is_finite(event.predicate)) return;
  const auto open = [](const std::vector<annot::Role>& roles) { return std::all_of(roles.begin(), roles.end(), Roles::unknown); };
  if (!open(event.actor)) return;
  for (size_t k = at; k-- > 0 && document_.events[k].sentence + kReach >= event.sentence;) {
    const annot::Event& other = document_.events[k];
    if (other.type != "ASSAULT" || other.sentence == event.sentence || open(other.actor)) continue;
    event.actor = other.actor;
    event.steps.push_back({"actor", "who did the act that the noun takes up", {}, other.trigger});
    return;
  }
}

// "which led to the death of five": who did the act of violence told before it in the sentence, where a verb of outcome stands between.
bool TakenUp::find_cause(size_t at) {
  annot::Event& event = document_.events[at];
  if (event.predicate == kNone || !std::all_of(event.actor.begin(), event.actor.end(), Roles::unknown)) return false;
  const auto outcome = reading_.frames().list("outcome-verbs");
  const annot::Event* cause = nullptr;
  for (size_t k = at; k-- > 0 && document_.events[k].sentence == event.sentence && cause == nullptr;) {
    if (document_.events[k].type == "ASSAULT" && document_.events[k].predicate < event.predicate) cause = &document_.events[k];
  }
  if (cause == nullptr || std::all_of(cause->actor.begin(), cause->actor.end(), Roles::unknown)) return false;
  for (uint32_t w = cause->predicate + 1; w < event.predicate; ++w) {
    if (!reading_.has_term(w, outcome)) continue;
    event.actor = cause->actor;
    event.steps.push_back({"actor", "who did the act that it came of", {}, cause->trigger});
    return true;
  }
  return false;
}

void TakenUp::fill() {
  const auto general = reading_.frames().list("act-words"), shared = reading_.frames().list("shared-act-words");
  for (size_t i = 0; i < document_.events.size(); ++i) {
    annot::Event& event = document_.events[i];
    const bool judges = event.type == "ACCUSE" || event.type == "REJECT" || event.type == "SUPPORT";
    const bool threatens = event.type == "THREATEN";
    if (event.type == "ASSAULT") {
      if (!find_cause(i)) find_attacker(i);
      continue;
    }
    if (!event.recipient.empty() || event.actor.empty() || (!judges && !threatens)) continue;
    if (find_terror(event)) continue;
    const uint32_t noun = judges ? act_noun(event) : kNone;
    if (judges && noun == kNone) continue;
    matches_.clear();
    if (noun != kNone) match_at(reading_, noun, matches_);
    if (noun != kNone && event.type == "SUPPORT" && reading_.has_term(noun, shared)) continue;
    const bool any = noun != kNone && reading_.has_term(noun, general);
    for (size_t k = i; k-- > 0 && document_.events[k].sentence + kReach >= event.sentence;) {
      const annot::Event& other = document_.events[k];
      if (!apart(event, other)) continue;
      if (judges ? !tells(noun, other) && !(any && other.type != "CONSULT") : !struck(event, other)) continue;
      event.recipient = other.actor;
      std::erase_if(event.recipient, [](const annot::Role& role) { return role.entity == kNone; });
      event.steps.push_back({"recipient", judges ? "who did the act that the noun takes up" : "who did the act that is answered", {}, other.trigger});
      break;
    }
  }
}

}  // namespace waqai::events
