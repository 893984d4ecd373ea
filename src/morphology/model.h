// SPDX-License-Identifier: Apache-2.0
//
// Model: learned weights of the disambiguation, one 16-bit integer for each value of the low bits of a feature's hash; kStep is one learned
// step.  And how frequent lemmas are in raw newspaper text, counted without looking at context.  Without weights every feature counts nothing.
// Thread rule: immutable; views the bundle.
#pragma once

#include <span>
#include <string>

#include "lexicon/bundle.h"
#include "morphology/features.h"

namespace waqai::morphology {

class Model {
 public:
  Model() = default;  // no weights
  // The section's weights; no weights where the bundle has no such section.  kBundleDamaged where it is cut.
  static Result<Model> open(const lexicon::Bundle& bundle);
  // REQUIRES: sizes powers of two; both arrays outlive the model.
  Model(std::span<const int16_t> weights, std::span<const uint8_t> priors)
      : weights_(weights), priors_(priors), mask_(static_cast<uint32_t>(weights.size() - 1)) {}

  bool empty() const { return weights_.empty(); }
  int32_t weight(uint32_t feature) const { return weights_[feature & mask_]; }

  // log2 of the frequency of a lemma as this part of speech, from 0 (not seen).  `lemma` as Candidate::lemma.
  uint8_t prior(uint32_t lemma, annot::Upos upos) const { return priors_.empty() ? 0 : priors_[prior_slot(lemma, upos) & (priors_.size() - 1)]; }
  static uint32_t prior_slot(uint32_t lemma, annot::Upos upos) { return mix32(lemma, static_cast<uint32_t>(upos)); }

  // The bytes of a section that holds these arrays.
  static std::string section(std::span<const int16_t> weights, std::span<const uint8_t> priors);

 private:
  std::span<const int16_t> weights_;
  std::span<const uint8_t> priors_;
  uint32_t mask_ = 0;
};

}  // namespace waqai::morphology
