// SPDX-License-Identifier: Apache-2.0
#include "lexicon/frames.h"

#include <algorithm>

#include "base/error_codes.h"
#include "base/hash.h"

namespace waqai::lexicon {

uint64_t term_hash(char letter, std::string_view key) { return base::hash64(key, static_cast<unsigned char>(letter)); }

Result<FramesView> FramesView::open(const Bundle& bundle) {
  Result<std::string_view> bytes = bundle.section(kFramesSection, kFramesVersion);
  if (!bytes) return bytes.status();
  SectionReader reader(bytes.value());
  FramesView view;
  view.strings_ = reader.strings();
  view.term_hashes_ = reader.array<uint64_t>();
  view.index_ = reader.array<IndexEntry>();
  view.patterns_ = reader.array<PatternRecord>();
  view.frames_ = reader.array<FrameRecord>();
  view.elements_ = reader.array<Element>();
  view.terms_ = reader.array<uint32_t>();
  view.slots_ = reader.array<SlotRef>();
  view.conditions_ = reader.array<Condition>();
  view.string_lists_ = reader.array<uint32_t>();
  view.prepositions_ = reader.array<uint32_t>();
  view.lists_ = reader.array<ListRecord>();
  view.modes_ = reader.array<CueRecord>();
  view.contexts_ = reader.array<CueRecord>();
  view.cameo_ = reader.array<CameoRecord>();
  view.reversals_ = reader.array<ReversalRecord>();
  if (reader.failed()) {
    return Status::error(base::kBundleDamaged, ErrorKind::kResource, "section 'frames' is damaged").at(bundle.path()).hint("waqai dict build");
  }
  view.index_begin_.assign(view.term_hashes_.size() + 1, 0);
  size_t entry = 0;
  for (uint32_t term = 0; term < view.index_begin_.size(); ++term) {
    while (entry < view.index_.size() && view.index_[entry].term < term) ++entry;
    view.index_begin_[term] = static_cast<uint32_t>(entry);
  }
  return view;
}

uint32_t FramesView::find_term(char letter, std::string_view key) const {
  const uint64_t hash = term_hash(letter, key);
  const auto found = std::lower_bound(term_hashes_.begin(), term_hashes_.end(), hash);
  if (found == term_hashes_.end() || *found != hash) return kNoTerm;
  return static_cast<uint32_t>(found - term_hashes_.begin());
}

std::span<const IndexEntry> FramesView::anchored(uint32_t term) const {
  if (term + size_t{1} >= index_begin_.size()) return {};
  return index_.subspan(index_begin_[term], index_begin_[term + 1] - index_begin_[term]);
}

std::span<const CueRecord> FramesView::equal(std::span<const CueRecord> cues, uint32_t term) const {
  CueRecord wanted;
  wanted.term = term;
  const auto less = [](const CueRecord& a, const CueRecord& b) { return a.term < b.term; };
  const auto range = std::equal_range(cues.begin(), cues.end(), wanted, less);
  return {range.first, range.second};
}

std::span<const uint32_t> FramesView::list(std::string_view name) const {
  for (const ListRecord& record : lists_) {
    if (strings_.get(record.name) == name) return terms_.subspan(record.terms_begin, record.terms_end - record.terms_begin);
  }
  return {};
}

const CameoRecord* FramesView::cameo(std::string_view type, std::string_view mode, std::span<const std::string_view> contexts) const {
  const CameoRecord* best = nullptr;
  int best_score = -1;
  for (const CameoRecord& record : cameo_) {
    if (strings_.get(record.type) != type) continue;
    const std::string_view row_mode = strings_.get(record.mode);
    const std::string_view row_context = strings_.get(record.context);
    if (!row_mode.empty() && row_mode != mode) continue;
    if (!row_context.empty() && std::find(contexts.begin(), contexts.end(), row_context) == contexts.end()) continue;
    const int score = (row_mode.empty() ? 0 : 2) + (row_context.empty() ? 0 : 1);
    if (score <= best_score) continue;
    best = &record;
    best_score = score;
  }
  return best;
}

const ReversalRecord* FramesView::reversal(std::string_view type) const {
  for (const ReversalRecord& record : reversals_) {
    if (strings_.get(record.type) == type) return &record;
  }
  return nullptr;
}

}  // namespace waqai::lexicon
