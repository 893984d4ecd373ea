// SPDX-License-Identifier: Apache-2.0
//
// What points back: "the two sides", "his counterpart", "his country", "the movement", attached pronouns, hidden subjects, first persons.
#include <algorithm>

#include "entities/decision.h"
#include "lexicon/words.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::entities {

using annot::Entity;
using annot::EntityKind;
using annot::Gender;
using annot::kNone;
using annot::Mention;
using annot::MentionKind;
using annot::Number;
using annot::Relation;
using annot::Upos;
using annot::Word;
using lexicon::ReferenceKind;
using lexicon::ReferenceOf;

namespace {

constexpr size_t kMemory = 80;          // mentions looked back for references
constexpr uint32_t kSentencesBack = 4;  // sentences looked back for "the two"
constexpr uint32_t kSubjectsBack = 3;   // and for hidden subjects
constexpr uint32_t kRelativeWords = 8;  // from a relative pronoun to the pronoun that takes it up

bool points(MentionKind kind) { return kind == MentionKind::kPronoun || kind == MentionKind::kHidden; }
// Whether the sectors of a body are among those that its word allows.
bool fits_sectors(std::string_view allowed, std::string_view sectors) {
  return allowed.empty() || allowed.find(sectors.substr(0, 3)) != std::string_view::npos ||
         (sectors.size() > 4 && allowed.find(sectors.substr(4, 3)) != std::string_view::npos);
}
// People and mediators are no side of a dispute.
bool is_side(const Entity& e) {
  const std::string_view code = e.sectors.substr(0, 3);
  for (const std::string_view other : {"CVL", "REF", "UAF", "UNK", "JRN", "MED", "EDU", "CRM"}) {
    if (code == other) return false;
  }
  return e.country != "UNO" && e.country != "NGO";
}
// A state acts by its government, its army or its courts; its rebels and parties are another side.
bool same_side(const Entity& a, const Entity& b) {
  const auto side = [](const Entity& e) {
    const std::string_view code = e.sectors.substr(0, 3);
    const bool other = code == "REB" || code == "PTY" || code == "OPP" || code == "PRM" || code == "LAB" || code == "SOC" || code == "BUS";
    return other ? code : std::string_view();
  };
  return a.country == b.country && side(a) == side(b);
}
bool is_actor(const Entity& e) { return e.kind != EntityKind::kPlace && (!e.sectors.empty() || e.kind == EntityKind::kPerson); }

}  // namespace

void Decision::decide_reference(const Draft& draft) {
  std::vector<uint32_t> entities;
  switch (draft.reference->kind) {
    case ReferenceKind::kTwo:
      entities = two(draft.reference->of);
      break;
    case ReferenceKind::kCounterpart:
      entities = counterpart(draft);
      break;
    case ReferenceKind::kHomeland:
      entities = homeland(draft);
      break;
    case ReferenceKind::kLatter:
      entities = latter(draft);
      break;
    default:
      entities = last_of(draft);
      break;
  }
  if (entities.empty() && draft.sector != nullptr) return decide_agent(draft);
  add(draft, MentionKind::kReference, std::move(entities));
}

// Two parties named side by side ("Egypt and Sudan"), else the first two parties of the nearest sentence that has two; parties of different
// countries before others.  Two countries may also be the two that the article is about.
std::vector<uint32_t> Decision::two(ReferenceOf of) {
  sides_only_ = true;
  std::vector<uint32_t> found = two_of(of);
  sides_only_ = false;
  return found.empty() && of == ReferenceOf::kAny ? two_of(of) : found;
}

std::vector<uint32_t> Decision::two_of(ReferenceOf of) {
  for (uint32_t back = 0; back <= kSentencesBack && back <= sentence_; ++back) {
    std::vector<uint32_t> found = side_by_side(sentence_ - back, of);
    if (found.empty()) found = first_two(sentence_ - back, of, true);
    if (!found.empty()) return of == ReferenceOf::kState ? states_of(found) : found;
  }
  if (std::vector<uint32_t> found = of == ReferenceOf::kAny ? main_two() : std::vector<uint32_t>(); !found.empty()) return found;
  for (uint32_t back = 0; back <= kSentencesBack && back <= sentence_ && of != ReferenceOf::kState; ++back) {
    std::vector<uint32_t> found = first_two(sentence_ - back, of, false);
    if (!found.empty()) return found;
  }
  return of == ReferenceOf::kState ? main_two() : std::vector<uint32_t>();
}

