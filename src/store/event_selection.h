// SPDX-License-Identifier: Apache-2.0
//
// Which rows of EventColumns a filter of the screens keeps, as one bit a row.  A choice is decided once for each distinct value or list of values;
// then its column is read once.  Pure, but for what stands in the archive alone (ids, texts), which is asked of a Database; thread-safe beside it.
#pragma once

#include <bit>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/event_columns.h"
#include "waqai/types/explore.h"
#include "waqai/types/status.h"

namespace waqai::store {

class Selection {
 public:
  explicit Selection(size_t rows, bool all) : words_((rows + 63) / 64, all ? ~uint64_t{0} : 0) {
    if (all && rows % 64 != 0) words_.back() = (uint64_t{1} << rows % 64) - 1;
  }
  bool has(size_t row) const { return (words_[row / 64] >> (row % 64) & 1) != 0; }
  void add(size_t row) { words_[row / 64] |= uint64_t{1} << row % 64; }
  void intersect(const Selection& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  // Keeps the rows that satisfy test(row).
  template <typename Test>
  void keep(const Test& test) {
    for (size_t i = 0; i < words_.size(); ++i) {
      uint64_t kept = 0;
      for (uint64_t left = words_[i]; left != 0; left &= left - 1) {
        const auto bit = static_cast<size_t>(std::countr_zero(left));
        kept |= uint64_t{test(i * 64 + bit)} << bit;
      }
      words_[i] = kept;
    }
  }
  // visit(row), in ascending order.
  template <typename Visit>
  void each(const Visit& visit) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t left = words_[i]; left != 0; left &= left - 1) visit(static_cast<uint32_t>(i * 64 + static_cast<size_t>(std::countr_zero(left))));
    }
  }
  size_t count() const {
    size_t sum = 0;
    for (const uint64_t word : words_) sum += static_cast<size_t>(std::popcount(word));
    return sum;
  }

 private:
  std::vector<uint64_t> words_;
};

// Where the values of a field stand.  A code means the words of its list, or without lists the word of that code; a code behind the last word means
// none.
struct EventField {
  struct Source {
    const Codes* codes = nullptr;
    const Lists* lists = nullptr;
    size_t codes_end = 0;
  };
  std::vector<Source> sources;   // a row has the values of all
  const Words* words = nullptr;  // null: ids, which stand in the archive alone
  const char *id_table = nullptr, *id_column = nullptr;
  bool several = false;  // a row may have any number of values
  bool known() const { return !sources.empty(); }
};
// Not known() for an unknown name.
EventField event_field(const EventColumns& columns, const std::string& name);

inline const Codes& days_of(const EventColumns& columns, DayOf day) { return day == DayOf::kPublished ? columns.published : columns.day; }

// The values of a field by code: its words, or, of a field of ids, `ids`, which is filled.  O(rows of the table) for ids.
Result<const Words*> words_of(const Database& database, const EventField& field, Words& ids);

// The rows under `filter`, without the choice of field `except`.  kBadValue for an unknown field or a day that is none.
Result<Selection> select_events(const EventColumns& columns, const Database& database, const ExploreFilter& filter, const std::string& except = {});

// visit(i, value) for the values of rows[i], in order of i; value is the number of words where a field of one value has none.
template <typename Visit>
void each_value(const EventField& field, size_t words, const std::vector<uint32_t>& rows, const Visit& visit) {
  const auto values = [&](size_t i, uint32_t code, const Lists* lists) {
    if (lists == nullptr) return visit(i, std::min(code, static_cast<uint32_t>(words)));
    const std::span<const uint32_t> list = (*lists)[code];
    for (const uint32_t value : list) visit(i, value);
    if (list.empty() && !field.several) visit(i, static_cast<uint32_t>(words));
  };
  const EventField::Source& first = field.sources[0];
  if (field.sources.size() == 1) {
    first.codes->visit([&](const auto* codes) {
      for (size_t i = 0; i < rows.size(); ++i) values(i, codes[rows[i]], first.lists);
    });
    return;
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    for (const EventField::Source& source : field.sources) values(i, (*source.codes)[rows[i]], source.lists);
  }
}

}  // namespace waqai::store
