// SPDX-License-Identifier: Apache-2.0
//
// Offices whose field or body no row of the base names: "the commissioner of foreign affairs", "the chairman of the election board".
#include "entities/draft.h"
#include "lexicon/words.h"
#include "text/fold.h"

namespace waqai::entities {

using annot::kNone;
using annot::Upos;
using annot::Word;
using lexicon::ModifierKind;
using lexicon::Target;
using lexicon::TargetKind;

namespace {

constexpr uint32_t kFieldWords = 6;  // of the field of an office: "the minister of higher education and scientific research"

// "the mosque of the emergency force", "the directorates of police": what belongs to a force is the force's, whatever it is for.
bool houses(const Draft& draft, const Draft& inner) {
  if (draft.sector == nullptr || draft.sector->kind == lexicon::SectorKind::kPerson || inner.kind != DraftKind::kAgent || inner.sector == nullptr)
    return false;
  const std::string_view own = draft.sectors.substr(0, 3), force = inner.sectors.substr(0, 3);
  const bool house = own == "REL" || own == "MED" || own == "EDU" || (own == "GOV" && draft.sector->kind == lexicon::SectorKind::kBody);
  return house && !is_person_kind(*inner.sector) && (force == "COP" || force == "MIL");
}

// "Republic", "kingdom", "sultanate", "state".
bool is_state_word(std::string_view key) {
  for (const std::string_view word : {"\u062c\u0645\u0647\u0648\u0631\u064a\u0629", "\u0645\u0645\u0644\u0643\u0629",
                                      "\u0633\u0644\u0637\u0646\u0629", "\u062f\u0648\u0644\u0629"}) {
    if (key == text::fold_key(word)) return true;
  }
  return false;
}

}  // namespace

// What stands inside tells the country, and for offices and members the sector.
void Scanner::take_codes(Draft& draft, const Draft& inner) {
  draft.words.end = inner.words.end;
  draft.definite = draft.definite || inner.definite || inner.kind != DraftKind::kAgent;
  draft.described = true;
  draft.states.insert(draft.states.end(), inner.states.begin(), inner.states.end());
  std::string_view country = inner.country, sectors = inner.sectors;
  if (is_body_again(inner) || inner.part_of != nullptr) {
    draft.part_of = inner.part_of != nullptr ? inner.part_of : inner.reference;
    draft.part_word = inner.part_of != nullptr ? inner.part_word : inner.noun;
    draft.part_codes = takes_codes(draft);
    draft.part_side = is_arms(draft.sectors);
  }
  if (inner.kind == DraftKind::kEntity && inner.entity != kNone) {
    const annot::Entity& e = cast_.at(inner.entity);
    country = e.country;
    sectors = e.sectors;
    if (e.kind == annot::EntityKind::kOrganisation) draft.body = inner.entity;
  } else if (inner.kind == DraftKind::kPlace && !inner.targets.empty()) {
    country = country_of(inner);
  }
  if (inner.body != kNone) draft.body = inner.body;
  if (inner.both != nullptr) draft.both = inner.both;
  if (draft.country.empty()) draft.country = country;
  if (draft.owner == kNone) draft.owner = inner.owner;
  if ((takes_codes(draft) || houses(draft, inner)) && !sectors.empty()) draft.sectors = sectors;
  if (draft.body == kNone) return;
  // "the artillery of the Houthi group", "its militias": arms and forces are on the side of the armed group that they belong to.
  const std::string_view side = cast_.at(draft.body).sectors;
  if (is_arms(draft.sectors) && is_armed_group(side)) draft.sectors = side;
}

// "Terrorist individuals", "an opposing military source": what an adjective that the table knows tells of people, forces and leaders.
void Scanner::take_description(Draft& draft, const Match& adjective) const {
  const Target* target = adjective.first(TargetKind::kSector);
  if (target == nullptr || draft.sector == nullptr || draft.body != kNone || adjective.end != draft.words.end) return;
  const std::string_view told = actors_.text(actors_.sectors()[target->index].sectors);
  const bool people = draft.sector == actors_.any_person() || draft.sector->needs == lexicon::SectorNeeds::kMember;
  if (draft.sectors == "CVL" && people && (told == "REB" || told == "UAF" || told == "MIL")) draft.sectors = told;
  if (told != "OPP") return;
  if (draft.sectors == "MIL") draft.sectors = "REB";
  else if (draft.sectors == "GOV" && is_person_kind(*draft.sector)) draft.sectors = told;
}

bool Scanner::is_office(const Match& match) const {
  const Target* sector = match.first(TargetKind::kSector);
  return sector != nullptr && is_person_kind(actors_.sectors()[sector->index]);
}

// The country of the place of that name where most people live; empty where none has the name alone.
std::string_view Scanner::largest_place(const Match& name) const {
  const lexicon::PlaceRecord* best = nullptr;
  for (const Target& target : name.targets) {
    if (target.kind != TargetKind::kPlace || target.common != 0) continue;
    const lexicon::PlaceRecord& place = actors_.places()[target.index];
    if (best == nullptr || place.population > best->population) best = &place;
  }
  return best == nullptr ? std::string_view() : actors_.text(best->country);
}

// "the commissioner of foreign affairs, the European one": the adjective of nationality behind the field of an office, which no row names.
bool Scanner::extend_over_field(Draft& draft, uint32_t next) {
  const bool open = draft.sector != nullptr && is_person_kind(*draft.sector) && draft.country.empty() && draft.states.empty() &&
                    draft.body == kNone && draft.owner == kNone && !draft.former && draft.words.end == next && grammar_.may_govern(next - 1);
  if (!open || doc_.words[next].upos != Upos::kNoun || matcher_.name(next)) return false;
  for (uint32_t w = next; w < end_ && w < next + kFieldWords; ++w) {
    if (doc_.words[w].proclitic || doc_.words[w].upos == Upos::kCconj) continue;
    const bool noun = doc_.words[w].upos == Upos::kNoun;
    if (!matcher_.can_start(w) || (!noun && doc_.words[w].upos != Upos::kAdj)) return false;
    if (!grammar_.has_article(w) && (!noun || w > next)) return false;
    const Match match = matcher_.name(w);
    const uint32_t whom = noun || w == next ? kNone : adjective_of(match);
    if (whom == kNone) continue;
    if (!grammar_.agrees(draft.noun, w, false)) return false;
    draft.states.push_back(whom);
    draft.country = cast_.at(whom).country;
    draft.words.end = match.end;
    draft.definite = draft.described = true;
    return true;
  }
  return false;
}

// "elements that follow the militia": a verb of belonging, with the body as its object.
bool Scanner::extend_by_following(Draft& draft, uint32_t next) {
  const bool open = draft.sector != nullptr && draft.body == kNone && draft.country.empty() && draft.states.empty() && draft.part_of == nullptr;
  const bool verb = doc_.words[next].upos == Upos::kVerb || doc_.words[next].upos == Upos::kNoun;  // as verbal nouns may look
  if (!open || !verb || !is_belonging(next)) return false;
  const uint32_t first = skip_marks(next + 1);
  if (first >= end_ || !matcher_.can_start(first) || grammar_.is_function(first)) return false;
  Draft inner;
  ++depth_;
  const bool found = read(first, inner);
  --depth_;
  const bool body =
      found && inner.kind == DraftKind::kEntity && inner.entity != kNone && cast_.at(inner.entity).kind == annot::EntityKind::kOrganisation;
  if (!body) return false;
  take_codes(draft, inner);
  draft.sectors = cast_.at(inner.entity).sectors;
  return true;
}

// "planes of cargo, Emirati ones": the nationality behind what a craft or force is for, both without the article.
bool Scanner::extend_over_kind(Draft& draft, uint32_t next) {
  const bool open = draft.sector != nullptr && !is_person_kind(*draft.sector) && draft.country.empty() && draft.states.empty() &&
                    draft.body == kNone && draft.owner == kNone && !draft.definite && draft.words.end == next && next == draft.noun + 1 &&
                    grammar_.may_govern(draft.noun);
  const Word& kind = doc_.words[next];
  if (!open || kind.upos != Upos::kNoun || kind.proclitic || kind.enclitic || grammar_.has_article(next) || matcher_.name(next)) return false;
  if (matcher_.sector(next).first(TargetKind::kSector) != nullptr) return false;
  for (uint32_t w = next + 1; w < end_ && w < next + kFieldWords; ++w) {
    const Word& one = doc_.words[w];
    const bool noun = one.upos == Upos::kNoun;  // as nationalities are often tagged behind a noun
    if ((one.upos != Upos::kAdj && !noun) || one.proclitic || !matcher_.can_start(w) || grammar_.has_article(w)) return false;
    const Match match = matcher_.name(w);
    const uint32_t whom = match.first(TargetKind::kState) == nullptr ? adjective_of(match) : kNone;
    if (whom == kNone && noun) return false;
    if (whom == kNone) continue;
    if (!grammar_.agrees(draft.noun, w, false)) return false;
    draft.states.push_back(whom);
    draft.country = cast_.at(whom).country;
    draft.words.end = match.end;
    draft.described = true;
    return true;
  }
  return false;
}

// "the chairman of the High Commission for Elections, the Tunisian one": a body that no row names, with its field and its nationality.
bool Scanner::extend_over_body(Draft& draft, uint32_t next) {
  const bool open = draft.sector != nullptr && is_person_kind(*draft.sector) && draft.country.empty() && draft.states.empty() &&
                    draft.body == kNone && draft.owner == kNone && !draft.definite && !draft.former && !draft.chaired && draft.words.end == next &&
                    next == draft.noun + 1 && grammar_.may_govern(draft.noun);
  const Word& w = doc_.words[next];
  if (!open || w.upos != Upos::kNoun || w.proclitic || w.enclitic || w.kind == static_cast<uint8_t>(lexicon::NounKind::kPerson)) return false;
  uint32_t end = next + 1;
  // The chain of the body's own nouns, its adjectives, and "for" its field.
  for (uint32_t at = end; at < end_ && at < next + kFieldWords; ++at) {
    const Word& one = doc_.words[at];
    const bool led = one.upos == Upos::kAdp && one.proclitic && grammar_.particle(at) == Particle::kTo && at + 1 < end_ &&
                     doc_.words[at + 1].upos == Upos::kNoun && grammar_.has_article(at + 1);
    if (led) {
      end = ++at + 1;
      continue;
    }
    if (one.proclitic || one.enclitic || !matcher_.can_start(at)) break;
    const Match match = matcher_.name(at);
    if (const uint32_t whom = one.upos == Upos::kAdj ? adjective_of(match) : kNone; whom != kNone) {
      draft.states.push_back(whom);
      draft.country = cast_.at(whom).country;
      end = match.end;
      break;
    }
    const Target* modifier = matcher_.sector(at).first(TargetKind::kModifier);
    if (modifier != nullptr && modifier->index == static_cast<uint32_t>(ModifierKind::kFormer)) break;
    const bool chain = one.upos == Upos::kNoun && at == end && !grammar_.has_article(at - 1) && !match;
    if (!chain && one.upos != Upos::kAdj) break;
    end = at + 1;
  }
  draft.words.end = end;
  draft.definite = draft.described = draft.chaired = true;
  return true;
}

// A name in the genitive; "the people of the republic of X": behind the word before the name of a state.
Match Scanner::genitive_name(uint32_t next) const {
  const Match name = matcher_.name(next);
  if (name || !is_state_word(matcher_.key(next)) || next + 1 >= end_ || !matcher_.can_start(next + 1)) return name;
  const Match state = matcher_.name(next + 1);
  return state.first(TargetKind::kState) == nullptr ? name : state;
}

// "the Trump administration": of the state of who leads it, who stands for himself; empty where nobody known follows.
std::string_view Scanner::leader_country(const Draft& draft, const Match& name, uint32_t next) {
  if (is_person_kind(*draft.sector) || grammar_.has_article(draft.noun)) return {};
  const Target* person = name.first(TargetKind::kPerson);
  const uint32_t leader = person != nullptr                               ? cast_.person(person->index, "by name")
                          : name.first(TargetKind::kShortName) != nullptr ? by_short_name(name, next)
                                                                          : kNone;
  const std::string_view country = leader == kNone ? std::string_view() : cast_.at(leader).country;
  return actors_.state(country) == nullptr ? std::string_view() : country;
}

}  // namespace waqai::entities
