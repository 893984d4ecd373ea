// SPDX-License-Identifier: Apache-2.0
#include "entities/cast.h"

#include <algorithm>
#include <tuple>

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
  const auto key = [](const Entity& e) { return std::tie(e.kind, e.id, e.name, e.name_ar, e.country, e.sectors, e.place_kind); };
  for (size_t i = 0; i < doc_.entities.size(); ++i) {
    if (key(doc_.entities[i]) == key(entity)) return static_cast<uint32_t>(i);
  }
  doc_.entities.push_back(std::move(entity));
  return static_cast<uint32_t>(doc_.entities.size() - 1);
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
    if (doc_.published == base::kNoDay || valid_on(office.from, office.to, doc_.published)) held = &office;
    else if (office.to != base::kNoDay && office.to < doc_.published) before = &office;
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
  return add(std::move(e));
}

uint32_t Cast::organisation(uint32_t index, std::string_view rule) {
  const auto rows = actors_.organisations();
  uint32_t chosen = index;
  for (uint32_t i = 0; i < rows.size() && doc_.published != base::kNoDay; ++i) {
    if (rows[i].id == rows[index].id && valid_on(rows[i].from, rows[i].to, doc_.published)) chosen = i;
  }
  const lexicon::OrganisationRecord& record = rows[chosen];
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

uint32_t Cast::unnamed(const lexicon::SectorRecord& record, std::string_view country, std::string_view sectors, std::string_view name) {
  Entity e;
  e.kind = record.kind == lexicon::SectorKind::kOffice ? EntityKind::kOffice
           : record.kind == lexicon::SectorKind::kBody ? EntityKind::kOrganisation
                                                        : EntityKind::kGroup;
  e.country = country;
  e.sectors = sectors;
  e.row = row_of(record.file, record.line);
  e.rule = "an agent without a name: its word gives the sector";
  const lexicon::StateRecord* state = actors_.state(country);
  const std::string gloss(actors_.text(record.gloss));
  if (!name.empty()) {
    e.name = name;
  } else if (state != nullptr) {
    const std::string_view state_name = actors_.text(state->name);
    const bool is_government = sectors.substr(0, 3) == "GOV" && e.kind != EntityKind::kOffice;
    e.name = is_government ? state_name : doc_.strings.store(gloss + " (" + std::string(state_name) + ")");
  } else {
    e.name = doc_.strings.store(gloss);
  }
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
