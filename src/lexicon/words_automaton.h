// SPDX-License-Identifier: Apache-2.0
//
// A minimal acyclic automaton over byte strings that numbers its keys 0, 1, 2, ... in byte order (perfect hashing): the keys of the word
// lexicon.  Built by adding sorted keys (Daciuk, Mihov, Watson and Watson 2000), read from two arrays of a bundle section.
// An arc is 32 bits: label in bits 0-7, last arc of its state in bit 8, target accepts in bit 9, first arc of the target in bits 10-31
// (0: the target has no arcs).  Arc 0 is a filler.  `before[arc]`: keys of the arc's source state that sort before those through the arc.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waqai::lexicon {

class Automaton {
 public:
  // A state reached, with the number of keys that sort before its first one.
  struct Place {
    uint32_t state = 0;  // first arc; 0: no arcs leave
    uint32_t index = 0;  // of the key that ends here, where `accepts`
    bool accepts = false;
  };

  Automaton() = default;
  Automaton(std::span<const uint32_t> arcs, std::span<const uint32_t> before, uint32_t start) : arcs_(arcs), before_(before), start_(start) {}

  Place start() const { return {start_, 0, false}; }

  // Follows `label`; false, and `place` as it was, where no arc has it.  Safe on damaged arrays.  O(arcs of the state).
  bool step(Place& place, unsigned char label) const {
    for (uint32_t at = place.state; at != 0 && at < arcs_.size(); ++at) {
      const uint32_t arc = arcs_[at];
      if ((arc & 0xff) == label) {
        place = {arc >> 10, place.index + before_[at], (arc & kAccepts) != 0};
        return true;
      }
      if ((arc & kLast) != 0 || (arc & 0xff) > label) return false;
    }
    return false;
  }

  // Calls visit(label, place reached) for every arc that leaves `place`, labels ascending.  Safe on damaged arrays.
  template <typename Visit>
  void arcs_of(const Place& place, Visit visit) const {
    for (uint32_t at = place.state; at != 0 && at < arcs_.size(); ++at) {
      const uint32_t arc = arcs_[at];
      visit(static_cast<unsigned char>(arc & 0xff), Place{arc >> 10, place.index + before_[at], (arc & kAccepts) != 0});
      if ((arc & kLast) != 0) return;
    }
  }

  // The key that is numbered `index`; empty for a number out of bounds.  Safe on damaged arrays.
  std::string key(uint32_t index) const;

  static constexpr uint32_t kLast = 1u << 8;
  static constexpr uint32_t kAccepts = 1u << 9;
  static constexpr uint32_t kMaxArcs = 1u << 22;

 private:
  std::span<const uint32_t> arcs_;
  std::span<const uint32_t> before_;
  uint32_t start_ = 0;
};

// Builds the arrays.  REQUIRES: add() with keys in ascending byte order, no key empty or twice; finish() once, at the end.
class AutomatonBuilder {
 public:
  AutomatonBuilder() : arcs_(1, 0), before_(1, 0) { path_.emplace_back(); }
  void add(std::string_view key);
  void finish();

  const std::vector<uint32_t>& arcs() const { return arcs_; }
  const std::vector<uint32_t>& before() const { return before_; }
  uint32_t start() const { return start_; }

 private:
  struct Arc {
    unsigned char label = 0;
    bool accepts = false;  // the target accepts
    uint32_t target = 0;
    uint32_t keys = 0;  // keys through the arc
  };
  struct State {  // not yet frozen
    std::vector<Arc> arcs;
    bool accepts = false;
  };

  // Freezes the states of the path beyond `depth` and hangs them on their parents.
  void freeze(size_t depth);
  // Writes the arcs of a state, or finds the same ones written before.
  uint32_t store(const State& state);

  std::vector<uint32_t> arcs_;
  std::vector<uint32_t> before_;
  std::vector<State> path_;  // states of the last key, root first
  std::string last_;
  std::unordered_map<std::string, uint32_t> known_;
  uint32_t start_ = 0;
};

}  // namespace waqai::lexicon
