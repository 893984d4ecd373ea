// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/error_codes.h"
#include "ingest/input.h"
#include "ingest/text_stream.h"
#include "text/utf8.h"

namespace waqai::ingest {
namespace {

enum class Format { kPlain, kLines, kObjects };

constexpr std::string_view kBlanks = " \t\r\n";

// Whether the first JSON object of `head` goes over a line break: then records are told by braces, not by lines.
bool object_spans_lines(std::string_view head) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < head.size(); ++i) {
    if (in_string) {
      if (head[i] == '\\') ++i;
      if (i < head.size() && head[i] == '"') in_string = false;
      continue;
    }
    if (head[i] == '\n') return true;
    if (head[i] == '"') in_string = true;
    if (head[i] == '{') ++depth;
    if (head[i] == '}' && --depth == 0) return false;
  }
  return false;
}

Format format_of(const std::string& ending, std::string_view head) {
  if (ending == "jsonl" || ending == "ndjson") return Format::kLines;
  if (ending == "txt" || ending == "text") return Format::kPlain;
  const std::string_view start = head.substr(std::min(head.find_first_not_of(kBlanks), head.size()));
  const std::string_view inner = start.empty() ? start : start.substr(std::min(start.find_first_not_of(kBlanks, 1), start.size()));
  if (start.starts_with('[') && (inner.starts_with('{') || inner.starts_with(']') || ending == "json")) return Format::kObjects;
  const bool object = start.starts_with('{') && (inner.starts_with('"') || inner.starts_with('}'));
  if (!object) return ending == "json" ? Format::kLines : Format::kPlain;
  return object_spans_lines(start) ? Format::kObjects : Format::kLines;
}

// Plain text, or JSON records.
class TextInput : public Input {
 public:
  TextInput(std::string name, std::unique_ptr<TextStream> text, const ReadOptions& options, RecordParser& parser)
      : name_(std::move(name)), text_(std::move(text)), options_(options), parser_(parser), format_(format_of(ending_of(name_), text_->head())) {}

  uint64_t bytes_read() const override { return text_->bytes_read(); }

  // False at the end.  A record that fails is an item too.
  bool next(ReadItem& item) override {
    if (done_) return false;
    const bool found = format_ == Format::kPlain ? plain(item) : record(item);
    if (found) {
      any_ = true;
      return true;
    }
    done_ = true;
    return end_of_text(name_, text_->status(), any_, item);
  }

 private:
  void reject(ReadItem& item, Status status) const { item.status = std::move(status).at(item.place); }

  bool plain(ReadItem& item) {
    item.place = name_;
    std::string file;
    Piece line;
    while (text_->read_line(options_.max_article_bytes, line)) {
      if (line.too_long || file.size() + line.text.size() + 1 > options_.max_article_bytes) {
        done_ = true;
        reject(item, rejected(base::kArticleTooLong, "the article is longer than " + std::to_string(options_.max_article_bytes) + " bytes"));
        return true;
      }
      file += line.text;
      file += '\n';
    }
    if (any_ || file.find_first_not_of(kBlanks) == std::string::npos) return false;
    if (text::first_invalid_utf8(file) != std::string::npos) {
      file = text::to_valid_utf8(file);
      item.warnings.emplace_back("broken UTF-8 was replaced by U+FFFD");
    }
    if (auto once = undo_double_encoding(file)) {
      file = std::move(*once);
      item.warnings.emplace_back("double encoding was undone");
    }
    split_plain_text(file, item.article);
    if (!text_->status().is_ok()) item.warnings.emplace_back("the input breaks off; this is what stood before");
    if (Status status = complete_article(item.article, item.warnings, options_.any_language); !status) reject(item, std::move(status));
    return true;
  }

  // The next line that is not blank, or the next object.
  bool read_piece(ReadItem& item, bool& skipped) {
    skipped = false;
    if (format_ == Format::kObjects) {
      const bool found = text_->read_object(options_.max_article_bytes, piece_, skipped);
      item.place = name_ + ":record " + std::to_string(piece_.number);
      return found;
    }
    while (text_->read_line(options_.max_article_bytes, piece_)) {
      item.place = name_ + ":" + std::to_string(piece_.number);
      if (piece_.too_long || piece_.text.find_first_not_of(kBlanks) != std::string::npos) return true;
    }
    return false;
  }

  bool record(ReadItem& item) {
    bool skipped = false;
    const bool found = pending_ ? std::exchange(pending_, false) : read_piece(item, skipped);
    if (skipped) {
      pending_ = found;
      item.place = name_ + ":byte " + std::to_string(piece_.offset);
      reject(item, rejected(base::kBadJson, "text that is no JSON object stands before this place"));
      return true;
    }
    if (!found) return false;
    if (item.place.empty()) item.place = name_ + ":record " + std::to_string(piece_.number);
    const bool cut = !piece_.complete && !text_->status().is_ok();
    if (piece_.too_long) {
      if (cut) return false;
      const bool line = format_ == Format::kLines;
      reject(item, rejected(line ? base::kLineTooLong : base::kArticleTooLong, std::string(line ? "the line" : "the record") + " at byte " +
                                                                                   std::to_string(piece_.offset) + " is longer than " +
                                                                                   std::to_string(options_.max_article_bytes) + " bytes"));
      return true;
    }
    Status status = parser_.parse(piece_.text, item.article, item.warnings);
    if (!status && cut) return false;  // the end of a cut input: reported as that, not as bad JSON
    if (status) status = complete_article(item.article, item.warnings, options_.any_language);
    if (!status) reject(item, std::move(status));
    return true;
  }

  std::string name_;
  std::unique_ptr<TextStream> text_;
  const ReadOptions& options_;
  RecordParser& parser_;
  Format format_;
  Piece piece_;
  bool pending_ = false;  // piece_ is read but not yet told
  bool any_ = false;
  bool done_ = false;
};

}  // namespace

Result<std::unique_ptr<Input>> open_text_input(OpenFile file, const ReadOptions& options, RecordParser& parser) {
  Result<std::unique_ptr<TextStream>> text = TextStream::open(std::move(file.bytes), options.charset, std::move(file.head), file.ended);
  if (!text) return text.status();
  return std::unique_ptr<Input>(std::make_unique<TextInput>(std::move(file.name), std::move(text).value(), options, parser));
}

}  // namespace waqai::ingest
