// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "entities/draft.h"
#include "lexicon/words.h"
#include "text/fold.h"

namespace waqai::entities {

using annot::kNone;
using annot::Upos;
using annot::Word;
using lexicon::SectorKind;
using lexicon::Target;
using lexicon::TargetKind;

namespace {

constexpr uint32_t kMaxPhraseWords = 24;
constexpr auto kNumberNoun = static_cast<uint8_t>(lexicon::NounKind::kNumber);

const Target* first_of(const Match& match, TargetKind kind) {
  for (const Target& target : match.targets) {
    if (target.kind == kind) return &target;
  }
  return nullptr;
}

}  // namespace

void Scanner::scan(const annot::Sentence& sentence, std::vector<Draft>& drafts) {
  begin_ = sentence.words.begin;
  end_ = sentence.words.end;
  done_ = begin_;
  for (uint32_t w = begin_; w < end_; ++w) {
    if (w < done_ || !matcher_.can_start(w)) continue;
    Draft draft;
    if (!read_name(w, draft) && !read_agent(w, draft)) continue;
    include_quantity(draft);
    done_ = draft.words.end;
    drafts.push_back(std::move(draft));
  }
}

uint32_t Scanner::skip_marks(uint32_t word) const {
  while (word < end_ && doc_.words[word].upos == Upos::kPunct && doc_.surface(doc_.words[word]) == "\"") ++word;
  return word;
}

// Whether a place, not a government, is meant: a preposition of place or a word such as "town of" stands before.
bool Scanner::after_locative(uint32_t word) const {
  if (word == begin_) return false;
  const Word& before = doc_.words[word - 1];
  if (before.upos == Upos::kAdp) return true;
  const Match match = matcher_.can_start(word - 1) ? matcher_.sector(word - 1) : Match();
  return first_of(match, TargetKind::kPlaceWord) != nullptr;
}

bool Scanner::is_name_like(uint32_t word) const {
  const Word& w = doc_.words[word];
  return w.upos == Upos::kPropn || (w.guessed && w.upos != Upos::kVerb && w.upos != Upos::kPunct && w.upos != Upos::kNum);
}

bool Scanner::is_nationality(const Match& match) const { return first_of(match, TargetKind::kNationality) != nullptr; }

uint32_t Scanner::nationality_of(const Match& match) {
  const Target* target = first_of(match, TargetKind::kNationality);
  return target == nullptr ? kNone : cast_.state(target->index, "a nationality adjective stands for its state");
}

// The entity a name match means at this place; kNone where the phrase is more likely a common word.
uint32_t Scanner::chosen(const Match& match, uint32_t word) {
  const bool single = match.end == word + 1;
  const Word& w = doc_.words[word];
  if (single && w.upos == Upos::kVerb) return kNone;
  const auto take = [&](const Target* target, uint32_t entity) {
    cast_.add_alternatives(entity, match.targets, *target);
    return entity;
  };
  if (const Target* t = first_of(match, TargetKind::kState)) return take(t, cast_.state(t->index, "a state is its government"));
  const Target* capital = first_of(match, TargetKind::kCapital);
  const Target* place = first_of(match, TargetKind::kPlace);
  if (capital != nullptr && (place == nullptr || !after_locative(word))) return take(capital, cast_.state(capital->index, "a capital or palace stands for its government"));
  if (const Target* t = first_of(match, TargetKind::kPerson); t != nullptr && (!single || is_name_like(word))) return take(t, cast_.person(t->index, "by name; office at the article's date"));
  // A one-word organisation is often a common word: it needs the tagger's word that it is a name, or a place in the table alone.
  const bool common = single && (w.upos == Upos::kVerb || w.upos == Upos::kAdj || (w.upos == Upos::kNoun && !w.guessed && !w.gloss.empty()));
  if (const Target* t = first_of(match, TargetKind::kOrganisation); t != nullptr && !common) return take(t, cast_.organisation(t->index, "by name; code at the article's date"));
  if (place != nullptr && (!common || after_locative(word))) {
    const Target* largest = place;
    for (const Target& target : match.targets) {
      if (target.kind == TargetKind::kPlace && actors_.places()[target.index].population > actors_.places()[largest->index].population) largest = &target;
    }
    return take(largest, cast_.place(largest->index, "by name; the largest place of the name"));
  }
  const Target* short_name = first_of(match, TargetKind::kShortName);
  if (short_name == nullptr) return kNone;
  // A short name means the person named in full before; else it must be a name and belong to one person only.
  for (const Target& target : match.targets) {
    if (target.kind != TargetKind::kShortName) continue;
    const std::string_view id = actors_.text(actors_.persons()[target.index].id);
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].kind == annot::EntityKind::kPerson && doc_.entities[e].id == id) return e;
    }
  }
  if (!is_name_like(word)) return kNone;
  uint32_t best = kNone;
  for (const Target& target : match.targets) {
    if (target.kind != TargetKind::kShortName) continue;
    const auto& person = actors_.persons()[target.index];
    for (uint32_t o = person.office_begin; o < person.office_end; ++o) {
      const auto& office = actors_.offices()[o];
      const bool now = doc_.published != base::kNoDay && (office.from == base::kNoDay || office.from <= doc_.published) && (office.to == base::kNoDay || doc_.published <= office.to);
      if (!now) continue;
      if (best != kNone && best != target.index) return kNone;
      best = target.index;
    }
  }
  return best == kNone ? kNone : take(short_name, cast_.person(best, "by the short name; the only holder of an office at the date"));
}

