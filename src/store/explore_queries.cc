// SPDX-License-Identifier: Apache-2.0
//
// Questions of the screens about events under a filter, by the columns in memory, and about articles, by SQL over the archive.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/calendar.h"
#include "base/error_codes.h"
#include "store/event_conditions.h"
#include "store/event_counts.h"
#include "store/explore_filter.h"
#include "store/explore_store.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::store {
namespace {

using Cells = std::vector<std::optional<std::string>>;

const std::string kPageColumns =
    "event_id article_id n# day day_basis published outlet title type mode context status cameo quad# score# actor actor_code "
    "recipient recipient_code sector speaker stance medium place place_ar place_country place_kind latitude# longitude# "
    "confidence# frame trigger sentence sentence_start# trigger_start# trigger_end# actor_ar recipient_ar speaker_ar told# story "
    "incident";

constexpr size_t kMostPeriods = 200000;
constexpr size_t kMostPlaces = 2000;

std::string limits(const ExplorePage& page) { return " LIMIT " + std::to_string(page.limit) + " OFFSET " + std::to_string(page.offset); }

ExplorePage bounded(ExplorePage page) {
  page.limit = std::clamp<int64_t>(page.limit, 0, kMostExploreRows);
  page.offset = std::max<int64_t>(page.offset, 0);
  return page;
}

Status unknown(const std::string& what, const std::string& value) {
  return Status::error(base::kBadValue, ErrorKind::kUsage, "there is no " + what + " '" + value + "'")
      .hint("/api/v1/openapi.json lists what there is");
}

bool is_step(const std::string& step) { return step == "day" || step == "week" || step == "month" || step == "year"; }

// An empty text is null.
std::optional<std::string> told(std::string text) { return text.empty() ? std::nullopt : std::optional(std::move(text)); }

// The bytes of `text` from `begin` to `end`, as far as it has them.
std::string part_of(const std::string& text, size_t begin, size_t end) {
  begin = std::min(text.size(), begin);
  return text.substr(begin, end - begin);
}

// What the columns tell of the events of a page.
class EventCells {
 public:
  explicit EventCells(const EventColumns& columns) : c_(columns) {}

  std::optional<std::string> day(const Codes& codes, uint32_t row) const {
    const uint32_t code = codes[row];
    return code < c_.days.size() ? std::optional(base::iso_day(c_.days[code])) : std::nullopt;
  }
  template <typename Column>
  static std::optional<std::string> value(const Column& column, uint32_t row) {
    const uint32_t code = column.codes[row];
    return code < column.words.size() ? std::optional(std::string(column.words[code])) : std::nullopt;
  }
  std::optional<std::string> list(const ListColumn& column, const Words& words, uint32_t row) const {
    return told(c_.words_of(words, column.lists[column.codes[row]]));
  }
  std::optional<std::string> names(const RoleColumn& column, uint32_t row) const {
    return told(c_.words_of(c_.labels, column.lists[column.codes[row]]));
  }
  std::optional<std::string> arabic(const RoleColumn& column, uint32_t row) const {
    const uint32_t list = column.codes[row];
    const size_t begin = list == 0 ? 0 : column.lists.ends[list - 1];
    return told(c_.words_of(c_.arabic, std::span(column.arabic).subspan(begin, column.lists.ends[list] - begin)));
  }
  std::optional<std::string> spot(EventColumns::SpotCell cell, uint32_t row) const {
    const uint32_t code = c_.spot_cell(c_.spot[row], cell);
    return code == kNoCode ? std::nullopt : std::optional(std::string(c_.spot_words[code]));
  }

 private:
  const EventColumns& c_;
};

}  // namespace

std::string sentence_of(const std::string& text, const std::optional<std::string>& start, const std::optional<std::string>& end) {
  return part_of(text, std::stoul(start.value_or("0")), std::stoul(end.value_or("0")));
}

