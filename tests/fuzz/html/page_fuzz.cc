// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a web page: it is read without failure, and every run of every paragraph lies within the page and the paragraph.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "html/page.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const html::Page page = html::read_page(bytes, bytes.substr(0, 40));
  for (const html::Paragraph& paragraph : page.paragraphs) {
    if (paragraph.text.empty()) std::abort();
    for (const html::Run& run : paragraph.runs) {
      if (run.page >= size || run.text + run.size > paragraph.text.size()) std::abort();
    }
  }
  (void)html::declared_charset(bytes);
  return 0;
}
