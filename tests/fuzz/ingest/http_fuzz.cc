// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a stored HTTP response: the body never grows beyond the limit.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ingest/http.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bytes = "HTTP/1.1 " + std::string(reinterpret_cast<const char*>(data), size);
  constexpr size_t kLimit = 1 << 16;
  if (waqai::ingest::read_response(bytes, kLimit).body.size() > kLimit) std::abort();
  return 0;
}
