// SPDX-License-Identifier: Apache-2.0
//
// Beam search for the best sequence of candidates of a sentence.  Linear in its tokens.  Thread rule: one Search a thread.
#pragma once

#include <cstdint>
#include <vector>

#include "morphology/model.h"

namespace waqai::morphology {

class Search {
 public:
  static constexpr size_t kBeam = 5;

  // For each token the index of the candidate that the best sequence takes, into `best` (overwritten).  `allowed`, where given, tells which
  // candidates may be taken: training looks for the best right sequence with it.
  // REQUIRES: every lattice has a candidate, and an allowed one.
  void run(const Analyser& analyser, const Model& model, const std::vector<const Lattice*>& sentence, std::vector<uint16_t>& best,
           const std::vector<std::vector<bool>>* allowed = nullptr);

  // Of the sequence that run() found last; 0 where there was no token.
  int64_t score() const { return counts_.empty() ? 0 : states_[(counts_.size() - 1) * kBeam].score; }

 private:
  struct State {
    int64_t score = 0;
    uint16_t candidate = 0;
    uint16_t back = 0;        // index of the state before
    uint32_t before_pos = 0;  // pos of the candidate before this one
  };

  // Features that are scored together.
  struct Part {
    int32_t rules = 0;
    uint32_t end = 0;  // of its features
  };

  void make_features(const Model& model, const std::vector<const Lattice*>& sentence, size_t at, const std::vector<bool>* allowed);
  void extend(const Model& model, const std::vector<const Lattice*>& sentence, size_t at, const std::vector<bool>* allowed);

  std::vector<State> states_;     // kBeam a token
  std::vector<size_t> counts_;    // states of each token
  std::vector<Part> parts_;       // of each candidate: alone, then behind every state
  std::vector<uint32_t> hashes_;  // of their features
  std::vector<State> grown_;
  std::vector<uint32_t> features_;
  const Analyser* analyser_ = nullptr;
};

}  // namespace waqai::morphology
