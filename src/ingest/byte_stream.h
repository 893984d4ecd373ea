// SPDX-License-Identifier: Apache-2.0
//
// ByteStream: a file or descriptor read in pieces, unpacked where its first bytes say gzip (several members follow each other).
// Thread rule: one thread at a time.  Memory: two buffers of 64 KiB and zlib's window; of a part twice that.
#pragma once

#include <sys/types.h>
#include <zlib.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "waqai/types/status.h"

namespace waqai::ingest {

class ByteStream {
 public:
  // kCannotOpen, kIsDirectory; `path` is the place.
  static Result<std::unique_ptr<ByteStream>> open(const std::string& path);
  // Reads from `descriptor`, which stays the caller's.
  static std::unique_ptr<ByteStream> from_descriptor(int descriptor);
  // A part of a file: `deflated` without a head of its own, or stored; gzip in it is unpacked as in a file.  The descriptor stays the caller's and
  // keeps its position.
  struct Part {
    uint64_t offset = 0;
    uint64_t size = 0;
    bool deflated = false;
    uint32_t crc = 0;  // of the part's own bytes, before gzip in it is unpacked; kBadZip at the end where it is another
  };
  static std::unique_ptr<ByteStream> from_part(int descriptor, const Part& part);
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // The next bytes, valid until the next call; empty at the end and after a failure.
  std::string_view read();

  // After damage in a file of several gzip members: goes to the next member.  True where there is one; then read() goes on and status() is ok.
  bool resume();

  // Bytes read so far, as stored (packed).
  uint64_t bytes_read() const { return source_ ? source_->bytes_read() : raw_bytes_; }

  // Why reading ended: ok at the end; kCannotRead; kTruncatedGzip where packed data is cut or damaged.
  const Status& status() const { return status_; }

 private:
  ByteStream(int descriptor, bool owned);
  std::string_view read_raw();
  ssize_t read_some(char* to, size_t size);
  std::string_view unpack();
  std::string_view checked(std::string_view piece);
  void start_unpacking(int window);
  bool next_member();

  int descriptor_ = -1;
  uint64_t raw_bytes_ = 0;
  bool owned_ = false;
  bool is_part_ = false;
  Part part_;  // what is left of it
  uint32_t crc_ = 0;
  std::unique_ptr<ByteStream> source_;  // instead of the descriptor: the bytes of a part
  std::string_view source_left_;        // of its last piece
  bool started_ = false;
  bool packed_ = false;
  bool ended_ = false;  // of the raw bytes
  bool member_open_ = false;
  bool done_ = false;
  Status status_;
  z_stream zlib_{};
  std::string_view pending_;      // raw bytes not yet unpacked
  const char* member_ = nullptr;  // where the open member starts in them, or they where it started earlier
  std::string raw_;
  std::string unpacked_;
};

}  // namespace waqai::ingest
