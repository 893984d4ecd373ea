// SPDX-License-Identifier: Apache-2.0
#include "events/slots.h"

#include <algorithm>

namespace waqai::events {

using annot::Relation;
using annot::Upos;
using lexicon::Slot;
using lexicon::Test;

namespace {

constexpr uint32_t kPhraseWords = 5;
constexpr uint8_t kTimeKind = 4, kUnitKind = 5;

}  // namespace

// The first noun phrase between `from` and `end` that no preposition leads; times are passed over.
uint32_t Slots::next_nominal(uint32_t from, uint32_t end) const {
  for (uint32_t w = from; w < end; ++w) {
    if (reading_.preposition(w) >= 0) {  // pass over the phrase: its noun, and what hangs on it in a chain
      ++w;
      while (w < end && !reading_.is_nominal(w) && !reading_.is_punctuation(w)) ++w;
      while (w + 1 < end && reading_.is_nominal(w + 1) && !reading_.word(w + 1).proclitic && !reading_.definite(w) && reading_.preposition(w + 1) < 0)
        ++w;
      continue;
    }
    if (!reading_.is_nominal(w) || reading_.word(w).kind == kTimeKind) continue;
    if (reading_.word(w).upos == Upos::kDet && w + 1 < end && reading_.is_nominal(w + 1)) continue;
    return w;
  }
  return kNone;
}

// The noun that the relative clause of `verb` describes ("the sanctions that X imposed", "an attack X made"); kNone outside relative clauses.
uint32_t Slots::antecedent(uint32_t verb) const {
  const uint32_t begin = reading_.clause_begin(verb);
  const uint32_t first = reading_.sentence_words(verb).begin;
  if (begin == first || verb - begin > 2) return kNone;
  uint32_t before = begin;
  if (reading_.is_relative(begin - 1)) --before;
  else return kNone;
  for (uint32_t w = before; w-- > first && before - w <= 5;) {
    if (reading_.is_finite(w)) return kNone;
    if (!reading_.is_nominal(w)) continue;
    return reading_.chain_begin(w);
  }
  return kNone;
}

// The verb over the that-clause that holds `head`, where a comma and a conjunction set `verb` apart from it; kNone otherwise.
uint32_t Slots::main_verb(uint32_t verb, uint32_t head) const {
  if (verb < 2 || head >= verb || reading_.word(verb - 1).upos != Upos::kCconj || !reading_.is_punctuation(verb - 2)) return kNone;
  const uint32_t begin = reading_.clause_begin(head);
  const uint32_t first = reading_.sentence_words(verb).begin;
  if (begin == first || !reading_.is_that(begin - 1)) return kNone;
  for (uint32_t w = begin - 1; w-- > first;) {
    if (reading_.is_finite(w)) return w;
  }
  return kNone;
}

uint32_t Slots::raw_object(uint32_t verb) const {
  const uint32_t pronoun = reading_.enclitic_of(verb);
  if (pronoun != kNone && reading_.is_finite(verb)) {
    const uint32_t noun = antecedent(verb);
    return noun != kNone ? noun : pronoun;
  }
  for (const uint32_t child : reading_.children(verb)) {
    if (reading_.relation(child) == Relation::kObj && reading_.word(child).upos != Upos::kVerb) return child;
  }
  return kNone;
}

uint32_t Slots::raw_subject(uint32_t verb, Found& found) const {
  found = Found::kTree;
  for (const uint32_t child : reading_.children(verb)) {
    if (reading_.relation(child) == Relation::kNsubj && !reading_.is_relative(child)) return child;
  }
  // A verb that describes a noun: the noun is its subject, unless a pronoun of the clause points back to it.
  const Relation relation = reading_.relation(verb);
  const uint32_t head = reading_.head(verb);
  if ((relation == Relation::kAcl || relation == Relation::kAmod) && head != kNone && reading_.is_nominal(head) && head < verb &&
      reading_.enclitic_of(verb) == kNone)
    return head;
  if (reading_.enclitic_of(verb) == kNone && reading_.hidden_subject(verb) == kNone) {
    if (const uint32_t noun = antecedent(verb); noun != kNone) return noun;
  }
  if (!reading_.is_finite(verb) && head != kNone && reading_.is_finite(head)) return raw_subject(head, found);
  if (reading_.hidden_subject(verb) != kNone) return kNone;
  if (relation == Relation::kConj && head != kNone && reading_.is_finite(verb)) {
    // ", and threatened" behind a that-clause goes on with the verb of saying, not with the clause.
    const uint32_t main = main_verb(verb, head);
    if (main != kNone) return raw_subject(main, found);
  }
  if (relation == Relation::kConj && head != kNone && (reading_.is_finite(head) || reading_.form(head) == Form::kParticiple) && head < verb) {
    const uint32_t shared = raw_subject(head, found);
    found = Found::kShared;
    return shared;
  }
  if (relation == Relation::kXcomp && head != kNone && head < verb) return raw_subject(head, found);
  found = Found::kOrder;
  const uint32_t object = raw_object(verb);
  if (!reading_.is_finite(verb)) return kNone;
  const uint32_t after = next_nominal(verb + (reading_.enclitic_of(verb) == verb + 1 ? 2 : 1), reading_.clause_end(verb));
  if (after != kNone && after != object && after - verb <= 8) return after;
  // Before the verb: the first noun of the clause, as in headlines.
  const uint32_t begin = reading_.clause_begin(verb);
  const uint32_t before = begin < verb ? next_nominal(begin, verb) : kNone;
  if (before != kNone) return before;
  found = Found::kNothing;
  return kNone;
}

bool Slots::passive(const Match& match) const {
  const uint32_t verb = match.anchor;
  if (reading_.word(verb).features.voice == annot::Voice::kPass) return true;
  if (match.form != Form::kFinite || reading_.frames().frames()[match.frame].lone_recipient == 0) return false;
  if (reading_.enclitic_of(verb) != kNone || reading_.frames().patterns()[match.pattern].trailing != 0) return false;
  const auto& features = reading_.word(verb).features;
  if (features.aspect != annot::Aspect::kPerf && features.aspect != annot::Aspect::kNone) return false;
  Found how = Found::kNothing;
  const uint32_t subject = raw_subject(verb, how);
  if (subject != kNone && subject < verb) return false;
  if (subject != kNone && !object(verb).heads.empty()) return false;
  if (subject == kNone && (reading_.relation(verb) == Relation::kConj || reading_.relation(verb) == Relation::kAcl)) return false;
  return true;
}

Filler Slots::subject(uint32_t verb) const {
  Filler filler;
  const uint32_t found = raw_subject(verb, filler.found);
  if (found != kNone) filler.heads.push_back(found);
  else if (reading_.hidden_subject(verb) != kNone) {
    filler.heads.push_back(verb);  // the hidden mention is looked up by the verb
    filler.found = Found::kTree;
  }
  return filler;
}

Filler Slots::object(uint32_t verb) const {
  Filler filler;
  uint32_t object = raw_object(verb);
  filler.found = Found::kTree;
  if (object == kNone && reading_.is_finite(verb)) {
    Found how = Found::kNothing;
    const uint32_t subject = raw_subject(verb, how);
    const uint32_t from = subject != kNone && subject > verb ? subject + 1 : verb + 1;
    const uint32_t end = reading_.clause_end(verb);
    // Behind the subject's own phrase: its mention, or its chain.
    uint32_t start = from;
    if (subject != kNone && subject > verb && reading_.mention(subject) != kNone)
      start = std::max(start, reading_.doc().mentions[reading_.mention(subject)].words.end);
    // A phrase that can take a genitive still runs on; behind a closed one the next noun is another argument.
    while (start > from && start < end && !reading_.closed(start - 1) && reading_.is_nominal(start) && !reading_.word(start).proclitic) ++start;
    if (subject != kNone && subject > verb && start == subject + 1) {
      while (start < end && (!reading_.closed(start - 1) || reading_.word(start).upos == Upos::kAdj) &&
             (reading_.is_nominal(start) || reading_.word(start).upos == Upos::kAdj) && reading_.preposition(start) < 0) {
        ++start;
      }
    }
    const uint32_t stop = std::min(end, start + 8);
    object = next_nominal(start, stop);
    if (object != kNone && object > 0 && reading_.word(object - 1).upos == Upos::kCconj) object = kNone;
    // A second noun inside the subject's mention that cannot be its genitive ("gunmen two soldiers").
    if (object == kNone && subject != kNone && subject > verb && reading_.mention(subject) != kNone) {
      const uint32_t mention_end = reading_.doc().mentions[reading_.mention(subject)].words.end;
      for (uint32_t w = subject + 1; w < mention_end && object == kNone; ++w) {
        if (reading_.word(w).upos == Upos::kNoun && reading_.closed(w - 1) && reading_.word(w - 1).upos == Upos::kNoun && !reading_.definite(w))
          object = w;
      }
    }
    filler.found = Found::kOrder;
  }
  if (object != kNone) filler.heads.push_back(object);
  return filler;
}

Filler Slots::beside(const Match& match) const {
  Found how = Found::kNothing;
  const uint32_t subject = raw_subject(match.anchor, how);
  const uint32_t subject_mention = subject == kNone ? kNone : reading_.mention(subject);
  const uint32_t end = reading_.clause_end(match.anchor);
  for (uint32_t w = match.anchor + 1; w < end; ++w) {
    if (!reading_.heads_mention(w) || match.uses(w) || w == subject || reading_.mention(w) == subject_mention) continue;
    const uint32_t begin = reading_.doc().mentions[reading_.mention(w)].words.begin;
    if (begin <= match.anchor || reading_.preposition(begin - 1) >= 0 || reading_.word(begin - 1).upos == Upos::kCconj) continue;
    if (reading_.word(w).enclitic && w != match.anchor + 1) continue;
    return {{w}, Found::kOrder};
  }
  return {};
}

Filler Slots::genitive(uint32_t noun) const {
  Filler filler;
  filler.found = Found::kTree;
  const uint32_t pronoun = reading_.enclitic_of(noun);
  if (pronoun != kNone) {
    filler.heads.push_back(pronoun);
    return filler;
  }
  const uint32_t next = noun + 1;
  if (reading_.definite(noun) || next >= reading_.sentence_words(noun).end) return filler;
  if (reading_.is_nominal(next) && !reading_.word(next).proclitic && reading_.word(next).kind != kTimeKind) filler.heads.push_back(next);
  return filler;
}

Filler Slots::adjective(uint32_t noun) const {
  Filler filler;
  const uint32_t end = std::min(reading_.sentence_words(noun).end, noun + 4);
  for (uint32_t w = noun + 1; w < end && reading_.word(w).upos == Upos::kAdj; ++w) {
    const uint32_t m = reading_.mention(w);
    if (m == kNone || reading_.doc().mentions[m].words.begin < w) continue;
    filler.heads.push_back(w);
    filler.found = Found::kTree;
  }
  return filler;
}

Filler Slots::preposition(const Match& match, const Chain& chain, uint8_t wanted) const {
  Filler filler;
  const uint32_t end_sentence = reading_.sentence_words(match.anchor).end;
  const auto take = [&](uint32_t at) {
    for (uint32_t w = at + 1; w < std::min(at + 1 + kPhraseWords, end_sentence); ++w) {
      if (reading_.is_punctuation(w) || reading_.is_finite(w) || reading_.is_that(w)) return;
      if (!reading_.is_nominal(w)) continue;
      filler.heads.push_back(w);
      return;
    }
  };
  // First what the tree hangs on the match, then the first such preposition up to the end of the clause.
  for (uint32_t i = 0; i < match.count && filler.heads.empty(); ++i) {
    for (const uint32_t child : reading_.children(match.parts[i])) {
      for (const uint32_t grandchild : reading_.children(child)) {
        if (reading_.relation(grandchild) != Relation::kCase || reading_.preposition(grandchild) != wanted || grandchild < match.anchor) continue;
        if (filler.heads.empty()) filler.heads.push_back(child);
      }
    }
  }
  filler.found = Found::kTree;
  if (!filler.heads.empty()) return filler;
  filler.found = Found::kOrder;
  const uint32_t from = match.form == Form::kNominal ? match.last() : match.anchor;
  const uint32_t reach = match.form == Form::kNominal ? 10 : 16;
  const uint32_t end = std::min(reading_.clause_end(match.anchor), from + reach);
  for (uint32_t w = from + 1; w < end && filler.heads.empty(); ++w) {
    if (reading_.preposition(w) == wanted) take(w);
  }
  if (!filler.heads.empty() || match.form != Form::kNominal || chain.governor == kNone ||
      reading_.sentence(chain.governor) != reading_.sentence(match.anchor))
    return filler;
  const uint32_t verb_end = reading_.clause_end(chain.governor);
  for (uint32_t w = chain.governor + 1; w < verb_end && filler.heads.empty(); ++w) {
    if (reading_.preposition(w) == wanted) take(w);
  }
  return filler;
}

Filler Slots::agent(const Match& match, const Chain& chain) const {
  Filler filler;
  const uint32_t from = chain.governor != kNone ? std::min(chain.governor, match.anchor) : match.anchor;
  const uint32_t end = reading_.clause_end(std::max(from, match.anchor));
  for (uint32_t w = from + 1; w + 1 < end; ++w) {
    if (!reading_.has_term(w, reading_.particles().agent) || w == 0) continue;
    const int before = reading_.preposition(w - 1);
    if (before < 0 && reading_.preposition(w) < 0) continue;
    if (before < 0) continue;
    if (!reading_.is_nominal(w + 1) && !reading_.heads_mention(w + 1)) continue;
    if (reading_.word(w + 1).kind == kTimeKind || reading_.word(w + 1).kind == kUnitKind) continue;
    filler.heads.push_back(w + 1);
    filler.found = Found::kOrder;
    return filler;
  }
  return filler;
}

// Whose the object is: the genitive, nationality or "of" phrase of the last noun of the pattern, else of the object.
Filler Slots::owner(const Match& match) const {
  uint32_t noun = kNone;
  for (uint32_t i = 1; i < match.count; ++i) {
    if (reading_.preposition(match.parts[i]) < 0 && !reading_.is_that(match.parts[i])) noun = match.parts[i];
  }
  if (noun == kNone && match.form == Form::kFinite) {
    const Filler found = object(match.anchor);
    if (!found.heads.empty()) noun = found.heads[0];
  }
  if (noun == kNone) return {};
  if (reading_.heads_mention(noun)) return {{noun}, Found::kTree};
  Filler filler = adjective(noun);
  if (filler.heads.empty()) filler = genitive(noun);
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
  for (uint32_t w = match.last() + 1; w < end; ++w) {
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

Filler Slots::speaker(uint32_t w) const {
  const Match* nearest = nullptr;
  for (const Match& one : speech_) {
    if (one.last() < w && one.form != Form::kNominal) nearest = &one;
  }
  if (nearest != nullptr) return subject(nearest->anchor);
  const uint32_t first = reading_.sentence_words(w).begin;
  for (uint32_t i = first; i < w; ++i) {
    if (!reading_.is_punctuation(i) || reading_.doc().surface(reading_.word(i)) != ":") continue;
    for (uint32_t k = first; k < i; ++k) {
      if (reading_.heads_mention(k)) return {{k}, Found::kOrder};
    }
  }
  return {};
}

Filler Slots::fill(const Match& match, const Chain& chain, Slot slot) const {
  const bool nominal = match.form == Form::kNominal;
  const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
  switch (slot) {
    case Slot::kSubject:
      if (nominal) return chain.governor != kNone && !chain.occurs ? subject(chain.governor) : Filler{};
      return passive(match) ? Filler{} : subject(match.anchor);
    case Slot::kObject:
      if (nominal) return {};
      if (!passive(match)) {
        Filler filler = object(match.anchor);
        if (!filler.heads.empty() && match.uses(filler.heads[0]) && filler.heads[0] != match.anchor) {
          if (Filler other = beside(match); !other.heads.empty()) filler = other;
        }
        return filler;
      }
      if (Filler filler = subject(match.anchor); !filler.heads.empty() && filler.heads[0] != match.anchor) return filler;
      return object(match.anchor);
    case Slot::kSecondObject: {
      for (const uint32_t child : reading_.children(match.anchor)) {
        if (reading_.relation(child) == Relation::kIobj) return {{child}, Found::kTree};
      }
      return {};
    }
    case Slot::kGenitive:
      return genitive(match.core);
    case Slot::kAdjective:
      return adjective(match.core);
    case Slot::kAgent:
      return agent(match, chain);
    case Slot::kSpeaker:
      return speaker(match.anchor);
    case Slot::kOwner:
      return owner(match);
    case Slot::kComplement:
      return complement(match);
    case Slot::kPreposition: {
      const uint16_t trailing = reading_.frames().patterns()[match.pattern].trailing;
      return trailing == 0 ? Filler{} : preposition(match, chain, static_cast<uint8_t>(trailing - 1));
    }
    default:
      break;
  }
  (void)frame;
  if (slot < Slot::kFirstPreposition) return {};
  return preposition(match, chain, static_cast<uint8_t>(static_cast<uint8_t>(slot) - static_cast<uint8_t>(Slot::kFirstPreposition)));
}

// A pronoun that can only stand for people: them, the two of them.
bool Slots::personal(uint32_t w) const {
  const annot::Features& features = reading_.word(w).features;
  return reading_.word(w).upos == Upos::kPron && features.gender != annot::Gender::kFem && features.number != annot::Number::kSing &&
         features.number != annot::Number::kNone;
}

bool Slots::test_words(const std::vector<uint32_t>& heads, const lexicon::Condition& condition) const {
  const auto terms = reading_.frames().terms().subspan(condition.terms_begin, condition.terms_end - condition.terms_begin);
  for (const uint32_t head : heads) {
    if (condition.test == Test::kHas) {
      const uint32_t end = std::min(reading_.sentence_words(head).end, head + kPhraseWords);
      for (uint32_t w = reading_.chain_begin(head); w < end; ++w) {
        if (w > head && (reading_.preposition(w) >= 0 || reading_.is_finite(w) || reading_.is_punctuation(w))) break;
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
      const annot::EntityKind kind = reading_.doc().entities[e].kind;
      if (condition.test == Test::kCountry && kind == annot::EntityKind::kCountry) return true;
      if (condition.test == Test::kCountry && kind == annot::EntityKind::kPlace) return true;
      const bool people = kind == annot::EntityKind::kPerson || kind == annot::EntityKind::kGroup || kind == annot::EntityKind::kOffice;
      if (condition.test == Test::kKind && (condition.kinds & 2u) != 0 && people) return true;
    }
  }
  return false;
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
    default:
      break;
  }
  if (condition.slot == Slot::kClause || condition.slot == Slot::kSentence) {
    const auto terms = reading_.frames().terms().subspan(condition.terms_begin, condition.terms_end - condition.terms_begin);
    const annot::Range words = reading_.sentence_words(w);
    for (uint32_t i = words.begin; i < words.end; ++i) {
      if (i != w && reading_.has_term(i, terms)) return true;
    }
    return false;
  }
  const Filler filler = fill(match, chain, condition.slot);
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
