// SPDX-License-Identifier: Apache-2.0
//
// Who is the subject of a verb: tree first, where word order and endings allow it; then the auxiliary, the verb it goes on with, the hidden subject,
// and at last order alone.
#include <algorithm>

#include "events/slots.h"

namespace waqai::events {

using annot::Relation;
using annot::Upos;

namespace {

constexpr uint8_t kPersonKind = 1, kGroupKind = 2, kTimeKind = 4;
constexpr auto kPlaceKind = static_cast<uint8_t>(lexicon::NounKind::kPlace);
constexpr std::string_view kWith = "\u0645\u0639";
constexpr auto kNumberKind = static_cast<uint8_t>(lexicon::NounKind::kNumber);

}  // namespace

// "the men whom (they) arrested (them)": a pronoun behind a preposition of a relative clause that agrees with its relative pronoun takes the noun up.
bool Slots::taken_up(uint32_t verb) const {
  constexpr uint32_t kReach = 4;
  const uint32_t begin = reading_.clause_begin(verb), end = std::min(reading_.clause_end(verb), verb + 2 + kReach);
  if (!reading_.is_finite(verb) || begin == reading_.sentence_words(verb).begin || verb != begin || !reading_.is_relative(begin - 1)) return false;
  const annot::Features& relative = reading_.word(begin - 1).features;
  for (uint32_t w = verb + 2; w + 1 < end; ++w) {
    if (reading_.is_punctuation(w)) return false;
    const annot::Word& pronoun = reading_.word(w + 1);
    const bool behind = reading_.preposition(w) >= 0 && pronoun.enclitic && pronoun.upos == Upos::kPron && pronoun.token == reading_.word(w).token;
    if (behind && pronoun.features.person == 3 && pronoun.features.number == relative.number &&
        (pronoun.features.gender == relative.gender || relative.number == annot::Number::kDual))
      return true;
  }
  return false;
}

// The noun that the relative clause of `verb` describes ("the sanctions that X imposed", "an attack X made"); kNone outside relative clauses.
uint32_t Slots::antecedent(uint32_t verb) const {
  const uint32_t begin = reading_.clause_begin(verb);
  const uint32_t first = reading_.sentence_words(verb).begin;
  if (begin == first || verb - begin > 2 || resumption(verb) != kNone || taken_up(verb)) return kNone;
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

// "a statement in which (fihi) he accused": the pronoun behind the preposition right behind a verb that describes a noun, which takes that noun up:
// the noun is no subject.  kNone where there is none.
uint32_t Slots::resumption(uint32_t verb) const {
  const annot::Range words = reading_.sentence_words(verb);
  if (!reading_.is_finite(verb) || verb == words.begin || verb + 2 >= words.end || reading_.preposition(verb + 1) < 0) return kNone;
  const annot::Word& pronoun = reading_.word(verb + 2);
  if (!pronoun.enclitic || pronoun.upos != Upos::kPron || pronoun.features.person != 3 || pronoun.token != reading_.word(verb + 1).token)
    return kNone;
  uint32_t before = verb - 1;
  while (before > words.begin && reading_.word(before).upos == Upos::kPart) --before;
  if (reading_.is_relative(before)) return verb + 2;
  // Without a relative pronoun only an indefinite noun of a thing is described.
  const annot::Word& noun = reading_.word(before);
  const bool plain = (noun.upos == Upos::kNoun || noun.upos == Upos::kAdj) && !reading_.definite(before) && noun.kind != kPersonKind;
  const annot::Gender gender = noun.features.number == annot::Number::kPlur ? annot::Gender::kFem : noun.features.gender;
  return plain && (gender == annot::Gender::kNone || gender == pronoun.features.gender) ? verb + 2 : kNone;
}

// Who issued the statement that the clause of `verb` describes: the nearest pronoun or subject before it that agrees with the verb; kNone.
uint32_t Slots::issuer(uint32_t verb) const {
  const uint32_t first = reading_.sentence_words(verb).begin;
  const annot::Features& wanted = reading_.word(verb).features;
  for (uint32_t w = verb; w-- > first;) {
    const annot::Word& word = reading_.word(w);
    if (word.upos == Upos::kPron && word.enclitic && reading_.mention(w) != kNone && reading_.word(w - 1).upos == Upos::kNoun &&
        word.features.gender == wanted.gender && word.features.number == wanted.number)
      return w;
    if (!reading_.is_finite(w)) continue;
    const annot::Features& own = word.features;
    if (own.gender != wanted.gender || own.person != wanted.person) return kNone;
    Found how = Found::kNothing;
    const uint32_t subject = raw_subject(w, how);
    return subject != kNone ? subject : reading_.hidden_subject(w) != kNone ? w : kNone;
  }
  return kNone;
}

// "issued a statement in which he accused the movement of": the one noun phrase behind a verb of blame or asking is its object, for who accuses
// there is who issued the statement; kNone.
uint32_t Slots::issued_object(const Match& match) const {
  const uint32_t verb = match.anchor, pronoun = resumption(verb);
  const std::string_view type = reading_.frames().string(reading_.frames().frames()[match.frame].type);
  if (pronoun == kNone || (type != "ACCUSE" && type != "REQUEST") || reading_.word(verb).features.number != annot::Number::kSing) return kNone;
  const uint32_t end = reading_.clause_end(verb), noun = next_nominal(pronoun + 1, end);
  if (noun == kNone || noun > pronoun + 2 || issuer(verb) == kNone) return kNone;
  const uint32_t m = reading_.mention(noun);
  uint32_t behind = m != kNone ? std::max(noun + 1, reading_.doc().mentions[m].words.end) : noun + 1;
  while (behind < end && !reading_.word(behind).proclitic && (reading_.word(behind).upos == Upos::kAdj || !reading_.closed(behind - 1)) &&
         (reading_.is_nominal(behind) || reading_.word(behind).upos == Upos::kAdj))
    ++behind;
  const bool alone = behind >= end || reading_.preposition(behind) >= 0 || reading_.is_punctuation(behind);
  return alone || disagrees(verb, noun) ? noun : kNone;
}

// "Norway, the member of the council, called": who stands before the apposition that ends right before `verb` and that `noun` heads; kNone.
uint32_t Slots::before_apposition(uint32_t verb, uint32_t noun) const {
  const uint32_t first = reading_.sentence_words(verb).begin;
  const uint32_t own = reading_.mention(noun);
  const uint32_t begin = own != kNone ? std::min(noun, reading_.doc().mentions[own].words.begin) : noun;
  uint32_t close = verb;
  while (close > begin && !reading_.is_comma(close - 1) && reading_.word(close - 1).upos == Upos::kPart) --close;
  if (begin < first + 2 || close <= begin || !reading_.is_comma(close - 1) || !reading_.is_comma(begin - 1)) return kNone;
  if (reading_.word(noun).upos != Upos::kNoun) return kNone;
  const uint32_t named = reading_.mention(begin - 2);
  if (named == kNone || named == own || reading_.doc().mentions[named].entities.empty()) return kNone;
  const annot::Mention& mention = reading_.doc().mentions[named];
  if (mention.words.end != begin - 1 || mention.head == kNone) return kNone;
  for (uint32_t w = begin; w < close; ++w) {
    if (reading_.is_finite(w) || reading_.is_that(w)) return kNone;
  }
  const annot::Gender own_gender = reading_.word(mention.head).features.gender;
  return own_gender == annot::Gender::kNone || own_gender == reading_.word(verb).features.gender ? mention.head : kNone;
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

// A verb right before its subject agrees with it in gender: "called on (he) the authorities" has an object there.
bool Slots::disagrees(uint32_t verb, uint32_t noun) const {
  const annot::Features &v = reading_.word(verb).features, &n = reading_.word(noun).features;
  const annot::Word& word = reading_.word(noun);
  // Capitals are feminine ("called on (he) Pyongyang"); palaces have the article.
  const uint32_t m = reading_.mention(noun);
  const bool capital = word.upos == Upos::kPropn && n.gender == annot::Gender::kNone && m != kNone && !reading_.doc().mentions[m].entities.empty() &&
                       reading_.doc().mentions[m].kind == annot::MentionKind::kName && !word.form.starts_with("\u0627\u0644") &&
                       reading_.doc().entities[reading_.doc().mentions[m].entities[0]].kind == annot::EntityKind::kCountry;
  if (capital && v.person == 3 && v.number == annot::Number::kSing && v.gender == annot::Gender::kMasc) return true;
  if (v.person != 3 || v.number != annot::Number::kSing || n.gender == annot::Gender::kNone || v.gender == n.gender) return false;
  if ((word.upos != Upos::kNoun && word.upos != Upos::kPropn) || word.kind == kNumberKind || reading_.has_term(noun, reading_.particles().quantifier))
    return false;
  if (v.gender == annot::Gender::kMasc) {
    const std::string_view form = word.form;
    const bool sound = form.size() > 4 && (form.substr(form.size() - 4) == "\u0627\u062a" || form.substr(form.size() - 2) == "\u0629");
    // ("Calls (he) on the nations": the plural of what is no human being is feminine.)
    const bool bodies = n.number == annot::Number::kPlur && word.kind == kGroupKind && reading_.definite(noun) && v.aspect == annot::Aspect::kImp;
    return sound || bodies || word.upos == Upos::kPropn;
  }
  if (n.gender != annot::Gender::kMasc || n.number != annot::Number::kSing || word.upos != Upos::kNoun) return false;
  const bool named = m != kNone && reading_.doc().mentions[m].kind == annot::MentionKind::kName;  // "(she) South Africa"
  return word.kind == kPersonKind ? reading_.definite(noun) : word.kind == kPlaceKind && !named;
}

// What the tree calls a subject and word order forbids: times, what stands before the colon of a headline, endings of objects.
bool Slots::may_be_subject(uint32_t w, uint32_t verb) const {
  if (reading_.is_relative(w) || reading_.word(w).kind == kTimeKind || w < reading_.sentence_words(verb).begin) return false;
  if (w > verb) {
    // A verb before its subject stands in the singular.
    const annot::Number number = reading_.word(verb).features.number;
    const bool several = number == annot::Number::kPlur || number == annot::Number::kDual;
    if (reading_.is_finite(verb) && w == verb + 1 && disagrees(verb, w)) return false;
    return !reading_.is_finite(verb) || !(reading_.oblique(w) || (several && reading_.word(verb).features.person == 3));
  }
  for (uint32_t between = w + 1; between < verb; ++between) {
    if (reading_.is_punctuation(between) && reading_.doc().surface(reading_.word(between)) == ":") return false;
  }
  // "Damascus with its ally": who is with the subject.
  const uint32_t begin = reading_.chain_begin(w);
  return begin == reading_.sentence_words(verb).begin || reading_.word(begin - 1).form != kWith;
}

// "said that ..., and threatened": a past verb behind a comma and "and", with no subject of its own, goes on with the verb of the sentence where
// a that-clause stands between them; kNone otherwise.
uint32_t Slots::resumed_verb(uint32_t verb) const {
  const uint32_t first = reading_.sentence_words(verb).begin;
  if (verb < first + 2 || !reading_.is_finite(verb) || reading_.word(verb - 1).upos != Upos::kCconj || !reading_.is_comma(verb - 2)) return kNone;
  if (reading_.word(verb).features.aspect != annot::Aspect::kPerf) return kNone;
  if (verb + 1 < reading_.sentence_words(verb).end && reading_.is_nominal(verb + 1) && !reading_.word(verb + 1).enclitic) return kNone;
  uint32_t main = first;
  while (main < verb && !reading_.is_finite(main)) ++main;
  if (main >= verb || reading_.word(main).features.aspect != annot::Aspect::kPerf) return kNone;
  const annot::Features &a = reading_.word(main).features, &b = reading_.word(verb).features;
  if (a.gender != b.gender || a.person != b.person) return kNone;
  bool that = false;
  for (uint32_t w = main + 1; w < verb; ++w) {
    that = that || reading_.is_that(w);
    if (!that || !reading_.is_finite(w)) continue;
    // A past clause goes on with the past; one about what is or will be does not.
    return reading_.word(w).features.aspect == annot::Aspect::kPerf ? kNone : main;
  }
  return that ? main : kNone;
}

// Whether a comma parts a verb that is no auxiliary from another one.
bool Slots::apart(uint32_t aux, uint32_t verb) const {
  if (reading_.is_auxiliary(aux)) return false;
  for (uint32_t w = aux + 1; w < verb; ++w) {
    if (reading_.is_comma(w)) return true;
  }
  return false;
}

// The subject that stands between an auxiliary and its verb: "that the forces would have attacked".
uint32_t Slots::of_auxiliary(uint32_t verb) const {
  for (const uint32_t aux : reading_.children(verb)) {
    if (reading_.relation(aux) != Relation::kAux || aux > verb || apart(aux, verb)) continue;
    for (const uint32_t child : reading_.children(aux)) {
      if (reading_.relation(child) == Relation::kNsubj && child > aux && child < verb) return child;
    }
  }
  // "continues to besiege": the subject between the verb of aspect and its imperfect.
  const uint32_t head = reading_.head(verb);
  const bool governed = head != kNone && head < verb && reading_.is_finite(head) && reading_.relation(verb) == Relation::kXcomp &&
                        reading_.word(verb).features.aspect == annot::Aspect::kImp;
  if (!governed) return kNone;
  for (uint32_t w = head + 1; w < verb; ++w) {
    if (reading_.is_that(w) || reading_.is_punctuation(w)) return kNone;
  }
  for (const uint32_t child : reading_.children(head)) {
    if (reading_.relation(child) == Relation::kNsubj && child > head && child < verb && may_be_subject(child, head)) return child;
  }
  return kNone;
}

// "expelled (she) 23 of its diplomats": men are counted, and the verb is feminine.
bool Slots::counts_others(uint32_t verb, uint32_t number) const {
  const annot::Features& v = reading_.word(verb).features;
  if (v.gender != annot::Gender::kFem || v.person != 3 || v.number != annot::Number::kSing) return false;
  const uint32_t end = std::min(reading_.sentence_words(verb).end, number + 3);
  for (uint32_t w = number + 1; w < end; ++w) {
    if (reading_.word(w).kind == kPersonKind) return reading_.word(w).features.gender == annot::Gender::kMasc;
  }
  return false;
}

// A number right behind a verb counts its subject ("three of the editors struck"), unless its ending says otherwise.
uint32_t Slots::counted_next(uint32_t verb) const {
  const uint32_t next = verb + 1;
  if (!reading_.is_finite(verb) || next >= reading_.sentence_words(verb).end || reading_.word(next).upos != Upos::kNum) return kNone;
  if (!may_be_subject(next, verb) || reading_.relation(next) == Relation::kObj || counts_others(verb, next)) return kNone;
  const uint32_t head = reading_.head(next);
  if (reading_.relation(next) != Relation::kNummod || head == kNone || head < next) return next;
  return reading_.relation(head) == Relation::kObj ? kNone : head;
}

// "that Turkey and factions attack": of somebodies joined by "and" from the start of the clause to mention `m`, the first; kNone where `m` stands
// alone.
uint32_t Slots::first_joined(uint32_t m) const {
  uint32_t found = kNone, begin = reading_.doc().mentions[m].words.begin;
  const uint32_t first = reading_.sentence_words(begin).begin;
  while (begin > first + 1 && reading_.word(begin - 1).upos == Upos::kCconj) {
    const uint32_t before = reading_.mention(begin - 2);
    if (before == kNone || reading_.doc().mentions[before].entities.empty() || reading_.doc().mentions[before].words.end != begin - 1) break;
    found = reading_.doc().mentions[before].head;
    begin = reading_.doc().mentions[before].words.begin;
  }
  if (found == kNone) return kNone;
  return begin == first || reading_.is_that(begin - 1) || reading_.is_punctuation(begin - 1) ? found : kNone;
}

// "and Seoul calls": somebody between the conjunction and the verb; kNone.
uint32_t Slots::topic(uint32_t verb) const {
  const uint32_t first = reading_.sentence_words(verb).begin;
  if (!reading_.is_finite(verb) || verb < first + 2 || reading_.word(verb).features.person != 3) return kNone;
  uint32_t last = verb - 1;
  while (last > first + 1 && reading_.word(last).upos == Upos::kPart) --last;
  const uint32_t m = reading_.mention(last);
  if (m == kNone || reading_.doc().mentions[m].entities.empty()) return kNone;
  const annot::Mention& mention = reading_.doc().mentions[m];
  if (mention.words.end != last + 1 || mention.words.begin <= first || mention.kind == annot::MentionKind::kNationality) return kNone;
  if (reading_.word(mention.words.begin - 1).upos != Upos::kCconj) return kNone;
  if (const uint32_t noun = first_joined(m); noun != kNone) return noun;
  const annot::Features &v = reading_.word(verb).features, &n = reading_.word(mention.head).features;
  return n.gender == annot::Gender::kNone || n.number != annot::Number::kSing || n.gender == v.gender ? mention.head : kNone;
}

// "denied it, and accused the coalition": a verb of blame that goes on with another one and has one noun phrase behind it has its object there, for
// blame without somebody blamed is not told; kNone.
uint32_t Slots::sole_object(const Match& match) const {
  const uint32_t verb = match.anchor, head = reading_.head(verb);
  const std::string_view type = reading_.frames().string(reading_.frames().frames()[match.frame].type);
  const bool refuses = type == "REJECT";  // a thing, not somebody
  if (!reading_.is_finite(verb) || (type != "ACCUSE" && !refuses)) return kNone;
  const auto slots = reading_.frames().slots();
  const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
  const bool takes = frame.recipient_begin < frame.recipient_end && slots[frame.recipient_begin].slot == lexicon::Slot::kObject;
  const bool joined = reading_.relation(verb) == Relation::kConj && head != kNone && head < verb && reading_.is_finite(head) && verb > 0 &&
                      reading_.word(verb - 1).upos == Upos::kCconj;
  if ((!takes && !refuses) || !joined || reading_.enclitic_of(verb) != kNone) return kNone;
  const annot::Features &a = reading_.word(head).features, &b = reading_.word(verb).features;
  if (a.gender != b.gender || a.person != b.person || subject(head).heads.empty()) return kNone;
  uint32_t noun = kNone;
  for (const uint32_t child : reading_.children(verb)) {
    if (child < verb || reading_.preposition(child) >= 0) continue;
    const Relation relation = reading_.relation(child);
    if (relation == Relation::kObj) return kNone;
    if (relation == Relation::kNsubj) noun = child;
  }
  if (refuses) return noun != kNone && reading_.mention(noun) == kNone && reading_.word(noun).kind != kPersonKind ? noun : kNone;
  if (noun == kNone || !reading_.heads_mention(noun)) return kNone;
  const uint32_t end = reading_.doc().mentions[reading_.mention(noun)].words.end;
  return end < reading_.sentence_words(verb).end && reading_.preposition(end) >= 0 ? noun : kNone;
}

// "the gas that (he) the UN (she) accuses X of using": the relative pronoun does not agree with the verb, so the noun right behind the verb, which
// does, is its subject; kNone.
uint32_t Slots::subject_in_relative(uint32_t verb) const {
  const uint32_t begin = reading_.clause_begin(verb), first = reading_.sentence_words(verb).begin;
  const annot::Features& v = reading_.word(verb).features;
  if (!reading_.is_finite(verb) || begin == first || verb - begin > 1 || !reading_.is_relative(begin - 1) || v.person != 3) return kNone;
  const annot::Features& relative = reading_.word(begin - 1).features;
  const bool known = relative.number == annot::Number::kSing && relative.gender != annot::Gender::kNone && v.number == annot::Number::kSing;
  if (!known || relative.gender == v.gender) return kNone;
  const uint32_t next = (reading_.enclitic_of(verb) == verb + 1 ? verb + 2 : verb + 1);
  if (next >= reading_.sentence_words(verb).end || !reading_.heads_mention(next) || disagrees(verb, next)) return kNone;
  return next;
}

uint32_t Slots::raw_subject(uint32_t verb, Found& found) const {
  found = Found::kTree;
  if (const uint32_t noun = of_auxiliary(verb); noun != kNone) return noun;
  if (const uint32_t noun = subject_in_relative(verb); noun != kNone) return noun;
  if (const uint32_t noun = behind_verb(verb); noun != kNone) return noun;
  for (const uint32_t child : reading_.children(verb)) {
    if (reading_.relation(child) != Relation::kNsubj || !may_be_subject(child, verb)) continue;
    if (child > verb) {
      const uint32_t before = preposed(verb);
      return before != kNone ? before : child;
    }
    const uint32_t m = reading_.mention(child);
    const uint32_t named = before_apposition(verb, child);
    const uint32_t first = named == kNone && m != kNone ? first_joined(m) : named;
    return first != kNone ? first : child;
  }
  if (const uint32_t noun = topic(verb); noun != kNone) return noun;
  if (!reading_.is_finite(verb)) {
    if (const uint32_t noun = preposed(verb); noun != kNone) return noun;
  }
  if (const uint32_t main = resumed_verb(verb); main != kNone) return raw_subject(main, found);
  if (const uint32_t noun = counted_next(verb); noun != kNone) return noun;
  // A verb that describes a noun: the noun is its subject, unless a pronoun of the clause points back to it.
  const Relation relation = reading_.relation(verb);
  const uint32_t head = reading_.head(verb);
  if ((relation == Relation::kAcl || relation == Relation::kAmod) && head != kNone && reading_.is_nominal(head) && head < verb &&
      reading_.enclitic_of(verb) == kNone && resumption(verb) == kNone && !taken_up(verb))
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
  const bool joined = relation == Relation::kConj && head != kNone && head < verb;
  if (joined && (reading_.form(head) == Form::kParticiple || (reading_.is_finite(head) && may_share(head, verb)))) {
    const uint32_t shared = raw_subject(head, found);
    found = Found::kShared;
    return shared;
  }
  if (relation == Relation::kXcomp && head != kNone && head < verb) return raw_subject(head, found);
  found = Found::kOrder;
  const uint32_t object = raw_object(verb);
  if (!reading_.is_finite(verb)) return kNone;
  const uint32_t after = next_nominal(verb + (reading_.enclitic_of(verb) == verb + 1 ? 2 : 1), reading_.clause_end(verb));
  // "agreed on it X and Y": what is agreed on stands before, so the noun is no object.
  const uint32_t taken_up = resumption(verb);
  const bool complete = taken_up != kNone && reading_.word(taken_up - 1).form == "\u0639\u0644\u064a" && after != kNone && !disagrees(verb, after);
  if (after != kNone && (after != object || complete) && after - verb <= 8) return after;
  // Before the verb: the first noun of the clause, as in headlines.
  uint32_t begin = verb;
  while (begin > reading_.clause_begin(verb) && reading_.word(begin - 1).upos != Upos::kSconj) --begin;
  const uint32_t before = begin < verb ? next_nominal(begin, verb) : kNone;
  if (before != kNone) return before;
  found = Found::kNothing;
  return kNone;
}

// "The minister denied it, and accused the alliance of ...": a charge that goes on with the sentence and has one noun phrase alone: its object.
// The verb it goes on with; kNone otherwise.
uint32_t Slots::continued(const Match& match) const {
  const uint32_t verb = match.anchor;
  const lexicon::FrameRecord& frame = reading_.frames().frames()[match.frame];
  const uint32_t first = reading_.sentence_words(verb).begin;
  if (match.form != Form::kFinite || frame.lone_recipient == 0 || reading_.frames().string(frame.type) != "ACCUSE" || verb < first + 2) return kNone;
  const annot::Features& own = reading_.word(verb).features;
  if (reading_.word(verb - 1).upos != Upos::kCconj || own.aspect != annot::Aspect::kPerf || reading_.enclitic_of(verb) != kNone) return kNone;
  Found how = Found::kNothing;
  const uint32_t noun = raw_subject(verb, how);
  if (noun == kNone || noun < verb || !object(verb).heads.empty()) return kNone;
  for (uint32_t w = first; w < verb; ++w) {
    const annot::Features& other = reading_.word(w).features;
    if (!reading_.is_finite(w)) continue;
    return other.aspect == annot::Aspect::kPerf && other.gender == own.gender && other.person == own.person && other.number == own.number ? w : kNone;
  }
  return kNone;
}

Filler Slots::decider(uint32_t noun) const {
  const uint32_t first = reading_.sentence_words(noun).begin;
  if (noun < first + 2 || reading_.word(noun).proclitic || reading_.word(noun).upos != Upos::kNoun) return {};
  const uint32_t m = reading_.mention(noun - 1);
  if (m == kNone || reading_.doc().mentions[m].entities.empty() || reading_.doc().mentions[m].words.end != noun) return {};
  const uint32_t begin = reading_.counted_begin(reading_.doc().mentions[m].words.begin);
  const auto decisions = reading_.frames().list("decision-words");
  // The left edge of the chain holds the decision itself ("the decision of the president of Ghana").
  for (uint32_t w = begin; w < reading_.doc().mentions[m].words.begin; ++w) {
    if (reading_.has_term(w, decisions)) return {{reading_.doc().mentions[m].head}, Found::kOrder};
  }
  const bool decides = begin > first && reading_.has_term(begin - 1, decisions) && !reading_.definite(begin - 1);
  return decides ? Filler{{reading_.doc().mentions[m].head}, Found::kOrder} : Filler{};
}

// The noun of a match whose genitive or adjective tells of a side: the last; where that is the doer and a preposition leads to the last noun, the
// first if it has one ("the withdrawal of X from the deal").
uint32_t Slots::owned_noun(const Match& match) const {
  if (match.form != Form::kNominal || match.core == match.anchor) return match.core;
  if (reading_.frames().frames()[match.frame].genitive != lexicon::Genitive::kActor) return match.core;
  for (uint32_t i = 0; i < match.count; ++i) {
    const uint32_t part = match.parts[i];
    if (part <= match.anchor || part >= match.core || reading_.preposition(part) < 0) continue;
    const bool owned = !genitive(match.anchor).heads.empty() || !adjective(match.anchor).heads.empty();
    return owned ? match.anchor : match.core;
  }
  return match.core;
}

Filler Slots::subject(uint32_t verb) const {
  Filler filler;
  // "We will host": who speaks.
  if (reading_.is_finite(verb) && reading_.word(verb).features.person == 1) {
    filler = speaker(verb);
    if (!filler.heads.empty()) return filler;
  }
  const uint32_t found = raw_subject(verb, filler.found);
  // `said: "decided (I, she) with him"': right behind the mark, with nobody it agrees with, the speaker.
  const annot::Features& f = reading_.word(verb).features;
  const uint32_t first = reading_.sentence_words(verb).begin;
  uint32_t mark = verb;
  while (mark > first && reading_.word(mark - 1).upos == Upos::kPart && !reading_.is_that(mark - 1)) --mark;
  const bool opens = mark > first && reading_.opens_speech(mark - 1);
  const bool open = found == kNone || filler.found == Found::kOrder;
  if (opens && open && f.aspect == annot::Aspect::kPerf && f.gender == annot::Gender::kFem && f.number == annot::Number::kSing &&
      (found != kNone || reading_.hidden_subject(verb) == kNone || mark < verb)) {
    Filler self = speaker(verb);
    const uint32_t m = self.heads.empty() ? kNone : reading_.mention(self.heads[0]);
    const bool person = m != kNone && !reading_.doc().mentions[m].entities.empty() &&
                        reading_.doc().entities[reading_.doc().mentions[m].entities[0]].kind == annot::EntityKind::kPerson;
    if (person || (found == kNone && reading_.hidden_subject(verb) == kNone)) return self;
  }
  if (found != kNone) filler.heads.push_back(found);
  else if (reading_.hidden_subject(verb) != kNone) {
    filler.heads.push_back(verb);  // the hidden mention is looked up by the verb
    filler.found = Found::kTree;
  }
  return filler;
}

}  // namespace waqai::events
