// SPDX-License-Identifier: Apache-2.0
#include "verbness_train.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <unordered_map>

#include "base/file.h"
#include "morphology/model.h"
#include "morphology/verbness.h"
#include "tagger_data.h"

namespace waqai::train {
namespace {

using morphology::Candidate;
using morphology::Lattice;

constexpr size_t kVerbnessWeights = size_t{1} << 18;

// 1: only verbs, 0: only nouns and adjectives, -1: neither.
int label_of(const Lattice& lattice) {
  const std::vector<Candidate>& all = lattice.candidates;
  if (std::all_of(all.begin(), all.end(), [](const Candidate& c) { return morphology::is_bare_verb(c.analysis); })) return 1;
  if (std::all_of(all.begin(), all.end(), [](const Candidate& c) { return morphology::is_bare_noun(c.analysis); })) return 0;
  return -1;
}

class VerbnessTrainer {
 public:
  explicit VerbnessTrainer(const morphology::Tagger& tagger) : tagger_(tagger), weights_(kVerbnessWeights, 0.0f), squares_(kVerbnessWeights, 1.0f) {}

  void line(std::string_view text) {
    raw_tokens(text, tokens_);
    sentence_.clear();
    labels_.clear();
    for (const auto& [surface, kind] : tokens_) {
      const auto& [lattice, label] = entry(surface, kind);
      sentence_.push_back(&lattice);
      labels_.push_back(label);
    }
    for (size_t i = 0; i < sentence_.size(); ++i) {
      if (labels_[i] >= 0) learn(i);
    }
  }

  double accuracy() const { return seen_ == 0 ? 0 : static_cast<double>(right_) / static_cast<double>(seen_); }

  std::vector<int16_t> weights() const {
    std::vector<int16_t> out;
    for (const float w : weights_) out.push_back(static_cast<int16_t>(std::clamp(std::lround(w * morphology::kVerbnessScale), -32000L, 32000L)));
    return out;
  }

 private:
  using Entry = std::pair<Lattice, int>;
  const Entry& entry(const std::string& surface, annot::TokenKind kind) {
    std::unique_ptr<Entry>& found = entries_[surface];
    if (found == nullptr) {
      found = std::make_unique<Entry>();
      tagger_.candidates(surface, kind, key_, found->first);
      found->second = label_of(found->first);
      found->first.candidates.clear();  // the shape is all that features see
      found->first.candidates.shrink_to_fit();
    }
    return *found;
  }

  void learn(size_t at) {
    morphology::verbness_features(sentence_, at, features_);
    float score = 0;
    for (const uint32_t f : features_) score += weights_[f & (kVerbnessWeights - 1)];
    ++seen_;
    right_ += (score > 0) == (labels_[at] == 1);
    const float error = static_cast<float>(labels_[at]) - 1 / (1 + std::exp(-score));
    for (const uint32_t f : features_) {
      const size_t slot = f & (kVerbnessWeights - 1);
      squares_[slot] += error * error;
      weights_[slot] += 0.2f * error / std::sqrt(squares_[slot]);
    }
  }

  const morphology::Tagger& tagger_;
  std::vector<float> weights_;
  std::vector<float> squares_;  // of the gradients (AdaGrad)
  uint64_t seen_ = 0;
  uint64_t right_ = 0;
  morphology::TokenKey key_;
  std::unordered_map<std::string, std::unique_ptr<Entry>> entries_;
  std::vector<std::pair<std::string, annot::TokenKind>> tokens_;
  std::vector<const Lattice*> sentence_;
  std::vector<int> labels_;
  std::vector<uint32_t> features_;
};

}  // namespace

Result<std::vector<int16_t>> train_verbness(const morphology::Tagger& tagger, const std::string& raw, double& accuracy) {
  const Result<std::string> bytes = base::read_file(raw);
  if (!bytes) return bytes.status();
  const std::string& text = bytes.value();
  VerbnessTrainer trainer(tagger);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    trainer.line(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
  accuracy = trainer.accuracy();
  return trainer.weights();
}

}  // namespace waqai::train
