// SPDX-License-Identifier: Apache-2.0
//
// Span: a half-open range of bytes [begin, end) in the stored UTF-8 text of an article (title, newline, paragraphs).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace waqai {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(Span other) const { return std::max(begin, other.begin) < std::min(end, other.end); }
  // The bytes of `text` that the span covers.  REQUIRES: end <= text.size()
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
  friend bool operator==(const Span&, const Span&) = default;
  friend auto operator<=>(const Span&, const Span&) = default;
};

// The smallest span that covers both; an empty one at 0 counts as nothing.
inline Span cover(Span a, Span b) {
  if (a == Span{}) return b;
  if (b == Span{}) return a;
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace waqai
