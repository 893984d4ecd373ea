// SPDX-License-Identifier: Apache-2.0
#include "entities/draft.h"
#include "lexicon/words.h"
#include "text/fold.h"

namespace waqai::entities {

using annot::kNone;
using annot::Upos;
using annot::Word;
using lexicon::NounKind;
using lexicon::SectorKind;
using lexicon::SectorNeeds;
using lexicon::Target;
using lexicon::TargetKind;

namespace {

bool is_kind(const Word& word, NounKind kind) { return word.kind == static_cast<uint8_t>(kind); }

// How well known the holder of an office is: whom a bare family name means.
int rank_of(std::string_view office) {
  if (office == "head_of_state" || office == "king") return 5;
  if (office == "head_of_government" || office == "crown_prince" || office == "un_secretary_general") return 4;
  if (office == "foreign_minister" || office == "militant_leader" || office == "igo_head" || office == "party_leader") return 3;
  return office.empty() ? 0 : 1;
}

}  // namespace

void Scanner::scan(const annot::Sentence& sentence, std::vector<Draft>& drafts) {
  begin_ = sentence.words.begin;
  end_ = sentence.words.end;
  done_ = begin_;
  for (uint32_t w = begin_; w < end_; ++w) {
    if (w < done_ || !matcher_.can_start(w)) continue;
    Draft draft;
    if (!read(w, draft)) continue;
    include_quantity(draft);
    choose_head(draft);
    close_quotation(draft);
    done_ = draft.words.end;
    drafts.push_back(std::move(draft));
  }
}

// What starts at `word`: the longer of name and agent; the name where both are as long, unless it is one word that names an agent too.
bool Scanner::read(uint32_t word, Draft& draft) {
  draft.noun = word;
  draft.head = word;
  const Match name = matcher_.name(word);
  const Match agent = matcher_.sector(word);
  const bool single = agent.end == word + 1;
  const bool agent_first = agent && (agent.end > name.end || (single && name.first(TargetKind::kState) == nullptr && name.first(TargetKind::kPerson) == nullptr &&
                                                             name.first(TargetKind::kOrganisation) == nullptr && agent.first(TargetKind::kSector) != nullptr &&
                                                             doc_.words[word].upos != Upos::kPropn));
  if (agent_first && read_agent(word, agent, draft)) return true;
  if (name && read_name(word, name, draft)) return true;
  if (!agent_first && agent && read_agent(word, agent, draft)) return true;
  if (name && read_nationality(word, name, draft)) return true;
  return read_stranger(word, draft) || (!agent && read_any_person(word, draft));
}

// ---- names ----

bool Scanner::read_name(uint32_t word, const Match& match, Draft& draft) {
  draft.locative = word > begin_ && doc_.words[word - 1].upos == Upos::kAdp;
  if (draft.locative) {
    const Particle particle = grammar_.particle(word - 1);
    draft.locative = particle != Particle::kWith && particle != Particle::kBetween && particle != Particle::kAgainst && particle != Particle::kAbout && particle != Particle::kTo;
  }
  draft.words = {word, match.end};
  draft.entity = named(match, word, draft);
  return draft.entity != kNone || draft.kind == DraftKind::kPlace;
}

// The entity that a name means where it stands; a place keeps its candidates.  kNone where the phrase is more likely a common word.
uint32_t Scanner::named(const Match& match, uint32_t word, Draft& draft) {
  const bool single = match.end == word + 1;
  const Word& w = doc_.words[word];
  if (single && (w.upos == Upos::kVerb || grammar_.is_function(word))) return kNone;
  const auto take = [&](const Target* target, uint32_t entity) {
    cast_.add_alternatives(entity, match.targets, *target);
    return entity;
  };
  const bool known_word = !w.guessed && !w.gloss.empty() && w.upos != Upos::kPropn;
  const bool common = single && (w.upos == Upos::kVerb || w.upos == Upos::kAdj || (w.upos == Upos::kNoun && known_word));
  const bool adjective = single && w.upos == Upos::kAdj && match.first(TargetKind::kNationality) == nullptr && match.first(TargetKind::kPlace) == nullptr;
  if (const Target* t = match.first(TargetKind::kState); t != nullptr && !adjective) return take(t, cast_.state(t->index, "a state is its government"));
  const Target* place = match.first(TargetKind::kPlace);
  const Target* capital = match.first(TargetKind::kCapital);
  if (capital != nullptr && !(place != nullptr && draft.locative)) return take(capital, cast_.state(capital->index, "a capital or palace stands for its government"));
  if (const Target* t = match.first(TargetKind::kPerson); t != nullptr && (!single || grammar_.is_name_like(word))) return take(t, cast_.person(t->index, "by name; office at the article's date"));
  // A one-word organisation is often a common word: the tagger must have seen a name.
  if (const Target* t = match.first(TargetKind::kOrganisation); t != nullptr && !common) return take(t, cast_.organisation(t->index, "by name; code at the article's date"));
  const bool weak_place = place != nullptr && single && (common || place->common != 0) && !(draft.locative && w.upos == Upos::kPropn);
  if (place != nullptr && !weak_place) {
    draft.kind = DraftKind::kPlace;
    draft.targets = match.targets;
    return kNone;
  }
  return match.first(TargetKind::kShortName) == nullptr ? kNone : by_short_name(match, word);
}

// A short name means the person named in full before; else it must be a name, and of one person of first rank.
uint32_t Scanner::by_short_name(const Match& match, uint32_t word) {
  for (const Target& target : match.targets) {
    if (target.kind != TargetKind::kShortName) continue;
    const std::string_view id = actors_.text(actors_.persons()[target.index].id);
    for (uint32_t e = 0; e < doc_.entities.size(); ++e) {
      if (doc_.entities[e].kind == annot::EntityKind::kPerson && doc_.entities[e].id == id && !grammar_.is_attribute(word, begin_)) return e;
    }
  }
  if (!grammar_.is_name_like(word) || match.first(TargetKind::kNationality) != nullptr) return kNone;
  uint32_t best = kNone;
  int best_rank = 0;
  bool tie = false;
  for (const Target& target : match.targets) {
    if (target.kind != TargetKind::kShortName) continue;
    const auto& person = actors_.persons()[target.index];
    int rank = 0;
    for (const auto& office : actors_.offices().subspan(person.office_begin, person.office_end - person.office_begin)) {
      const bool now = doc_.published != base::kNoDay && (office.from == base::kNoDay || office.from <= doc_.published) && (office.to == base::kNoDay || doc_.published <= office.to);
      if (now) rank = std::max(rank, rank_of(actors_.text(office.office)));
    }
    tie = rank == best_rank || (tie && rank < best_rank);
    if (rank > best_rank) best = target.index;
    best_rank = std::max(rank, best_rank);
  }
  if (best == kNone || tie) return kNone;
  const uint32_t entity = cast_.person(best, "by the short name; first in rank of those in office at the date");
  cast_.add_alternatives(entity, match.targets, {TargetKind::kShortName, 0, 0, best});
  return entity;
}

// A nationality adjective: people where it is plural, counted or a noun without article; else the state it stands for.
bool Scanner::read_nationality(uint32_t word, const Match& match, Draft& draft) {
  const uint32_t whom = adjective_of(match);
  if (whom == kNone || doc_.words[word].upos == Upos::kVerb || grammar_.is_function(word)) return false;
  draft.words = {word, match.end};
  draft.entity = whom;
  const bool attribute = grammar_.is_attribute(word, begin_);
  const Match before = word > begin_ && matcher_.can_start(word - 1) ? matcher_.sector(word - 1) : Match();
  const bool counted = word > begin_ && (doc_.words[word - 1].upos == Upos::kNum || before.first(TargetKind::kModifier) != nullptr);
  const bool noun = doc_.words[word].upos == Upos::kNoun && !grammar_.has_article(word);
  const bool people = !attribute && (counted || grammar_.has_nunation_ending(word) || noun);
  const bool state = cast_.at(whom).kind == annot::EntityKind::kCountry;
  draft.kind = state || !people ? DraftKind::kNationality : DraftKind::kEntity;
  if (!people || !state || actors_.any_person() == nullptr) return true;
  draft.kind = DraftKind::kAgent;
  draft.entity = kNone;
  draft.sector = actors_.any_person();
  draft.sectors = actors_.text(draft.sector->sectors);
  draft.country = cast_.at(whom).country;
  draft.definite = grammar_.has_article(word);
  draft.described = true;
  return true;
}

// Two names or more in a row that the base does not hold, the first a given name: a person.
bool Scanner::read_stranger(uint32_t word, Draft& draft) {
  if (doc_.words[word].upos != Upos::kPropn || !is_kind(doc_.words[word], NounKind::kGiven)) return false;
  const uint32_t end = read_unknown_name(word, 5, draft);
  if (end < word + 2) {
    draft.name = draft.name_ar = {};
    return false;
  }
  draft.words = {word, end};
  draft.entity = cast_.stranger(draft.name, draft.name_ar);
  return true;
}

// ---- agents, references, places by their word ----

void Scanner::take_owner(Draft& draft) const {
  if (draft.words.end >= end_ || !matcher_.is_attached(draft.words.end) || doc_.words[draft.words.end].token != doc_.words[draft.words.end - 1].token) return;
  draft.owner = draft.words.end++;
}

bool Scanner::read_agent(uint32_t word, const Match& match, Draft& draft) {
  const bool single = match.end == word + 1;
  if (single && (doc_.words[word].upos == Upos::kVerb || grammar_.is_function(word))) return false;
  const Target* sector = match.first(TargetKind::kSector);
  // An adjective beside its noun is no agent ("a military base").
  if (single && sector != nullptr && doc_.words[word].upos == Upos::kAdj && grammar_.is_attribute(word, begin_)) sector = nullptr;
  draft.words = {word, match.end};
  draft.phrase = match.phrase;
  draft.definite = grammar_.has_article(word) || grammar_.has_article(match.end - 1);
  take_owner(draft);
  draft.definite = draft.definite || draft.owner != kNone;
  if (sector != nullptr) {
    draft.kind = DraftKind::kAgent;
    draft.sector = &actors_.sectors()[sector->index];
    draft.country = actors_.text(draft.sector->country);
    draft.sectors = actors_.text(draft.sector->sectors);
    extend(draft);
    const bool lacks = (draft.sector->needs == SectorNeeds::kNationality && draft.states.empty()) ||
                       (draft.sector->needs == SectorNeeds::kName && draft.entity == kNone && draft.name_ar.empty() && !draft.described);
    if (lacks) {
      sector = nullptr;
      draft = Draft();
      draft.noun = draft.head = word;
      draft.words = {word, match.end};
      draft.definite = grammar_.has_article(word);
      take_owner(draft);
    }
  }
  if (read_reference(word, match, draft) || sector != nullptr) return true;
  return read_place_word(word, match, draft);
}

// A reference only where nothing more is told than its word.
bool Scanner::read_reference(uint32_t word, const Match& match, Draft& draft) {
  const Target* target = match.first(TargetKind::kReference);
  if (target == nullptr || draft.described || draft.entity != kNone || !draft.name_ar.empty()) return false;
  const auto& record = actors_.references()[target->index];
  const bool article = grammar_.has_article(word);
  const bool fits = record.needs == lexicon::ReferenceNeeds::kNothing || (record.needs == lexicon::ReferenceNeeds::kArticle && article && draft.owner == kNone) ||
                    (record.needs == lexicon::ReferenceNeeds::kOwner && draft.owner != kNone);
  if (!fits || (record.kind != lexicon::ReferenceKind::kCounterpart && grammar_.is_attribute(word, begin_))) return false;
  draft.kind = DraftKind::kReference;
  draft.reference = &record;
  draft.definite = true;
  if (record.kind == lexicon::ReferenceKind::kCounterpart) extend(draft);
  return true;
}

// "the town of X": the name is the place; an unknown one is a place all the same.
bool Scanner::read_place_word(uint32_t word, const Match& match, Draft& draft) {
  const Target* target = match.first(TargetKind::kPlaceWord);
  const uint32_t next = skip_marks(match.end);
  if (target == nullptr || draft.owner != kNone || next >= end_ || !matcher_.can_start(next) || grammar_.has_article(word)) return false;
  const Match name = matcher_.name(next);
  draft.place_kind = actors_.text(target->index);
  draft.locative = true;
  draft.kind = DraftKind::kPlace;
  if (name.first(TargetKind::kPlace) != nullptr) {
    draft.targets = name.targets;
    draft.words.end = name.end;
    return true;
  }
  const bool plain = name && name.first(TargetKind::kShortName) == nullptr && name.first(TargetKind::kPerson) == nullptr;
  if (plain || !grammar_.is_name_like(next) || doc_.words[next].upos == Upos::kVerb) return false;
  draft.words.end = next + 1;
  draft.name_ar = doc_.strings.store(doc_.surface(doc_.words[next]));
  return true;
}

// A noun for people that no row names.
bool Scanner::read_any_person(uint32_t word, Draft& draft) {
  const Word& w = doc_.words[word];
  if (actors_.any_person() == nullptr || w.upos != Upos::kNoun || !is_kind(w, NounKind::kPerson) || w.guessed) return false;
  draft.kind = DraftKind::kAgent;
  draft.sector = actors_.any_person();
  draft.sectors = actors_.text(draft.sector->sectors);
  draft.words = {word, word + 1};
  draft.definite = grammar_.has_article(word);
  take_owner(draft);
  extend(draft);
  return true;
}

// ---- the edges of a draft ----

// "dozens of protesters", "12 civilians", "a number of officers": the quantity belongs to the mention.
void Scanner::include_quantity(Draft& draft) {
  const auto is_quantity = [this](uint32_t w) {
    if (doc_.words[w].upos == Upos::kNum || is_kind(doc_.words[w], NounKind::kNumber)) return true;
    const Match match = matcher_.can_start(w) ? matcher_.sector(w) : Match();
    const Target* target = match.first(TargetKind::kModifier);
    return target != nullptr && match.end == w + 1 && target->index == static_cast<uint32_t>(lexicon::ModifierKind::kQuantity);
  };
  if (draft.kind == DraftKind::kPlace) return;
  const bool person = is_kind(doc_.words[draft.noun], NounKind::kPerson);
  if (draft.kind == DraftKind::kEntity && !person && cast_.at(draft.entity).kind != annot::EntityKind::kOrganisation) return;
  for (int steps = 0; steps < 4 && draft.words.begin > done_; ++steps) {
    uint32_t before = draft.words.begin - 1;
    if (grammar_.particle(before) == Particle::kFrom && !doc_.words[before].proclitic && before > done_ && is_quantity(before - 1)) --before;
    if (!is_quantity(before)) return;
    draft.words.begin = before;
    draft.counted = true;
  }
}

// Of quantity and noun, the one that the tree hangs elsewhere stands for the whole.
void Scanner::choose_head(Draft& draft) const {
  draft.head = draft.noun;
  for (uint32_t w = draft.words.begin; w < draft.noun; ++w) {
    const bool outside = w < doc_.arcs.size() && !draft.words.contains(doc_.arcs[w].head);
    if (outside && doc_.words[w].upos != Upos::kAdp) {
      draft.head = w;
      return;
    }
  }
}

// A name that opens quotation marks inside closes them inside.
void Scanner::close_quotation(Draft& draft) const {
  int marks = 0;
  for (uint32_t w = draft.words.begin; w < draft.words.end; ++w) marks += grammar_.is_quotation_mark(w) ? 1 : 0;
  if (marks % 2 == 1 && draft.words.end < end_ && grammar_.is_quotation_mark(draft.words.end)) ++draft.words.end;
}

}  // namespace waqai::entities
