// SPDX-License-Identifier: Apache-2.0
#include "html/content.h"

#include <algorithm>
#include <unordered_set>

#include "html/dates.h"
#include "html/hints.h"
#include "html/lines.h"

namespace waqai::html {
namespace {

constexpr uint32_t kLongLine = 100;     // characters: so long a line outside links is text
constexpr uint32_t kShortText = 40;     // a shorter one is text only if it ends like a sentence
constexpr int64_t kLongestText = 3000;  // more characters in one paragraph count no more
constexpr uint32_t kDateLine = 60;      // characters: a shorter line with a date in it is no text
constexpr uint32_t kShortCell = 15;
constexpr int64_t kNearlyAll = 80;  // percent of the text of a container that its better part holds
constexpr int64_t kWorstLine = 60;  // what a line that is no text can count against its container

// Sums over the blocks below each element, by differences of running totals.
class Totals {
 public:
  explicit Totals(size_t blocks) : good_(blocks + 1), value_(blocks + 1), chars_(blocks + 1), links_(blocks + 1) {}

  void set(size_t i, int64_t good, int64_t value, int64_t chars, int64_t links) {
    good_[i + 1] = good_[i] + good;
    value_[i + 1] = value_[i] + value;
    chars_[i + 1] = chars_[i] + chars;
    links_[i + 1] = links_[i] + links;
  }
  int64_t good(size_t from, size_t to) const { return good_[to] - good_[from]; }
  int64_t value(size_t from, size_t to) const { return value_[to] - value_[from]; }
  int64_t chars(size_t from, size_t to) const { return chars_[to] - chars_[from]; }
  int64_t links(size_t from, size_t to) const { return links_[to] - links_[from]; }

 private:
  std::vector<int64_t> good_, value_, chars_, links_;
};

bool is_text(const Block& block) {
  if (block.is_linky() || is_heading(block.tag)) return false;
  return block.chars >= kLongLine || (block.chars >= kShortText && block.ends_sentence);
}

// Items of lists and cells of tables with words of their own.
bool is_cell(const Block& block) {
  const bool part = block.tag == Tag::kLi || block.tag == Tag::kTd || block.tag == Tag::kDd;
  return part && block.link_chars * 3 <= block.chars && block.chars >= kShortCell;
}

// What was kept of a container so far.
struct Told {
  int paragraphs = 0;
  int64_t chars = 0;

  void add(const Block& block) {
    if (!is_text(block)) return;
    ++paragraphs;
    chars += block.chars;
  }
};

class Finder {
 public:
  Finder(const Tree& tree, const Blocks& blocks, std::string_view title)
      : tree_(tree), blocks_(blocks), title_(title), pruned_(blocks.list.size()), totals_(blocks.list.size()), hints_(tree.nodes().size()) {
    for (uint32_t id = 0; id < tree.nodes().size(); ++id) hints_[id] = hints_of(tree, id);
  }

  std::vector<uint32_t> run() {
    if (blocks_.list.empty()) return {};
    add_up();
    prune(true);
    add_up();
    prune(false);
    add_up();
    std::vector<uint32_t> kept;
    for (const uint32_t container : choose()) emit(container, kept);
    return kept;
  }

 private:
  size_t from(uint32_t id) const { return blocks_.first_of[id]; }
  size_t to(uint32_t id) const { return blocks_.first_of[tree_.node(id).last + 1]; }
  int64_t good(uint32_t id) const { return totals_.good(from(id), to(id)); }
  int64_t value(uint32_t id) const { return totals_.value(from(id), to(id)); }

  void add_up() {
    for (size_t i = 0; i < blocks_.list.size(); ++i) {
      const Block& block = blocks_.list[i];
      const int64_t own = std::min<int64_t>(static_cast<int64_t>(block.chars) - block.link_chars, kLongestText);
      const bool text = is_text(block);
      if (pruned_[i]) {
        totals_.set(i, 0, 0, 0, 0);
      } else if (text || is_cell(block)) {
        totals_.set(i, own, own, block.chars, block.link_chars);
      } else {
        totals_.set(i, 0, block.is_linky() ? -std::min<int64_t>(block.chars, kWorstLine) : 0, block.chars, block.link_chars);
      }
    }
  }

