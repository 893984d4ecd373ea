// SPDX-License-Identifier: Apache-2.0
#include "ingest/reader.h"

#include <algorithm>
#include <utility>

#include "base/error_codes.h"
#include "base/hash.h"
#include "ingest/byte_stream.h"

namespace waqai::ingest {
namespace {}  // namespace

ArticleReader::ArticleReader(std::vector<std::string> paths, ReadOptions options)
    : options_(std::move(options)), walker_(std::move(paths)), parser_(options_.fields) {}
ArticleReader::~ArticleReader() = default;

// Opens the next input; false where there is none.  A path that cannot be opened leaves input_ empty and its reason in `item`.
bool ArticleReader::open_next(ReadItem& item) {
  std::string path;
  if (!walker_.next(path, item.status)) return false;
  item.place = path;
  if (!item.status.is_ok()) return true;
  std::unique_ptr<ByteStream> bytes;
  if (path == "-") {
    bytes = ByteStream::from_descriptor(options_.standard_input);
  } else {
    Result<std::unique_ptr<ByteStream>> opened = ByteStream::open(path);
    if (!opened) {
      item.status = opened.status();
      return true;
    }
    bytes = std::move(opened).value();
  }
  Result<std::unique_ptr<Input>> input = open_input(read_head(path, std::move(bytes)), options_, parser_);
  if (!input) {
    item.status = input.status().at(path);
    return true;
  }
  input_ = std::move(input).value();
  return true;
}

bool ArticleReader::is_new_id(const std::string& id) {
  const uint64_t hash = base::hash64(id);
  if (ids_.contains(hash) || older_ids_.contains(hash)) return false;
  if (ids_.size() >= options_.remembered_ids) {
    older_ids_ = std::move(ids_);
    ids_.clear();
  }
  ids_.insert(hash);
  return true;
}

// For a page whose name another one bears: its path below what the caller named, then the path as given, each without endings, then without the
// last; in the end the whole names.
bool ArticleReader::take_longer_name(ReadItem& item) {
  const std::string& path = item.place;
  std::string below = path;
  if (path.size() > walker_.named().size() && path.starts_with(walker_.named())) {
    below.erase(0, walker_.named().size());
    below.erase(0, below.find_first_not_of('/'));
  }
  const auto bare = [](const std::string& name) { return name.substr(0, name.find_last_of('/') + 1) + stem_of(name); };
  const auto shorn = [](std::string name) {
    const size_t dot = name.ends_with(".gz") ? name.find_last_of('.', name.size() - 4) : name.find_last_of('.');
    if (dot != std::string::npos && dot > name.find_last_of('/') + 1) name.resize(dot);
    return name;
  };
  for (const std::string& id : {bare(below), shorn(below), bare(path), shorn(path), below, path}) {
    if (!is_new_id(id)) continue;
    item.article.id = id;
    return true;
  }
  return false;
}

bool ArticleReader::next(ReadItem& item) {
  while (true) {
    item = {};
    if (!input_) {
      if (!open_next(item)) return false;
      if (!input_) return true;
      item = {};
    }
    if (!input_->next(item)) {
      finished_bytes_ += input_->bytes_read();
      input_.reset();
      continue;
    }
    if (item.status.is_ok() && !is_new_id(item.article.id) && !(item.id_is_name && take_longer_name(item))) {
      item.status = rejected(base::kDuplicateId, "an article with the id " + item.article.id + " came before").at(item.place);
    }
    return true;
  }
}

uint64_t ArticleReader::bytes_read() const { return finished_bytes_ + (input_ ? input_->bytes_read() : 0); }

}  // namespace waqai::ingest
