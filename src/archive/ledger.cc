// SPDX-License-Identifier: Apache-2.0
#include "archive/ledger.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/calendar.h"
#include "base/hash.h"
#include "store/event_conditions.h"
#include "store/rows.h"
#include "story/words.h"

namespace waqai::archive {
namespace {

using base::Day;
using base::kNoDay;
using store::cell_number;
using store::cell_text;
using store::Row;

constexpr Day kFollow = 365;            // days after a pledge that are searched
constexpr size_t kLeastLetters = 4;     // of a word that tells what was promised
constexpr size_t kLeastRoot = 3;        // of a word inside another
constexpr size_t kLeastShared = 2;      // words that an event shares with the promised act
constexpr double kShareOfAct = 0.5;     // and the share of the act's words they are, each weighed by how rare it is
constexpr size_t kRareOf = 250;         // a word is rare that stands in fewer than one sentence of so many
constexpr double kShareOfPledge = 0.6;  // for a restatement

using Stems = std::vector<uint64_t>;  // sorted, without repetition

// The words of `text` without what inflects them.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words = story::folded_words(text);
  for (std::string& word : words) word = std::string(story::light_stem(word));
  return words;
}

Stems stems_of(std::string_view text) {
  Stems stems;
  for (const std::string& stem : words_of(text)) {
    if (stem.size() >= kLeastLetters) stems.push_back(base::hash64(stem));
  }
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
  return stems;
}

Stems shared(const Stems& a, const Stems& b) {
  Stems both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

// Whether a word of one is one of the other, its prefixes and suffixes aside ("will open", "opened").
bool share_a_word(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto within = [](const std::string& whole, const std::string& part) {
    return part.size() >= kLeastRoot && whole.find(part) != std::string::npos;
  };
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) {
    return std::any_of(b.begin(), b.end(), [&](const std::string& y) { return within(x, y) || within(y, x); });
  });
}

// Whether the two may be the same: they have one in common, or one of them is not known.
bool meet(const std::set<std::string>& a, const std::set<std::string>& b) {
  return a.empty() || b.empty() || std::any_of(a.begin(), a.end(), [&](const std::string& one) { return b.count(one) > 0; });
}

struct ToldAct {
  std::string id;
  std::string article;
  Day day = kNoDay;
  std::string type;
  std::string status;
  uint32_t begin = 0, end = 0;  // of the sentence, in the article
  std::vector<uint64_t> sides;  // of the actors: names, and country with sector
  std::set<std::string> to;     // countries of the recipients
  Stems stems;                  // of the sentence
  std::string trigger;
};

struct PledgeRow {
  std::vector<std::string> cells;
  uint32_t act = 0;  // index of its event
  Stems stems;       // of the promised act
  std::vector<std::string> words;
};

// What an act of the side says about its pledge; empty: nothing, as blame, demands, threats and praise of its own do.
std::string_view finding_of(const ToldAct& act) {
  if (act.type == "ACCUSE" || act.type == "REQUEST" || act.type == "THREATEN" || act.type == "SUPPORT" || act.type == "PROTEST") return {};
  if (act.status == "negated") return "contradicted";
  if (act.type == "REJECT") return "cancelled";
  return act.status == "actual" && act.type != "AGREE" ? "done" : "in_progress";
}

class Ledger {
 public:
  explicit Ledger(const store::Database& database) : database_(database) {}

