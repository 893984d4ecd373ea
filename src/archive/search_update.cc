// SPDX-License-Identifier: Apache-2.0
#include "archive/search_update.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/calendar.h"
#include "base/error_codes.h"
#include "base/hash.h"
#include "search/article_words.h"
#include "store/rows.h"

namespace waqai::archive {
namespace {

constexpr size_t kMostWords = 6'000'000;  // in memory before they are written, about 100 MB
constexpr size_t kBatchArticles = 1024;   // read again at once
constexpr size_t kMergeFrom = 4;          // segments of one size
constexpr uint64_t kSmallBytes = 1 << 20;

// Turns between processes.
class FolderLock {
 public:
  explicit FolderLock(const std::string& folder) : fd_(::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    while (fd_ >= 0 && ::flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock() {
    if (fd_ >= 0) ::close(fd_);
  }
  bool held() const { return fd_ >= 0; }

 private:
  int fd_;
};

Status cannot_write(const std::string& folder, const std::string& why) {
  return Status::error(base::kCannotWrite, ErrorKind::kResource, "cannot write the search index: " + why)
      .at(folder)
      .hint("it stands beside the database; make the folder writable, or work on a copy of the archive");
}

unsigned size_class(uint64_t bytes) {
  unsigned size = 0;
  for (uint64_t limit = kSmallBytes; bytes > limit; limit *= kMergeFrom) ++size;
  return size;
}

std::string marks(size_t count) {
  std::string list = "?";
  for (size_t i = 1; i < count; ++i) list += ", ?";
  return list;
}

}  // namespace

void SearchWriter::take(const Article& article, std::string_view id, uint64_t key, std::string_view words) {
  search::SegmentArticle entry;
  entry.key = key;
  entry.id = id;
  entry.day = base::parse_iso_day(article.published).value_or(base::kNoDay);
  // One that cannot be read is known all the same, without words.
  if (!builder_.add(entry, words)) (void)builder_.add(entry, search::ArticleWordsWriter(0, 0).take());
}

void SearchWriter::add(const Article& article, std::string_view stored_id, std::string_view content_hash, std::string_view run_id,
                       std::string_view words) {
  if (words.empty()) return;  // finish() reads it
  take(article, stored_id, search_key(stored_id, content_hash, run_id, false), words);
  if (builder_.words() < kMostWords) return;
  const std::string& folder = folder_;
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  const FolderLock lock(folder);
  Status status = lock.held() ? load(false) : cannot_write(folder, "no lock");
  if (status) status = flush();
  if (status) status = write_list("");
  builder_ = {};  // where this failed, finish() finds that they are missing
}

Result<SearchTotals> SearchWriter::finish(const store::Database& database, const Reader& reader, bool verify) {
  totals_ = {};
  const std::string& folder = folder_;
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return cannot_write(folder, failure.message());
  const FolderLock lock(folder);
  if (!lock.held()) return cannot_write(folder, std::strerror(errno));
  const Result<std::string> stamp = search_stamp(database);
  if (!stamp) return stamp.status();
  Status status = load(verify);
  if (status && !builder_.empty()) status = flush();
  // Damage that shows while segments are merged is found by comparing all checksums, and what it took is read again.
  for (int attempt = 0; status; ++attempt) {
    std::vector<Missing> missing;
    status = find_differences(database, missing);
    if (status) status = read_missing(database, reader, missing);
    Status merged = status ? merge_small() : Status();
    if (merged) break;
    if (attempt > 0) return merged;
    status = write_list("");
    if (status) status = load(true);
  }
  if (status) status = write_list(stamp.value());
  if (!status) return status;
  remove_strangers();
  for (const SearchFiles::Part& part : parts_) totals_.articles += static_cast<int64_t>(part.segment->articles().size());
  parts_.clear();
  return totals_;
}

// The segments that can be used.
Status SearchWriter::load(bool verify) {
  parts_.clear();
  const Result<SearchList> list = read_search_list(folder_);
  if (!list) {
    ++totals_.damaged;
    return {};
  }
  for (const SearchSegment& entry : list.value().segments) {
    Result<SearchFiles::Part> part = SearchFiles::open_part(folder_, entry);
    if (part && (!verify || part.value().segment->verify())) parts_.push_back(std::move(part).value());
    else ++totals_.damaged;
  }
  return {};
}

Status SearchWriter::flush() {
  if (builder_.empty()) return {};
  return put(builder_.finish());
}

// Writes a segment and opens it.
Status SearchWriter::put(const std::string& bytes) {
  SearchSegment entry;
  entry.name = base::digest128(bytes).substr(0, 16) + ".segment";
  entry.bytes = bytes.size();
  Status status = base::replace_file(folder_ + "/" + entry.name, bytes);
  if (!status) return status;
  Result<SearchFiles::Part> part = SearchFiles::open_part(folder_, entry);
  if (!part) return part.status();
  parts_.push_back(std::move(part).value());
  return {};
}

// Marks articles that the database no longer has in this form, and finds those that no segment has.
Status SearchWriter::find_differences(const store::Database& database, std::vector<Missing>& missing) {
  std::unordered_map<uint64_t, bool> seen;  // by key: whether a segment has it
  const std::string sql =
      "SELECT a.article_id, a.content_hash, coalesce(a.run_id, ''), CASE WHEN r.article_id IS NULL THEN '0' ELSE '1' END FROM article a LEFT JOIN "
      "(SELECT DISTINCT "
      "article_id FROM removal WHERE kind = 'redacted') r USING (article_id)";
  const auto key_of = [](const store::Row& row) { return search_key(*row[0], *row[1], *row[2], *row[3] == "1"); };
  Status status = database.stream(sql, 4, [&](const store::Row& row) { seen[key_of(row)] = false; });
  if (!status) return status;
  size_t found = 0;
  gone_.clear();
  for (const SearchFiles::Part& part : parts_) {
    std::vector<uint32_t>& gone = gone_[part.entry.name];
    for (uint32_t i = 0; i < part.segment->articles().size(); ++i) {
      const auto known = seen.find(part.segment->articles()[i].key);
      const bool there = known != seen.end() && !known->second;
      if (there) known->second = true;
      else gone.push_back(i);
      found += there;
    }
    totals_.gone += static_cast<int64_t>(gone.size());
  }
  if (found == seen.size()) return {};
  return database.stream(sql + " ORDER BY a.published NULLS FIRST, a.article_id", 4, [&](const store::Row& row) {
    if (!seen[key_of(row)]) missing.push_back({store::cell_text(row[0]), key_of(row)});
  });
}

Status SearchWriter::read_missing(const store::Database& database, const Reader& reader, const std::vector<Missing>& missing) {
  for (size_t begin = 0; begin < missing.size(); begin += kBatchArticles) {
    const size_t end = std::min(begin + kBatchArticles, missing.size());
    std::map<std::string, uint64_t> wanted;
    std::vector<std::string> ids;
    for (size_t i = begin; i < end; ++i) {
      wanted[missing[i].id] = missing[i].key;
      ids.push_back(missing[i].id);
    }
    std::vector<Article> articles;
    Status status = database.select(
        "SELECT article_id, CAST(published AS VARCHAR), title, text FROM article WHERE rowid IN (SELECT rowid FROM article WHERE "
        "article_id IN (" +
            marks(ids.size()) + ")) ORDER BY published NULLS FIRST, article_id",
        ids, [&articles](const store::Row& row) {
          Article& article = articles.emplace_back();
          article.id = store::cell_text(row[0]);
          article.published = store::cell_text(row[1]);
          article.title = store::cell_text(row[2]);
          article.text = store::cell_text(row[3]);
        });
    if (!status) return status;
    const Result<std::vector<std::string>> words = reader(articles);
    if (!words) return words.status();
    for (size_t i = 0; i < articles.size(); ++i) {
      take(articles[i], articles[i].id, wanted.at(articles[i].id), words.value()[i]);
      ++totals_.added;
    }
    if (builder_.words() >= kMostWords) {
      status = flush();
      if (status) status = write_list("");  // so that a process killed here need not begin anew
      if (!status) return status;
    }
  }
  return flush();
}

// Segments of one size become one; one that has lost articles is written without them: what was taken out or blanked stays in no file.
Status SearchWriter::merge_small() {
  while (true) {
    std::map<unsigned, std::vector<size_t>> classes;
    std::vector<size_t> merge;
    for (size_t i = 0; i < parts_.size(); ++i) {
      const size_t articles = parts_[i].segment->articles().size();
      if (merge.empty() && (!gone_[parts_[i].entry.name].empty() || articles == 0)) merge = {i};
      classes[size_class(parts_[i].entry.bytes)].push_back(i);
    }
    for (const auto& [size, members] : classes) {
      if (merge.empty() && members.size() >= kMergeFrom) merge = members;
    }
    if (merge.empty()) return {};
    Status status = merge_parts(merge);
    if (!status) return status;
  }
}

Status SearchWriter::merge_parts(const std::vector<size_t>& which) {
  std::vector<search::MergePart> merging;
  std::vector<SearchFiles::Part> kept;
  size_t articles = 0;
  for (size_t i = 0; i < parts_.size(); ++i) {
    const SearchFiles::Part& part = parts_[i];
    if (std::find(which.begin(), which.end(), i) == which.end()) {
      kept.push_back(part);
      continue;
    }
    const std::vector<uint32_t>& gone = gone_[part.entry.name];
    merging.push_back({part.segment.get(), gone});
    articles += part.segment->articles().size() - gone.size();
  }
  Result<std::string> merged = articles == 0 ? Result<std::string>(std::string()) : search::merge(merging);
  if (!merged) return merged.status();
  for (const size_t i : which) gone_.erase(parts_[i].entry.name);
  parts_ = std::move(kept);
  return articles == 0 ? Status() : put(merged.value());
}

Status SearchWriter::write_list(const std::string& stamp) const {
  SearchList list;
  list.stamp = stamp;
  for (const SearchFiles::Part& part : parts_) list.segments.push_back(part.entry);
  return write_search_list(folder_, list);
}

// Files of ours that no list names: of merged segments, and of processes that were killed.
void SearchWriter::remove_strangers() const {
  std::unordered_set<std::string> known = {"lock", "segments"};
  for (const SearchFiles::Part& part : parts_) known.insert(part.entry.name);
  std::error_code ignored;
  for (const auto& file : std::filesystem::directory_iterator(folder_, ignored)) {
    const std::string name = file.path().filename().string();
    const bool ours = name.ends_with(".segment") || name.find(".segment.new") != std::string::npos || name.rfind("segments.new", 0) == 0;
    if (ours && known.count(name) == 0) std::filesystem::remove(file.path(), ignored);
  }
}

}  // namespace waqai::archive
