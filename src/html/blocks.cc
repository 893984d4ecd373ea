// SPDX-License-Identifier: Apache-2.0
#include "html/blocks.h"

#include <algorithm>

#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::html {
namespace {

// Elements whose text is not part of the page as it is read.
bool is_silent(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kSvg:
    case Tag::kMath:
    case Tag::kTextarea:
    case Tag::kSelect:
    case Tag::kOption:
    case Tag::kButton:
    case Tag::kIframe:
    case Tag::kObject:
    case Tag::kAudio:
    case Tag::kVideo:
    case Tag::kCanvas:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kHead:
    case Tag::kTitle:
      return true;
    default:
      return false;
  }
}

bool is_space(char32_t c) { return c <= 0x20 || c == 0xA0 || c == 0x3000 || c == 0x85 || c == 0x2028 || c == 0x2029 || (c >= 0x2000 && c <= 0x200A); }

bool is_stop(char32_t c) {
  return c == '.' || c == ',' || c == ';' || c == '!' || c == '?' || c == text::kArabicComma || c == text::kArabicSemicolon ||
         c == text::kArabicQuestion || c == 0x06D4 || c == 0x3001 || c == 0x3002;
}

bool ends_sentence(std::string_view line) {
  // Closing quotes and brackets may follow the full stop.
  static constexpr std::string_view kClosers[] = {"\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\xE3\x80\x8D"};
  static constexpr std::string_view kStops[] = {
      ".", "!", "?", ":", "\xE2\x80\xA6", "\xD8\x9F", "\xDB\x94", "\xD8\x9B", ";", "\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view closer : kClosers) {
      if (!line.ends_with(closer)) continue;
      line.remove_suffix(closer.size());
      again = true;
    }
  }
  return std::any_of(std::begin(kStops), std::end(kStops), [line](std::string_view stop) { return line.ends_with(stop); });
}

class Collector {
 public:
  explicit Collector(const Tree& tree) : tree_(tree), in_link_(tree.nodes().size()), in_emphasis_(tree.nodes().size()), silent_(tree.nodes().size()) {
    out_.owner.resize(tree.nodes().size());
    out_.first_of.resize(tree.nodes().size() + 1);
  }

  Blocks run() && {
    for (uint32_t id = 0; id < tree_.nodes().size(); ++id) {
      const Node& node = tree_.node(id);
      if (id == 0) continue;
      out_.owner[id] = is_inline(node.tag) ? out_.owner[node.parent] : id;
      const bool silent = silent_[node.parent] || is_silent(node.tag);
      if (open_ && !silent && out_.owner[id] != block_.owner) finish();
      out_.first_of[id] = static_cast<uint32_t>(out_.list.size());
      in_link_[id] = in_link_[node.parent] || node.tag == Tag::kA;
      in_emphasis_[id] = in_emphasis_[node.parent] || node.tag == Tag::kB || node.tag == Tag::kStrong;
      silent_[id] = silent;
      if (!silent && node.tag == Tag::kText) add_text(id);
    }
    finish();
    out_.first_of.back() = static_cast<uint32_t>(out_.list.size());
    return std::move(out_);
  }

 private:
  void add_text(uint32_t id) {
    if (tree_.node(id).raw) return;
    const std::string_view raw = tree_.text(id);
    const uint32_t page = tree_.node(id).begin;
    for (size_t at = 0; at < raw.size();) {
      const auto byte = static_cast<unsigned char>(raw[at]);
      if (byte < 0x80 && byte != '&') {
        character_.assign(1, raw[at]);
        add_character(id, byte, page + static_cast<uint32_t>(at), 1);
        ++at;
        continue;
      }
      char32_t code = 0;
      size_t size = 1;
      character_.clear();
      if (raw[at] == '&') size = decode_reference(raw.substr(at), character_);
      if (size == 0) {
        character_ = "&";
        size = 1;
      }
      if (character_.empty()) {
        const text::Decoded next = text::decode(raw, at);
        code = next.code;
        size = next.size;
        character_ = raw.substr(at, size);
      } else {
        code = text::decode(character_, 0).code;
      }
      add_character(id, code, page + static_cast<uint32_t>(at), static_cast<uint32_t>(size));
      at += size;
    }
  }

  void add_character(uint32_t id, char32_t code, uint32_t page, uint32_t page_size) {
    if (is_space(code)) {
      space_ = true;
      return;
    }
    if (!open_) {
      block_ = {};
      block_.owner = out_.owner[id];
      block_.first = id;
      open_ = true;
      space_ = false;
    }
    if (space_ && !block_.text.empty()) {
      block_.text += ' ';
      ++block_.chars;
      block_.link_chars += in_link_[id] && in_link_[block_.last];
    }
    const bool joined = !space_ && !block_.runs.empty() && page_size == character_.size() &&
                        block_.runs.back().page + block_.runs.back().size == page &&
                        block_.runs.back().text + block_.runs.back().size == block_.text.size();
    space_ = false;
    block_.last = id;
    const auto size = static_cast<uint32_t>(character_.size());
    if (joined) {
      block_.runs.back().size += size;
    } else {
      block_.runs.push_back({static_cast<uint32_t>(block_.text.size()), page, size});
    }
    block_.text += character_;
    ++block_.chars;
    block_.link_chars += in_link_[id];
    block_.emphasised += in_emphasis_[id];
    block_.stops += is_stop(code);
  }

  void finish() {
    if (!open_) return;
    open_ = false;
    block_.ends_sentence = ends_sentence(block_.text);
    block_.tag = role(block_.owner);
    out_.list.push_back(std::move(block_));
  }

  // What the block is to a reader: the tag of the nearest element that says so.
  Tag role(uint32_t id) const {
    for (int steps = 0; id != 0 && steps < 4; ++steps, id = tree_.node(id).parent) {
      switch (tree_.node(id).tag) {
        case Tag::kP:
        case Tag::kLi:
        case Tag::kTd:
        case Tag::kTh:
        case Tag::kBlockquote:
        case Tag::kPre:
        case Tag::kFigcaption:
        case Tag::kDd:
        case Tag::kDt:
        case Tag::kCaption:
        case Tag::kH1:
        case Tag::kH2:
        case Tag::kH3:
        case Tag::kH4:
        case Tag::kH5:
        case Tag::kH6:
          return tree_.node(id).tag;
        default:
          break;
      }
    }
    return Tag::kDiv;
  }

  const Tree& tree_;
  std::vector<bool> in_link_;
  std::vector<bool> in_emphasis_;
  std::vector<bool> silent_;
  Blocks out_;
  Block block_;
  std::string character_;
  bool open_ = false;
  bool space_ = false;
};

}  // namespace

Blocks find_blocks(const Tree& tree) { return Collector(tree).run(); }

}  // namespace waqai::html
