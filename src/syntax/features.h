// SPDX-License-Identifier: Apache-2.0
//
// Feature extraction: hashes of what the parser looks at, for one action and for one relation.  The numbers of the templates are part of the
// weights' format: a change needs new weights and a new kWeightsVersion.
#pragma once

#include <cstdint>

#include "annot/tags.h"
#include "syntax/state.h"

namespace waqai::syntax {

inline constexpr uint32_t kMaxFeatures = 160;

// Where a table has the weights of a hash.
struct Rows {
  const char* first = nullptr;
  uint32_t shift = 31;  // the upper bits of a hash are the number of the row
  uint32_t bytes = 0;   // from row to row; 0 without table
  uint32_t width = 1;   // bytes that are read of a row
};

// Hashes, one a template, well mixed in all 32 bits.  As they are made, their rows are asked for: otherwise waiting for memory is most of a
// parser's time.
struct Features {
  uint32_t hash[kMaxFeatures];
  uint32_t size = 0;
  Rows rows;
};

// The top words of a stack: of the state itself, and of those below it; null where the stack is not that deep.
struct Stack {
  const State* top = nullptr;
  const State* second = nullptr;
  const State* third = nullptr;
};

template <typename States>
Stack stack_of(const States& states, uint32_t state) {
  Stack stack{&states[state]};
  if (stack.top->below != kNoState) stack.second = &states[stack.top->below];
  if (stack.second != nullptr && stack.second->below != kNoState) stack.third = &states[stack.second->below];
  return stack;
}

// The word below the top, "none" where the stack is not that deep.
inline Node below_of(const Sentence& sentence, const Stack& stack) {
  return stack.second != nullptr ? stack.second->top : fresh_node(sentence.size + 1, sentence.size + 1);
}

// What the next action depends on, in parts by the words that a part looks at, so that its score need be found once only for them: the front of
// the buffer and what follows; the top of the stack; the word below it; top and front; all three; top and front with their children; top and the
// word below it with theirs; what takes more of the stack than that.  Each adds to `out`.
void front_features(const Sentence& sentence, uint32_t front, Features& out);
void top_features(const Sentence& sentence, uint32_t top, Features& out);
void below_features(const Sentence& sentence, uint32_t below, Features& out);
void top_front_features(const Sentence& sentence, uint32_t top, uint32_t front, Features& out);
void three_features(const Sentence& sentence, uint32_t below, uint32_t top, uint32_t front, Features& out);
void top_children_features(const Sentence& sentence, const Node& top, const Node& front, Features& out);
void below_children_features(const Sentence& sentence, const Node& below, const Node& top, Features& out);
void stack_features(const Sentence& sentence, const Stack& stack, Features& out);

// All parts, in place of what `out` holds.
void action_features(const Sentence& sentence, const Stack& stack, Features& out);

// A finished tree whose relations are filled from left to right.
struct Tree {
  static constexpr uint32_t kRootHead = 0xffffffff;
  const uint32_t* heads = nullptr;             // word of the sentence, kRootHead for the root
  const annot::Relation* relations = nullptr;  // known for the words before the one in question
  const Node* nodes = nullptr;                 // children of each word
  const uint32_t* used = nullptr;              // for each head: the relations of its children so far, a bit each (modulo 32)
  const uint32_t* latest = nullptr;            // for each head: its child before the one in question; n + 1 if none
};

// What the relation of `child` to its head depends on.
void relation_features(const Sentence& sentence, const Tree& tree, uint32_t child, Features& out);

}  // namespace waqai::syntax
