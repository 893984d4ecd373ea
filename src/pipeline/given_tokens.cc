// SPDX-License-Identifier: Apache-2.0
#include "pipeline/given_tokens.h"

#include "text/glyphs.h"
#include "text/tokens.h"

namespace waqai::pipeline {

void set_text_layer(const std::vector<std::vector<std::string>>& sentences, annot::Document& doc, std::vector<uint32_t>& given) {
  std::string text;
  for (const auto& sentence : sentences) {
    for (const std::string& token : sentence) text += token + ' ';
    text += '\n';
  }
  doc.reset(std::move(text));
  given.clear();
  std::vector<text::Glyph> glyphs;
  std::vector<text::RawToken> pieces;
  uint32_t at = 0, number = 0, paragraph = 0;
  for (const auto& sentence : sentences) {
    const auto first = static_cast<uint32_t>(doc.tokens.size());
    for (const std::string& token : sentence) {
      const auto end = at + static_cast<uint32_t>(token.size());
      text::read_glyphs(doc.text, {at, end}, glyphs);
      pieces.clear();
      text::tokenize(glyphs, pieces);
      for (size_t p = 0; p < pieces.size(); ++p) {
        doc.tokens.push_back({pieces[p].span, static_cast<annot::TokenKind>(pieces[p].kind), p + 1 == pieces.size(), {}});
        given.push_back(number);
      }
      at = end + 1;
      ++number;
    }
    ++at;
    const auto last = static_cast<uint32_t>(doc.tokens.size());
    if (last == first) continue;
    doc.sentences.push_back(
        {{doc.tokens[first].span.begin, doc.tokens[last - 1].span.end}, annot::SentenceKind::kBody, paragraph++, {}, {first, last}, {}});
  }
}

}  // namespace waqai::pipeline
