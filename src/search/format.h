// SPDX-License-Identifier: Apache-2.0
//
// The file of a segment (docs/FORMATS.md): header, table of checksums, then the sections.  A checksum covers a chunk of the file, so that a question
// reads and checks only what it needs; the first covers header and table.
#pragma once

#include <cstdint>
#include <string_view>

namespace waqai::search {

inline constexpr std::string_view kSegmentMagic = "WAQAISRC";
inline constexpr uint32_t kSegmentVersion = 1;
inline constexpr uint32_t kChunkBytes = 1 << 16;
inline constexpr uint32_t kBlockTerms = 16;  // terms, and lemmas, that share their beginnings with the one before

enum Section : uint32_t { kDocumentSection, kTermSection, kTermBlockSection, kLemmaSection, kLemmaBlockSection, kPostingSection, kSectionCount };

struct SegmentHeader {
  char magic[8] = {};
  uint32_t version = 0;
  uint32_t documents = 0;
  uint32_t terms = 0;
  uint32_t lemmas = 0;
  uint64_t bytes = 0;                      // of the file
  uint64_t begin[kSectionCount + 1] = {};  // of each section, and the end of the last
  uint64_t checksum = 0;                   // of header (this field as 0) and table of checksums
};

// Where the terms of a block begin: in the term section, and their postings in the posting section.
struct TermBlock {
  uint32_t terms = 0;
  uint32_t postings_low = 0;
  uint32_t postings_high = 0;
};

}  // namespace waqai::search
