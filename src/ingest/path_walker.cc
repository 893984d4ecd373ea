// SPDX-License-Identifier: Apache-2.0
#include "ingest/path_walker.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/error_codes.h"

namespace waqai::ingest {

namespace fs = std::filesystem;

PathWalker::PathWalker(std::vector<std::string> paths) {
  for (auto path = paths.rbegin(); path != paths.rend(); ++path) stack_.push_back({*path, *path, false, true});
}

// Puts what the folder holds onto the stack.
Status PathWalker::expand(const Entry& folder) {
  std::error_code failure;
  std::vector<Entry> entries;
  for (fs::directory_iterator it(folder.path, failure), end; !failure && it != end; it.increment(failure)) {
    if (it->path().filename().string().front() == '.') continue;
    std::error_code ignored;
    const bool is_folder = it->is_directory(ignored);
    if (is_folder ? it->is_symlink(ignored) : !it->is_regular_file(ignored)) continue;
    entries.push_back({it->path().string(), folder.root, is_folder, false});
  }
  if (failure) return Status::error(base::kCannotOpen, ErrorKind::kInput, "cannot read the folder: " + failure.message()).at(folder.path);
  if (entries.empty() && folder.named) return Status::error(base::kEmptyInput, ErrorKind::kInput, "the folder holds no file").at(folder.path);
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.path > b.path; });
  std::move(entries.begin(), entries.end(), std::back_inserter(stack_));
  return {};
}

bool PathWalker::next(std::string& path, Status& status) {
  status = {};
  while (!stack_.empty()) {
    Entry entry = std::move(stack_.back());
    stack_.pop_back();
    std::error_code failure;
    if (entry.named && entry.path != "-") entry.is_folder = fs::is_directory(entry.path, failure);
    named_ = entry.root;
    if (!entry.is_folder) {
      path = std::move(entry.path);
      return true;
    }
    status = expand(entry);
    if (status.is_ok()) continue;
    path = std::move(entry.path);
    return true;
  }
  return false;
}

}  // namespace waqai::ingest
