// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/file.h"
#include "tagger_data.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace waqai::train {

Result<TypeCounts> count_types(const std::string& path) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  TypeCounts types;
  const text::Segmenter segmenter;
  text::Segmentation tokens;
  std::string_view rest = bytes.value();
  while (!rest.empty()) {
    const std::string line = text::to_valid_utf8(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(std::min(rest.size(), rest.find('\n') == std::string_view::npos ? rest.size() : rest.find('\n') + 1));
    segmenter.segment(line, 0, tokens);
    for (const text::RawToken& token : tokens.tokens) {
      if (token.kind == text::TokenKind::kWord) ++types[std::string(token.span.of(line))];
    }
  }
  return types;
}

}  // namespace waqai::train