bool Scanner::read_name(uint32_t word, Draft& draft) {
  const Match match = matcher_.name(word);
  if (!match) return false;
  const Match agent = matcher_.sector(word);
  if (agent && agent.end > match.end) return false;
  const bool person_like = agent && match.end == word + 1 && doc_.words[word].upos == Upos::kNoun;
  const uint32_t entity = person_like && first_of(agent, TargetKind::kSector) != nullptr ? kNone : chosen(match, word);
  if (entity == kNone) {
    const uint32_t state = agent ? kNone : nationality_of(match);
    if (state == kNone) return false;
    draft.kind = DraftKind::kNationality;
    draft.entity = state;
  } else {
    draft.entity = entity;
  }
  draft.words = {word, match.end};
  draft.head = word;
  return true;
}

bool Scanner::read_agent(uint32_t word, Draft& draft) {
  const Match match = matcher_.sector(word);
  if (!match || (match.end == word + 1 && doc_.words[word].upos == Upos::kVerb)) return false;
  const Word& w = doc_.words[word];
  draft.words = {word, match.end};
  draft.head = word;
  draft.definite = w.features.definite == annot::Definite::kDef || lexicon::without_article(matcher_.key(word)).size() != matcher_.key(word).size();
  if (match.end < end_ && doc_.words[match.end].enclitic) {
    draft.owner = match.end;
    draft.words.end = match.end + 1;
  }
  const Target* sector = first_of(match, TargetKind::kSector);
  if (sector != nullptr) {
    draft.kind = DraftKind::kAgent;
    draft.sector = &actors_.sectors()[sector->index];
    draft.country = actors_.text(draft.sector->country);
    draft.sectors = actors_.text(draft.sector->sectors);
    extend_agent(draft);
  }
  const Target* reference = first_of(match, TargetKind::kReference);
  if (reference != nullptr && draft.entity == kNone && draft.states.empty() && draft.name.empty()) {
    const auto& record = actors_.references()[reference->index];
    const bool fits = record.needs == lexicon::ReferenceNeeds::kNothing || (record.needs == lexicon::ReferenceNeeds::kArticle && draft.definite && draft.owner == kNone) ||
                      (record.needs == lexicon::ReferenceNeeds::kOwner && draft.owner != kNone);
    if (fits && (sector == nullptr || draft.words.end <= match.end + (draft.owner == kNone ? 0 : 1))) {
      draft.kind = DraftKind::kReference;
      draft.reference = &record;
      if (record.kind == lexicon::ReferenceKind::kCounterpart) extend_agent(draft);
      return true;
    }
  }
  if (sector != nullptr) return true;
  const Target* place_word = first_of(match, TargetKind::kPlaceWord);
  if (place_word == nullptr) return false;
  // "the town of X": the name is the place; an unknown one is a place all the same.
  const uint32_t next = skip_marks(match.end);
  if (next >= end_ || draft.owner != kNone || !matcher_.can_start(next)) return false;
  const Match name = matcher_.name(next);
  const Target* place = name ? first_of(name, TargetKind::kPlace) : nullptr;
  if (place != nullptr) {
    draft.entity = cast_.place(place->index, "by name after a word of place");
    draft.words.end = name.end;
    return true;
  }
  if (name || !is_name_like(next)) return false;
  draft.kind = DraftKind::kPlaceByWord;
  draft.place_kind = actors_.text(place_word->index);
  draft.words.end = next + 1;
  draft.name = doc_.strings.store(doc_.surface(doc_.words[next]));
  return true;
}

