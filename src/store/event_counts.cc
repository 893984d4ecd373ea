// SPDX-License-Identifier: Apache-2.0
#include "store/event_counts.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <tuple>

#include "base/calendar.h"
#include "base/hash.h"

namespace waqai::store {
namespace {

const Codes& unit_codes(const EventColumns& columns, CountBy by) {
  if (by == CountBy::kStories) return columns.story;
  return by == CountBy::kIncidents ? columns.incident : columns.unit;
}

// Rows that count once together stand together, in ascending order of units, then of rows.
const std::vector<uint32_t>& rows_together(const EventColumns& columns, CountBy by) {
  if (by == CountBy::kStories) return columns.by_story;
  return by == CountBy::kIncidents ? columns.by_incident : columns.by_unit;
}

// Of each unit its earliest row.
Selection earliest_of(const EventColumns& c, const Selection& selection, CountBy by) {
  Selection earliest(c.rows, false);
  const auto age = [&c](uint32_t row) { return std::tuple(c.published[row], c.article_place[c.article[row]], c.number[row]); };
  unit_codes(c, by).visit([&](const auto* units) {
    uint32_t best = kNoCode, unit = kNoCode;
    for (const uint32_t row : rows_together(c, by)) {
      if (!selection.has(row)) continue;
      if (best != kNoCode && units[row] == unit) {
        if (age(row) < age(best)) best = row;
        continue;
      }
      if (best != kNoCode) earliest.add(best);
      best = row;
      unit = units[row];
    }
    if (best != kNoCode) earliest.add(best);
  });
  return earliest;
}

// How many rows of the selection count once together with `row`.
int64_t told_with(const EventColumns& c, const Selection& selection, uint32_t row, CountBy by) {
  const Codes& units = unit_codes(c, by);
  const std::vector<uint32_t>& order = rows_together(c, by);
  const uint32_t own = units[row];
  int64_t told = 0;
  for (auto at = std::lower_bound(order.begin(), order.end(), own, [&units](uint32_t other, uint32_t unit) { return units[other] < unit; });
       at != order.end() && units[*at] == own; ++at) {
    told += selection.has(*at) ? 1 : 0;
  }
  return told;
}

// What rows are sorted by, the row itself last.
using PlacedRow = std::pair<uint64_t, uint64_t>;

// The first `count` of the rows that are added, in order.  O(1) a row, however many are wanted.
class FirstRows {
 public:
  explicit FirstRows(size_t count) : count_(count) {}
  void add(const PlacedRow& row) {
    if (row >= bound_) return;
    rows_.push_back(row);
    if (rows_.size() >= 2 * std::max(count_, kLeastHeld)) cut();
  }
  std::vector<PlacedRow> take() {
    std::sort(rows_.begin(), rows_.end());
    rows_.resize(std::min(rows_.size(), count_));
    return std::move(rows_);
  }

 private:
  static constexpr size_t kLeastHeld = 1024;
  void cut() {
    const auto last = rows_.begin() + static_cast<std::ptrdiff_t>(count_ - 1);
    std::nth_element(rows_.begin(), last, rows_.end());
    bound_ = *last;
    rows_.resize(count_);
  }
  size_t count_;
  PlacedRow bound_{~uint64_t{0}, ~uint64_t{0}};
  std::vector<PlacedRow> rows_;
};

// The place of each code in the order asked for; codes without a value have `words`, behind all.
std::vector<uint32_t> sort_keys(const EventField::Source& source, size_t words, bool descending) {
  std::vector<uint32_t> key(source.codes_end);
  for (uint32_t code = 0; code < key.size(); ++code) {
    uint32_t value = code;
    if (source.lists != nullptr) value = (*source.lists)[code].empty() ? static_cast<uint32_t>(words) : (*source.lists)[code][0];
    key[code] = value >= words || !descending ? value : static_cast<uint32_t>(words - 1) - value;
  }
  return key;
}

size_t distinct(const Codes& codes, size_t end, const Selection& selection) {
  Selection seen(end, false);
  codes.visit([&](const auto* cells) { selection.each([&](uint32_t row) { seen.add(cells[row]); }); });
  return seen.count();
}

// Counts of pairs of a period and a value, each unit once.  REQUIRES: what counts once comes together.
class PairCounts {
 public:
  struct Slot {
    uint64_t pair = ~uint64_t{0};
    uint32_t unit = kNoCode, count = 0;
  };
  PairCounts() : slots_(1024) {}
  void add(uint64_t pair, uint32_t unit) {
    Slot* slot = &find(pair);
    if (slot->count == 0) {
      if (++used_ * 2 > slots_.size()) {
        grow();
        slot = &find(pair);
      }
      slot->pair = pair;
    }
    if (slot->unit == unit) return;
    slot->unit = unit;
    ++slot->count;
  }
  std::vector<Slot> counted() const {
    std::vector<Slot> all;
    for (const Slot& slot : slots_) {
      if (slot.count > 0) all.push_back(slot);
    }
    return all;
  }

