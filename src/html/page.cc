// SPDX-License-Identifier: Apache-2.0
#include "html/page.h"

#include <algorithm>
#include <map>

#include "html/blocks.h"
#include "html/content.h"
#include "html/dates.h"
#include "html/hints.h"
#include "html/lines.h"
#include "html/linked_data.h"
#include "html/tree.h"
#include "text/utf8.h"

namespace waqai::html {
namespace {

constexpr size_t kHeadBytes = 4096;    // where a page names its encoding
constexpr size_t kLongestTitle = 400;  // bytes
constexpr size_t kBylineBytes = 120;   // of a line that may be a date for people

// Names of meta elements with the time of publication, the most trusted first.
constexpr const char* kDateNames[] = {"article:published_time",
                                      "article:published",
                                      "datepublished",
                                      "og:published_time",
                                      "og:article:published_time",
                                      "pubdate",
                                      "publishdate",
                                      "publish-date",
                                      "publish_date",
                                      "date",
                                      "dc.date",
                                      "dc.date.issued",
                                      "dc.date.created",
                                      "dcterms.created",
                                      "dcterms.issued",
                                      "dcterms.date",
                                      "sailthru.date",
                                      "parsely-pub-date",
                                      "citation_publication_date",
                                      "citation_date",
                                      "published_date",
                                      "publication_date",
                                      "published-date",
                                      "published",
                                      "article.published",
                                      "article_date_original",
                                      "originalpublicationdate",
                                      "cxenseparse:recs:publishtime",
                                      "timestamp",
                                      "rnews:datepublished",
                                      "bt:pubdate",
                                      "ptime",
                                      "displaydate",
                                      "pub_date"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// One line with single spaces.
std::string squeezed(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    if (next.code <= 0x20 || next.code == 0xA0) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += text.substr(at, next.size);
    }
    at += next.size;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// What the head of a page says of it, and the elements in the body that stand for the same.
class Facts {
 public:
  Facts(const Tree& tree, const Blocks& blocks) : tree_(tree), blocks_(blocks), linked_(read_linked_data(tree)) {
    for (uint32_t id = 1; id < tree.nodes().size(); ++id) look_at(id);
  }

  std::string title() const {
    const std::string page_title = squeezed(document_title_);
    const std::string shared = first({"og:title", "twitter:title"});
    // The heading that the page's own title or a shared one repeats; else the only one.
    for (const std::string& heading : headings_) {
      if (!heading.empty() && (within(heading, page_title) || within(heading, shared) || within(heading, linked_.headline))) return heading;
    }
    if (headings_.size() == 1 && headings_[0].size() > 20) return headings_[0];
    if (!linked_.headline.empty()) return squeezed(linked_.headline);
    if (!shared.empty()) return without_site(shared);
    if (headings_.size() == 1) return headings_[0];
    return without_site(page_title);
  }

  std::string site() const {
    std::string name = first({"og:site_name", "application-name", "al:android:app_name"});
    if (name.empty()) name = squeezed(linked_.publisher);
    return name;
  }

  std::string author() const {
    std::string name = squeezed(linked_.author);
    if (name.empty())
      name = first({"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "citation_author"});
    if (name.empty()) name = author_;
    return name.find("://") == std::string::npos ? name : std::string();
  }

  std::string section() const {
    std::string name = first({"article:section", "section", "parsely-section", "cxenseparse:pageclass"});
    return name.empty() ? squeezed(linked_.section) : name;
  }

  std::string address() const {
    if (!canonical_.empty()) return canonical_;
    const std::string shared = first({"og:url"});
    return shared.empty() ? linked_.url : shared;
  }

  std::optional<Moment> published(std::string_view url) const {
    const DayOrder order = lower(language_).starts_with("en") && lower(language_) != "en-gb" ? DayOrder::kMonthFirst : DayOrder::kDayFirst;
    std::vector<std::string> told = {linked_.published};
    for (const char* name : kDateNames) told.push_back(first({name}));
    told.push_back(item_date_);
    told.push_back(linked_.page_published);
    for (const std::string& text : told) {
      if (auto found = machine_date(text)) return found;
    }
    if (auto found = date_in_address(url.empty() ? std::string_view(canonical_) : url)) return found;
    if (auto found = date_in_address(first({"og:url"}))) return found;
    if (auto found = machine_or_line(time_element_, order)) return found;
    const auto found_line = visible(order);
    if (found_line && found_line->label != Moment::Label::kChanged) return found_line;
    if (auto found = machine_or_line(changed_element_, order)) return found;
    if (found_line) return found_line;
    for (const std::string& text : {linked_.modified, first({"article:modified_time"}), first({"og:updated_time"}), first({"last-modified"}),
                                    first({"datemodified"}), item_modified_}) {
      if (auto found = machine_date(text)) return found;
    }
    return std::nullopt;
  }

  const LinkedArticle& linked() const { return linked_; }

 private:
  void look_at(uint32_t id) {
    const Node& node = tree_.node(id);
    if (node.tag == Tag::kText) return;
    if (node.tag == Tag::kMeta) {
      for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
        const std::string name = lower(tree_.value(id, key));
        if (name.empty()) continue;
        const std::string content = squeezed(tree_.value(id, "content"));
        if (!content.empty() && metas_.size() < 500) metas_.emplace(name, content);
      }
    } else if (node.tag == Tag::kTitle && document_title_.empty()) {
      document_title_ = tree_.text_below(id);
    } else if (node.tag == Tag::kHtml && language_.empty()) {
      language_ = tree_.value(id, "lang");
    } else if (node.tag == Tag::kLink && canonical_.empty() && lower(tree_.attribute(id, "rel")) == "canonical") {
      canonical_ = squeezed(tree_.value(id, "href"));
    } else if (node.tag == Tag::kH1 && headings_.size() < 20) {
      std::string heading = squeezed(tree_.text_below(id));
      if (!heading.empty() && heading.size() <= kLongestTitle) headings_.push_back(std::move(heading));
    } else if (node.tag == Tag::kTime && time_element_.empty()) {
      const std::string machine = tree_.value(id, "datetime");
      const std::string& text = machine.empty() ? tree_.text_below(id) : machine;
      std::string& field = is_of_change(id) ? changed_element_ : time_element_;
      if (field.empty() && machine_date(text)) field = text;
    }
    if (node.attributes > 0 && node.tag != Tag::kMeta) look_at_item(id);
  }

  // Whether a time element is called, or stands behind words that call it, that of the latest change.
  bool is_of_change(uint32_t id) const {
    const std::string name = lower(tree_.attribute(id, "class"));
    const bool published = name.find("publish") != std::string::npos || lower(tree_.attribute(id, "itemprop")).find("published") != std::string::npos;
    if (published) return false;
    if (name.find("updated") != std::string::npos || name.find("modified") != std::string::npos) return true;
    std::string before;
    for (uint32_t node = tree_.node(tree_.node(id).parent).first_child; node != kNoNode && node != id; node = tree_.node(node).next) {
      const Tag tag = tree_.node(node).tag;
      if (tag == Tag::kTime || (tag != Tag::kText && !is_inline(tag))) before.clear();
      else before += tag == Tag::kText ? std::string(tree_.text(node)) : tree_.text_below(node);
      if (before.size() > kBylineBytes) return false;
    }
    std::erase_if(before, [](char c) { return c >= '0' && c <= '9'; });  // dates of other times
    const auto found = find_date(before + " 2000-01-01", DayOrder::kDayFirst);
    return found && found->label == Moment::Label::kChanged;
  }

  static std::optional<Moment> machine_or_line(const std::string& text, DayOrder order) {
    const auto found = find_date(text, order);
    return found ? found : machine_date(text);
  }

  void look_at_item(uint32_t id) {
    const std::string_view part = tree_.attribute(id, "itemprop");
    const auto told = [&] {
      for (const char* name : {"content", "datetime"}) {
        std::string value = tree_.value(id, name);
        if (!value.empty()) return value;
      }
      return tree_.text_below(id);
    };
    if (part.find("datePublished") != std::string_view::npos && item_date_.empty()) item_date_ = told();
    if (part.find("dateModified") != std::string_view::npos && item_modified_.empty()) item_modified_ = told();
    const std::string_view relation = tree_.attribute(id, "rel");
    if (author_.empty() && (relation == "author" || part == "author")) {
      author_ = squeezed(tree_.text_below(id));
      if (author_.size() > kBylineBytes) author_.clear();
    }
  }

  // A date in a short line, first where the names of elements speak of dates; that of the latest change only where none of publication is told.
  std::optional<Moment> visible(DayOrder order) const {
    std::optional<Moment> any, published, changed;
    for (const Block& block : blocks_.list) {
      if (block.text.size() > kBylineBytes || block.is_linky()) continue;
      auto found = find_date(block.text, order);
      if (!found) continue;
      if (found->label == Moment::Label::kPublished && !published) published = found;
      for (uint32_t id = block.owner, steps = 0; id != 0 && steps < 3; id = tree_.node(id).parent, ++steps) {
        if ((hints_of(tree_, id) & kHintByline) == 0) continue;
        if (found->label != Moment::Label::kChanged) return found;
        if (!changed) changed = found;
      }
      if (!any) any = found;
    }
    if (any && any->label == Moment::Label::kChanged && published) any = published;
    if (changed) return published ? published : changed;
    return any;
  }

  std::string first(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      const auto found = metas_.find(name);
      if (found != metas_.end()) return found->second;
    }
    return {};
  }

  static bool within(const std::string& heading, const std::string& title) {
    // The name of the outlet stands in titles, too, but behind and shorter.
    if (heading.empty() || title.empty()) return false;
    const std::string line = squeezed(title);
    const size_t found = heading.size() >= 12 ? line.find(heading) : std::string::npos;
    return same_line(heading, line) || (found == 0 || (found != std::string::npos && heading.size() * 2 > line.size()));
  }

  // "Headline | Outlet" without the outlet.
  std::string without_site(const std::string& title) const {
    size_t best = std::string::npos;
    for (const std::string_view mark : {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " \xC2\xB7 "}) {
      const size_t found = title.rfind(mark);
      if (found != std::string::npos && (best == std::string::npos || found > best)) best = found;
    }
    if (best == std::string::npos) return title;
    const size_t words = static_cast<size_t>(std::count(title.begin(), title.begin() + static_cast<std::ptrdiff_t>(best), ' ')) + 1;
    return words >= 3 ? title.substr(0, best) : title;
  }

  const Tree& tree_;
  const Blocks& blocks_;
  LinkedArticle linked_;
  std::map<std::string, std::string> metas_;
  std::vector<std::string> headings_;
  std::string document_title_, language_, canonical_, time_element_, changed_element_, item_date_, item_modified_, author_;
};

// The paragraphs of a text that the page holds as data only.
std::vector<Paragraph> paragraphs_of(std::string_view text) {
  std::vector<Paragraph> found;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    Paragraph paragraph;
    paragraph.text = squeezed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!paragraph.text.empty()) found.push_back(std::move(paragraph));
  }
  return found;
}

}  // namespace

