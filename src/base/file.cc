// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/error_codes.h"

namespace waqai::base {
namespace {

// Closes a descriptor at the end of a scope.
struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

Status system_error(int code, ErrorKind kind, const std::string& what, const std::string& path) {
  return Status::error(code, kind, what + ": " + std::strerror(errno)).at(path);
}

Result<size_t> open_for_reading(const std::string& path, Descriptor& file) {
  file.fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file.fd < 0) return system_error(kCannotOpen, ErrorKind::kInput, "cannot open the file", path);
  struct stat info {};
  (void)::fstat(file.fd, &info);  // of a file that is open
  if (S_ISDIR(info.st_mode)) return Status::error(kIsDirectory, ErrorKind::kInput, "this is a folder, not a file").at(path);
  return static_cast<size_t>(info.st_size);
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  Descriptor file;
  Result<size_t> size = open_for_reading(path, file);
  if (!size) return size.status();
  std::string bytes;
  bytes.reserve(size.value());
  char buffer[1 << 16];
  while (true) {
    const ssize_t got = ::read(file.fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(kCannotRead, ErrorKind::kInput, "reading failed", path);
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<size_t>(got));
  }
}

Status replace_file(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".new" + std::to_string(::getpid());
  {
    Descriptor file;
    file.fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file.fd < 0) return system_error(kCannotWrite, ErrorKind::kResource, "cannot write the file", temporary);
    size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t put = ::write(file.fd, bytes.data() + done, bytes.size() - done);
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) {
        Status failure = system_error(kCannotWrite, ErrorKind::kResource, "writing failed", path);
        ::unlink(temporary.c_str());
        return failure;
      }
      done += static_cast<size_t>(put);
    }
    if (::fsync(file.fd) != 0) {
      Status failure = system_error(kCannotWrite, ErrorKind::kResource, "writing failed", path);
      ::unlink(temporary.c_str());
      return failure;
    }
  }
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    Status failure = system_error(kCannotWrite, ErrorKind::kResource, "cannot replace the file", path);
    ::unlink(temporary.c_str());
    return failure;
  }
  return {};
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  Descriptor file;
  Result<size_t> size = open_for_reading(path, file);
  if (!size) return size.status();
  MappedFile mapped;
  if (size.value() == 0) return mapped;
  void* place = ::mmap(nullptr, size.value(), PROT_READ, MAP_PRIVATE, file.fd, 0);
  if (place == MAP_FAILED) return system_error(kCannotRead, ErrorKind::kInput, "cannot map the file", path);
  mapped.data_ = static_cast<const char*>(place);
  mapped.size_ = size.value();
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace waqai::base
