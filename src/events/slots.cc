// SPDX-License-Identifier: Apache-2.0
#include "events/slots.h"

#include <algorithm>
#include <string>

#include "text/fold.h"

namespace waqai::events {

using annot::Relation;
using annot::Upos;
using lexicon::Slot;

namespace {

constexpr uint32_t kPhraseWords = 5;
constexpr uint32_t kInsertedWords = 14;
constexpr uint8_t kPersonKind = 1, kGroupKind = 2, kTimeKind = 4, kUnitKind = 5;
constexpr auto kPlaceKind = static_cast<uint8_t>(lexicon::NounKind::kPlace);

}  // namespace

// The first noun phrase between `from` and `end` that no preposition leads; times are passed over.
uint32_t Slots::next_nominal(uint32_t from, uint32_t end) const {
  for (uint32_t w = from; w < end; ++w) {
    if (reading_.preposition(w) >= 0) {  // pass over the phrase: its noun, and what hangs on it in a chain
      ++w;
      if (w < end && reading_.word(w).enclitic) continue;  // "agreed on it (they)"
      while (w < end && !reading_.is_nominal(w) && !reading_.is_punctuation(w)) ++w;
      // "with President X": the whole of who is named there.
      if (const uint32_t m = w < end ? reading_.mention(w) : kNone; m != kNone && reading_.doc().mentions[m].words.begin == w)
        w = std::max(w, std::min(end, reading_.doc().mentions[m].words.end) - 1);
      while (w + 1 < end && reading_.is_nominal(w + 1) && !reading_.word(w + 1).proclitic && !reading_.definite(w) && reading_.preposition(w + 1) < 0)
        ++w;
      continue;
    }
    // "asked the vice president the Europeans": a plural of people behind a singular describes nobody.
    const bool people = w > from && reading_.word(w).upos == Upos::kAdj && reading_.definite(w) && reading_.heads_mention(w) && reading_.oblique(w) &&
                        reading_.word(w - 1).features.number == annot::Number::kSing && !reading_.word(w).proclitic;
    if (people || (w > 0 && stands_alone(w))) return w;
    if (!reading_.is_nominal(w) || reading_.word(w).kind == kTimeKind || reading_.is_year(w)) continue;
    if (reading_.word(w).upos == Upos::kDet && w + 1 < end && reading_.is_nominal(w + 1)) continue;
    return w;
  }
  return kNone;
}

// next_nominal, but not beyond the end of the phrase: of commas only those around what is put in between are passed.
uint32_t Slots::next_argument(uint32_t from, uint32_t end) const {
  uint32_t stop = from;
  while (stop < end && !reading_.is_comma(stop)) ++stop;
  const uint32_t found = next_nominal(from, stop);
  if (found != kNone) return found;
  const uint32_t limit = std::min(reading_.sentence_words(from).end, stop + kInsertedWords);
  if (stop + 1 >= limit || reading_.word(stop + 1).upos == Upos::kCconj) return kNone;
  for (uint32_t w = stop + 1; w + 1 < limit; ++w) {
    if (reading_.is_finite(w)) return kNone;
    if (reading_.is_comma(w))
      return reading_.is_nominal(w + 1) && !reading_.word(w + 1).proclitic ? next_nominal(w + 1, std::min(limit, w + 6)) : kNone;
  }
  return kNone;
}

// "accused, in a statement issued yesterday, the militias": the object behind a clause that describes another noun; kNone where there is none.
uint32_t Slots::behind_relative(uint32_t verb, uint32_t end) const {
  const uint32_t last = std::min(reading_.sentence_words(verb).end, end + 6);
  if (end >= last || !reading_.is_finite(end) || (reading_.relation(end) != Relation::kAcl && reading_.relation(end) != Relation::kAmod))
    return kNone;
  for (uint32_t w = end + 1; w + 1 < last; ++w) {
    if (!reading_.is_comma(w)) continue;
    const uint32_t m = reading_.mention(w + 1);
    return m != kNone && reading_.doc().mentions[m].words.begin == w + 1 ? w + 1 : kNone;
  }
  return kNone;
}

uint32_t Slots::raw_object(uint32_t verb) const {
  const uint32_t pronoun = reading_.enclitic_of(verb);
  if (pronoun != kNone && reading_.is_finite(verb)) {
    const uint32_t noun = antecedent(verb);
    return noun != kNone ? noun : pronoun;
  }
  uint32_t doer = subject_in_relative(verb);
  if (doer == kNone) doer = behind_verb(verb);
  for (const uint32_t child : reading_.children(verb)) {
    if (child != doer && reading_.relation(child) == Relation::kObj && reading_.word(child).upos != Upos::kVerb &&
        reading_.word(child).kind != kTimeKind)
      return child;
  }
  for (const uint32_t child : reading_.children(verb)) {
    if (reading_.relation(child) != Relation::kNsubj || child < verb || !reading_.is_finite(verb)) continue;
    const bool taken = of_auxiliary(verb) != kNone || preposed(verb) != kNone;
    if (taken || (!may_be_subject(child, verb) && reading_.word(child).kind != kTimeKind)) return child;
  }
  return kNone;
}

// Whether a mention is of a power of state or arms.
bool Slots::is_power(uint32_t mention) const {
  const auto& entities = reading_.doc().mentions[mention].entities;
  return std::any_of(entities.begin(), entities.end(), [this](uint32_t e) {
    const annot::Entity& entity = reading_.doc().entities[e];
    const std::string_view code = entity.sectors.substr(0, 3);
    return entity.kind != annot::EntityKind::kPlace && !code.empty() && code != "CVL" && code != "REF" && code != "JRN" && code != "ELI" &&
           code != "UAF" && code != "CRM" && code != "MED" && code != "EDU";
  });
}

// A verb marked as passive whose letters allow the active too, with a power of state or arms as its subject and something else that is done:
// active ("the coalition had closed the airport").  Not of verbs whose one noun phrase is who suffers.
bool Slots::acts(const Match& match) const {
  const uint32_t verb = match.anchor;
  if (!reading_.is_finite(verb) || reading_.frames().frames()[match.frame].lone_recipient != 0) return false;
  const std::string lemma = text::fold_key(reading_.word(verb).lemma), form = text::fold_key(reading_.word(verb).form);
  if (reading_.word(verb).features.aspect == annot::Aspect::kPerf && form.substr(0, lemma.size()) != lemma) return false;
  uint32_t subject = of_auxiliary(verb);
  for (const uint32_t child : reading_.children(verb)) {
    if (subject == kNone && reading_.relation(child) == Relation::kNsubj && may_be_subject(child, verb)) subject = child;
  }
  const uint32_t mention = subject != kNone ? reading_.mention(subject) : reading_.hidden_subject(verb);
  if (mention == kNone || !is_power(mention)) return false;
  for (const uint32_t child : reading_.children(verb)) {
    if (child != subject && child > verb && reading_.relation(child) == Relation::kObj && reading_.word(child).kind != kTimeKind) return true;
    // Two noun phrases that the tree calls subjects, one before and one behind the verb.
    if (subject != kNone && subject < verb && child > verb && reading_.relation(child) == Relation::kNsubj) return true;
  }
  for (uint32_t i = 1; i < match.count; ++i) {
    const uint32_t part = match.parts[i];
    if (part > verb && part != subject && reading_.is_nominal(part) && (reading_.word(part - 1).upos != Upos::kAdp)) return true;
  }
  if (subject == kNone || subject < verb) return false;
  const uint32_t end = reading_.doc().mentions[mention].words.end;
  return end < reading_.clause_end(verb) && reading_.is_nominal(end) && reading_.definite(end) && !reading_.word(end).proclitic &&
         reading_.word(end).kind != kTimeKind;
}

// A verb of accusing by itself: somebody is its object, always.
bool Slots::charges(const Match& match) const {
  const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
  if (reading_.frames().string(frame.type) != "ACCUSE" || frame.recipient_begin == frame.recipient_end) return false;
  const bool object = reading_.frames().slots()[frame.recipient_begin].slot == Slot::kObject;
  return object && (match.count == 1 || (match.count == 2 && reading_.preposition(match.parts[1]) >= 0));
}

bool Slots::passive(const Match& match) const {
  const uint32_t verb = match.anchor;
  // The ending of an object right behind it: active, whatever the letters allow.
  const uint32_t next = verb + 1;
  const bool object_next =
      match.form == Form::kFinite && next < reading_.sentence_words(verb).end && reading_.oblique(next) &&
      (reading_.word(next).kind == kPersonKind || reading_.word(next).kind == kGroupKind || reading_.word(next).upos == Upos::kNum ||
       reading_.word(next).features.number == annot::Number::kDual || reading_.word(next).features.number == annot::Number::kPlur);
  // "who killed nine of the guards": a plural verb behind its relative pronoun has its object in the number behind.
  const bool counted = match.form == Form::kFinite && reading_.word(verb).features.number == annot::Number::kPlur && verb > 0 &&
                       reading_.is_relative(verb - 1) && next < reading_.sentence_words(verb).end && reading_.word(next).upos == Upos::kNum;
  // "burnt (by) protesters the building": the ending of a subject, and a noun that cannot be its genitive.
  const uint32_t last = reading_.sentence_words(verb).end;
  const std::string_view form = next < last ? reading_.word(next).form : std::string_view();
  const bool subject_next = match.form == Form::kFinite && form.size() > 8 && form.substr(form.size() - 4) == "\u0648\u0646" &&
                            reading_.word(next).kind == kPersonKind && next + 1 < last && reading_.word(next + 1).upos == Upos::kNoun &&
                            reading_.preposition(next + 1) < 0 && !reading_.word(next + 1).proclitic && reading_.word(next + 1).kind != kTimeKind;
  if (object_next || counted || subject_next || acts(match) || enforces(match)) return false;
  if (reading_.word(verb).features.voice == annot::Voice::kPass) {
    // With subject and object in the tree the letters stand for the active.
    bool has_subject = false, power = false, has_object = false;
    for (const uint32_t child : reading_.children(verb)) {
      const bool subject = reading_.relation(child) == Relation::kNsubj && may_be_subject(child, verb);
      has_subject = has_subject || subject;
      power = power || (subject && reading_.mention(child) != kNone && is_power(reading_.mention(child)));
      bool near = child > verb && child < reading_.clause_end(verb);
      for (uint32_t w = verb + 1; w < child && near; ++w) near = !reading_.is_comma(w);
      has_object = has_object || (reading_.relation(child) == Relation::kObj && near && reading_.word(child).kind != kTimeKind);
    }
    // "the police arrested a singer", "protesters burnt the building": verbs that do one thing to one object.
    const bool one_object = power || reading_.frames().frames()[match.frame].lone_recipient != 0;
    if (one_object && has_subject && has_object && reading_.is_finite(verb)) return false;
    if (!has_subject || !reading_.is_finite(verb) || reading_.frames().patterns()[match.pattern].trailing != 0) return true;
    const Filler other = object(verb);
    if (other.heads.empty()) return true;
    const uint32_t w = other.heads[0];
    return reading_.word(w).kind != kPersonKind && reading_.word(w).kind != kGroupKind && reading_.word(w).upos != Upos::kNum &&
           !reading_.heads_mention(w);
  }
  if (match.form != Form::kFinite || reading_.frames().frames()[match.frame].lone_recipient == 0) return false;
  if (reading_.enclitic_of(verb) != kNone) return false;
  const bool accuses = charges(match);
  if (reading_.frames().patterns()[match.pattern].trailing != 0 && !accuses) return false;
  // "seized weapons", "considered that": what is done stands behind a preposition of the pattern or in a clause.
  for (uint32_t i = 1; i < match.count; ++i) {
    if (reading_.preposition(match.parts[i]) >= 0 && !accuses) return false;
  }
  const uint32_t clause = reading_.clause_end(verb);
  if (clause < reading_.sentence_words(verb).end && reading_.is_that(clause)) return false;
  const auto& features = reading_.word(verb).features;
  // "and the priest is accused of": a charge that opens the sentence, with one noun phrase before what it is about.
  const uint32_t opening = reading_.sentence_words(verb).begin;
  const uint32_t about = accuses ? content_begin(match) : kNone;
  const bool charged = accuses && verb <= opening + 1 && about < reading_.sentence_words(verb).end && reading_.word(about).form == "\u0628";
  if (features.aspect != annot::Aspect::kPerf && features.aspect != annot::Aspect::kNone && !charged) return false;
  Found how = Found::kNothing;
  const uint32_t subject = raw_subject(verb, how);
  if (subject != kNone && subject < verb) {
    // "that the director was arrested": a private person before the verb, and nobody behind it.
    const uint32_t m = reading_.mention(subject);
    if (m == kNone || features.aspect != annot::Aspect::kPerf || reading_.doc().mentions[m].entities.size() != 1 || !object(verb).heads.empty())
      return false;
    const annot::Entity& entity = reading_.doc().entities[reading_.doc().mentions[m].entities[0]];
    const std::string_view code = entity.sectors.substr(0, 3);
    return entity.kind == annot::EntityKind::kPerson &&
           (code.empty() || code == "CVL" || code == "ELI" || code == "JRN" || code == "BUS" || code == "SOC");
  }
  const Filler other = object(verb);
  // A number and what it counts are one phrase, whatever the tree calls them.
  const bool one = subject != kNone && !other.heads.empty() && reading_.word(subject).upos == Upos::kNum && subject < other.heads[0] &&
                   (reading_.head(subject) == other.heads[0] || reading_.mention(subject) == reading_.mention(other.heads[0]));
  // "accused the regime of ...": who is accused is always named, and before what he is accused of.
  const bool behind = accuses && other.found == Found::kOrder && subject != kNone && !other.heads.empty() && other.heads[0] >= content_begin(match);
  if (subject != kNone && !other.heads.empty() && !one && !behind) return false;
  if (subject == kNone && (reading_.relation(verb) == Relation::kConj || reading_.relation(verb) == Relation::kAcl)) return false;
  return true;
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
    // The comma that closes an apposition of the subject.
    for (uint32_t w = from; w < start && start < end && reading_.is_comma(start); ++w) {
      if (reading_.is_comma(w)) {
        ++start;
        break;
      }
    }
    // A phrase that can take a genitive still runs on; behind a closed one the next noun is another argument.
    while (start > from && start < end && !reading_.closed(start - 1) && reading_.is_nominal(start) && !reading_.word(start).proclitic) ++start;
    if (subject != kNone && subject > verb && start == subject + 1) {
      while (start < end && (!reading_.closed(start - 1) || reading_.word(start).upos == Upos::kAdj) &&
             (reading_.is_nominal(start) || reading_.word(start).upos == Upos::kAdj) && reading_.preposition(start) < 0 && !stands_alone(start)) {
        ++start;
      }
    }
    const uint32_t stop = std::min(end, start + 8);
    object = measured(start);
    if (object == kNone) object = next_argument(start, stop);
    if (object == kNone) object = behind_relative(verb, end);
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
  if (const uint32_t counted = object == kNone ? kNone : measured(object); counted != kNone) object = counted;
  if (object != kNone) filler.heads.push_back(object);
  return filler;
}

Filler Slots::beside(const Match& match) const {
  Found how = Found::kNothing;
  const uint32_t subject = raw_subject(match.anchor, how);
  const uint32_t subject_mention = subject == kNone ? kNone : reading_.mention(subject);
  const uint32_t end = reading_.clause_end(match.anchor);
  const bool talks = reading_.frames().string(reading_.frames().frames()[match.frame].type) == "CONSULT";
  for (uint32_t w = match.anchor + 1; w < end; ++w) {
    if (!reading_.heads_mention(w) || match.uses(w) || w == subject || reading_.mention(w) == subject_mention) continue;
    const uint32_t begin = reading_.doc().mentions[reading_.mention(w)].words.begin;
    const uint32_t chain = reading_.chain_begin(begin);
    // "ways to end the Syrian crisis": what is discussed.
    if (talks && reading_.doc().mentions[reading_.mention(w)].kind == annot::MentionKind::kNationality) continue;
    if (begin <= match.anchor || reading_.preposition(begin - 1) >= 0 || (chain > match.anchor && reading_.preposition(chain - 1) >= 0) ||
        reading_.word(begin - 1).upos == Upos::kCconj)
      continue;
    if (reading_.word(w).enclitic && w != match.anchor + 1) continue;
    return {{w}, Found::kOrder};
  }
  return {};
}

// Heads the mention of people or an office, not of a state or body that an adjective stands for.
bool Slots::is_group(uint32_t w) const {
  if (!reading_.heads_mention(w)) return false;
  const annot::MentionKind kind = reading_.doc().mentions[reading_.mention(w)].kind;
  return kind == annot::MentionKind::kGroup || kind == annot::MentionKind::kOffice;
}

Filler Slots::preposition(const Match& match, const Chain& chain, uint8_t wanted) const {
  Filler filler;
  const uint32_t end_sentence = reading_.sentence_words(match.anchor).end;
  const auto backing = reading_.frames().list("backing");
  const auto take = [&](uint32_t at) {
    if (at > 0 && at - 1 > match.anchor && reading_.has_term(at - 1, backing)) return;  // "with support from": backs, and suffers nothing
    for (uint32_t w = at + 1; w < std::min(at + 1 + kPhraseWords, end_sentence); ++w) {
      if (reading_.is_quotation_mark(w)) continue;
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
  if (reading_.preposition(match.anchor) == wanted) {  // the pattern starts with it: "it is on X to"
    take(match.anchor);
    return filler;
  }
  const uint32_t from = match.form == Form::kNominal ? match.core : match.anchor;
  const uint32_t reach = match.form == Form::kNominal ? 10 : 16;
  const uint32_t end = std::min(reading_.clause_end(match.anchor), from + reach);
  for (uint32_t w = from + 1; w < end && filler.heads.empty(); ++w) {
    // "according to" is written with the preposition of means.
    const bool leads = reading_.preposition(w) == wanted && !(reading_.word(w).proclitic && reading_.word(w + 1).upos == Upos::kAdp);
    if (leads && !of_other_act(match, w)) take(w);
  }
  if (!filler.heads.empty() || match.form != Form::kNominal || chain.governor == kNone ||
      reading_.sentence(chain.governor) != reading_.sentence(match.anchor))
    return filler;
  const uint32_t verb_end = reading_.clause_end(chain.governor);
  const uint32_t own = reading_.counted_begin(match.anchor);  // "reported (bi-) the killing of X": the preposition leads to the act itself
  for (uint32_t w = chain.governor + 1; w < verb_end && filler.heads.empty(); ++w) {
    if (reading_.preposition(w) == wanted && w + 1 != own) take(w);
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

Filler Slots::speaker(uint32_t w) const {
  // `quoted X as saying (his saying) "..."'.
  for (uint32_t i = w; i-- > reading_.sentence_words(w).begin;) {
    if (!reading_.opens_speech(i)) continue;
    const bool saying = i > reading_.sentence_words(w).begin + 1 && reading_.word(i - 1).enclitic && reading_.mention(i - 1) != kNone &&
                        reading_.word(i - 2).form == "\u0642\u0648\u0644";
    if (saying) return {{i - 1}, Found::kOrder};
    break;
  }
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

// Where the content of a demand begins: the first preposition, "that" or verb behind the verb and its subject.
uint32_t Slots::content_begin(const Match& match) const {
  Found how = Found::kNothing;
  const uint32_t own = raw_subject(match.anchor, how);
  const uint32_t end = reading_.sentence_words(match.anchor).end;
  uint32_t w = match.anchor + 1;
  if (own != kNone && own > match.anchor)
    w = reading_.mention(own) == kNone ? own + 1 : std::max(own + 1, reading_.doc().mentions[reading_.mention(own)].words.end);
  for (; w < end; ++w) {
    const std::string_view form = reading_.word(w).form;
    const bool leads = form == "\u0625\u0644\u0649" || form == "\u0628" || form == "\u0639\u0644\u0649";
    if ((leads && reading_.preposition(w) >= 0) || reading_.is_that(w) || reading_.is_finite(w)) return w;
  }
  return end;
}

Filler Slots::fill(const Match& match, const Chain& chain, Slot slot) const {
  const bool nominal = match.form == Form::kNominal;
  switch (slot) {
    case Slot::kSubject:
      if (nominal && reading_.frames().frames()[match.frame].nominal == lexicon::Nominal::kTold) return judged(match);
      if (nominal) return chain.governor != kNone && !chain.occurs ? subject(chain.governor) : Filler{};
      if (sole_object(match) != kNone) return subject(reading_.head(match.anchor));
      if (const uint32_t main = continued(match); main != kNone) return subject(main);
      if (issued_object(match) != kNone) return {{issuer(match.anchor)}, Found::kTree};
      return passive(match) ? Filler{} : subject(match.anchor);
    case Slot::kObject:
      if (nominal) return {};
      if (const uint32_t sole = sole_object(match); sole != kNone) return {{sole}, Found::kOrder};
      if (continued(match) != kNone) return subject(match.anchor);
      if (const uint32_t noun = issued_object(match); noun != kNone) return {{noun}, Found::kOrder};
      if (!passive(match)) {
        Filler filler = object(match.anchor);
        if (Filler other = addressed(match, filler); !other.heads.empty()) filler = std::move(other);
        const bool asks = reading_.frames().string(reading_.frames().frames()[match.frame].type) == "REQUEST";
        if (asks && match.form == Form::kFinite && !filler.heads.empty() && filler.heads[0] > match.anchor && filler.heads[0] >= content_begin(match))
          return {};
        if (asks && !filler.heads.empty()) return filler;
        if (!filler.heads.empty() && match.uses(filler.heads[0]) && filler.heads[0] != match.anchor) {
          const Filler own = reading_.word(filler.heads[0]).kind == kPlaceKind ? owner(match, chain) : Filler{};
          if (!own.heads.empty() && reading_.heads_mention(own.heads[0]) && !reading_.word(own.heads[0]).enclitic) filler = own;
          else if (Filler other = beside(match); !other.heads.empty()) filler = other;
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
      return genitive(owned_noun(match));
    case Slot::kAdjective:
      return adjective(owned_noun(match));
    case Slot::kAgent:
      return agent(match, chain);
    case Slot::kSpeaker:
      return speaker(match.anchor);
    case Slot::kOwner:
      return owner(match, chain);
    case Slot::kComplement:
      return complement(match);
    case Slot::kPreposition: {
      const uint16_t trailing = reading_.frames().patterns()[match.pattern].trailing;
      return trailing == 0 ? Filler{} : preposition(match, chain, static_cast<uint8_t>(trailing - 1));
    }
    default:
      break;
  }
  if (slot < Slot::kFirstPreposition) return {};
  return preposition(match, chain, static_cast<uint8_t>(static_cast<uint8_t>(slot) - static_cast<uint8_t>(Slot::kFirstPreposition)));
}

}  // namespace waqai::events
