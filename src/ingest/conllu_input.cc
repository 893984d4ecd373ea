// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include "base/error_codes.h"
#include "base/hash.h"
#include "ingest/article.h"
#include "ingest/input.h"
#include "ingest/text_stream.h"

namespace waqai::ingest {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr size_t kConlluGrowth = 16;  // bytes of CoNLL-U for a byte of text, at most

// The value of the CoNLL-U comment `# key = value`; nothing where the line is another one.
std::optional<std::string> conllu_comment(std::string_view line, std::string_view key) {
  const auto trimmed = [](std::string_view text) {
    const size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
  };
  if (!line.starts_with('#')) return std::nullopt;
  line = trimmed(line.substr(1));
  if (!line.starts_with(key)) return std::nullopt;
  line = trimmed(line.substr(key.size()));
  return line.starts_with('=') ? std::optional(std::string(trimmed(line.substr(1)))) : std::nullopt;
}

// `# newdoc`, with or without an id.
bool is_newdoc(std::string_view line) {
  if (!line.starts_with('#')) return false;
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks, 1), line.size()));
  constexpr std::string_view kWord = "newdoc";
  return line.starts_with(kWord) && (line.size() == kWord.size() || line[kWord.size()] == ' ');
}

// Trees of another parser: the lines up to the next `# newdoc` are an article.  What they hold is judged when it is coded.
class ConlluInput : public Input {
 public:
  ConlluInput(std::string name, std::unique_ptr<TextStream> text, const ReadOptions& options)
      : name_(std::move(name)), text_(std::move(text)), options_(options) {}

  uint64_t bytes_read() const override { return text_->bytes_read(); }

  bool next(ReadItem& item) override {
    if (done_) return false;
    if (document(item)) {
      any_ = true;
      return true;
    }
    done_ = true;
    return end_of_text(name_, text_->status(), any_, item);
  }

 private:
  bool document(ReadItem& item) {
    Article& article = item.article;
    const size_t limit = options_.max_article_bytes * kConlluGrowth;
    bool any = false, too_long = false;
    while (pending_ || text_->read_line(options_.max_article_bytes, piece_)) {
      pending_ = false;
      if (any && is_newdoc(piece_.text)) {
        pending_ = true;
        break;
      }
      if (item.place.empty()) {
        item.place = name_ + ":" + std::to_string(piece_.number);
        article.conllu_file = name_;
        article.conllu_line = static_cast<uint32_t>(piece_.number);
      }
      too_long = too_long || piece_.too_long || article.conllu.size() + piece_.text.size() >= limit;
      if (too_long) continue;
      if (const auto id = conllu_comment(piece_.text, "newdoc id")) article.id = *id;
      if (const auto published = conllu_comment(piece_.text, "published")) article.published = *published;
      if (const auto source = conllu_comment(piece_.text, "source")) article.source = *source;
      if (const auto url = conllu_comment(piece_.text, "url")) article.url = *url;
      any = any || (!piece_.text.empty() && piece_.text[0] != '#');
      article.conllu += piece_.text;
      article.conllu += '\n';
    }
    if (too_long) {
      Status status =
          Status::error(base::kArticleTooLong, ErrorKind::kRejected, "the article is longer than " + std::to_string(limit) + " bytes of CoNLL-U");
      item.status = std::move(status).at(item.place);
      return true;
    }
    if (!any) return false;
    if (article.id.empty()) article.id = base::digest128(article.conllu).substr(0, kIdDigits);
    return true;
  }

  std::string name_;
  std::unique_ptr<TextStream> text_;
  const ReadOptions& options_;
  Piece piece_;
  bool pending_ = false;  // piece_ is read but not yet told
  bool any_ = false;
  bool done_ = false;
};

}  // namespace

bool looks_like_conllu(std::string_view head) {
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find('\n'));
    head.remove_prefix(std::min(line.size() + 1, head.size()));
    if (line.starts_with('#') || line.find_first_not_of(kBlanks) == std::string_view::npos) continue;
    return line[0] == '1' && std::count(line.begin(), line.end(), '\t') == 9;
  }
  return false;
}

Result<std::unique_ptr<Input>> open_conllu_input(OpenFile file, const ReadOptions& options) {
  Result<std::unique_ptr<TextStream>> text = TextStream::open(std::move(file.bytes), options.charset, std::move(file.head), file.ended);
  if (!text) return text.status();
  return std::unique_ptr<Input>(std::make_unique<ConlluInput>(std::move(file.name), std::move(text).value(), options));
}

}  // namespace waqai::ingest
