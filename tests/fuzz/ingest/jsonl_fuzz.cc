// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as standard input (packed or not, any encoding, lines or objects): every item is a complete article or a rejection with a place.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

#include "ingest/reader.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  const int descriptor = ::memfd_create("input", 0);
  if (descriptor < 0 || ::write(descriptor, data, size) != static_cast<ssize_t>(size) || ::lseek(descriptor, 0, SEEK_SET) != 0) std::abort();
  ingest::ReadOptions options;
  options.standard_input = descriptor;
  options.max_article_bytes = 4096;
  ingest::ArticleReader reader({"-"}, options);
  for (ingest::ReadItem item; reader.next(item);) {
    if (!item.status.is_ok()) {
      if (item.status.place().empty()) std::abort();
      continue;
    }
    const Article& article = item.article;
    if (!article.conllu.empty()) continue;  // trees: the text is made from them later
    if (article.id.empty() || article.text.empty() || !article.text.starts_with(article.title)) std::abort();
    if (text::first_invalid_utf8(article.text) != std::string::npos) std::abort();
  }
  ::close(descriptor);
  return 0;
}
