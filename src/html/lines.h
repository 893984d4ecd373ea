// SPDX-License-Identifier: Apache-2.0
//
// Lines that stand on the pages of news sites without being part of the article: pointers to other articles, share bars, counters.  The phrases come
// from data/text/furniture.tsv and data/text/pages.tsv (html/phrases.h is generated from them).  Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace waqai::html {

// Whether a line of `chars` characters opens or is such a part.
bool opens_furniture(std::string_view line, uint32_t chars);

// The same for lines that make everything up to the next heading such a part: "related articles", "comments".
bool opens_section(std::string_view line, uint32_t chars);

// Whether the line stands above the comments of readers: "3 comments".
bool opens_comments(std::string_view line, uint32_t chars);

// Equal but for letter case, space and punctuation; false where one of them is empty.
bool same_line(std::string_view a, std::string_view b);

}  // namespace waqai::html