std::vector<ExploreColumn> explore_columns(const std::string& list) {
  std::vector<ExploreColumn> all;
  for (const std::string& word : split(list, ' ')) {
    const bool numeric = word.back() == '#';
    all.push_back({word.substr(0, word.size() - (numeric ? 1 : 0)), numeric});
  }
  return all;
}

Result<ExploreTable> ExploreStore::ask(const std::vector<ExploreColumn>& columns, const std::string& sql,
                                       const std::vector<std::string>& parameters) const {
  // Every column as text, numbers and lists too.
  std::string list;
  for (const ExploreColumn& column : columns) list += (list.empty() ? "CAST(\"" : ", CAST(\"") + column.name + "\" AS VARCHAR)";
  ExploreTable table;
  table.columns = columns;
  Status status = database_.select("SELECT " + list + " FROM (" + sql + ")", parameters, [&table](const Row& row) {
    std::vector<std::optional<std::string>>& cells = table.rows.emplace_back();
    cells.reserve(row.size());
    for (const Cell& cell : row) cells.push_back(cell ? std::optional<std::string>(*cell) : std::nullopt);
  });
  if (!status) return status;
  return table;
}

Result<ExploreTable> ExploreStore::events(const ExploreFilter& filter, const ExplorePage& page, CountBy by) const {
  const EventColumns& c = *columns_;
  const Result<Selection> selection = select_events(c, database_, filter);
  if (!selection) return selection.status();
  if (!sort_field(c, page.sort).known()) return unknown("column to sort by", page.sort);
  const std::vector<PageRow> rows = page_of(c, selection.value(), bounded(page), by);
  // Only texts, and ids of incidents of a shape of their own, stand in the archive alone.
  std::vector<uint32_t> articles, unnamed;
  std::vector<std::optional<std::string>> incidents;
  for (const PageRow& one : rows) {
    articles.push_back(c.article[one.row]);
    incidents.push_back(c.incident_id(one.row));
    if (!incidents.back()) unnamed.push_back(c.incident[one.row]);
  }
  const Result<RowCells> article_cells = cells_of_articles("title, text", articles);
  const Result<RowCells> incident_cells = cells_at("incident", "incident_id", unnamed);
  for (const Result<RowCells>* cells : {&article_cells, &incident_cells}) {
    if (!*cells) return cells->status();
  }
  ExploreTable table;
  table.columns = explore_columns(kPageColumns);
  const EventCells cells(c);
  for (size_t i = 0; i < rows.size(); ++i) {
    const uint32_t r = rows[i].row;
    const auto article = article_cells.value().find(c.article[r]);
    if (article == article_cells.value().end()) continue;
    const std::optional<std::string>& title = article->second[0];
    const std::string text = article->second[1].value_or("");
    const uint32_t sentence = c.sentence[r], sentence_end = sentence + c.sentence_bytes[r];
    const uint32_t trigger = sentence + c.trigger[r], trigger_end = trigger + c.trigger_bytes[r];
    if (const auto other = incident_cells.value().find(c.incident[r]); other != incident_cells.value().end()) incidents[i] = other->second[0];
    const std::optional<std::string> stance = EventCells::value(c.stance, r);
    table.rows.push_back({c.event_ids[r],
                          std::string(c.article_ids[c.article[r]]),
                          std::to_string(c.number[r]),
                          cells.day(c.day, r),
                          EventCells::value(c.day_basis, r),
                          cells.day(c.published, r),
                          EventCells::value(c.outlet, r),
                          title,
                          EventCells::value(c.type, r),
                          cells.list(c.mode, c.modes, r),
                          cells.list(c.context, c.contexts, r),
                          EventCells::value(c.status, r),
                          EventCells::value(c.cameo, r),
                          EventCells::value(c.quad, r),
                          EventCells::value(c.score, r),
                          cells.names(c.actor, r),
                          cells.list(c.actor_code, c.countries, r),
                          cells.names(c.recipient, r),
                          cells.list(c.recipient_code, c.countries, r),
                          cells.list(c.sector, c.sectors, r),
                          cells.names(c.speaker, r),
                          stance == "article" ? std::nullopt : stance,
                          EventCells::value(c.medium, r),
                          cells.spot(EventColumns::kPlace, r),
                          cells.spot(EventColumns::kPlaceAr, r),
                          cells.spot(EventColumns::kPlaceCountry, r),
                          cells.spot(EventColumns::kPlaceKind, r),
                          cells.spot(EventColumns::kLatitude, r),
                          cells.spot(EventColumns::kLongitude, r),
                          EventCells::value(c.confidence, r),
                          EventCells::value(c.frame, r),
                          told(part_of(text, trigger, trigger_end)),
                          part_of(text, sentence, sentence_end),
                          std::to_string(sentence),
                          std::to_string(trigger),
                          std::to_string(trigger_end),
                          cells.arabic(c.actor, r),
                          cells.arabic(c.recipient, r),
                          cells.arabic(c.speaker, r),
                          std::to_string(rows[i].told),
                          c.story[r] < c.story_ids.size() ? told(c.story_ids[c.story[r]]) : std::nullopt,
                          incidents[i]});
  }
  return table;
}

