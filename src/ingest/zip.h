// SPDX-License-Identifier: Apache-2.0
//
// The files in a zip archive, by its directory; stored and deflated ones, beyond 4 GiB, too (zip64).  Nothing is unpacked to disk and no name becomes
// a path.  Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/byte_stream.h"
#include "waqai/types/status.h"

namespace waqai::ingest {

struct ZipEntry {
  std::string name;     // as the archive spells it
  uint64_t header = 0;  // where its local header starts
  uint64_t packed = 0;  // bytes as stored
  uint32_t crc = 0;     // of the unpacked bytes
  uint16_t method = 0;  // 0 stored, 8 deflated
  bool encrypted = false;
};

// Whether bytes that start so are a zip archive, be it empty.
bool looks_like_zip(std::string_view head);

class ZipFolder {
 public:
  // Reads the directory of the file at `path`: at most a million files, sorted by name, folders and hidden files left out.  kCannotOpen, kBadZip.
  static Result<ZipFolder> open(const std::string& path);
  ZipFolder(ZipFolder&& other) noexcept;
  ~ZipFolder();

  const std::vector<ZipEntry>& entries() const { return entries_; }
  // The bytes of an entry, valid as long as the folder.  kBadZip where its header is none; kUnsupportedFile where it is encrypted or packed
  // otherwise.
  Result<std::unique_ptr<ByteStream>> read(const ZipEntry& entry) const;

 private:
  explicit ZipFolder(int descriptor) : descriptor_(descriptor) {}
  std::string bytes_at(uint64_t offset, size_t size) const;  // shorter at the end of the file
  Status read_directory(uint64_t file_size);
  bool find_directory(uint64_t file_size, uint64_t& offset, uint64_t& size) const;
  void add_entry(std::string_view record, std::string name, std::string_view extra);

  int descriptor_ = -1;
  std::vector<ZipEntry> entries_;
};

}  // namespace waqai::ingest
