// SPDX-License-Identifier: Apache-2.0
//
// Cast: the entities of one document, one a person, office, body or place, and the codes they have at the article's date.
// Thread rule: one a thread; it writes into the document it was made for.
#pragma once

#include <string>
#include <string_view>

#include "annot/document.h"
#include "lexicon/actors.h"

namespace waqai::entities {

class Cast {
 public:
  Cast(annot::Document& doc, const lexicon::ActorsView& actors) : doc_(doc), actors_(actors) {}

  // Each returns an index into Document::entities; the same who, the same index.
  uint32_t state(uint32_t index, std::string_view rule);           // its government
  uint32_t state(std::string_view code, std::string_view rule);    // kNone for an unknown code
  uint32_t person(uint32_t index, std::string_view rule);          // codes of the office held at the article's date
  uint32_t organisation(uint32_t index, std::string_view rule);    // the row valid at the article's date
  uint32_t place(uint32_t index, std::string_view rule);
  uint32_t unnamed(const lexicon::SectorRecord& record, std::string_view country, std::string_view sectors, std::string_view name);
  uint32_t named_place(std::string_view name_ar, std::string_view kind, std::string_view country);

  const annot::Entity& at(uint32_t index) const { return doc_.entities[index]; }
  void add_alternatives(uint32_t entity, std::span<const lexicon::Target> targets, const lexicon::Target& chosen);

 private:
  uint32_t add(annot::Entity entity);
  annot::Document& doc_;
  const lexicon::ActorsView& actors_;
};

}  // namespace waqai::entities
