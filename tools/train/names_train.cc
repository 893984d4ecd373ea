// SPDX-License-Identifier: Apache-2.0
#include "names_train.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

#include "pipeline/given_tokens.h"

namespace waqai::train {
namespace {

using entities::kNameTags;
using entities::may_follow;
using entities::name_row;

constexpr double kNever = -1e30;
constexpr float kScale = 256;  // of a weight as an integer

double log_add(double a, double b) {
  if (a < b) std::swap(a, b);
  return b <= kNever / 2 ? a : a + std::log1p(std::exp(b - a));
}

}  // namespace

NameInstance NameReader::read(const NamedSentence& sentence) {
  pipeline::set_text_layer({sentence.tokens}, doc_, given_);
  NameInstance instance;
  if (doc_.sentences.empty()) return instance;
  (void)words_.annotate(doc_, scratch_);
  names_.matcher.prepare(doc_, tagger_.actors());
  facts_.read(doc_, doc_.sentences.front(), names_.matcher);
  instance.features.resize(facts_.size());
  instance.pairs.resize(facts_.size());
  for (size_t t = 0; t < facts_.size(); ++t) {
    facts_.features(t, instance.features[t]);
    facts_.pair_features(t, instance.pairs[t]);
    uint8_t tag = sentence.tags.empty() ? 0 : sentence.tags[given_[t]];
    // A further piece of a token goes on with its name.
    if (t > 0 && given_[t] == given_[t - 1] && tag % 2 == 1)
      tag = instance.tags.back() == tag || instance.tags.back() == tag + 1 ? static_cast<uint8_t>(tag + 1) : tag;
    instance.tags.push_back(tag);
  }
  return instance;
}

std::vector<uint8_t> NameReader::tag(const NamedSentence& sentence) {
  std::vector<uint8_t> tags(sentence.tokens.size(), 0);
  tagger_.decode(facts_, names_);
  for (size_t t = 0; t < facts_.size(); ++t) {
    if (tags[given_[t]] == 0) tags[given_[t]] = names_.tags[t];
  }
  return tags;
}

double NameChain::run(const NameInstance& sentence, const std::vector<std::vector<uint32_t>>& kept) {
  size_ = kept.size();
  own_.assign(size_ * kNameTags, 0);
  step_.assign(size_ * kNameTags * kNameTags, kNever);
  forward_.assign(size_ * kNameTags, kNever);
  backward_.assign(size_ * kNameTags, kNever);
  for (size_t t = 0; t < size_; ++t) {
    for (uint8_t tag = 0; tag < kNameTags; ++tag) {
      double sum = 0;
      for (const uint32_t f : kept[t]) sum += weights_[name_row(f, weights_.size()) + tag];
      own_[t * kNameTags + tag] = sum;
      for (uint8_t before = 0; before < (t == 0 ? 1 : kNameTags); ++before) {
        if (!may_follow(before, tag)) continue;
        double step = 0;
        for (const uint32_t f : sentence.pairs[t]) step += weights_[name_row(f, weights_.size()) + before * kNameTags + tag];
        step_[(t * kNameTags + before) * kNameTags + tag] = step;
      }
    }
  }
  for (size_t t = 0; t < size_; ++t) {
    for (uint8_t tag = 0; tag < kNameTags; ++tag) {
      double sum = t == 0 ? step_[tag] : kNever;
      for (uint8_t before = 0; t > 0 && before < kNameTags; ++before) {
        const double step = step_[(t * kNameTags + before) * kNameTags + tag];
        if (step > kNever / 2) sum = log_add(sum, forward_[(t - 1) * kNameTags + before] + step);
      }
      forward_[t * kNameTags + tag] = sum <= kNever / 2 ? kNever : sum + own_[t * kNameTags + tag];
    }
  }
  for (size_t t = size_; t-- > 0;) {
    for (uint8_t before = 0; before < kNameTags; ++before) {
      double sum = t + 1 == size_ ? 0 : kNever;
      for (uint8_t tag = 0; t + 1 < size_ && tag < kNameTags; ++tag) {
        const double step = step_[((t + 1) * kNameTags + before) * kNameTags + tag];
        if (step > kNever / 2) sum = log_add(sum, step + own_[(t + 1) * kNameTags + tag] + backward_[(t + 1) * kNameTags + tag]);
      }
      backward_[t * kNameTags + before] = sum;
    }
  }
  total_ = kNever;
  for (uint8_t tag = 0; tag < kNameTags; ++tag) total_ = log_add(total_, forward_[(size_ - 1) * kNameTags + tag]);
  return total_;
}

double NameChain::marginal(size_t token, uint8_t tag) const {
  return std::exp(forward_[token * kNameTags + tag] + backward_[token * kNameTags + tag] - total_);
}

double NameChain::pair_marginal(size_t token, uint8_t before, uint8_t tag) const {
  const double step = step_[(token * kNameTags + before) * kNameTags + tag];
  if (step <= kNever / 2) return 0;
  const double ahead = token == 0 ? 0 : forward_[(token - 1) * kNameTags + before];
  return std::exp(ahead + step + own_[token * kNameTags + tag] + backward_[token * kNameTags + tag] - total_);
}

namespace {

class NameLearner {
 public:
  explicit NameLearner(const NameOptions& options)
      : options_(options), weights_(size_t{1} << options.bits, 0), squares_(weights_.size(), 0), chain_(weights_), dice_(options.seed) {}

