// SPDX-License-Identifier: Apache-2.0
#include "archive/ledger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "archive/bearing.h"
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

constexpr Day kFollow = 365;            // days after a pledge that are searched for restatements
constexpr size_t kLeastLetters = 3;     // of a word that tells what was promised
constexpr size_t kLeastShared = 2;      // words that a restatement shares with the promised act
constexpr size_t kLeastRare = 1;        // rare words that a later act shares with it
constexpr size_t kLeastBearing = 3;     // and words in all
constexpr Day kBears = 60;              // days after a pledge, or its day, on which an act bears on it
constexpr double kShareOfAct = 0.6;     // and the share of the act's words they are, each weighed by how rare it is
constexpr size_t kRareOf = 250;         // a word is rare that stands in fewer than one sentence of so many
constexpr double kShareOfPledge = 0.6;  // for a restatement
constexpr Day kDoneOnce = 10;           // days from the first report that it is done, behind which another such act is another act
constexpr double kToldAgain = 0.7;      // share of a sentence's words that the promise's has: the promise told again, not its fulfilment

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

struct ToldAct {
  std::string id;
  std::string article;
  std::string incident;
  Day published = kNoDay;
  std::string date;  // as told
  std::string day;   // told, else of publication
  BearingAct act;
  uint32_t begin = 0, end = 0, trigger = 0, trigger_end = 0;  // of the sentence and the trigger, in the article
  uint32_t doer = 0;                                          // begin of the first actor; 0 where he is not told
  std::vector<uint64_t> sides;                                // of the actors: names, and country with sector
  std::vector<Span> names;                                    // of parties inside the trigger
  Stems stems;                                                // of the sentence
  std::string sentence;
};

