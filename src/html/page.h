// SPDX-License-Identifier: Apache-2.0
//
// From a web page to the article on it: title, author, time, outlet, section, and the paragraphs of the body without what stands around them
// (navigation, pointers to other articles, captions, share bars, comments).  Structure, class names in general use and the text itself decide; no
// site has rules of its own. Thread rule: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waqai::html {

// `size` bytes of a paragraph's text that stand so in the page: text[text .. text + size) is page[page .. page + size), except that a character
// reference of the page is one character of the text and white space may differ.
struct Run {
  uint32_t text = 0;
  uint32_t page = 0;
  uint32_t size = 0;
};

struct Paragraph {
  std::string text;       // one line, single spaces
  std::vector<Run> runs;  // in order of both
  bool heading = false;
};

// Fields that the page does not tell are empty.
struct Page {
  std::string title;
  std::string author;          // names joined by "; "
  std::string published;       // YYYY-MM-DD: the day in the zone that the page names
  std::string published_time;  // as told: YYYY-MM-DDTHH:MM:SS and the zone (Z or +HH:MM), where the page tells so much; else as `published`
  std::string source;          // name of the outlet
  std::string section;
  std::string url;  // canonical address
  std::vector<Paragraph> paragraphs;
};

// Reads a page; `page` is UTF-8, broken sequences are kept.  `url`, where known, helps to find the day.  A page without an article (a front page, a
// form) gives few paragraphs or none.  Never fails.  O(bytes), memory about 60 bytes a tag.
Page read_page(std::string_view page, std::string_view url = {});

// The encoding that the page names for itself in its first kilobytes (meta charset, http-equiv, XML declaration), as it spells it; empty where it
// names none.
std::string declared_charset(std::string_view head);

}  // namespace waqai::html
