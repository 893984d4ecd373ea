// SPDX-License-Identifier: Apache-2.0
//
// Whole numbers in as few bytes as they need (seven bits a byte, the highest bit says that more follow), fixed little-endian ones, and strings with
// their length.  A reader never leaves its bytes: beyond them it gives zeros and empty strings, and says so.  Thread rule: values.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace waqai::search {

inline void put_varint(std::string& out, uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}
inline void put_text(std::string& out, std::string_view text) {
  put_varint(out, text.size());
  out += text;
}
template <typename T>
void put_fixed(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes, size_t at = 0) : bytes_(bytes), at_(at), failed_(at > bytes.size()) {}

  uint64_t varint() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) break;
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    failed_ = true;
    return 0;
  }
  // A number of at most 32 bits.
  uint32_t small() {
    const uint64_t value = varint();
    failed_ = failed_ || value > 0xffffffff;
    return failed_ ? 0 : static_cast<uint32_t>(value);
  }
  std::string_view bytes(uint64_t size) {
    if (failed_ || size > bytes_.size() - at_) {
      failed_ = true;
      return {};
    }
    const std::string_view part = bytes_.substr(at_, size);
    at_ += size;
    return part;
  }
  std::string_view text() { return bytes(varint()); }
  template <typename T>
  T fixed() {
    T value{};
    const std::string_view part = bytes(sizeof value);
    if (!part.empty()) std::memcpy(&value, part.data(), sizeof value);
    return value;
  }

  size_t at() const { return at_; }
  bool done() const { return failed_ || at_ >= bytes_.size(); }
  bool failed() const { return failed_; }

 private:
  std::string_view bytes_;
  size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace waqai::search
