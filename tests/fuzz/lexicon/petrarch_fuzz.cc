// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a foreign dictionary: what cannot be taken over is counted, and what is written are tables that can be read again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lexicon/petrarch.h"
#include "lexicon/source.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai::lexicon;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const PetrarchImport import = import_petrarch({{"a.txt", text}}, {"SYR", "EGY", "USA"});
  const SourceSet sources = SourceSet::from_texts(
      {{"actors/p-orgs.tsv", import.orgs, ""}, {"actors/p-sectors.tsv", import.sectors, ""}, {"events/p.frames", import.frames, ""}});
  Findings findings;
  (void)sources.tables("actors/", {}, findings);
  (void)sources.blocks("events/", findings);
  return 0;
}
