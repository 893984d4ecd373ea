// SPDX-License-Identifier: Apache-2.0
//
// Articles as case files write them: the day of publication, or "undated"; then the text; a line "title: ..." in between makes a title.
#pragma once

#include <string>

#include "waqai/types/record.h"

namespace waqai::testing {

// Title and text of `article`; blank lines at the end are none of it.
inline void set_case_text(std::string text, Article& article) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (text.rfind("title: ", 0) == 0) {
    text.erase(0, 7);
    article.title = text.substr(0, text.find('\n'));
  }
  article.text = text;
}

inline Article case_article(const std::string& input) {
  Article article;
  const size_t line = input.find('\n');
  const std::string date = input.substr(0, line);
  if (date != "undated") article.published = date;
  set_case_text(input.substr(line + 1), article);
  return article;
}

}  // namespace waqai::testing
