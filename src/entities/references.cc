// SPDX-License-Identifier: Apache-2.0
//
// What points back: "the two sides", "his counterpart", "his country", "the movement", "the latter".
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
using annot::Upos;
using lexicon::ReferenceKind;
using lexicon::ReferenceOf;

namespace {

constexpr size_t kMemory = 80;     // mentions looked back for references
constexpr uint32_t kPairBack = 4;  // sentences looked back for "the two"

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

uint64_t title_phrase(std::string_view title) {
  uint64_t phrase = lexicon::kSectorPhrase;
  while (!title.empty()) {
    const size_t end = std::min(title.find(' '), title.size());
    if (end > 0) phrase = lexicon::extend_phrase(phrase, lexicon::without_article(text::fold_key(title.substr(0, end))));
    title.remove_prefix(std::min(end + 1, title.size()));
  }
  return phrase;
}

}  // namespace

void Decision::decide_reference(const Draft& draft) {
  std::vector<uint32_t> entities;
  switch (draft.reference->kind) {
    case ReferenceKind::kTwo:
      // "the two-state solution": two states to come, nobody who was spoken of.
      if (draft.noun > 0 && scratch_.matcher.key(draft.noun - 1) == text::fold_key("\u062d\u0644")) return add(draft, MentionKind::kReference, {});
      entities = two_of_row(*draft.reference);
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

// "The two Koreas": the two states that the row names; else two who were spoken of.
std::vector<uint32_t> Decision::two_of_row(const lexicon::ReferenceRecord& row) {
  const std::string_view named = actors_.text(row.sectors);
  if (named.size() != 7) return two(row.of);
  return {cast_.state(named.substr(0, 3), "one of the two that the word names"), cast_.state(named.substr(4), "one of the two that the word names")};
}

// Two parties named side by side ("Egypt and Sudan"), else the first two parties of the nearest sentence that has two; parties of different
// countries before others.  Two countries may also be the two that the article is about.
std::vector<uint32_t> Decision::two(ReferenceOf of) {
  sides_only_ = true;
  std::vector<uint32_t> found = two_of(of);
  sides_only_ = false;
  if (found.empty() && of != ReferenceOf::kPerson) found = two_of(of);
  return found.empty() && of == ReferenceOf::kState ? main_two() : found;
}

std::vector<uint32_t> Decision::two_of(ReferenceOf of) {
  for (uint32_t back = 0; back <= kPairBack && back <= sentence_; ++back) {
    std::vector<uint32_t> found = side_by_side(sentence_ - back, of);
    if (found.empty()) found = first_two(sentence_ - back, of, true);
    if (!found.empty()) return of == ReferenceOf::kState ? states_of(found) : found;
  }
  if (std::vector<uint32_t> found = of == ReferenceOf::kAny ? main_two() : std::vector<uint32_t>(); !found.empty()) return found;
  for (uint32_t back = 0; back <= kPairBack && back <= sentence_ && of != ReferenceOf::kState; ++back) {
    std::vector<uint32_t> found = first_two(sentence_ - back, of, false);
    if (!found.empty()) return found;
  }
  return {};
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
  if (of != ReferenceOf::kPerson && sides_only_ && !is_side(entity)) return false;
  return (is_actor(entity) || (of == ReferenceOf::kState && entity.kind == EntityKind::kPlace)) && (of != ReferenceOf::kPerson || person) &&
         (of != ReferenceOf::kState || state);
}

std::vector<uint32_t> Decision::side_by_side(uint32_t sentence, ReferenceOf of) const {
  uint32_t before = kNone;  // mention
  for (uint32_t i = 0; i < doc_.mentions.size(); ++i) {
    const Mention& mention = doc_.mentions[i];
    if (memory_[i].sentence != sentence || points(mention.kind) || mention.entities.size() != 1) continue;
    // ("A or B" are no two.)
    if (before != kNone && doc_.words[doc_.mentions[before].words.end].upos == Upos::kCconj &&
        doc_.words[doc_.mentions[before].words.end].form != "\u0623\u0648" && doc_.mentions[before].words.end + 1 == mention.words.begin) {
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

// "the leaders of the two countries": one of each; false where nobody knows which two.
bool Decision::decide_both(const Draft& draft, MentionKind kind) {
  std::vector<std::string_view> countries;
  for (const uint32_t party : two_of_row(*draft.both)) {
    const std::string_view country = cast_.at(party).country;
    const bool party_state = actors_.state(country) != nullptr || country == "EUR";
    if (party_state && std::find(countries.begin(), countries.end(), country) == countries.end()) countries.push_back(country);
  }
  if (countries.empty()) return false;
  std::vector<uint32_t> entities;
  for (const std::string_view country : countries) {
    const uint32_t holder = draft.former ? kNone : holder_of(draft, country);
    entities.push_back(holder != kNone ? holder : cast_.unnamed({draft.sector, country, draft.former ? "ELI" : draft.sectors, {}, {}}));
  }
  add(draft, kind, std::move(entities));
  return true;
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
    if (!now) continue;
    // By the title first: not every president is head of state.
    const auto* other = actors_.titled(title_phrase(actors_.text(office.title)), country, doc_.published);
    if (other == nullptr) other = actors_.holder(actors_.text(office.office), country, doc_.published);
    if (other != nullptr) return cast_.person(other->person, "the counterpart: same office, other country");
  }
  return kNone;
}

// "his country"; "my country" where nobody is told to own it.
std::vector<uint32_t> Decision::homeland(const Draft& draft) {
  std::string_view country;
  if (draft.owner != kNone) {
    const uint32_t mention = antecedent(draft.owner, false);
    if (mention != kNone && !doc_.mentions[mention].entities.empty()) country = cast_.at(doc_.mentions[mention].entities.front()).country;
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

// "The leader of the movement": with the body that was spoken of before.
Draft Decision::with_body(const Draft& draft) const {
  Draft whole = draft;
  Draft word;
  word.reference = draft.part_of;
  word.noun = draft.part_word;
  const std::vector<uint32_t> found = last_of(word);
  if (found.empty()) return whole;
  whole.body = found.front();
  const Entity& e = cast_.at(whole.body);
  if (whole.country.empty()) whole.country = e.country;
  if ((draft.part_codes && !e.sectors.empty()) || (draft.part_side && is_armed_group(e.sectors))) whole.sectors = e.sectors;
  return whole;
}

// "the opposition" in Syria, "the resistance" in Yemen: the body of that country whose name opens with the word; kNone where the base has none.
uint32_t Decision::body_by_word(const Draft& draft, std::string_view country) {
  const std::string word(lexicon::without_article(scratch_.matcher.key(draft.noun)));
  const bool bare = draft.definite && !draft.described && !draft.counted && !draft.former && draft.owner == kNone && draft.words.size() == 1;
  const bool side = draft.sectors == "OPP" || draft.sectors == "REB" || draft.sectors == "PRM";
  if (!bare || !side || country.empty() || draft.sector->kind != lexicon::SectorKind::kGroup) return kNone;
  uint32_t best = kNone;  // the first of the table: the best known
  for (uint32_t i = 0; i < actors_.organisations().size(); ++i) {
    const auto& row = actors_.organisations()[i];
    if (best != kNone && actors_.organisations()[best].line <= row.line) continue;
    if (actors_.text(row.country) != country || !is_armed_group(actors_.text(row.sectors))) continue;
    const bool from = row.from == base::kNoDay || row.from <= doc_.published, to = row.to == base::kNoDay || doc_.published <= row.to;
    if (doc_.published == base::kNoDay || !from || !to) continue;
    const std::string_view name = actors_.text(row.name_ar);
    if (lexicon::without_article(text::fold_key(name.substr(0, name.find(' ')))) == word) best = i;
  }
  return best == kNone ? kNone : cast_.organisation(best, "the body of the country whose name opens with the word");
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
                        (kind == ReferenceKind::kState && entity.kind == EntityKind::kCountry &&
                         fits_sectors(actors_.text(draft.reference->sectors), entity.country));
      if (!fits) continue;
      // The body that was called by the same word comes first ("the movement Hamas ... the movement").
      const auto called = [&](uint32_t w) { return lexicon::without_article(scratch_.matcher.key(w)) == word; };
      bool same = false;
      for (uint32_t w = mention.words.begin; w < mention.words.end && !same; ++w) same = called(w);
      if (kind != ReferenceKind::kOrganisation || named || same || lexicon::without_article(scratch_.matcher.key(mention.head)) == word) return {e};
      if (any.empty() && memory_[i - 1].sentence + kPairBack >= sentence_) any = {e};
    }
    // "a drone of the Houthi militia ... the militia": the body that something was told to belong to, by the same word.
    const uint32_t owner = kind == ReferenceKind::kOrganisation && memory_[i - 1].draft != kNone ? scratch_.drafts[memory_[i - 1].draft].body : kNone;
    if (owner == kNone || cast_.at(owner).id.empty() || !fits_sectors(actors_.text(draft.reference->sectors), cast_.at(owner).sectors)) continue;
    for (uint32_t w = mention.words.begin; w < mention.words.end; ++w) {
      if (lexicon::without_article(scratch_.matcher.key(w)) == word) return {owner};
    }
  }
  return any.empty() ? called_later(word, actors_.text(draft.reference->sectors)) : any;
}

// "A camp of the militia", in a headline: the body that the text below calls by the same word first.
std::vector<uint32_t> Decision::called_later(std::string_view word, std::string_view sectors) const {
  if (sentence_ > 0) return {};
  for (uint32_t d = draft_ + 1; d < scratch_.drafts.size(); ++d) {
    const Draft& later = scratch_.drafts[d];
    if (doc_.sentence_of_word(later.words.begin) > kPairBack) break;
    const uint32_t e = later.body != kNone ? later.body : later.entity;
    if (e == kNone || cast_.at(e).kind != EntityKind::kOrganisation || cast_.at(e).id.empty() || !fits_sectors(sectors, cast_.at(e).sectors))
      continue;
    for (uint32_t w = later.words.begin; w < later.words.end; ++w) {
      if (lexicon::without_article(scratch_.matcher.key(w)) == word) return {e};
    }
  }
  return {};
}

}  // namespace waqai::entities
