// SPDX-License-Identifier: Apache-2.0
#include "ingest/byte_stream.h"

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

constexpr size_t kBufferBytes = 64 * 1024;
constexpr std::string_view kGzipMark = "\x1F\x8B";
constexpr int kGzipWindow = 15 + 16;  // zlib: the largest window, gzip header
constexpr int kBareWindow = -15;      // no header

}  // namespace

Result<std::unique_ptr<ByteStream>> ByteStream::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return Status::error(base::kCannotOpen, ErrorKind::kInput, std::string("cannot open the file: ") + std::strerror(errno)).at(path);
  }
  struct stat info {};
  if (::fstat(descriptor, &info) == 0 && S_ISDIR(info.st_mode)) {
    ::close(descriptor);
    return Status::error(base::kIsDirectory, ErrorKind::kInput, "this is a folder, not a file").at(path);
  }
  return std::unique_ptr<ByteStream>(new ByteStream(descriptor, true));
}

std::unique_ptr<ByteStream> ByteStream::from_descriptor(int descriptor) { return std::unique_ptr<ByteStream>(new ByteStream(descriptor, false)); }

std::unique_ptr<ByteStream> ByteStream::from_part(int descriptor, const Part& part) {
  std::unique_ptr<ByteStream> bytes(new ByteStream(descriptor, false));
  bytes->is_part_ = true;
  bytes->part_ = part;
  std::unique_ptr<ByteStream> stream(new ByteStream(descriptor, false));
  stream->source_ = std::move(bytes);
  return stream;
}

ByteStream::ByteStream(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned), raw_(kBufferBytes, '\0') {}

ByteStream::~ByteStream() {
  if (packed_) inflateEnd(&zlib_);
  if (owned_) ::close(descriptor_);
}

std::string_view ByteStream::read() {
  if (done_) return {};
  if (!started_) {
    started_ = true;
    pending_ = read_raw();
    if (is_part_ && part_.deflated) start_unpacking(kBareWindow);
    else if (!is_part_ && pending_.starts_with(kGzipMark)) start_unpacking(kGzipWindow);
    if (!packed_ && !done_) return checked(pending_);
  }
  const std::string_view piece = checked(packed_ ? unpack() : read_raw());
  // A part tells at its end whether its checksum is right.
  if (piece.empty() && source_ && ended_ && status_.is_ok()) status_ = source_->status();
  return piece;
}

// Of a part with a checksum: counts the piece, or compares at the end.
std::string_view ByteStream::checked(std::string_view piece) {
  if (!is_part_) return piece;
  if (!piece.empty()) {
    crc_ = static_cast<uint32_t>(crc32(crc_, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size())));
  } else if (status_.is_ok() && crc_ != part_.crc) {
    status_ = Status::error(base::kBadZip, ErrorKind::kInput, "the file in the zip archive is damaged: its checksum is another");
  }
  return piece;
}

ssize_t ByteStream::read_some(char* to, size_t size) {
  if (source_) {
    if (source_left_.empty()) source_left_ = source_->read();
    const size_t got = std::min(size, source_left_.size());
    std::copy_n(source_left_.data(), got, to);
    source_left_.remove_prefix(got);
    return static_cast<ssize_t>(got);
  }
  if (!is_part_) return ::read(descriptor_, to, size);
  const ssize_t got = ::pread(descriptor_, to, static_cast<size_t>(std::min<uint64_t>(size, part_.size)), static_cast<off_t>(part_.offset));
  if (got > 0) {
    part_.offset += static_cast<uint64_t>(got);
    part_.size -= static_cast<uint64_t>(got);
  }
  return got;
}

std::string_view ByteStream::read_raw() {
  // The first two bytes are wanted together, so a short first read from a pipe is filled up.
  size_t got = 0;
  while (got < kGzipMark.size() && !ended_) {
    const ssize_t more = read_some(raw_.data() + got, raw_.size() - got);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) {
      status_ = Status::error(base::kCannotRead, ErrorKind::kInput, std::string("reading failed: ") + std::strerror(errno));
      done_ = true;
    }
    if (more <= 0) ended_ = true;
    if (more > 0) got += static_cast<size_t>(more);
    if (more > 0) raw_bytes_ += static_cast<uint64_t>(more);
  }
  if (got == 0) done_ = done_ || !packed_;
  return std::string_view(raw_).substr(0, got);
}

