// SPDX-License-Identifier: Apache-2.0
#include "html/scanner.h"

#include <algorithm>

namespace waqai::html {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool same_letters(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
           return lower(x) == lower(y);
         });
}

}  // namespace

Token Scanner::text_until(size_t end, Token::Kind kind) {
  Token token;
  token.kind = kind;
  token.tag = Tag::kText;
  token.begin = at_;
  token.end = end;
  at_ = end;
  return token;
}

// Where the end tag of the raw element that is open starts; the end of the page where there is none.
size_t Scanner::raw_end(Tag) const {
  for (size_t at = page_.find("</", at_); at != std::string_view::npos; at = page_.find("</", at + 2)) {
    const size_t after = at + 2 + raw_name_.size();
    if (!same_letters(page_.substr(at + 2, raw_name_.size()), raw_name_)) continue;
    if (after >= page_.size() || is_space(page_[after]) || page_[after] == '>' || page_[after] == '/') return at;
  }
  return page_.size();
}

// Behind the "-->" or "--!>" that ends the comment whose text starts at `from`; npos where there is none.
size_t Scanner::behind_comment(size_t from) const {
  for (size_t at = page_.find("--", from); at != std::string_view::npos; at = page_.find("--", at + 1)) {
    const std::string_view rest = page_.substr(at + 2, 2);
    if (rest.starts_with('>')) return at + 3;
    if (rest == "!>") return at + 4;
  }
  return std::string_view::npos;
}

// Behind a comment, declaration or processing instruction that starts at at_.
void Scanner::skip_markup(bool foreign) {
  const std::string_view rest = page_.substr(at_);
  if (rest.starts_with("<!-->") || rest.starts_with("<!--->")) {
    at_ += rest[4] == '>' ? 5 : 6;
  } else if (rest.starts_with("<!--")) {
    // A comment that is never closed would hide the rest of the page: then only its mark is passed over.
    const size_t end = comments_end_ ? behind_comment(at_ + 4) : std::string_view::npos;
    comments_end_ = end != std::string_view::npos;
    at_ = comments_end_ ? end : at_ + 4;
  } else {
    size_t end = std::string_view::npos;
    if (foreign && data_ends_ && rest.starts_with("<![CDATA[")) {
      end = page_.find("]]>", at_ + 9);
      data_ends_ = end != std::string_view::npos;
    }
    const bool data = end != std::string_view::npos;
    if (!data) end = page_.find('>', at_ + 2);
    at_ = end == std::string_view::npos ? page_.size() : end + (data ? 3 : 1);
  }
}

Token Scanner::next(std::vector<Attribute>& attributes, bool foreign) {
  while (at_ < page_.size()) {
    if (raw_ != Tag::kNone) {
      const Tag tag = raw_;
      raw_ = Tag::kNone;
      const size_t end = raw_end(tag);
      const bool shown = tag == Tag::kTitle || tag == Tag::kTextarea || tag == Tag::kXmp;
      if (end > at_) return text_until(end, shown ? Token::Kind::kText : Token::Kind::kRawText);
      continue;
    }
    if (page_[at_] != '<') return text_until(std::min(page_.find('<', at_), page_.size()), Token::Kind::kText);
    const char after = at_ + 1 < page_.size() ? page_[at_ + 1] : ' ';
    if (after == '!' || after == '?' || (after == '/' && at_ + 2 < page_.size() && !is_letter(page_[at_ + 2]))) {
      skip_markup(foreign);
      continue;
    }
    Token token;
    if (!is_letter(after) && after != '/') return text_until(std::min(page_.find('<', at_ + 1), page_.size()), Token::Kind::kText);
    if (read_tag(token, attributes)) return token;
    return text_until(page_.size(), Token::Kind::kText);
  }
  return {};
}

// False where the page ends within a tag's name; at_ is then where it was.
bool Scanner::read_tag(Token& token, std::vector<Attribute>& attributes) {
  const bool closing = page_[at_ + 1] == '/';
  size_t at = at_ + (closing ? 2 : 1);
  const size_t name = at;
  while (at < page_.size() && !is_space(page_[at]) && page_[at] != '>' && page_[at] != '/') ++at;
  if (at == page_.size()) return false;
  token.kind = closing ? Token::Kind::kEndTag : Token::Kind::kStartTag;
  token.begin = at_;
  token.name = page_.substr(name, at - name);
  token.tag = tag_of(token.name);
  at_ = at;
  const size_t first = attributes.size();
  while (at_ < page_.size() && page_[at_] != '>') {
    const char c = page_[at_];
    token.self_closing = c == '/';
    if (is_space(c) || c == '/') {
      ++at_;
    } else {
      read_attribute(attributes, first);
    }
  }
  if (at_ < page_.size()) ++at_;
  token.end = at_;
  if (closing) {
    attributes.resize(first);
  } else if (is_raw(token.tag) && !token.self_closing) {
    raw_ = token.tag;
    raw_name_ = token.name;
  }
  return true;
}

void Scanner::read_attribute(std::vector<Attribute>& attributes, size_t first) {
  Attribute attribute;
  const size_t name = at_;
  ++at_;  // a name may start with "="
  while (at_ < page_.size() && !is_space(page_[at_]) && page_[at_] != '=' && page_[at_] != '>' && page_[at_] != '/') ++at_;
  attribute.name = page_.substr(name, at_ - name);
  size_t at = at_;
  while (at < page_.size() && is_space(page_[at])) ++at;
  if (at < page_.size() && page_[at] == '=') {
    ++at;
    while (at < page_.size() && is_space(page_[at])) ++at;
    if (at < page_.size() && (page_[at] == '"' || page_[at] == '\'')) {
      const size_t end = std::min(page_.find(page_[at], at + 1), page_.size());
      attribute.value = page_.substr(at + 1, end - at - 1);
      at_ = std::min(end + 1, page_.size());
    } else {
      const size_t value = at;
      while (at < page_.size() && !is_space(page_[at]) && page_[at] != '>') ++at;
      attribute.value = page_.substr(value, at - value);
      at_ = at;
    }
  }
  if (attributes.size() - first >= kMaxAttributes) return;
  for (size_t i = first; i < attributes.size(); ++i) {
    if (same_letters(attributes[i].name, attribute.name)) return;
  }
  attributes.push_back(attribute);
}

}  // namespace waqai::html
