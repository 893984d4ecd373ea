// SPDX-License-Identifier: Apache-2.0
//
// A response of HTTP as a crawler stored it: its head, and its body made plain as far as it is packed at all.  Thread rule: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace waqai::ingest {

struct HeaderField {
  std::string name;  // lower case
  std::string value;
};

// Fields up to the first empty line; lines ended by CR LF or LF, folded lines joined, what is no field passed over.  `size` gets the bytes up to
// behind the empty line, all of them where there is none.  At most 1,000 fields are kept.
std::vector<HeaderField> read_fields(std::string_view bytes, size_t& size);

// The value of the first field of that name; empty where there is none.
std::string_view field(const std::vector<HeaderField>& fields, std::string_view name);

struct HttpResponse {
  int status = 0;       // 0 where the bytes do not start with a status line
  std::string type;     // media type in lower case, without parameters
  std::string charset;  // label of the Content-Type, as told
  std::string body;     // plain
  bool cut = false;     // the body ends too early, is damaged, or was longer than the limit
};

// Crawlers store bodies packed or unpacked under the same fields, chunked or not: each layer is undone only where the bytes agree with it.
HttpResponse read_response(std::string_view bytes, size_t limit);

}  // namespace waqai::ingest
