// SPDX-License-Identifier: Apache-2.0
//
// What the names that pages give their elements (class, id, role, itemprop) say about what is in them.  The vocabulary is general: words that web
// templates of any origin use.  Thread rule: pure functions.
#pragma once

#include <cstdint>

#include "html/tree.h"

namespace waqai::html {

enum Hint : uint32_t {
  kHintBody = 1,     // the body of the article: articleBody, entry-content, story-body
  kHintContent = 2,  // a main part: article, main, content
  kHintComments = 4,
  kHintRelated = 8,  // pointers to other articles
  kHintShare = 16,
  kHintPromo = 32,    // newsletters, advertisements, cookies, paywalls
  kHintChrome = 64,   // navigation, menus, headers, footers, side bars
  kHintByline = 128,  // author, date, tags, counters
  kHintCaption = 256,
  kHintHidden = 512,
  kHintTitle = 1024,
  kHintSummary = 2048,
};

// The hints of an element as bits.
uint32_t hints_of(const Tree& tree, uint32_t id);

}  // namespace waqai::html
