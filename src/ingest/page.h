// SPDX-License-Identifier: Apache-2.0
//
// A web page as bytes to the fields of an article: its encoding told, then read by html/page.h.  Thread rule: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/charset.h"
#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai::ingest {

// Whether bytes that start so are a web page (in UTF-16, too).  Feeds and other XML are none.
bool looks_like_page(std::string_view head);

// The encoding of a page: a byte order mark; UTF-8 where nearly all sequences of the whole page are; then what the header names, what the page names,
// what its bytes look like. kBinaryInput where it is no text.
Result<Charset> page_charset(std::string_view bytes, std::string_view header_label);

struct PageContext {
  Charset charset = Charset::kAuto;  // believed where it is not kAuto
  std::string header_charset;        // label of the HTTP header; may be empty
  std::string url;                   // where it came from; may be empty
};

// Title, author, time, outlet, section, address and text into `article`, not completed (article.h).  The text is empty where the page holds no
// article.
Status read_page_article(std::string_view bytes, const PageContext& context, Article& article, std::vector<std::string>& warnings);

}  // namespace waqai::ingest