void ByteStream::start_unpacking(int window) {
  if (inflateInit2(&zlib_, window) != Z_OK) {
    status_ = Status::error(base::kOutOfMemory, ErrorKind::kResource, "no memory to unpack gzip");
    done_ = true;
    return;
  }
  packed_ = true;
  member_ = pending_.data();
  member_open_ = true;
  unpacked_.resize(kBufferBytes);
}

// After the end of a member: true where another one starts.  What else stands there (padding, rubbish) is left out, as gunzip does.
bool ByteStream::next_member() {
  if (is_part_ && part_.deflated) return false;
  while (!pending_.empty() && pending_.front() == '\0') pending_.remove_prefix(1);
  if (pending_.size() < kGzipMark.size() && !ended_) {
    const std::string rest(pending_);
    raw_.resize(kBufferBytes);
    const std::string_view more = read_raw();
    raw_ = rest + std::string(more);
    pending_ = raw_;
  }
  if (!pending_.starts_with(kGzipMark)) return false;
  inflateReset(&zlib_);
  member_ = pending_.data();
  member_open_ = true;
  return true;
}

bool ByteStream::resume() {
  constexpr std::string_view kMember = "\x1F\x8B\x08";  // gzip, deflated
  if (!packed_ || is_part_ || (status_.is_ok() ? pending_.empty() : status_.code() != base::kTruncatedGzip)) return false;
  // Damage shows late: the next member may have been taken for a part of this one.
  if (!status_.is_ok() && member_ != nullptr && member_ < pending_.data()) {
    pending_ = std::string_view(member_ + 1, static_cast<size_t>(pending_.data() + pending_.size() - member_ - 1));
  }
  member_ = nullptr;
  while (true) {
    const size_t at = pending_.find(kMember);
    if (at != std::string_view::npos) {
      pending_.remove_prefix(at);
      inflateReset(&zlib_);
      member_ = pending_.data();
      member_open_ = true;
      done_ = false;
      status_ = {};
      return true;
    }
    if (ended_) return false;
    const std::string rest(pending_.substr(pending_.size() - std::min(pending_.size(), kMember.size() - 1)));
    raw_.resize(kBufferBytes);
    const std::string_view more = read_raw();
    raw_ = rest + std::string(more);
    pending_ = raw_;
  }
}

std::string_view ByteStream::unpack() {
  while (!done_) {
    if (!member_open_ && !next_member()) break;
    if (pending_.empty() && !ended_) {
      raw_.resize(kBufferBytes);
      pending_ = read_raw();
      member_ = pending_.data();
    }
    zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(pending_.data()));
    zlib_.avail_in = static_cast<uInt>(pending_.size());
    zlib_.next_out = reinterpret_cast<Bytef*>(unpacked_.data());
    zlib_.avail_out = static_cast<uInt>(unpacked_.size());
    const int result = inflate(&zlib_, Z_NO_FLUSH);
    pending_.remove_prefix(pending_.size() - zlib_.avail_in);
    const size_t made = unpacked_.size() - zlib_.avail_out;
    if (result == Z_STREAM_END) {
      member_open_ = false;
    } else if ((result != Z_OK && result != Z_BUF_ERROR) || (made == 0 && pending_.empty() && ended_)) {
      if (status_.is_ok()) {
        status_ = Status::error(base::kTruncatedGzip, ErrorKind::kInput,
                                result == Z_OK || result == Z_BUF_ERROR ? "the packed data ends too early" : "the packed data is damaged");
      }
      done_ = true;
    }
    if (made > 0) return std::string_view(unpacked_).substr(0, made);
  }
  done_ = true;
  return {};
}

}  // namespace waqai::ingest