std::vector<uint32_t> Decision::states_of(const std::vector<uint32_t>& parties) {
  std::vector<uint32_t> states;
  for (const uint32_t e : parties) {
    const bool state = actors_.state(cast_.at(e).country) != nullptr;
    states.push_back(state ? cast_.state(cast_.at(e).country, "one of the two countries") : e);
  }
  return states;
}

bool Decision::is_party(uint32_t e, ReferenceOf of) const {
  const Entity& entity = cast_.at(e);
  const bool person = entity.kind == EntityKind::kPerson || entity.kind == EntityKind::kOffice;
  const bool state = actors_.state(entity.country) != nullptr || entity.country == "EUR";
  if (of == ReferenceOf::kAny && sides_only_ && !is_side(entity)) return false;
  return (is_actor(entity) || (of == ReferenceOf::kState && entity.kind == EntityKind::kPlace)) && (of != ReferenceOf::kPerson || person) &&
         (of != ReferenceOf::kState || state);
}

std::vector<uint32_t> Decision::side_by_side(uint32_t sentence, ReferenceOf of) const {
  uint32_t before = kNone;  // mention
  for (uint32_t i = 0; i < doc_.mentions.size(); ++i) {
    const Mention& mention = doc_.mentions[i];
    if (memory_[i].sentence != sentence || points(mention.kind) || mention.entities.size() != 1) continue;
    if (before != kNone && doc_.words[doc_.mentions[before].words.end].upos == Upos::kCconj &&
        doc_.mentions[before].words.end + 1 == mention.words.begin) {
      const uint32_t a = doc_.mentions[before].entities.front(), b = mention.entities.front();
      const std::string_view one = cast_.at(a).country, other = cast_.at(b).country;
      const bool apart = of == ReferenceOf::kAny ? !same_side(cast_.at(a), cast_.at(b)) : one != other;
      if (is_party(a, of) && is_party(b, of) && apart && !one.empty() && !other.empty()) return {a, b};
    }
    before = i;
  }
  return {};
}

std::vector<uint32_t> Decision::first_two(uint32_t sentence, ReferenceOf of, bool apart) const {
  std::vector<uint32_t> found;
  for (size_t i = 0; i < doc_.mentions.size() && found.size() < 2; ++i) {
    const Mention& mention = doc_.mentions[i];
    if (memory_[i].sentence != sentence || points(mention.kind) || mention.entities.empty() || mention.kind == MentionKind::kNationality) continue;
    const bool place =
        memory_[i].draft != kNone && scratch_.drafts[memory_[i].draft].locative && cast_.at(mention.entities.front()).kind == EntityKind::kCountry;
    if (place || cast_.at(mention.entities.front()).kind == EntityKind::kPlace) continue;
    for (const uint32_t e : mention.entities) {
      const Entity& entity = cast_.at(e);
      const bool seen = std::any_of(found.begin(), found.end(), [&](uint32_t f) {
        return f == e || (apart && (of == ReferenceOf::kAny ? same_side(cast_.at(f), entity) : cast_.at(f).country == entity.country));
      });
      if (is_party(e, of) && !seen && found.size() < 2 && !(apart && entity.country.empty())) found.push_back(e);
    }
  }
  return found.size() == 2 ? found : std::vector<uint32_t>();
}

// The two countries that the article names most.
std::vector<uint32_t> Decision::main_two() {
  std::string_view first, second;
  for (const auto& [code, times] : countries_) {
    if (first.empty() || times > countries_[first]) second = first, first = code;
    else if (second.empty() || times > countries_[second]) second = code;
  }
  if (second.empty()) return {};
  return {cast_.state(first, "one of the two countries"), cast_.state(second, "one of the two countries")};
}

