// SPDX-License-Identifier: Apache-2.0
#include "story/incidents.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "story/groups.h"
#include "story/versions.h"

namespace waqai::story {
namespace {

using base::Day;
using base::kNoDay;

constexpr Day kBefore = 2;  // what a report tells without a day was so many days before it, at most
constexpr Day kAhead = 60;  // what it expects without a day, so many days after
// Of 200 pairs of news-2018 with matching sides, read by two, 94 % of those that share 0.3 (weights of that corpus) are one happening, 33 % of the
// rest.
constexpr double kLeastShared = 0.35;

bool is_state(const std::string& id) {
  return id.size() == 3 && std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isupper(c) != 0; });
}

enum class Match { kUnknown, kAgree, kContradict };

Match match(const Participant& a, const Participant& b) {
  const bool a_named = !a.actor_id.empty() && !is_state(a.actor_id);
  const bool b_named = !b.actor_id.empty() && !is_state(b.actor_id);
  if (a_named && b_named) return a.actor_id == b.actor_id ? Match::kAgree : Match::kContradict;
  if (!a.country.empty() && !b.country.empty() && a.country != b.country) return Match::kContradict;
  const bool same_country = !a.country.empty() && a.country == b.country;
  const bool same_sector = !a.sector.empty() && !b.sector.empty() && a.sector.front() == b.sector.front();
  if (same_country && same_sector) return Match::kAgree;
  if (!a.name.empty() && a.name == b.name) return Match::kAgree;
  if (!a.sector.empty() && !b.sector.empty() && !same_sector && same_country) return Match::kContradict;
  return Match::kUnknown;
}

Match match(const std::vector<Participant>& a, const std::vector<Participant>& b) {
  if (a.empty() || b.empty()) return Match::kUnknown;
  bool unknown = false;
  for (const Participant& one : a) {
    for (const Participant& other : b) {
      const Match each = match(one, other);
      if (each == Match::kAgree) return Match::kAgree;
      unknown = unknown || each == Match::kUnknown;
    }
  }
  return unknown ? Match::kUnknown : Match::kContradict;
}

// Acts that two sides do together: who is named first is the outlet's choice.
bool is_mutual(const std::string& type) { return type == "CONSULT" || type == "AGREE" || type == "COOPERATE"; }

bool participants_agree(const Event& a, const Event& b) {
  if (is_mutual(a.type) && a.recipient.empty() != b.recipient.empty()) {
    const Event& flat = a.recipient.empty() ? a : b;
    const Event& sided = a.recipient.empty() ? b : a;
    std::vector<Participant> all = sided.actor;
    all.insert(all.end(), sided.recipient.begin(), sided.recipient.end());
    return match(flat.actor, all) == Match::kAgree;
  }
  const Match actors = match(a.actor, b.actor);
  const Match recipients = match(a.recipient, b.recipient);
  if (is_mutual(a.type) && actors == Match::kContradict && match(a.actor, b.recipient) == Match::kAgree &&
      match(a.recipient, b.actor) == Match::kAgree)
    return true;
  if (actors == Match::kContradict || recipients == Match::kContradict) return false;
  // Of an act towards someone one shared side is not enough where both sides are told twice.
  if (!a.recipient.empty() && !b.recipient.empty() && recipients != Match::kAgree) return false;
  return actors == Match::kAgree || recipients == Match::kAgree;
}

bool places_agree(const Event& a, const Event& b) {
  if (!a.place || !b.place) return true;
  if (!a.place->country.empty() && !b.place->country.empty() && a.place->country != b.place->country) return false;
  if (a.place->name == b.place->name) return true;
  return a.place->kind == "country" || b.place->kind == "country" || a.place->name.empty() || b.place->name.empty();
}

bool modes_agree(const Event& a, const Event& b) {
  if (a.mode.empty() || b.mode.empty()) return true;
  return std::any_of(a.mode.begin(), a.mode.end(),
                     [&](const std::string& mode) { return std::find(b.mode.begin(), b.mode.end(), mode) != b.mode.end(); });
}

