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
#include "archive/promise.h"
#include "archive/told_acts.h"
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
constexpr size_t kLeastShared = 2;      // words that a restatement shares with the promised act
constexpr Day kBears = 60;              // days after a pledge, or its day, on which an act bears on it
constexpr double kShareOfPledge = 0.6;  // for a restatement
constexpr double kTellsWho = 3.6;       // weight of a word by which the other side of a meeting is told; titles have less
constexpr Day kMeetsLate = 1;           // days after the told one on which it is still that meeting
constexpr Day kToldLate = 3;            // and on which one without a day is told
constexpr double kShareOfName = 0.4;    // of the weight of the words by which a later act names the other side
constexpr double kTellsDoer = 2.9;      // of one by which the doers are told as in the promise
constexpr double kTellsName = 4.2;      // and otherwise
constexpr size_t kTellings = 2;         // later acts without which none bears on what a noun promises
constexpr Day kDoneOnce = 10;           // days from the first report that it is done, behind which another such act is another act
constexpr size_t kOtherActs = 1000;     // as if the archive held so many more, without its words: else no word of a small one would be rare
constexpr double kToldAgain = 0.6;      // share of a sentence's words that the promise's has: the promise told again, not its fulfilment

struct PledgeRow {
  std::vector<std::string> cells;
  uint32_t act = 0;  // index of its event
  Stems stems;       // of the promised act
  PromisedAct promised;
  Day last = kNoDay;  // of publication, on which an act can bear on it
};

// A later act that bears on a pledge.
struct Piece {
  std::string_view finding, rule;
};
struct FoundPiece {
  Piece piece;
  ToldAct act;  // without what it was compared by
};

class Ledger {
 public:
  explicit Ledger(const store::Database& database) : database_(database), reader_(database) {}

  Status read() {
    Status status = read_days();
    if (status) status = read_acts();
    if (status) status = read_pledges();
    if (status) status = find_pieces();
    return status;
  }

  // The rows of `wanted` events, whole.
  store::TextTable table(const std::unordered_set<std::string>& wanted, int64_t limit) {
    store::TextTable table;
    table.columns = {"event_id",    "article_id", "published", "source",   "by",       "to",     "act",
                     "field",       "due",        "condition", "strength", "type",     "status", "restatements",
                     "restated_in", "other_due",  "evidence",  "finding",  "searched", "rules"};
    for (uint32_t i = 0; i < pledges_.size(); ++i) {
      if (wanted.count(pledges_[i].cells[0]) == 0) continue;
      if (limit > 0 && static_cast<int64_t>(table.rows.size()) == limit) break;
      std::vector<std::string> cells = pledges_[i].cells;
      add_restatements(pledges_[i], cells);
      add_evidence(i, cells);
      table.rows.push_back(std::move(cells));
    }
    return table;
  }

 private:
  Status read_days() {
    const Status status = database_.select("SELECT CAST(published AS VARCHAR) FROM article WHERE published IS NOT NULL", {},
                                           [this](const Row& row) { article_days_.push_back(base::parse_iso_day(*row[0]).value_or(kNoDay)); });
    std::sort(article_days_.begin(), article_days_.end());
    return status;
  }

  // Counts the words of all sentences, and keeps the acts that pledge.
  Status read_acts() {
    std::unordered_set<std::string> pledging;
    Status status = database_.select("SELECT event_id FROM pledge", {}, [&](const Row& row) { pledging.insert(cell_text(row[0])); });
    if (!status) return status;
    status = reader_.read(ActReader::Parts::kSentences, [&](std::vector<ToldAct>&& acts) {
      acts_count_ += acts.size();
      for (ToldAct& act : acts) {
        for (const uint64_t stem : stems_of(act.sentence)) ++sentences_with_[stem];
        if (pledging.count(act.id) > 0) acts_.push_back(std::move(act));
      }
    });
    if (status) status = reader_.add_parties("event_id IN (SELECT event_id FROM pledge)", acts_);
    std::sort(acts_.begin(), acts_.end());
    return status;
  }

