// SPDX-License-Identifier: Apache-2.0
//
// Hashes that never change: record ids and bundle checksums depend on them (XXH3, 64 and 128 bits, from libxxhash).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waqai::base {

// XXH3-64 of `bytes` with `seed`.  Stable over versions and machines.
uint64_t hash64(std::string_view bytes, uint64_t seed = 0);

// XXH3-128 of `bytes` as 32 lower-case hexadecimal digits.
std::string digest128(std::string_view bytes);

// `text` with a last line that has its hash, "check HASH"; and what stands before such a line, nothing where it is missing or does not agree.
std::string with_check(std::string text);
std::optional<std::string_view> without_check(std::string_view text);

// Mixes two hashes into one; order matters.
inline uint64_t mix(uint64_t a, uint64_t b) {
  a ^= b + 0x9e3779b97f4a7c15ULL + (a << 6) + (a >> 2);
  a *= 0xff51afd7ed558ccdULL;
  return a ^ (a >> 33);
}

// The b with mix(a, b) == mixed.
inline uint64_t unmix(uint64_t a, uint64_t mixed) {
  mixed ^= mixed >> 33;
  mixed *= 0x4f74430c22a54005ULL;  // the inverse
  return (mixed ^ a) - 0x9e3779b97f4a7c15ULL - (a << 6) - (a >> 2);
}

}  // namespace waqai::base
