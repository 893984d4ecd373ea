// SPDX-License-Identifier: Apache-2.0
//
// Learning of the name tagger's weights: a conditional random field over the tags of a sentence, by stochastic gradient with a step of its own
// for each weight (AdaGrad).  Spellings are left out at random while learning, so that what surrounds a name gets its weight too.
// Same data, options and bundle give the same weights.
#pragma once

#include <string>
#include <vector>

#include "entities/name_tagger.h"
#include "morphology/tagger.h"
#include "names_data.h"

namespace waqai::train {

// A sentence as features, one list a token; tags are of the tokens that the program sees, not of those in the file.
struct NameInstance {
  std::vector<std::vector<uint32_t>> features;
  std::vector<std::vector<uint32_t>> pairs;
  std::vector<uint8_t> tags;
  float weight = 1;
};

struct NameOptions {
  uint32_t epochs = 6;
  uint32_t bits = 20;
  uint32_t seed = 1;
  float rate = 0.1f;
  float decay = 1e-6f;  // of the squared weights, a step
  float gain = 1;       // how much more tokens of names count than others
  uint32_t runs = 1;
  float dropout = 0.2f;  // share of spelling features left out
};

// Analyses of sentences for the tagger: tokens, words, facts.
class NameReader {
 public:
  NameReader(const morphology::Tagger& words, const entities::NameTagger& tagger)
      : words_(words), tagger_(tagger), facts_(tagger.words(), tagger.model()) {}

  // The features of a sentence; nothing where it has no token.
  NameInstance read(const NamedSentence& sentence);
  // The same sentence's facts, tags by the tagger's present weights, and which given token each is of.
  const entities::NameFacts& facts() const { return facts_; }
  const annot::Document& document() const { return doc_; }
  const std::vector<uint32_t>& given() const { return given_; }
  // Tags of the given tokens of the sentence read last.
  std::vector<uint8_t> tag(const NamedSentence& sentence);

 private:
  const morphology::Tagger& words_;
  const entities::NameTagger& tagger_;
  annot::Document doc_;
  std::vector<uint32_t> given_;
  morphology::Workspace scratch_;
  entities::NameWorkspace names_;
  entities::NameFacts facts_;
};

// 16-bit weights, one a slot: the mean of `runs` runs with seeds one after another.
std::vector<int16_t> train_names(const std::vector<NameInstance>& data, NameOptions options);

// Probability of each tag of each token under `weights`: tokens times kNameTags.
class NameChain {
 public:
  explicit NameChain(std::vector<float>& weights) : weights_(weights) {}
  // Forward and backward; returns the log of the sum over all taggings.
  double run(const NameInstance& sentence, const std::vector<std::vector<uint32_t>>& kept);
  double marginal(size_t token, uint8_t tag) const;
  double pair_marginal(size_t token, uint8_t before, uint8_t tag) const;  // token > 0

 private:
  std::vector<float>& weights_;
  size_t size_ = 0;
  double total_ = 0;
  std::vector<double> own_, step_, forward_, backward_;
};

}  // namespace waqai::train
