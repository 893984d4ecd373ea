// SPDX-License-Identifier: Apache-2.0
//
// Scanner: the start tags, end tags and runs of text of a page, in order, each byte looked at a bounded number of times.  Comments, declarations and
// processing instructions are passed over.  Thread rule: one thread at a time; the page must outlive it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "html/tags.h"
#include "html/tree.h"

namespace waqai::html {

struct Token {
  enum class Kind : uint8_t { kEnd, kText, kRawText, kStartTag, kEndTag };
  Kind kind = Kind::kEnd;
  Tag tag = Tag::kNone;
  std::string_view name;  // of a tag, as it stands
  bool self_closing = false;
  size_t begin = 0;
  size_t end = 0;
};

class Scanner {
 public:
  explicit Scanner(std::string_view page) : page_(page) {}

  // The next token; kEnd at the end.  Attributes of a start tag are appended to `attributes`, at most kMaxAttributes, the first of a name.
  // `foreign`: within <svg> or <math>, where <![CDATA[ starts text; elsewhere it is a comment up to the next ">".
  Token next(std::vector<Attribute>& attributes, bool foreign);

 private:
  Token text_until(size_t end, Token::Kind kind);
  bool read_tag(Token& token, std::vector<Attribute>& attributes);
  void read_attribute(std::vector<Attribute>& attributes, size_t first);
  size_t behind_comment(size_t from) const;
  void skip_markup(bool foreign);
  size_t raw_end(Tag tag) const;

  std::string_view page_;
  size_t at_ = 0;
  bool comments_end_ = true;  // no comment has been met that is never closed
  bool data_ends_ = true;     // the same of <![CDATA[
  Tag raw_ = Tag::kNone;      // the content of this element comes next
  std::string_view raw_name_;
};

}  // namespace waqai::html
