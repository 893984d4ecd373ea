// SPDX-License-Identifier: Apache-2.0
//
// UTF-8: decode, encode, validate, repair, count.  Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace waqai::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// The code point at `at` and its length in bytes (1 to 4).  Invalid bytes give kReplacement and the length of the maximal subpart
// (WHATWG Encoding Standard, "UTF-8 decoder").  REQUIRES: at < text.size()
struct Decoded {
  char32_t code = 0;
  uint32_t size = 1;
};
Decoded decode(std::string_view text, size_t at);

// Appends `code` as UTF-8; surrogates and values above U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code);

// Byte offset of the first invalid sequence; npos where all is valid.
size_t first_invalid_utf8(std::string_view text);

// A copy with each maximal invalid subpart replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

// Number of code points.  REQUIRES: valid UTF-8
size_t count_code_points(std::string_view text);

}  // namespace waqai::text