// Same office, country of the adjective; the state itself where the table knows nobody.
std::vector<uint32_t> Decision::counterpart(const Draft& draft) {
  if (draft.entity != kNone) return {draft.entity};
  if (draft.states.empty()) return {};
  const uint32_t state = draft.states.front();
  const std::string_view country = cast_.at(state).country;
  for (size_t i = doc_.mentions.size(); i > 0 && i + kMemory > doc_.mentions.size(); --i) {
    for (const uint32_t e : doc_.mentions[i - 1].entities) {
      if (cast_.at(e).kind != EntityKind::kPerson || cast_.at(e).country == country) continue;
      const uint32_t other = same_office(e, country);
      if (other != kNone) return {other};
    }
  }
  return {state};
}

uint32_t Decision::same_office(uint32_t entity, std::string_view country) {
  const uint32_t index = cast_.person_of(entity);
  if (index == kNone || doc_.published == base::kNoDay) return kNone;
  const auto& person = actors_.persons()[index];
  for (uint32_t o = person.office_end; o > person.office_begin; --o) {
    const auto& office = actors_.offices()[o - 1];
    const bool now = (office.from == base::kNoDay || office.from <= doc_.published) && (office.to == base::kNoDay || doc_.published <= office.to);
    const auto* other = now ? actors_.holder(actors_.text(office.office), country, doc_.published) : nullptr;
    if (other != nullptr) return cast_.person(other->person, "the counterpart: same office, other country");
  }
  return kNone;
}

// "his country"; "my country" where nobody is told to own it.
std::vector<uint32_t> Decision::homeland(const Draft& draft) {
  std::string_view country;
  if (draft.owner != kNone) {
    country = owner_country(draft.owner);
  } else if (const uint32_t mention = speaker(draft.noun); mention != kNone && !doc_.mentions[mention].entities.empty()) {
    country = cast_.at(doc_.mentions[mention].entities.front()).country;
  }
  const uint32_t state = country.empty() ? kNone : cast_.state(country, "the country of whom the pronoun means");
  return state == kNone ? std::vector<uint32_t>() : std::vector<uint32_t>{state};
}

// "the latter": the one named last that agrees.
std::vector<uint32_t> Decision::latter(const Draft& draft) const {
  annot::Features wanted;
  const std::string& key = scratch_.matcher.key(draft.noun);
  wanted.gender = doc_.words[draft.noun].features.gender == Gender::kFem || key.back() == text::key_byte(text::kHeh) ? Gender::kFem : Gender::kMasc;
  for (size_t i = doc_.mentions.size(); i > 0 && i + kMemory > doc_.mentions.size(); --i) {
    const Mention& mention = doc_.mentions[i - 1];
    if (memory_[i - 1].sentence + 1 < sentence_) break;
    if (points(mention.kind) || !agrees(mention, wanted, false)) continue;
    return mention.entities;
  }
  return {};
}

std::vector<uint32_t> Decision::last_of(const Draft& draft) const {
  const ReferenceKind kind = draft.reference->kind;
  const std::string word(lexicon::without_article(scratch_.matcher.key(draft.noun)));
  std::vector<uint32_t> any;
  for (size_t i = doc_.mentions.size(); i > 0 && i + kMemory > doc_.mentions.size(); --i) {
    const Mention& mention = doc_.mentions[i - 1];
    if (points(mention.kind)) continue;
    for (const uint32_t e : mention.entities) {
      const Entity& entity = cast_.at(e);
      const bool known = entity.kind == EntityKind::kOrganisation && !entity.id.empty();
      // "Taliban" where its name in full is "the movement Taliban", whatever it is by now.
      const bool named = known && lexicon::without_article(text::fold_key(entity.name_ar.substr(0, entity.name_ar.find(' ')))) == word;
      const bool body = known && (named || fits_sectors(actors_.text(draft.reference->sectors), entity.sectors));
      const bool fits = (kind == ReferenceKind::kOrganisation && body) ||
                        (kind == ReferenceKind::kPerson && (entity.kind == EntityKind::kPerson || entity.kind == EntityKind::kOffice)) ||
                        (kind == ReferenceKind::kState && entity.kind == EntityKind::kCountry);
      if (!fits) continue;
      // The body that was called by the same word comes first ("the movement Hamas ... the movement").
      if (kind != ReferenceKind::kOrganisation || named || lexicon::without_article(scratch_.matcher.key(mention.head)) == word) return {e};
      if (any.empty() && memory_[i - 1].sentence + kSentencesBack >= sentence_) any = {e};
    }
  }
  return any;
}

// ---- pronouns and hidden subjects ----

