// SPDX-License-Identifier: Apache-2.0
//
// Self-training: trees of raw news by a vote of parsers that read in opposite directions, for one fast parser to learn from.  Those parsers make
// different mistakes, since each decides before it has seen what the other starts with.
#pragma once

#include "parser_train.h"

namespace waqai::train {

struct SelfOptions {
  TrainOptions teacher;           // of each voter; seeds is not used
  uint32_t voters = 4;            // each way
  uint32_t given_votes = 0;       // of the trees that the sentences bring along
  double least_agreement = 0.75;  // of the votes, for the arcs of a tree; sentences below are left out
  size_t most = 20000;            // sentences
};

// Trains the voters on `train` and gives every sentence of `raw` that passes the tree with most votes, with relations learned from
// `train`; the trees that `raw` brings along vote too.
std::vector<Instance> voted_trees(const std::vector<Instance>& train, std::vector<Instance> raw, const SelfOptions& options);

}  // namespace waqai::train
