// SPDX-License-Identifier: Apache-2.0
//
// Groups: connected components over numbers 0..n-1 (union-find).  The least number of a group stands for it, so with numbers in an order of content
// the result does not depend on the order of joins.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace waqai::story {

class Groups {
 public:
  explicit Groups(size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }

  // The least number of the group that holds `n`.
  uint32_t first_of(uint32_t n) {
    while (parent_[n] != n) {
      parent_[n] = parent_[parent_[n]];
      n = parent_[n];
    }
    return n;
  }
  void join(uint32_t a, uint32_t b) {
    a = first_of(a);
    b = first_of(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<uint32_t> parent_;
};

}  // namespace waqai::story