// How well a mention agrees with the features of a pronoun or verb.
bool Decision::agrees(const Mention& mention, const annot::Features& wanted, bool verb) const {
  if (mention.entities.empty() || mention.kind == MentionKind::kNationality) return false;
  const Entity& e = cast_.at(mention.entities.front());
  if (e.kind == EntityKind::kPlace) return false;
  if (points(mention.kind) && mention.antecedent != kNone) return agrees(doc_.mentions[mention.antecedent], wanted, verb);
  const Word& head = doc_.words[mention.head];
  const bool plural = mention.entities.size() > 1 || head.features.number == Number::kPlur || head.features.number == Number::kDual;
  const bool human =
      e.kind == EntityKind::kPerson || e.kind == EntityKind::kOffice || (e.kind == EntityKind::kGroup && grammar_.is_human(mention.head));
  if (wanted.number == Number::kDual) return mention.entities.size() == 2 || head.features.number == Number::kDual;
  const bool collective = e.kind == EntityKind::kOrganisation || e.kind == EntityKind::kGroup;
  if (verb && wanted.number == Number::kSing && e.kind == EntityKind::kGroup && human && head.features.number == Number::kPlur) return false;
  if (wanted.number == Number::kPlur) return (plural && human) || (collective && (plural || verb));
  const bool named_state = e.kind == EntityKind::kCountry;
  const bool feminine = head.features.gender == Gender::kFem || (plural && !human) || (named_state && head.features.gender != Gender::kMasc);
  if (wanted.gender == Gender::kFem) return feminine || (head.features.gender == Gender::kNone && e.kind != EntityKind::kPerson);
  if (wanted.gender == Gender::kMasc) return (!feminine || (named_state && head.features.gender == Gender::kNone)) && (verb || !plural || !human);
  return true;
}

// An object pronoun does not mean the subject of its own verb.
bool Decision::excluded(uint32_t mention, uint32_t pronoun) const {
  const Mention& one = doc_.mentions[mention];
  if (one.words.contains(pronoun)) return true;
  const uint32_t verb = pronoun - 1;
  if (pronoun == 0 || doc_.words[verb].upos != Upos::kVerb || doc_.words[verb].token != doc_.words[pronoun].token) return false;
  if (one.kind == MentionKind::kHidden && one.head == verb) return true;
  if (one.head < doc_.arcs.size() && doc_.arcs[one.head].head == verb && memory_[mention].subject) return true;
  return verb > 0 && doc_.words[verb - 1].features.relative && one.words.end == verb - 1;
}

// The nearest mention before `word` that agrees: in the sentence, else the first one of the sentence before.
uint32_t Decision::antecedent(uint32_t word) const {
  if (doc_.words[word].features.person == 1) return speaker(word);
  const annot::Features& wanted = doc_.words[word].features;
  std::vector<uint32_t> barred;  // entities
  for (size_t i = doc_.mentions.size(); i > sentence_first_; --i) {
    const auto at = static_cast<uint32_t>(i - 1);
    if (excluded(at, word)) {
      if (!doc_.mentions[at].words.contains(word)) barred.insert(barred.end(), doc_.mentions[at].entities.begin(), doc_.mentions[at].entities.end());
      continue;
    }
    const auto& entities = doc_.mentions[at].entities;
    const bool bar = !entities.empty() && std::find(barred.begin(), barred.end(), entities.front()) != barred.end();
    if (!bar && agrees(doc_.mentions[at], wanted, false)) return at;
  }
  for (size_t i = previous_first_; i < sentence_first_; ++i) {
    if (agrees(doc_.mentions[i], wanted, false)) return static_cast<uint32_t>(i);
  }
  return kNone;
}