  Status read_pledges() {
    std::unordered_map<std::string_view, uint32_t> act_of;
    for (uint32_t i = 0; i < acts_.size(); ++i) act_of[acts_[i].id] = i;
    const Status status = database_.select(
        "SELECT p.event_id, p.article_id, CAST(a.published AS VARCHAR), a.source, p.\"by\", p.\"to\", p.act, p.field, p.due, p.\"condition\", "
        "p.strength, e.type, e.status "
        "FROM pledge p JOIN event e ON e.event_id = p.event_id JOIN article a ON a.article_id = p.article_id "
        "ORDER BY a.published NULLS LAST, p.article_id, p.act_start",
        {}, [&](const Row& row) {
          const auto at = act_of.find(*row[0]);
          if (at != act_of.end()) add_pledge(row, at->second);
        });
    for (uint32_t i = 0; i < pledges_.size(); ++i) pledge_of_[pledges_[i].act].push_back(i);
    index();
    return status;
  }

  void add_pledge(const Row& row, uint32_t act) {
    const ToldAct& own = acts_[act];
    PledgeRow& pledge = pledges_.emplace_back();
    for (const store::Cell& cell : row) pledge.cells.push_back(cell_text(cell));
    pledge.act = act;
    pledge.stems = stems_of(pledge.cells[6]);
    const size_t begin = own.sentence.find(pledge.cells[6]);
    const std::string_view before = begin == std::string::npos ? std::string_view() : std::string_view(own.sentence).substr(0, begin);
    if (is_of_somebody(own.act)) pledge.promised = promised_act(before, pledge.cells[6], own.doers);
    const auto due = base::parse_iso_day(pledge.cells[8]);
    if (own.published != kNoDay) pledge.last = std::max(own.published, due.value_or(own.published)) + kBears;
    promises_.insert(place_of(own));
  }

  // Pledges by side, and by what a later act may name them with.  Pledges are in order of publication, those without a day last.
  void index() {
    for (const auto& [act, pledges] : pledge_of_) {
      for (const uint64_t side : acts_[act].sides) pledging_[side].insert(act);
    }
    for (uint32_t i = 0; i < pledges_.size(); ++i) {
      const ToldAct& own = acts_[pledges_[i].act];
      if (own.published == kNoDay) continue;
      for (const uint64_t key : keys_of(pledges_[i].promised.names, pledges_[i].promised.meeting, own, true)) {
        Named& named = named_[key];
        (pledges_[i].last > own.published + kBears ? named.far : named.near).push_back(i);
      }
    }
  }

  Status find_pieces() {
    pieces_.resize(pledges_.size());
    return reader_.read(ActReader::Parts::kAll, [this](std::vector<ToldAct>&& acts) {
      for (ToldAct& act : acts) find_pieces(act);
    });
  }

  // Adds the act to the pledges that it bears on.
  void find_pieces(ToldAct& act) {
    if (act.published == kNoDay || act.sentence.empty() || is_speech(act.act.type) || promises_.count(place_of(act)) > 0) return;
    const auto [before, trigger, behind] = told_as(act);
    const Telling telling = telling_of(before, trigger, without_names(act, trigger), behind);
    std::set<uint32_t> pledges;
    for (const uint64_t key : keys_of(telling.names, telling.meeting, act, false)) {
      const auto found = named_.find(key);
      if (found == named_.end()) continue;
      const auto published = [this](uint32_t pledge) { return acts_[pledges_[pledge].act].published; };
      const auto since = [&](const std::vector<uint32_t>& list, Day day) {
        return std::partition_point(list.begin(), list.end(), [&](uint32_t pledge) { return published(pledge) < day; });
      };
      pledges.insert(since(found->second.near, act.published - kBears), since(found->second.near, act.published));
      const std::vector<uint32_t>& far = found->second.far;
      std::copy_if(far.begin(), since(far, act.published), std::inserter(pledges, pledges.end()),
                   [&](uint32_t pledge) { return pledges_[pledge].last >= act.published; });
    }
    if (pledges.empty()) return;
    const Later later{act, telling, stems_of(act.sentence)};
    for (const uint32_t pledge : pledges) {
      const Piece piece = piece_of(pledges_[pledge], acts_[pledges_[pledge].act], later);
      if (piece.finding.empty()) continue;
      FoundPiece& found = pieces_[pledge].emplace_back();
      found.piece = piece;
      found.act.id = act.id;
      found.act.article = act.article;
      found.act.number = act.number;
      found.act.incident = act.incident;
      found.act.published = act.published;
      found.act.day = act.day;
    }
  }

  static bool is_speech(std::string_view type) {
    return type == "REQUEST" || type == "ACCUSE" || type == "THREATEN" || type == "AGREE" || type == "CONCEDE";
  }

