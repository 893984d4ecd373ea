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
    if (!read(w, draft) || in_time(draft)) continue;
    include_quantity(draft);
    choose_head(draft);
    close_quotation(draft);
    include_naming(draft);
    done_ = draft.words.end;
    remember_stranger(draft, static_cast<uint32_t>(drafts.size()));
    drafts.push_back(std::move(draft));
  }
}

// "Aab", the month, is a town of the same letters elsewhere.
bool Scanner::in_time(const Draft& draft) const {
  return draft.kind == DraftKind::kPlace && timed_[draft.words.begin] != 0 && timed_[draft.words.end - 1] != 0;
}

// What starts at `word`: the longer of name and agent; the name where both are as long, unless it is one word that names an agent too.
bool Scanner::read(uint32_t word, Draft& draft) {
  draft.noun = word;
  draft.head = word;
  const Match name = matcher_.name(word);
  const Match agent = matcher_.sector(word);
  const bool single = agent.end == word + 1;
  const bool agent_first =
      agent && (agent.end > name.end || (single && name.first(TargetKind::kState) == nullptr && name.first(TargetKind::kPerson) == nullptr &&
                                         name.first(TargetKind::kOrganisation) == nullptr && agent.first(TargetKind::kSector) != nullptr &&
                                         doc_.words[word].upos != Upos::kPropn));
  if (agent && single && (read_place_word(word, agent, draft) || read_place_again(word, agent, draft))) return true;
  if (agent_first && read_agent(word, agent, draft)) return true;
  const bool full = name.first(TargetKind::kState) != nullptr || name.first(TargetKind::kPerson) != nullptr ||
                    name.first(TargetKind::kOrganisation) != nullptr || name.end > word + 1;
  if (!full && read_last_name(word, draft)) return true;
  if (name && read_name(word, name, draft)) return true;
  if (!agent_first && agent && read_agent(word, agent, draft)) return true;
  if (name && read_nationality(word, name, draft)) return true;
  if (read_stranger(word, draft) || (full && read_last_name(word, draft))) return true;
  return (!agent || read_crowd(word, agent)) && read_any_person(word, draft);
}

// ---- names ----

bool Scanner::read_name(uint32_t word, const Match& match, Draft& draft) {
  draft.locative = is_locative(word);
  draft.words = {word, match.end};
  draft.entity = named(match, word, draft);
  if (draft.entity != kNone && cast_.at(draft.entity).kind == annot::EntityKind::kOrganisation) {
    take_nationality(draft);
    if (is_foreign(draft)) {
      draft.entity = kNone;
      draft.words.end = word + 1;
      return false;
    }
  }
  return draft.entity != kNone || draft.kind == DraftKind::kPlace;
}

// "the democratic party" before "socialist, German": some other country's body of the same name.
bool Scanner::is_foreign(const Draft& draft) {
  const std::string_view country = cast_.at(draft.entity).country;
  if (actors_.state(country) == nullptr || !grammar_.has_article(draft.words.end - 1)) return false;
  for (uint32_t w = draft.words.end; w < end_ && w < draft.words.end + 2; ++w) {
    if (!matcher_.can_start(w) || doc_.words[w].upos != Upos::kAdj || !grammar_.has_article(w) || !grammar_.agrees(draft.noun, w, false))
      return false;
    const Target* nationality = matcher_.name(w).first(TargetKind::kNationality);
    if (nationality != nullptr) return actors_.text(actors_.states()[nationality->index].code) != country;
  }
  return false;
}

// Behind a preposition of place or a word like "south of".
bool Scanner::is_locative(uint32_t word) const {
  if (word > begin_ && doc_.surface(doc_.words[word - 1]) == "#") --word;
  if (word <= begin_) return false;
  // "the capital, Ankara", "the British capital London".
  uint32_t title = grammar_.is_comma(word - 1) ? word - 1 : word;
  if (title > begin_ + 1 && doc_.words[title - 1].upos == Upos::kAdj && grammar_.has_article(title - 1)) --title;
  if (title > begin_ && matcher_.can_start(title - 1) && grammar_.has_article(title - 1)) {
    const Match named = matcher_.sector(title - 1);
    const Target* kind = named.first(TargetKind::kPlaceWord);
    if (kind != nullptr && actors_.text(kind->index) == "capital") return true;
  }
  const Match before = matcher_.can_start(word - 1) ? matcher_.sector(word - 1) : Match();
  const Target* modifier = before.first(TargetKind::kModifier);
  if (modifier != nullptr && modifier->index == static_cast<uint32_t>(lexicon::ModifierKind::kPlace) && !grammar_.has_article(word - 1)) return true;
  if (doc_.words[word - 1].upos != Upos::kAdp) return false;
  switch (grammar_.particle(word - 1)) {
    case Particle::kWith:
    case Particle::kBetween:
    case Particle::kAgainst:
    case Particle::kAbout:
    case Particle::kTo:
      return false;
    default:
      return true;
  }
}