Result<ExploreTable> ExploreStore::counts(const ExploreFilter& filter) const {
  const Result<Selection> selection = select_events(*columns_, database_, filter);
  if (!selection) return selection.status();
  const EventTotals totals = totals_of(*columns_, selection.value());
  const auto day = [](const std::optional<int32_t>& one) { return one ? std::optional(base::iso_day(*one)) : std::nullopt; };
  const auto number = [](size_t count, bool known = true) { return known ? std::optional(std::to_string(count)) : std::nullopt; };
  ExploreTable table;
  table.columns = explore_columns("reports# happenings# stories# incidents# articles# outlets# first last published_first published_last");
  table.rows.push_back({number(totals.reports), number(totals.happenings), number(totals.stories, levels_.stories),
                        number(totals.incidents, levels_.incidents), number(totals.articles), number(totals.outlets), day(totals.first),
                        day(totals.last), day(totals.published_first), day(totals.published_last)});
  return table;
}

Result<std::vector<ExploreTable>> ExploreStore::facets(const ExploreFilter& filter, const std::vector<std::string>& names, CountBy by,
                                                       int64_t limit) const {
  const EventColumns& c = *columns_;
  for (const std::string& name : names) {
    if (!event_field(c, name).known()) return unknown("field", name);
  }
  // Rows that fields have in common are chosen once: those of all that have no choice of their own, which stand under "".
  std::unordered_map<std::string, std::pair<std::vector<uint32_t>, std::vector<uint32_t>>> chosen;
  std::vector<ExploreTable> tables;
  for (const std::string& name : names) {
    const auto own = [&name](const ExploreFilter::Choice& choice) { return choice.field == name; };
    const std::string except = std::any_of(filter.choices.begin(), filter.choices.end(), own) ? name : "";
    if (chosen.find(except) == chosen.end()) {
      const Result<Selection> selection = select_events(c, database_, filter, except);
      if (!selection) return selection.status();
      std::vector<uint32_t> rows = rows_by_unit(c, selection.value(), by);
      std::vector<uint32_t> units = units_of(c, rows, by);
      chosen[except] = {std::move(rows), std::move(units)};
    }
    const auto& [rows, units] = chosen[except];
    const EventField field = event_field(c, name);
    Words ids;
    const Result<const Words*> words = words_of(database_, field, ids);
    if (!words) return words.status();
    const std::vector<ValueCount> counts =
        frequent_values(field, *words.value(), rows, units, static_cast<size_t>(std::clamp<int64_t>(limit, 1, kMostExploreRows)));
    Result<std::vector<std::optional<std::string>>> arabic = arabic_values(name, counts);
    if (!arabic) return arabic.status();
    ExploreTable& table = tables.emplace_back();
    table.columns = explore_columns("value count# value_ar");
    for (size_t i = 0; i < counts.size(); ++i)
      table.rows.push_back({std::string(counts[i].value), std::to_string(counts[i].count), arabic.value()[i]});
  }
  return tables;
}

