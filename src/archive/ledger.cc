// SPDX-License-Identifier: Apache-2.0
#include "archive/ledger.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/calendar.h"
#include "base/hash.h"
#include "store/event_conditions.h"
#include "store/rows.h"
#include "story/words.h"
#include "text/fold.h"

namespace waqai::archive {
namespace {

using base::Day;
using base::kNoDay;
using store::cell_number;
using store::cell_text;
using store::Row;

constexpr Day kFollow = 365;            // days after a pledge that are searched
constexpr size_t kLeastLetters = 4;     // of a word that tells what was promised
constexpr size_t kLeastShared = 2;      // words that an event shares with the promised act
constexpr double kShareOfAct = 0.4;     // and the share of the act's words they are
constexpr double kShareOfPledge = 0.6;  // for a restatement

using Stems = std::vector<uint64_t>;  // sorted, without repetition

Stems stems_of(std::string_view text) {
  Stems stems;
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find_first_of(" \n\t", begin), text.size());
    const std::string key = text::fold_key(text.substr(begin, end - begin));
    begin = end + 1;
    std::string letters;
    for (const char c : key) {
      if (text::key_letter(c) != 0) letters += c;
    }
    const std::string_view stem = story::light_stem(letters);
    if (stem.size() >= kLeastLetters) stems.push_back(base::hash64(stem));
  }
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

size_t shared(const Stems& a, const Stems& b) {
  size_t count = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    count += a[i] == b[j];
    const bool left = a[i] <= b[j], right = b[j] <= a[i];
    i += left;
    j += right;
  }
  return count;
}

struct ToldAct {
  std::string id;
  std::string article;
  Day day = kNoDay;
  std::string type;
  std::string status;
  uint32_t begin = 0, end = 0;  // of the sentence, in the article
  std::vector<uint64_t> sides;  // of the actors: names, and country with sector
  Stems stems;                  // of the sentence
};

struct PledgeRow {
  std::vector<std::string> cells;
  uint32_t act = 0;  // index of its event
  Stems stems;       // of the promised act
};

std::string finding_of(const ToldAct& act) {
  if (act.status == "negated") return "contradicted";
  if (act.type == "REJECT") return "cancelled";
  return act.status == "actual" ? "done" : "in_progress";
}

class Ledger {
 public:
  explicit Ledger(const store::Database& database) : database_(database) {}

  Status read() {
    Status status = read_acts();
    if (status) status = read_sides();
    if (status) status = read_sentences();
    if (status) status = read_pledges();
    return status;
  }

  // The rows of `wanted` events, whole.
  store::TextTable table(const std::unordered_set<std::string>& wanted, int64_t limit) {
    store::TextTable table;
    table.columns = {"event_id", "article_id", "published", "source",       "by",          "to",        "act",      "field",   "due",     "condition",
                     "strength", "type",       "status",    "restatements", "restated_in", "other_due", "evidence", "finding", "searched"};
    for (const PledgeRow& pledge : pledges_) {
      if (wanted.count(pledge.cells[0]) == 0) continue;
      if (limit > 0 && static_cast<int64_t>(table.rows.size()) == limit) break;
      std::vector<std::string> cells = pledge.cells;
      add_restatements(pledge, cells);
      add_evidence(pledge, cells);
      table.rows.push_back(std::move(cells));
    }
    return table;
  }

 private:
  Status read_acts() {
    return database_.select(
        "SELECT event_id, article_id, CAST(day AS VARCHAR), type, status, CAST(sentence_start AS VARCHAR), CAST(sentence_end AS VARCHAR) FROM "
        "event_day "
        "WHERE status <> 'historical' ORDER BY day NULLS FIRST, event_id",
        {}, [this](const Row& row) {
          const auto day = row[2] ? base::parse_iso_day(*row[2]) : std::nullopt;
          index_[cell_text(row[0])] = static_cast<uint32_t>(acts_.size());
          acts_.push_back({cell_text(row[0]),
                           cell_text(row[1]),
                           day.value_or(kNoDay),
                           cell_text(row[3]),
                           cell_text(row[4]),
                           static_cast<uint32_t>(cell_number(row[5])),
                           static_cast<uint32_t>(cell_number(row[6])),
                           {},
                           {}});
        });
  }

  Status read_sides() {
    const Status status =
        database_.select("SELECT event_id, name, country, sector FROM participant WHERE role = 'actor'", {}, [this](const Row& row) {
          const auto at = index_.find(cell_text(row[0]));
          if (at == index_.end()) return;
          std::vector<uint64_t>& sides = acts_[at->second].sides;
          if (row[1]) sides.push_back(base::hash64(*row[1], 1));
          if (row[2] && row[3]) sides.push_back(base::hash64(std::string(*row[2]) + "|" + cell_text(row[3]), 2));
        });
    for (uint32_t i = 0; i < acts_.size(); ++i) {
      std::vector<uint64_t>& sides = acts_[i].sides;
      std::sort(sides.begin(), sides.end());
      sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
      for (const uint64_t side : sides) by_side_[side].push_back(i);  // in order of day
    }
    return status;
  }

