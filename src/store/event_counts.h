// SPDX-License-Identifier: Apache-2.0
//
// What is counted over the rows of a Selection: totals, values of a field, values by period, places, stories; and the rows of a page.
// Pure; thread-safe.  O(rows) each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/event_columns.h"
#include "store/event_selection.h"
#include "waqai/types/explore.h"

namespace waqai::store {

struct EventTotals {
  size_t reports = 0, happenings = 0, stories = 0, incidents = 0, articles = 0, outlets = 0;
  std::optional<int32_t> first, last;                      // days told
  std::optional<int32_t> published_first, published_last;  // days
};
EventTotals totals_of(const EventColumns& columns, const Selection& selection);

// The rows, those that count once together; unit_of() is the same for these.
std::vector<uint32_t> rows_by_unit(const EventColumns& columns, const Selection& selection, CountBy by);
std::vector<uint32_t> units_of(const EventColumns& columns, const std::vector<uint32_t>& rows, CountBy by);

struct ValueCount {
  std::string_view value;
  int64_t count = 0;
};
// The `limit` most frequent values, equal ones in ascending order; the empty one and none are not counted.  Views live as long as `words`.
std::vector<ValueCount> frequent_values(const EventField& field, const Words& words, const std::vector<uint32_t>& rows,
                                        const std::vector<uint32_t>& units, size_t limit);

struct PeriodCount {
  int32_t period = 0;  // its first day
  std::optional<std::string_view> value;
  int64_t count = 0;
};
// The first day of the day, week, month or year (the first letter of `step`) of `day`.
int32_t period_of(int32_t day, char step);
// Periods in order, in each the most frequent values first, none last of equals.  `field`: null for no field, which has the empty value; `days`: of
// each row, as columns.day or columns.published.
std::vector<PeriodCount> values_by_period(const EventColumns& columns, const EventField* field, const Words& words, const std::vector<uint32_t>& rows,
                                          const std::vector<uint32_t>& units, const Codes& days, char step);

struct PlaceCount {
  uint32_t spots[EventColumns::kSpotCells] = {};  // of each cell the spot that tells it
  int64_t count = 0;
  double conflict = 0;  // share of rows with a conflict
};
// By place, country and kind; most frequent first.
std::vector<PlaceCount> places_of(const EventColumns& columns, const std::vector<uint32_t>& rows, const std::vector<uint32_t>& units);

struct StoryCount {
  uint32_t story = 0;
  int64_t events = 0, incidents = 0;
  int quad = 1;  // that most are of; of equals the first
};
std::vector<StoryCount> stories_of(const EventColumns& columns, const Selection& selection);

// The column that a page of events is sorted by; not known() for an unknown one.  Sorted by its first value.
EventField sort_field(const EventColumns& columns, const std::string& sort);

struct PageRow {
  uint32_t row = 0;
  int64_t told = 1;  // rows that it stands for
};
// Rows `offset` to `offset + limit` of the selection in the order of `sort`, rows without a value last, equal ones by article_id and number.  Above
// reports the earliest report stands for its unit.
std::vector<PageRow> page_of(const EventColumns& columns, const Selection& selection, const ExplorePage& page, CountBy by);

// A number as the archive tells it: as few digits as give it back.
std::string decimal_text(double number);

}  // namespace waqai::store
