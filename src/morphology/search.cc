// SPDX-License-Identifier: Apache-2.0
#include "morphology/search.h"

#include <algorithm>

#include "morphology/rules.h"

namespace waqai::morphology {
namespace {

const TokenShape kNoToken;

}  // namespace

// The features of all candidates at `at`, their weights asked for: when they are added up, they are on the way from memory.
void Search::make_features(const Model& model, const std::vector<const Lattice*>& sentence, size_t at, const std::vector<bool>* allowed) {
  const Lattice& lattice = *sentence[at];
  const TokenShape& before = at > 0 ? sentence[at - 1]->shape : kNoToken;
  const TokenShape& after = at + 1 < sentence.size() ? sentence[at + 1]->shape : kNoToken;
  const uint8_t verbness = model.verbness(sentence, at, features_);
  const auto add = [&](uint32_t feature) {
    hashes_.push_back(feature);
    model.fetch(feature);
  };
  hashes_.clear();
  parts_.clear();
  for (size_t i = 0; i < lattice.candidates.size(); ++i) {
    if (allowed != nullptr && !(*allowed)[i]) continue;
    const Candidate& c = lattice.candidates[i];
    if (!model.empty()) context_features(before, after, verbness, c, add);
    parts_.push_back({c.base + rule_score_verbness(verbness, c.analysis), static_cast<uint32_t>(hashes_.size())});
    for (size_t b = 0; at > 0 && b < counts_[at - 1]; ++b) {
      const State& state = states_[(at - 1) * kBeam + b];
      const Candidate& previous = sentence[at - 1]->candidates[state.candidate];
      if (!model.empty()) {
        pair_features(previous, c, add);
        triple_features(state.before_pos, previous, c, add);
      }
      parts_.push_back({rule_score_after(*analyser_, previous.analysis, c.analysis), static_cast<uint32_t>(hashes_.size())});
    }
  }
}

void Search::extend(const Model& model, const std::vector<const Lattice*>& sentence, size_t at, const std::vector<bool>* allowed) {
  make_features(model, sentence, at, allowed);
  auto part = parts_.begin();
  uint32_t feature = 0;
  const auto next_score = [&] {
    int32_t score = part->rules;
    for (; feature < part->end; ++feature) score += model.weight(hashes_[feature]);
    ++part;
    return score;
  };
  const Lattice& lattice = *sentence[at];
  grown_.clear();
  const auto candidates = static_cast<uint16_t>(lattice.candidates.size());  // a state keeps its number in 16 bits
  for (uint16_t i = 0; i < candidates; ++i) {
    if (allowed != nullptr && !(*allowed)[i]) continue;
    const int32_t own = next_score();
    if (at == 0) grown_.push_back({own + rule_score_first(lattice.candidates[i].analysis), i, 0, 0});
    for (size_t b = 0; at > 0 && b < counts_[at - 1]; ++b) {
      const State& state = states_[(at - 1) * kBeam + b];
      grown_.push_back({state.score + own + next_score(), i, static_cast<uint16_t>(b), sentence[at - 1]->candidates[state.candidate].pos});
    }
  }
  const size_t kept = std::min(kBeam, grown_.size());
  // Ties go to the candidate that comes first: the same on every machine.
  std::partial_sort(grown_.begin(), grown_.begin() + static_cast<ptrdiff_t>(kept), grown_.end(), [](const State& a, const State& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.candidate != b.candidate ? a.candidate < b.candidate : a.back < b.back;
  });
  std::copy_n(grown_.begin(), kept, states_.begin() + static_cast<ptrdiff_t>(at * kBeam));
  counts_[at] = kept;
}

void Search::run(const Analyser& analyser, const Model& model, const std::vector<const Lattice*>& sentence, std::vector<uint16_t>& best,
                 const std::vector<std::vector<bool>>* allowed) {
  best.assign(sentence.size(), 0);
  if (sentence.empty()) return;
  analyser_ = &analyser;
  states_.resize(sentence.size() * kBeam);
  counts_.assign(sentence.size(), 0);
  for (size_t at = 0; at < sentence.size(); ++at) extend(model, sentence, at, allowed == nullptr ? nullptr : &(*allowed)[at]);
  size_t state = 0;
  for (size_t at = sentence.size(); at-- > 0;) {
    const State& here = states_[at * kBeam + state];
    best[at] = here.candidate;
    state = here.back;
  }
}

}  // namespace waqai::morphology
