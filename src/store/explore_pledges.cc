// SPDX-License-Identifier: Apache-2.0
//
// The question of the screen of pledges: those under a filter.
#include <algorithm>
#include <unordered_map>

#include "base/calendar.h"
#include "store/explore_filter.h"
#include "store/explore_store.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

// The values of a row in one cell; null where it has none.
std::optional<std::string> joined(const EventColumns& c, const Words& words, const ListColumn& column, uint32_t row) {
  const std::span<const uint32_t> list = column.lists[column.codes[row]];
  return list.empty() ? std::nullopt : std::optional(c.words_of(words, list));
}

}  // namespace

Result<ExploreTable> ExploreStore::pledges(const ExploreFilter& filter, const ExplorePage& page) const {
  const EventColumns& c = *columns_;
  ExploreFilter promised = filter;
  promised.choices.push_back({"pledge", {"yes"}, {}});
  const Result<Selection> selection = select_events(c, database_, promised);
  if (!selection) return selection.status();
  // Their events may have a day to come: what was said last was published last.
  ExplorePage by_said = page;
  by_said.sort = "published";
  by_said.limit = std::clamp<int64_t>(page.limit, 0, kMostExploreRows);
  const std::vector<PageRow> rows = page_of(c, selection.value(), by_said, CountBy::kReports);
  std::vector<uint32_t> events;
  std::string ids = "NULL";
  for (const PageRow& one : rows) {
    events.push_back(c.event[one.row]);
    ids += ", " + sql_literal(c.event_ids[one.row]);
  }
  Result<ExploreTable> table =
      ask(explore_columns("event_id article_id day published outlet by to actor_code recipient_code act field due condition strength sentence type "
                          "status row by_ar to_ar"),
          "SELECT event_id, article_id, NULL AS day, NULL AS published, NULL AS outlet, \"by\", \"to\", NULL AS actor_code, NULL AS recipient_code, "
          "act, field, due, \"condition\", strength, NULL AS sentence, NULL AS type, NULL AS status, row_file || ':' || row_line AS row, " +
              arabic_of("\"by\"") + " AS by_ar, " + arabic_of("\"to\"") + " AS to_ar FROM pledge WHERE event_id IN (" + ids + ")",
          {});
  if (!table) return table;
  std::vector<std::string> articles;
  for (const auto& row : table.value().rows) articles.push_back(row[1].value());
  const Result<RowCells> spans = cells_at("event", "CAST(sentence_start AS VARCHAR), CAST(sentence_end AS VARCHAR)", events);
  const Result<RowCells> texts = cells_of_articles("text", articles);
  if (!spans) return spans.status();
  if (!texts) return texts.status();
  // In the order of the page.
  std::unordered_map<std::string, uint32_t> places;
  for (uint32_t i = 0; i < rows.size(); ++i) places[c.event_ids[rows[i].row]] = i;
  std::stable_sort(table.value().rows.begin(), table.value().rows.end(),
                   [&places](const auto& a, const auto& b) { return places[*a[0]] < places[*b[0]]; });
  for (auto& row : table.value().rows) {
    const uint32_t own = rows[places[*row[0]]].row;
    const uint32_t day = c.day[own], published = c.published[own];
    const auto& span = spans.value().at(c.event[own]);
    if (day < c.days.size()) row[2] = base::iso_day(c.days[day]);
    if (published < c.days.size()) row[3] = base::iso_day(c.days[published]);
    row[4] = std::string(c.outlet.words[c.outlet.codes[own]]);
    row[7] = joined(c, c.countries, c.actor_code, own);
    row[8] = joined(c, c.countries, c.recipient_code, own);
    row[14] = sentence_of(texts.value().at(c.article[own])[0].value_or(""), span[0], span[1]);
    row[15] = std::string(c.type.words[c.type.codes[own]]);
    row[16] = std::string(c.status.words[c.status.codes[own]]);
  }
  return table;
}

}  // namespace waqai::store
