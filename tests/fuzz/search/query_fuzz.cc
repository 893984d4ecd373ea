// SPDX-License-Identifier: Apache-2.0
//
// Anything typed into the search box: a failure with a code, or words none of which is empty.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "search/query.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  const Result<search::Query> query = search::parse_query({reinterpret_cast<const char*>(data), size});
  if (!query) {
    if (query.status().code() == 0) std::abort();
    return 0;
  }
  if (query.value().all.empty()) std::abort();
  for (const auto& choice : query.value().all) {
    if (choice.empty()) std::abort();
    for (const search::QueryWord& word : choice) {
      if (word.text.empty()) std::abort();
    }
  }
  return 0;
}
