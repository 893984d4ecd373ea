// SPDX-License-Identifier: Apache-2.0
#include "parser_vote.h"

#include "syntax/features.h"

namespace waqai::train {
namespace {

using syntax::Tree;

constexpr int64_t kNever = INT64_MIN / 4;

// What spans from i to j: a head with all its children on that side, or an arc between the two ends whose child still lacks some.
enum Item : uint8_t { kHeadLeft, kHeadRight, kArcLeft, kArcRight, kItems };

class Chart {
 public:
  explicit Chart(uint32_t nodes) : nodes_(nodes), cells_(size_t{nodes} * nodes * kItems) {}
  struct Cell {
    int64_t score = kNever;
    uint32_t split = 0;
  };
  Cell& at(uint32_t i, uint32_t j, Item item) { return cells_[(size_t{i} * nodes_ + j) * kItems + item]; }

 private:
  uint32_t nodes_;
  std::vector<Cell> cells_;
};

void keep(Chart::Cell& cell, int64_t score, uint32_t split) {
  if (score > cell.score) cell = {score, split};
}

// Fills the span (i, j).  The root, node 0, takes its one child where nothing else hangs on it yet.
void fill(Chart& chart, uint32_t i, uint32_t j, int32_t to_right, int32_t to_left) {
  for (uint32_t split = i; split < j; ++split) {
    if (i == 0 && split > 0) break;
    const int64_t halves = chart.at(i, split, kHeadLeft).score + chart.at(split + 1, j, kHeadRight).score;
    keep(chart.at(i, j, kArcRight), halves + to_right, split);
    if (i > 0) keep(chart.at(i, j, kArcLeft), halves + to_left, split);
  }
  for (uint32_t split = i; split <= j; ++split) {
    if (split > i) keep(chart.at(i, j, kHeadLeft), chart.at(i, split, kArcRight).score + chart.at(split, j, kHeadLeft).score, split);
    if (split < j) keep(chart.at(i, j, kHeadRight), chart.at(i, split, kHeadRight).score + chart.at(split, j, kArcLeft).score, split);
  }
}

// Reads the heads of the span (i, j) off the chart; nodes, 0 the root.
void read(Chart& chart, uint32_t i, uint32_t j, Item item, std::vector<uint32_t>& heads) {
  if (i == j) return;
  const uint32_t split = chart.at(i, j, item).split;
  if (item == kHeadLeft) {
    read(chart, i, split, kArcRight, heads);
    read(chart, split, j, kHeadLeft, heads);
  } else if (item == kHeadRight) {
    read(chart, i, split, kHeadRight, heads);
    read(chart, split, j, kArcLeft, heads);
  } else {
    heads[item == kArcRight ? j : i] = item == kArcRight ? i : j;
    read(chart, i, split, kHeadLeft, heads);
    read(chart, split + 1, j, kHeadRight, heads);
  }
}

}  // namespace

void Votes::add(const std::vector<uint32_t>& heads, int32_t weight) {
  for (uint32_t w = 0; w < size_; ++w) {
    const uint32_t head = heads[w] == Tree::kRootHead ? 0 : heads[w] + 1;
    votes_[size_t{head} * (size_ + 1) + w + 1] += weight;
  }
}

std::vector<uint32_t> Votes::best_tree() const {
  const uint32_t nodes = size_ + 1;
  Chart chart(nodes);
  for (uint32_t i = 0; i < nodes; ++i) chart.at(i, i, kHeadLeft).score = chart.at(i, i, kHeadRight).score = 0;
  for (uint32_t length = 1; length < nodes; ++length) {
    for (uint32_t i = 0; i + length < nodes; ++i) {
      const uint32_t j = i + length;
      fill(chart, i, j, votes_[size_t{i} * nodes + j], votes_[size_t{j} * nodes + i]);
    }
  }
  std::vector<uint32_t> by_node(nodes, 0), heads;
  read(chart, 0, nodes - 1, kHeadLeft, by_node);
  for (uint32_t w = 1; w < nodes; ++w) heads.push_back(by_node[w] == 0 ? Tree::kRootHead : by_node[w] - 1);
  return heads;
}

}  // namespace waqai::train
