// SPDX-License-Identifier: Apache-2.0
//
// A page as lines of text: what a reader sees as paragraphs, headings, list items and menu entries, with the figures that tell them apart.
// Thread rule: pure functions; the tree must outlive the blocks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "html/page.h"
#include "html/tree.h"

namespace waqai::html {

struct Block {
  uint32_t owner = 0;  // the element that is not inline around it
  uint32_t first = 0;  // text nodes
  uint32_t last = 0;
  uint32_t chars = 0;       // characters of its text
  uint32_t link_chars = 0;  // of them in links
  uint32_t stops = 0;       // marks of punctuation within sentences and at their ends
  uint32_t emphasised = 0;  // characters in b and strong
  bool ends_sentence = false;
  Tag tag = Tag::kNone;  // the nearest of p, li, headings, cells, blockquote, pre, figcaption and the like
  std::string text;      // single spaces
  std::vector<Run> runs;

  bool is_linky() const { return link_chars * 2 > chars; }
};

struct Blocks {
  std::vector<Block> list;         // in order of the page
  std::vector<uint32_t> owner;     // a node: the nearest element around it (or itself) that is not inline
  std::vector<uint32_t> first_of;  // a node: number of blocks that start before it; so first_of[id] .. first_of[last + 1] are the blocks below it
};

// All text of the tree; scripts, styles and templates, form controls and embedded objects give none.  O(nodes + bytes).
Blocks find_blocks(const Tree& tree);

}  // namespace waqai::html