struct PledgeRow {
  std::vector<std::string> cells;
  uint32_t act = 0;  // index of its event
  Stems stems;       // of the promised act
  ActName name;
};

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
        "SELECT e.event_id, e.article_id, coalesce(i.incident_id, e.event_id), CAST(e.published AS VARCHAR), e.date, CAST(e.day AS VARCHAR), e.type, "
        "e.mode, e.status, e.stance, CAST(e.sentence_start AS VARCHAR), CAST(e.sentence_end AS VARCHAR), CAST(e.trigger_start AS VARCHAR), "
        "CAST(e.trigger_end AS VARCHAR) FROM event_day e LEFT JOIN incident_event i USING (event_id) "
        "WHERE e.status <> 'historical' ORDER BY e.published NULLS FIRST, e.article_id, e.n",
        {}, [this](const Row& row) {
          act_of_[cell_text(row[0])] = static_cast<uint32_t>(acts_.size());
          ToldAct& told = acts_.emplace_back();
          told.id = cell_text(row[0]);
          told.article = cell_text(row[1]);
          told.incident = cell_text(row[2]);
          told.published = (row[3] ? base::parse_iso_day(*row[3]) : std::nullopt).value_or(kNoDay);
          told.date = cell_text(row[4]);
          told.day = cell_text(row[5]);
          told.act = {cell_text(row[6]), cell_text(row[7]), cell_text(row[8]), cell_text(row[9]), false, {}};
          told.begin = static_cast<uint32_t>(cell_number(row[10]));
          told.end = static_cast<uint32_t>(cell_number(row[11]));
          told.trigger = static_cast<uint32_t>(cell_number(row[12]));
          told.trigger_end = static_cast<uint32_t>(cell_number(row[13]));
        });
  }

  Status read_sides() {
    Status status = database_.select(
        "SELECT event_id, name, country, sector, role, actor_id, CAST(text_start AS VARCHAR), CAST(text_end AS VARCHAR) FROM participant WHERE role "
        "IN ('actor', 'recipient') ORDER BY event_id, role, "
        "ordinal",
        {}, [this](const Row& row) {
          const auto at = act_of_.find(cell_text(row[0]));
          if (at == act_of_.end()) return;
          ToldAct& told = acts_[at->second];
          const bool is_actor = row[4] == "actor";
          const bool is_state = row[5] && row[2] && *row[5] == *row[2];
          told.act.parties.push_back({cell_text(row[1]), cell_text(row[2]), cell_text(row[3]), row[5].has_value() && !is_state, is_actor});
          const auto begin = static_cast<uint32_t>(cell_number(row[6])), end = static_cast<uint32_t>(cell_number(row[7]));
          if (begin < end && told.trigger <= begin && end <= told.trigger_end) told.names.push_back({begin, end});
          if (!is_actor) return;
          if (told.doer == 0 && begin < end) told.doer = begin;
          if (row[1]) told.sides.push_back(base::hash64(*row[1], 1));
          if (row[2] && row[3]) told.sides.push_back(base::hash64(std::string(*row[2]) + "|" + cell_text(row[3]), 2));
        });
    for (ToldAct& told : acts_) {
      std::sort(told.sides.begin(), told.sides.end());
      told.sides.erase(std::unique(told.sides.begin(), told.sides.end()), told.sides.end());
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
        ToldAct& told = acts_[i];
        if (told.begin <= told.trigger && told.trigger <= told.trigger_end && told.trigger_end <= told.end && told.end <= row[2]->size()) {
          told.sentence = row[2]->substr(told.begin, told.end - told.begin);
          told.stems = stems_of(told.sentence);
        }
        for (const uint64_t stem : told.stems) ++sentences_with_[stem];
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
          const std::string& sentence = acts_[at->second].sentence;
          const size_t begin = sentence.find(pledge.cells[6]);
          const std::string_view before = begin == std::string::npos ? std::string_view() : std::string_view(sentence).substr(0, begin);
          if (!is_refused(before) && !is_past(before)) pledge.name = name_of_promise(pledge.cells[6]);
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

  // Whether the act is told in another article, on the day of the pledge's or within a year behind it.
  bool follows(uint32_t act, const ToldAct& own) const {
    const ToldAct& later = acts_[act];
    return own.published != kNoDay && later.published >= own.published && later.published <= own.published + kFollow && later.article != own.article;
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
    std::set<std::pair<std::string, std::string_view>> said;  // incidents: a happening is told once
    const ToldAct& own = acts_[pledge.act];
    Day done = kNoDay;                // when it was told first that it is done
    std::map<uint32_t, size_t> rare;  // act -> rare words it shares
    for (const uint64_t stem : pledge.stems) {
      const auto found = by_word_.find(stem);
      if (found == by_word_.end()) continue;
      for (auto at = std::upper_bound(found->second.begin(), found->second.end(), pledge.act); at != found->second.end(); ++at) ++rare[*at];
    }
    for (const auto& [act, words] : rare) {
      const ToldAct& later = acts_[act];
      const auto [before, trigger, behind] = told_as(later);
      if (words < kLeastRare || !follows(act, own) || later.published == own.published || later.published > last_day(pledge) ||
          is_before(later.date, base::iso_day(own.published)))
        continue;
      BearingAct told = later.act;
      told.open = is_open(before, trigger, behind) || is_scheduled(trigger, !later.date.empty());
      told.begun = is_begun(before, trigger);
      told.apart = later.doer >= later.trigger_end && later.doer <= later.end && is_apart(behind.substr(0, later.doer - later.trigger_end));
      const std::string_view finding = finding_of(own.act, told);
      // What stands in a sentence that promises is part of the promise.
      if (finding.empty() || promises_.count(place_of(later)) > 0) continue;
      if (!same_parties(own.act, later.act)) continue;
      if (finding == "done" && is_before(base::iso_day(later.published), pledge.cells[8])) continue;
      if (finding == "done" && weight(shared(own.stems, later.stems)) >= kToldAgain * weight(later.stems)) continue;
      if (finding == "cancelled" && promises_word_of(pledge, trigger)) continue;
      const Stems common = shared(pledge.stems, later.stems);
      if (common.size() < kLeastBearing || weight(common) < kShareOfAct * weight(pledge.stems)) continue;
      if (!name_one_act(pledge.name, later.act, name_of_told(before, without_names(later, trigger))) ||
          numbers_differ(pledge.cells[6], later.sentence) || !said.insert({later.incident, finding}).second)
        continue;
      if (finding == "done") {
        if (done == kNoDay) done = later.published;
        if (later.published > done + kDoneOnce) continue;
      }
      evidence.push_back(std::string(finding) + ":" + later.id + ":" + later.day);
    }
    cells.push_back(store::join(evidence, ";"));
    cells.push_back(evidence.empty() ? "no follow-up found" : "evidence");
    cells.push_back(searched(own.published, last_day(pledge)));
  }

  // Whether a date as told (a day, month or year, or the first of an interval) lies before another, as far as both are told.
  static bool is_before(const std::string& date, const std::string& other) {
    const std::string first = date.substr(0, date.find('/')), second = other.substr(0, other.find('/'));
    const size_t told = std::min(first.size(), second.size());
    return told > 0 && first.substr(0, told) < second.substr(0, told);
  }

  // Whether the promise holds the first word of the trigger: then that is promised, not what is done to the promise.
  static bool promises_word_of(const PledgeRow& pledge, std::string_view trigger) {
    const Stems first = stems_of(trigger.substr(0, trigger.find(' ')));
    return first.empty() || !shared(pledge.stems, first).empty();
  }

  // The act as it is told in its sentence: what stands before the trigger, the trigger, and what stands behind.
  static std::array<std::string_view, 3> told_as(const ToldAct& told) {
    if (told.sentence.empty()) return {};
    const std::string_view sentence = told.sentence;
    const size_t begin = told.trigger - told.begin, end = told.trigger_end - told.begin;
    return {sentence.substr(0, begin), sentence.substr(begin, end - begin), sentence.substr(end)};
  }

  // The trigger with the names of parties blanked.
  static std::string without_names(const ToldAct& told, std::string_view trigger) {
    std::string words(trigger);
    if (trigger.empty()) return words;
    for (const Span& name : told.names) std::fill_n(words.begin() + (name.begin - told.trigger), name.end - name.begin, ' ');
    return words;
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

  // Of publication, on which an act can bear on the pledge.
  Day last_day(const PledgeRow& pledge) const {
    const auto due = base::parse_iso_day(pledge.cells[8]);
    const Day published = acts_[pledge.act].published;
    return published == kNoDay ? kNoDay : std::max(published, due.value_or(published)) + kBears;
  }

  std::string searched(Day day, Day last_day) const {
    if (day == kNoDay) return "nothing: the day of the pledge is not known";
    const auto first = std::lower_bound(article_days_.begin(), article_days_.end(), day);
    const auto last = std::upper_bound(first, article_days_.end(), last_day);
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