// "the Nour party, the Egyptian one": the adjective belongs to the name of the body.
void Scanner::take_nationality(Draft& draft) {
  const uint32_t next = draft.words.end;
  if (next >= end_ || !matcher_.can_start(next) || !grammar_.has_article(next)) return;
  const Match match = matcher_.name(next);
  const Target* nationality = match.first(TargetKind::kNationality);
  if (nationality == nullptr || match.first(TargetKind::kState) != nullptr) return;
  if (actors_.text(actors_.states()[nationality->index].code) != cast_.at(draft.entity).country || !grammar_.agrees(draft.noun, next, false)) return;
  draft.words.end = match.end;
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
  const bool adjective =
      single && w.upos == Upos::kAdj && match.first(TargetKind::kNationality) == nullptr && match.first(TargetKind::kPlace) == nullptr;
  const Target* seat = match.first(TargetKind::kCapital);
  const Target* own = match.first(TargetKind::kState);
  const bool other = own != nullptr && seat != nullptr && seat->index != own->index && told_states_[seat->index] > told_states_[own->index];
  if (own != nullptr && !adjective && !other) return take(own, cast_.state(own->index, "a state is its government"));
  const Target* place = match.first(TargetKind::kPlace);
  if (seat != nullptr && !(place != nullptr && draft.locative)) {
    const uint32_t state = cast_.state(seat->index, "a capital or palace stands for its government");
    for (const Target& t : match.targets) {
      if (t.kind == TargetKind::kPlace && actors_.text(actors_.places()[t.index].country) == cast_.at(state).country) draft.seat = t.index;
    }
    return take(seat, state);
  }
  if (const Target* t = match.first(TargetKind::kPerson); t != nullptr && (!single || grammar_.is_name_like(word)))
    return take(t, cast_.person(t->index, "by name; office at the article's date"));
  // A one-word organisation is often a common word: the tagger must have seen a name.
  const Target* body = body_of(match);
  const bool again = body != nullptr && body->common != 0 && w.upos == Upos::kNoun && grammar_.has_article(word) && is_known(body->index);
  if (body != nullptr && (again || (!common && (body->common == 0 || told_before(body->index, word))))) {
    return take(body, cast_.organisation(body->index, "by name; code at the article's date"));
  }
  const bool weak_place =
      place != nullptr && seat == nullptr && single && (common || place->common != 0) && !(draft.locative && w.upos == Upos::kPropn);
  // A small town that the name tagger reads as part of a person's name is none.
  bool in_person = false;
  for (uint32_t first = word; place != nullptr && single && first + 4 > word && first >= begin_ && !in_person; --first) {
    in_person = person_end_[first] > word && person_end_[first] > first + 1;
    if (first == begin_) break;
  }
  const bool named_so = in_person && actors_.places()[place->index].minor != 0;
  if (place != nullptr && !weak_place && !named_so) {
    draft.kind = DraftKind::kPlace;
    draft.targets = match.targets;
    return kNone;
  }
  return match.first(TargetKind::kShortName) == nullptr ? kNone : by_short_name(match, word);
}

// Of the organisations of one name ("the Labour party", of the workers) the one that the text named before, else the one whose state it names most.
const Target* Scanner::body_of(const Match& match) const {
  const Target* best = nullptr;
  uint32_t most = 0;
  for (const Target& target : match.targets) {
    if (target.kind != TargetKind::kOrganisation) continue;
    const lexicon::StateRecord* state = actors_.state(actors_.text(actors_.organisations()[target.index].country));
    const uint32_t told = is_known(target.index) ? UINT32_MAX
                          : state == nullptr     ? 0
                                                 : told_states_[static_cast<size_t>(state - actors_.states().data())];
    if (best == nullptr || told > most) best = &target;
    most = std::max(most, told);
  }
  return best;
}