// First person: who speaks.  The subject nearest before the quotation mark or colon, in this sentence or the ones before.
uint32_t Decision::speaker(uint32_t word) const {
  uint32_t open = doc_.sentences[sentence_].words.begin;
  for (uint32_t w = word; w > open; --w) {
    const std::string_view mark = doc_.surface(doc_.words[w]);
    if (grammar_.is_quotation_mark(w) || mark == ":") {
      open = w;
      break;
    }
  }
  const auto may_speak = [this](size_t i) {
    const Mention& mention = doc_.mentions[i];
    if (mention.entities.empty() || mention.kind == MentionKind::kNationality) return false;
    const Entity& e = cast_.at(mention.entities.front());
    return e.kind != EntityKind::kPlace && e.kind != EntityKind::kCountry;
  };
  uint32_t nearest = kNone;
  for (size_t i = doc_.mentions.size(); i > 0 && memory_[i - 1].sentence + 2 >= sentence_; --i) {
    if (doc_.mentions[i - 1].head >= open && memory_[i - 1].sentence == sentence_) continue;
    if (!may_speak(i - 1)) continue;
    if (memory_[i - 1].subject) return static_cast<uint32_t>(i - 1);
    if (nearest == kNone || memory_[i - 1].sentence == memory_[nearest].sentence) nearest = static_cast<uint32_t>(i - 1);
  }
  return nearest;
}

void Decision::add_pointing(uint32_t word, MentionKind kind, uint32_t mention) {
  Mention pointing;
  pointing.span = doc_.words[word].span;
  pointing.words = {word, word + 1};
  pointing.head = word;
  pointing.kind = kind;
  pointing.entities = doc_.mentions[mention].entities;
  pointing.antecedent = full_mention(mention);
  push(std::move(pointing), kNone);
}

void Decision::add_pronoun(uint32_t word) {
  const annot::Features& features = doc_.words[word].features;
  if (features.relative || features.demonstrative || features.interrogative || (features.person != 3 && features.person != 1)) return;
  uint32_t mention = kNone;
  if (features.person == 1 || !takes_up_relative(word, mention)) mention = antecedent(word);
  if (mention != kNone) add_pointing(word, MentionKind::kPronoun, mention);
}

// Who a hidden subject goes on with from the sentences before: a subject of the nearest one, else somebody it names; further back subjects only.
uint32_t Decision::subject_before(const annot::Features& wanted) const {
  for (uint32_t back = 1; back <= kSubjectsBack && back <= sentence_; ++back) {
    for (const bool subjects : {true, false}) {
      if (!subjects && back > 1) break;
      for (size_t i = 0; i < sentence_first_; ++i) {
        const bool there = memory_[i].sentence + back == sentence_ && (!subjects || memory_[i].subject);
        if (there && agrees(doc_.mentions[i], wanted, true)) return static_cast<uint32_t>(i);
      }
    }
  }
  return kNone;
}

// The mention that holds `word`, the widest one; kNone where there is none.
uint32_t Decision::mention_at(uint32_t word) const {
  uint32_t found = kNone;
  for (size_t i = doc_.mentions.size(); i > sentence_first_; --i) {
    const Mention& mention = doc_.mentions[i - 1];
    if (points(mention.kind) || !mention.words.contains(word)) continue;
    if (found == kNone || mention.words.size() > doc_.mentions[found].words.size()) found = static_cast<uint32_t>(i - 1);
  }
  return found;
}

// Where a verb stands in a relative clause whose noun is its subject: true, and the mention of that noun, kNone for a thing.  The clause opens with
// a relative pronoun, or follows an indefinite noun at once ("violence that helped").
bool Decision::subject_by_relative(uint32_t verb, uint32_t& mention) const {
  mention = kNone;
  const uint32_t begin = doc_.sentences[sentence_].words.begin;
  uint32_t before = verb;
  while (before > begin && (doc_.words[before - 1].upos == Upos::kPart || doc_.words[before - 1].upos == Upos::kAux)) --before;
  if (before == begin || doc_.words[before].upos == Upos::kCconj) return false;
  const bool relative = doc_.words[before - 1].features.relative;
  uint32_t noun = before - 1;
  if (relative) {
    if (noun == begin) return false;
    --noun;
    if (grammar_.is_comma(noun) && noun > begin) --noun;
  }
  const Word& head = doc_.words[noun];
  const bool nominal = head.upos == Upos::kNoun || head.upos == Upos::kAdj || (relative && head.upos == Upos::kPropn);
  const bool time = head.kind == static_cast<uint8_t>(lexicon::NounKind::kTime);
  if (!nominal || head.enclitic ||
      (!relative && (grammar_.has_article(noun) || time || before != verb || head.features.definite == annot::Definite::kCon)))
    return false;
  // "the missiles that it fired (them)": the noun is the object.
  const bool object = verb + 1 < doc_.words.size() && doc_.words[verb + 1].enclitic && doc_.words[verb + 1].token == doc_.words[verb].token;
  mention = mention_at(noun);
  if (object && relative && (mention == kNone || !agrees(doc_.mentions[mention], doc_.words[verb].features, true))) return false;
  if (mention != kNone && !agrees(doc_.mentions[mention], doc_.words[verb].features, true)) mention = kNone;
  if (mention == kNone && verb < doc_.arcs.size() && doc_.arcs[verb].head < verb) {
    const uint32_t other = mention_at(doc_.arcs[verb].head);
    if (other != kNone && agrees(doc_.mentions[other], doc_.words[verb].features, true)) mention = other;
  }
  return true;
}

