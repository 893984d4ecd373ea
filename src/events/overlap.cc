// SPDX-License-Identifier: Apache-2.0
//
// Candidates that tell of one another: the content of a speech act, and one act told in several words.
#include <algorithm>

#include "events/sentence_coder.h"

namespace waqai::events {

namespace {

constexpr uint32_t kRaidWords = 16;  // from a raid to its victims
constexpr uint32_t kNearVerbs = 4;   // coordinated verbs of one act stand as near as this

}  // namespace

// "adding that", "stressing that": who speaks goes on with a matter of its own.
bool SentenceCoder::goes_on_telling(uint32_t w) const {
  if (reading_.form(w) != Form::kParticiple || reading_.definite(w)) return false;
  return std::any_of(scratch_.speech.begin(), scratch_.speech.end(), [w](const Match& m) { return m.anchor == w; });
}

// "after that", "before that": a time, told as fact, not what somebody says.
bool SentenceCoder::timed(uint32_t that) const {
  return that > 0 && std::any_of(scratch_.operators.begin(), scratch_.operators.end(), [&](const Match& op) {
           return reading_.frames().frames()[op.frame].op == lexicon::OperatorKind::kAnchor && op.last() + 1 == that;
         });
}

// The first word behind an act that no longer belongs to what it says: the next clause of its own.
uint32_t SentenceCoder::region_end(const Candidate& act) const {
  const uint32_t end = document_.sentences[sentence_].words.end;
  for (uint32_t w = act.match.last() + 1; w < end; ++w) {
    if (goes_on_telling(w)) return w;
    if (!reading_.is_finite(w)) continue;
    const uint32_t begin = reading_.clause_begin(w);
    const bool dependent = begin > act.match.anchor && (reading_.is_that(begin - 1) || reading_.is_relative(begin - 1));
    if (!dependent) {
      // The conjunction and its neighbours belong to the new clause.
      uint32_t cut = w;
      while (cut > act.match.last() + 1 && !reading_.is_punctuation(cut - 1) && cut + 3 > w) --cut;
      return cut;
    }
  }
  return end;
}

bool SentenceCoder::inside(const Candidate& content, const Candidate& act) const {
  const uint32_t w = content.match.anchor;
  if (w <= act.match.anchor || w >= region_end(act)) return false;
  if (content.match.form == Form::kParticiple) return false;
  if (content.match.form == Form::kNominal) {
    if (content.chain.anchored) return false;
    const uint32_t verb = reading_.verb_before(w);
    // In a relative clause or "that" clause of its own verb the noun is told, not merely named.
    return verb == kNone || verb <= act.match.last() || !content.chain.licensed || reading_.is_that(reading_.clause_begin(verb) - 1);
  }
  // "announced, on the fringe of its meeting, that": the clause belongs to the verb.
  if (act.chain.anchored) return false;
  // "is expected to visit and to meet": joined to the act, not told by it.
  if (reading_.relation(w) == annot::Relation::kConj && reading_.head(w) == act.match.anchor) return false;
  const uint32_t begin = reading_.clause_begin(w);
  // ", and called for": goes on with the sentence behind what the that-clause says.
  return begin > act.match.anchor && reading_.is_that(begin - 1) && !timed(begin - 1) && slots_.resumed_verb(w) == kNone;
}

void SentenceCoder::absorb() {
  for (Candidate& act : scratch_.candidates) {
    if (act.dead || !act.weak.empty() || frame(act).absorbs == 0) continue;
    for (Candidate& content : scratch_.candidates) {
      if (content.dead || &content == &act || !inside(content, act)) continue;
      doubt(content, "content of a speech act, told by it");
    }
  }
}

// ", and others were wounded": those hurt beside the dead told before them.
bool SentenceCoder::others_hurt(uint32_t w) const {
  if (w == 0 || w >= document_.words.size() || reading_.word(w - 1).upos != annot::Upos::kCconj) return false;
  const uint32_t end = std::min(w + 1 + kNearVerbs, document_.sentences[sentence_].words.end);
  const auto others = reading_.frames().list("others");
  for (uint32_t i = w + 1; i < end; ++i)
    if (reading_.has_term(i, others)) return true;
  return false;
}

// "ten were killed and others wounded", "bombed the camp, which killed ten": the harm of the act told before.
bool SentenceCoder::same_harm(const Candidate& first, const Candidate& later) const {
  const uint32_t w = later.match.anchor;
  if (w == 0 || first.match.form != Form::kFinite || later.match.form != Form::kFinite) return false;
  if (reading_.has_term(w, reading_.frames().list("leads-to"))) return reading_.is_relative(w - 1);
  return frame(first).lone_recipient != 0 && frame(later).lone_recipient != 0 && others_hurt(w);
}

// One act told in several words (codebook, rule 7).
bool SentenceCoder::one_act(const Candidate& a, const Candidate& b) const {
  if (a.event.type != b.event.type) return false;
  if (a.event.status != b.event.status && a.match.form == Form::kFinite && b.match.form == Form::kFinite) return false;
  const bool actors = roles_.compatible(a.event.actor, b.event.actor);
  const bool recipients = roles_.compatible(a.event.recipient, b.event.recipient);
  // "visited the town, where (he) met the king": the visit and the meeting that is told with both its sides are two.
  const bool visits = a.match.form == Form::kFinite && b.match.form == Form::kFinite && (frame(a).symmetric != 0) != (frame(b).symmetric != 0) &&
                      (frame(a).symmetric != 0 ? a : b).event.actor.size() > 1;
  if (a.event.type == "CONSULT") return actors && !visits;
  const uint32_t gap = a.match.anchor > b.match.anchor ? a.match.anchor - b.match.anchor : b.match.anchor - a.match.anchor;
  const bool nominal = a.match.form == Form::kNominal || b.match.form == Form::kNominal;
  // "killed in a bombing of the town": the noun in the phrase of the verb, whatever place it names.
  const Candidate& noun = a.match.form == Form::kNominal ? a : b;
  const Candidate& verb = a.match.form == Form::kNominal ? b : a;
  const uint32_t before = nominal ? reading_.verb_before(noun.match.anchor) : kNone;
  const bool beside = before == verb.match.anchor || (before != kNone && others_hurt(before) && reading_.verb_before(before) == verb.match.anchor);
  if (nominal && a.event.type == "ASSAULT" && actors && verb.match.form == Form::kFinite && noun.match.anchor > verb.match.anchor && beside &&
      (recipients || roles_.places(noun.event.recipient)))
    return true;
  // "the killing of ten civilians in raids on the town": the place that is struck, told beside who suffers.
  const bool both = a.match.form == Form::kNominal && b.match.form == Form::kNominal && a.event.type == "ASSAULT" && actors && gap <= kRaidWords;
  if (both && a.event.recipient.empty() == b.event.recipient.empty() && (roles_.places(a.event.recipient) != roles_.places(b.event.recipient)))
    return true;
  if (nominal)
    return actors && recipients &&
           (a.event.type == "ASSAULT" || a.event.type == "PROTEST" || a.event.type == "COERCE" || a.event.type == "ACCUSE" || gap <= 2 * kNearVerbs);
  // "bombed the town and killed ten": the raid that kills is one act.
  const uint32_t second = std::max(a.match.anchor, b.match.anchor);
  const Candidate& later = a.match.anchor > b.match.anchor ? a : b;
  const Candidate& first = a.match.anchor > b.match.anchor ? b : a;
  const bool goes_on = second > 0 && reading_.word(second - 1).upos == annot::Upos::kCconj && second >= 2 && !reading_.is_punctuation(second - 2);
  if (a.event.type == "ASSAULT" && goes_on && gap <= kRaidWords && frame(later).lone_recipient != 0 && frame(first).lone_recipient == 0)
    return actors;
  if (a.event.type == "ASSAULT" && actors && gap <= kRaidWords && same_harm(first, later)) return true;
  return actors && recipients &&
         (gap <= kNearVerbs || (a.event.type == "ASSAULT" && gap <= 3 * kNearVerbs && !a.event.recipient.empty() &&
                                a.event.recipient.size() == b.event.recipient.size() && roles_.within(a.event.recipient, b.event.recipient)));
}

void SentenceCoder::merge() {
  std::vector<Candidate>& all = scratch_.candidates;
  std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.match.anchor < b.match.anchor; });
  for (size_t i = 0; i < all.size(); ++i) {
    for (size_t k = i + 1; k < all.size() && !all[i].dead; ++k) {
      if (all[k].dead || !one_act(all[i], all[k])) continue;
      // The finite verb stays, else the one with more parties, else the first.
      const auto rank = [](const Candidate& c) {
        return (c.weak.empty() ? 8 : 0) + (c.match.form == Form::kFinite ? 4 : 0) +
               (c.event.actor.empty() || Roles::unknown(c.event.actor[0]) ? 0 : 1) + (c.event.recipient.empty() ? 0 : 1);
      };
      const bool second = rank(all[k]) > rank(all[i]);
      Candidate& kept = second ? all[k] : all[i];
      Candidate& lost = second ? all[i] : all[k];
      const bool open = kept.event.actor.empty() || Roles::unknown(kept.event.actor[0]);
      const bool told = !lost.event.actor.empty() && (frame(kept).symmetric == 0 || !Roles::unknown(lost.event.actor[0]));
      if (open && told) kept.event.actor = lost.event.actor;
      if (kept.event.recipient.empty() && frame(kept).symmetric == 0) kept.event.recipient = lost.event.recipient;
      drop_ground(kept);
      if (kept.event.mode.empty()) kept.event.mode = lost.event.mode;
      reject(lost, "one act told in several words");
      if (second) break;
    }
  }
}

}  // namespace waqai::events
