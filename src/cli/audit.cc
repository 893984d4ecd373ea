// SPDX-License-Identifier: Apache-2.0
#include "cli/audit.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace waqai::cli {
namespace {

// FNV-1a over the id, then the finaliser of splitmix64: ids that are alike are drawn apart.
uint64_t drawn_at(uint64_t seed, std::string_view id) {
  uint64_t h = 0xcbf29ce484222325ULL ^ (seed * 0x9e3779b97f4a7c15ULL);
  for (const char c : id) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ULL;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebULL;
  return h ^ (h >> 31);
}

}  // namespace

void Sample::offer(const CodedArticle& article) {
  for (const Event& event : article.events) {
    ++offered_;
    const std::pair<uint64_t, std::string> key(drawn_at(seed_, event.id), event.id);
    if (size_ == 0 || (least_.size() >= size_ && key > least_.rbegin()->first)) continue;
    Sampled one{event.id, event.type, article.article.text.substr(event.sentence.begin, event.sentence.end - event.sentence.begin), {}};
    one.record.article = article.article;
    one.record.events = {event};
    for (const Pledge& pledge : article.pledges) {
      if (pledge.event == event.n) one.record.pledges.push_back(pledge);
    }
    least_.emplace(key, std::move(one));
    if (least_.size() > size_) least_.erase(std::prev(least_.end()));
  }
}

std::vector<const Sampled*> Sample::events() const {
  std::vector<const Sampled*> events;
  for (const auto& [key, one] : least_) events.push_back(&one);
  return events;
}

Interval wilson(int64_t right, int64_t all) {
  if (all <= 0) return {};
  constexpr double z = 1.959963984540054;
  const double n = static_cast<double>(all), p = static_cast<double>(right) / n;
  const double middle = p + z * z / (2 * n), wide = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)), all_of = 1 + z * z / n;
  return {std::max(0.0, (middle - wide) / all_of), std::min(1.0, (middle + wide) / all_of)};
}

std::string share_with_interval(int64_t right, int64_t all) {
  const Interval interval = wilson(right, all);
  char text[48];
  std::snprintf(text, sizeof text, "%.3f (%.3f to %.3f)", all > 0 ? static_cast<double>(right) / static_cast<double>(all) : 0.0, interval.low,
                interval.high);
  return text;
}

}  // namespace waqai::cli