  void learn(const NameInstance& sentence) {
    kept_.resize(sentence.features.size());
    for (size_t t = 0; t < kept_.size(); ++t) {
      kept_[t].clear();
      // Features 2 to 4 are the word itself: see NameFacts::features.
      const bool hide = uniform() < options_.dropout;
      for (size_t f = 0; f < sentence.features[t].size(); ++f) {
        if ((hide && f >= 1 && f <= 3) || uniform() < options_.dropout * 0.25f) continue;
        kept_[t].push_back(sentence.features[t][f]);
      }
    }
    chain_.run(sentence, kept_);
    for (size_t t = 0; t < kept_.size(); ++t) {
      const float weight = sentence.weight * (sentence.tags[t] != 0 ? options_.gain : 1.0f);
      for (uint8_t tag = 0; tag < kNameTags; ++tag) {
        const auto error = static_cast<float>((sentence.tags[t] == tag ? 1.0 : 0.0) - chain_.marginal(t, tag)) * weight;
        if (std::fabs(error) > 1e-4f) {
          for (const uint32_t f : kept_[t]) update(name_row(f, weights_.size()) + tag, error);
        }
        const auto tags_before = static_cast<uint8_t>(t == 0 ? 1 : kNameTags);
        for (uint8_t before = 0; before < tags_before; ++before) {
          if (!may_follow(before, tag)) continue;
          const bool gold = sentence.tags[t] == tag && (t == 0 ? before == 0 : sentence.tags[t - 1] == before);
          const auto pair_error = static_cast<float>((gold ? 1.0 : 0.0) - chain_.pair_marginal(t, before, tag)) * weight;
          if (std::fabs(pair_error) <= 1e-4f) continue;
          for (const uint32_t f : sentence.pairs[t]) update(name_row(f, weights_.size()) + before * kNameTags + tag, pair_error);
        }
      }
    }
  }

  const std::vector<float>& weights() const { return weights_; }

  std::mt19937& dice() { return dice_; }

 private:
  float uniform() { return static_cast<float>(dice_() >> 8) * (1.0f / (1 << 24)); }
  void update(uint32_t slot, float error) {
    const float gradient = error - options_.decay * weights_[slot];
    squares_[slot] += gradient * gradient;
    weights_[slot] += options_.rate * gradient / std::sqrt(squares_[slot] + 1e-3f);
  }

  const NameOptions& options_;
  std::vector<float> weights_, squares_;
  NameChain chain_;
  std::mt19937 dice_;
  std::vector<std::vector<uint32_t>> kept_;
};

std::vector<float> train_once(const std::vector<NameInstance>& data, const NameOptions& options) {
  NameLearner learner(options);
  std::vector<const NameInstance*> order;
  for (const NameInstance& sentence : data) {
    if (!sentence.features.empty()) order.push_back(&sentence);
  }
  for (uint32_t epoch = 0; epoch < options.epochs; ++epoch) {
    for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[learner.dice()() % i]);
    for (const NameInstance* sentence : order) learner.learn(*sentence);
    std::printf("epoch %u\n", epoch + 1);
    std::fflush(stdout);
  }
  return learner.weights();
}

}  // namespace

std::vector<int16_t> train_names(const std::vector<NameInstance>& data, NameOptions options) {
  std::vector<float> sum(size_t{1} << options.bits, 0);
  for (uint32_t run = 0; run < options.runs; ++run, ++options.seed) {
    const std::vector<float> weights = train_once(data, options);
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += weights[i] / static_cast<float>(options.runs);
  }
  std::vector<int16_t> out;
  out.reserve(sum.size());
  for (const float w : sum) out.push_back(static_cast<int16_t>(std::lround(std::clamp(w * kScale, -32000.0f, 32000.0f))));
  return out;
}

}  // namespace waqai::train
