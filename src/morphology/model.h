// SPDX-License-Identifier: Apache-2.0
//
// Model: learned weights of the disambiguation, one 16-bit integer for each value of the low bits of a feature's hash; kStep is one learned
// step.  Without weights every feature counts nothing.  Thread rule: immutable; views the bundle.
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
  // REQUIRES: size a power of two; `weights` outlives the model.
  explicit Model(std::span<const int16_t> weights) : weights_(weights), mask_(static_cast<uint32_t>(weights.size() - 1)) {}

  bool empty() const { return weights_.empty(); }
  int32_t weight(uint32_t feature) const { return weights_[feature & mask_]; }

  // The bytes of a section that holds these weights.
  static std::string section(std::span<const int16_t> weights);

 private:
  std::span<const int16_t> weights_;
  uint32_t mask_ = 0;
};

}  // namespace waqai::morphology