  // Takes the parts out that their tag or their names call something else than text, as long as enough of the page is left: first what may be long
  // (comments, dialogs about cookies, footers), then the rest, measured by what is left.
  void prune(bool sure) {
    const int64_t all = good(0);
    int64_t gone = 0;
    for (uint32_t id = 1; id < tree_.nodes().size();) {
      const Node& node = tree_.node(id);
      const size_t begin = from(id);
      const size_t end = to(id);
      if (node.tag == Tag::kText || begin == end) {
        ++id;
        continue;
      }
      const int64_t share = totals_.good(begin, end);
      const int64_t percent = sure ? sure_limit(id) : limit(id);
      if (percent < 0 || share * 100 > all * percent || all - gone - share < std::min<int64_t>(all / 5, 250) ||
          (percent < 90 && is_most_of_article(id, share))) {
        ++id;
        continue;
      }
      gone += share;
      for (size_t i = begin; i < end; ++i) pruned_[i] = true;
      id = node.last + 1;
    }
  }

  // Whether the element holds most of the text of the article or main element around it.
  bool is_most_of_article(uint32_t id, int64_t share) const {
    if (share == 0) return false;
    for (uint32_t at = tree_.node(id).parent; at != 0 && at != kNoNode; at = tree_.node(at).parent) {
      const Tag tag = tree_.node(at).tag;
      if (tag == Tag::kArticle || tag == Tag::kMain) return share * 2 > good(at);
    }
    return false;
  }

  // How much of the page's text, in percent, an element may hold and be taken out all the same; negative: it stays.
  int64_t sure_limit(uint32_t id) const {
    const Tag tag = tree_.node(id).tag;
    const uint32_t hints = hints_[id];
    if ((hints & kHintComments) || tag == Tag::kNoscript) return 90;
    if (hints & kHintBody) return -1;
    if (tag == Tag::kNav || tag == Tag::kDialog || tag == Tag::kFooter) return 50;
    return (hints & (kHintPromo | kHintHidden)) ? 40 : -1;
  }

  int64_t limit(uint32_t id) const {
    const Tag tag = tree_.node(id).tag;
    const uint32_t hints = hints_[id];
    int64_t most = -1;
    const auto allow = [&most](int64_t percent) { most = std::max(most, percent); };
    if (tag == Tag::kFigcaption || tag == Tag::kCaption) allow(50);
    if (tag == Tag::kAside) allow(30);
    if (tag == Tag::kForm || tag == Tag::kMenu) allow(15);
    if (tag == Tag::kHeader) allow(10);
    if (hints & kHintBody) return std::min<int64_t>(most, 5);
    if (hints & kHintChrome) allow(50);
    if (hints & kHintRelated) allow(35);
    if (hints & (kHintShare | kHintByline | kHintCaption)) allow(10);
    return most;
  }

  // The elements that hold the body, in order.
  std::vector<uint32_t> choose() const {
    uint32_t best = 0;
    for (uint32_t id = 0; id < tree_.nodes().size(); ++id) {
      if (tree_.node(id).tag != Tag::kText && value(id) >= value(best)) best = id;
    }
    std::vector<uint32_t> named = named_bodies(best);
    int64_t held = 0;
    for (const uint32_t id : named) held += good(id);
    if (!named.empty() && held * 2 >= good(best)) return named;
    return {narrowed(best)};
  }

  // The elements named as bodies at or below `id`; of one within another the inner ones, where they hold most of the outer.
  std::vector<uint32_t> named_bodies(uint32_t id) const {
    std::vector<uint32_t> found;
    for (uint32_t at = id; at <= tree_.node(id).last;) {
      if (tree_.node(at).tag == Tag::kText || (hints_[at] & kHintBody) == 0 || from(at) == to(at)) {
        ++at;
        continue;
      }
      std::vector<uint32_t> inner;
      int64_t held = 0;
      for (uint32_t below = at + 1; below <= tree_.node(at).last;) {
        const bool body = tree_.node(below).tag != Tag::kText && (hints_[below] & kHintBody) != 0 && from(below) < to(below);
        if (body) {
          inner.push_back(below);
          held += good(below);
        }
        below = body ? tree_.node(below).last + 1 : below + 1;
      }
      if (held * 100 >= good(at) * kNearlyAll && !inner.empty()) {
        ++at;  // the inner ones come by themselves
        continue;
      }
      if (good(at) > 0) found.push_back(at);
      at = tree_.node(at).last + 1;
    }
    return found;
  }

  // The innermost element below `id` that holds nearly all of its text.
  uint32_t narrowed(uint32_t id) const {
    for (bool again = true; again;) {
      again = false;
      for (uint32_t child = tree_.node(id).first_child; child != kNoNode; child = tree_.node(child).next) {
        if (tree_.node(child).tag == Tag::kText || is_inline(tree_.node(child).tag) || good(child) * 100 < good(id) * kNearlyAll) continue;
        id = child;
        again = true;
        break;
      }
    }
    return id;
  }

