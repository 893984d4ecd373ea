// SPDX-License-Identifier: Apache-2.0
#include "html/hints.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waqai::html {
namespace {

struct Word {
  std::string_view text;  // one to three words with a space between
  uint32_t hints;
};

// Sorted by text.
constexpr Word kWords[] = {
    {"a11y hidden", kHintChrome},
    {"a2a", kHintShare},
    {"about author", kHintPromo},
    {"accessibility", kHintChrome},
    {"ad", kHintPromo},
    {"ad container", kHintPromo},
    {"ad slot", kHintPromo},
    {"ad wrapper", kHintPromo},
    {"adbox", kHintPromo},
    {"ads", kHintPromo},
    {"adsbygoogle", kHintPromo},
    {"adslot", kHintPromo},
    {"also like", kHintRelated},
    {"also read", kHintRelated},
    {"alsoread", kHintRelated},
    {"app download", kHintPromo},
    {"article", kHintContent},
    {"article body", kHintBody},
    {"article container", kHintContent},
    {"article content", kHintBody},
    {"article copy", kHintBody},
    {"article footer", kHintByline},
    {"article info", kHintByline},
    {"article list", kHintRelated},
    {"article main content", kHintBody},
    {"article meta", kHintByline},
    {"article page", kHintContent},
    {"article summary", kHintSummary},
    {"article tags", kHintByline},
    {"article text", kHintBody},
    {"article title", kHintTitle},
    {"article wysiwyg", kHintBody},
    {"articlebody", kHintBody},
    {"articlebodytext", kHintBody},
    {"articlecontent", kHintBody},
    {"articlemeta", kHintByline},
    {"articletext", kHintBody},
    {"articletitle", kHintTitle},
    {"author", kHintByline},
    {"author bio", kHintPromo},
    {"author box", kHintPromo},
    {"author card", kHintPromo},
    {"author info", kHintPromo},
    {"author name", kHintByline},
    {"author profile", kHintPromo},
    {"authorbox", kHintPromo},
    {"authorinfo", kHintPromo},
    {"authors", kHintByline},
    {"available content", kHintBody},
    {"bio", kHintPromo},
    {"blog content", kHintBody},
    {"blog post", kHintContent},
    {"blog post content", kHintBody},
    {"body content", kHintBody},
    {"body copy", kHintBody},
    {"body main", kHintBody},
    {"body text", kHintBody},
    {"buy now", kHintPromo},
    {"caas body", kHintBody},
    {"call to action", kHintPromo},
    {"callout cta", kHintPromo},
    {"card grid", kHintRelated},
    {"card list", kHintRelated},
    {"carousel", kHintRelated},
    {"cat links", kHintByline},
    {"categories", kHintByline},
    {"category links", kHintByline},
    {"ccpa", kHintPromo},
    {"commentlist", kHintComments},
    {"consent", kHintPromo},
    {"contact form", kHintPromo},
    {"contactform", kHintPromo},
    {"content", kHintContent},
    {"content body", kHintBody},
    {"content text", kHintBody},
    {"contentbody", kHintBody},
    {"copyright", kHintPromo},
    {"coral talk", kHintComments},
    {"counter", kHintByline},
    {"credit", kHintCaption},
    {"credits", kHintByline},
    {"crp", kHintRelated},
    {"cta", kHintPromo},
    {"d none", kHintHidden},
    {"date", kHintByline},
    {"dateline", kHintByline},
    {"datetime", kHintByline},
    {"deck", kHintSummary},
    {"dek", kHintSummary},
    {"detail body", kHintBody},
    {"detail content", kHintBody},
    {"details", kHintContent},
    {"details body", kHintBody},
    {"display none", kHintHidden},
    {"download app", kHintPromo},
    {"dropdown", kHintChrome},
    {"embed newsletter", kHintPromo},
    {"entry", kHintContent},
    {"entry body", kHintBody},
    {"entry content", kHintBody},
    {"entry footer", kHintByline},
    {"entry meta", kHintByline},
    {"entry text", kHintBody},
    {"entry title", kHintTitle},
    {"entrycontent", kHintBody},
    {"excerpt", kHintSummary},
    {"explore more", kHintRelated},
    {"eyebrow", kHintByline},
    {"facebook", kHintShare},
    {"fb comments", kHintComments},
    {"featured posts", kHintRelated},
    {"feedback", kHintPromo},
    {"field body", kHintBody},
    {"field name body", kHintBody},
    {"figcaption", kHintCaption},
    {"follow us", kHintShare},
    {"followus", kHintShare},
    {"form", kHintPromo},
    {"further reading", kHintRelated},
    {"gdpr", kHintPromo},
    {"global header", kHintChrome},
    {"guestbook", kHintComments},
    {"header", kHintChrome},
    {"headline", kHintTitle},
    {"helpful", kHintPromo},
    {"hentry", kHintContent},
    {"hentry content", kHintBody},
    {"hidden", kHintHidden},
    {"hide", kHintHidden},
    {"hits", kHintByline},
    {"hyvor", kHintComments},
    {"image caption", kHintCaption},
    {"image credit", kHintCaption},
    {"image description", kHintCaption},
    {"imagecaption", kHintCaption},
    {"img caption", kHintCaption},
    {"inline related", kHintRelated},
    {"instapaper body", kHintBody},
    {"internal links", kHintRelated},
    {"invisible", kHintHidden},
    {"is hidden", kHintHidden},
    {"jp relatedposts", kHintRelated},
    {"jump links", kHintChrome},
    {"jumplinks", kHintChrome},
    {"keywords", kHintByline},
    {"kicker", kHintByline},
    {"lang switcher", kHintChrome},
    {"language switcher", kHintChrome},
    {"last updated", kHintByline},
    {"latest news", kHintRelated},
    {"latest posts", kHintRelated},
    {"latestnews", kHintRelated},
    {"lead", kHintSummary},
    {"lead form", kHintPromo},
    {"leadgen", kHintPromo},
    {"lede", kHintSummary},
    {"left rail", kHintChrome},
    {"legal", kHintPromo},
    {"linkbox", kHintRelated},
    {"linked articles", kHintRelated},
    {"livefyre", kHintComments},
    {"login", kHintPromo},
    {"main", kHintContent},
    {"main content", kHintContent},
    {"main text", kHintBody},
    {"maincontent", kHintContent},
    {"markdown body", kHintBody},
    {"masthead", kHintChrome},
    {"mc embed", kHintPromo},
    {"media caption", kHintCaption},
    {"membership", kHintPromo},
    {"meta", kHintByline},
    {"metadata", kHintByline},
    {"more articles", kHintRelated},
    {"more from", kHintRelated},
    {"more links", kHintRelated},
    {"more news", kHintRelated},
    {"more on", kHintRelated},
    {"more stories", kHintRelated},
    {"morenews", kHintRelated},
    {"most popular", kHintRelated},
    {"most read", kHintRelated},
    {"most viewed", kHintRelated},
    {"mostpopular", kHintRelated},
    {"mostread", kHintRelated},
    {"mw parser output", kHintBody},
    {"nav", kHintChrome},
    {"navbar", kHintChrome},
    {"navigation", kHintChrome},
    {"news body", kHintBody},
    {"news content", kHintBody},
    {"news details", kHintContent},
    {"news details content", kHintBody},
    {"news item", kHintContent},
    {"news list", kHintRelated},
    {"news text", kHintBody},
    {"news title", kHintTitle},
    {"newsbody", kHintBody},
    {"newscontent", kHintBody},
    {"newsdetails", kHintContent},
    {"newsitem", kHintContent},
    {"newslist", kHintRelated},
    {"next article", kHintRelated},
    {"no print", kHintChrome},
    {"noprint", kHintChrome},
    {"openweb", kHintComments},
    {"opt in", kHintPromo},
    {"optin", kHintPromo},
    {"other news", kHintRelated},
    {"othernews", kHintRelated},
    {"overlay", kHintPromo},
    {"page", kHintContent},
    {"page content", kHintBody},
    {"page header", kHintChrome},
    {"page title", kHintTitle},
    {"pager", kHintChrome},
    {"pagination", kHintChrome},
    {"paging", kHintChrome},
    {"paragraphs container", kHintBody},
    {"photo caption", kHintCaption},
    {"photo credit", kHintCaption},
    {"photo info", kHintCaption},
    {"photocredit", kHintCaption},
    {"pinterest", kHintShare},
    {"poll", kHintPromo},
    {"pop up", kHintPromo},
    {"popular", kHintRelated},
    {"popup", kHintPromo},
    {"post", kHintContent},
    {"post author bio", kHintPromo},
    {"post body", kHintBody},
    {"post categories", kHintByline},
    {"post content", kHintBody},
    {"post entry", kHintBody},
    {"post footer", kHintByline},
    {"post info", kHintByline},
    {"post list", kHintRelated},
    {"post meta", kHintByline},
    {"post navigation", kHintRelated},
    {"post tags", kHintByline},
    {"post text", kHintBody},
    {"post title", kHintTitle},
    {"postbody", kHintBody},
    {"postcontent", kHintBody},
    {"posted on", kHintByline},
    {"postfooter", kHintByline},
    {"postinfo", kHintByline},
    {"postlist", kHintRelated},
    {"postmeta", kHintByline},
    {"postnav", kHintRelated},
    {"prev next", kHintRelated},
    {"prevnext", kHintRelated},
    {"pricing", kHintPromo},
    {"primary", kHintContent},
    {"print only", kHintHidden},
    {"printonly", kHintHidden},
    {"product card", kHintPromo},
    {"prose", kHintBody},
    {"pubdate", kHintByline},
    {"publish date", kHintByline},
    {"published", kHintByline},
    {"quiz", kHintPromo},
    {"rail", kHintChrome},
    {"ratings", kHintPromo},
    {"read also", kHintRelated},
    {"read more", kHintRelated},
    {"read next", kHintRelated},
    {"read time", kHintByline},
    {"readalso", kHintRelated},
    {"reading time", kHintByline},
    {"readmore", kHintRelated},
    {"readnext", kHintRelated},
    {"readtime", kHintByline},
    {"recent posts", kHintRelated},
    {"recentposts", kHintRelated},
    {"registration", kHintPromo},
    {"remark42", kHintComments},
    {"replies", kHintComments},
    {"respond", kHintComments},
    {"review form", kHintPromo},
    {"rich text", kHintBody},
    {"richtext", kHintBody},
    {"right column", kHintChrome},
    {"right rail", kHintChrome},
    {"rightcolumn", kHintChrome},
    {"rte", kHintBody},
    {"screen reader text", kHintChrome},
    {"searchform", kHintChrome},
    {"see also", kHintRelated},
    {"seealso", kHintRelated},
    {"sharedaddy", kHintShare},
    {"shariff", kHintShare},
    {"sharing", kHintShare},
    {"side bar", kHintChrome},
    {"sidecolumn", kHintChrome},
    {"sign up", kHintPromo},
    {"signin", kHintPromo},
    {"signup", kHintPromo},
    {"single", kHintContent},
    {"single content", kHintBody},
    {"singlecontent", kHintBody},
    {"site footer", kHintChrome},
    {"site header", kHintChrome},
    {"skip link", kHintChrome},
    {"skip to", kHintChrome},
    {"skiplink", kHintChrome},
    {"slider", kHintRelated},
    {"source link", kHintByline},
    {"spot im", kHintComments},
    {"sr only", kHintChrome | kHintHidden},
    {"ssba", kHintShare},
    {"standfirst", kHintSummary},
    {"star rating", kHintPromo},
    {"story", kHintContent},
    {"story body", kHintBody},
    {"story body text", kHintBody},
    {"story content", kHintBody},
    {"story list", kHintRelated},
    {"story text", kHintBody},
    {"story title", kHintTitle},
    {"storybody", kHintBody},
    {"storycontent", kHintBody},
    {"sub title", kHintSummary},
    {"subtitle", kHintSummary},
    {"summary", kHintSummary},
    {"survey", kHintPromo},
    {"table of contents", kHintChrome},
    {"tableofcontents", kHintChrome},
    {"tabs", kHintChrome},
    {"tag", kHintByline},
    {"tag links", kHintByline},
    {"tag list", kHintByline},
    {"tagcloud", kHintByline},
    {"taglist", kHintByline},
    {"tags", kHintByline},
    {"td post content", kHintBody},
    {"telegram", kHintShare},
    {"text content", kHintBody},
    {"the content", kHintBody},
    {"thecontent", kHintBody},
    {"ticker", kHintRelated},
    {"time stamp", kHintByline},
    {"timestamp", kHintByline},
    {"toc", kHintChrome},
    {"tools", kHintChrome},
    {"top bar", kHintChrome},
    {"topbar", kHintChrome},
    {"trending", kHintRelated},
    {"twitter", kHintShare},
    {"up next", kHintRelated},
    {"updated", kHintByline},
    {"upnext", kHintRelated},
    {"viafoura", kHintComments},
    {"view count", kHintByline},
    {"viewcount", kHintByline},
    {"views", kHintByline},
    {"visually hidden", kHintChrome | kHintHidden},
    {"visuallyhidden", kHintChrome},
    {"whatsapp", kHintShare},
    {"widget area", kHintChrome},
    {"widgets", kHintChrome},
    {"wysiwyg", kHintBody},
    {"you may", kHintRelated},
    {"you might", kHintRelated},
};

// Words that start so.
constexpr Word kStarts[] = {
    {"addthis", kHintShare},      {"addtoany", kHintShare},        {"advert", kHintPromo},    {"affiliate", kHintPromo},
    {"banner", kHintPromo},       {"breadcrumb", kHintChrome},     {"byline", kHintByline},   {"caption", kHintCaption},
    {"comment", kHintComments},   {"cookie", kHintPromo},          {"dianomi", kHintRelated}, {"didomi", kHintPromo},
    {"disclaimer", kHintPromo},   {"discussion", kHintComments},   {"disqus", kHintComments}, {"donat", kHintPromo},
    {"ez toc", kHintChrome},      {"footer", kHintChrome},         {"gallery", kHintCaption}, {"heateor", kHintShare},
    {"hubspot", kHintPromo},      {"jetpack subscri", kHintPromo}, {"lightbox", kHintPromo},  {"lwptoc", kHintChrome},
    {"mailchimp", kHintPromo},    {"menu", kHintChrome},           {"mgid", kHintRelated},    {"modal", kHintPromo},
    {"newsletter", kHintPromo},   {"offer", kHintPromo},           {"onetrust", kHintPromo},  {"outbrain", kHintRelated},
    {"paywall", kHintPromo},      {"print", kHintChrome},          {"promo", kHintPromo},     {"rating", kHintPromo},
    {"recirc", kHintRelated},     {"recommend", kHintRelated},     {"related", kHintRelated}, {"reply", kHintComments},
    {"revcontent", kHintRelated}, {"search", kHintChrome},         {"share", kHintShare},     {"sidebar", kHintChrome},
    {"similar", kHintRelated},    {"slideshow", kHintCaption},     {"social", kHintShare},    {"sponsor", kHintPromo},
    {"subscri", kHintPromo},      {"suggest", kHintRelated},       {"taboola", kHintRelated}, {"teaser", kHintRelated},
    {"toolbar", kHintChrome},     {"wp caption", kHintCaption},    {"yarpp", kHintRelated},   {"zergnet", kHintRelated},
};

// Words before another one that make it a statement about the page and no name of a part.
constexpr std::string_view kStates[] = {"has",     "no",       "with", "without", "is",  "show", "hide", "enable", "enabled",
                                        "disable", "disabled", "js",   "hasnt",   "not", "if",   "wf",   "open",   "layout"};

constexpr size_t kMaxAttribute = 400;  // of an attribute: templates of utility classes go on for ever

uint32_t look_up(std::string_view text) {
  static const std::unordered_map<std::string_view, uint32_t> words = [] {
    std::unordered_map<std::string_view, uint32_t> table;
    for (const Word& word : kWords) table.emplace(word.text, word.hints);
    return table;
  }();
  uint32_t hints = 0;
  const auto found = words.find(text);
  if (found != words.end()) hints |= found->second;
  // The nearest start not after the text; none of the starts begins with another.
  const auto start = std::upper_bound(std::begin(kStarts), std::end(kStarts), text, [](std::string_view a, const Word& b) { return a < b.text; });
  if (text != "commentary" && start != std::begin(kStarts) && text.starts_with(std::prev(start)->text)) hints |= std::prev(start)->hints;
  return hints;
}

// The words of one class name: cut at signs and where a capital follows a small letter.
void split(std::string_view name, std::vector<std::string>& words) {
  words.clear();
  std::string word;
  char before = 0;
  for (const char c : name) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool letter = capital || (c >= 'a' && c <= 'z');
    const bool digit = c >= '0' && c <= '9';
    if ((!letter && !digit) || (capital && before >= 'a' && before <= 'z')) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    }
    if (letter || digit) word += capital ? static_cast<char>(c + 32) : c;
    before = c;
  }
  if (!word.empty()) words.push_back(std::move(word));
}