Page read_page(std::string_view page, std::string_view url) {
  const Tree tree = Tree::parse(page);
  Blocks blocks = find_blocks(tree);
  const Facts facts(tree, blocks);
  Page found;
  found.title = facts.title();
  found.author = facts.author();
  found.source = facts.site();
  found.section = facts.section();
  found.url = facts.address();
  if (const auto moment = facts.published(url)) {
    found.published = base::iso_day(moment->day);
    found.published_time = moment->iso();
  }
  size_t chars = 0;
  for (const uint32_t i : find_body(tree, blocks, found.title)) {
    Block& block = blocks.list[i];
    chars += block.text.size();
    found.paragraphs.push_back({std::move(block.text), std::move(block.runs), is_heading(block.tag)});
  }
  // A page whose script puts the text in place holds it as data.
  if (facts.linked().body.size() > 4 * chars + 200) found.paragraphs = paragraphs_of(facts.linked().body);
  return found;
}

std::string declared_charset(std::string_view head) {
  head = head.substr(0, kHeadBytes);
  const std::string text = lower(head);
  for (const std::string_view mark : {"charset", "encoding"}) {
    size_t at = text.find(mark);
    if (at == std::string::npos) continue;
    at = text.find_first_not_of(" \t\r\n", at + mark.size());
    if (at == std::string::npos || text[at] != '=') continue;
    at = text.find_first_not_of(" \t\r\n\"'", at + 1);
    if (at == std::string::npos) continue;
    return text.substr(at, std::min(text.find_first_of(" \t\r\n\"'>;/?", at), text.size()) - at);
  }
  return {};
}

}  // namespace waqai::html