 private:
  Slot& find(uint64_t pair) {
    const size_t mask = slots_.size() - 1;
    size_t at = base::mix(pair, 0) & mask;
    while (slots_[at].count > 0 && slots_[at].pair != pair) at = (at + 1) & mask;
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.count > 0) find(slot.pair) = slot;
    }
  }
  std::vector<Slot> slots_;
  size_t used_ = 0;
};

}  // namespace

EventTotals totals_of(const EventColumns& c, const Selection& selection) {
  EventTotals totals;
  totals.reports = selection.count();
  totals.happenings = distinct(c.unit, c.units_end, selection);
  totals.stories = distinct(c.story, c.stories_end, selection);
  totals.incidents = distinct(c.incident, c.incidents_end, selection);
  totals.articles = distinct(c.article, c.articles_end, selection);
  totals.outlets = distinct(c.outlet.codes, c.outlet.words.size(), selection);
  uint32_t earliest = kNoCode, latest = 0;
  // Rows stand by day, newest first and none last.
  selection.each([&](uint32_t row) {
    if (const uint32_t published = c.published[row]; published < c.days.size()) {
      earliest = std::min(earliest, published);
      latest = std::max(latest, published);
    }
    const uint32_t day = c.day[row];
    if (day == c.days.size()) return;
    if (!totals.last) totals.last = c.days[day];
    totals.first = c.days[day];
  });
  if (earliest != kNoCode) {
    totals.published_first = c.days[earliest];
    totals.published_last = c.days[latest];
  }
  return totals;
}

std::vector<uint32_t> rows_by_unit(const EventColumns& columns, const Selection& selection, CountBy by) {
  std::vector<uint32_t> rows;
  rows.reserve(selection.count());
  if (by == CountBy::kReports) {
    selection.each([&rows](uint32_t row) { rows.push_back(row); });
    return rows;
  }
  for (const uint32_t row : rows_together(columns, by)) {
    if (selection.has(row)) rows.push_back(row);
  }
  return rows;
}

std::vector<uint32_t> units_of(const EventColumns& columns, const std::vector<uint32_t>& rows, CountBy by) {
  if (by == CountBy::kReports) return rows;
  std::vector<uint32_t> units(rows.size());
  unit_codes(columns, by).visit([&](const auto* codes) {
    for (size_t i = 0; i < rows.size(); ++i) units[i] = codes[rows[i]];
  });
  return units;
}

std::vector<ValueCount> frequent_values(const EventField& field, const Words& words, const std::vector<uint32_t>& rows,
                                        const std::vector<uint32_t>& units, size_t limit) {
  struct Tally {
    uint32_t unit = kNoCode, count = 0;
  };
  std::vector<Tally> tallies(words.size() + 1);
  each_value(field, words.size(), rows, [&](size_t i, uint32_t value) {
    Tally& tally = tallies[value];
    if (tally.unit == units[i]) return;
    tally.unit = units[i];
    ++tally.count;
  });
  std::vector<ValueCount> counts;
  for (size_t value = 0; value < words.size(); ++value) {
    if (tallies[value].count > 0 && !words[value].empty()) counts.push_back({words[value], tallies[value].count});
  }
  const auto before = [](const ValueCount& a, const ValueCount& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; };
  const size_t kept = std::min(limit, counts.size());
  std::partial_sort(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(kept), counts.end(), before);
  counts.resize(kept);
  return counts;
}

int32_t period_of(int32_t day, char step) {
  const std::chrono::year_month_day date = base::ymd_of(day);
  if (step == 'y') return base::day_of(static_cast<int>(date.year()), 1, 1);
  if (step == 'm') return base::day_of(static_cast<int>(date.year()), static_cast<unsigned>(date.month()), 1);
  // The first day of 1970 was a Thursday; weeks begin on Monday.
  if (step == 'w') return day - ((day + 3) % 7 + 7) % 7;
  return day;
}

