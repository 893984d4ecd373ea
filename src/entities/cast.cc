// SPDX-License-Identifier: Apache-2.0
#include "entities/cast.h"

#include "lexicon/agent_names.h"

namespace waqai::entities {

using annot::Entity;
using annot::EntityKind;
using annot::Row;
using lexicon::OfficeRecord;
using lexicon::TargetKind;

namespace {

Row row_of(uint32_t file, uint32_t line) { return {static_cast<uint16_t>(file), line}; }

bool valid_on(base::Day from, base::Day to, base::Day day) { return (from == base::kNoDay || from <= day) && (to == base::kNoDay || day <= to); }

// Whether an office of these sectors makes its former holder a former official.
bool is_official(std::string_view sectors) {
  for (const std::string_view code : {"GOV", "LEG", "JUD", "MIL", "COP", "SPY"}) {
    if (sectors.substr(0, 3) == code) return true;
  }
  return false;
}

}  // namespace

uint32_t Cast::add(Entity entity) {
  uint64_t key = base::hash64(entity.id, static_cast<uint64_t>(entity.kind));
  // What has an id is the same whatever is told of it; the rest is told apart by all that is known.
  if (entity.id.empty()) {
    for (const std::string_view part : {entity.name, entity.name_ar, entity.country, entity.sectors, entity.place_kind})
      key = base::mix(key, base::hash64(part));
  }
  const auto [found, is_new] = index_.emplace(key, static_cast<uint32_t>(doc_.entities.size()));
  if (is_new) doc_.entities.push_back(std::move(entity));
  return found->second;
}

uint32_t Cast::state(uint32_t index, std::string_view rule) {
  const lexicon::StateRecord& record = actors_.states()[index];
  Entity e;
  e.kind = EntityKind::kCountry;
  e.id = actors_.text(record.code);
  e.name = actors_.text(record.name);
  e.name_ar = actors_.text(record.name_ar);
  e.country = e.id;
  e.sectors = e.id == "PSE" ? "GOV,PRE" : "GOV";
  e.row = row_of(record.file, record.line);
  e.rule = rule;
  return add(std::move(e));
}

uint32_t Cast::state(std::string_view code, std::string_view rule) {
  const lexicon::StateRecord* record = actors_.state(code);
  if (record == nullptr) return annot::kNone;
  return state(static_cast<uint32_t>(record - actors_.states().data()), rule);
}

uint32_t Cast::person(uint32_t index, std::string_view rule) {
  const lexicon::PersonRecord& record = actors_.persons()[index];
  const OfficeRecord* held = nullptr;    // at the article's date, the one taken last
  const OfficeRecord* before = nullptr;  // the last one that had ended
  for (uint32_t i = record.office_begin; i < record.office_end; ++i) {
    const OfficeRecord& office = actors_.offices()[i];
    if (doc_.published == base::kNoDay || valid_on(office.from, office.to, doc_.published)) {
      // An office of the state before one of a party.
      if (held == nullptr || is_official(actors_.text(office.sectors)) || !is_official(actors_.text(held->sectors))) held = &office;
    } else if (office.to != base::kNoDay && office.to < doc_.published) {
      before = &office;
    }
  }
  Entity e;
  e.kind = EntityKind::kPerson;
  e.id = actors_.text(record.id);
  e.name = actors_.text(record.name);
  e.name_ar = actors_.text(record.name_ar);
  e.country = actors_.text(record.country);
  e.row = row_of(record.file, record.line);
  e.rule = rule;
  if (held != nullptr) {
    e.country = actors_.text(held->country);
    e.sectors = actors_.text(held->sectors);
    e.row = row_of(held->file, held->line);
  } else if (before != nullptr) {
    const std::string_view sectors = actors_.text(before->sectors);
    e.sectors = is_official(sectors) ? "ELI" : sectors;
    e.row = row_of(before->file, before->line);
  }
  const uint32_t entity = add(std::move(e));
  persons_.resize(doc_.entities.size(), annot::kNone);
  persons_[entity] = index;
  return entity;
}

uint32_t Cast::organisation(uint32_t index, std::string_view rule) {
  const lexicon::OrganisationRecord* chosen = &actors_.organisations()[index];
  for (const lexicon::OrganisationRecord& row : actors_.periods(index)) {
    if (doc_.published != base::kNoDay && valid_on(row.from, row.to, doc_.published)) chosen = &row;
  }
  const lexicon::OrganisationRecord& record = *chosen;
  Entity e;
  e.kind = EntityKind::kOrganisation;
  e.id = actors_.text(record.id);
  e.name = actors_.text(record.name);
  e.name_ar = actors_.text(record.name_ar);
  e.country = actors_.text(record.country);
  e.sectors = actors_.text(record.sectors);
  e.row = row_of(record.file, record.line);
  e.rule = rule;
  return add(std::move(e));
}

uint32_t Cast::place(uint32_t index, std::string_view rule) {
  const lexicon::PlaceRecord& record = actors_.places()[index];
  Entity e;
  e.kind = EntityKind::kPlace;
  e.name = actors_.text(record.name);
  e.name_ar = actors_.text(record.name_ar);
  e.country = actors_.text(record.country);
  e.place_kind = actors_.text(record.kind);
  e.has_point = record.has_point != 0;
  e.latitude = static_cast<double>(record.latitude);
  e.longitude = static_cast<double>(record.longitude);
  e.row = row_of(record.file, record.line);
  e.rule = rule;
  return add(std::move(e));
}

uint32_t Cast::unnamed(const Told& told) {
  const lexicon::SectorRecord& record = *told.record;
  Entity e;
  const bool named = !told.name.empty() || !told.name_ar.empty();
  e.kind = named                                         ? EntityKind::kPerson
           : record.kind == lexicon::SectorKind::kOffice ? EntityKind::kOffice
           : record.kind == lexicon::SectorKind::kBody   ? EntityKind::kOrganisation
                                                         : EntityKind::kGroup;
  e.country = told.country;
  e.sectors = told.sectors == "GOV" && told.country == "PSE" ? std::string_view("GOV,PRE") : told.sectors;
  e.row = row_of(record.file, record.line);
  e.rule = named ? "a name outside the actor base: the words beside it give the sector" : "an agent without a name: its word gives the sector";
  e.name = told.name;
  e.name_ar = told.name_ar;
  const lexicon::StateRecord* state = actors_.state(told.country);
  if (!named && state == nullptr) {
    e.name = actors_.text(record.gloss);
    e.name_ar = actors_.text(record.gloss_ar);
  } else if (!named) {
    const bool is_government = told.sectors.substr(0, 3) == "GOV" && e.kind != EntityKind::kOffice;
    const auto name = [&](uint32_t agent, uint32_t of) {
      return is_government ? actors_.text(of) : doc_.strings.store(lexicon::agent_name(actors_.text(agent), actors_.text(of)));
    };
    e.name = name(record.gloss, state->name);
    e.name_ar = name(record.gloss_ar, state->name_ar);
  }
  return add(std::move(e));
}

uint32_t Cast::stranger(std::string_view name, std::string_view name_ar) {
  Entity e;
  e.kind = EntityKind::kPerson;
  e.name = name;
  e.name_ar = name_ar;
  e.rule = "a name outside the actor base";
  return add(std::move(e));
}

uint32_t Cast::named_place(std::string_view name_ar, std::string_view kind, std::string_view country) {
  Entity e;
  e.kind = EntityKind::kPlace;
  e.name_ar = name_ar;
  e.place_kind = kind;
  e.country = country;
  e.rule = "a place by its word; not in the gazetteer";
  return add(std::move(e));
}

void Cast::add_alternatives(uint32_t entity, std::span<const lexicon::Target> targets, const lexicon::Target& chosen) {
  Entity& e = doc_.entities[entity];
  if (!e.alternatives.empty()) return;
  for (const lexicon::Target& target : targets) {
    if (target.kind != chosen.kind || target.index == chosen.index) continue;
    std::string text;
    if (target.kind == TargetKind::kPlace) {
      const auto& place = actors_.places()[target.index];
      text = std::string(actors_.text(place.name)) + " (" + std::string(actors_.text(place.country)) + ")";
    } else if (target.kind == TargetKind::kPerson || target.kind == TargetKind::kShortName) {
      const auto& person = actors_.persons()[target.index];
      text = std::string(actors_.text(person.name)) + " (" + std::string(actors_.text(person.country)) + ")";
    } else if (target.kind == TargetKind::kOrganisation && actors_.organisations()[target.index].id != actors_.organisations()[chosen.index].id) {
      text = actors_.text(actors_.organisations()[target.index].name);
    }
    if (!text.empty()) e.alternatives.push_back(doc_.strings.store(text));
  }
}

}  // namespace waqai::entities