  Status read() {
    Status status = read_acts();
    if (status) status = read_sides();
    if (status) status = read_sentences();
    if (status) status = read_pledges();
    if (status) index();
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
        "SELECT event_id, article_id, CAST(day AS VARCHAR), type, status, CAST(sentence_start AS VARCHAR), CAST(sentence_end AS VARCHAR), "
        "trigger_text FROM event_day "
        "WHERE status <> 'historical' ORDER BY day NULLS FIRST, event_id",
        {}, [this](const Row& row) {
          const auto day = row[2] ? base::parse_iso_day(*row[2]) : std::nullopt;
          act_of_[cell_text(row[0])] = static_cast<uint32_t>(acts_.size());
          acts_.push_back({cell_text(row[0]),
                           cell_text(row[1]),
                           day.value_or(kNoDay),
                           cell_text(row[3]),
                           cell_text(row[4]),
                           static_cast<uint32_t>(cell_number(row[5])),
                           static_cast<uint32_t>(cell_number(row[6])),
                           {},
                           {},
                           {},
                           cell_text(row[7])});
        });
  }

  Status read_sides() {
    const Status status = database_.select("SELECT event_id, name, country, sector, role FROM participant WHERE role IN ('actor', 'recipient')", {},
                                           [this](const Row& row) {
                                             const auto at = act_of_.find(cell_text(row[0]));
                                             if (at == act_of_.end()) return;
                                             if (row[4] == "recipient") {
                                               if (row[2]) acts_[at->second].to.insert(cell_text(row[2]));
                                               return;
                                             }
                                             std::vector<uint64_t>& sides = acts_[at->second].sides;
                                             if (row[1]) sides.push_back(base::hash64(*row[1], 1));
                                             if (row[2] && row[3]) sides.push_back(base::hash64(std::string(*row[2]) + "|" + cell_text(row[3]), 2));
                                           });
    for (uint32_t i = 0; i < acts_.size(); ++i) {
      std::vector<uint64_t>& sides = acts_[i].sides;
      std::sort(sides.begin(), sides.end());
      sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
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
        for (const uint64_t stem : act.stems) ++sentences_with_[stem];
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
          const auto at = act_of_.find(cell_text(row[0]));
          if (at == act_of_.end()) return;
          PledgeRow& pledge = pledges_.emplace_back();
          for (const store::Cell& cell : row) pledge.cells.push_back(cell_text(cell));
          pledge.act = at->second;
          pledge.stems = stems_of(pledge.cells[6]);
          pledge.words = words_of(pledge.cells[6]);
          promises_.insert(place_of(acts_[at->second]));
        });
    for (uint32_t i = 0; i < pledges_.size(); ++i) pledge_of_[pledges_[i].act].push_back(i);
    std::sort(article_days_.begin(), article_days_.end());
    return status;
  }

  // Pledges by side, and acts by the rare words of their sentences that some pledge has, in order of day.
  void index() {
    for (const auto& [act, pledges] : pledge_of_) {
      for (const uint64_t side : acts_[act].sides) pledging_[side].insert(act);
    }
    for (const PledgeRow& pledge : pledges_) {
      for (const uint64_t stem : pledge.stems) {
        if (is_rare(stem)) by_word_[stem];
      }
    }
    for (uint32_t i = 0; i < acts_.size(); ++i) {
      for (const uint64_t stem : acts_[i].stems) {
        const auto found = by_word_.find(stem);
        if (found != by_word_.end()) found->second.push_back(i);
      }
    }
  }

  // Whether the act is told in another article, on the pledge's day or within a year behind it.
  bool follows(uint32_t act, const ToldAct& own) const {
    return own.day != kNoDay && acts_[act].day >= own.day && acts_[act].day <= own.day + kFollow && acts_[act].article != own.article;
  }

  void add_restatements(const PledgeRow& pledge, std::vector<std::string>& cells) const {
    std::vector<std::string> ids;
    std::set<std::string> dues;
    const ToldAct& own = acts_[pledge.act];
    std::set<uint32_t> others;
    for (const uint64_t side : own.sides) {
      const std::set<uint32_t>& acts = pledging_.at(side);
      others.insert(acts.upper_bound(pledge.act), acts.end());
    }
    for (const uint32_t act : others) {
      if (!follows(act, own)) continue;
      for (const uint32_t i : pledge_of_.at(act)) {
        const size_t common = shared(pledge.stems, pledges_[i].stems).size();
        if (common < kLeastShared ||
            static_cast<double>(common) < kShareOfPledge * static_cast<double>(std::min(pledge.stems.size(), pledges_[i].stems.size())))
          continue;
        ids.push_back(acts_[act].id);
        if (!pledges_[i].cells[8].empty() && pledges_[i].cells[8] != cells[8]) dues.insert(pledges_[i].cells[8]);
        break;
      }
    }
    cells.push_back(std::to_string(ids.size()));
    cells.push_back(store::join(ids, ";"));
    cells.push_back(store::join({dues.begin(), dues.end()}, ";"));
  }

  void add_evidence(const PledgeRow& pledge, std::vector<std::string>& cells) const {
    std::vector<std::string> evidence;
    const ToldAct& own = acts_[pledge.act];
    std::map<uint32_t, size_t> rare;  // act -> rare words it shares
    for (const uint64_t stem : pledge.stems) {
      const auto found = by_word_.find(stem);
      if (found == by_word_.end()) continue;
      for (auto at = std::upper_bound(found->second.begin(), found->second.end(), pledge.act); at != found->second.end(); ++at) ++rare[*at];
    }
    for (const auto& [act, words] : rare) {
      const ToldAct& later = acts_[act];
      if (words < kLeastShared || !follows(act, own) || later.day == own.day || shared(own.sides, later.sides).empty()) continue;
      if (!meet(own.to, later.to)) continue;
      const std::string_view finding = finding_of(later);
      // What stands in a sentence that promises is part of the promise.
      if (finding.empty() || promises_.count(place_of(later)) > 0) continue;
      if (weight(shared(pledge.stems, later.stems)) < kShareOfAct * weight(pledge.stems)) continue;
      if (!share_a_word(pledge.words, words_of(later.trigger))) continue;
      evidence.push_back(std::string(finding) + ":" + later.id + ":" + base::iso_day(later.day));
    }
    cells.push_back(store::join(evidence, ";"));
    cells.push_back(evidence.empty() ? "no follow-up found" : "evidence");
    cells.push_back(searched(own.day));
  }

  static std::pair<std::string, uint32_t> place_of(const ToldAct& act) { return {act.article, act.begin}; }

  size_t sentences_with(uint64_t stem) const {
    const auto found = sentences_with_.find(stem);
    return found == sentences_with_.end() ? 0 : found->second;
  }

  bool is_rare(uint64_t stem) const { return sentences_with(stem) * kRareOf < acts_.size(); }

  // Inverse document frequency, summed (Sparck Jones 1972); a sentence counts once for each act it tells.
  double weight(const Stems& stems) const {
    double sum = 0;
    for (const uint64_t stem : stems) sum += std::log(static_cast<double>(acts_.size() + 1) / static_cast<double>(sentences_with(stem) + 1));
    return sum;
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
  std::unordered_map<std::string, uint32_t> act_of_;
  std::unordered_map<uint64_t, std::set<uint32_t>> pledging_;    // side -> acts that are pledges
  std::unordered_map<uint64_t, std::vector<uint32_t>> by_word_;  // rare word -> acts
  std::vector<PledgeRow> pledges_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> pledge_of_;  // act -> pledges
  std::vector<Day> article_days_;
  std::set<std::pair<std::string, uint32_t>> promises_;  // article and begin of the sentences that promise
  std::unordered_map<uint64_t, uint32_t> sentences_with_;
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
