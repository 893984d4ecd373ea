// SPDX-License-Identifier: Apache-2.0
//
// TextIndex: the folded texts of an archive in memory, one byte a letter, to find articles by any part of their words.  A scan, not an inverted
// index: about a gigabyte of keys a second, and every substring can be found.
// Thread rule: fill first, then share; find() is thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waqai {

class TextIndex {
 public:
  // False, and nothing kept, once the keys would take more than `most_bytes`.
  bool add(std::string_view id, std::string_view published, std::string_view text, size_t most_bytes);
  // Sorts by day of publication, newest first, then by id: the order of find().
  void finish();

  // Ids of the articles that hold any of `forms` (any spelling of it); `whole_words`: not inside a word.  O(bytes).
  std::vector<std::string> find(const std::vector<std::string>& forms, bool whole_words) const;
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string id;
    std::string published;
    size_t begin = 0;
    size_t end = 0;
  };
  std::vector<Entry> entries_;         // in the order of find()
  std::vector<uint32_t> by_position_;  // index into entries_, in the order of keys_
  std::string keys_;
};

}  // namespace waqai
