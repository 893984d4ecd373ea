// SPDX-License-Identifier: Apache-2.0
#include "ingest/warc.h"

#include <algorithm>
#include <charconv>

#include "ingest/http.h"

namespace waqai::ingest {
namespace {

constexpr std::string_view kMark = "WARC/1.";
constexpr size_t kMaxHead = size_t{1} << 20;  // of the head of a record
constexpr size_t kMaxUrl = 8192;
constexpr size_t kTrailer = 4;  // CR LF CR LF behind a record

}  // namespace

WarcReader::WarcReader(std::unique_ptr<ByteStream> bytes, std::string head, size_t max_payload)
    : bytes_(std::move(bytes)), max_payload_(max_payload), buffer_(std::move(head)) {}

// More bytes behind those in the buffer; false at the end.
bool WarcReader::fill() {
  if (ended_) return false;
  if (at_ > buffer_.size() / 2) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  std::string_view more = bytes_->read();
  while (more.empty() && bytes_->resume()) {
    ++damages_;
    buffer_ += "\r\n\r\n";  // ends a head that was cut; the next record starts a line
    more = bytes_->read();
  }
  ended_ = more.empty();
  buffer_ += more;
  return !ended_;
}

bool WarcReader::have(size_t size) {
  while (buffer_.size() - at_ < size && fill()) {
  }
  return buffer_.size() - at_ >= size;
}

void WarcReader::skip(size_t size) {
  at_ += size;
  offset_ += size;
}

// Moves to the next version line at the start of a line; white space before it is no rubbish.
bool WarcReader::find_record(uint64_t& rubbish) {
  rubbish = 0;
  bool line_start = true;
  while (have(1)) {
    if (line_start && have(kMark.size()) && rest().starts_with(kMark)) return true;
    const char c = buffer_[at_];
    rubbish += c != '\r' && c != '\n' && c != ' ' && c != '\0';
    if (c == '\r' || c == '\n' || c == '\0') {
      line_start = true;
      skip(1);
      continue;
    }
    line_start = false;
    const size_t line = rest().find('\n');
    const size_t size = line == std::string_view::npos ? rest().size() : line;
    rubbish += size - 1;
    skip(size);
  }
  return false;
}

// The version line and fields; false where the file ends within them.
bool WarcReader::read_head(WarcRecord& record, uint64_t& length) {
  size_t end = std::string_view::npos;
  size_t searched = 0;
  while (true) {
    const std::string_view bytes = rest();
    for (size_t at = bytes.find('\n', searched); at != std::string_view::npos && end == std::string_view::npos; at = bytes.find('\n', at + 1)) {
      const std::string_view after = bytes.substr(at + 1, 2);
      if (after.starts_with('\n')) end = at + 2;
      if (after == "\r\n") end = at + 3;
    }
    if (end != std::string_view::npos || bytes.size() > kMaxHead) break;
    searched = bytes.size() < 4 ? 0 : bytes.size() - 4;
    if (!fill()) break;
  }
  if (end == std::string_view::npos) {
    record.cut = true;
    skip(std::min(rest().size(), kMaxHead));
    return false;
  }
  const std::string_view head = rest().substr(0, end);
  size_t used = 0;
  const std::vector<HeaderField> fields = read_fields(head.substr(head.find('\n') + 1), used);
  record.type = field(fields, "warc-type");
  std::transform(record.type.begin(), record.type.end(), record.type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  record.id = field(fields, "warc-record-id").substr(0, kMaxUrl);
  std::string_view url = field(fields, "warc-target-uri");
  if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
  if (url.size() <= kMaxUrl) record.url = url;
  record.shortened = !field(fields, "warc-truncated").empty();
  const std::string_view told = field(fields, "content-length");
  const auto [stop, failure] = std::from_chars(told.data(), told.data() + told.size(), length);
  record.wrong_length = told.empty() || failure != std::errc() || stop != told.data() + told.size();
  if (record.wrong_length) length = 0;
  skip(end);
  return true;
}

void WarcReader::read_payload(uint64_t length, WarcRecord& record) {
  while (length > 0 && have(1)) {
    const size_t size = static_cast<size_t>(std::min<uint64_t>(length, rest().size()));
    const size_t kept = std::min(size, max_payload_ - record.payload.size());
    record.payload += rest().substr(0, kept);
    record.too_long = record.too_long || kept < size;
    skip(size);
    length -= size;
  }
  record.cut = length > 0;
}

// Where the next record does not follow, the length lied: too long, then the next record is in the payload; too short, then the payload goes on.
void WarcReader::check_length(WarcRecord& record) {
  if (record.too_long) return;
  have(kTrailer + kMark.size());
  std::string_view after = rest();
  const bool closed = after.starts_with("\r\n\r\n") || after.starts_with("\n\n");  // what follows then is rubbish between records
  after.remove_prefix(std::min(after.find_first_not_of("\r\n"), after.size()));
  if (after.starts_with(kMark) && !record.cut) return;
  const bool follows = closed || after.starts_with(kMark) || (after.empty() && ended_);
  if (follows && !record.wrong_length && !record.cut) return;
  for (size_t at = record.payload.find("\nWARC/1."); at != std::string::npos; at = record.payload.find("\nWARC/1.", at + 1)) {
    const std::string_view inside = std::string_view(record.payload).substr(at + 1);
    if (inside.substr(0, 4096).find("WARC-Type") == std::string_view::npos) continue;
    // Back into the buffer, to be read as records of their own.
    const size_t back = inside.size();
    buffer_.replace(0, at_, inside);
    at_ = 0;
    offset_ -= back;
    record.payload.resize(at);
    record.wrong_length = true;
    record.cut = false;
    return;
  }
  if (record.cut) return;
  record.wrong_length = true;
  while (have(1)) {
    size_t stop = rest().find("\nWARC/1.");
    const bool found = stop != std::string_view::npos;
    if (!found) stop = rest().size() - std::min<size_t>(rest().size(), ended_ ? 0 : kMark.size());
    const size_t kept = std::min(stop, max_payload_ - record.payload.size());
    record.payload += rest().substr(0, kept);
    record.too_long = record.too_long || kept < stop;
    skip(stop);
    if (found) return;
    if (!fill() && rest().empty()) return;
  }
}

bool WarcReader::next(WarcRecord& record, uint64_t& rubbish) {
  record = {};
  if (!find_record(rubbish)) return false;
  record.number = ++number_;
  record.offset = offset_;
  uint64_t length = 0;
  if (!read_head(record, length)) return true;
  read_payload(length, record);
  check_length(record);
  return true;
}

}  // namespace waqai::ingest
