// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the path and the query of an address: refused, or decoded without a NUL, and the same after writing and reading it again.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "serve/http.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai::serve;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string decoded, again;
  if (percent_decode(text, false, decoded)) {
    if (decoded.find('\0') != std::string::npos) std::abort();
    if (!percent_decode(percent_encode(decoded), false, again) || again != decoded) std::abort();
  }
  std::vector<std::pair<std::string, std::string>> pairs;
  if (parse_query(text, pairs) && pairs.size() > 256) std::abort();
  return 0;
}
