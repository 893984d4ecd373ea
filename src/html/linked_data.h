// SPDX-License-Identifier: Apache-2.0
//
// What a page says of its article in JSON-LD.  The reader forgives what pages get wrong: control characters and line breaks in strings, commas too
// many, ends missing. Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "html/tree.h"

namespace waqai::html {

// Empty where not told.
struct LinkedArticle {
  std::string headline, author, published, modified, publisher, section, body, url;
  std::string page_published;  // of the page or anything else on it
  bool found = false;
};

// The first article (schema.org Article and its kinds, BlogPosting) of the page's JSON-LD.  Objects nested deeper than 32 are left out.  O(bytes).
LinkedArticle read_linked_data(const Tree& tree);

}  // namespace waqai::html
