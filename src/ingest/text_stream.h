// SPDX-License-Identifier: Apache-2.0
//
// TextStream: the bytes of an input as UTF-8, read by lines or by top-level JSON values, in bounded memory whatever the input holds.
// Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/byte_stream.h"
#include "ingest/charset.h"
#include "waqai/types/status.h"

namespace waqai::ingest {

// A line or a value.  Offsets count bytes of the text as UTF-8, without a byte order mark.
struct Piece {
  std::string text;     // without its line break; broken UTF-8 is not yet repaired; empty where too_long
  uint64_t number = 0;  // from 1
  uint64_t offset = 0;  // where it starts
  bool too_long = false;
  bool complete = true;  // false where the input ended within it
};

class TextStream {
 public:
  // Tells the encoding from `head`, which has been read from `bytes`; `ended`: nothing follows it.  Fails as detect_charset does; `named` other than
  // kAuto is believed.
  static Result<std::unique_ptr<TextStream>> open(std::unique_ptr<ByteStream> bytes, Charset named, const std::string& head, bool ended);

  // The first bytes of the text, up to about 64 KiB; empty for an empty input.  REQUIRES: nothing read yet
  std::string_view head() const { return buffer_; }
  Charset charset() const { return charset_; }
  // Why the input ended; ok before that.
  const Status& status() const { return bytes_->status(); }
  uint64_t bytes_read() const { return bytes_->bytes_read(); }  // as stored

  // The next line, ended by LF, CR LF or CR; longer ones than `limit` bytes are passed over.  False at the end.
  bool read_line(size_t limit, Piece& line);

  // The next JSON object, found by its braces: inside an array, or one after another.  Other text between objects is passed over up to the next
  // brace; `skipped` tells whether there was any besides white space, commas and brackets.  False at the end.
  bool read_object(size_t limit, Piece& object, bool& skipped);

 private:
  TextStream(std::unique_ptr<ByteStream> bytes, Charset charset) : bytes_(std::move(bytes)), charset_(charset), transcoder_(charset) {}
  bool fill();
  bool find_object(bool& skipped);

  std::unique_ptr<ByteStream> bytes_;
  Charset charset_;
  Transcoder transcoder_;
  std::string buffer_;  // UTF-8 from at_ on is unread
  size_t at_ = 0;
  uint64_t offset_ = 0;  // of buffer_[at_]
  uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace waqai::ingest