  void emit(uint32_t container, std::vector<uint32_t>& kept) {
    const std::vector<bool> dropped = drop_lists(container);
    std::vector<uint32_t> waiting;  // headings that stay if text follows
    Told told;
    int quiet = 0;  // level of a heading that is followed by what is no part of the article
    for (size_t i = from(container); i < to(container); ++i) {
      if (pruned_[i] || dropped[i - from(container)]) continue;
      const Block& block = blocks_.list[i];
      const int level = is_heading(block.tag) ? static_cast<int>(block.tag) - static_cast<int>(Tag::kH1) + 1 : 0;
      if (level > 0 && quiet > 0 && level <= quiet) quiet = 0;
      if (opens_furniture(block.text, block.chars)) {
        if (level > 0 && opens_section(block.text, block.chars)) quiet = level;
        if (level == 0 && ends_article(container, i, told)) return;
        if (level > 0 || block.chars < kLongLine) continue;
      }
      if (quiet > 0 || same_line(block.text, title_)) continue;
      if (level > 0) {
        if (block.tag != Tag::kH1 || any_text_) waiting.push_back(static_cast<uint32_t>(i));
        continue;
      }
      if (!keep(block) || (block.chars < kDateLine && !block.ends_sentence && find_date(block.text, DayOrder::kDayFirst))) continue;
      if (block.chars >= kLongLine && !seen_.insert(block.text).second) continue;
      kept.insert(kept.end(), waiting.begin(), waiting.end());
      waiting.clear();
      kept.push_back(static_cast<uint32_t>(i));
      any_text_ = any_text_ || is_text(block);
      told.add(block);
    }
  }

  // Whether block `i` stands above the comments, which go on to the end of the container.  A number of comments near the headline is no such line.
  bool ends_article(uint32_t container, size_t i, const Told& told) const {
    if (!opens_comments(blocks_.list[i].text, blocks_.list[i].chars)) return false;
    return told.paragraphs > 1 || (told.paragraphs == 1 && told.chars >= totals_.good(i + 1, to(container)));
  }

  bool keep(const Block& block) const {
    if (block.is_linky()) return block.chars >= kLongLine && block.ends_sentence && block.link_chars * 10 < block.chars * 9;
    if (is_text(block)) return true;
    switch (block.tag) {
      case Tag::kLi:
      case Tag::kTd:
      case Tag::kTh:
      case Tag::kDd:
      case Tag::kDt:
      case Tag::kPre:
      case Tag::kBlockquote:
        return block.link_chars * 3 <= block.chars;
      default:
        break;
    }
    if (block.tag == Tag::kP) return any_text_ || block.ends_sentence;
    return any_text_ && block.chars >= 20;
  }

  // Articles within the article, each with little of its text, are teasers of others.
  void drop_teasers(uint32_t container, std::vector<bool>& dropped) const {
    std::vector<uint32_t> teasers;
    int64_t held = 0;
    for (uint32_t id = container + 1; id <= tree_.node(container).last;) {
      const bool teaser = tree_.node(id).tag == Tag::kArticle && good(id) * 4 < good(container);
      if (teaser) {
        teasers.push_back(id);
        held += good(id);
      }
      id = teaser ? tree_.node(id).last + 1 : id + 1;
    }
    if (held * 2 > good(container)) return;  // a page of many pieces
    for (const uint32_t id : teasers) {
      for (size_t i = from(id); i < to(id); ++i) dropped[i - from(container)] = true;
    }
  }

  // Lists and tables below `container` that are made of links.
  std::vector<bool> drop_lists(uint32_t container) const {
    const size_t first = from(container);
    std::vector<bool> dropped(to(container) - first);
    for (uint32_t id = container + 1; id <= tree_.node(container).last; ++id) {
      const Tag tag = tree_.node(id).tag;
      if (tag == Tag::kText || is_inline(tag) || from(id) == to(id)) continue;
      const int64_t chars = totals_.chars(from(id), to(id));
      const int64_t links = totals_.links(from(id), to(id));
      const bool list = tag == Tag::kUl || tag == Tag::kOl || tag == Tag::kTable || tag == Tag::kDl;
      if (list ? links * 2 <= chars : links * 10 <= chars * 6 || to(id) - from(id) < 2) continue;
      for (size_t i = from(id); i < to(id); ++i) dropped[i - first] = true;
    }
    drop_teasers(container, dropped);
    return dropped;
  }

  const Tree& tree_;
  const Blocks& blocks_;
  std::string_view title_;
  std::vector<bool> pruned_;
  Totals totals_;
  std::vector<uint32_t> hints_;
  std::unordered_set<std::string_view> seen_;
  bool any_text_ = false;
};

}  // namespace

std::vector<uint32_t> find_body(const Tree& tree, const Blocks& blocks, std::string_view title) { return Finder(tree, blocks, title).run(); }

}  // namespace waqai::html