// Whether an organisation stands in the text before, or the word in quotation marks.
bool Scanner::told_before(uint32_t organisation, uint32_t word) const {
  return (word > begin_ && grammar_.is_quotation_mark(word - 1)) || is_known(organisation);
}

bool Scanner::is_known(uint32_t organisation) const {
  const std::string_view id = actors_.text(actors_.organisations()[organisation].id);
  for (const annot::Entity& e : doc_.entities) {
    if (e.kind == annot::EntityKind::kOrganisation && e.id == id) return true;
  }
  return false;
}

// A short name means the person named in full in the text; else it must be a name, and of one person of first rank.
uint32_t Scanner::by_short_name(const Match& match, uint32_t word) {
  for (const Target& target : match.targets) {
    const bool full = target.kind == TargetKind::kShortName && full_names_.count(target.index) > 0;
    if (full && !grammar_.is_attribute(word, begin_)) return cast_.person(target.index, "by the short name of somebody named in full");
  }
  if (!grammar_.is_name_like(word) || match.first(TargetKind::kNationality) != nullptr) return kNone;
  // A given name alone, or the first of several names, is nobody in particular.
  if (match.end == word + 1 && is_kind(doc_.words[word], NounKind::kGiven) && !grammar_.has_article(word)) return kNone;
  if (match.end < end_ && doc_.words[match.end].upos == Upos::kPropn && matcher_.can_start(match.end) && !matcher_.name(match.end)) return kNone;
  uint32_t best = kNone;
  int best_rank = 0;
  bool tie = false;
  std::vector<Target> in_office;  // who held none is no other reading
  for (const Target& target : match.targets) {
    if (target.kind != TargetKind::kShortName) continue;
    const auto& person = actors_.persons()[target.index];
    int rank = 0;
    for (const auto& office : actors_.offices().subspan(person.office_begin, person.office_end - person.office_begin)) {
      const bool now = doc_.published != base::kNoDay && (office.from == base::kNoDay || office.from <= doc_.published) &&
                       (office.to == base::kNoDay || doc_.published <= office.to);
      const bool lately = doc_.published != base::kNoDay && office.to != base::kNoDay && office.to < doc_.published &&
                          office.to + lexicon::kLatelyDays >= doc_.published;
      if (now || lately) rank = std::max(rank, now ? rank_of(actors_.text(office.office)) : 1);
    }
    tie = rank == best_rank || (tie && rank < best_rank);
    if (rank > 0) in_office.push_back(target);
    if (rank > best_rank) best = target.index;
    best_rank = std::max(rank, best_rank);
  }
  if (best == kNone || tie) return kNone;
  const uint32_t entity = cast_.person(best, "by the short name; first in rank of those in office at the date");
  cast_.add_alternatives(entity, in_office, {TargetKind::kShortName, 0, 0, best});
  return entity;
}

