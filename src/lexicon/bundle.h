// SPDX-License-Identifier: Apache-2.0
//
// Bundle: all dictionaries and weights in one immutable, memory-mapped file.  Layout (little-endian, docs/FORMATS.md):
//   "WAQAIBND", u32 format version, u32 number of sections, then one 56-byte entry a section (name, version, checksum, offset, size),
//   then the sections, each starting at a multiple of 8.
// At open only header and table are checked; verify() reads everything.  Section "sources" lists the files rows come from.
// Thread rule: immutable after open; share freely.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/file.h"
#include "waqai/types/status.h"

namespace waqai::lexicon {

inline constexpr uint32_t kBundleFormat = 1;

// Strings by 32-bit id while a section is built: the offset of a length-prefixed copy.  Id 0 is the empty string.
class StringPool {
 public:
  StringPool() : bytes_(4, '\0') {}
  uint32_t intern(std::string_view text);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::unordered_map<std::string, uint32_t> ids_;
};

// The same, read from a section.  An id out of bounds gives an empty string.
class StringPoolView {
 public:
  StringPoolView() = default;
  explicit StringPoolView(std::string_view bytes) : bytes_(bytes) {}
  std::string_view get(uint32_t id) const {
    if (id + uint64_t{4} > bytes_.size()) return {};
    uint32_t size = 0;
    std::memcpy(&size, bytes_.data() + id, 4);
    if (id + uint64_t{4} + size > bytes_.size()) return {};
    return bytes_.substr(id + 4, size);
  }

 private:
  std::string_view bytes_;
};

// Writes a section: arrays of trivially copyable values one after another, each with its count, each aligned to 8.
class SectionWriter {
 public:
  template <typename T>
  void array(std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
    const uint64_t header[2] = {values.size(), sizeof(T)};
    append(header, sizeof header);
    append(values.data(), values.size_bytes());
    bytes_.resize((bytes_.size() + 7) / 8 * 8, '\0');
  }
  template <typename T>
  void array(const std::vector<T>& values) {
    array(std::span<const T>(values));
  }
  void strings(const StringPool& pool) { array(std::span<const char>(pool.bytes().data(), pool.bytes().size())); }
  std::string take() { return std::move(bytes_); }

 private:
  void append(const void* data, size_t size) {
    if (size > 0) bytes_.append(static_cast<const char*>(data), size);
  }
  std::string bytes_;
};

// Reads what SectionWriter wrote, in the same order, bounds-checked.  Views live as long as the bundle.
class SectionReader {
 public:
  explicit SectionReader(std::string_view bytes) : bytes_(bytes) {}

  // The next array; an empty one, and failed() from then on, where the section is too short or holds another type.
  template <typename T>
  std::span<const T> array() {
    uint64_t header[2] = {0, 0};
    if (failed_ || bytes_.size() - at_ < sizeof header) return fail<T>();
    std::memcpy(header, bytes_.data() + at_, sizeof header);
    at_ += sizeof header;
    if (header[1] != sizeof(T) || header[0] > (bytes_.size() - at_) / sizeof(T)) return fail<T>();
    const auto* first = reinterpret_cast<const T*>(bytes_.data() + at_);
    at_ = std::min<size_t>(bytes_.size(), (at_ + header[0] * sizeof(T) + 7) / 8 * 8);
    return {first, static_cast<size_t>(header[0])};
  }
  StringPoolView strings() {
    const auto bytes = array<char>();
    return StringPoolView({bytes.data(), bytes.size()});
  }
  bool failed() const { return failed_; }

 private:
  template <typename T>
  std::span<const T> fail() {
    failed_ = true;
    return {};
  }
  std::string_view bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

// Where a row comes from; index = annot::Row::file.
struct SourceInfo {
  std::string_view file;  // path below the data folder, or of the overlay
  std::string_view licence;
};

class Bundle {
 public:
  // kBundleMissing, kBundleDamaged, kBundleVersion; `path` is the place.  O(sections).
  static Result<Bundle> open(const std::string& path);

  // The bytes of a section, 8-byte aligned.  kBundleSection where it is missing or has another version.
  Result<std::string_view> section(std::string_view name, uint32_t version) const;

  // The files rows refer to.
  std::span<const SourceInfo> sources() const { return sources_; }

  // 32 hexadecimal digits over the whole content: what records and `doctor` name.
  std::string_view digest() const { return digest_; }
  const std::string& path() const { return path_; }

  // The table of sections, in the order of the file.
  struct SectionInfo {
    std::string_view name;
    uint32_t version = 0;
    uint64_t checksum = 0;
    std::string_view bytes;
  };
  std::vector<SectionInfo> table() const;

  // Reads every byte and compares checksums: kBundleDamaged names the section.
  Status verify() const;

 private:
  struct Section {
    std::string name;
    uint32_t version = 0;
    uint64_t checksum = 0;
    std::string_view bytes;
  };
  explicit Bundle(base::MappedFile file) : file_(std::move(file)) {}
  Status read_table(const std::string& path);

  base::MappedFile file_;
  std::string path_;
  std::string digest_;
  std::vector<Section> sections_;
  std::vector<SourceInfo> sources_;
};

// kBundleDamaged: the weights of the `what` in the bundle are not laid out as they should be.
Status damaged_weights(const Bundle& bundle, std::string_view what);

// Collects sections and lays out the file.  Same sections in the same order give the same bytes.
class BundleBuilder {
 public:
  void add(std::string name, uint32_t version, std::string bytes);
  // The whole file.
  std::string finish() const;

 private:
  struct Section {
    std::string name;
    uint32_t version = 0;
    std::string bytes;
  };
  std::vector<Section> sections_;
};

inline constexpr std::string_view kSourcesSection = "sources";
inline constexpr uint32_t kSourcesVersion = 1;

}  // namespace waqai::lexicon