Result<std::vector<std::optional<std::string>>> ExploreStore::arabic_values(const std::string& field, const std::vector<ValueCount>& counts) const {
  const EventColumns& c = *columns_;
  std::vector<std::optional<std::string>> arabic(counts.size());
  std::unordered_map<std::string_view, size_t> places;
  for (size_t i = 0; i < counts.size(); ++i) places[counts[i].value] = i;
  const auto tell = [&](std::string_view value, std::string_view name) {
    const auto place = places.find(value);
    if (place != places.end() && !arabic[place->second]) arabic[place->second] = std::string(name);
  };
  if (field == "place") {
    for (uint32_t spot = 0; spot * EventColumns::kSpotCells < c.spots.size(); ++spot) {
      const uint32_t place = c.spot_cell(spot, EventColumns::kPlace), own = c.spot_cell(spot, EventColumns::kPlaceAr);
      if (place != kNoCode && own != kNoCode) tell(c.spot_words[place], c.spot_words[own]);
    }
  }
  if (counts.empty() || (field != "party" && field != "actor_name" && field != "recipient_name" && field != "speaker")) return arabic;
  for (const Unidentified& one : kUnidentified) tell(one.label, one.arabic);
  std::vector<std::string> names;
  names.reserve(counts.size());
  for (const ValueCount& count : counts) names.emplace_back(count.value);
  const Status status =
      database_.select("SELECT name, name_ar FROM memory.main.people WHERE name_ar IS NOT NULL AND name IN (" + Conditions::marks(names.size()) + ")",
                       names, [&tell](const Row& row) { tell(*row[0], *row[1]); });
  if (!status) return status;
  return arabic;
}

Result<ExploreTable> ExploreStore::series(const ExploreFilter& filter, const std::string& step, const std::string& name, CountBy by) const {
  if (!is_step(step)) return unknown("step", step);
  const EventColumns& c = *columns_;
  const Result<Selection> selection = select_events(c, database_, filter);
  if (!selection) return selection.status();
  const EventField field = event_field(c, name);
  if (!name.empty() && !field.known()) return unknown("field", name);
  Words ids;
  const Result<const Words*> words = field.known() ? words_of(database_, field, ids) : Result<const Words*>(&ids);
  if (!words) return words.status();
  const std::vector<uint32_t> rows = rows_by_unit(c, selection.value(), by);
  std::vector<PeriodCount> counts =
      values_by_period(c, name.empty() ? nullptr : &field, *words.value(), rows, units_of(c, rows, by), days_of(c, filter.day), step[0]);
  counts.resize(std::min(counts.size(), kMostPeriods));
  ExploreTable table;
  table.columns = explore_columns("period value count#");
  for (const PeriodCount& count : counts) {
    table.rows.push_back(
        {base::iso_day(count.period), count.value ? std::optional(std::string(*count.value)) : std::nullopt, std::to_string(count.count)});
  }
  return table;
}

Result<ExploreTable> ExploreStore::coverage(const std::string& step) const {
  if (!is_step(step)) return unknown("step", step);
  return ask(explore_columns("period articles# outlets#"),
             "SELECT CAST(date_trunc('" + step +
                 "', published) AS DATE) AS period, count(*) AS articles, count(DISTINCT source) AS outlets FROM article WHERE published IS NOT NULL "
                 "GROUP BY ALL ORDER BY period",
             {});
}

