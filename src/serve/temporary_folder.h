// SPDX-License-Identifier: Apache-2.0
//
// TemporaryFolder: a folder of its own that goes away with the value.  Thread rule: values.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace waqai::serve {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code failure;  // where TMPDIR names no folder
    std::string name = (std::filesystem::temp_directory_path(failure) / "waqai-serve-XXXXXX").string();
    if (!failure && mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // Empty where none could be made.
  const std::string& path() const { return path_; }
  // Removes what is in it.
  void clear() const {
    std::error_code ignored;
    if (path_.empty()) return;
    for (const auto& entry : std::filesystem::directory_iterator(path_, ignored)) std::filesystem::remove_all(entry.path(), ignored);
  }

 private:
  std::string path_;
};

}  // namespace waqai::serve
