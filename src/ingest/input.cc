// SPDX-License-Identifier: Apache-2.0
#include "ingest/input.h"

#include <algorithm>
#include <utility>

#include "base/error_codes.h"
#include "ingest/page.h"
#include "ingest/zip.h"

namespace waqai::ingest {
namespace {

constexpr size_t kHeadBytes = 64 * 1024;

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_foreign(const std::string& ending) { return is_one_of(ending, {"rss", "atom", "pdf", "doc", "docx", "xls", "xlsx", "tar", "parquet"}); }

bool is_page_ending(const std::string& ending) { return is_one_of(ending, {"html", "htm", "xhtml", "shtml", "mhtml", "php", "asp", "aspx", "jsp"}); }

}  // namespace

std::string ending_of(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') + 1);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  const size_t dot = name.find_last_of('.');
  return dot == std::string::npos ? "" : name.substr(dot + 1);
}

std::string stem_of(const std::string& path) {
  const std::string name = path.substr(path.find_last_of('/') + 1);
  return name.substr(0, name.find('.'));
}

OpenFile read_head(std::string name, std::unique_ptr<ByteStream> bytes) {
  OpenFile file;
  file.name = std::move(name);
  file.bytes = std::move(bytes);
  while (file.head.size() < kHeadBytes && !file.ended) {
    const std::string_view more = file.bytes->read();
    file.ended = more.empty();
    file.head += more;
  }
  return file;
}

Result<std::unique_ptr<Input>> open_input(OpenFile file, const ReadOptions& options, RecordParser& parser) {
  const std::string ending = ending_of(file.name);
  if (is_foreign(ending)) return Status::error(base::kUnsupportedFile, ErrorKind::kInput, "this kind of file is not read");
  if (looks_like_zip(file.head)) return open_zip_input(std::move(file), options, parser);
  if (file.head.starts_with("WARC/1.") || ending == "warc") return open_warc_input(std::move(file), options);
  if (ending == "conllu" || looks_like_conllu(file.head)) return open_conllu_input(std::move(file), options);
  if (ending == "csv" || ending == "tsv") return open_table_input(std::move(file), options);
  if (is_page_ending(ending) || looks_like_page(file.head)) return open_page_input(std::move(file), options);
  if (ending == "xml" || file.head.starts_with("<?xml"))
    return Status::error(base::kUnsupportedFile, ErrorKind::kInput, "feeds and other XML are not read");
  return open_text_input(std::move(file), options, parser);
}

bool end_of_text(const std::string& name, const Status& read, bool any, ReadItem& item) {
  if (read.is_ok() && any) return false;
  item.place = name;
  item.status = read.is_ok() ? Status::error(base::kEmptyInput, ErrorKind::kInput, "the input holds nothing").at(name) : Status(read).at(name);
  return true;
}

}  // namespace waqai::ingest
