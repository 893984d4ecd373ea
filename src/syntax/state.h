// SPDX-License-Identifier: Apache-2.0
//
// State of the arc-hybrid transition system (Kuhlmann, Gomez-Rodriguez and Satta 2011; the root stands behind the last word).
//   shift: the front of the buffer goes onto the stack       left: the top becomes a child of the front of the buffer
//   right: the top becomes a child of the word below it
// Every sequence of legal actions ends in a projective tree with one root after two actions a word.
// States never change: a new one points to the one it came from (for the actions) and to the one below its top (for the stack),
// so that the items of a beam share what they have in common and an action costs the same however long the sentence is.
#pragma once

#include <cstdint>

#include "syntax/atoms.h"

namespace waqai::syntax {

enum class Action : uint8_t { kShift, kLeft, kRight };
inline constexpr int kActions = 3;
inline constexpr uint32_t kNoState = 0xffffffff;

// A word with the children it has so far; indexes are words of the sentence, n is the root, n + 1 "none".
struct Node {
  uint32_t word = 0;
  uint32_t left = 0;        // first child: outermost on the left
  uint32_t left_inner = 0;  // the one attached before it
  uint32_t right = 0;       // last child: outermost on the right
  uint32_t right_inner = 0;
  uint32_t left_mask = 0;  // bit a UPOS of the children
  uint32_t right_mask = 0;
  uint8_t left_count = 0;
  uint8_t right_count = 0;
  friend bool operator==(const Node&, const Node&) = default;
};

struct State {
  Node top;                      // top of the stack; top.word == none where the stack is empty
  Node front;                    // front of the buffer
  uint32_t below = kNoState;     // state whose top is the word below ours
  uint32_t previous = kNoState;  // state we came from
  uint32_t depth = 0;            // words on the stack
  int64_t score = 0;
  Action action = Action::kShift;  // that led here
};

inline Node fresh_node(uint32_t word, uint32_t none) {
  Node node;
  node.word = word;
  node.left = node.left_inner = node.right = node.right_inner = none;
  return node;
}

inline State first_state(uint32_t size) {
  State state;
  state.top = fresh_node(size + 1, size + 1);
  state.front = fresh_node(0, size + 1);
  return state;
}

inline bool is_legal(const State& state, Action action, uint32_t size) {
  const bool at_end = state.front.word == size;
  switch (action) {
    case Action::kShift:
      return !at_end;
    case Action::kLeft:
      return state.depth > 0 && (!at_end || state.depth == 1);
    case Action::kRight:
      return state.depth > 1;
  }
  return false;
}

inline uint8_t next_count(uint8_t count) { return count < 7 ? static_cast<uint8_t>(count + 1) : count; }

// The state after a legal action; `states` holds all, `from` is the index of the one to go on from.
template <typename States>
State next_state(const States& states, uint32_t from, Action action, const Sentence& sentence) {
  const State& old = states[from];
  State state;
  state.previous = from;
  state.action = action;
  state.score = old.score;
  if (action == Action::kShift) {
    state.top = old.front;
    state.front = fresh_node(old.front.word + 1, sentence.size + 1);
    state.below = old.depth == 0 ? kNoState : from;
    state.depth = old.depth + 1;
    return state;
  }
  const uint32_t child = old.top.word;
  state.depth = old.depth - 1;
  state.front = old.front;
  if (old.below == kNoState) {
    state.top = fresh_node(sentence.size + 1, sentence.size + 1);
  } else {
    state.top = states[old.below].top;
    state.below = states[old.below].below;
  }
  const uint32_t bit = 1u << (sentence.atoms[child].upos & 31);
  if (action == Action::kLeft) {
    state.front.left_inner = state.front.left;
    state.front.left = child;
    state.front.left_mask |= bit;
    state.front.left_count = next_count(state.front.left_count);
  } else {
    state.top.right_inner = state.top.right;
    state.top.right = child;
    state.top.right_mask |= bit;
    state.top.right_count = next_count(state.top.right_count);
  }
  return state;
}

}  // namespace waqai::syntax
