// SPDX-License-Identifier: Apache-2.0
//
// Voice of verbs that are written alike in active and passive (qatala, qutila): decided by what stands around the verb once its sentence is read:
// noun phrases that could be subject and object, prepositions, agreement, what the verb governs.  Linear model over hashed features.
// Pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "morphology/candidate.h"

namespace waqai::morphology {

// A sentence with the candidate chosen for each token.
struct Reading {
  const Analyser* analyser = nullptr;
  const std::vector<const Lattice*>* lattices = nullptr;
  const std::vector<uint16_t>* chosen = nullptr;

  size_t size() const { return chosen->size(); }
  const Lattice& lattice(size_t i) const { return *(*lattices)[i]; }
  const Candidate& candidate(size_t i) const { return lattice(i).candidates[(*chosen)[i]]; }
  const Analysis& analysis(size_t i) const { return candidate(i).analysis; }
};

inline constexpr uint16_t kNoTwin = 0xffff;

// The candidate of token `at` that differs from the chosen one in voice alone; kNoTwin where there is none or no verb is chosen.
uint16_t voice_twin(const Reading& reading, size_t at);

// Whether something stands at the verb that can be its object: a pronoun, an accusative, a second noun phrase beside the subject, or a clause.
// REQUIRES: a verb is chosen at `at`.
bool has_object(const Reading& reading, size_t at);

// A prior of Model::voice_prior: how often the verb is passive, in steps of log odds from 1 to 20 (0 unknown), and how often it has an object, in
// eighths (0 unknown).
inline constexpr uint8_t voice_prior_of(uint8_t passive, uint8_t objects) { return static_cast<uint8_t>(passive | objects << 5); }

// Hashes of the features that speak for active or passive at `at`; overwritten.  `prior`: Model::voice_prior of the lemma.
// Returns what grammar alone says, as log odds of a passive times kVoiceScale: a phrase that is written as accusative is an object.
// REQUIRES: a verb is chosen at `at`.  O(length of the clause), at most kVoiceReach tokens.
inline constexpr int32_t kVoiceScale = 256;
int32_t voice_features(const Reading& reading, size_t at, uint8_t prior, std::vector<uint32_t>& features);
inline constexpr size_t kVoiceReach = 14;
inline constexpr uint32_t kVoiceBias = mix32(100, 0);  // the feature that every verb has

}  // namespace waqai::morphology
