// SPDX-License-Identifier: Apache-2.0
#include "ingest/text_stream.h"

#include <algorithm>

namespace waqai::ingest {
namespace {

constexpr size_t kCharsetBytes = 64 * 1024;  // that tell the charset

// Adds to a piece up to its limit; what goes beyond is forgotten.
void add(Piece& piece, std::string_view more, size_t limit) {
  if (piece.too_long) return;
  if (piece.text.size() + more.size() <= limit) {
    piece.text += more;
    return;
  }
  piece.too_long = true;
  piece.text.clear();
  piece.text.shrink_to_fit();
}

// Follows one JSON object byte by byte.
class BraceCounter {
 public:
  // True where `byte` closes the object.
  bool closes(char byte) {
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (byte == '\\') {
        escaped_ = true;
      } else if (byte == '"') {
        in_string_ = false;
      }
      return false;
    }
    if (byte == '"') in_string_ = true;
    if (byte == '{') ++depth_;
    return byte == '}' && --depth_ == 0;
  }

 private:
  uint64_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

}  // namespace

Result<std::unique_ptr<TextStream>> TextStream::open(std::unique_ptr<ByteStream> bytes, Charset named, const std::string& head, bool ended) {
  Charset charset = named;
  if (named == Charset::kAuto) {
    const Result<Charset> found = detect_charset(std::string_view(head).substr(0, kCharsetBytes));
    if (!found) return found.status();
    charset = found.value();
  } else if (Status status = refuse_binary(head); !status) {
    return status;
  }
  std::unique_ptr<TextStream> stream(new TextStream(std::move(bytes), charset));
  stream->ended_ = ended;
  stream->transcoder_.convert(head, ended, stream->buffer_);
  return stream;
}

// More text into the buffer, which holds only unread text afterwards; false at the end.
bool TextStream::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  const size_t before = buffer_.size();
  while (!ended_ && buffer_.size() == before) {
    const std::string_view more = bytes_->read();
    ended_ = more.empty();
    transcoder_.convert(more, ended_, buffer_);
  }
  return buffer_.size() > before;
}

bool TextStream::read_line(size_t limit, Piece& line) {
  line = {std::move(line.text), number_ + 1, offset_, false, true};
  line.text.clear();
  if (at_ == buffer_.size() && !fill()) return false;
  ++number_;
  while (true) {
    const size_t stop = std::min(buffer_.find_first_of("\n\r", at_), buffer_.size());
    add(line, std::string_view(buffer_).substr(at_, stop - at_), limit);
    offset_ += stop - at_;
    at_ = stop;
    if (stop < buffer_.size()) break;
    if (!fill()) {
      line.complete = false;
      return true;
    }
  }
  const bool carriage = buffer_[at_] == '\r';
  ++at_;
  ++offset_;
  if (carriage && (at_ < buffer_.size() || fill()) && buffer_[at_] == '\n') {
    ++at_;
    ++offset_;
  }
  return true;
}

// Moves to the next opening brace; false where there is none.
bool TextStream::find_object(bool& skipped) {
  do {
    const size_t brace = std::min(buffer_.find('{', at_), buffer_.size());
    const size_t other = std::min(buffer_.find_first_not_of(" \t\r\n,[]", at_), buffer_.size());
    skipped = skipped || other < brace;
    offset_ += brace - at_;
    at_ = brace;
    if (at_ < buffer_.size()) return true;
  } while (fill());
  return false;
}

bool TextStream::read_object(size_t limit, Piece& object, bool& skipped) {
  skipped = false;
  object = {std::move(object.text), number_ + 1, offset_, false, true};
  object.text.clear();
  if (!find_object(skipped)) return false;
  object.offset = offset_;
  ++number_;
  BraceCounter counter;
  bool closed = false;
  while (!closed) {
    size_t stop = at_;
    while (stop < buffer_.size() && !closed) closed = counter.closes(buffer_[stop++]);
    add(object, std::string_view(buffer_).substr(at_, stop - at_), limit);
    offset_ += stop - at_;
    at_ = stop;
    if (!closed && !fill()) {
      object.complete = false;
      return true;
    }
  }
  return true;
}

}  // namespace waqai::ingest