std::vector<PeriodCount> values_by_period(const EventColumns& columns, const EventField* field, const Words& words, const std::vector<uint32_t>& rows,
                                          const std::vector<uint32_t>& units, const Codes& days, char step) {
  std::vector<int32_t> periods;
  std::vector<uint32_t> period_of_day;
  for (const int32_t day : columns.days) {
    const int32_t period = period_of(day, step);
    if (periods.empty() || periods.back() != period) periods.push_back(period);
    period_of_day.push_back(static_cast<uint32_t>(periods.size() - 1));
  }
  PairCounts pairs;
  days.visit([&](const auto* codes) {
    const auto add = [&](size_t i, uint32_t value) {
      if (codes[rows[i]] < columns.days.size()) pairs.add(uint64_t{period_of_day[codes[rows[i]]]} << 32 | value, units[i]);
    };
    if (field != nullptr) each_value(*field, words.size(), rows, add);
    for (size_t i = 0; field == nullptr && i < rows.size(); ++i) add(i, 0);
  });
  std::vector<PeriodCount> counts;
  for (const PairCounts::Slot& slot : pairs.counted()) {
    const auto value = static_cast<uint32_t>(slot.pair);
    PeriodCount& count = counts.emplace_back();
    count.period = periods[slot.pair >> 32];
    if (field == nullptr) count.value = std::string_view();
    else if (value < words.size()) count.value = words[value];
    count.count = slot.count;
  }
  std::sort(counts.begin(), counts.end(), [](const PeriodCount& a, const PeriodCount& b) {
    if (a.period != b.period) return a.period < b.period;
    if (a.count != b.count) return a.count > b.count;
    return a.value && (!b.value || *a.value < *b.value);
  });
  return counts;
}

std::vector<PlaceCount> places_of(const EventColumns& c, const std::vector<uint32_t>& rows, const std::vector<uint32_t>& units) {
  struct Tally {
    PlaceCount place;
    uint32_t unit = kNoCode;
    int64_t rows = 0, conflicts = 0;
  };
  // Each spot to the group of its place, country and kind.
  const size_t spots = c.spots.size() / EventColumns::kSpotCells;
  std::map<std::tuple<uint32_t, uint32_t, uint32_t>, uint32_t> groups;
  std::vector<uint32_t> group_of(spots, kNoCode);
  for (uint32_t spot = 0; spot < spots; ++spot) {
    const auto cell = [&c, spot](EventColumns::SpotCell one) { return c.spot_cell(spot, one); };
    if (cell(EventColumns::kPlace) == kNoCode) continue;
    const auto key = std::tuple(cell(EventColumns::kPlace), cell(EventColumns::kPlaceCountry), cell(EventColumns::kPlaceKind));
    group_of[spot] = groups.try_emplace(key, static_cast<uint32_t>(groups.size())).first->second;
  }
  std::vector<Tally> tallies(groups.size());
  Selection told(spots, false);
  std::vector<uint8_t> conflict(c.quad.words.size() + 1, 0);
  for (size_t code = 0; code < c.quad.words.size(); ++code) conflict[code] = c.quad.words[code] == "3" || c.quad.words[code] == "4";
  c.spot.visit([&](const auto* codes) {
    c.quad.codes.visit([&](const auto* quads) {
      for (size_t i = 0; i < rows.size(); ++i) {
        const uint32_t spot = codes[rows[i]];
        if (group_of[spot] == kNoCode) continue;
        told.add(spot);
        Tally& tally = tallies[group_of[spot]];
        ++tally.rows;
        tally.conflicts += conflict[quads[rows[i]]];
        tally.place.count += tally.unit != units[i];
        tally.unit = units[i];
      }
    });
  });
  for (Tally& tally : tallies) std::fill(std::begin(tally.place.spots), std::end(tally.place.spots), kNoCode);
  told.each([&](uint32_t spot) {
    for (size_t cell = 0; cell < EventColumns::kSpotCells; ++cell) {
      uint32_t& first = tallies[group_of[spot]].place.spots[cell];
      if (first == kNoCode && c.spot_cell(spot, static_cast<EventColumns::SpotCell>(cell)) != kNoCode) first = spot;
    }
  });
  std::vector<PlaceCount> counts;
  for (Tally& tally : tallies) {
    if (tally.rows == 0) continue;
    tally.place.conflict = static_cast<double>(tally.conflicts) / static_cast<double>(tally.rows);
    counts.push_back(tally.place);
  }
  const auto text = [&c](const PlaceCount& place, EventColumns::SpotCell cell) {
    return place.spots[cell] == kNoCode ? std::string_view() : c.spot_words[c.spot_cell(place.spots[cell], cell)];
  };
  std::sort(counts.begin(), counts.end(), [&](const PlaceCount& a, const PlaceCount& b) {
    if (a.count != b.count) return a.count > b.count;
    for (const auto cell : {EventColumns::kPlace, EventColumns::kPlaceCountry, EventColumns::kPlaceKind}) {
      if (text(a, cell) != text(b, cell)) return text(a, cell) < text(b, cell);
    }
    return false;
  });
  return counts;
}