bool overlap(const DayRange& a, const DayRange& b) {
  if (a.first == kNoDay || b.first == kNoDay) return true;
  return a.first <= (b.last == kNoDay ? std::numeric_limits<Day>::max() : b.last) &&
         b.first <= (a.last == kNoDay ? std::numeric_limits<Day>::max() : a.last);
}

Day end_of_month(int year, unsigned month) { return (month == 12 ? base::day_of(year + 1, 1, 1) : base::day_of(year, month + 1, 1)) - 1; }

// A date as records write it; nothing for what is none.
std::optional<DayRange> range_of(const std::string& date) {
  const size_t slash = date.find('/');
  if (slash != std::string::npos) {
    const auto first = range_of(date.substr(0, slash)), last = range_of(date.substr(slash + 1));
    if (!first || !last) return first ? first : last;
    return DayRange{first->first, last->last};
  }
  if (const auto day = base::parse_iso_day(date)) return DayRange{*day, *day};
  if (date.size() != 7 && date.size() != 4) return std::nullopt;
  const int year = std::atoi(date.substr(0, 4).c_str());
  if (year <= 0) return std::nullopt;
  if (date.size() == 4) return DayRange{base::day_of(year, 1, 1), base::day_of(year, 12, 31)};
  const int month = std::atoi(date.substr(5).c_str());
  if (month < 1 || month > 12) return std::nullopt;
  return DayRange{base::day_of(year, static_cast<unsigned>(month), 1), end_of_month(year, static_cast<unsigned>(month))};
}

}  // namespace

DayRange days_of(const ToldEvent& told) {
  if (const auto stated = range_of(told.event->date)) return *stated;
  if (told.carried != kNoDay) return {told.carried, told.carried};
  if (told.published == kNoDay || told.event->status == "historical") return {};
  if (told.event->status == "future" || told.event->status == "hypothetical") return {told.published, told.published + kAhead};
  return {told.published - kBefore, told.published};
}

bool is_one_happening(const ToldEvent& a, const ToldEvent& b) {
  const Event& one = *a.event;
  const Event& other = *b.event;
  if (one.type != other.type || (one.status == "historical") != (other.status == "historical")) return false;
  if (!a.words.empty() && !b.words.empty() && shared_weight(a.words, b.words) < kLeastShared) return false;
  if (!modes_agree(one, other) || !places_agree(one, other) || !participants_agree(one, other)) return false;
  const DayRange first = days_of(a), second = days_of(b);
  if (!overlap(first, second)) return false;
  // Two old things without a day, or within one year, need not be one.
  const auto is_long = [](const DayRange& range) { return range.first == kNoDay || range.last == kNoDay || range.last - range.first > kAhead; };
  return !(is_long(first) && is_long(second)) || (one.place && other.place && one.place->name == other.place->name);
}

std::vector<Incident> find_incidents(const std::vector<ToldEvent>& events) {
  Groups groups(events.size());
  std::map<std::string, std::vector<uint32_t>> by_type;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> by_happening;
  for (uint32_t i = 0; i < events.size(); ++i) {
    by_type[events[i].event->type].push_back(i);
    if (events[i].event->happening == 0) continue;
    const auto [first, is_first] = by_happening.insert({{events[i].article, events[i].event->happening}, i});
    if (!is_first && events[first->second].event->type == events[i].event->type) groups.join(first->second, i);
  }
  for (const auto& [type, members] : by_type) {
    for (size_t i = 0; i < members.size(); ++i) {
      for (size_t j = i + 1; j < members.size(); ++j) {
        // Within one article the coder has already said what is one happening.
        if (events[members[i]].article == events[members[j]].article) continue;
        if (is_one_happening(events[members[i]], events[members[j]])) groups.join(members[i], members[j]);
      }
    }
  }
  std::vector<Incident> incidents;
  std::map<uint32_t, size_t> place_of;
  for (uint32_t i = 0; i < events.size(); ++i) {
    const auto [at, is_new] = place_of.insert({groups.first_of(i), incidents.size()});
    if (is_new) incidents.emplace_back();
    incidents[at->second].events.push_back(i);
  }
  for (Incident& incident : incidents) sum_up(events, incident);
  return incidents;
}

}  // namespace waqai::story
