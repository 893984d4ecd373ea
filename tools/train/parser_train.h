// SPDX-License-Identifier: Apache-2.0
//
// Learning of the parser: a structured perceptron over the beam for the heads (max-violation updates: Huang, Fayong and Guo 2012), a
// perceptron over finished trees for the relations.  Both averaged over all updates and summed over seeds; a sum of linear models is one
// linear model, so an ensemble costs nothing when it parses.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "parser_data.h"
#include "syntax/parser.h"

namespace waqai::train {

struct TrainOptions {
  uint32_t beam = 4;
  uint32_t epochs = 8;
  uint32_t relation_epochs = 8;
  uint32_t seeds = 1;
  uint32_t first_seed = 1;
  uint32_t action_bits = 19;
  uint32_t relation_bits = 19;
};

// Averaged weights of one table.
class AveragedTable {
 public:
  explicit AveragedTable(size_t size) : weights_(size, 0), sums_(size, 0) {}
  const std::vector<int32_t>& weights() const { return weights_; }
  void add(size_t at, int32_t delta, int64_t time) {
    weights_[at] += delta;
    sums_[at] += int64_t{delta} * time;
  }
  // Adds the average after `time` steps to `total`.
  void add_average(int64_t time, std::vector<double>& total) const;

 private:
  std::vector<int32_t> weights_;
  std::vector<int64_t> sums_;
};

// Trains on `train`; `report` is called after each epoch with a line for people.
syntax::Weights train_parser(const std::vector<Instance>& train, const TrainOptions& options, const std::vector<Instance>& dev, bool verbose);

// The sum of two models of the same size, `share` of it the first; each is brought to the mean size of its weights that are not zero.
syntax::Weights mixed(const syntax::Weights& a, const syntax::Weights& b, double share);

// A view of the weights.
syntax::Tables<int16_t> tables_of(const syntax::Weights& weights);

struct Accuracy {
  double uas = 0, las = 0, core = 0;  // shares; core as score_ud.py counts it, heads and words given
};
Accuracy evaluate(const std::vector<Instance>& dev, const syntax::Weights& weights);
std::string to_string(const Accuracy& accuracy);

}  // namespace waqai::train
