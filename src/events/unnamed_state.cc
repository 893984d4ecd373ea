// SPDX-License-Identifier: Apache-2.0
#include "events/unnamed_state.h"

#include <algorithm>

#include "events/roles.h"
#include "lexicon/actors.h"

namespace waqai::events {

namespace {

bool is_state(std::string_view country) {
  const auto& groups = lexicon::kGroupCodes;
  return country.size() == 3 && std::find(groups.begin(), groups.end(), country) == groups.end();
}

bool has_mode(const annot::Event& event, std::string_view mode) { return std::find(event.mode.begin(), event.mode.end(), mode) != event.mode.end(); }

bool without_arms(const annot::Event& event) {
  return std::any_of(event.mode.begin(), event.mode.end(),
                     [](std::string_view mode) {
                       return mode == "unconventional" || mode == "primitive" || mode == "beat" || mode == "sexual" || mode == "torture";
                     }) &&
         !has_mode(event, "firearms") && !has_mode(event, "explosives");
}

// The organ that does such an act where no other is named; empty where others than states do it, too.
std::string_view organ_of(const annot::Event& event) {
  if (event.type == "COERCE" && has_mode(event, "arrest")) return "COP";
  if (event.type == "SANCTION" && has_mode(event, "convict")) return "JUD";
  if (event.type == "RETREAT" && has_mode(event, "release")) return "GOV";
  return {};
}

// "(he) was arrested", "his arrest took place", "they are held": the deed is told without its doer, but as done.
bool told_as_done(const Reading& reading, const annot::Event& event) {
  const uint32_t w = event.predicate;
  if (w == kNone) return false;
  if (reading.is_finite(w)) {
    // A verb without a doer is a passive, whatever its marks; a passive release is told in the singular ("was set free of them").
    return event.type != "RETREAT" || reading.word(w).features.number != annot::Number::kPlur;
  }
  if (reading.form(w) == Form::kParticiple) return reading.word(w).features.voice == annot::Voice::kPass && !reading.definite(w);
  // "Arrest of dozens in Turkey", a headline, tells it, too.
  return w == reading.sentence_words(w).begin || reading.is_finite(w - 1);
}

// The state where it happens; empty where none is told.
std::string_view place_state(const annot::Document& document, const annot::Event& event) {
  if (event.place == kNone || !is_state(document.entities[event.place].country)) return {};
  return document.entities[event.place].country;
}

// The state where it happens; else the one that those it is done to all belong to.
std::string_view state_of(const annot::Document& document, const annot::Event& event) {
  if (const std::string_view there = place_state(document, event); !there.empty()) return there;
  std::string_view only;
  for (const annot::Role& role : event.recipient) {
    const std::string_view country = Roles::country(document, role);
    if (country.empty() || (!only.empty() && country != only)) return {};
    only = country;
  }
  return only;
}

// "Egypt sentenced forty": its courts.  Whoever is no organ of state and "serves a sentence" passed none.
void settle_sentence(const annot::Document& document, annot::Event& event) {
  const auto code = [&](const annot::Role& role) { return Roles::sectors(document, role).substr(0, 3); };
  for (annot::Role& role : event.actor) {
    if (role.entity == kNone || code(role) != "GOV" || document.entities[role.entity].kind == annot::EntityKind::kPerson) continue;
    const std::string_view country = Roles::country(document, role);
    if (!is_state(country)) continue;
    role.entity = kNone;
    role.country = country;
    role.sectors = "JUD";
    event.steps.push_back({"actor", "a state passes sentence by its courts", {}, role.text});
  }
  // Who is sentenced is people: no state ("a Syrian", "the case in Malaysia"), no school.
  for (annot::Role& role : event.recipient) {
    const bool state = role.entity != kNone && document.entities[role.entity].kind == annot::EntityKind::kCountry;
    if (state || code(role) == "EDU" || code(role) == "CRM") role.sectors = "CVL";
  }
  constexpr std::string_view kConvicts[] = {"CVL", "CRM", "ELI", "REL", "EDU", "BUS", "JRN", "OPP", "PTY", "REB", "LAB", "SOC", ""};
  const bool convict = !event.actor.empty() && std::all_of(event.actor.begin(), event.actor.end(), [&](const annot::Role& role) {
    return role.entity != kNone && std::find(std::begin(kConvicts), std::end(kConvicts), code(role)) != std::end(kConvicts);
  });
  if (!convict) return;
  if (event.recipient.empty()) event.recipient = event.actor;
  event.actor.clear();
  event.steps.push_back({"actor", "no organ of state: who was sentenced", {}, event.trigger});
}

// Who is overthrown or resigns was in office when it happened, whatever he is now.
void settle_office(const annot::Document& document, annot::Event& event) {
  const bool resigns = event.type == "RETREAT" && has_mode(event, "resign");
  const bool ousted = event.type == "COERCE" && event.mode.empty();
  if (!resigns && !ousted) return;
  for (annot::Role& role : resigns ? event.actor : event.recipient) {
    if (Roles::sectors(document, role) == "ELI") role.sectors = "GOV";
  }
}

// "Struck Mogadishu": a capital that is struck is its people, no government.
void settle_capital(const annot::Document& document, annot::Event& event) {
  if (event.type != "ASSAULT") return;
  for (annot::Role& role : event.recipient) {
    const bool seat = role.mention != kNone && role.entity != kNone && document.mentions[role.mention].seat != kNone;
    if (seat && role.sectors.empty() && document.entities[role.entity].kind == annot::EntityKind::kCountry) role.sectors = "CVL";
  }
}

}  // namespace

void name_states(annot::Document& document, const Reading& reading) {
  for (annot::Event& event : document.events) {
    // Guns and explosives make an armed man; poison, gas, fists and stones do not.
    const bool armed = event.actor.size() == 1 && event.actor[0].entity == kNone && event.actor[0].sectors == "UAF";
    if (armed && without_arms(event)) event.actor[0].sectors = "UNK";
    if (event.type == "SANCTION" && has_mode(event, "convict")) settle_sentence(document, event);
    settle_office(document, event);
    settle_capital(document, event);
    const bool people = event.type == "PROTEST";  // who marches or strikes
    const std::string_view organ = people ? "CVL" : organ_of(event);
    const bool open = event.actor.empty() || (event.actor.size() == 1 && Roles::unknown(event.actor[0]) && event.actor[0].country.empty());
    if (organ.empty() || !open) continue;
    if (organ == "JUD") event.actor.clear();  // a court that nobody names is no unidentified actor
    const bool done = (event.status == "actual" || event.status == "historical") && told_as_done(reading, event);
    if (!people && !done) continue;
    const std::string_view country = people ? place_state(document, event) : state_of(document, event);
    if (!is_state(country)) continue;
    annot::Role role;
    role.text = event.trigger;
    role.country = country;
    role.sectors = organ;
    event.actor.assign(1, role);
    event.steps.push_back({"actor",
                           people ? "protesters whom nobody names: people of the land where it happens"
                                  : "an act of the state told without its doer: the state where it happens, or of those it is done to",
                           {},
                           event.trigger});
  }
}

}  // namespace waqai::events
