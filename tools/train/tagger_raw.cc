// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/file.h"
#include "tagger_data.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace waqai::train {

void raw_tokens(std::string_view paragraph, std::vector<std::pair<std::string, annot::TokenKind>>& tokens) {
  static const text::Segmenter segmenter;
  tokens.clear();
  const std::string line = text::to_valid_utf8(paragraph);
  text::Segmentation found;
  segmenter.segment(line, 0, found);
  for (const text::RawToken& token : found.tokens) tokens.emplace_back(std::string(token.span.of(line)), static_cast<annot::TokenKind>(token.kind));
}

Result<TypeCounts> count_types(const std::string& path) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  TypeCounts types;
  std::vector<std::pair<std::string, annot::TokenKind>> tokens;
  const std::string& text = bytes.value();
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    raw_tokens(std::string_view(text).substr(at, end - at), tokens);
    for (auto& [surface, kind] : tokens) {
      if (kind == annot::TokenKind::kWord) ++types[std::move(surface)];
    }
    at = end + 1;
  }
  return types;
}

}  // namespace waqai::train