// Adjectives, genitives, prepositional countries and the name that follow the head of an agent.
void Scanner::extend_agent(Draft& draft) {
  bool after_comma = false;
  for (uint32_t steps = 0; steps < kMaxPhraseWords; ++steps) {
    uint32_t next = skip_marks(draft.words.end);
    if (next >= end_) return;
    const Word& w = doc_.words[next];
    if (w.upos == Upos::kPunct) {
      // "the Russian president, Vladimir Putin": only a name may follow the comma.
      const std::string_view mark = doc_.surface(w);
      if (after_comma || draft.entity != kNone || draft.sector == nullptr || draft.sector->kind != SectorKind::kOffice || (mark != "," && mark != "\xd8\x8c")) return;
      after_comma = true;
      next = skip_marks(next + 1);
      if (next >= end_ || !extend_once(draft, next, true)) return;
      continue;
    }
    if (w.upos == Upos::kAdp) {
      read_country_phrase(draft, next);
      return;
    }
    if (!extend_once(draft, next, false)) return;
  }
}

bool Scanner::extend_once(Draft& draft, uint32_t next, bool after_comma) {
  if (!matcher_.can_start(next)) return false;
  const Word& w = doc_.words[next];
  if (w.upos == Upos::kVerb && !is_name_like(next)) return false;
  const Match match = matcher_.name(next);
  if (match && extend_by_name(draft, match, after_comma)) return true;
  if (after_comma) return extend_by_unknown_name(draft, next);
  if (extend_by_agent(draft, next)) return true;
  if (w.upos == Upos::kAdj && !match) {
    draft.words.end = next + 1;
    return true;
  }
  return extend_by_unknown_name(draft, next);
}

bool Scanner::extend_by_name(Draft& draft, const Match& match, bool after_comma) {
  const uint32_t word = match.end - 1;
  const bool takes_person = draft.sector != nullptr && (draft.sector->kind == SectorKind::kOffice || draft.sector->kind == SectorKind::kPerson);
  const Target* person = first_of(match, TargetKind::kPerson);
  if (person == nullptr && takes_person) person = first_of(match, TargetKind::kShortName);
  if (person != nullptr && takes_person && draft.entity == kNone) {
    draft.entity = person->kind == TargetKind::kPerson ? cast_.person(person->index, "by name, with the title in the text") : chosen(match, word);
    if (draft.entity != kNone) {
      draft.words.end = match.end;
      return true;
    }
  }
  if (after_comma || draft.entity != kNone) return false;
  if (is_nationality(match)) {
    draft.states.push_back(nationality_of(match));
    if (draft.country.empty()) draft.country = cast_.at(draft.states.back()).country;
    draft.words.end = match.end;
    return true;
  }
  const bool genitive = draft.words.end > draft.words.begin && !draft.definite;
  if (!genitive || !draft.states.empty()) return false;
  const Target* state = first_of(match, TargetKind::kState);
  if (state == nullptr) state = first_of(match, TargetKind::kCapital);
  if (state != nullptr) {
    draft.states.push_back(cast_.state(state->index, "the country in the genitive"));
    if (draft.country.empty()) draft.country = cast_.at(draft.states.back()).country;
    draft.words.end = match.end;
    return true;
  }
  const Target* organisation = first_of(match, TargetKind::kOrganisation);
  if (organisation != nullptr) {
    const annot::Entity& e = cast_.at(cast_.organisation(organisation->index, "the organisation in the genitive"));
    draft.country = e.country;
    draft.sectors = e.sectors;
    draft.words.end = match.end;
    return true;
  }
  const Target* place = first_of(match, TargetKind::kPlace);
  if (place == nullptr) return false;
  if (draft.country.empty()) draft.country = actors_.text(actors_.places()[place->index].country);
  draft.words.end = match.end;
  return true;
}

