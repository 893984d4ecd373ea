// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a WARC file: every item is a complete article or a rejection with a place.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "ingest/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  const std::string bytes = "WARC/1." + std::string(reinterpret_cast<const char*>(data), size);
  const int descriptor = ::memfd_create("warc", 0);
  if (descriptor < 0 || ::write(descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
      ::lseek(descriptor, 0, SEEK_SET) != 0)
    std::abort();
  ingest::ReadOptions options;
  options.standard_input = descriptor;
  options.max_article_bytes = 4096;
  options.any_language = true;
  ingest::ArticleReader reader({"-"}, options);
  for (ingest::ReadItem item; reader.next(item);) {
    if (!item.status.is_ok() && item.status.place().empty()) std::abort();
    if (item.status.is_ok() && (item.article.id.empty() || item.article.text.empty())) std::abort();
  }
  ::close(descriptor);
  return 0;
}
