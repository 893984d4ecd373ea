// SPDX-License-Identifier: Apache-2.0
#include "text/segment.h"

#include <algorithm>
#include <span>

#include "text/breaks.h"
#include "text/dateline.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::text {
namespace {

constexpr uint32_t kHeadlineMin = 4;  // tokens of a bare headline: fewer are subheadings of the article itself
constexpr uint32_t kHeadlineMax = 15;

// The end of the line that starts at `begin`: the offset of its break, or the end of the text.
uint32_t line_end(std::string_view text, uint32_t begin) {
  uint32_t at = begin;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x0A && byte <= 0x0D) return at;
    if (byte == 0xC2 || byte == 0xE2) {
      if (is_line_break(decode(text, at).code)) return at;
    }
    ++at;
  }
  return at;
}

class Work {
 public:
  Work(std::string_view text, const PhraseBook& book, Segmentation& out) : text_(text), book_(book), out_(out) {}

  void lines(uint32_t begin, uint32_t end, SentenceKind kind) {
    while (begin < end) {
      const uint32_t stop = std::min(end, line_end(text_, begin));
      if (stop > begin) line({begin, stop}, kind);
      begin = stop < end ? stop + decode(text_, stop).size : end;
    }
  }

  // A short body paragraph without a final mark, between two that have one, is the headline of another article.
  void mark_headlines() {
    for (size_t i = 1; i + 1 < paragraphs_.size(); ++i) {
      const Paragraph& one = paragraphs_[i];
      if (one.headline && paragraphs_[i - 1].finished && paragraphs_[i + 1].finished) out_.sentences[one.first_sentence].kind = SentenceKind::kTeaser;
    }
  }

 private:
  struct Paragraph {  // of the body, furniture left out
    size_t first_sentence = 0;
    bool finished = false;  // ends with a full stop, a colon, a closing quote, ...
    bool headline = false;  // has the form of one
  };

  void line(Span range, SentenceKind kind) {
    const auto first = static_cast<uint32_t>(out_.tokens.size());
    read_glyphs(text_, range, out_.glyphs);
    tokenize(out_.glyphs, out_.tokens);
    const std::span<const RawToken> tokens = std::span<const RawToken>(out_.tokens).subspan(first);
    if (tokens.empty()) return;
    if (kind == SentenceKind::kBody && book_.is_furniture(text_, tokens)) kind = SentenceKind::kTeaser;
    find_breaks(text_, tokens, book_, kind == SentenceKind::kTitle, out_.ends);
    const size_t first_sentence = out_.sentences.size();
    uint32_t begin = 0;
    for (const uint32_t end : out_.ends) {
      out_.sentences.push_back({{tokens[begin].span.begin, tokens[end - 1].span.end}, kind, paragraph_, {}, first + begin, first + end});
      begin = end;
    }
    ++paragraph_;
    if (kind != SentenceKind::kBody) return;
    if (paragraphs_.empty()) add_dateline(tokens, out_.sentences[first_sentence]);
    const bool finished = is_finished(tokens.back());
    paragraphs_.push_back({first_sentence, finished, !finished && out_.ends.size() == 1 && is_headline(tokens)});
  }

  // Short, no item of a list, and not carried on from the line before by "and".
  bool is_headline(std::span<const RawToken> tokens) const {
    if (tokens.size() < kHeadlineMin || tokens.size() > kHeadlineMax || tokens[0].kind != TokenKind::kWord) return false;
    return plain_letters(decode(text_, tokens[0].span.begin).code).code[0] != kWaw;
  }

  void add_dateline(std::span<const RawToken> tokens, RawSentence& sentence) const {
    const size_t in_sentence = sentence.end_token - sentence.first_token;
    const size_t count = dateline_tokens(text_, tokens.first(in_sentence), book_);
    if (count > 0) sentence.dateline = {tokens[0].span.begin, tokens[count - 1].span.end};
  }

  bool is_finished(const RawToken& last) const {
    if (last.kind != TokenKind::kPunctuation) return false;
    const char32_t code = decode(text_, last.span.begin).code;
    return code != '(' && code != kTatweel && code != '-' && code != kArabicComma;
  }

  std::string_view text_;
  const PhraseBook& book_;
  Segmentation& out_;
  std::vector<Paragraph> paragraphs_;
  uint32_t paragraph_ = 0;
};

}  // namespace

void Segmenter::segment(std::string_view text, uint32_t title_end, Segmentation& out) const {
  out.sentences.clear();
  out.tokens.clear();
  Work work(text, book_, out);
  work.lines(0, title_end, SentenceKind::kTitle);
  work.lines(title_end, static_cast<uint32_t>(text.size()), SentenceKind::kBody);
  work.mark_headlines();
}

}  // namespace waqai::text
