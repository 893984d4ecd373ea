// SPDX-License-Identifier: Apache-2.0
#include "story/incidents.h"

#include <algorithm>
#include <map>

#include "story/versions.h"

namespace waqai::story {
namespace {

// The events of one type, as numbers 0, 1, ... in the order of the set, and how alike each two are.
class OneType {
 public:
  OneType(const std::vector<ToldEvent>& events, const std::vector<uint32_t>& members) : members_(members), alike_(members.size() * members.size()) {
    std::vector<std::vector<std::string>> triggers;
    for (const uint32_t e : members) triggers.push_back(trigger_stems(*events[e].event));
    for (uint32_t i = 0; i < members.size(); ++i) {
      for (uint32_t j = i + 1; j < members.size(); ++j) {
        const ToldEvent &a = events[members[i]], &b = events[members[j]];
        double alike = how_alike(a, triggers[i], b, triggers[j]);
        // Within one article the coder has already said what is one happening.
        const bool one_article = a.article == b.article;
        const bool told_as_one = one_article && a.event->happening != 0 && a.event->happening == b.event->happening;
        if (told_as_one) alike = std::max(alike, kLeastAlike);
        alike_[i * members.size() + j] = alike;
        if (alike > 0 && (told_as_one || !one_article)) links_.push_back({alike, i, j});
      }
    }
  }

  // Calls found(events of one incident, ascending) for each.
  template <class Found>
  void groups(const Found& found) {
    std::sort(links_.begin(), links_.end(), [](const Link& a, const Link& b) {
      return a.alike != b.alike ? a.alike > b.alike : a.i != b.i ? a.i < b.i : a.j < b.j;
    });
    std::vector<std::vector<uint32_t>> groups(members_.size());
    std::vector<uint32_t> group_of(members_.size());
    for (uint32_t i = 0; i < members_.size(); ++i) groups[group_of[i] = i].push_back(i);
    for (const Link& link : links_) {
      std::vector<uint32_t>&into = groups[group_of[link.i]], &from = groups[group_of[link.j]];
      if (&into == &from || !fit(into, from)) continue;
      const uint32_t target = group_of[link.i];
      for (const uint32_t member : from) group_of[member] = target;
      into.insert(into.end(), from.begin(), from.end());
      from.clear();
    }
    for (std::vector<uint32_t>& group : groups) {
      for (uint32_t& member : group) member = members_[member];
      std::sort(group.begin(), group.end());
      if (!group.empty()) found(std::move(group));
    }
  }

 private:
  struct Link {
    double alike = 0;
    uint32_t i = 0, j = 0;
  };

  bool fit(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) const {
    return std::all_of(a.begin(), a.end(), [&](uint32_t x) {
      return std::all_of(b.begin(), b.end(), [&](uint32_t y) { return alike_[std::min(x, y) * members_.size() + std::max(x, y)] > 0; });
    });
  }

  const std::vector<uint32_t>& members_;
  std::vector<double> alike_;  // i * size + j for i < j
  std::vector<Link> links_;
};

}  // namespace

std::vector<Incident> find_incidents(const std::vector<ToldEvent>& events) {
  std::map<std::string, std::vector<uint32_t>> by_type;
  for (uint32_t i = 0; i < events.size(); ++i) by_type[events[i].event->type].push_back(i);
  std::vector<Incident> incidents;
  for (const auto& [type, members] : by_type) {
    OneType(events, members).groups([&](std::vector<uint32_t> group) { incidents.emplace_back().events = std::move(group); });
  }
  std::sort(incidents.begin(), incidents.end(), [](const Incident& a, const Incident& b) { return a.events.front() < b.events.front(); });
  for (Incident& incident : incidents) sum_up(events, incident);
  return incidents;
}

}  // namespace waqai::story
