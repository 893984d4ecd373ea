// SPDX-License-Identifier: Apache-2.0
#include "html/tree.h"

#include <algorithm>
#include <array>

#include "html/scanner.h"

namespace waqai::html {
namespace {

bool is_cell(Tag tag) { return tag == Tag::kTd || tag == Tag::kTh || tag == Tag::kCaption; }

// What an end tag does not reach through.
bool is_wall(Tag tag) { return is_cell(tag) || tag == Tag::kTable || tag == Tag::kTemplate || tag == Tag::kMarkupPoint; }

bool is_table_part(Tag tag) {
  return is_cell(tag) || tag == Tag::kTable || tag == Tag::kTr || tag == Tag::kTbody || tag == Tag::kThead || tag == Tag::kTfoot ||
         tag == Tag::kTemplate;
}

// What the end of a form closes without saying so.
bool ends_unsaid(Tag tag) {
  return tag == Tag::kP || tag == Tag::kLi || tag == Tag::kDd || tag == Tag::kDt || tag == Tag::kOption || tag == Tag::kOptgroup;
}

bool is_foreign_root(Tag tag) { return tag == Tag::kSvg || tag == Tag::kMath; }

// Names in any letter case.
bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [lower](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

class Builder {
 public:
  explicit Builder(Tree& tree) : tree_(tree) {
    tree_.nodes_.emplace_back();
    open_.push_back({0, Tag::kNone, {}, false, false});
  }

  void run() {
    Scanner scanner(tree_.page_);
    while (true) {
      const auto first = static_cast<uint32_t>(tree_.attributes_.size());
      const Token token = scanner.next(tree_.attributes_, open_.back().foreign || open_.back().tag == Tag::kMarkupPoint);
      if (token.kind == Token::Kind::kEnd) break;
      if (token.kind == Token::Kind::kEndTag) {
        if (!open_.back().foreign || !close_foreign(token)) close(token);
      } else if (token.kind == Token::Kind::kStartTag) {
        start(token, first);
      } else {
        const bool raw = token.kind == Token::Kind::kRawText;
        const std::string_view text = tree_.page_.substr(token.begin, token.end - token.begin);
        if (!raw && open_.back().tag == Tag::kHead && text.find_first_not_of(" \t\r\n\f") != std::string_view::npos) pop_to(Tag::kHead);
        tree_.nodes_[add(token)].raw = raw;
      }
    }
    finish();
  }

 private:
  struct Open {
    uint32_t node;
    Tag tag;
    std::string_view name;
    bool foreign;  // in <svg> or <math>, where other rules hold; not what HTML within them holds
    bool ended;    // its end tag has been met while a block within it was open
  };

  uint32_t add(const Token& token) {
    const auto id = static_cast<uint32_t>(tree_.nodes_.size());
    Node node;
    node.tag = token.tag;
    node.parent = open_.back().node;
    node.begin = static_cast<uint32_t>(token.begin);
    node.end = static_cast<uint32_t>(token.end);
    Node& parent = tree_.nodes_[node.parent];
    if (parent.last_child == kNoNode) {
      parent.first_child = id;
    } else {
      tree_.nodes_[parent.last_child].next = id;
    }
    parent.last_child = id;
    tree_.nodes_.push_back(node);
    return id;
  }

  size_t& count(Tag tag) { return counts_[static_cast<size_t>(tag)]; }

  void pop() {
    --count(open_.back().tag);
    open_.pop_back();
    while (open_.size() > 1 && open_.back().ended) {
      --count(open_.back().tag);
      open_.pop_back();
    }
  }

  // Closes the innermost open `tag` and what is within it; nothing where it is not open.  What is within may take it along, if its end was met
  // before.
  void pop_to(Tag tag) {
    size_t at = open_.size() - 1;
    while (at > 0 && open_[at].tag != tag) --at;
    while (at > 0 && open_.size() > at) pop();
  }

  // Whether `tag` is open on this side of `wall`.
  template <typename Wall>
  bool is_open(Tag tag, Wall wall) {
    if (count(tag) == 0) return false;
    for (size_t i = open_.size(); i-- > 1;) {
      if (open_[i].tag == tag) return true;
      if (wall(open_[i].tag)) return false;
    }
    return false;
  }

  // The innermost open heading on this side of a wall; kNone where there is none.
  Tag open_heading() {
    for (size_t i = open_.size(); i-- > 1 && !is_wall(open_[i].tag);) {
      if (is_heading(open_[i].tag)) return open_[i].tag;
    }
    return Tag::kNone;
  }

  // A form ends alone: what is open within it stays open, and the form goes with it.
  void close_form() {
    if (count(Tag::kForm) == 0) return;
    size_t at = open_.size() - 1;
    while (at > 0 && !is_wall(open_[at].tag) && (open_[at].tag != Tag::kForm || open_[at].ended)) --at;
    if (open_[at].tag != Tag::kForm) return;
    while (ends_unsaid(open_.back().tag)) pop();
    open_[at].ended = true;
    if (open_.size() == at + 1) pop();
  }

  // An end tag in <svg> or <math>; false where it is one of HTML.
  bool close_foreign(const Token& token) {
    if (token.tag == Tag::kP || token.tag == Tag::kBr) leave_foreign();
    for (size_t i = open_.size() - 1; open_[i].foreign || (token.tag == Tag::kOther && is_inline(open_[i].tag)); --i) {
      if (!same_name(open_[i].name, token.name)) continue;
      while (open_.size() > i) pop();
      return true;
    }
    return token.tag == Tag::kOther && !is_markup_point(token.name);
  }

  void leave_foreign() {
    while (open_.back().foreign) pop();
  }

  void close(const Token& token) {
    Tag tag = token.tag;
    if (count(Tag::kMarkupPoint) > 0 && is_markup_point(token.name)) tag = Tag::kMarkupPoint;
    if (tag == Tag::kBody || tag == Tag::kHtml || tag == Tag::kOther || is_void(tag)) {
      if (tag == Tag::kOther && open_.back().tag == Tag::kOther) pop();
      return;
    }
    if (tag == Tag::kForm) return close_form();
    if (is_heading(tag)) tag = open_heading();  // the end of any heading ends the one that is open
    const bool through = is_table_part(tag) || is_foreign_root(tag) || tag == Tag::kMarkupPoint;
    const auto wall = [tag, through](Tag open) {
      if (tag == Tag::kTable) return false;
      if (tag == Tag::kLi && (open == Tag::kUl || open == Tag::kOl)) return true;
      return through ? open == Tag::kTable : is_wall(open);
    };
    if (!is_open(tag, wall)) return;
    if (!is_formatting(tag)) return pop_to(tag);
    // A formatting element that ends while a block within it is open ends with that block.
    for (size_t i = open_.size(); i-- > 1;) {
      if (open_[i].tag == tag) break;
      if (!is_inline(open_[i].tag) && !open_[i].foreign) {
        mark_ended(tag);
        return;
      }
    }
    pop_to(tag);
  }

  void mark_ended(Tag tag) {
    for (size_t i = open_.size(); i-- > 1;) {
      if (open_[i].tag != tag || open_[i].ended) continue;
      open_[i].ended = true;
      return;
    }
  }

  // The elements that a start tag closes without saying so.
  void imply_ends(Tag tag) {
    if (open_.back().tag == Tag::kHead && !is_head_part(tag)) pop();
    if (closes_paragraph(tag) && is_open(Tag::kP, [](Tag open) { return is_wall(open) || open == Tag::kButton; })) pop_to(Tag::kP);
    const auto lists = [](Tag open) { return is_wall(open) || open == Tag::kUl || open == Tag::kOl || open == Tag::kMenu; };
    if (tag == Tag::kLi && is_open(Tag::kLi, lists)) pop_to(Tag::kLi);
    if (tag == Tag::kDd || tag == Tag::kDt) {
      for (const Tag other : {Tag::kDd, Tag::kDt}) {
        if (is_open(other, [](Tag open) { return is_wall(open) || open == Tag::kDl; })) pop_to(other);
      }
    }
    if (tag == Tag::kA && is_open(Tag::kA, [](Tag open) { return !is_inline(open); })) pop_to(Tag::kA);
    if (tag == Tag::kOption && open_.back().tag == Tag::kOption) pop();
    if (is_heading(tag) && is_heading(open_.back().tag)) pop();
    const auto table = [](Tag open) { return open == Tag::kTable; };
    const bool section = tag == Tag::kTbody || tag == Tag::kThead || tag == Tag::kTfoot;
    if (is_cell(tag) || tag == Tag::kTr || section) {
      for (const Tag other : {Tag::kTd, Tag::kTh, Tag::kCaption}) {
        if (is_open(other, table)) pop_to(other);
      }
    }
    if ((tag == Tag::kTr || section) && is_open(Tag::kTr, table)) pop_to(Tag::kTr);
    if (section) {
      for (const Tag other : {Tag::kTbody, Tag::kThead, Tag::kTfoot}) {
        if (is_open(other, table)) pop_to(other);
      }
    }
  }

  bool ends_foreign(const Token& token, uint32_t first_attribute) const {
    if (token.tag != Tag::kFont) return leaves_foreign(token.tag, token.name);
    return std::any_of(tree_.attributes_.begin() + first_attribute, tree_.attributes_.end(), [](const Attribute& attribute) {
      return same_name(attribute.name, "color") || same_name(attribute.name, "face") || same_name(attribute.name, "size");
    });
  }

  void start(const Token& token, uint32_t first_attribute) {
    if (open_.back().foreign && ends_foreign(token, first_attribute)) leave_foreign();
    if (!open_.back().foreign) imply_ends(token.tag);
    const uint32_t id = add(token);
    tree_.nodes_[id].first_attribute = first_attribute;
    tree_.nodes_[id].attributes = static_cast<uint16_t>(tree_.attributes_.size() - first_attribute);
    const bool foreign = open_.back().foreign || is_foreign_root(token.tag);
    const bool closed = token.self_closing && (foreign || token.tag == Tag::kOther || is_raw(token.tag));
    if (is_void(token.tag) || closed || open_.size() >= kMaxDepth) return;
    const bool point = foreign && is_markup_point(token.name);
    open_.push_back({id, point ? Tag::kMarkupPoint : token.tag, token.name, foreign && !point, false});
    ++count(open_.back().tag);
  }

  // Each node's last descendant; nodes come after their parents.
  void finish() {
    std::vector<Node>& nodes = tree_.nodes_;
    for (uint32_t id = 0; id < nodes.size(); ++id) nodes[id].last = id;
    for (size_t id = nodes.size(); id-- > 1;) nodes[nodes[id].parent].last = std::max(nodes[nodes[id].parent].last, nodes[id].last);
  }

  Tree& tree_;
  std::vector<Open> open_;
  std::array<size_t, static_cast<size_t>(Tag::kCount)> counts_{};
};

Tree Tree::parse(std::string_view page) {
  Tree tree;
  tree.page_ = page.substr(0, UINT32_MAX);
  tree.nodes_.reserve(page.size() / 32 + 16);
  Builder(tree).run();
  return tree;
}

std::string_view Tree::attribute(uint32_t id, std::string_view name) const {
  const Node& node = nodes_[id];
  for (uint32_t i = node.first_attribute; i < node.first_attribute + node.attributes; ++i) {
    if (same_name(attributes_[i].name, name)) return attributes_[i].value;
  }
  return {};
}

std::string Tree::value(uint32_t id, std::string_view name) const { return decoded(attribute(id, name)); }

std::string Tree::text_below(uint32_t id) const {
  std::string out;
  for (uint32_t at = id; at <= nodes_[id].last; ++at) {
    const Node& node = nodes_[at];
    if (node.tag == Tag::kText && !node.raw) append_decoded(out, text(at));
    if (node.tag != Tag::kText && !is_inline(node.tag)) out += ' ';
  }
  return out;
}

}  // namespace waqai::html
