// SPDX-License-Identifier: Apache-2.0
//
// Packed bytes in memory made plain: gzip, deflate, brotli, zstandard, and the chunks of HTTP.  Output is bounded: a bomb costs no more than its
// limit. Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace waqai::ingest {

enum class Unpacked {
  kDone,      // all of it
  kCut,       // the input ends too early or is damaged; what stood before is in the output
  kTooLong,   // the output would be longer than the limit; so much of it is there
  kNotPacked  // the input is not what it is called; the output is empty
};

// `name` is a content encoding of HTTP in lower case: gzip, x-gzip, deflate, br, zstd.  Unknown names are kNotPacked.
Unpacked unpack(std::string_view name, std::string_view bytes, size_t limit, std::string& out);

// The chunked transfer encoding undone.  kNotPacked where no chunk size stands at the start.
Unpacked join_chunks(std::string_view bytes, size_t limit, std::string& out);

}  // namespace waqai::ingest
