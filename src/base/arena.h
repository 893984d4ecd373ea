// SPDX-License-Identifier: Apache-2.0
//
// StringArena: strings that live as long as the arena, handed out as views.  One arena an article; clear() keeps the memory.
// Thread rule: one thread at a time.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace waqai::base {

class StringArena {
 public:
  // A copy of `text` that stays in place until clear() or destruction.  O(size).
  std::string_view store(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > kBlockBytes) {
      large_.push_back(std::make_unique<char[]>(text.size()));
      std::memcpy(large_.back().get(), text.data(), text.size());
      return {large_.back().get(), text.size()};
    }
    if (blocks_.empty() || used_ + text.size() > kBlockBytes) next_block();
    char* place = blocks_[block_].get() + used_;
    std::memcpy(place, text.data(), text.size());
    used_ += text.size();
    return {place, text.size()};
  }

  // Forgets all strings; views become invalid.
  void clear() {
    large_.clear();
    block_ = 0;
    used_ = 0;
  }

 private:
  static constexpr size_t kBlockBytes = 16 * 1024;

  void next_block() {
    if (!blocks_.empty()) ++block_;
    if (block_ >= blocks_.size()) blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
    used_ = 0;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<std::unique_ptr<char[]>> large_;
  size_t block_ = 0;
  size_t used_ = 0;
};

}  // namespace waqai::base
