// SPDX-License-Identifier: Apache-2.0
//
// Bytes as a segment of the search index, once as they are and once with right checksums: questions and merging end, and stay within the bytes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "search/format.h"
#include "search/index.h"
#include "search/segment_writer.h"

namespace {

void use(const std::string& bytes) {
  using namespace waqai::search;
  const waqai::Result<Segment> segment = Segment::open(bytes);
  if (!segment) return;
  const Index index(std::vector<Index::Part>{{&segment.value(), {}}});
  Question question;
  Sought word, prefix, phrase;
  word.spellings = {"a", "w1"};
  prefix.prefixes = {""};
  phrase.phrases = {{{{"w1"}, {}, {"w2", "w3"}}, How::kSpelling}};
  question.all = {{word, prefix, phrase}};
  (void)index.ask(question);
  (void)index.names_like({"BTN"}, 5);
  const MergePart part{&segment.value(), {}};
  (void)merge({&part, 1});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  use(bytes);
  waqai::search::SegmentHeader header;
  if (size < sizeof header) return 0;
  std::copy_n(bytes.data(), sizeof header, reinterpret_cast<char*>(&header));
  if (header.begin[0] < sizeof header || header.begin[0] > size) return 0;
  for (uint32_t i = 1; i <= waqai::search::kSectionCount; ++i) {
    if (header.begin[i] < header.begin[i - 1] || header.begin[i] > size) return 0;
  }
  use(waqai::search::with_checksums(std::move(bytes)));
  return 0;
}
