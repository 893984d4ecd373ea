// SPDX-License-Identifier: Apache-2.0
#include "waqai/input.h"

#include <algorithm>
#include <filesystem>

#include "base/error_codes.h"
#include "ingest/article.h"
#include "ingest/reader.h"

namespace waqai {
namespace {

// Size of a file, or of all files below a folder; 0 for what cannot be looked at.
uint64_t size_below(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failure;
  if (!fs::is_directory(path, failure)) {
    const auto size = fs::file_size(path, failure);
    return failure ? 0 : size;
  }
  uint64_t total = 0;
  for (fs::recursive_directory_iterator it(path, failure), end; !failure && it != end; it.increment(failure)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored)) total += it->file_size(ignored);
  }
  return total;
}

// "text=body", "title=headline" into `names`.
Status name_columns(const std::vector<std::string>& columns, ingest::FieldNames& names) {
  const std::pair<const char*, std::string*> fields[] = {
      {"id", &names.id},   {"title", &names.title},     {"source", &names.source}, {"published", &names.published},
      {"url", &names.url}, {"section", &names.section}, {"text", &names.text},     {"author", &names.author}};
  for (const std::string& pair : columns) {
    const size_t equals = pair.find('=');
    const auto known = std::find_if(std::begin(fields), std::end(fields), [&](const auto& field) { return pair.substr(0, equals) == field.first; });
    if (equals == std::string::npos || equals + 1 == pair.size() || known == std::end(fields)) {
      return Status::error(base::kBadValue, ErrorKind::kUsage, "'" + pair + "' names no column")
          .hint("FIELD=COLUMN with id, title, source, published, url, section, text or author");
    }
    *known->second = pair.substr(equals + 1);
    if (known->second == &names.section) names.section_alternative = names.section;
    if (known->second == &names.published) names.published_alternative = names.published;
  }
  return {};
}

}  // namespace

Status complete_article(Article& article, std::vector<std::string>& warnings) { return ingest::complete_article(article, warnings); }

struct InputReader::Impl {
  Impl(const std::vector<std::string>& paths, const InputOptions& wanted, const ingest::ReadOptions& reading)
      : options(wanted), reader(paths, reading) {
    for (const std::string& path : paths) {
      standard_input = standard_input || path == "-";
      total += size_below(path);
    }
  }
  InputOptions options;
  ingest::ArticleReader reader;
  std::vector<std::string> warnings;
  uint64_t total = 0;
  bool standard_input = false;
};

Result<InputReader> InputReader::open(const std::vector<std::string>& paths, const InputOptions& options) {
  ingest::ReadOptions reading;
  reading.max_article_bytes = options.max_article_bytes;
  reading.any_language = options.any_language;
  reading.id_from_name = options.id_from_name;
  if (Status status = name_columns(options.columns, reading.fields); !status) return status;
  if (!options.encoding.empty()) {
    const auto charset = ingest::parse_charset(options.encoding);
    if (!charset) {
      return Status::error(base::kBadValue, ErrorKind::kUsage, "unknown encoding '" + options.encoding + "'")
          .hint("utf-8, utf-16, windows-1256, iso-8859-6, windows-1252, or auto");
    }
    reading.charset = *charset;
  }
  return InputReader(std::make_unique<Impl>(paths, options, reading));
}

InputReader::InputReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
InputReader::InputReader(InputReader&&) noexcept = default;
InputReader::~InputReader() = default;

std::optional<Result<Article>> InputReader::next() {
  ingest::ReadItem item;
  if (!impl_->reader.next(item)) return std::nullopt;
  for (const std::string& warning : item.warnings) impl_->warnings.push_back(item.place + ": " + warning);
  if (!item.status) return Result<Article>(std::move(item.status));
  if (item.article.published.empty()) item.article.published = impl_->options.published;
  return Result<Article>(std::move(item.article));
}

std::vector<std::string> InputReader::take_warnings() { return std::exchange(impl_->warnings, {}); }
uint64_t InputReader::bytes_total() const { return impl_->standard_input ? 0 : impl_->total; }
uint64_t InputReader::bytes_read() const { return impl_->standard_input ? 0 : impl_->reader.bytes_read(); }

}  // namespace waqai
