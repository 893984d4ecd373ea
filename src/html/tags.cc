// SPDX-License-Identifier: Apache-2.0
#include "html/tags.h"

#include <algorithm>
#include <iterator>

namespace waqai::html {
namespace {

// In the order of Tag from kA on, which is the order of the names.
constexpr std::string_view kNames[] = {
    "a",        "abbr",     "address", "article",   "aside", "audio",    "b",          "base",     "blockquote", "body",    "br",       "button",
    "canvas",   "caption",  "center",  "cite",      "code",  "col",      "colgroup",   "dd",       "del",        "details", "dialog",   "dir",
    "div",      "dl",       "dt",      "em",        "embed", "fieldset", "figcaption", "figure",   "font",       "footer",  "form",     "frame",
    "frameset", "h1",       "h2",      "h3",        "h4",    "h5",       "h6",         "head",     "header",     "hgroup",  "hr",       "html",
    "i",        "iframe",   "img",     "input",     "ins",   "kbd",      "label",      "legend",   "li",         "link",    "main",     "map",
    "mark",     "math",     "menu",    "meta",      "nav",   "noembed",  "noframes",   "noscript", "object",     "ol",      "optgroup", "option",
    "p",        "param",    "picture", "plaintext", "pre",   "q",        "s",          "samp",     "script",     "section", "select",   "small",
    "source",   "span",     "strike",  "strong",    "style", "sub",      "summary",    "sup",      "svg",        "table",   "tbody",    "td",
    "template", "textarea", "tfoot",   "th",        "thead", "time",     "title",      "tr",       "track",      "tt",      "u",        "ul",
    "var",      "video",    "wbr",     "xmp"};
static_assert(std::size(kNames) == static_cast<size_t>(Tag::kCount) - static_cast<size_t>(Tag::kA));
constexpr size_t kLongestName = 10;

// Whether `name`, in any letter case, is one of `names`, which are at most 16 bytes.
template <size_t kSize>
bool is_one_of(std::string_view name, const std::string_view (&names)[kSize]) {
  char lower[16];
  if (name.size() > sizeof lower) return false;
  for (size_t i = 0; i < name.size(); ++i) lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
  return std::find(std::begin(names), std::end(names), std::string_view(lower, name.size())) != std::end(names);
}

}  // namespace

Tag tag_of(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return Tag::kOther;
  char lower[kLongestName];
  for (size_t i = 0; i < name.size(); ++i) lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
  const std::string_view wanted(lower, name.size());
  const auto found = std::lower_bound(std::begin(kNames), std::end(kNames), wanted);
  if (found == std::end(kNames) || *found != wanted) return Tag::kOther;
  return static_cast<Tag>(static_cast<size_t>(Tag::kA) + static_cast<size_t>(found - std::begin(kNames)));
}

bool is_void(Tag tag) {
  switch (tag) {
    case Tag::kBase:
    case Tag::kBr:
    case Tag::kCol:
    case Tag::kEmbed:
    case Tag::kFrame:
    case Tag::kHr:
    case Tag::kImg:
    case Tag::kInput:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack:
    case Tag::kWbr:
      return true;
    default:
      return false;
  }
}

bool is_formatting(Tag tag) {
  switch (tag) {
    case Tag::kA:
    case Tag::kB:
    case Tag::kCode:
    case Tag::kEm:
    case Tag::kFont:
    case Tag::kI:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kTt:
    case Tag::kU:
    case Tag::kSpan:
    case Tag::kMark:
    case Tag::kSub:
    case Tag::kSup:
    case Tag::kCite:
    case Tag::kIns:
    case Tag::kDel:
      return true;
    default:
      return false;
  }
}

bool is_inline(Tag tag) {
  switch (tag) {
    case Tag::kText:
    case Tag::kAbbr:
    case Tag::kKbd:
    case Tag::kQ:
    case Tag::kSamp:
    case Tag::kTime:
    case Tag::kVar:
    case Tag::kWbr:
    case Tag::kLabel:
    case Tag::kImg:
    case Tag::kPicture:
    case Tag::kSource:
    case Tag::kOther:
    case Tag::kInput:
    case Tag::kMap:
      return true;
    default:
      return is_formatting(tag);
  }
}

bool is_raw(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTextarea:
    case Tag::kTitle:
    case Tag::kXmp:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
      return true;
    default:
      return false;
  }
}

bool is_head_part(Tag tag) {
  switch (tag) {
    case Tag::kBase:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kNoscript:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kTitle:
      return true;
    default:
      return false;
  }
}

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

bool closes_paragraph(Tag tag) {
  switch (tag) {
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDir:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kDd:
    case Tag::kDt:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kForm:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kHr:
    case Tag::kLi:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kP:
    case Tag::kPre:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kTable:
    case Tag::kUl:
    case Tag::kXmp:
    case Tag::kPlaintext:
      return true;
    default:
      return is_heading(tag);
  }
}

bool leaves_foreign(Tag tag, std::string_view name) {
  constexpr std::string_view kUnlisted[] = {"big", "listing", "nobr", "ruby"};
  switch (tag) {
    case Tag::kOther:
      return is_one_of(name, kUnlisted);
    case Tag::kB:
    case Tag::kBlockquote:
    case Tag::kBody:
    case Tag::kBr:
    case Tag::kCenter:
    case Tag::kCode:
    case Tag::kDd:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kEm:
    case Tag::kEmbed:
    case Tag::kHead:
    case Tag::kHr:
    case Tag::kI:
    case Tag::kImg:
    case Tag::kLi:
    case Tag::kMenu:
    case Tag::kMeta:
    case Tag::kOl:
    case Tag::kP:
    case Tag::kPre:
    case Tag::kS:
    case Tag::kSmall:
    case Tag::kSpan:
    case Tag::kStrike:
    case Tag::kStrong:
    case Tag::kSub:
    case Tag::kSup:
    case Tag::kTable:
    case Tag::kTt:
    case Tag::kU:
    case Tag::kUl:
    case Tag::kVar:
      return true;
    default:
      return is_heading(tag);
  }
}

bool is_markup_point(std::string_view name) {
  constexpr std::string_view kPoints[] = {"annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms", "mtext"};
  return is_one_of(name, kPoints);
}

}  // namespace waqai::html
