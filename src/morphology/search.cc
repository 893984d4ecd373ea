// SPDX-License-Identifier: Apache-2.0
#include "morphology/search.h"

#include <algorithm>

#include "morphology/rules.h"

namespace waqai::morphology {
namespace {

const TokenShape kNoToken;

int32_t context_score(const Model& model, const TokenShape& before, const TokenShape& after, uint8_t verbness, const Candidate& c) {
  int32_t score = c.base + rule_score_verbness(verbness, c.analysis);
  if (!model.empty()) context_features(before, after, verbness, c, [&](uint32_t f) { score += model.weight(f); });
  return score;
}

int32_t pair_score(const Analyser& analyser, const Model& model, const Candidate& before, const Candidate& c) {
  int32_t score = rule_score_after(analyser, before.analysis, c.analysis);
  if (!model.empty()) pair_features(before, c, [&](uint32_t f) { score += model.weight(f); });
  return score;
}

int32_t triple_score(const Model& model, uint32_t first_pos, const Candidate& before, const Candidate& c) {
  int32_t score = 0;
  if (!model.empty()) triple_features(first_pos, before, c, [&](uint32_t f) { score += model.weight(f); });
  return score;
}

}  // namespace

void Search::extend(const Model& model, const std::vector<const Lattice*>& sentence, size_t at, const std::vector<bool>* allowed) {
  const Lattice& lattice = *sentence[at];
  const TokenShape& before = at > 0 ? sentence[at - 1]->shape : kNoToken;
  const TokenShape& after = at + 1 < sentence.size() ? sentence[at + 1]->shape : kNoToken;
  const uint8_t verbness = model.verbness(sentence, at, features_);
  grown_.clear();
  const size_t count = at > 0 ? counts_[at - 1] : 1;
  for (uint16_t i = 0; i < lattice.candidates.size(); ++i) {
    if (allowed != nullptr && !(*allowed)[i]) continue;
    const Candidate& c = lattice.candidates[i];
    const int32_t own = context_score(model, before, after, verbness, c);
    if (at == 0) {
      grown_.push_back({own + rule_score_first(c.analysis), i, 0, 0});
      continue;
    }
    const Lattice& last = *sentence[at - 1];
    int32_t pair = 0;
    for (size_t b = 0; b < count; ++b) {
      const State& state = states_[(at - 1) * kBeam + b];
      const Candidate& previous = last.candidates[state.candidate];
      pair = pair_score(*analyser_, model, previous, c) + triple_score(model, state.before_pos, previous, c);
      grown_.push_back({state.score + own + pair, i, static_cast<uint16_t>(b), previous.pos});
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
