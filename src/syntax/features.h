// SPDX-License-Identifier: Apache-2.0
//
// Feature extraction: hashes of what the parser looks at, for one action and for one relation.  The order of the templates is part of the
// weights' format: a change needs new weights and a new kWeightsVersion.
#pragma once

#include <cstdint>

#include "annot/tags.h"
#include "syntax/state.h"

namespace waqai::syntax {

inline constexpr uint32_t kMaxFeatures = 160;

// Hashes, one a template, well mixed in all 32 bits.
struct Features {
  uint32_t hash[kMaxFeatures];
  uint32_t size = 0;
};

// What the next action depends on.
void action_features(const Sentence& sentence, const State& state, const State* below, Features& out);

// A finished tree whose relations are filled from left to right.
struct Tree {
  static constexpr uint32_t kRootHead = 0xffffffff;
  const uint32_t* heads = nullptr;               // word of the sentence, kRootHead for the root
  const annot::Relation* relations = nullptr;    // known for the words before the one in question
  const Node* nodes = nullptr;                   // children of each word
  const uint32_t* used = nullptr;                // for each head: the relations of its children so far, a bit each (modulo 32)
  const uint32_t* latest = nullptr;              // for each head: its child before the one in question; n + 1 if none
};

// What the relation of `child` to its head depends on.
void relation_features(const Sentence& sentence, const Tree& tree, uint32_t child, Features& out);

}  // namespace waqai::syntax
