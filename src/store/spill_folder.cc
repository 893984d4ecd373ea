// SPDX-License-Identifier: Apache-2.0
#include "store/spill_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <random>
#include <system_error>

namespace waqai::store {
namespace {

namespace fs = std::filesystem;

void remove_folders(const fs::path& folder, const std::string& beginning) {
  std::error_code failure;
  for (fs::directory_iterator entry(folder, failure); !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    std::error_code ignored;
    if (entry->path().filename().string().starts_with(beginning)) fs::remove_all(entry->path(), ignored);
  }
}

// Not a number of the process: those of two containers with one disk may be equal.
std::string random_name() {
  std::random_device random;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%08x%08x", static_cast<unsigned>(random()), static_cast<unsigned>(random()));
  return digits;
}

}  // namespace

SpillFolder::SpillFolder(const std::string& path) {
  const fs::path file(path);
  const std::string beginning = file.filename().string() + ".tmp-";
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  path_ = (folder / (beginning + random_name())).string();
  // Whoever has the database open holds a shared lock of the folder: none but us is there where it can be had alone.
  folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_ < 0) return;
  if (::flock(folder_, LOCK_EX | LOCK_NB) == 0) remove_folders(folder, beginning);
  while (::flock(folder_, LOCK_SH) != 0 && errno == EINTR) {
  }
}

SpillFolder::~SpillFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  if (folder_ >= 0) ::close(folder_);
}

}  // namespace waqai::store
