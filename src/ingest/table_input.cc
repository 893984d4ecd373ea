// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "base/error_codes.h"
#include "ingest/input.h"
#include "ingest/table.h"

namespace waqai::ingest {
namespace {

constexpr size_t kNone = SIZE_MAX;

// What a field's column is called: `name`, where the caller gave it another than the usual one, else that or one of `others`; the first column that
// bears one counts.
struct Alias {
  std::string Article::*field;
  std::string_view name;
  std::string_view usual;
  std::initializer_list<std::string_view> others;
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  out.erase(0, std::min(out.find_first_not_of(" \t"), out.size()));
  out.erase(std::min(out.find_last_not_of(" \t") + 1, out.size()));
  return out;
}

// Articles out of a CSV or TSV file with a header line.
class TableInput : public Input {
 public:
  TableInput(std::string name, std::unique_ptr<TextStream> text, char separator, const ReadOptions& options)
      : name_(std::move(name)), text_(std::move(text)), reader_(*text_, separator), options_(options) {}

  uint64_t bytes_read() const override { return text_->bytes_read(); }

  bool next(ReadItem& item) override {
    if (done_) return false;
    if (columns_.empty() && !read_header(item)) return true;
    uint64_t line = 0;
    const TableReader::Row row = reader_.next(options_.max_article_bytes, cells_, line);
    item.place = name_ + ":" + std::to_string(line);
    switch (row) {
      case TableReader::Row::kEnd:
        return end(item);
      case TableReader::Row::kTooLong:
        reject(item, base::kLineTooLong, "the row is longer than " + std::to_string(options_.max_article_bytes) + " bytes");
        return true;
      case TableReader::Row::kOpenQuote:
        done_ = true;
        reject(item, base::kBadCsv, "the table ends within a quoted cell that starts here");
        return true;
      case TableReader::Row::kRead:
        break;
    }
    if (cells_.size() != columns_.size()) {
      reject(item, base::kBadCsv, "the row has " + std::to_string(cells_.size()) + " cells, the header " + std::to_string(columns_.size()));
      return true;
    }
    for (size_t i = 0; i < cells_.size(); ++i) {
      if (columns_[i] != nullptr) item.article.*columns_[i] = std::move(cells_[i]);
    }
    if (Status status = complete_article(item.article, item.warnings, options_.any_language); !status) item.status = std::move(status).at(item.place);
    return true;
  }

 private:
  static void reject(ReadItem& item, int code, std::string message) {
    Status status = Status::error(code, ErrorKind::kRejected, std::move(message));
    item.status = std::move(status).at(item.place);
  }

  bool end(ReadItem& item) {
    done_ = true;
    if (text_->status().is_ok()) return false;
    item.place = name_;
    item.status = Status(text_->status()).at(name_);
    return true;
  }

  // Finds the columns; false where there is no column of text, with the reason in `item`.
  bool read_header(ReadItem& item) {
    uint64_t line = 0;
    const TableReader::Row row = reader_.next(options_.max_article_bytes, cells_, line);
    item.place = name_ + ":" + std::to_string(line);
    done_ = true;
    if (row == TableReader::Row::kEnd) {
      (void)end_of_text(name_, text_->status(), false, item);
      return false;
    }
    const FieldNames& names = options_.fields;
    const Alias aliases[] = {{&Article::text, names.text, "text", {"body", "content", "article", "maintext", "full_text"}},
                             {&Article::title, names.title, "title", {"headline"}},
                             {&Article::id, names.id, "id", {"article_id"}},
                             {&Article::source, names.source, "source", {"outlet", "publisher", "media"}},
                             {&Article::published, names.published, "published", {"date", "publish_date", "published_at", "pub_date"}},
                             {&Article::url, names.url, "url", {"link"}},
                             {&Article::section, names.section, "section", {names.section_alternative}},
                             {&Article::author, names.author, "author", {"authors"}},
                             {&Article::published_time, names.published_time, "published_time", {}}};
    columns_.assign(row == TableReader::Row::kRead ? cells_.size() : 0, nullptr);
    std::string missing;
    for (const Alias& alias : aliases) {
      const size_t column = find(alias);
      if (column != kNone) columns_[column] = alias.field;
      else if (alias.name != alias.usual) missing += (missing.empty() ? "'" : ", '") + std::string(alias.name) + "'";
    }
    const bool has_text = std::find(columns_.begin(), columns_.end(), &Article::text) != columns_.end();
    if (!missing.empty() || !has_text) {
      const std::string why = missing.empty() ? "the header names no column with the text" : "the header has no column " + missing;
      Status status = Status::error(base::kBadCsv, ErrorKind::kInput, why).hint("name it: --columns text=COLUMN");
      item.status = std::move(status).at(item.place);
      return false;
    }
    done_ = false;
    return true;
  }

  size_t find(const Alias& alias) const {
    const auto called = [this](std::string_view name) {
      for (size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i] == nullptr && lower(cells_[i]) == lower(name)) return i;
      }
      return kNone;
    };
    size_t column = called(alias.name);
    if (alias.name != alias.usual) return column;
    for (const std::string_view name : alias.others) {
      if (column == kNone) column = called(name);
    }
    return column;
  }

  std::string name_;
  std::unique_ptr<TextStream> text_;
  TableReader reader_;
  const ReadOptions& options_;
  std::vector<std::string Article::*> columns_;
  std::vector<std::string> cells_;
  bool done_ = false;
};

}  // namespace

Result<std::unique_ptr<Input>> open_table_input(OpenFile file, const ReadOptions& options) {
  Result<std::unique_ptr<TextStream>> text = TextStream::open(std::move(file.bytes), options.charset, std::move(file.head), file.ended);
  if (!text) return text.status();
  const std::string_view head = text.value()->head();
  const char separator = separator_of(head.substr(0, head.find_first_of("\r\n")));
  return std::unique_ptr<Input>(std::make_unique<TableInput>(std::move(file.name), std::move(text).value(), separator, options));
}

}  // namespace waqai::ingest
