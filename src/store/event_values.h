// SPDX-License-Identifier: Apache-2.0
//
// Fields of events while EventColumns::load reads them: values by event row as they come, made columns once the order of rows is known.
// Thread rule: one thread at a time.
#pragma once

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "store/event_columns.h"

namespace waqai::store {

// What `by_event` has at each of `order`; empties it.
inline std::vector<uint32_t> of_rows(std::vector<uint32_t>& by_event, const std::vector<uint32_t>& order) {
  std::vector<uint32_t> rows(order.size());
  for (size_t row = 0; row < order.size(); ++row) rows[row] = by_event[order[row]];
  by_event = {};
  return rows;
}

// A field while it is read.
struct Values {
  Interner interner;
  std::vector<uint32_t> codes;  // by event row

  void set(size_t event, const Chunk& chunk, size_t column, size_t row) {
    if (chunk.has(column, row)) codes[event] = interner.code_of(chunk.text(column, row));
  }
  // The words in the order of `places`, and codes as they are then.
  Codes column(const std::vector<uint32_t>& places, const std::vector<uint32_t>& order) {
    std::vector<uint32_t> rows = of_rows(codes, order);
    for (uint32_t& code : rows) code = code == kNoCode ? static_cast<uint32_t>(places.size()) : places[code];
    return Codes(rows);
  }
  ValueColumn values(const std::vector<uint32_t>& order) {
    std::vector<uint32_t> places;
    ValueColumn made;
    made.words = interner.sorted(places);
    made.codes = column(places, order);
    return made;
  }
  NumberColumn numbers(const std::vector<uint32_t>& order) {
    NumberColumn made;
    std::vector<std::pair<double, uint32_t>> sorted;
    for (uint32_t code = 0; code < interner.words().size(); ++code) {
      const std::string_view text = interner.words()[code];
      double number = 0;
      std::from_chars(text.data(), text.data() + text.size(), number);
      sorted.emplace_back(number, code);
    }
    std::sort(sorted.begin(), sorted.end());
    std::vector<uint32_t> places(sorted.size());
    for (size_t place = 0; place < sorted.size(); ++place) {
      places[sorted[place].second] = static_cast<uint32_t>(place);
      made.numbers.push_back(sorted[place].first);
      made.words.add(interner.words()[sorted[place].second]);
    }
    made.codes = column(places, order);
    return made;
  }
};

// A field of lists while it is read.
struct ValueLists {
  ListInterner interner;
  std::vector<uint32_t> codes;  // by event row

  ListColumn lists(const std::vector<uint32_t>& order) { return {interner.lists(), Codes(of_rows(codes, order))}; }
  // Items told in pairs.
  RoleColumn roles(const std::vector<uint32_t>& order) {
    RoleColumn made;
    const Lists pairs = interner.lists();
    for (size_t i = 0; i < pairs.items.size(); i += 2) {
      made.lists.items.push_back(pairs.items[i]);
      made.arabic.push_back(pairs.items[i + 1]);
    }
    for (const uint32_t end : pairs.ends) made.lists.ends.push_back(end / 2);
    made.codes = Codes(of_rows(codes, order));
    return made;
  }
};

}  // namespace waqai::store
