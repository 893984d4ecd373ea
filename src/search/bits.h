// SPDX-License-Identifier: Apache-2.0
//
// Numbers in few bits: gamma codes, codes of a number below a bound, and sorted lists by interpolation (the middle one first, each within what its
// neighbours leave), which needs close to the least possible for lists without order of their own.  Bits are filled from the lowest up.
// A reader never leaves its bytes and never gives a number outside the bound: damaged bytes give other numbers, and `failed` where they end early.
// Thread rule: values.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace waqai::search {

class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(&out) {}
  // REQUIRES: count <= 32, value < 2^count
  void bits(uint64_t value, unsigned count) {
    held_ |= value << size_;
    size_ += count;
    while (size_ >= 8) {
      *out_ += static_cast<char>(held_);
      held_ >>= 8;
      size_ -= 8;
    }
  }
  // REQUIRES: value >= 1
  void gamma(uint32_t value) {
    const auto width = static_cast<unsigned>(std::bit_width(value));
    bits(0, width - 1);
    bits(1, 1);
    bits(value & ~(1u << (width - 1)), width - 1);
  }
  // A number below `bound`: the first ones take a bit less.  REQUIRES: value < bound
  void below(uint32_t value, uint32_t bound) {
    const auto width = static_cast<unsigned>(std::bit_width(bound - 1));
    if (width == 0) return;
    const auto brief = static_cast<uint32_t>((uint64_t{1} << width) - bound);
    if (value < brief) {
      bits(value, width - 1);
      return;
    }
    // The shared part first, the last bit behind it.
    const uint32_t code = value + brief;
    bits(code >> 1, width - 1);
    bits(code & 1, 1);
  }
  // REQUIRES: ascending, each within [low, high]
  void ascending(std::span<const uint32_t> values, uint32_t low, uint32_t high) {
    const auto count = static_cast<uint32_t>(values.size());
    if (count == 0 || count == high - low + 1) return;
    const uint32_t middle = count / 2;
    const uint32_t least = low + middle;
    below(values[middle] - least, high - (count - 1 - middle) - least + 1);
    if (middle > 0) ascending(values.first(middle), low, values[middle] - 1);
    if (middle + 1 < count) ascending(values.subspan(middle + 1), values[middle] + 1, high);
  }
  // Fills the last byte.
  void finish() {
    if (size_ > 0) bits(0, 8 - size_);
  }

 private:
  std::string* out_;
  uint64_t held_ = 0;
  unsigned size_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::string_view bytes) : bytes_(bytes) {}
  // REQUIRES: count <= 32
  uint32_t bits(unsigned count) {
    if (size_ < count) fill();
    const auto value = static_cast<uint32_t>(held_ & ((uint64_t{1} << count) - 1));
    if (size_ < count) {
      failed_ = true;
      held_ = 0;
      size_ = 0;
      return 0;
    }
    held_ >>= count;
    size_ -= count;
    return value;
  }
  uint32_t gamma() {
    if (size_ < 32) fill();
    const auto zeros = static_cast<unsigned>(held_ == 0 ? 64 : std::countr_zero(held_));
    if (zeros >= 32 || zeros >= size_) {
      failed_ = true;
      return 1;
    }
    held_ >>= zeros + 1;
    size_ -= zeros + 1;
    return (1u << zeros) | bits(zeros);
  }
  uint32_t below(uint32_t bound) {
    const auto width = static_cast<unsigned>(std::bit_width(bound - 1));
    if (width == 0) return 0;
    const auto brief = static_cast<uint32_t>((uint64_t{1} << width) - bound);
    const uint32_t first = bits(width - 1);
    return first < brief ? first : (first << 1 | bits(1)) - brief;
  }
  void ascending(std::span<uint32_t> values, uint32_t low, uint32_t high) {
    const auto count = static_cast<uint32_t>(values.size());
    if (count == 0) return;
    if (count == high - low + 1) {
      for (uint32_t i = 0; i < count; ++i) values[i] = low + i;
      return;
    }
    const uint32_t middle = count / 2;
    const uint32_t least = low + middle;
    values[middle] = least + below(high - (count - 1 - middle) - least + 1);
    if (middle > 0) ascending(values.first(middle), low, values[middle] - 1);
    if (middle + 1 < count) ascending(values.subspan(middle + 1), values[middle] + 1, high);
  }
  bool failed() const { return failed_; }

  // From here on the bytes that begin with the next whole one.
  void align() {
    const unsigned whole = size_ / 8;
    at_ -= whole;
    held_ = 0;
    size_ = 0;
  }

 private:
  void fill() {
    if (at_ + 8 <= bytes_.size()) {
      uint64_t next = 0;
      std::memcpy(&next, bytes_.data() + at_, 8);
      held_ |= next << size_;
      const unsigned taken = (63 - size_) / 8;
      at_ += taken;
      size_ += taken * 8;
      // What was read beyond the whole bytes taken comes again.
      if (size_ < 64) held_ &= (uint64_t{1} << size_) - 1;
      return;
    }
    while (size_ <= 56 && at_ < bytes_.size()) {
      held_ |= static_cast<uint64_t>(static_cast<unsigned char>(bytes_[at_++])) << size_;
      size_ += 8;
    }
  }

  std::string_view bytes_;
  size_t at_ = 0;
  uint64_t held_ = 0;
  unsigned size_ = 0;
  bool failed_ = false;
};

}  // namespace waqai::search