std::vector<StoryCount> stories_of(const EventColumns& c, const Selection& selection) {
  std::vector<StoryCount> stories;
  const std::vector<uint32_t> rows = rows_by_unit(c, selection, CountBy::kStories);
  std::vector<uint32_t> incidents;
  std::vector<int> class_of;  // by code of quad
  for (size_t code = 0; code < c.quad.words.size(); ++code) class_of.push_back(c.quad.words[code][0] - '0');
  class_of.push_back(0);
  for (size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    const uint32_t story = c.story[rows[begin]];
    incidents.clear();
    int64_t classes[5] = {};
    for (; end < rows.size() && c.story[rows[end]] == story; ++end) {
      incidents.push_back(c.incident[rows[end]]);
      const int quad = class_of[c.quad.codes[rows[end]]];
      if (quad >= 1 && quad <= 4) ++classes[quad];
    }
    std::sort(incidents.begin(), incidents.end());
    const auto distinct = std::unique(incidents.begin(), incidents.end()) - incidents.begin();
    stories.push_back({story, static_cast<int64_t>(end - begin), distinct, static_cast<int>(std::max_element(classes + 1, classes + 5) - classes)});
  }
  return stories;
}

EventField sort_field(const EventColumns& c, const std::string& sort) {
  if (sort.empty() || sort == "day") return {{{&c.day, nullptr, c.days.size() + 1}}};
  if (sort == "published") return {{{&c.published, nullptr, c.days.size() + 1}}};
  if (sort == "score") return {{{&c.score.codes, nullptr, c.score.numbers.size() + 1}}};
  if (sort == "confidence") return {{{&c.confidence.codes, nullptr, c.confidence.numbers.size() + 1}}};
  if (sort == "actor") return event_field(c, "actor_name");
  if (sort == "recipient") return event_field(c, "recipient_name");
  if (sort == "actor_code") return event_field(c, "actor");
  if (sort == "recipient_code") return event_field(c, "recipient");
  for (const char* same : {"outlet", "type", "status", "quad", "place", "cameo", "mode"}) {
    if (sort == same) return event_field(c, sort);
  }
  return {};
}

std::vector<PageRow> page_of(const EventColumns& c, const Selection& selection, const ExplorePage& page, CountBy by) {
  const std::optional<Selection> standing = by == CountBy::kReports ? std::nullopt : std::optional(earliest_of(c, selection, by));
  const Selection& shown = standing ? *standing : selection;
  const EventField field = sort_field(c, page.sort);
  const EventField::Source& source = field.sources[0];
  const size_t words = field.words == nullptr ? source.codes_end - 1 : field.words->size();
  const std::vector<uint32_t> key = sort_keys(source, words, page.descending);
  std::vector<PageRow> rows;
  source.codes->visit([&](const auto* codes) {
    // How many rows stand before each key; those of keys without a place on the page need no order.
    std::vector<size_t> before(words + 2);
    shown.each([&](uint32_t row) { ++before[key[codes[row]] + 1]; });
    std::partial_sum(before.begin(), before.end(), before.begin());
    const auto begin = static_cast<size_t>(std::max<int64_t>(page.offset, 0));
    const size_t end = std::min(begin + static_cast<size_t>(page.limit), before.back());
    if (begin >= end) return;
    const auto key_at = [&before](size_t place) {
      return static_cast<uint32_t>(std::upper_bound(before.begin(), before.end(), place) - before.begin() - 1);
    };
    const uint32_t first = key_at(begin), last = key_at(end - 1);
    FirstRows kept(end - before[first]);
    // The rows of a day stand by article and number already.
    const bool arranged = source.codes == &c.day;
    shown.each([&](uint32_t row) {
      const uint32_t own = key[codes[row]];
      if (own < first || own > last) return;
      kept.add(arranged ? PlacedRow{uint64_t{own} << 32, row}
                        : PlacedRow{uint64_t{own} << 32 | c.article_place[c.article[row]], uint64_t{c.number[row]} << 32 | row});
    });
    const std::vector<PlacedRow> placed = kept.take();
    for (size_t i = begin - before[first]; i < placed.size(); ++i) rows.push_back({static_cast<uint32_t>(placed[i].second), 1});
  });
  for (PageRow& row : rows) {
    if (by != CountBy::kReports) row.told = told_with(c, selection, row.row, by);
  }
  return rows;
}

std::string decimal_text(double number) {
  char digits[40];
  const auto made = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::scientific);
  std::string text(digits, made.ptr);
  const int exponent = std::stoi(text.substr(text.find('e') + 1));
  if (exponent < -4 || exponent >= 16) return text;
  const auto plain = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed);
  const std::string fixed(digits, plain.ptr);
  return fixed.find('.') == std::string::npos ? fixed + ".0" : fixed;
}

}  // namespace waqai::store