uint32_t hints_of_names(std::string_view names, std::vector<std::string>& words) {
  uint32_t hints = 0;
  names = names.substr(0, kMaxAttribute);
  while (!names.empty()) {
    const size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    const std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    if (name.empty() || name.find_first_of("[:/") != std::string_view::npos) continue;  // utility classes
    split(name, words);
    const bool state = std::any_of(words.begin(), words.end(), [](const std::string& word) {
      return std::find(std::begin(kStates), std::end(kStates), word) != std::end(kStates);
    });
    for (size_t i = 0; i < words.size(); ++i) {
      std::string text;
      for (size_t size = 1; size <= 3 && i + size <= words.size(); ++size) {
        text += (size > 1 ? " " : "") + words[i + size - 1];
        uint32_t found = look_up(text);
        // Weak words say something as the whole of a name or as its last word only: "article-list-header" is no article.
        if (i + size != words.size()) found &= ~(kHintContent | kHintSummary | kHintHidden | kHintTitle | kHintByline);
        if (state) found &= kHintBody | kHintHidden;
        hints |= found;
      }
    }
  }
  return hints;
}

}  // namespace

uint32_t hints_of(const Tree& tree, uint32_t id) {
  const Node& node = tree.node(id);
  if (node.tag == Tag::kText || node.tag == Tag::kBody || node.tag == Tag::kHtml || node.attributes == 0) return 0;
  std::vector<std::string> words;
  uint32_t hints = hints_of_names(tree.attribute(id, "class"), words) | hints_of_names(tree.attribute(id, "id"), words) |
                   (hints_of_names(tree.attribute(id, "data-component"), words) & ~kHintContent);
  const std::string_view part = tree.attribute(id, "itemprop");
  if (part == "articleBody" || part == "text") hints |= kHintBody;
  if (part == "author" || part == "datePublished" || part == "dateModified" || part == "publisher") hints |= kHintByline;
  if (part == "headline") hints |= kHintTitle;
  if (part == "comment") hints |= kHintComments;
  const std::string_view role = tree.attribute(id, "role");
  static constexpr std::string_view kChromeRoles[] = {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "tablist"};
  if (std::find(std::begin(kChromeRoles), std::end(kChromeRoles), role) != std::end(kChromeRoles)) hints |= kHintChrome;
  if (role == "dialog" || role == "alertdialog") hints |= kHintPromo;
  if (role == "main" || role == "article") hints |= kHintContent;
  const std::string_view style = tree.attribute(id, "style");
  if (style.find("display:none") != std::string_view::npos || style.find("display: none") != std::string_view::npos ||
      tree.attribute(id, "aria-hidden") == "true")
    hints |= kHintHidden;
  return hints;
}

}  // namespace waqai::html
