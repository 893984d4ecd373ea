// SPDX-License-Identifier: Apache-2.0
#include "store/event_columns.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

#include "base/error_codes.h"
#include "base/hash.h"

namespace waqai::store {
namespace {

constexpr size_t kBlockBytes = size_t{16} << 10;  // the database hands over 2,048 at a time

std::vector<uint32_t> up_to(size_t count) {
  std::vector<uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0u);
  return all;
}

uint32_t end_of(const Codes& codes) {
  uint32_t end = 0;
  codes.visit([&](const auto* cells) {
    for (size_t row = 0; row < codes.size(); ++row) end = std::max<uint32_t>(end, cells[row] + 1u);
  });
  return end;
}

std::vector<uint32_t> together(const Codes& units, uint32_t end) {
  return units.visit([&](const auto* cells) {
    return ordered_by(
        up_to(units.size()), [cells](uint32_t row) -> uint32_t { return cells[row]; }, end);
  });
}

}  // namespace

uint32_t Words::find(std::string_view text) const {
  size_t low = 0, high = size();
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if ((*this)[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low < size() && (*this)[low] == text ? static_cast<uint32_t>(low) : kNoCode;
}

Ids::Ids(size_t count, const std::function<std::string_view(size_t)>& id) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
  const std::string_view first = count == 0 ? std::string_view() : id(0);
  size_t begin = first.size();
  while (begin > 0 && digit(first[begin - 1]) >= 0) --begin;
  letters_ = first.substr(0, begin);
  const size_t digits = first.size() - begin, bytes = (digits + 1) / 2;
  bool alike = digits > 0;
  bytes_.resize(alike ? count * bytes : 0);
  for (size_t at = 0; at < count && alike; ++at) {
    const std::string_view own = id(at);
    alike = own.size() == first.size() && own.starts_with(letters_);
    for (size_t i = 0; i < digits && alike; ++i) {
      const int value = digit(own[begin + i]);
      alike = value >= 0;
      bytes_[at * bytes + i / 2] |= static_cast<uint8_t>(i % 2 == 0 ? value << 4 : value);
    }
  }
  if (alike) {
    shape_ = {static_cast<uint32_t>(digits)};
    return;
  }
  letters_ = {};
  bytes_ = {};
  for (size_t at = 0; at < count; ++at) words_.add(id(at));
}

std::string Ids::operator[](size_t at) const {
  if (digits() == 0) return std::string(words_[at]);
  std::string id = letters_;
  const uint8_t* const own = bytes_.data() + at * ((digits() + 1) / 2);
  for (size_t i = 0; i < digits(); ++i) id += "0123456789abcdef"[i % 2 == 0 ? own[i / 2] >> 4 : own[i / 2] & 15];
  return id;
}

Codes::Codes(const std::vector<uint32_t>& codes) {
  const uint32_t most = codes.empty() ? 0 : *std::max_element(codes.begin(), codes.end());
  width_ = most < 0x100 ? 1 : most < 0x10000 ? 2 : 4;
  bytes_.resize(codes.size() * width_);
  uint8_t* const bytes = bytes_.data();
  for (size_t row = 0; row < codes.size(); ++row) {
    if (width_ == 1) bytes[row] = static_cast<uint8_t>(codes[row]);
    else if (width_ == 2) reinterpret_cast<uint16_t*>(bytes)[row] = static_cast<uint16_t>(codes[row]);
    else reinterpret_cast<uint32_t*>(bytes)[row] = codes[row];
  }
}

uint32_t Interner::code_of(std::string_view text) {
  if ((words_.size() + 1) * 2 > slots_.size()) grow();
  const size_t mask = slots_.size() - 1;
  for (size_t slot = base::hash64(text) & mask;; slot = (slot + 1) & mask) {
    if (slots_[slot] == kNoCode) {
      slots_[slot] = static_cast<uint32_t>(words_.size());
      words_.add(text);
      return slots_[slot];
    }
    if (words_[slots_[slot]] == text) return slots_[slot];
  }
}

void Interner::grow() {
  slots_.assign(slots_.size() * 2, kNoCode);
  const size_t mask = slots_.size() - 1;
  for (uint32_t code = 0; code < words_.size(); ++code) {
    size_t slot = base::hash64(words_[code]) & mask;
    while (slots_[slot] != kNoCode) slot = (slot + 1) & mask;
    slots_[slot] = code;
  }
}

Words Interner::sorted(std::vector<uint32_t>& places) const {
  std::vector<uint32_t> order = up_to(words_.size());
  std::sort(order.begin(), order.end(), [this](uint32_t a, uint32_t b) { return words_[a] < words_[b]; });
  places.resize(order.size());
  Words sorted;
  sorted.letters.reserve(words_.letters.size());
  sorted.ends.reserve(order.size());
  for (const uint32_t code : order) {
    places[code] = static_cast<uint32_t>(sorted.size());
    sorted.add(words_[code]);
  }
  return sorted;
}

Lists ListInterner::lists() const {
  Lists lists;
  const Words& words = bytes_.words();
  lists.items.resize(words.letters.size() / sizeof(uint32_t));
  if (!words.letters.empty()) std::memcpy(lists.items.data(), words.letters.data(), words.letters.size());
  lists.ends.reserve(words.size());
  for (const uint32_t end : words.ends) lists.ends.push_back(end / static_cast<uint32_t>(sizeof(uint32_t)));
  return lists;
}

std::vector<uint32_t> ordered_by(const std::vector<uint32_t>& order, const std::function<uint32_t(uint32_t)>& key, uint32_t end) {
  std::vector<uint32_t> next(size_t{end} + 1);
  for (const uint32_t one : order) ++next[key(one) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<uint32_t> ordered(order.size());
  for (const uint32_t one : order) ordered[next[key(one)]++] = one;
  return ordered;
}

Result<Words> ids_by_row(const Database& database, const std::string& table, const std::string& column) {
  Words found, ids;
  std::vector<uint32_t> places;
  const Status status = database.scan("SELECT rowid, " + column + " FROM " + table, "nt", [&](const Chunk& chunk) {
    for (size_t i = 0; i < chunk.size(); ++i) {
      const auto row = static_cast<size_t>(chunk.integer(0, i));
      if (row >= places.size()) places.resize(row + 1, kNoCode);
      places[row] = static_cast<uint32_t>(found.size());
      found.add(chunk.text(1, i));
    }
  });
  if (!status) return status;
  ids.letters.reserve(found.letters.size());
  ids.ends.reserve(places.size());
  for (const uint32_t place : places) ids.add(place == kNoCode ? std::string_view() : found[place]);
  return ids;
}

std::optional<std::string> EventColumns::incident_id(uint32_t row) const {
  const uint32_t own = incident[row];
  const auto before = [this](uint32_t other, uint32_t code) { return incident[other] < code; };
  for (auto at = std::lower_bound(by_incident.begin(), by_incident.end(), own, before); at != by_incident.end() && incident[*at] == own; ++at) {
    if (naming[*at] != 0) return "i" + event_ids[*at];
  }
  return std::nullopt;
}

std::string EventColumns::words_of(const Words& words, std::span<const uint32_t> codes) const {
  std::string joined;
  for (size_t i = 0; i < codes.size(); ++i) {
    if (i > 0) joined += "; ";
    joined += words[codes[i]];
  }
  return joined;
}

void EventColumns::arrange() {
  units_end = end_of(unit);
  stories_end = end_of(story);
  incidents_end = end_of(incident);
  articles_end = end_of(article);
  row_of_event.assign(end_of(event), kNoCode);
  for (size_t row = 0; row < rows; ++row) row_of_event[event[row]] = static_cast<uint32_t>(row);
  by_unit = together(unit, units_end);
  by_story = together(story, stories_end);
  by_incident = together(incident, incidents_end);
  const std::vector<uint32_t> numbered = together(number, end_of(number));
  by_article = ordered_by(
      numbered, [this](uint32_t row) { return article_place[article[row]]; }, static_cast<uint32_t>(article_place.size()));
  // The values of two cells of the spots, as fields of their own.
  const auto cell_lists = [this](SpotCell cell, Words& words, Lists& lists) {
    Interner interner;
    std::vector<uint32_t> places;
    const size_t count = spots.size() / kSpotCells;
    for (size_t i = 0; i < count; ++i) {
      if (spot_cell(i, cell) != kNoCode) (void)interner.code_of(spot_words[spot_cell(i, cell)]);
    }
    words = interner.sorted(places);
    lists = {};
    for (size_t i = 0; i < count; ++i) {
      if (spot_cell(i, cell) != kNoCode) lists.items.push_back(words.find(spot_words[spot_cell(i, cell)]));
      lists.ends.push_back(static_cast<uint32_t>(lists.items.size()));
    }
  };
  cell_lists(kPlace, place_words, spot_place);
  cell_lists(kPlaceCountry, place_country_words, spot_place_country);
}

// Every array of the columns, in the order in which they are written: a change of it is a change of kShape in explore_kept.cc.
class ColumnParts {
  static auto plain(auto& c) {
    return std::array{&c.day,      &c.published, &c.number, &c.spot,     &c.event,          &c.article, &c.story,
                      &c.incident, &c.unit,      &c.naming, &c.sentence, &c.sentence_bytes, &c.trigger, &c.trigger_bytes};
  }

 public:
  // part(array) for each.
  template <typename Columns, typename Part>
  static void each(Columns& c, const Part& part) {
    for (auto* column : {&c.type, &c.status, &c.quad, &c.cameo, &c.frame, &c.outlet, &c.stance, &c.medium, &c.day_basis, &c.pledge}) {
      words(column->words, part);
      part(column->codes.bytes_);
    }
    for (auto* column : {&c.score, &c.confidence}) {
      words(column->words, part);
      part(column->numbers);
      part(column->codes.bytes_);
    }
    for (auto* all : {&c.modes, &c.contexts, &c.sectors, &c.countries, &c.labels, &c.arabic, &c.people, &c.spot_words}) words(*all, part);
    for (auto* column : {&c.mode, &c.context, &c.sector, &c.actor_code, &c.recipient_code, &c.names}) {
      lists(column->lists, part);
      part(column->codes.bytes_);
    }
    for (auto* column : {&c.actor, &c.recipient, &c.speaker}) {
      lists(column->lists, part);
      part(column->arabic);
      part(column->codes.bytes_);
    }
    for (auto* one : plain(c)) part(one->bytes_);
    words(c.article_ids, part);
    for (auto* ids : {&c.event_ids, &c.story_ids}) {
      part(ids->letters_);
      part(ids->bytes_);
      part(ids->shape_);
      words(ids->words_, part);
    }
    part(c.days);
    part(c.spots);
    part(c.article_place);
    part(c.bases);
  }
  // After the arrays were read.  False where they do not fit together.
  static bool fit(EventColumns& c) {
    c.rows = c.bases.empty() ? 0 : c.bases[0];
    const auto fits = [&c](Codes& codes) {
      codes.width_ = c.rows == 0 ? 1 : static_cast<uint32_t>(codes.bytes_.size() / c.rows);
      return codes.bytes_.size() == c.rows * codes.width_ && (codes.width_ == 1 || codes.width_ == 2 || codes.width_ == 4);
    };
    bool whole = c.bases.size() == EventColumns::kBases && c.event_ids.size() == c.rows && c.article_ids.size() == c.article_place.size() &&
                 c.story_ids.size() == c.bases[EventColumns::kStories];
    for (auto* column : {&c.type, &c.status, &c.quad, &c.cameo, &c.frame, &c.outlet, &c.stance, &c.medium, &c.day_basis, &c.pledge})
      whole = fits(column->codes) && whole;
    for (auto* column : {&c.score, &c.confidence}) whole = fits(column->codes) && whole;
    for (auto* column : {&c.mode, &c.context, &c.sector, &c.actor_code, &c.recipient_code, &c.names}) whole = fits(column->codes) && whole;
    for (auto* column : {&c.actor, &c.recipient, &c.speaker}) whole = fits(column->codes) && whole;
    for (Codes* one : plain(c)) whole = fits(*one) && whole;
    return whole;
  }

 private:
  static void words(auto& words, const auto& part) {
    part(words.letters);
    part(words.ends);
  }
  static void lists(auto& lists, const auto& part) {
    part(lists.items);
    part(lists.ends);
  }
};

void EventColumns::write(const std::function<void(int64_t, int64_t, std::string_view)>& block) const {
  int64_t part = 0;
  ColumnParts::each(*this, [&](const auto& array) {
    const std::string_view bytes(reinterpret_cast<const char*>(array.data()), array.size() * sizeof(array[0]));
    for (size_t at = 0; at == 0 || at < bytes.size(); at += kBlockBytes)
      block(part, static_cast<int64_t>(bytes.size()), bytes.substr(at, kBlockBytes));
    ++part;
  });
}

Result<EventColumns> EventColumns::read(const Database& database, const std::string& table) {
  // An array being filled.
  struct Array {
    std::function<char*(size_t)> resize;
    char* bytes = nullptr;
    size_t size = 0, filled = 0;
    bool there = false;
  };
  EventColumns columns;
  std::vector<Array> arrays;
  ColumnParts::each(columns, [&arrays](auto& array) {
    arrays.push_back({[&array](size_t bytes) {
      array.resize(bytes / sizeof(array[0]));
      return reinterpret_cast<char*>(array.data());
    }});
  });
  bool whole = true;
  const Status status = database.scan("SELECT part, size, bytes FROM " + table, "nnt", [&](const Chunk& chunk) {
    for (size_t i = 0; i < chunk.size(); ++i) {
      const auto part = static_cast<size_t>(chunk.integer(0, i));
      const std::string_view bytes = chunk.text(2, i);
      whole = whole && part < arrays.size();
      if (!whole) return;
      Array& array = arrays[part];
      if (!array.there) {
        array.there = true;
        array.size = static_cast<size_t>(chunk.integer(1, i));
        array.bytes = array.resize(array.size);
      }
      whole = array.filled + bytes.size() <= array.size;
      if (!whole) return;
      if (!bytes.empty()) std::memcpy(array.bytes + array.filled, bytes.data(), bytes.size());
      array.filled += bytes.size();
    }
  });
  if (!status) return status;
  for (const Array& array : arrays) whole = whole && array.there && array.filled == array.size;
  if (!whole || !ColumnParts::fit(columns)) return Status::error(base::kArchiveDamaged, ErrorKind::kResource, "the kept columns are not whole");
  columns.arrange();
  return columns;
}

}  // namespace waqai::store
