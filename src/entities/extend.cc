// SPDX-License-Identifier: Apache-2.0
//
// What goes on behind the head of an agent: adjectives, genitives, "of the movement X", the name of who holds the office.
#include "entities/draft.h"
#include "entities/home.h"
#include "lexicon/words.h"
#include "text/fold.h"

namespace waqai::entities {

using annot::kNone;
using annot::Upos;
using annot::Word;
using lexicon::ModifierKind;
using lexicon::SectorKind;
using lexicon::SectorNeeds;
using lexicon::Target;
using lexicon::TargetKind;

namespace {

constexpr uint32_t kMaxSteps = 16;
constexpr uint32_t kLabelWords = 6;  // of a second name between quotation marks, marks included
constexpr int kMaxDepth = 3;         // "spokesman of the ministry of defence in the government of ..."

// Letters after which an adjective of nationality is inflected by endings.
bool ends_in_nisba(std::string_view key) {
  for (const std::string_view ending : {"\u064a", "\u064a\u0629", "\u064a\u0648\u0646", "\u064a\u064a\u0646", "\u064a\u0627"}) {
    const std::string letters = text::fold_key(ending);
    if (key.size() > letters.size() && key.substr(key.size() - letters.size()) == letters) return true;
  }
  return false;
}

// How a name is written in English, without remarks of the lexicon ("Abd al-Aziz (in compounds)").  Empty where the word is read as another word than
// a name: what that means is no name ("on Saleh").
std::string_view english_of_name(const annot::Word& word) {
  const auto kind = static_cast<lexicon::NounKind>(word.kind);
  if (word.upos != annot::Upos::kPropn && kind != lexicon::NounKind::kGiven && kind != lexicon::NounKind::kFamily) return {};
  return word.gloss.substr(0, std::min({word.gloss.find(','), word.gloss.find(';'), word.gloss.find(" (")}));
}

}  // namespace

uint32_t Scanner::skip_marks(uint32_t word) const {
  while (word < end_ && (grammar_.is_quotation_mark(word) || doc_.surface(doc_.words[word]) == "#")) ++word;
  return word;
}

// One person, not a group: a name may follow.
bool Scanner::takes_person(const Draft& draft) const {
  if (draft.entity != kNone || !draft.name_ar.empty()) return false;
  if (draft.kind == DraftKind::kReference) return true;
  if (draft.sector == nullptr || draft.sector->kind == SectorKind::kBody) return false;
  const bool each = grammar_.is_dual_like(draft.noun) && draft.states.size() == 1;  // "the two presidents, French X and ..."
  return (!grammar_.is_plural(draft.noun) || each) &&
         (is_person_kind(*draft.sector) || grammar_.is_human(draft.noun) || draft.sector->needs == SectorNeeds::kMember);
}

// Whether the body that follows gives the sector: offices and members take it, a kind of people keeps its own.
bool Scanner::takes_codes(const Draft& draft) const {
  if (draft.sector == nullptr) return false;
  if (draft.sector->needs == SectorNeeds::kMember) return true;
  return draft.sector->kind == SectorKind::kOffice && draft.sectors.substr(0, 3) == "GOV";
}

uint32_t Scanner::adjective_of(const Match& match) {
  if (const Target* t = match.first(TargetKind::kNationality)) return cast_.state(t->index, "a nationality adjective stands for its state");
  if (const Target* t = match.first(TargetKind::kMember)) return cast_.organisation(t->index, "an adjective stands for its organisation");
  return kNone;
}

uint32_t Scanner::state_of(const Match& match, std::string_view rule) {
  if (const Target* t = match.first(TargetKind::kState)) return cast_.state(t->index, rule);
  if (const Target* t = match.first(TargetKind::kCapital)) return cast_.state(t->index, rule);
  return kNone;
}

void Scanner::extend(Draft& draft) {
  for (uint32_t step = 0; step < kMaxSteps && draft.words.end < end_; ++step) {
    if (!extend_once(draft)) break;
  }
  take_place(draft);
}

// "officials in Belarus", "the interim leadership in Syria": where they are tells whose they are.  Gunmen may be anybody's anywhere.
void Scanner::take_place(Draft& draft) {
  const bool open = draft.sector != nullptr && draft.kind == DraftKind::kAgent && draft.country.empty() && draft.states.empty() &&
                    draft.body == kNone && draft.owner == kNone && (draft.sector->country_from & lexicon::kFromGenitive) != 0;
  const std::string_view code = draft.sectors.substr(0, 3);
  const bool dual = doc_.words[draft.noun].features.number == annot::Number::kDual;  // "the two delegations in Moscow" are not Moscow's
  if (!open || code == "UAF" || code == "UNK" || depth_ > 0 || dual) return;
  uint32_t next = draft.words.end;
  if (next + 1 >= end_ || grammar_.particle(next) != Particle::kIn) return;
  ++next;
  for (int steps = 0; steps < 4 && next < end_ && matcher_.can_start(next) && !grammar_.is_function(next); ++steps, ++next) {
    const Match name = matcher_.name(next);
    if (const Target* t = name.first(TargetKind::kState); t != nullptr) draft.scene = actors_.text(actors_.states()[t->index].code);
    else if (const Target* c = name.first(TargetKind::kCapital); c != nullptr) draft.scene = actors_.text(actors_.states()[c->index].code);
    else draft.scene = largest_place(name);
    if (!draft.scene.empty()) return;
    const Match match = matcher_.sector(next);
    const Target* modifier = match.first(TargetKind::kModifier);
    const bool beside = modifier != nullptr && modifier->index == static_cast<uint32_t>(ModifierKind::kPlace);
    if (grammar_.has_article(next) || !(beside || match.first(TargetKind::kPlaceWord) != nullptr)) return;
  }
}

bool Scanner::extend_once(Draft& draft) {
  const uint32_t next = skip_marks(draft.words.end);
  if (next >= end_) return false;
  const Word& w = doc_.words[next];
  if (w.upos == Upos::kPunct) return next == draft.words.end && grammar_.is_comma(next) && extend_behind_comma(draft);
  if (next > draft.words.end && draft.described && extend_over_label(draft)) return true;
  if (draft.entity != kNone && w.upos == Upos::kCconj) return extend_to_second(draft);
  if (draft.entity != kNone || !draft.name_ar.empty()) return false;
  if (w.upos == Upos::kCconj) return extend_by_and(draft);
  if (w.upos == Upos::kAdp && w.proclitic) return extend_by_preposition(draft);
  if (uint32_t behind = next; extend_over_belonging(behind)) {
    const uint32_t end = draft.words.end;
    draft.words.end = behind;
    if (extend_by_preposition(draft)) return true;
    draft.words.end = end;
  }
  if (extend_by_following(draft, next)) return true;
  if (!matcher_.can_start(next) || (w.upos == Upos::kVerb && !w.guessed)) return false;
  if (extend_by_adjective(draft, next) || extend_by_genitive(draft, next) || extend_over_field(draft, next) || extend_over_kind(draft, next) ||
      extend_by_person(draft, next) || extend_by_title(draft, next) || extend_over_body(draft, next))
    return true;
  return extend_to_place(draft, next) || (w.upos == Upos::kAdp && extend_by_preposition(draft));
}

// "the director of the bureau "FBI" James Comey": a second name of the body in quotation marks, then who holds the office.
bool Scanner::extend_over_label(Draft& draft) {
  uint32_t w = draft.words.end + 1;
  while (w < end_ && w < draft.words.end + kLabelWords && !grammar_.is_quotation_mark(w)) ++w;
  const uint32_t next = w + 1;
  if (w >= end_ || !grammar_.is_quotation_mark(w) || next >= end_ || !matcher_.can_start(next) || !takes_person(draft)) return false;
  const bool named = person_end_[next] != 0 || doc_.words[next].upos == Upos::kPropn;
  return named && extend_by_person(draft, next);
}

// "the Russian president, Vladimir Putin": only a name may follow the comma.
bool Scanner::extend_behind_comma(Draft& draft) {
  const uint32_t next = skip_marks(draft.words.end + 1);
  if (next >= end_ || !takes_person(draft) || draft.sector == nullptr || draft.sector->kind != SectorKind::kOffice || !matcher_.can_start(next))
    return false;
  const Match match = matcher_.name(next);
  if (const Target* person = match.first(TargetKind::kPerson); person != nullptr && match.end > next + 1) {
    draft.entity = cast_.person(person->index, "by name, with the title in the text");
    draft.words.end = match.end;
    return true;
  }
  if (match || doc_.words[next].kind != static_cast<uint8_t>(lexicon::NounKind::kGiven)) return false;
  Draft name;
  const uint32_t end = read_unknown_name(next, 5, name);
  if (end < next + 2) return false;
  draft.name = name.name;
  draft.name_ar = name.name_ar;
  draft.words.end = end;
  return true;
}

// "the ministers of Egypt and Sudan", "the Syrian and Russian air force": one more country.
bool Scanner::extend_by_and(Draft& draft) {
  const uint32_t next = draft.words.end + 1;
  if (draft.states.empty() || next >= end_ || !matcher_.can_start(next) || draft.sector == nullptr) return false;
  const Match match = matcher_.name(next);
  if (!match) return false;
  const bool by_adjective = last_adjective(draft) == draft.states.back();
  uint32_t state = kNone;
  // "the Yemeni government and the Houthis": people, no second adjective of the one body.
  const bool people = grammar_.is_people_form(next) && !grammar_.is_plural(draft.noun);
  if (by_adjective && !people && match.first(TargetKind::kState) == nullptr && grammar_.has_article(next) == draft.definite)
    state = adjective_of(match);
  else if (grammar_.is_plural(draft.noun) || grammar_.is_dual_like(draft.noun)) state = state_of(match, "the country in the genitive");
  if (state == kNone) return false;
  draft.states.push_back(state);
  draft.words.end = match.end;
  return true;
}

// The state of the adjective that the draft ends with, of one word or two ("North Korean").
uint32_t Scanner::last_adjective(const Draft& draft) {
  for (const uint32_t words : {1U, 2U}) {
    if (draft.words.size() <= words) continue;
    const Match match = matcher_.can_start(draft.words.end - words) ? matcher_.name(draft.words.end - words) : Match();
    if (match.end == draft.words.end && adjective_of(match) != kNone) return adjective_of(match);
  }
  return kNone;
}

// "the presidents, French X and Turkish Y": the second of two.
bool Scanner::extend_to_second(Draft& draft) {
  const uint32_t next = draft.words.end + 1;
  if (draft.second != kNone || draft.sector == nullptr || !grammar_.is_dual_like(draft.noun) || next >= end_ || !matcher_.can_start(next))
    return false;
  const Match adjective = matcher_.name(next);
  uint32_t first = adjective_of(adjective) == kNone ? next : adjective.end;
  if (first > next && first < end_ && grammar_.is_comma(first)) ++first;
  if (first >= end_ || !matcher_.can_start(first)) return false;
  const Match match = matcher_.name(first);
  const Target* person = match.first(TargetKind::kPerson);
  if (person != nullptr) draft.second = cast_.person(person->index, "by name, with the title in the text");
  else if (match.first(TargetKind::kShortName) != nullptr) draft.second = by_short_name(match, first);
  if (draft.second == kNone) return false;
  draft.words.end = match.end;
  return true;
}

// "belonging to", "loyal to": a word between a group and the preposition before its body.
bool Scanner::extend_over_belonging(uint32_t& preposition) const {
  if (!matcher_.can_start(preposition) || preposition + 1 >= end_ || doc_.words[preposition + 1].upos != Upos::kAdp) return false;
  if (!is_belonging(preposition)) return false;
  ++preposition;
  return true;
}

bool Scanner::is_belonging(uint32_t word) const {
  const Match match = matcher_.can_start(word) ? matcher_.sector(word) : Match();
  const Target* modifier = match.first(TargetKind::kModifier);
  return modifier != nullptr && modifier->index == static_cast<uint32_t>(ModifierKind::kBelonging);
}

bool Scanner::extend_by_adjective(Draft& draft, uint32_t next) {
  const Match name = matcher_.name(next);
  const uint32_t whom = is_common(name, draft) ? kNone : adjective_of(name);
  const Match word = matcher_.sector(next);
  const Target* modifier = word.first(TargetKind::kModifier);
  const bool former = modifier != nullptr && modifier->index == static_cast<uint32_t>(ModifierKind::kFormer);
  if (whom == kNone && !former && doc_.words[next].upos != Upos::kAdj) return false;
  // "the president of Mali", "the writer Rossi X": a state or a name of the same letters.
  const bool proper = whom != kNone && doc_.words[next].upos == Upos::kPropn && !grammar_.has_article(next);
  const bool longer = name.first(TargetKind::kState) != nullptr || (name.end < end_ && doc_.words[name.end].upos == Upos::kPropn);
  if (proper && longer && grammar_.may_govern(draft.words.end - 1)) return false;
  // ("the two presidents, French X and Turkish Y": each adjective stands before a name.)
  const bool named = next + 1 < end_ && whom != kNone && grammar_.is_dual_like(draft.noun) && doc_.words[next + 1].upos == Upos::kPropn;
  const bool list = named || (next + 1 < end_ && doc_.words[next + 1].upos == Upos::kCconj);
  const bool genitive_dual = list && whom != kNone && grammar_.has_article(next) && grammar_.is_dual_like(draft.noun);
  if (grammar_.has_article(next) != draft.definite && !genitive_dual) return false;
  if (!agrees(draft, next, list, whom != kNone)) return false;
  draft.words.end = whom != kNone ? name.end : next + 1;
  if (whom == kNone && !former) take_description(draft, word);
  draft.former = draft.former || former;
  draft.described = draft.described || whom != kNone || former;
  if (whom != kNone) {
    draft.states.push_back(whom);
    const annot::Entity& e = cast_.at(whom);
    if (draft.country.empty()) draft.country = e.country;
    if (e.kind == annot::EntityKind::kOrganisation && draft.sector != nullptr) {
      draft.body = whom;
      const bool forces = draft.sectors == "MIL" || draft.sectors == "COP" || draft.sectors == "UAF" || draft.sectors == "SPY";
      // "a Houthi preacher": whoever is of an armed group is that first.
      const bool armed = e.sectors.find("REB") != std::string_view::npos || e.sectors.substr(0, 3) == "PRM";
      const bool member = armed && (draft.sector == actors_.any_person() || draft.sectors.substr(0, 3) == "REL");
      if (takes_codes(draft) || member || (forces && e.sectors.substr(0, 3) != "GOV")) draft.sectors = e.sectors;
    }
  }
  return true;
}

// A ministry by its short form is as feminine as the word that is left out; a nationality in the indefinite accusative looks like its country.
bool Scanner::agrees(const Draft& draft, uint32_t next, bool list, bool nationality) const {
  if (draft.sector != nullptr && draft.sector->needs == SectorNeeds::kNationality && draft.sector->kind == SectorKind::kBody) {
    const std::string& key = matcher_.key(next);
    return nationality && key.size() > 1 && key.substr(key.size() - 1) == text::fold_key("\u0629") && grammar_.has_article(draft.noun);
  }
  if (grammar_.agrees(draft.noun, next, list)) return true;
  if (!nationality) return false;
  // Agents that the tagger takes for adjectives ("European diplomats").
  if (doc_.words[draft.noun].upos == Upos::kAdj && grammar_.is_plural(draft.noun) && grammar_.is_plural(next)) return true;
  // Broken plurals of nationality ("Russians", "Turks") look like nothing that agrees.
  if (grammar_.is_plural(draft.noun) && grammar_.is_human(draft.noun) && next == draft.words.end && !ends_in_nisba(matcher_.key(next))) return true;
  if (next > draft.noun + 1 && grammar_.agrees(next - 1, next, list)) return true;
  if (list && grammar_.is_dual_like(draft.noun)) return true;
  return next == draft.noun + 1 && grammar_.is_indefinite_accusative(draft.noun) && !list && matcher_.name(next).first(TargetKind::kState) != nullptr;
}

// "the French ambassador in Riyadh": where somebody serves, after whom he serves.
bool Scanner::extend_to_place(Draft& draft, uint32_t next) {
  if (draft.sector == nullptr || draft.sector->kind != SectorKind::kOffice || draft.country.empty() || draft.owner != kNone) return false;
  if (grammar_.particle(next) != Particle::kAt || next + 1 >= end_ || !matcher_.can_start(next + 1)) return false;
  const Match match = matcher_.name(next + 1);
  if (state_of(match, "where somebody serves") == kNone && match.first(TargetKind::kOrganisation) == nullptr &&
      match.first(TargetKind::kPlace) == nullptr)
    return false;
  draft.words.end = match.end;
  return true;
}

// A country, a body or an agent in the genitive.
bool Scanner::extend_by_genitive(Draft& draft, uint32_t next) {
  const uint32_t last = draft.words.end - 1;
  const bool governs = grammar_.may_govern(last) || (last == draft.noun && doc_.words[last].upos == Upos::kPropn && !grammar_.has_article(last)) ||
                       (last == draft.noun && grammar_.is_dual_like(last) && grammar_.has_article(next));
  if (draft.sector == nullptr || draft.owner != kNone || !draft.states.empty() || draft.former || draft.body != kNone || draft.part_of != nullptr ||
      !governs)
    return false;
  if (grammar_.is_indefinite_accusative(next) || depth_ >= kMaxDepth || grammar_.is_function(next)) return false;
  const Match name = genitive_name(next);
  const Match agent = matcher_.sector(next);
  // "the people of the area": a place spoken of before.
  const bool area = !name && agent.first(TargetKind::kSector) == nullptr && draft.sector->kind == SectorKind::kGroup && grammar_.has_article(next) &&
                    doc_.words[next].upos == Upos::kNoun && doc_.words[next].kind == static_cast<uint8_t>(lexicon::NounKind::kPlace);
  if (area) {
    draft.words.end = next + 1;
    draft.definite = draft.described = true;
    return true;
  }
  if (const uint32_t state = agent.end > name.end ? kNone : state_of(name, "the country in the genitive"); state != kNone) {
    draft.states.push_back(state);
    if (draft.country.empty()) draft.country = cast_.at(state).country;
    draft.words.end = name.end;
    draft.definite = draft.described = true;
    return true;
  }
  // "the fighters of the Houthi": the name of a member stands for the body.
  if (const Target* t = name.first(TargetKind::kMember); t != nullptr && agent.end <= name.end && doc_.words[next].upos != Upos::kAdj) {
    draft.body = cast_.organisation(t->index, "the name of a member stands for the body");
    draft.words.end = name.end;
    draft.definite = draft.described = true;
    if (draft.country.empty()) draft.country = cast_.at(draft.body).country;
    const bool arms = is_arms(draft.sectors) && is_armed_group(cast_.at(draft.body).sectors);
    if (takes_codes(draft) || arms || draft.sectors.substr(0, 3) == "UAF") draft.sectors = cast_.at(draft.body).sectors;
    return true;
  }
  if (draft.country.empty() && !agent) draft.country = leader_country(draft, name, next);
  Draft inner;
  ++depth_;
  const bool found =
      name.first(TargetKind::kShortName) == nullptr && name.first(TargetKind::kPerson) == nullptr && (name || agent) && read(next, inner);
  --depth_;
  if (found && take_both(draft, inner)) return true;
  if (!found || (inner.kind == DraftKind::kReference && !is_body_again(inner)) || inner.kind == DraftKind::kNationality) return false;
  if (inner.kind == DraftKind::kAgent && (grammar_.has_nunation_ending(next) && doc_.words[next].features.grammatical_case == annot::Case::kNom))
    return false;
  // "the champions of Europe": a continent is nobody's home.
  if (inner.kind == DraftKind::kPlace && !inner.targets.empty() && draft.sector == actors_.any_person() && country_of(inner).empty()) return false;
  take_codes(draft, inner);
  return true;
}

// The country of the first place that `place` may be; empty for continents, seas and names without a row.
std::string_view Scanner::country_of(const Draft& place) const {
  for (const Target& target : place.targets) {
    if (target.kind == TargetKind::kPlace) return actors_.text(actors_.places()[target.index].country);
  }
  return {};
}

// "the leaders of the two countries", "dead of both sides": one of each.
bool Scanner::take_both(Draft& draft, const Draft& inner) {
  if (inner.kind != DraftKind::kReference || inner.reference->kind != lexicon::ReferenceKind::kTwo ||
      inner.reference->of == lexicon::ReferenceOf::kPerson || draft.kind != DraftKind::kAgent)
    return false;
  draft.both = inner.reference;
  draft.words.end = inner.words.end;
  draft.definite = draft.described = true;
  return true;
}

// "secretary general of (li-) X", "spokesman in the name of X", "a commander in X", "members of (min) X".
bool Scanner::extend_by_preposition(Draft& draft) {
  const uint32_t preposition = skip_marks(draft.words.end);
  if (draft.sector == nullptr || draft.body != kNone || draft.part_of != nullptr || depth_ >= kMaxDepth) return false;
  Particle particle = grammar_.particle(preposition);
  uint32_t next = preposition + 1;
  const bool belongs = preposition > begin_ && doc_.words[preposition - 1].upos != Upos::kAdp && is_belonging(preposition - 1);
  if (particle == Particle::kToward && belongs) particle = Particle::kTo;
  if (particle == Particle::kBy && next < end_ && grammar_.particle(next) == Particle::kName) {
    particle = Particle::kName;
    ++next;
  }
  next = skip_marks(next);
  const bool fits = particle == Particle::kFrom || particle == Particle::kIn || particle == Particle::kTo || particle == Particle::kName ||
                    particle == Particle::kBy;
  const bool force_from = particle == Particle::kFrom && home_kind(draft.sectors) == HomeKind::kForce;  // "armed groups of the Chadian opposition"
  if (!fits || next >= end_ || !matcher_.can_start(next) ||
      (particle != Particle::kName && !belongs && !force_from && !takes_codes(draft) && !grammar_.is_human(draft.noun)))
    return false;
  Draft inner;
  ++depth_;
  const bool found = read(next, inner);
  --depth_;
  if (!found) return false;
  if ((particle == Particle::kFrom || particle == Particle::kIn) && take_both(draft, inner)) return true;
  const bool body = inner.kind == DraftKind::kEntity && inner.entity != kNone && cast_.at(inner.entity).kind == annot::EntityKind::kOrganisation;
  const bool described = inner.kind == DraftKind::kAgent || (inner.kind == DraftKind::kReference && inner.sector != nullptr);
  const bool part = described && inner.sector->kind != SectorKind::kPerson && inner.entity == kNone && inner.name_ar.empty();
  const bool government = inner.kind == DraftKind::kEntity && inner.entity != kNone && cast_.at(inner.entity).kind == annot::EntityKind::kCountry &&
                          particle == Particle::kName;
  const bool own_kind = part && !draft.sectors.empty() && inner.sectors.substr(0, 3) == draft.sectors.substr(0, 3);  // "the head of the company"
  const bool people = part && !own_kind && !belongs && inner.sector->kind == SectorKind::kGroup && particle != Particle::kName &&
                      draft.sector->needs != SectorNeeds::kMember;
  // "officials in the police": who they work for, where a force is named.
  const std::string_view force = inner.sectors.substr(0, 3);
  const bool within = part && particle == Particle::kIn && draft.sector->kind == SectorKind::kOffice && !draft.described &&
                      (force == "COP" || force == "MIL" || force == "SPY");
  const bool home = inner.kind == DraftKind::kEntity && inner.entity != kNone && cast_.at(inner.entity).kind == annot::EntityKind::kCountry &&
                    particle == Particle::kFrom && draft.sector->needs == SectorNeeds::kMember && draft.sectors.substr(0, 3) == "GOV";
  const bool state =
      belongs && inner.kind == DraftKind::kEntity && inner.entity != kNone && cast_.at(inner.entity).kind == annot::EntityKind::kCountry;
  // "the delegations in the village": where they are, not whose they are.
  const bool scene = particle == Particle::kIn && inner.kind == DraftKind::kAgent && inner.sectors.substr(0, 3) == "CVL";
  // "a spokesman at (bi-) the ministry": a body that the tree ties to the office; verbs govern the same preposition.
  const bool tied = inner.head < doc_.arcs.size() && draft.words.contains(doc_.arcs[inner.head].head);
  const bool at_body = body || (part && inner.sector->kind == SectorKind::kBody);
  if (scene || (particle == Particle::kBy && (!tied || !at_body || draft.sector->kind != SectorKind::kOffice))) return false;
  const bool side = force_from && part && inner.sector->kind == SectorKind::kGroup && !inner.country.empty();
  if (!body && !is_body_again(inner) && !government && !home && !state && !within && (!part || people) && !side) return false;
  take_codes(draft, inner);
  if (side && draft.sectors.substr(0, 3) == "UAF") draft.sectors = inner.sectors;
  if (belongs && body) draft.sectors = cast_.at(inner.entity).sectors;
  return true;
}

bool Scanner::extend_by_person(Draft& draft, uint32_t next) {
  if (!takes_person(draft)) return false;
  const Match match = matcher_.name(next);
  const Target* person = match.first(TargetKind::kPerson);
  if (person != nullptr && (match.end > next + 1 || grammar_.is_name_like(next))) {
    draft.entity = cast_.person(person->index, "by name, with the title in the text");
    draft.words.end = match.end;
    return true;
  }
  const bool place = match.first(TargetKind::kState) != nullptr || match.first(TargetKind::kCapital) != nullptr ||
                     match.first(TargetKind::kPlace) != nullptr || match.first(TargetKind::kOrganisation) != nullptr;
  if ((person_end_[next] == 0 || matcher_.sector(next)) && (place || !grammar_.is_name_like(next))) return false;
  const bool alone = match.end >= end_ || doc_.words[match.end].upos != Upos::kPropn || !matcher_.can_start(match.end);
  if (match.first(TargetKind::kShortName) != nullptr && alone) {
    const uint32_t known = by_short_name(match, next);
    if (known != kNone && (draft.country.empty() || cast_.at(known).country == draft.country)) {
      draft.entity = known;
      draft.words.end = match.end;
      return true;
    }
  }
  const uint32_t end = read_unknown_name(next, 7, draft);
  if (end == next) return false;
  draft.words.end = end;
  return true;
}

// "the Saudi crown prince Prince Mohammed": a second title, with the name.
bool Scanner::extend_by_title(Draft& draft, uint32_t next) {
  if (!takes_person(draft) || !draft.definite || depth_ >= kMaxDepth || !grammar_.has_article(next)) return false;
  const Match match = matcher_.sector(next);
  const Target* sector = match.first(TargetKind::kSector);
  if (sector == nullptr || !is_person_kind(actors_.sectors()[sector->index])) return false;
  const uint32_t first = match.end;
  if (first >= end_ || !matcher_.can_start(first)) return false;
  Draft named;
  named.sector = draft.sector;
  named.noun = draft.noun;
  named.words = {next, first};
  if (!extend_by_person(named, first)) return false;
  draft.entity = named.entity;
  draft.name = named.name;
  draft.name_ar = named.name_ar;
  draft.words.end = named.words.end;
  return true;
}

// Names that the base does not hold, in a row; the word after the last.  `first` where there is none.
uint32_t Scanner::read_unknown_name(uint32_t first, uint32_t max_words, Draft& draft) {
  uint32_t last = first;
  std::string name;
  bool complete = true;
  const uint32_t tagged = person_end_[first];
  // What follows "Al" (the house of) is the name of the house.
  const auto of_house = [this, first](uint32_t w) { return w > first && doc_.surface(doc_.words[w - 1]) == "\u0622\u0644"; };
  while (last < end_ && last < first + max_words && (grammar_.is_name_like(last) || last < tagged || of_house(last)) && matcher_.can_start(last)) {
    if (last > first && last >= tagged && !of_house(last) && doc_.words[last].kind != static_cast<uint8_t>(lexicon::NounKind::kFamily) &&
        doc_.words[last].kind != static_cast<uint8_t>(lexicon::NounKind::kGiven)) {
      const Match match = matcher_.name(last);
      if (match.first(TargetKind::kState) != nullptr || match.first(TargetKind::kOrganisation) != nullptr ||
          match.first(TargetKind::kPlace) != nullptr)
        break;
    }
    const std::string_view gloss = english_of_name(doc_.words[last]);
    complete = complete && !gloss.empty() && !of_house(last);
    name += (name.empty() ? "" : " ") + std::string(gloss);
    ++last;
  }
  if (last == first) return first;
  if (complete) draft.name = doc_.strings.store(name);
  draft.name_ar = doc_.surface(doc_.span_of({first, last}));
  return last;
}

}  // namespace waqai::entities
