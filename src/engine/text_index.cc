// SPDX-License-Identifier: Apache-2.0
#include "engine/text_index.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "text/fold.h"

namespace waqai {
namespace {

bool is_word_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return (value >= 0x81 && value <= 0xAA) || (value >= '0' && value <= '9') || (value >= 'a' && value <= 'z');
}

// Whether the key at [begin, end) of `keys` stands alone.
bool is_whole(const std::string& keys, size_t begin, size_t end) {
  // The bytes after 0xFF are a code point, no letters.
  const bool after_other = begin >= 4 && static_cast<unsigned char>(keys[begin - 4]) == 0xFF;
  if (begin > 0 && is_word_byte(keys[begin - 1]) && !after_other) return false;
  return end >= keys.size() || !is_word_byte(keys[end]);
}

}  // namespace

bool TextIndex::add(std::string_view id, std::string_view published, std::string_view text, size_t most_bytes) {
  const std::string key = text::fold_key(text);
  if (keys_.size() + key.size() > most_bytes) {
    entries_.clear();
    keys_.clear();
    return false;
  }
  entries_.push_back({std::string(id), std::string(published), keys_.size(), keys_.size() + key.size()});
  keys_ += key;
  keys_ += '\0';
  return true;
}

void TextIndex::finish() {
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.published != b.published ? a.published > b.published : a.id < b.id; });
  by_position_.resize(entries_.size());
  std::iota(by_position_.begin(), by_position_.end(), 0u);
  std::sort(by_position_.begin(), by_position_.end(), [this](uint32_t a, uint32_t b) { return entries_[a].begin < entries_[b].begin; });
}

std::vector<std::string> TextIndex::find(const std::vector<std::string>& forms, bool whole_words) const {
  std::vector<bool> held(entries_.size(), false);
  for (const std::string& form : forms) {
    const std::string sought = text::fold_key(form);
    if (sought.empty()) continue;
    size_t at = 0;
    while (at < keys_.size()) {
      const void* hit = memmem(keys_.data() + at, keys_.size() - at, sought.data(), sought.size());
      if (hit == nullptr) break;
      at = static_cast<size_t>(static_cast<const char*>(hit) - keys_.data());
      if (whole_words && !is_whole(keys_, at, at + sought.size())) {
        ++at;
        continue;
      }
      const auto next = std::upper_bound(by_position_.begin(), by_position_.end(), at,
                                         [this](size_t position, uint32_t index) { return position < entries_[index].begin; });
      const Entry& entry = entries_[*(next - 1)];
      held[*(next - 1)] = true;
      at = entry.end;  // one hit an article is enough
    }
  }
  std::vector<std::string> ids;
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (held[i]) ids.push_back(entries_[i].id);
  }
  return ids;
}

}  // namespace waqai
