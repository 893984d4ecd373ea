// SPDX-License-Identifier: Apache-2.0
#include "archive/search_files.h"

#include <charconv>
#include <filesystem>

#include "base/error_codes.h"
#include "base/hash.h"
#include "store/rows.h"

namespace waqai::archive {
namespace {

constexpr std::string_view kFirstLine = "waqai search index 1";
constexpr const char* kListName = "segments";

Status damaged(const std::string& what, const std::string& path) { return Status::error(base::kIndexDamaged, ErrorKind::kResource, what).at(path); }

std::string list_path(const std::string& folder) { return folder + "/" + kListName; }

// "segment NAME BYTES".
bool read_segment(const std::string& line, SearchSegment& segment) {
  const std::vector<std::string> cells = store::split(line, ' ');
  if (cells.size() != 3 || cells[0] != "segment" || cells[1].find('/') != std::string::npos) return false;
  segment.name = cells[1];
  const auto [end, broken] = std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), segment.bytes);
  return broken == std::errc() && end == cells[2].data() + cells[2].size();
}

}  // namespace

std::string search_folder(const std::string& archive) { return archive + "/search"; }

Result<std::string> search_stamp(const store::Database& database) {
  std::string stamp;
  Status status = database.select(
      "SELECT (SELECT count(*) || '-' || coalesce(bit_xor(hash(article_id, content_hash, run_id)), 0) FROM article) || '-' || "
      "(SELECT count(*) || '-' || coalesce(bit_xor(hash(article_id, content_hash)), 0) FROM removal WHERE kind = 'redacted')",
      {}, [&stamp](const store::Row& row) { stamp = store::cell_text(row[0]); });
  if (!status) return status;
  return stamp;
}

uint64_t search_key(std::string_view article_id, std::string_view content_hash, std::string_view run_id, bool redacted) {
  return base::mix(base::mix(base::hash64(article_id), base::hash64(content_hash, redacted ? 1 : 0)), base::hash64(run_id));
}

Result<SearchList> read_search_list(const std::string& folder) {
  const std::string path = list_path(folder);
  SearchList list;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return list;
  const Result<std::string> text = base::read_file(path);
  if (!text) return text.status();
  const std::optional<std::string_view> whole = base::without_check(text.value());
  if (!whole) return damaged("the list of the search index is damaged", path);
  const std::vector<std::string> lines = store::split(*whole, '\n');
  if (lines.size() < 2 || !lines[1].starts_with("stamp ")) return damaged("the list of the search index is damaged", path);
  if (lines[0] != kFirstLine) {
    return Status::error(base::kIndexVersion, ErrorKind::kResource, "the search index was made by another version").at(path);
  }
  list.stamp = lines[1] == "stamp -" ? "" : lines[1].substr(6);
  for (size_t i = 2; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    if (!read_segment(lines[i], list.segments.emplace_back())) return damaged("the list of the search index is damaged", path);
  }
  return list;
}

Status write_search_list(const std::string& folder, const SearchList& list) {
  std::string text = std::string(kFirstLine) + "\nstamp " + (list.stamp.empty() ? "-" : list.stamp) + "\n";
  for (const SearchSegment& segment : list.segments) {
    text += "segment " + segment.name + " " + std::to_string(segment.bytes) + "\n";
  }
  return base::replace_file(list_path(folder), base::with_check(std::move(text)));
}

Result<SearchFiles::Part> SearchFiles::open_part(const std::string& folder, const SearchSegment& entry) {
  const std::string path = folder + "/" + entry.name;
  Result<base::MappedFile> file = base::MappedFile::open(path);
  if (!file) return damaged("a part of the search index is missing", path);
  auto held = std::make_shared<base::MappedFile>(std::move(file).value());
  if (held->bytes().size() != entry.bytes) return damaged("a part of the search index has another length than was written", path);
  Result<search::Segment> segment = search::Segment::open(held->bytes());
  if (!segment) return Status(segment.status()).at(path);
  return Part{entry, std::move(held), std::make_shared<search::Segment>(std::move(segment).value())};
}

Result<SearchFiles> SearchFiles::open(const std::string& folder) {
  // Between reading the list and opening its files another process may have put others in their place.
  for (int attempt = 0;; ++attempt) {
    const Result<SearchList> list = read_search_list(folder);
    if (!list) return list.status();
    SearchFiles files;
    files.stamp_ = list.value().stamp;
    std::vector<search::Index::Part> parts;
    Status status;
    for (const SearchSegment& entry : list.value().segments) {
      Result<Part> part = open_part(folder, entry);
      if (!part) {
        status = part.status();
        break;
      }
      parts.push_back({part.value().segment.get(), {}});
      files.parts_.push_back(std::move(part).value());
    }
    if (status) {
      files.index_ = std::make_unique<search::Index>(std::move(parts));
      return files;
    }
    if (attempt == 2) return status;
  }
}

}  // namespace waqai::archive
