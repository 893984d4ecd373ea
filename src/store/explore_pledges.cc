// SPDX-License-Identifier: Apache-2.0
//
// Questions of the screens about pledges: those under a filter, and the events that may fulfil one.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/calendar.h"
#include "store/explore_filter.h"
#include "store/explore_store.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

// Who promises what to whom; the same again is the pledge restated.
using Promise = std::vector<std::optional<std::string>>;  // by, field, to

// By list: whether it shares a code with list `own`.
std::vector<uint8_t> sharing(const Lists& lists, uint32_t own) {
  std::vector<uint8_t> shares(lists.size(), 0);
  for (size_t list = 0; list < lists.size(); ++list) {
    for (const uint32_t code : lists[own]) {
      const std::span<const uint32_t> items = lists[list];
      shares[list] |= std::find(items.begin(), items.end(), code) != items.end();
    }
  }
  return shares;
}

// The values of a row in one cell; null where it has none.
std::optional<std::string> joined(const EventColumns& c, const Words& words, const ListColumn& column, uint32_t row) {
  const std::span<const uint32_t> list = column.lists[column.codes[row]];
  return list.empty() ? std::nullopt : std::optional(c.words_of(words, list));
}

}  // namespace

Result<Selection> ExploreStore::cooperation() const {
  ExploreFilter filter;
  filter.choices = {{"status", {"actual"}, {}}, {"quad", {"2"}, {}}};
  return select_events(*columns_, database_, filter);
}

Selection ExploreStore::followups_of(uint32_t row, const Selection& cooperation) const {
  const EventColumns& c = *columns_;
  Selection found = cooperation;
  const uint32_t day = c.day[row];
  const std::vector<uint8_t> actors = sharing(c.actor_code.lists, c.actor_code.codes[row]);
  const std::vector<uint8_t> recipients = sharing(c.recipient_code.lists, c.recipient_code.codes[row]);
  found.keep([&](size_t other) {
    const uint32_t later = c.day[other];
    return later > day && later < c.days.size() && actors[c.actor_code.codes[other]] != 0 && recipients[c.recipient_code.codes[other]] != 0;
  });
  return found;
}

Result<ExploreTable> ExploreStore::pledges(const ExploreFilter& filter, const ExplorePage& page) const {
  const EventColumns& c = *columns_;
  ExploreFilter promised = filter;
  promised.choices.push_back({"pledge", {"yes"}, {}});
  const Result<Selection> selection = select_events(c, database_, promised);
  if (!selection) return selection.status();
  ExplorePage by_day = page;
  by_day.sort = "day";
  by_day.limit = std::clamp<int64_t>(page.limit, 0, kMostExploreRows);
  const std::vector<PageRow> rows = page_of(c, selection.value(), by_day, CountBy::kReports);
  std::vector<uint32_t> events;
  std::string ids = "NULL";
  for (const PageRow& one : rows) {
    events.push_back(c.event[one.row]);
    ids += ", " + sql_literal(c.event_ids[one.row]);
  }
  Result<ExploreTable> table =
      ask(explore_columns("event_id article_id day published outlet by to actor_code recipient_code act field due condition strength sentence type "
                          "status row followups# restated# by_ar to_ar"),
          "SELECT event_id, article_id, NULL AS day, NULL AS published, NULL AS outlet, \"by\", \"to\", NULL AS actor_code, NULL AS recipient_code, "
          "act, field, due, \"condition\", strength, NULL AS sentence, NULL AS type, NULL AS status, row_file || ':' || row_line AS row, 0 AS "
          "followups, 0 AS restated, " +
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
  std::unordered_map<std::string_view, uint32_t> places;
  for (uint32_t i = 0; i < rows.size(); ++i) places[c.event_ids[rows[i].row]] = i;
  std::stable_sort(table.value().rows.begin(), table.value().rows.end(),
                   [&places](const auto& a, const auto& b) { return places[*a[0]] < places[*b[0]]; });
  const Result<Selection> cooperating = cooperation();
  if (!cooperating) return cooperating.status();
  std::map<Promise, std::vector<uint32_t>> told;  // days on which each promise of the page was told
  for (const auto& row : table.value().rows) told[{row[5], row[10], row[6]}];
  const Status status = database_.select("SELECT CAST(e.rowid AS VARCHAR), g.\"by\", g.field, g.\"to\" FROM pledge g JOIN event e USING (event_id)",
                                         {}, [&](const Row& row) {
                                           Promise promise;
                                           for (size_t i = 1; i < row.size(); ++i)
                                             promise.push_back(row[i] ? std::optional(cell_text(row[i])) : std::nullopt);
                                           const auto found = told.find(promise);
                                           const auto event = static_cast<size_t>(cell_number(row[0]));
                                           if (found != told.end()) found->second.push_back(c.day[c.row_of_event[event]]);
                                         });
  if (!status) return status;
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
    row[18] = std::to_string(followups_of(own, cooperating.value()).count());
    const std::vector<uint32_t>& days = told[{row[5], row[10], row[6]}];
    const auto later = [&](uint32_t other) { return other > day && other < c.days.size(); };
    row[19] = std::to_string(row[5] ? std::count_if(days.begin(), days.end(), later) : 0);
  }
  return table;
}

