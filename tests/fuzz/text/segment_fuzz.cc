// SPDX-License-Identifier: Apache-2.0
//
// Any text, any title: segment() keeps its promises (ordered spans within the text, every token in one sentence).
#include <cstdint>
#include <cstdlib>

#include "text/segment.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waqai;
  if (size == 0) return 0;
  static const text::Phrase kPhrases[] = {{"CNN", text::PhraseUse::kAgency, 0},
                                          {"more", text::PhraseUse::kOpens, 3},
                                          {"3 views", text::PhraseUse::kWhole, 0},
                                          {"Dr", text::PhraseUse::kAbbreviation, 0},
                                          {"net", text::PhraseUse::kSiteSuffix, 0}};
  static const text::Segmenter segmenter{text::PhraseBook(kPhrases)};
  static text::Segmentation found;
  const std::string text = text::to_valid_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  auto title_end = static_cast<uint32_t>(std::min<size_t>(data[0], text.size()));
  while (title_end > 0 && title_end < text.size() && (static_cast<unsigned char>(text[title_end]) & 0xC0) == 0x80) --title_end;
  segmenter.segment(text, title_end, found);
  uint32_t last = 0;
  for (const text::RawToken& token : found.tokens) {
    if (token.span.begin < last || token.span.end <= token.span.begin || token.span.end > text.size()) std::abort();
    last = token.span.end;
  }
  uint32_t next = 0;
  for (const text::RawSentence& sentence : found.sentences) {
    if (sentence.first_token != next || sentence.end_token <= next || (!sentence.dateline.empty() && !sentence.span.contains(sentence.dateline)))
      std::abort();
    next = sentence.end_token;
  }
  if (next != found.tokens.size()) std::abort();
  return 0;
}
