// SPDX-License-Identifier: Apache-2.0
//
// Files: read whole, map read-only, replace by rename.  The only place that opens files for the lower layers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "waqai/types/status.h"

namespace waqai::base {

// The bytes of the file at `path`.  kCannotOpen, kIsDirectory, kCannotRead; `path` is the place.
Result<std::string> read_file(const std::string& path);

// Writes `bytes` to a temporary file beside `path`, syncs it and renames it over `path`: readers see the old file or the new one.
Status replace_file(const std::string& path, std::string_view bytes);

// A file mapped read-only; unmapped on destruction.  An empty file maps to an empty view.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  // Valid as long as this object.
  std::string_view bytes() const& { return {data_, size_}; }
  std::string_view bytes() && = delete;

 private:
  MappedFile() = default;
  const char* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace waqai::base
