// SPDX-License-Identifier: Apache-2.0
#include "ingest/zip.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error_codes.h"

namespace waqai::ingest {
namespace {

constexpr std::string_view kLocalMark = "PK\x03\x04";
constexpr std::string_view kEntryMark = "PK\x01\x02";
constexpr std::string_view kEndMark = "PK\x05\x06";
constexpr std::string_view kEnd64Mark = "PK\x06\x06";
constexpr std::string_view kLocator64Mark = "PK\x06\x07";
constexpr size_t kEntryBytes = 46;  // of a directory record before its name
constexpr size_t kLocalBytes = 30;
constexpr size_t kEndBytes = 22;
constexpr size_t kLocatorBytes = 20;
constexpr size_t kLongestComment = 65535;
constexpr size_t kMostEntries = 1'000'000;
constexpr uint64_t kLargestDirectory = uint64_t{256} << 20;
constexpr uint32_t kIn64 = 0xFFFFFFFF;  // the value stands in the zip64 field
constexpr uint16_t kStored = 0, kDeflated = 8;

// A little-endian number; 0 beyond the end.
uint64_t number(std::string_view bytes, size_t at, size_t size) {
  uint64_t value = 0;
  if (at + size > bytes.size()) return 0;
  for (size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

Status damaged(const std::string& why) { return Status::error(base::kBadZip, ErrorKind::kInput, why); }

// Whether a folder walk would leave the file out: folders, and hidden files and folders.
bool is_left_out(std::string_view name) {
  return name.empty() || name.ends_with('/') || name.starts_with('.') || name.find("/.") != std::string_view::npos || name.starts_with("__MACOSX/");
}

}  // namespace

bool looks_like_zip(std::string_view head) { return head.starts_with(kLocalMark) || head.starts_with(kEndMark); }

Result<ZipFolder> ZipFolder::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Status::error(base::kCannotOpen, ErrorKind::kInput, std::string("cannot open the file: ") + std::strerror(errno));
  ZipFolder folder(descriptor);
  struct stat info {};
  (void)::fstat(descriptor, &info);  // of a file that is open
  if (Status status = folder.read_directory(static_cast<uint64_t>(info.st_size)); !status) return status;
  return folder;
}

ZipFolder::ZipFolder(ZipFolder&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), entries_(std::move(other.entries_)) {}

ZipFolder::~ZipFolder() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::string ZipFolder::bytes_at(uint64_t offset, size_t size) const {
  std::string bytes(size, '\0');
  size_t got = 0;
  while (got < size) {
    const ssize_t more = ::pread(descriptor_, bytes.data() + got, size - got, static_cast<off_t>(offset + got));
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) break;
    got += static_cast<size_t>(more);
  }
  bytes.resize(got);
  return bytes;
}

// The last end record of the file, and the zip64 one before it where it says so.
bool ZipFolder::find_directory(uint64_t file_size, uint64_t& offset, uint64_t& size) const {
  const uint64_t tail_size = std::min<uint64_t>(file_size, kEndBytes + kLongestComment + kLocatorBytes);
  const std::string tail = bytes_at(file_size - tail_size, tail_size);
  const size_t end = tail.rfind(kEndMark);
  if (end == std::string::npos || end + kEndBytes > tail.size()) return false;
  size = number(tail, end + 12, 4);
  offset = number(tail, end + 16, 4);
  if (size != kIn64 && offset != kIn64) return true;
  if (end < kLocatorBytes || std::string_view(tail).substr(end - kLocatorBytes, 4) != kLocator64Mark) return false;
  const std::string record = bytes_at(number(tail, end - kLocatorBytes + 8, 8), 56);
  if (!record.starts_with(kEnd64Mark) || record.size() < 56) return false;
  size = number(record, 40, 8);
  offset = number(record, 48, 8);
  return true;
}

Status ZipFolder::read_directory(uint64_t file_size) {
  uint64_t offset = 0, size = 0;
  if (!find_directory(file_size, offset, size)) return damaged("the zip archive has no directory at its end; it is cut or damaged");
  if (size > kLargestDirectory || offset > file_size || size > file_size - offset)
    return damaged("the directory of the zip archive lies outside the file");
  const std::string bytes = bytes_at(offset, size);
  std::string_view rest = bytes;
  while (rest.size() >= kEntryBytes && rest.starts_with(kEntryMark)) {
    const size_t name = number(rest, 28, 2), extra = number(rest, 30, 2), comment = number(rest, 32, 2);
    if (kEntryBytes + name + extra + comment > rest.size()) return damaged("the directory of the zip archive breaks off");
    if (entries_.size() == kMostEntries) return damaged("the zip archive holds more than a million files");
    add_entry(rest, std::string(rest.substr(kEntryBytes, name)), rest.substr(kEntryBytes + name, extra));
    rest.remove_prefix(kEntryBytes + name + extra + comment);
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const ZipEntry& a, const ZipEntry& b) { return a.name != b.name ? a.name < b.name : a.header < b.header; });
  return {};
}

void ZipFolder::add_entry(std::string_view record, std::string name, std::string_view extra) {
  if (is_left_out(name)) return;
  ZipEntry entry;
  entry.name = std::move(name);
  entry.encrypted = (number(record, 8, 2) & 1) != 0;
  entry.method = static_cast<uint16_t>(number(record, 10, 2));
  entry.crc = static_cast<uint32_t>(number(record, 16, 4));
  entry.packed = number(record, 20, 4);
  entry.header = number(record, 42, 4);
  const bool large = number(record, 24, 4) == kIn64;
  while (extra.size() >= 4) {
    const size_t size = number(extra, 2, 2);
    if (number(extra, 0, 2) == 1) {
      const std::string_view field = extra.substr(4, size);
      size_t at = large ? 8 : 0;  // the unpacked size comes first
      if (entry.packed == kIn64) entry.packed = number(field, std::exchange(at, at + 8), 8);
      if (entry.header == kIn64) entry.header = number(field, at, 8);
      break;
    }
    extra.remove_prefix(std::min(4 + size, extra.size()));
  }
  entries_.push_back(std::move(entry));
}

Result<std::unique_ptr<ByteStream>> ZipFolder::read(const ZipEntry& entry) const {
  if (entry.encrypted) return Status::error(base::kUnsupportedFile, ErrorKind::kInput, "the file is encrypted");
  if (entry.method != kStored && entry.method != kDeflated) {
    return Status::error(base::kUnsupportedFile, ErrorKind::kInput,
                         "the file is packed by method " + std::to_string(entry.method) + ", which is not read");
  }
  const std::string local = bytes_at(entry.header, kLocalBytes);
  if (local.size() < kLocalBytes || !local.starts_with(kLocalMark)) return damaged("the file's header is missing in the zip archive");
  const uint64_t start = entry.header + kLocalBytes + number(local, 26, 2) + number(local, 28, 2);
  return ByteStream::from_part(descriptor_, {start, entry.packed, entry.method == kDeflated, entry.crc});
}

}  // namespace waqai::ingest
