// SPDX-License-Identifier: Apache-2.0
//
// WarcReader: the records of a WARC file (1.0 and 1.1), one after another, in bounded memory; ByteStream has undone gzip, a member a record or one
// for all. Lengths that lie are found out where the next record does not start behind them; then reading goes on at the next record there is. Thread
// rule: one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/byte_stream.h"
#include "waqai/types/status.h"

namespace waqai::ingest {

struct WarcRecord {
  std::string type;           // response, request, ... in lower case
  std::string url;            // WARC-Target-URI without angle brackets; empty where there is none or it is longer than 8 KiB
  std::string id;             // WARC-Record-ID
  std::string payload;        // up to the limit
  uint64_t number = 0;        // from 1
  uint64_t offset = 0;        // in the unpacked bytes
  bool too_long = false;      // the payload goes on beyond the limit; the rest has been passed over
  bool cut = false;           // the file ends within it
  bool wrong_length = false;  // its length lies; the payload goes as far as the next record
  bool shortened = false;     // the crawler says that it cut it
};

class WarcReader {
 public:
  // `head` has been read from `bytes`.
  WarcReader(std::unique_ptr<ByteStream> bytes, std::string head, size_t max_payload);

  // The next record; false at the end.  `rubbish` is set to the bytes passed over before it that belong to no record.
  bool next(WarcRecord& record, uint64_t& rubbish);

  // Damaged gzip members that have been passed over.
  uint64_t damages() const { return damages_; }
  // Why reading ended, as ByteStream tells it.
  const Status& status() const { return bytes_->status(); }
  uint64_t bytes_read() const { return bytes_->bytes_read(); }

 private:
  bool fill();
  bool have(size_t size);
  bool find_record(uint64_t& rubbish);
  bool read_head(WarcRecord& record, uint64_t& length);
  void read_payload(uint64_t length, WarcRecord& record);
  void check_length(WarcRecord& record);
  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }
  void skip(size_t size);

  std::unique_ptr<ByteStream> bytes_;
  size_t max_payload_;
  std::string buffer_;  // from at_ on unread
  size_t at_ = 0;
  uint64_t offset_ = 0;  // of buffer_[at_]
  uint64_t number_ = 0;
  uint64_t damages_ = 0;
  bool ended_ = false;
};

}  // namespace waqai::ingest
