// SPDX-License-Identifier: Apache-2.0
#include "lexicon/claims.h"

#include <algorithm>

#include "base/error_codes.h"

namespace waqai::lexicon {
namespace {

constexpr std::string_view kNames[] = {"say",       "carry",  "announce", "deny",      "doubt",      "opine",     "relay",
                                       "according", "from",   "hedge",    "hedge-all", "unverified", "alleged",   "so-called",
                                       "medium",    "outlet", "document", "rumour",    "anonymous",  "stop",      "negation",
                                       "firm",      "intent", "never",    "expected",  "vague",      "condition", "no-condition",
                                       "outsider",  "future", "done",     "warning",   "appear",     "leads",     "act"};
static_assert(std::size(kNames) == kCueUseCount);

}  // namespace

std::string_view to_string(CueUse use) { return kNames[static_cast<size_t>(use)]; }

Result<ClaimsView> ClaimsView::open(const Bundle& bundle) {
  Result<std::string_view> bytes = bundle.section(kClaimsSection, kClaimsVersion);
  if (!bytes) return bytes.status();
  SectionReader reader(bytes.value());
  ClaimsView view;
  view.cues_ = reader.array<ClaimCue>();
  view.keys_ = reader.array<uint32_t>();
  view.strings_ = reader.strings();
  bool good = !reader.failed();
  for (uint32_t id = 0; good && id < view.cues_.size(); ++id) {
    const ClaimCue& cue = view.cues_[id];
    good = cue.keys_begin < cue.keys_end && cue.keys_end <= view.keys_.size() && static_cast<int>(cue.use) < kCueUseCount;
    if (good) view.by_key_[view.key(cue.keys_begin)].push_back(id);
  }
  if (!good) return Status::error(base::kBundleDamaged, ErrorKind::kResource, "section claims is damaged").at(bundle.path());
  for (auto& [key, ids] : view.by_key_) {
    std::stable_sort(ids.begin(), ids.end(), [&](uint32_t a, uint32_t b) {
      return view.cues_[a].keys_end - view.cues_[a].keys_begin > view.cues_[b].keys_end - view.cues_[b].keys_begin;
    });
  }
  return view;
}

std::span<const uint32_t> ClaimsView::starting_with(std::string_view key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? std::span<const uint32_t>() : std::span<const uint32_t>(found->second);
}

}  // namespace waqai::lexicon