  Status read_sentences() {
    std::unordered_map<std::string, std::vector<uint32_t>> by_article;
    for (uint32_t i = 0; i < acts_.size(); ++i) by_article[acts_[i].article].push_back(i);
    return database_.select("SELECT article_id, CAST(published AS VARCHAR), text FROM article", {}, [&](const Row& row) {
      if (row[1]) article_days_.push_back(base::parse_iso_day(*row[1]).value_or(kNoDay));
      const auto found = by_article.find(cell_text(row[0]));
      if (found == by_article.end()) return;
      for (const uint32_t i : found->second) {
        ToldAct& act = acts_[i];
        if (act.begin <= act.end && act.end <= row[2]->size()) act.stems = stems_of(row[2]->substr(act.begin, act.end - act.begin));
      }
    });
  }

  Status read_pledges() {
    Status status = database_.select(
        "SELECT p.event_id, p.article_id, CAST(a.published AS VARCHAR), a.source, p.\"by\", p.\"to\", p.act, p.field, p.due, p.\"condition\", "
        "p.strength, e.type, e.status "
        "FROM pledge p JOIN event e ON e.event_id = p.event_id JOIN article a ON a.article_id = p.article_id "
        "ORDER BY a.published NULLS LAST, p.article_id, p.act_start",
        {}, [this](const Row& row) {
          const auto at = index_.find(cell_text(row[0]));
          if (at == index_.end()) return;
          PledgeRow& pledge = pledges_.emplace_back();
          for (const store::Cell& cell : row) pledge.cells.push_back(cell_text(cell));
          pledge.act = at->second;
          pledge.stems = stems_of(pledge.cells[6]);
        });
    for (uint32_t i = 0; i < pledges_.size(); ++i) pledge_of_[pledges_[i].act].push_back(i);
    std::sort(article_days_.begin(), article_days_.end());
    return status;
  }

  // Calls visit for acts of the same side in other articles from the day of the pledge on, for a year, in order of day.
  template <typename Visit>
  void each_later(const PledgeRow& pledge, Visit visit) const {
    const ToldAct& own = acts_[pledge.act];
    std::set<uint32_t> candidates;
    for (const uint64_t side : own.sides) {
      const std::vector<uint32_t>& acts = by_side_.at(side);
      for (auto at = std::upper_bound(acts.begin(), acts.end(), pledge.act); at != acts.end(); ++at) {
        if (own.day == kNoDay || acts_[*at].day > own.day + kFollow) break;
        if (acts_[*at].article != own.article) candidates.insert(*at);
      }
    }
    for (const uint32_t act : candidates) visit(act);
  }

  void add_restatements(const PledgeRow& pledge, std::vector<std::string>& cells) const {
    std::vector<std::string> ids;
    std::set<std::string> dues;
    each_later(pledge, [&](uint32_t act) {
      const auto found = pledge_of_.find(act);
      if (found == pledge_of_.end()) return;
      for (const uint32_t i : found->second) {
        const size_t common = shared(pledge.stems, pledges_[i].stems);
        if (common < kLeastShared ||
            static_cast<double>(common) < kShareOfPledge * static_cast<double>(std::min(pledge.stems.size(), pledges_[i].stems.size())))
          continue;
        ids.push_back(acts_[act].id);
        if (!pledges_[i].cells[8].empty() && pledges_[i].cells[8] != cells[8]) dues.insert(pledges_[i].cells[8]);
        break;
      }
    });
    cells.push_back(std::to_string(ids.size()));
    cells.push_back(store::join(ids, ";"));
    cells.push_back(store::join({dues.begin(), dues.end()}, ";"));
  }

  void add_evidence(const PledgeRow& pledge, std::vector<std::string>& cells) const {
    std::vector<std::string> evidence;
    const ToldAct& own = acts_[pledge.act];
    each_later(pledge, [&](uint32_t act) {
      if (pledge_of_.count(act) > 0 || acts_[act].day == own.day) return;
      const size_t common = shared(pledge.stems, acts_[act].stems);
      if (common < kLeastShared || static_cast<double>(common) < kShareOfAct * static_cast<double>(pledge.stems.size())) return;
      evidence.push_back(finding_of(acts_[act]) + ":" + acts_[act].id + ":" + base::iso_day(acts_[act].day));
    });
    cells.push_back(store::join(evidence, ";"));
    cells.push_back(evidence.empty() ? "no follow-up found" : "evidence");
    cells.push_back(searched(own.day));
  }

  std::string searched(Day day) const {
    if (day == kNoDay) return "nothing: the day of the pledge is not known";
    const auto first = std::lower_bound(article_days_.begin(), article_days_.end(), day);
    const auto last = std::upper_bound(first, article_days_.end(), day + kFollow);
    if (first == last) return "0 articles";
    return std::to_string(last - first) + " articles, " + base::iso_day(*first) + " to " + base::iso_day(*(last - 1));
  }

  const store::Database& database_;
  std::vector<ToldAct> acts_;  // in order of day
  std::unordered_map<std::string, uint32_t> index_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> by_side_;
  std::vector<PledgeRow> pledges_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> pledge_of_;  // act -> pledges
  std::vector<Day> article_days_;
};

}  // namespace

Result<store::TextTable> read_ledger(const store::Database& database, const store::EventFilter& filter) {
  const store::Conditions where = store::conditions_of(filter);
  std::unordered_set<std::string> wanted;
  Status status = database.select(
      "SELECT e.event_id FROM event_day e" + where.sql + (where.sql.empty() ? " WHERE " : " AND ") + "e.event_id IN (SELECT event_id FROM pledge)",
      where.parameters, [&](const Row& row) { wanted.insert(cell_text(row[0])); });
  Ledger ledger(database);
  if (status) status = ledger.read();
  if (!status) return status;
  return ledger.table(wanted, filter.limit);
}

}  // namespace waqai::archive
