// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as dictionary sources: findings, never a crash; every view lies in the text.
#include <cstdint>
#include <string>

#include "lexicon/source.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai::lexicon;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const SourceSet sources = SourceSet::from_texts({{"x/a.tsv", text, ""}, {"x/b.frames", text, ""}});
  Findings findings;
  for (const Table& table : sources.tables("x/", {}, findings)) {
    for (const TableRow& row : table.rows) (void)split_list(row.cells.front());
  }
  (void)sources.blocks("x/", findings);
  return 0;
}