// "the decision that the minister announced (it)": the first pronoun of a relative clause that has another subject takes up its noun.
bool Decision::takes_up_relative(uint32_t pronoun, uint32_t& mention) const {
  mention = kNone;
  const uint32_t begin = doc_.sentences[sentence_].words.begin;
  for (uint32_t w = pronoun; w > begin && pronoun - w < kRelativeWords; --w) {
    const Word& word = doc_.words[w - 1];
    if (word.upos == Upos::kPunct || word.upos == Upos::kSconj || (word.enclitic && word.upos == Upos::kPron)) return false;
    if (!word.features.relative) continue;
    if (w - 1 < doc_.arcs.size() && doc_.arcs[w - 1].relation == Relation::kNsubj) return false;  // the noun is the subject
    uint32_t subject = kNone;
    for (uint32_t verb = w; verb < pronoun; ++verb) {
      if (doc_.words[verb].upos == Upos::kVerb) {
        if (has_subject_[verb] == 0 && subject_by_relative(verb, subject)) return false;
        break;
      }
    }
    if (w - 1 == begin) return true;
    mention = mention_at(w - 2);
    if (mention != kNone && !agrees(doc_.mentions[mention], doc_.words[pronoun].features, false)) mention = kNone;
    return true;
  }
  return false;
}

// The subject of the verb that `verb` is coordinated with: true where it agrees, and its mention, kNone for a thing.
bool Decision::subject_by_conjunction(uint32_t verb, uint32_t& mention) const {
  mention = kNone;
  if (verb >= doc_.arcs.size() || doc_.arcs[verb].relation != Relation::kConj) return false;
  const uint32_t first = doc_.arcs[verb].head;
  if (first >= verb || doc_.words[first].upos != Upos::kVerb) return false;
  for (uint32_t w = doc_.sentences[sentence_].words.begin; w < verb; ++w) {
    if (doc_.arcs[w].head != first || doc_.arcs[w].relation != Relation::kNsubj) continue;
    mention = mention_at(w);
    if (mention != kNone) return agrees(doc_.mentions[mention], doc_.words[verb].features, true);
    const annot::Features& thing = doc_.words[w].features;
    const annot::Features& wanted = doc_.words[verb].features;
    const bool feminine = thing.gender == Gender::kFem || thing.number == Number::kPlur;
    const bool person = doc_.words[w].kind == static_cast<uint8_t>(lexicon::NounKind::kPerson) || doc_.words[w].upos != Upos::kNoun;
    return !person && wanted.number == Number::kSing && (wanted.gender == Gender::kFem) == feminine;
  }
  return false;
}

// Subjects first: the subject of an earlier verb of the sentence, else one of the sentences before.
void Decision::add_hidden(uint32_t word) {
  const annot::Features& wanted = doc_.words[word].features;
  if (wanted.person == 2 || wanted.mood == annot::Mood::kImper || has_subject_[word] != 0) return;
  uint32_t found = kNone;
  if (wanted.person == 1) {
    found = speaker(word);
  } else if (!subject_by_relative(word, found) && !subject_by_conjunction(word, found)) {
    for (size_t i = doc_.mentions.size(); i > sentence_first_ && found == kNone; --i) {
      if (memory_[i - 1].subject && agrees(doc_.mentions[i - 1], wanted, true)) found = static_cast<uint32_t>(i - 1);
    }
    if (found == kNone) found = subject_before(wanted);
  }
  if (found != kNone) add_pointing(word, MentionKind::kHidden, found);
}

}  // namespace waqai::entities
