// SPDX-License-Identifier: Apache-2.0
//
// Bytes as a stored analysis, once as they are and once with a right checksum: it is not taken, or its trees and names lie within their sentences
// and tokens.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/hash.h"
#include "pipeline/analysis.h"
#include "search/varint.h"

namespace {

constexpr const char* kHash = "0123456789abcdef0123456789abcdef";

void use(const std::string& bytes) {
  using namespace waqai;
  pipeline::Analysis analysis;
  if (!pipeline::unpack_analysis(bytes, kHash, analysis)) return;
  size_t end = 0;
  for (const uint32_t words : analysis.words) {
    const size_t begin = end;
    end += words;
    if (end > analysis.arcs.size()) std::abort();
    for (size_t w = begin; w < end; ++w) {
      const annot::Arc& arc = analysis.arcs[w];
      const bool is_root = arc.relation == annot::Relation::kRoot;
      if (is_root != (arc.head == annot::kNone) || (!is_root && (arc.head < begin || arc.head >= end))) std::abort();
    }
  }
  if (end != analysis.arcs.size()) std::abort();
  uint32_t last = 0;
  for (const annot::Name& name : analysis.names) {
    if (name.tokens.begin < last || name.tokens.empty() || name.tokens.end > analysis.readings.size()) std::abort();
    last = name.tokens.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  use(bytes);
  constexpr size_t kHeader = 9;
  if (size <= kHeader) return 0;
  const std::string packed = bytes.substr(kHeader);
  std::string sealed = bytes.substr(0, 1);
  search::put_fixed(sealed, base::hash64(packed, base::hash64(kHash)));
  use(sealed + packed);
  return 0;
}