Result<ExploreTable> ExploreStore::followups(const std::string& event_id) const {
  const EventColumns& c = *columns_;
  ExploreTable table;
  table.columns = explore_columns("event_id article_id day outlet type mode sentence searched#");
  std::optional<uint32_t> own;
  Status status = database_.select("SELECT CAST(rowid AS VARCHAR) FROM event WHERE event_id = ?", {event_id},
                                   [&](const Row& row) { own = c.row_of_event[static_cast<size_t>(cell_number(row[0]))]; });
  if (!status) return status;
  if (!own || *own == kNoCode) return table;
  const bool dated = c.day[*own] < c.days.size();
  std::string searched = "0";
  if (dated) {
    status = database_.select("SELECT CAST(count(*) AS VARCHAR) FROM article WHERE published > CAST(? AS DATE)", {base::iso_day(c.days[c.day[*own]])},
                              [&searched](const Row& row) { searched = cell_text(row[0]); });
    if (!status) return status;
  }
  const Result<Selection> cooperating = cooperation();
  if (!cooperating) return cooperating.status();
  ExplorePage page;
  page.limit = 200;
  std::vector<uint32_t> events;
  const std::vector<PageRow> rows = page_of(c, followups_of(*own, cooperating.value()), page, CountBy::kReports);
  events.reserve(rows.size());
  for (const PageRow& one : rows) events.push_back(c.event[one.row]);
  const Result<RowCells> event_cells = cells_at("event", "article_id, CAST(sentence_start AS VARCHAR), CAST(sentence_end AS VARCHAR)", events);
  if (!event_cells) return event_cells.status();
  std::vector<std::string> ids;
  for (const auto& [event, cells] : event_cells.value()) ids.push_back(cells[0].value());
  const Result<RowCells> texts = cells_of_articles("text", ids);
  if (!texts) return texts.status();
  for (const PageRow& one : rows) {
    const auto& e = event_cells.value().at(c.event[one.row]);
    table.rows.push_back({std::string(c.event_ids[one.row]), e[0], base::iso_day(c.days[c.day[one.row]]),
                          std::string(c.outlet.words[c.outlet.codes[one.row]]), std::string(c.type.words[c.type.codes[one.row]]),
                          joined(c, c.modes, c.mode, one.row), sentence_of(texts.value().at(c.article[one.row])[0].value_or(""), e[1], e[2]),
                          searched});
  }
  // Nothing found is told, too: how many articles were looked at.
  if (rows.empty()) table.rows.push_back({{}, {}, {}, {}, {}, {}, {}, searched});
  return table;
}

}  // namespace waqai::store
