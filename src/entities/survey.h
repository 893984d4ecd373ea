// SPDX-License-Identifier: Apache-2.0
//
// Survey: what the actor base did not know in a document: subjects and objects that are people, bodies or names and resolve to no code, and
// names that nothing covers.  For `waqai unknown` and for measuring coverage; it changes nothing.
// Thread rule: a pure function of the document.
#pragma once

#include <vector>

#include "annot/document.h"

namespace waqai::entities {

struct Gap {
  Span span;
  bool name = false;  // a name; else a title or a word for people
};

struct Survey {
  uint32_t heads = 0;     // subjects and objects of verbs that are people, bodies, names or pronouns of the third person
  uint32_t resolved = 0;  // of them, those whose mention has a country or a sector
  std::vector<Gap> gaps;  // in order of the text, without overlap
};

// REQUIRES: the entity layer.  Teasers of other articles are left out.  O(words).
Survey survey(const annot::Document& doc);

}  // namespace waqai::entities
