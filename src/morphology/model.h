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
  // The arrays of a section.
  struct Parts {
    std::span<const int16_t> weights;
    std::span<const uint8_t> priors;
    std::span<const int16_t> voice;  // weights of voice_features; may be empty
    std::span<const uint8_t> voice_priors;
    std::span<const int16_t> verbness;  // weights of verbness_features; may be empty
  };
  // REQUIRES: sizes powers of two, or 0; the arrays outlive the model.
  explicit Model(const Parts& parts) : parts_(parts) {}

  bool empty() const { return parts_.weights.empty(); }
  const Parts& parts() const { return parts_; }
  int32_t weight(uint32_t feature) const { return parts_.weights[feature & (parts_.weights.size() - 1)]; }

  // Asks for the weight of a feature that is wanted soon: weights are far more than a cache holds.
  void fetch(uint32_t feature) const { __builtin_prefetch(parts_.weights.data() + (feature & (parts_.weights.size() - 1))); }

  // log2 of the frequency of a lemma as this part of speech, from 0 (not seen).  `lemma` as Candidate::lemma.
  uint8_t prior(uint32_t lemma, annot::Upos upos) const {
    return parts_.priors.empty() ? 0 : parts_.priors[prior_slot(lemma, upos) & (parts_.priors.size() - 1)];
  }
  static uint32_t prior_slot(uint32_t lemma, annot::Upos upos) { return mix32(lemma, static_cast<uint32_t>(upos)); }

  bool has_voice() const { return !parts_.voice.empty(); }
  // Passive where the weights of voice_features add up to more than 0.
  int32_t voice_weight(uint32_t feature) const { return parts_.voice[feature & (parts_.voice.size() - 1)]; }
  // How often a verb is passive in newspapers, in steps of log odds; 0 unknown.
  uint8_t voice_prior(uint32_t lemma) const {
    return parts_.voice_priors.empty() ? 0 : parts_.voice_priors[lemma & (parts_.voice_priors.size() - 1)];
  }

  // Verbness of the place `at` (verbness.h): from 1 (surely a noun) to 2 * kVerbnessMiddle - 1; 0 where it is not needed or not known.
  uint8_t verbness(const std::vector<const Lattice*>& sentence, size_t at, std::vector<uint32_t>& scratch) const;

  // The bytes of a section that holds these arrays, and the arrays of such bytes; kBundleDamaged, at `place`.
  static std::string section(const Parts& parts);
  static Result<Model> from_section(std::string_view bytes, const std::string& place);

 private:
  Parts parts_;
};

}  // namespace waqai::morphology
