// SPDX-License-Identifier: Apache-2.0
//
// The projective tree with one root that has most votes for its arcs (Eisner 1996).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waqai::train {

// Votes for the heads of a sentence of `size` words.
class Votes {
 public:
  explicit Votes(uint32_t size) : size_(size), votes_(size_t{size + 1} * (size + 1), 0) {}

  // One tree; heads as syntax::Tree has them.
  void add(const std::vector<uint32_t>& heads, int32_t weight);

  // Ties go to the shorter first half.  O(size^3).
  std::vector<uint32_t> best_tree() const;

 private:
  uint32_t size_;
  std::vector<int32_t> votes_;  // row: head, 0 for the root; column: child + 1
};

}  // namespace waqai::train