// "commander of the army", "spokesman of the ministry": the inner agent tells country and, for people, the sector.
bool Scanner::extend_by_agent(Draft& draft, uint32_t next) {
  if (draft.definite || draft.entity != kNone) return false;
  const Match match = matcher_.sector(next);
  const Target* inner = match ? first_of(match, TargetKind::kSector) : nullptr;
  if (inner == nullptr || draft.sector == nullptr) return false;
  const auto& record = actors_.sectors()[inner->index];
  const bool person = draft.sector->kind == SectorKind::kOffice || draft.sector->kind == SectorKind::kPerson;
  if (record.kind == SectorKind::kPerson || (record.kind == SectorKind::kOffice && !person)) return false;
  if (person || draft.sectors.empty()) draft.sectors = actors_.text(record.sectors);
  if (draft.country.empty()) draft.country = actors_.text(record.country);
  draft.words.end = match.end;
  if (match.end < end_ && doc_.words[match.end].enclitic) {
    draft.owner = match.end;
    draft.words.end = match.end + 1;
  }
  const Word& w = doc_.words[next];
  draft.definite = w.features.definite == annot::Definite::kDef;
  return true;
}

// A name that the actor base does not hold, after a title or a word for a person.
bool Scanner::extend_by_unknown_name(Draft& draft, uint32_t next) {
  const bool takes_name = draft.sector != nullptr && (draft.sector->kind == SectorKind::kOffice || draft.sector->kind == SectorKind::kPerson);
  if (!takes_name || draft.entity != kNone || !draft.name.empty() || !is_name_like(next)) return false;
  uint32_t last = next;
  std::string name;
  bool complete = true;
  while (last < end_ && last < next + 5 && is_name_like(last) && matcher_.can_start(last)) {
    const std::string_view gloss = doc_.words[last].gloss;
    complete = complete && !gloss.empty();
    name += (name.empty() ? "" : " ") + std::string(gloss);
    ++last;
  }
  draft.words.end = last;
  if (complete) draft.name = doc_.strings.store(name);
  return true;
}

// "the ambassador in Damascus", "the minister of defence in the government of Iraq": the country, where none is told yet.
void Scanner::read_country_phrase(Draft& draft, uint32_t preposition) {
  if (!draft.country.empty() || draft.sector == nullptr) return;
  const uint32_t next = skip_marks(preposition + 1);
  if (next >= end_ || !matcher_.can_start(next)) return;
  const Match match = matcher_.name(next);
  if (!match) return;
  for (const TargetKind kind : {TargetKind::kState, TargetKind::kCapital}) {
    if (const Target* target = first_of(match, kind)) {
      draft.country = actors_.text(actors_.states()[target->index].code);
      return;
    }
  }
  if (const Target* place = first_of(match, TargetKind::kPlace)) draft.country = actors_.text(actors_.places()[place->index].country);
}

// "dozens of protesters", "12 civilians", "a number of officers": the quantity belongs to the mention and is its head.
void Scanner::include_quantity(Draft& draft) {
  static const std::string kFromKey = text::fold_key("\xd9\x85\xd9\x86");  // min
  for (int steps = 0; steps < 4 && draft.words.begin > done_ && draft.words.begin > begin_; ++steps) {
    const uint32_t before = draft.words.begin - 1;
    const Word& w = doc_.words[before];
    const bool number = w.upos == Upos::kNum || w.kind == kNumberNoun;
    const bool of = w.upos == Upos::kAdp && !w.proclitic && matcher_.key(before) == kFromKey && before > begin_ && doc_.words[before - 1].kind == kNumberNoun;
    if (!number && !of) return;
    draft.words.begin = before;
    if (number) draft.head = before;
  }
}

}  // namespace waqai::entities
