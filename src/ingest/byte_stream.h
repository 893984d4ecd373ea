// SPDX-License-Identifier: Apache-2.0
//
// ByteStream: a file or descriptor read in pieces, unpacked where its first bytes say gzip (several members follow each other).
// Thread rule: one thread at a time.  Memory: two buffers of 64 KiB and zlib's window.
#pragma once

#include <zlib.h>

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
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // The next bytes, valid until the next call; empty at the end and after a failure.
  std::string_view read();

  // Bytes read so far, as stored (packed).
  uint64_t bytes_read() const { return raw_bytes_; }

  // Why reading ended: ok at the end; kCannotRead; kTruncatedGzip where packed data is cut or damaged.
  const Status& status() const { return status_; }

 private:
  ByteStream(int descriptor, bool owned);
  std::string_view read_raw();
  std::string_view unpack();
  void start_unpacking();
  bool next_member();

  int descriptor_ = -1;
  uint64_t raw_bytes_ = 0;
  bool owned_ = false;
  bool started_ = false;
  bool packed_ = false;
  bool ended_ = false;  // of the raw bytes
  bool member_open_ = false;
  bool done_ = false;
  Status status_;
  z_stream zlib_{};
  std::string_view pending_;  // raw bytes not yet unpacked
  std::string raw_;
  std::string unpacked_;
};

}  // namespace waqai::ingest