// A nationality adjective: people where it is plural, counted or a noun without article; else the state or body it stands for.
bool Scanner::read_nationality(uint32_t word, const Match& match, Draft& draft) {
  const uint32_t whom = is_common(match, draft) ? kNone : adjective_of(match);
  if (whom == kNone || doc_.words[word].upos == Upos::kVerb || grammar_.is_function(word)) return false;
  draft.words = {word, match.end};
  draft.entity = whom;
  const bool attribute = grammar_.is_attribute(word, begin_);
  const Match before = word > begin_ && matcher_.can_start(word - 1) ? matcher_.sector(word - 1) : Match();
  const bool from = word > begin_ + 1 && grammar_.particle(word - 1) == Particle::kFrom && matcher_.can_start(word - 2) &&
                    matcher_.sector(word - 2).first(TargetKind::kModifier) != nullptr;
  const bool counted = word > begin_ && (doc_.words[word - 1].upos == Upos::kNum || is_kind(doc_.words[word - 1], NounKind::kNumber) ||
                                         before.first(TargetKind::kModifier) != nullptr || from);
  const bool noun = doc_.words[word].upos == Upos::kNoun && !grammar_.has_article(word);
  // "A meeting, Israeli - Russian": the second of two adjectives.
  const bool second = word > begin_ + 1 && doc_.words[word - 1].upos == Upos::kPunct && doc_.words[word - 2].upos == Upos::kAdj &&
                      !grammar_.is_comma(word - 1) && matcher_.can_start(word - 2) &&
                      matcher_.name(word - 2).first(TargetKind::kNationality) != nullptr;
  const bool people = counted || (!attribute && !second && (grammar_.is_people_form(word) || noun));
  if (cast_.at(whom).kind != annot::EntityKind::kCountry) {
    draft.kind = attribute && !counted ? DraftKind::kNationality : DraftKind::kEntity;
    return true;
  }
  draft.kind = DraftKind::kNationality;
  if (!people || actors_.any_person() == nullptr) return true;
  draft.kind = DraftKind::kAgent;
  draft.entity = kNone;
  draft.sector = actors_.any_person();
  draft.sectors = actors_.text(draft.sector->sectors);
  draft.country = cast_.at(whom).country;
  draft.definite = grammar_.has_article(word);
  draft.described = true;
  return true;
}

// Two names or more in a row that the base does not hold: a person, where the first is a given name or an office follows behind a comma.
bool Scanner::read_stranger(uint32_t word, Draft& draft) {
  const bool tagged = person_end_[word] >= word + 2;
  if (doc_.words[word].upos != Upos::kPropn && !tagged) return false;
  const uint32_t end = read_unknown_name(word, 5, draft);
  const bool given = is_kind(doc_.words[word], NounKind::kGiven);
  const bool person =
      tagged ? end >= person_end_[word]
             : end >= word + 2 &&
                   (given || (end + 1 < end_ && grammar_.is_comma(end) && matcher_.can_start(end + 1) && is_office(matcher_.sector(end + 1))));
  if (!person) {
    draft.name = draft.name_ar = {};
    return false;
  }
  draft.words = {word, end};
  draft.entity = cast_.stranger(draft.name, draft.name_ar);
  return true;
}

// A last name, or a first one that only one stranger has, of somebody named in full before.
bool Scanner::read_last_name(uint32_t word, Draft& draft) {
  const Word& w = doc_.words[word];
  if (w.upos == Upos::kVerb || w.upos == Upos::kNum || grammar_.is_function(word) || grammar_.is_attribute(word, begin_)) return false;
  const auto known = strangers_.find(matcher_.key(word));
  if (known == strangers_.end() || (!grammar_.is_name_like(word) && w.upos != Upos::kNoun && w.upos != Upos::kAdj)) return false;
  draft.words = {word, word + 1};
  draft.named_in = known->second;
  return true;
}

void Scanner::remember_stranger(const Draft& draft, uint32_t index) {
  const bool stranger = draft.kind == DraftKind::kAgent
                            ? draft.entity == kNone
                            : draft.kind == DraftKind::kEntity && draft.named_in == kNone && cast_.at(draft.entity).id.empty();
  if (!stranger || draft.name_ar.empty()) return;
  const uint32_t last = draft.words.end - 1;
  if (last == draft.noun && draft.kind == DraftKind::kEntity) return;
  if (matcher_.can_start(last) && matcher_.key(last).size() > 2) strangers_[matcher_.key(last)] = index;
}

// "the hundreds": people, where nothing more is told.
bool Scanner::read_crowd(uint32_t word, const Match& match) const {
  const Target* modifier = match.first(TargetKind::kModifier);
  const bool quantity = modifier != nullptr && modifier->index == static_cast<uint32_t>(lexicon::ModifierKind::kQuantity);
  if (!quantity || !grammar_.has_article(word) || !grammar_.is_plural(word)) return false;
  // "dozens of the militia": whoever is counted stands for the crowd.
  const bool of =
      word + 2 < end_ && grammar_.particle(word + 1) == Particle::kFrom && !doc_.words[word + 1].proclitic && matcher_.can_start(word + 2);
  return !of || (!matcher_.name(word + 2) && !matcher_.sector(word + 2));
}

// ---- agents, references, places by their word ----

