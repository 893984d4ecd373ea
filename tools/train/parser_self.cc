// SPDX-License-Identifier: Apache-2.0
#include "parser_self.h"

#include <algorithm>

#include "parser_vote.h"

namespace waqai::train {
namespace {

using syntax::Tree;

uint32_t mirrored(uint32_t head, uint32_t size) { return head == Tree::kRootHead ? head : size - 1 - head; }

std::vector<uint32_t> mirrored(const std::vector<uint32_t>& heads) {
  const auto size = static_cast<uint32_t>(heads.size());
  std::vector<uint32_t> made;
  for (uint32_t w = size; w-- > 0;) made.push_back(mirrored(heads[w], size));
  return made;
}

// The sentence from its last word to its first.
Instance mirrored(const Instance& instance) {
  Instance made = instance;
  std::reverse(made.sentence.atoms.begin(), made.sentence.atoms.begin() + instance.sentence.size);
  syntax::index_sentence(made.sentence);
  made.heads = mirrored(instance.heads);
  made.true_heads = mirrored(instance.true_heads);
  std::reverse(made.relations.begin(), made.relations.end());
  return made;
}

class Voters {
 public:
  Voters(const std::vector<Instance>& train, const SelfOptions& options) : given_votes_(options.given_votes) {
    std::vector<Instance> backwards;
    for (const Instance& instance : train) backwards.push_back(mirrored(instance));
    TrainOptions one = options.teacher;
    one.seeds = 1;
    one.relation_epochs = 0;
    for (uint32_t i = 0; i < options.voters; ++i) {
      one.first_seed = options.teacher.first_seed + i;
      forwards_.push_back(train_parser(train, one, {}, false));
      backwards_.push_back(train_parser(backwards, one, {}, false));
    }
    one.epochs = 0;
    one.relation_epochs = options.teacher.relation_epochs;
    one.first_seed = options.teacher.first_seed;
    one.seeds = options.voters;
    relations_ = train_parser(train, one, {}, false);
  }

  // Replaces the tree of `instance`; returns the share of the votes that its arcs have.
  double vote(Instance& instance) {
    Votes votes(instance.sentence.size);
    std::vector<std::vector<uint32_t>> trees;
    parse_.sentence = mirrored(instance).sentence;
    for (const syntax::Weights& weights : backwards_) {
      syntax::find_heads(tables_of(weights), weights.beam, parse_);
      trees.push_back(mirrored(parse_.heads));
    }
    parse_.sentence = instance.sentence;
    for (const syntax::Weights& weights : forwards_) {
      syntax::find_heads(tables_of(weights), weights.beam, parse_);
      trees.push_back(parse_.heads);
    }
    for (uint32_t i = 0; i < given_votes_; ++i) trees.push_back(instance.heads);
    for (const auto& heads : trees) votes.add(heads, 1);
    parse_.heads = votes.best_tree();
    syntax::find_relations(tables_of(relations_), parse_);
    instance.heads = instance.true_heads = parse_.heads;
    instance.relations = parse_.relations;
    size_t same = 0;
    for (const auto& heads : trees) {
      for (uint32_t w = 0; w < instance.sentence.size; ++w) same += heads[w] == instance.heads[w];
    }
    return static_cast<double>(same) / static_cast<double>(trees.size() * instance.sentence.size);
  }

 private:
  std::vector<syntax::Weights> forwards_, backwards_;  // heads
  syntax::Weights relations_;
  uint32_t given_votes_ = 0;
  syntax::Parse parse_;
};

}  // namespace

std::vector<Instance> voted_trees(const std::vector<Instance>& train, std::vector<Instance> raw, const SelfOptions& options) {
  Voters voters(train, options);
  std::vector<Instance> taken;
  for (Instance& instance : raw) {
    if (voters.vote(instance) < options.least_agreement) continue;
    taken.push_back(std::move(instance));
    if (taken.size() == options.most) break;
  }
  return taken;
}

}  // namespace waqai::train
