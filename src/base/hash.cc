// SPDX-License-Identifier: Apache-2.0
#include "base/hash.h"

#include <xxhash.h>

namespace waqai::base {

uint64_t hash64(std::string_view bytes, uint64_t seed) { return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed); }

std::string digest128(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint64_t half : {hash.high64, hash.low64}) {
    for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[(half >> shift) & 15];
  }
  return text;
}

std::string with_check(std::string text) {
  text += "check " + digest128(text) + "\n";
  return text;
}

std::optional<std::string_view> without_check(std::string_view text) {
  const size_t last = text.rfind("check ");
  if (last == std::string_view::npos || text.substr(last) != "check " + digest128(text.substr(0, last)) + "\n") return std::nullopt;
  return text.substr(0, last);
}

}  // namespace waqai::base
