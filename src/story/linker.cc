// SPDX-License-Identifier: Apache-2.0
#include "story/linker.h"

#include <algorithm>
#include <utility>

namespace waqai::story {
namespace {

constexpr uint32_t kRareFeature = 60;  // tenths of a bit: what two articles on one matter must share
constexpr uint32_t kLeastRareShared = 2;
constexpr double kLikeByTwo = 0.40;  // where they share no more than that, the rest must agree so much

}  // namespace

const char* to_string(LinkKind kind) {
  switch (kind) {
    case LinkKind::kSame:
      return "same";
    case LinkKind::kNear:
      return "near";
    case LinkKind::kPart:
      return "part";
    case LinkKind::kStory:
      break;
  }
  return "story";
}

Linker::Linker(const WordWeights& weights, text::Segmenter segmenter, std::function<void(const Link&)> found)
    : weights_(&weights), reader_(weights, std::move(segmenter)), found_(std::move(found)) {}

double Linker::likeness(const ReportText& a, const ReportText& b) {
  double product = 0;
  uint32_t rare = 0;
  for (size_t i = 0, j = 0; i < a.matter.size() && j < b.matter.size();) {
    const Feature& left = a.matter[i];
    const Feature& right = b.matter[j];
    if (left.key == right.key) {
      product += static_cast<double>(left.weight) * right.weight;
      rare += left.weight >= kRareFeature && right.weight >= kRareFeature;
    }
    i += left.key <= right.key;
    j += right.key <= left.key;
  }
  if (rare < kLeastRareShared) return 0;
  const double like = product / (a.matter_length * b.matter_length);
  return rare == kLeastRareShared && like < kLikeByTwo ? 0 : like;
}

uint32_t Linker::first_within(base::Day day, base::Day days) const {
  // Those without a day stand at the front and are within reach of each other only.
  const base::Day from = day == base::kNoDay ? base::kNoDay : day - days;
  const auto found = std::lower_bound(kept_.begin(), kept_.end(), from, [](const Kept& kept, base::Day value) { return kept.day < value; });
  return forgotten_ + static_cast<uint32_t>(found - kept_.begin());
}

void Linker::forget_before(base::Day day) {
  // The matter of what is too early for a story is done with; the rest may be a reprint yet.
  for (const uint32_t first = first_within(day, kStoryDays); matter_forgotten_ < first; ++matter_forgotten_) {
    std::vector<Feature>& matter = kept(matter_forgotten_).report.matter;
    for (const Feature& feature : matter) unpost(matter_, feature.key, first);
    matter = {};
  }
  for (const uint32_t first = first_within(day, kReprintDays); forgotten_ < first; ++forgotten_) {
    for (const uint64_t run : kept_.front().report.runs) unpost(runs_, run, first);
    kept_.pop_front();
  }
}

void Linker::unpost(Postings& postings, uint64_t feature, uint32_t first) {
  const auto found = postings.find(feature);
  if (found == postings.end()) return;
  std::vector<uint32_t>& list = found->second;
  list.erase(list.begin(), std::lower_bound(list.begin(), list.end(), first));
  if (list.empty()) postings.erase(found);
}

void Linker::count_and_post(Postings& postings, uint64_t feature, uint32_t self, uint32_t first) {
  std::vector<uint32_t>& list = postings[feature];
  for (auto from = std::lower_bound(list.begin(), list.end(), first); from != list.end(); ++from) {
    if (kept(*from).shared++ == 0) touched_.push_back(*from);
  }
  list.push_back(self);
}

void Linker::compare_with(uint32_t self, bool with_matter) {
  std::sort(touched_.begin(), touched_.end());
  const Kept& later = kept(self);
  for (const uint32_t index : touched_) {
    Kept& earlier = kept(index);
    const uint32_t shared = std::exchange(earlier.shared, 0);
    if (!earlier.is_new && !later.is_new) continue;
    if (with_matter) {
      const double like = shared < kLeastRareShared ? 0 : likeness(earlier.report, later.report);
      if (like >= kLike) found_({earlier.number, later.number, LinkKind::kStory, like});
    } else if (may_be_reprints(earlier.report, later.report, shared)) {
      const auto reprint = compare_reports(earlier.report, later.report, *weights_);
      if (reprint) found_({earlier.number, later.number, static_cast<LinkKind>(reprint->kind), reprint->share});
    }
  }
  touched_.clear();
}

void Linker::add(const LinkerArticle& article) {
  if (article.day != base::kNoDay) forget_before(article.day);
  const uint32_t self = forgotten_ + static_cast<uint32_t>(kept_.size());
  kept_.push_back({article.number, article.day, article.is_new, 0, reader_.read(article.text, article.title_bytes)});
  const uint32_t reprints_from = first_within(article.day, kReprintDays);
  for (const uint64_t run : kept(self).report.runs) count_and_post(runs_, run, self, reprints_from);
  compare_with(self, false);
  // One matter is told on near days; without a day nobody knows.
  if (article.day == base::kNoDay) return;
  const uint32_t stories_from = first_within(article.day, kStoryDays);
  for (const Feature& feature : kept(self).report.matter) {
    if (feature.weight >= kRareFeature) count_and_post(matter_, feature.key, self, stories_from);
  }
  compare_with(self, true);
}

}  // namespace waqai::story
