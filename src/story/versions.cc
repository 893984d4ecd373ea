// SPDX-License-Identifier: Apache-2.0
#include "story/versions.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <set>

namespace waqai::story {
namespace {

// Of somebody whom nobody names the words are those of the deed.
bool is_unknown(const Participant& who) {
  return who.name.empty() && who.name_ar.empty() && who.country.empty() && who.sector.size() == 1 &&
         (who.sector[0] == "UNK" || who.sector[0] == "UAF");
}

std::string names(const std::vector<Participant>& all) {
  std::set<std::string> sorted;  // the order of names is the outlet's choice
  for (const Participant& who : all) {
    if (!is_unknown(who)) sorted.insert(who.name.empty() ? (who.name_ar.empty() ? who.text : who.name_ar) : who.name);
  }
  std::string text;
  for (const std::string& name : sorted) text += (text.empty() ? "" : "; ") + name;
  return text;
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

std::string amount(const Magnitude& m) {
  return number(m.low) + (m.high != m.low ? "-" + number(m.high) : "") + (m.unit.empty() || m.unit == "persons" ? "" : " " + m.unit);
}

struct DayAndBasis {
  std::string day;
  const char* basis = "";
};

DayAndBasis day_of(const ToldEvent& told) {
  if (base::parse_iso_day(told.event->date) && told.event->date.size() == 10) return {told.event->date, "stated"};
  if (told.carried != base::kNoDay) return {base::iso_day(told.carried), "carried"};
  if (told.published != base::kNoDay) return {base::iso_day(told.published), "published"};
  return {};
}

// The values that events give for one field: value -> events that give it, ascending.
class Tally {
 public:
  Tally(const std::vector<ToldEvent>& events, const std::string& field) : events_(events), field_(field) {}

  void add(const std::string& value, uint32_t event) {
    if (!value.empty()) by_value_[value].push_back(event);
  }

  // The value of most reports, of equals that of the earliest event; nullptr where no event gives one.
  const std::pair<const std::string, std::vector<uint32_t>>* best() const {
    const std::pair<const std::string, std::vector<uint32_t>>* found = nullptr;
    for (const auto& entry : by_value_) {
      if (found == nullptr || before(entry, *found)) found = &entry;
    }
    return found;
  }

  void add_versions(std::vector<Version>& versions) const {
    if (by_value_.size() < 2) return;
    std::vector<const std::pair<const std::string, std::vector<uint32_t>>*> sorted;
    for (const auto& entry : by_value_) sorted.push_back(&entry);
    std::sort(sorted.begin(), sorted.end(), [this](const auto* a, const auto* b) { return before(*a, *b); });
    for (const auto* entry : sorted) {
      Version version{field_, entry->first, entry->second, reports(entry->second), {}};
      std::set<std::string> outlets;
      for (const uint32_t e : entry->second) outlets.insert(events_[e].outlet);
      outlets.erase("");
      version.outlets.assign(outlets.begin(), outlets.end());
      versions.push_back(std::move(version));
    }
  }

 private:
  uint32_t reports(const std::vector<uint32_t>& members) const {
    std::set<uint32_t> all;
    for (const uint32_t e : members) all.insert(events_[e].report);
    return static_cast<uint32_t>(all.size());
  }
  bool before(const std::pair<const std::string, std::vector<uint32_t>>& a, const std::pair<const std::string, std::vector<uint32_t>>& b) const {
    const uint32_t left = reports(a.second), right = reports(b.second);
    return left != right ? left > right : a.second.front() < b.second.front();
  }

  const std::vector<ToldEvent>& events_;
  std::string field_;
  std::map<std::string, std::vector<uint32_t>> by_value_;
};

void tally_magnitudes(const std::vector<ToldEvent>& events, Incident& incident) {
  std::map<std::string, Tally> kinds;
  for (const uint32_t e : incident.events) {
    for (const Magnitude& m : events[e].event->magnitude) kinds.try_emplace(m.kind, events, m.kind).first->second.add(amount(m), e);
  }
  for (const auto& [kind, tally] : kinds) tally.add_versions(incident.versions);
}

}  // namespace

void sum_up(const std::vector<ToldEvent>& events, Incident& incident) {
  std::set<uint32_t> articles, reports;
  std::set<std::string> outlets;
  Tally actor(events, "actor"), recipient(events, "recipient"), status(events, "status"), day(events, "day"), place(events, "place");
  // Days of publication tell nothing where another report tells the day.
  const bool stated = std::any_of(incident.events.begin(), incident.events.end(),
                                  [&](uint32_t e) { return *day_of(events[e]).basis == 's' || *day_of(events[e]).basis == 'c'; });
  for (const uint32_t e : incident.events) {
    const ToldEvent& told = events[e];
    articles.insert(told.article);
    reports.insert(told.report);
    outlets.insert(told.report_outlet);
    actor.add(names(told.event->actor), e);
    recipient.add(names(told.event->recipient), e);
    status.add(told.event->status, e);
    if (told.event->place) place.add(told.event->place->name.empty() ? told.event->place->name_ar : told.event->place->name, e);
    const DayAndBasis when = day_of(told);
    if (!stated || *when.basis != 'p') day.add(when.day, e);
  }
  outlets.erase("");
  incident.articles = static_cast<uint32_t>(articles.size());
  incident.reports = static_cast<uint32_t>(reports.size());
  incident.outlets.assign(outlets.begin(), outlets.end());
  const auto take = [](const Tally& tally, std::string& value, uint32_t* from) {
    const auto* best = tally.best();
    if (best == nullptr) return;
    value = best->first;
    if (from != nullptr) *from = best->second.front();
  };
  uint32_t day_event = incident.events.front();
  take(status, incident.status, nullptr);
  take(day, incident.day, &day_event);
  incident.day_basis = day_of(events[day_event]).basis;
  take(place, incident.place, &incident.place_event);
  take(actor, incident.actor, &incident.actor_event);
  take(recipient, incident.recipient, &incident.recipient_event);
  actor.add_versions(incident.versions);
  recipient.add_versions(incident.versions);
  status.add_versions(incident.versions);
  if (stated) day.add_versions(incident.versions);
  place.add_versions(incident.versions);
  tally_magnitudes(events, incident);
}

}  // namespace waqai::story
