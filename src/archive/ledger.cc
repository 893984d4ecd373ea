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
constexpr double kToldAgain = 0.6;      // share of a sentence's words that the promise's has: the promise told again, not its fulfilment

struct ToldAct {
  std::string id;
  std::string article;
  std::string incident;
  std::string place;
  Day published = kNoDay;
  std::string date;  // as told
  std::string day;   // told, else of publication
  BearingAct act;
  uint32_t begin = 0, end = 0, trigger = 0, trigger_end = 0;  // of the sentence and the trigger, in the article
  uint32_t doer = 0;                                          // begin of the first actor; 0 where he is not told
  std::vector<uint64_t> sides;                                // of the actors: names, and country with sector
  std::vector<Span> names;                                    // of parties inside the trigger
  Stems doers;                                                // of the words of actors
  std::vector<Stems> words;                                   // of each of act.parties
  Stems stems;                                                // of the sentence
  std::string sentence;
};

struct PledgeRow {
  std::vector<std::string> cells;
  uint32_t act = 0;  // index of its event
  Stems stems;       // of the promised act
  PromisedAct promised;
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
    table.columns = {"event_id",    "article_id", "published", "source",   "by",       "to",     "act",
                     "field",       "due",        "condition", "strength", "type",     "status", "restatements",
                     "restated_in", "other_due",  "evidence",  "finding",  "searched", "rules"};
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
        "CAST(e.trigger_end AS VARCHAR), e.place FROM event_day e LEFT JOIN incident_event i USING (event_id) "
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
          told.place = cell_text(row[14]);
        });
  }

  Status read_sides() {
    Status status = database_.select(
        "SELECT event_id, name, country, sector, role, actor_id, CAST(text_start AS VARCHAR), CAST(text_end AS VARCHAR), text FROM participant WHERE "
        "role "
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
          told.words.push_back(stems_of(cell_text(row[8])));
          if (!is_actor) return;
          told.doers.insert(told.doers.end(), told.words.back().begin(), told.words.back().end());
          if (told.doer == 0 && begin < end) told.doer = begin;
          if (row[1]) told.sides.push_back(base::hash64(*row[1], 1));
          if (row[2] && row[3]) told.sides.push_back(base::hash64(std::string(*row[2]) + "|" + cell_text(row[3]), 2));
        });
    for (ToldAct& told : acts_) {
      std::sort(told.sides.begin(), told.sides.end());
      told.sides.erase(std::unique(told.sides.begin(), told.sides.end()), told.sides.end());
      std::sort(told.doers.begin(), told.doers.end());
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
          if (is_of_somebody(acts_[at->second].act)) pledge.promised = promised_act(before, pledge.cells[6], acts_[at->second].doers);
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
    std::unordered_set<uint64_t> wanted;
    for (const PledgeRow& pledge : pledges_) {
      for (const uint64_t key : keys_of(pledge.promised.names, pledge.promised.meeting, acts_[pledge.act], true)) wanted.insert(key);
    }
    tellings_.resize(acts_.size());
    for (uint32_t i = 0; i < acts_.size(); ++i) {
      const ToldAct& act = acts_[i];
      if (act.sentence.empty() || is_speech(act.act.type) || promises_.count(place_of(act)) > 0) continue;
      const auto [before, trigger, behind] = told_as(act);
      Telling telling = telling_of(before, trigger, without_names(act, trigger), behind);
      bool found = false;
      for (const uint64_t key : keys_of(telling.names, telling.meeting, act, false)) {
        if (wanted.count(key) == 0) continue;
        found = true;
        named_[key].push_back(i);
      }
      if (found) tellings_[i] = std::move(telling);
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

  struct Piece {
    std::string_view finding, rule;
  };

  Comparison compare(const PledgeRow& pledge, const ToldAct& own, uint32_t act, const Naming& naming, bool dated) const {
    const ToldAct& later = acts_[act];
    Stems special = naming.special;
    for (const Stems& words : later.words) special = without(special, words);
    for (const Stems& words : own.words) special = without(special, words);
    special.erase(std::remove_if(special.begin(), special.end(), [&](uint64_t stem) { return weight({stem}) < kTellsWho; }), special.end());
    Comparison with;
    with.weight = weight(naming.content);
    with.special = weight(special);
    with.measure = later.act.type == "SANCTION" && later.act.mode == "discontinue";
    with.target = one_target(own.act, later.act);
    with.counterpart = naming.meeting && tells_counterpart(pledge, own, act);
    with.dated = dated;
    return with;
  }

  // What a later act says of the pledge, and the rule by which it is of the promised act; no finding: nothing.
  Piece piece_of(const PledgeRow& pledge, const ToldAct& own, uint32_t act) const {
    const ToldAct& later = acts_[act];
    if (!follows(act, own) || later.published == own.published || later.published > last_day(pledge)) return {};
    const auto told_on = base::parse_iso_day(later.date.substr(0, later.date.find('/')));
    if (is_before(later.date, base::iso_day(own.published)) || (told_on && *told_on > later.published)) return {};
    const Naming naming = naming_of(pledge.promised, tellings_[act]);
    if ((!naming.root && !naming.family && !naming.meeting) || naming.content.empty() || !same_parties(own.act, later.act)) return {};
    const std::string_view rule = rule_of(naming, tellings_[act], compare(pledge, own, act, naming, told_on.has_value()));
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
    told.denied = tellings_[act].denied;
    told.called_off = is_called_off(before, trigger);
    const std::string_view finding = finding_of(own.act, told);
    if (finding.empty() || (naming.coming && finding != "cancelled") || numbers_differ(pledge.cells[6], later.sentence) ||
        is_other_amount(pledge.cells[6], trigger, behind))
      return {};
    if (finding == "done" && is_before(base::iso_day(later.published), pledge.cells[8])) return {};
    if (weight(in_both(own.stems, later.stems)) >= kToldAgain * weight(later.stems)) return {};
    return {finding, rule};
  }

  // Whether the doers are told near the trigger, and a party of another state by much of the words that name it in the promise.
  bool tells_counterpart(const PledgeRow& pledge, const ToldAct& own, uint32_t act) const {
    const ToldAct& later = acts_[act];
    const Stems& near = tellings_[act].near;
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

  void add_evidence(const PledgeRow& pledge, std::vector<std::string>& cells) const {
    std::vector<std::string> evidence, rules;
    std::set<std::pair<std::string, std::string_view>> said;  // incidents: a happening is told once
    const ToldAct& own = acts_[pledge.act];
    Day done = kNoDay;  // when it was told first that it is done
    std::set<uint32_t> later;
    for (const uint64_t key : keys_of(pledge.promised.names, pledge.promised.meeting, own, true)) {
      const auto found = named_.find(key);
      if (found != named_.end()) later.insert(std::upper_bound(found->second.begin(), found->second.end(), pledge.act), found->second.end());
    }
    for (const uint32_t act : later) {
      const Piece piece = piece_of(pledge, own, act);
      if (piece.finding.empty() || !said.insert({acts_[act].incident, piece.finding}).second) continue;
      if (piece.finding == "done") {
        if (done == kNoDay) done = acts_[act].published;
        if (acts_[act].published > done + kDoneOnce) continue;
      }
      evidence.push_back(std::string(piece.finding) + ":" + acts_[act].id + ":" + acts_[act].day);
      rules.emplace_back(piece.rule);
    }
    if (!pledge.promised.verb && evidence.size() < kTellings) evidence.clear(), rules.clear();
    cells.push_back(store::join(evidence, ";"));
    cells.push_back(evidence.empty() ? "no follow-up found" : "evidence");
    cells.push_back(searched(own.published, last_day(pledge)));
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
  std::unordered_map<uint64_t, std::set<uint32_t>> pledging_;  // side -> acts that are pledges
  std::unordered_map<uint64_t, std::vector<uint32_t>> named_;  // keys_of() -> acts
  std::vector<Telling> tellings_;                              // one an act
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