void Scanner::take_owner(Draft& draft) const {
  if (draft.words.end >= end_ || !matcher_.is_attached(draft.words.end) || doc_.words[draft.words.end].token != doc_.words[draft.words.end - 1].token)
    return;
  draft.owner = draft.words.end++;
}

bool Scanner::read_agent(uint32_t word, const Match& match, Draft& draft) {
  const bool single = match.end == word + 1;
  if (single && (doc_.words[word].upos == Upos::kVerb || grammar_.is_function(word))) return false;
  const Target* sector = match.first(TargetKind::kSector);
  // An adjective beside its noun is no agent ("a military base").
  if (single && sector != nullptr && doc_.words[word].upos == Upos::kAdj && grammar_.is_attribute(word, begin_)) sector = nullptr;
  const bool masdar = single && sector != nullptr && doc_.words[word].features.verb_form == annot::VerbForm::kMasdar;
  const bool act = masdar && word + 1 < end_ && grammar_.particle(word + 1) == Particle::kOn && !doc_.words[word + 1].proclitic;
  if (act) return false;
  // "pointing to": a participle that goes on with the sentence, no marshal.
  const bool going = single && sector != nullptr && doc_.words[word].features.verb_form == annot::VerbForm::kPart && word + 1 < end_ &&
                     grammar_.is_indefinite_accusative(word) && grammar_.particle(word + 1) == Particle::kToward;
  // ... nor is the feminine, "she said, pointing to".
  const bool pointing = single && sector != nullptr && doc_.words[word].features.verb_form == annot::VerbForm::kPart && word + 1 < end_ &&
                        doc_.words[word].features.gender == annot::Gender::kFem && !grammar_.has_article(word) &&
                        grammar_.particle(word + 1) == Particle::kToward;
  if (going || pointing ||
      (single && sector != nullptr && (grammar_.is_adverb(word, begin_) || (done_ == word && grammar_.describes_name(word, begin_, end_)))))
    return false;
  draft.words = {word, match.end};
  draft.phrase = match.phrase;
  draft.definite = grammar_.has_article(word) || grammar_.has_article(match.end - 1);
  take_owner(draft);
  draft.definite = draft.definite || draft.owner != kNone;
  if (sector != nullptr) {
    draft.kind = DraftKind::kAgent;
    draft.sector = &actors_.sectors()[sector->index];
    draft.country = draft.sector->country_from == 0 ? actors_.text(draft.sector->country) : std::string_view();
    draft.sectors = actors_.text(draft.sector->sectors);
    extend(draft);
    if (draft.country.empty()) draft.country = actors_.text(draft.sector->country);
    const bool lacks = (draft.sector->needs == SectorNeeds::kNationality && draft.states.empty()) ||
                       (draft.sector->needs == SectorNeeds::kName && draft.entity == kNone && draft.name_ar.empty() &&
                        (!draft.described || draft.sectors.empty())) ||
                       // "asked for help" (musaada): what is told of nobody is the act, not the woman who does it.
                       (masdar && draft.sector->needs == SectorNeeds::kMember && draft.states.empty() && draft.country.empty() &&
                        draft.owner == kNone && draft.body == kNone && draft.entity == kNone && !draft.definite) ||
                       // "a strategic alliance" is no league of states that acts; "the alliance" is.
                       (draft.sector->country_from == 0 && draft.sector->kind == SectorKind::kBody && single && !grammar_.has_article(word));
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
  const bool fits = record.needs == lexicon::ReferenceNeeds::kNothing ||
                    (record.needs == lexicon::ReferenceNeeds::kArticle && article && draft.owner == kNone) ||
                    (record.needs == lexicon::ReferenceNeeds::kOwner && draft.owner != kNone);
  if (!fits || (record.kind != lexicon::ReferenceKind::kCounterpart && grammar_.is_attribute(word, begin_))) return false;
  // "the northern front", "the battalion 116": described, so nobody spoken of before.
  const uint32_t next = draft.words.end;
  const bool adjective = next < end_ && doc_.words[next].upos == Upos::kAdj && grammar_.has_article(next) && grammar_.agrees(word, next, false);
  const bool number = next < end_ && doc_.words[next].upos == Upos::kNum;
  if (record.kind == lexicon::ReferenceKind::kOrganisation && (adjective || number)) return false;
  draft.kind = DraftKind::kReference;
  draft.reference = &record;
  draft.definite = true;
  if (record.kind == lexicon::ReferenceKind::kCounterpart) {
    extend(draft);
    // "his counterpart (the Iranian)": what somebody put into a quotation.
    const uint32_t open = draft.words.end;
    const bool added = draft.states.empty() && draft.entity == kNone && open + 2 < end_ && doc_.surface(doc_.words[open]) == "(" &&
                       doc_.surface(doc_.words[open + 2]) == ")" && matcher_.can_start(open + 1);
    const uint32_t whom = added ? adjective_of(matcher_.name(open + 1)) : kNone;
    if (whom != kNone) {
      draft.states.push_back(whom);
      draft.words.end = open + 3;
    }
  }
  return true;
}

// "the town of X": the name is the place; an unknown one is a place all the same.
bool Scanner::read_place_word(uint32_t word, const Match& match, Draft& draft) {
  const Target* target = match.first(TargetKind::kPlaceWord);
  const uint32_t next = skip_marks(match.end);
  if (target == nullptr || draft.owner != kNone || next >= end_ || !matcher_.can_start(next) || grammar_.has_article(word)) return false;
  const Match name = matcher_.name(next);
  const bool known = name.first(TargetKind::kPlace) != nullptr;
  const bool plain = name && name.first(TargetKind::kShortName) == nullptr && name.first(TargetKind::kPerson) == nullptr;
  if (!known && (plain || !grammar_.is_name_like(next) || doc_.words[next].upos == Upos::kVerb)) return false;
  draft.place_kind = actors_.text(target->index);
  draft.locative = true;
  draft.kind = DraftKind::kPlace;
  draft.words = {word, known ? name.end : next + 1};
  if (known) draft.targets = name.targets;
  else draft.name_ar = doc_.strings.store(doc_.surface(doc_.words[next]));
  return true;
}

// "the town", "the governorate": a place spoken of before; "the capital", "the Iranian capital".
bool Scanner::read_place_again(uint32_t word, const Match& match, Draft& draft) {
  const Target* target = match.first(TargetKind::kPlaceWord);
  if (target == nullptr || !grammar_.has_article(word) || doc_.words[word].upos != Upos::kNoun) return false;
  const std::string_view kind = actors_.text(target->index);
  const bool capital = kind == "capital";
  const bool again = capital || kind == "city" || kind == "town" || kind == "village" || kind == "governorate" || kind == "camp";
  const uint32_t next = match.end;
  const Match behind = next < end_ && matcher_.can_start(next) ? matcher_.name(next) : Match();
  const uint32_t whom = adjective_of(behind);
  const bool described = next < end_ && doc_.words[next].upos == Upos::kAdj && grammar_.has_article(next);
  if (!again || (behind && !(capital && whom != kNone)) || (described && whom == kNone)) return false;
  draft.kind = DraftKind::kPlace;
  draft.again = draft.definite = true;
  draft.place_kind = kind;
  draft.locative = is_locative(word);
  draft.words = {word, whom != kNone ? behind.end : next};
  if (whom != kNone) draft.country = cast_.at(whom).country;
  if (const Target* t = match.first(TargetKind::kSector); t != nullptr) draft.sector = &actors_.sectors()[t->index];
  return true;
}

// A noun for people that no row names.
bool Scanner::read_any_person(uint32_t word, Draft& draft) {
  const Word& w = doc_.words[word];
  const Match match = matcher_.sector(word);
  const bool crowd = match && read_crowd(word, match);
  if (actors_.any_person() == nullptr || (!crowd && (w.upos != Upos::kNoun || !is_kind(w, NounKind::kPerson) || w.guessed))) return false;
  const bool circumstance = w.features.verb_form == annot::VerbForm::kPart && grammar_.is_indefinite_accusative(word) && word < doc_.arcs.size() &&
                            doc_.arcs[word].relation != annot::Relation::kObj;
  if (circumstance) return false;
  draft.kind = DraftKind::kAgent;
  draft.sector = actors_.any_person();
  draft.sectors = actors_.text(draft.sector->sectors);
  draft.words = {word, word + 1};
  draft.definite = grammar_.has_article(word);
  take_owner(draft);
  extend(draft);
  return true;
}

}  // namespace waqai::entities