  // By what an act and a promise find each other: a word that names the act (or that it is a meeting), with a party.
  static std::set<uint64_t> keys_of(const Stems& names, bool meeting, const ToldAct& act, bool actors) {
    std::set<uint64_t> keys;
    const auto add = [&](const std::string& name) {
      for (const Party& party : act.act.parties) {
        if (actors && !party.actor) continue;
        for (const std::string* side : {&party.country, &party.name}) {
          if (!side->empty()) keys.insert(base::hash64(name + *side, 5));
        }
      }
    };
    if (meeting) add("meeting ");
    for (const uint64_t name : names) add(std::to_string(name) + " ");
    return keys;
  }

  // Whether the act is told in another article, on the day of the pledge's or within a year behind it.
  static bool follows(const ToldAct& later, const ToldAct& own) {
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
      if (!follows(acts_[act], own)) continue;
      for (const uint32_t i : pledge_of_.at(act)) {
        const size_t common = in_both(pledge.stems, pledges_[i].stems).size();
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

  // A later act, and what it is compared by.
  struct Later {
    const ToldAct& act;
    const Telling& telling;
    Stems stems;  // of its sentence
  };
  // Pledges that one word and party name: those whose evidence ends with the usual days, and those with a later day of their own.
  struct Named {
    std::vector<uint32_t> near, far;
  };

  Comparison compare(const PledgeRow& pledge, const ToldAct& own, const Later& told, const Naming& naming, bool dated) const {
    const ToldAct& later = told.act;
    Stems special = naming.special;
    for (const Stems& words : later.words) special = without(special, words);
    for (const Stems& words : own.words) special = without(special, words);
    special.erase(std::remove_if(special.begin(), special.end(), [&](uint64_t stem) { return weight({stem}) < kTellsWho; }), special.end());
    Comparison with;
    with.weight = weight(naming.content);
    with.special = weight(special);
    with.measure = later.act.type == "SANCTION" && later.act.mode == "discontinue";
    with.target = one_target(own.act, later.act);
    with.counterpart = naming.meeting && tells_counterpart(pledge, own, told);
    with.dated = dated;
    return with;
  }

  // What a later act says of the pledge, and the rule by which it is of the promised act; no finding: nothing.
  Piece piece_of(const PledgeRow& pledge, const ToldAct& own, const Later& with) const {
    const ToldAct& later = with.act;
    if (!follows(later, own) || later.published == own.published || later.published > pledge.last) return {};
    const auto told_on = base::parse_iso_day(later.date.substr(0, later.date.find('/')));
    if (is_before(later.date, base::iso_day(own.published)) || (told_on && *told_on > later.published)) return {};
    const Naming naming = naming_of(pledge.promised, with.telling);
    if ((!naming.root && !naming.family && !naming.meeting) || naming.content.empty() || !same_parties(own.act, later.act)) return {};
    const std::string_view rule = rule_of(naming, with.telling, compare(pledge, own, with, naming, told_on.has_value()));
    if (rule.empty()) return {};
    const std::string& due = pledge.cells[8];
    const auto due_on = base::parse_iso_day(due.substr(due.find('/') == std::string::npos ? 0 : due.find('/') + 1));
    if (rule == "meeting" && !own.place.empty() && !later.place.empty() && own.place != later.place) return {};
    if (rule == "meeting" && due_on && (told_on ? *told_on > *due_on + kMeetsLate : later.published > *due_on + kToldLate)) return {};
    const auto [before, trigger, behind] = told_as(later);
    BearingAct told = later.act;
    told.open = is_announced(before) || is_open(before, trigger, behind) || is_scheduled(trigger, !later.date.empty());
    told.begun = is_begun(before, trigger);
    told.apart = later.doer >= later.trigger_end && later.doer <= later.end && is_apart(behind.substr(0, later.doer - later.trigger_end));
    told.denied = with.telling.denied;
    told.called_off = is_called_off(before, trigger);
    const std::string_view finding = finding_of(own.act, told);
    if (finding.empty() || (naming.coming && finding != "cancelled") || numbers_differ(pledge.cells[6], later.sentence) ||
        is_other_amount(pledge.cells[6], trigger, behind))
      return {};
    if (finding == "done" && is_before(base::iso_day(later.published), pledge.cells[8])) return {};
    if (weight(in_both(stems_of(own.sentence), with.stems)) >= kToldAgain * weight(with.stems)) return {};
    return {finding, rule};
  }

  // Whether the doers are told near the trigger, and a party of another state by much of the words that name it in the promise.
  bool tells_counterpart(const PledgeRow& pledge, const ToldAct& own, const Later& with) const {
    const ToldAct& later = with.act;
    const Stems& near = with.telling.near;
    bool counterpart = false;
    std::set<std::string> doers, countries;
    for (const Party& party : own.act.parties) {
      if (party.actor) doers.insert(party.name), countries.insert(party.country);
    }
    for (size_t i = 0; i < later.act.parties.size(); ++i) {
      const Party& party = later.act.parties[i];
      const Stems told = in_both(later.words[i], near);
      if (doers.count(party.name) > 0) {
        if (is_telling(in_both(told, own.doers), kTellsDoer) || is_telling(told, kTellsName)) doers.erase(party.name);
      } else if (party.country.empty() || countries.count(party.country) == 0) {
        const Stems common = in_both(told, pledge.promised.told);
        counterpart = counterpart || (is_telling(common, kTellsWho) && weight(common) >= kShareOfName * weight(later.words[i]));
      }
    }
    return counterpart && doers.empty();
  }

  // Whether few sentences have one of the words.
  bool is_telling(const Stems& stems, double least) const {
    return std::any_of(stems.begin(), stems.end(), [&](uint64_t stem) { return weight({stem}) >= least; });
  }

  void add_evidence(uint32_t index, std::vector<std::string>& cells) {
    const PledgeRow& pledge = pledges_[index];
    std::vector<FoundPiece>& pieces = pieces_[index];
    std::sort(pieces.begin(), pieces.end(), [](const FoundPiece& a, const FoundPiece& b) { return a.act < b.act; });
    std::vector<std::string> evidence, rules;
    std::set<std::pair<std::string, std::string_view>> said;  // incidents: a happening is told once
    Day done = kNoDay;                                        // when it was told first that it is done
    for (const auto& [piece, act] : pieces) {
      if (!said.insert({act.incident, piece.finding}).second) continue;
      if (piece.finding == "done") {
        if (done == kNoDay) done = act.published;
        if (act.published > done + kDoneOnce) continue;
      }
      evidence.push_back(std::string(piece.finding) + ":" + act.id + ":" + act.day);
      rules.emplace_back(piece.rule);
    }
    if (!pledge.promised.verb && evidence.size() < kTellings) evidence.clear(), rules.clear();
    cells.push_back(store::join(evidence, ";"));
    cells.push_back(evidence.empty() ? "no follow-up found" : "evidence");
    cells.push_back(searched(acts_[pledge.act].published, pledge.last));
    cells.push_back(store::join(rules, ";"));
  }

  // Whether a date as told (a day, month or year, or the first of an interval) lies before another, as far as both are told.
  static bool is_before(const std::string& date, const std::string& other) {
    const std::string first = date.substr(0, date.find('/')), second = other.substr(0, other.find('/'));
    const size_t told = std::min(first.size(), second.size());
    return told > 0 && first.substr(0, told) < second.substr(0, told);
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

  // Inverse document frequency, summed (Sparck Jones 1972); a sentence counts once for each act it tells.
  double weight(const Stems& stems) const {
    double sum = 0;
    for (const uint64_t stem : stems) sum += std::log(static_cast<double>(acts_count_ + kOtherActs) / static_cast<double>(sentences_with(stem) + 1));
    return sum;
  }

  std::string searched(Day day, Day last_day) const {
    if (day == kNoDay) return "nothing: the day of the pledge is not known";
    const auto first = std::lower_bound(article_days_.begin(), article_days_.end(), day);
    const auto last = std::upper_bound(first, article_days_.end(), last_day);
    if (first == last) return "0 articles";
    return std::to_string(last - first) + " articles, " + base::iso_day(*first) + " to " + base::iso_day(*(last - 1));
  }

  const store::Database& database_;
  ActReader reader_;
  size_t acts_count_ = 0;                                  // of the archive
  std::unordered_map<uint64_t, uint32_t> sentences_with_;  // by stem; of the archive
  std::vector<Day> article_days_;                          // ascending
  std::vector<ToldAct> acts_;                              // that pledge, in their order
  std::vector<PledgeRow> pledges_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> pledge_of_;  // act -> pledges
  std::unordered_map<uint64_t, std::set<uint32_t>> pledging_;      // side -> acts
  std::unordered_map<uint64_t, Named> named_;                      // keys_of() -> pledges
  std::set<std::pair<std::string, uint32_t>> promises_;            // article and begin of the sentences that promise
  std::vector<std::vector<FoundPiece>> pieces_;                    // by pledge
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
