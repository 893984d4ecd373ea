// SPDX-License-Identifier: Apache-2.0
//
// Cast: the entities of one document, one a person, office, body or place, and the codes they have at the article's date.
// Thread rule: one a thread; it writes into the document it was made for.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annot/document.h"
#include "lexicon/actors.h"

namespace waqai::entities {

class Cast {
 public:
  Cast(annot::Document& doc, const lexicon::ActorsView& actors) : doc_(doc), actors_(actors) {}

  // Each returns an index into Document::entities; the same who, the same index.
  uint32_t state(uint32_t index, std::string_view rule);         // its government
  uint32_t state(std::string_view code, std::string_view rule);  // kNone for an unknown code
  uint32_t person(uint32_t index, std::string_view rule);        // codes of the office held at the article's date
  uint32_t organisation(uint32_t index, std::string_view rule);  // the row valid at the article's date
  uint32_t place(uint32_t index, std::string_view rule);
  // Somebody of whom the text tells codes, and perhaps a name, that the actor base does not hold.
  struct Told {
    const lexicon::SectorRecord* record = nullptr;
    std::string_view country, sectors, name, name_ar;
  };
  uint32_t unnamed(const Told& told);
  uint32_t stranger(std::string_view name, std::string_view name_ar);  // a person of whom nothing but the name is known
  uint32_t named_place(std::string_view name_ar, std::string_view kind, std::string_view country);

  const annot::Entity& at(uint32_t index) const { return doc_.entities[index]; }
  annot::Entity& change(uint32_t index) { return doc_.entities[index]; }
  // Index in the base's persons; kNone for entities that are no person of the base.
  uint32_t person_of(uint32_t entity) const { return entity < persons_.size() ? persons_[entity] : annot::kNone; }
  void add_alternatives(uint32_t entity, std::span<const lexicon::Target> targets, const lexicon::Target& chosen);

 private:
  uint32_t add(annot::Entity entity);
  annot::Document& doc_;
  const lexicon::ActorsView& actors_;
  std::unordered_map<uint64_t, uint32_t> index_;  // by the hash of who it is
  std::vector<uint32_t> persons_;
};

}  // namespace waqai::entities
