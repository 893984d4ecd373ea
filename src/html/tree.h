// SPDX-License-Identifier: Apache-2.0
//
// Tree: a page as elements and runs of text that refer to the page's own bytes.  Forgiving like a browser, but bounded: linear in time and memory
// whatever the page holds.  Elements below the depth limit are kept as siblings, attributes above their limit are left out, and no text is ever
// dropped. Not for rendering: tables are not repaired and formatting elements are not reopened. Thread rule: immutable after parse(); the page must
// outlive the tree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/tags.h"

namespace waqai::html {

inline constexpr uint32_t kNoNode = UINT32_MAX;
inline constexpr uint32_t kMaxDepth = 256;       // of open elements
inline constexpr uint32_t kMaxAttributes = 128;  // an element

struct Attribute {
  std::string_view name;   // as it stands, any letter case
  std::string_view value;  // raw: character references are not yet decoded
};

struct Node {
  Tag tag = Tag::kNone;
  uint32_t parent = kNoNode;
  uint32_t first_child = kNoNode;
  uint32_t last_child = kNoNode;
  uint32_t next = kNoNode;  // sibling
  uint32_t begin = 0;       // in the page: of the start tag, or of the text
  uint32_t end = 0;         // of the start tag, or of the text
  uint32_t last = 0;        // the last node below this one (itself where it has no child): nodes stand in the order of the page
  uint32_t first_attribute = 0;
  uint16_t attributes = 0;
  bool raw = false;  // text of script, style and the like
};

class Tree {
 public:
  // `page` is UTF-8 (broken sequences are kept); what lies behind 4 GiB is not read.  Node 0 is a root without tag; its children are the page.
  static Tree parse(std::string_view page);

  std::string_view page() const { return page_; }
  const std::vector<Node>& nodes() const { return nodes_; }
  const Node& node(uint32_t id) const { return nodes_[id]; }

  // The raw value of the attribute named `name` (lower case); empty where it is missing.
  std::string_view attribute(uint32_t id, std::string_view name) const;
  // The same with character references decoded.
  std::string value(uint32_t id, std::string_view name) const;
  // The raw text of a text node.
  std::string_view text(uint32_t id) const { return page_.substr(nodes_[id].begin, nodes_[id].end - nodes_[id].begin); }

  // All text below `id` decoded, raw text apart, white space as it stands, a space where an element that is not inline starts.
  std::string text_below(uint32_t id) const;

 private:
  friend class Builder;
  std::string_view page_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
};

// Appends `raw` with its character references ("&amp;", "&#1575;") decoded.
void append_decoded(std::string& out, std::string_view raw);
std::string decoded(std::string_view raw);

// The character reference at raw[0] == '&': its bytes as UTF-8 into `out`; returns how many bytes of `raw` it takes, 0 where it is none.
size_t decode_reference(std::string_view raw, std::string& out);

}  // namespace waqai::html
