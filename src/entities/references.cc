// SPDX-License-Identifier: Apache-2.0
//
// What points back: "the two sides", "his counterpart", "his country", "the movement", attached pronouns, hidden subjects, first persons.
#include <algorithm>

#include "entities/decision.h"

namespace waqai::entities {

using annot::Entity;
using annot::EntityKind;
using annot::Gender;
using annot::kNone;
using annot::Mention;
using annot::MentionKind;
using annot::Number;
using annot::Upos;
using annot::Word;
using lexicon::ReferenceKind;
using lexicon::ReferenceOf;

namespace {

constexpr size_t kMemory = 80;          // mentions looked back for references
constexpr uint32_t kSentencesBack = 4;  // sentences looked back for "the two"

bool points(MentionKind kind) { return kind == MentionKind::kPronoun || kind == MentionKind::kHidden; }
bool is_actor(const Entity& e) { return e.kind != EntityKind::kPlace && (!e.sectors.empty() || e.kind == EntityKind::kPerson); }

}  // namespace

void Decision::decide_reference(const Draft& draft) {
  std::vector<uint32_t> entities;
  switch (draft.reference->kind) {
    case ReferenceKind::kTwo: entities = two(draft.reference->of); break;
    case ReferenceKind::kCounterpart: entities = counterpart(draft); break;
    case ReferenceKind::kHomeland: entities = homeland(draft); break;
    default: entities = last_of(draft); break;
  }
  if (entities.empty() && draft.sector != nullptr) return decide_agent(draft);
  add(draft, MentionKind::kReference, std::move(entities));
}

// The first two parties of the nearest sentence that has two; parties of different countries before others.
std::vector<uint32_t> Decision::two(ReferenceOf of) {
  for (const bool apart : {true, false}) {
    for (uint32_t back = 0; back <= kSentencesBack && back <= sentence_; ++back) {
      std::vector<uint32_t> found;
      for (size_t i = 0; i < doc_.mentions.size() && found.size() < 2; ++i) {
        const Mention& mention = doc_.mentions[i];
        if (memory_[i].sentence + back != sentence_ || points(mention.kind)) continue;
        const bool place = memory_[i].draft != kNone && scratch_.drafts[memory_[i].draft].locative && cast_.at(mention.entities.empty() ? 0 : mention.entities.front()).kind == EntityKind::kCountry;
        if (place || mention.kind == MentionKind::kNationality) continue;
        for (const uint32_t e : mention.entities) {
          const Entity& entity = cast_.at(e);
          const bool person = entity.kind == EntityKind::kPerson || entity.kind == EntityKind::kOffice;
          const bool fits = is_actor(entity) && (of != ReferenceOf::kPerson || person) && (of != ReferenceOf::kState || actors_.state(entity.country) != nullptr);
          const bool seen = std::any_of(found.begin(), found.end(), [&](uint32_t f) { return f == e || (apart && cast_.at(f).country == entity.country); });
          if (fits && !seen && found.size() < 2 && !(apart && entity.country.empty())) found.push_back(e);
        }
      }
      if (found.size() < 2) continue;
      if (of != ReferenceOf::kState) return found;
      std::vector<uint32_t> states;
      for (const uint32_t e : found) states.push_back(cast_.state(cast_.at(e).country, "one of the two countries"));
      return states;
    }
  }
  return {};
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

std::vector<uint32_t> Decision::homeland(const Draft& draft) {
  const std::string_view country = draft.owner == kNone ? std::string_view() : owner_country(draft.owner);
  const uint32_t state = country.empty() ? kNone : cast_.state(country, "the country of whom the pronoun means");
  return state == kNone ? std::vector<uint32_t>() : std::vector<uint32_t>{state};
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
      const bool fits = (kind == ReferenceKind::kOrganisation && entity.kind == EntityKind::kOrganisation && !entity.id.empty()) ||
                        (kind == ReferenceKind::kPerson && (entity.kind == EntityKind::kPerson || entity.kind == EntityKind::kOffice)) ||
                        (kind == ReferenceKind::kState && entity.kind == EntityKind::kCountry);
      if (!fits) continue;
      // The body that was called by the same word comes first ("the movement Hamas ... the movement").
      if (kind != ReferenceKind::kOrganisation || lexicon::without_article(scratch_.matcher.key(mention.head)) == word) return {e};
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
  const bool human = e.kind == EntityKind::kPerson || e.kind == EntityKind::kOffice || (e.kind == EntityKind::kGroup && grammar_.is_human(mention.head));
  if (wanted.number == Number::kDual) return mention.entities.size() == 2 || head.features.number == Number::kDual;
  if (wanted.number == Number::kPlur) return (plural && human) || (e.kind == EntityKind::kGroup && plural);
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
  const uint32_t mention = antecedent(word);
  if (mention != kNone) add_pointing(word, MentionKind::kPronoun, mention);
}

// Subjects first: the subject of an earlier verb of the sentence, else the first mention of the sentence before.
void Decision::add_hidden(uint32_t word) {
  const annot::Features& wanted = doc_.words[word].features;
  if (wanted.person == 2 || wanted.mood == annot::Mood::kImper || has_subject_[word] != 0) return;
  uint32_t found = kNone;
  if (wanted.person == 1) {
    found = speaker(word);
  } else {
    for (size_t i = doc_.mentions.size(); i > sentence_first_ && found == kNone; --i) {
      if (memory_[i - 1].subject && agrees(doc_.mentions[i - 1], wanted, true)) found = static_cast<uint32_t>(i - 1);
    }
    for (size_t i = previous_first_; i < sentence_first_ && found == kNone; ++i) {
      if (agrees(doc_.mentions[i], wanted, true)) found = static_cast<uint32_t>(i);
    }
  }
  if (found != kNone) add_pointing(word, MentionKind::kHidden, found);
}

}  // namespace waqai::entities