Result<ExploreTable> ExploreStore::places(const ExploreFilter& filter, CountBy by) const {
  const EventColumns& c = *columns_;
  const Result<Selection> selection = select_events(c, database_, filter);
  if (!selection) return selection.status();
  const std::vector<uint32_t> rows = rows_by_unit(c, selection.value(), by);
  std::vector<PlaceCount> places = places_of(c, rows, units_of(c, rows, by));
  places.resize(std::min(places.size(), kMostPlaces));
  ExploreTable table;
  table.columns = explore_columns("place place_ar country kind latitude# longitude# count# conflict#");
  for (const PlaceCount& place : places) {
    Cells& row = table.rows.emplace_back();
    for (const uint32_t spot : place.spots) {
      const auto cell = static_cast<EventColumns::SpotCell>(row.size());
      row.push_back(spot == kNoCode ? std::nullopt : std::optional(std::string(c.spot_words[c.spot_cell(spot, cell)])));
    }
    row.push_back(std::to_string(place.count));
    row.push_back(decimal_text(place.conflict));
  }
  return table;
}

Result<ExploreTable> ExploreStore::articles(const std::string& words, const ExplorePage& page) const {
  const std::string where = words.empty() ? "" : " WHERE contains(" + fold_sql("a.title") + ", " + fold_sql("?") + ")";
  Result<ExploreTable> found = ask(explore_columns("article_id title outlet published section reports#"),
                                   "SELECT a.article_id, a.title, a.source AS outlet, a.published, a.section, a.rowid AS reports FROM article a" +
                                       where + " ORDER BY a.published DESC NULLS LAST, a.article_id" + limits(bounded(page)),
                                   words.empty() ? std::vector<std::string>{} : std::vector<std::string>{words});
  if (found) count_reports(found.value(), 5);
  return found;
}

Result<std::vector<std::string>> ExploreStore::holding(const std::vector<std::string>& forms, bool folded, bool whole_words) const {
  std::string condition;
  std::vector<std::string> parameters;
  for (const std::string& form : forms) {
    const std::string text = folded ? fold_sql("a.text") : "a.text";
    const std::string sought = folded ? fold_sql("?") : "CAST(? AS VARCHAR)";
    const std::string edge = "[^\\p{L}\\p{N}]";
    condition += condition.empty() ? "" : " OR ";
    if (whole_words) condition += "regexp_matches(" + text + ", '(^|" + edge + ")' || regexp_escape(" + sought + ") || '($|" + edge + ")')";
    else condition += "contains(" + text + ", " + sought + ")";
    parameters.push_back(form);
  }
  std::vector<std::string> ids;
  Status status = database_.select("SELECT a.article_id FROM article a WHERE " + condition + " ORDER BY a.published DESC NULLS LAST, a.article_id",
                                   parameters, [&ids](const Row& row) { ids.push_back(cell_text(row[0])); });
  if (!status) return status;
  return ids;
}

Result<ExploreTable> ExploreStore::texts(const std::vector<std::string>& ids) const {
  Result<ExploreTable> found = ask(explore_columns("article_id title outlet published text reports#"),
                                   "SELECT article_id, title, source AS outlet, published, text, rowid AS reports FROM article WHERE " +
                                       article_condition("article", ids, has_index_) + " ORDER BY published DESC NULLS LAST, article_id",
                                   {});
  if (found) count_reports(found.value(), 5);
  return found;
}

Result<std::vector<std::string>> ExploreStore::articles_with(const ExploreFilter& filter) const {
  const Result<Selection> selection = select_events(*columns_, database_, filter);
  if (!selection) return selection.status();
  Selection held(columns_->articles_end, false);
  columns_->article.visit([&](const auto* articles) { selection.value().each([&](uint32_t row) { held.add(articles[row]); }); });
  std::vector<std::string> ids;
  const size_t end = columns_->articles_end;
  const Status status = database_.scan("SELECT rowid, article_id FROM article", "nt", [&](const Chunk& chunk) {
    for (size_t row = 0; row < chunk.size(); ++row) {
      const auto article = static_cast<size_t>(chunk.integer(0, row));
      if (article < end && held.has(article)) ids.emplace_back(chunk.text(1, row));
    }
  });
  if (!status) return status;
  return ids;
}

}  // namespace waqai::store
