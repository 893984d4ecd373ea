// SPDX-License-Identifier: Apache-2.0
#include "archive/told_acts.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"
#include "store/rows.h"
#include "store/schema.h"

namespace waqai::archive {
namespace {

using store::cell_number;
using store::cell_text;
using store::Row;

constexpr int64_t kWindow = 32768;  // articles; their events take about 150 MB

void tidy_act(ToldAct& told) {
  std::sort(told.sides.begin(), told.sides.end());
  told.sides.erase(std::unique(told.sides.begin(), told.sides.end()), told.sides.end());
  std::sort(told.doers.begin(), told.doers.end());
}

}  // namespace

bool ToldAct::operator<(const ToldAct& other) const {
  return std::tie(published, article, number) < std::tie(other.published, other.article, other.number);  // kNoDay is the least
}

Status ActReader::read(Parts parts, const std::function<void(std::vector<ToldAct>&&)>& visit) const {
  int64_t behind = 0;
  Status status = database_.select("SELECT CAST(coalesce(max(rowid) + 1, 0) AS VARCHAR) FROM article", {},
                                   [&behind](const Row& row) { behind = static_cast<int64_t>(cell_number(row[0])); });
  for (int64_t first = 0; status && first < behind; first += kWindow) {
    std::vector<ToldAct> acts;
    status = read_window("rowid >= " + std::to_string(first) + " AND rowid < " + std::to_string(first + kWindow), parts, acts);
    if (status) visit(std::move(acts));
  }
  return status;
}

// `articles`: SQL condition on the rows of article.
Status ActReader::read_window(const std::string& articles, Parts parts, std::vector<ToldAct>& acts) const {
  const bool all = parts == Parts::kAll;
  // The day of an event is that of view event_day, which would be made for the whole archive.
  const std::string own_day = store::day_sql("e.date");
  Status status = database_.select(
      "WITH held AS MATERIALIZED (SELECT e.event_id, e.article_id, e.n, a.published, e.date, e.type, e.mode, e.status, e.stance, e.sentence_start, "
      "e.sentence_end, e.trigger_start, e.trigger_end, e.place, "
      "COALESCE(" +
          own_day + ", min(" + own_day +
          ") OVER (PARTITION BY e.article_id, e.happening), a.published) AS day "
          "FROM event e JOIN (SELECT article_id, published FROM article WHERE " +
          articles +
          ") a USING (article_id)) "
          "SELECT e.event_id, e.article_id, CAST(e.n AS VARCHAR), " +
          (all ? "coalesce(i.incident_id, e.event_id)" : "e.event_id") +
          ", CAST(e.published AS VARCHAR), e.date, CAST(e.day AS VARCHAR), e.type, e.mode, e.status, e.stance, CAST(e.sentence_start AS VARCHAR), "
          "CAST(e.sentence_end AS VARCHAR), CAST(e.trigger_start AS VARCHAR), CAST(e.trigger_end AS VARCHAR), e.place FROM held e " +
          (all ? "LEFT JOIN (SELECT event_id, incident_id FROM incident_event WHERE event_id IN (SELECT event_id FROM held)) i USING (event_id) "
               : "") +
          "WHERE e.status <> 'historical'",
      {}, [&acts](const Row& row) {
        ToldAct& told = acts.emplace_back();
        told.id = cell_text(row[0]);
        told.article = cell_text(row[1]);
        told.number = static_cast<int64_t>(cell_number(row[2]));
        told.incident = cell_text(row[3]);
        told.published = (row[4] ? base::parse_iso_day(*row[4]) : std::nullopt).value_or(base::kNoDay);
        told.date = cell_text(row[5]);
        told.day = cell_text(row[6]);
        told.act = {cell_text(row[7]), cell_text(row[8]), cell_text(row[9]), cell_text(row[10]), false, {}};
        told.begin = static_cast<uint32_t>(cell_number(row[11]));
        told.end = static_cast<uint32_t>(cell_number(row[12]));
        told.trigger = static_cast<uint32_t>(cell_number(row[13]));
        told.trigger_end = static_cast<uint32_t>(cell_number(row[14]));
        told.place = cell_text(row[15]);
      });
  if (status && all)
    status =
        add_parties("event_id IN (SELECT event_id FROM event WHERE article_id IN (SELECT article_id FROM article WHERE " + articles + "))", acts);
  if (!status) return status;
  std::unordered_map<std::string, std::vector<uint32_t>> by_article;
  for (uint32_t i = 0; i < acts.size(); ++i) by_article[acts[i].article].push_back(i);
  return database_.select("SELECT article_id, text FROM article WHERE " + articles, {}, [&](const Row& row) {
    const auto found = by_article.find(cell_text(row[0]));
    if (found == by_article.end()) return;
    for (const uint32_t i : found->second) {
      ToldAct& told = acts[i];
      if (told.begin <= told.trigger && told.trigger <= told.trigger_end && told.trigger_end <= told.end && told.end <= row[1]->size())
        told.sentence = row[1]->substr(told.begin, told.end - told.begin);
    }
  });
}

Status ActReader::add_parties(const std::string& events, std::vector<ToldAct>& acts) const {
  std::unordered_map<std::string_view, uint32_t> act_of;
  for (uint32_t i = 0; i < acts.size(); ++i) act_of[acts[i].id] = i;
  const Status status = database_.select(
      "SELECT event_id, name, country, sector, role, actor_id, CAST(text_start AS VARCHAR), CAST(text_end AS VARCHAR), text FROM participant "
      "WHERE role IN ('actor', 'recipient') AND " +
          events + " ORDER BY event_id, role, ordinal",
      {}, [&](const Row& row) {
        const auto at = act_of.find(*row[0]);
        if (at == act_of.end()) return;
        ToldAct& told = acts[at->second];
        const bool is_actor = row[4] == "actor";
        const bool is_state = row[5] && row[2] && *row[5] == *row[2];
        told.act.parties.push_back({cell_text(row[1]), cell_text(row[2]), cell_text(row[3]), row[5].has_value() && !is_state, is_actor});
        const auto begin = static_cast<uint32_t>(cell_number(row[6])), end = static_cast<uint32_t>(cell_number(row[7]));
        if (begin < end && told.trigger <= begin && end <= told.trigger_end) told.names.push_back({begin, end});
        told.words.push_back(stems_of(cell_text(row[8])));
        if (!is_actor) return;
        told.doers.insert(told.doers.end(), told.words.back().begin(), told.words.back().end());
        if (told.doer == 0 && begin < end) told.doer = begin;
        if (row[1]) told.sides.push_back(base::hash64(*row[1], 1));
        if (row[2] && row[3]) told.sides.push_back(base::hash64(std::string(*row[2]) + "|" + cell_text(row[3]), 2));
      });
  for (ToldAct& told : acts) tidy_act(told);
  return status;
}

}  // namespace waqai::archive
