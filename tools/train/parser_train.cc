// SPDX-License-Identifier: Apache-2.0
#include "parser_train.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace waqai::train {
namespace {

using annot::Relation;
using syntax::Action;
using syntax::Tree;

// The action that leads towards the tree; `pending` counts the children each word still lacks.
Action gold_action(const syntax::State& state, const std::vector<uint32_t>& heads, const std::vector<uint32_t>& pending, uint32_t below) {
  if (state.depth == 0) return Action::kShift;
  const uint32_t top = state.top.word;
  if (pending[top] > 0) return Action::kShift;
  const bool to_root = heads[top] == Tree::kRootHead && state.front.word == heads.size();
  if (heads[top] == state.front.word || to_root) return Action::kLeft;
  if (state.depth > 1 && heads[top] == below) return Action::kRight;
  return Action::kShift;
}

class HeadTrainer {
 public:
  HeadTrainer(const TrainOptions& options) : options_(options), table_(syntax::action_entries(options.action_bits)) {}

  // One sentence: searches, and updates where the gold derivation falls furthest behind.  True if nothing had to be learned.
  bool learn(const Instance& instance) {
    const uint32_t steps = 2 * instance.sentence.size;
    const syntax::Tables<int32_t> tables{table_.weights(), {}, options_.action_bits, 0};
    beam_.start(instance.sentence);
    uint32_t gold = 0;
    std::vector<uint32_t> pending(instance.heads.size(), 0);
    for (const uint32_t head : instance.heads) {
      if (head != Tree::kRootHead) ++pending[head];
    }
    ++time_;
    int64_t violation = -1;
    uint32_t worst_gold = 0, worst_best = 0;
    for (uint32_t step = 0; step < steps; ++step) {
      gold = follow_gold(instance, tables, gold, pending);
      beam_.advance(instance.sentence, tables, options_.beam);
      const uint32_t best = beam_.items()[0];
      const int64_t behind = beam_.states()[best].score - beam_.states()[gold].score;
      const bool differs = step + 1 < steps ? !in_beam(gold) : !same_path(best, gold);
      if (differs && behind >= violation && !same_path(best, gold)) {
        violation = behind;
        worst_gold = gold;
        worst_best = best;
      }
    }
    if (violation < 0) return true;
    update(instance.sentence, worst_gold, worst_best);
    return false;
  }

  void add_average(std::vector<double>& total) const { table_.add_average(time_, total); }

 private:
  uint32_t follow_gold(const Instance& instance, const syntax::Tables<int32_t>& tables, uint32_t gold, std::vector<uint32_t>& pending) {
    const syntax::State state = beam_.states()[gold];
    const uint32_t below_word = state.below == syntax::kNoState ? Tree::kRootHead - 1 : beam_.states()[state.below].top.word;
    const Action action = gold_action(state, instance.heads, pending, below_word);
    if (action != Action::kShift && instance.heads[state.top.word] != Tree::kRootHead) --pending[instance.heads[state.top.word]];
    syntax::action_features(instance.sentence, syntax::stack_of(beam_.states(), gold), features_);
    syntax::ActionScores scores = {};
    tables.score_actions(features_, scores);
    return beam_.push({state.score + scores[static_cast<int>(action)], gold, action}, instance.sentence);
  }

  bool same_path(uint32_t a, uint32_t b) const {
    const auto& states = beam_.states();
    while (a != b) {
      if (states[a].action != states[b].action || a == 0 || b == 0) return false;
      a = states[a].previous;
      b = states[b].previous;
    }
    return true;
  }

  bool in_beam(uint32_t gold) const {
    return std::any_of(beam_.items().begin(), beam_.items().end(), [&](uint32_t item) { return same_path(item, gold); });
  }

  // +1 on the way to the gold state, -1 on the way to the other, from where they part.
  void update(const syntax::Sentence& sentence, uint32_t gold, uint32_t other) {
    std::vector<uint32_t> right = path(gold), wrong = path(other);
    size_t common = 0;
    while (common < right.size() && beam_.states()[right[common]].action == beam_.states()[wrong[common]].action) ++common;
    for (size_t i = common; i < right.size(); ++i) {
      move(sentence, right[i], 1);
      move(sentence, wrong[i], -1);
    }
  }

  std::vector<uint32_t> path(uint32_t state) const {
    std::vector<uint32_t> states;
    for (; beam_.states()[state].previous != syntax::kNoState; state = beam_.states()[state].previous) states.push_back(state);
    std::reverse(states.begin(), states.end());
    return states;
  }

  // Changes the weights of the action that led to `state`.
  void move(const syntax::Sentence& sentence, uint32_t state, int32_t delta) {
    const syntax::State& to = beam_.states()[state];
    syntax::action_features(sentence, syntax::stack_of(beam_.states(), to.previous), features_);
    for (uint32_t i = 0; i < features_.size; ++i) {
      const size_t row = features_.hash[i] >> (32 - options_.action_bits);
      table_.add(row * syntax::kActionStride + static_cast<size_t>(to.action), delta, time_);
    }
  }

  TrainOptions options_;
  AveragedTable table_;
  int64_t time_ = 0;
  syntax::Beam beam_;
  syntax::Features features_;
};

class RelationTrainer {
 public:
  RelationTrainer(const TrainOptions& options) : options_(options), table_(syntax::relation_entries(options.relation_bits)) {}

  // One sentence on its gold heads; the relations before a word are those predicted.
  void learn(const Instance& instance) {
    parse_.sentence = instance.sentence;
    parse_.heads = instance.heads;
    syntax::prepare_relations(parse_);
    const syntax::Tables<int32_t> tables{{}, table_.weights(), 0, options_.relation_bits};
    const Tree tree{parse_.heads.data(), parse_.relations.data(), parse_.nodes.data(), parse_.used.data(), parse_.latest.data()};
    for (uint32_t w = 0; w < instance.sentence.size; ++w) {
      if (parse_.heads[w] == Tree::kRootHead) {
        parse_.relations[w] = Relation::kRoot;
        continue;
      }
      ++time_;
      syntax::relation_features(instance.sentence, tree, w, parse_.features);
      int32_t scores[syntax::kRelationStride];
      tables.score_relations(parse_.features, scores);
      const auto gold = static_cast<uint32_t>(instance.relations[w]);
      uint32_t best = static_cast<uint32_t>(Relation::kDep);
      for (uint32_t r = 0; r < syntax::kRelationStride; ++r) {
        if (syntax::is_choice(r) && scores[r] > scores[best]) best = r;
      }
      if (best != gold) {
        for (uint32_t i = 0; i < parse_.features.size; ++i) {
          const size_t row = parse_.features.hash[i] >> (32 - options_.relation_bits);
          table_.add(row + gold, 1, time_);
          table_.add(row + best, -1, time_);
        }
      }
      syntax::note_relation(parse_, w, static_cast<Relation>(best));
    }
  }

  void add_average(std::vector<double>& total) const { table_.add_average(time_, total); }

 private:
  TrainOptions options_;
  AveragedTable table_;
  int64_t time_ = 0;
  syntax::Parse parse_;
};

// Whole numbers of 16 bits, the largest weight at 8,000: sums of 160 stay far inside 32 bits, and single weights keep three digits.
std::vector<int16_t> quantised(const std::vector<double>& weights) {
  double largest = 1e-9;
  for (const double w : weights) largest = std::max(largest, std::fabs(w));
  std::vector<int16_t> out;
  out.reserve(weights.size());
  for (const double w : weights) out.push_back(static_cast<int16_t>(std::lround(w / largest * 8000)));
  return out;
}

void shuffle(std::vector<uint32_t>& order, std::mt19937& random) {
  for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

}  // namespace

void AveragedTable::add_average(int64_t time, std::vector<double>& total) const {
  for (size_t i = 0; i < weights_.size(); ++i) {
    if (weights_[i] == 0 && sums_[i] == 0) continue;
    total[i] += static_cast<double>(weights_[i]) - static_cast<double>(sums_[i]) / static_cast<double>(time + 1);
  }
}

syntax::Weights train_parser(const std::vector<Instance>& train, const TrainOptions& options, const std::vector<Instance>& dev, bool verbose) {
  std::vector<double> actions(syntax::action_entries(options.action_bits), 0);
  std::vector<double> relations(syntax::relation_entries(options.relation_bits), 0);
  std::vector<uint32_t> order(train.size());
  std::iota(order.begin(), order.end(), 0);
  syntax::Weights weights;
  weights.beam = options.beam;
  weights.action_bits = options.action_bits;
  weights.relation_bits = options.relation_bits;
  for (uint32_t seed = 0; seed < options.seeds; ++seed) {
    std::mt19937 random(options.first_seed + seed);
    RelationTrainer relation_trainer(options);
    for (uint32_t epoch = 0; epoch < options.relation_epochs; ++epoch) {
      shuffle(order, random);
      for (const uint32_t i : order) relation_trainer.learn(train[i]);
    }
    relation_trainer.add_average(relations);
    weights.relations = quantised(relations);
    HeadTrainer head_trainer(options);
    for (uint32_t epoch = 1; epoch <= options.epochs; ++epoch) {
      shuffle(order, random);
      size_t right = 0;
      for (const uint32_t i : order) right += head_trainer.learn(train[i]);
      if (!verbose || (epoch % 4 != 0 && epoch != options.epochs)) continue;
      std::vector<double> now = actions;
      head_trainer.add_average(now);
      weights.actions = quantised(now);
      std::fprintf(stderr, "seed %u epoch %u: %zu of %zu sentences right, dev %s\n", options.first_seed + seed, epoch, right, train.size(),
                   to_string(evaluate(dev, weights)).c_str());
    }
    head_trainer.add_average(actions);
  }
  weights.actions = quantised(actions);
  return weights;
}

namespace {

double mean_size(const std::vector<int16_t>& weights) {
  double sum = 0, count = 0;
  for (const int16_t w : weights) sum += std::abs(w), count += w != 0;
  return count > 0 ? sum / count : 1;
}

std::vector<int16_t> mixed(const std::vector<int16_t>& a, const std::vector<int16_t>& b, double share) {
  const double size_a = mean_size(a), size_b = mean_size(b);
  std::vector<double> sum(a.size());
  for (size_t i = 0; i < a.size(); ++i) sum[i] = share * a[i] / size_a + (1 - share) * b[i] / size_b;
  return quantised(sum);
}

}  // namespace

syntax::Weights mixed(const syntax::Weights& a, const syntax::Weights& b, double share) {
  syntax::Weights sum = a;
  sum.actions = mixed(a.actions, b.actions, share);
  sum.relations = mixed(a.relations, b.relations, share);
  return sum;
}

syntax::Tables<int16_t> tables_of(const syntax::Weights& weights) {
  return {weights.actions, weights.relations, weights.action_bits, weights.relation_bits};
}

Accuracy evaluate(const std::vector<Instance>& dev, const syntax::Weights& weights) {
  const auto is_core = [](Relation r) {
    return r == Relation::kNsubj || r == Relation::kObj || r == Relation::kIobj || r == Relation::kObl || r == Relation::kXcomp ||
           r == Relation::kCcomp || r == Relation::kAdvcl || r == Relation::kAcl || r == Relation::kConj || r == Relation::kRoot;
  };
  syntax::Parse parse;
  double words = 0, heads = 0, arcs = 0, core_right = 0, core_gold = 0, core_found = 0;
  for (const Instance& instance : dev) {
    parse.sentence = instance.sentence;
    syntax::find_heads(tables_of(weights), weights.beam, parse);
    syntax::find_relations(tables_of(weights), parse);
    for (uint32_t w = 0; w < instance.sentence.size; ++w) {
      const bool head = parse.heads[w] == instance.true_heads[w];
      const bool arc = head && parse.relations[w] == instance.relations[w];
      words += 1;
      heads += head;
      arcs += arc;
      core_right += arc && is_core(instance.relations[w]);
      core_gold += is_core(instance.relations[w]);
      core_found += is_core(parse.relations[w]);
    }
  }
  return {heads / words, arcs / words, 2 * core_right / (core_gold + core_found)};
}

std::string to_string(const Accuracy& accuracy) {
  char line[80];
  std::snprintf(line, sizeof line, "UAS %.2f LAS %.2f core %.2f", 100 * accuracy.uas, 100 * accuracy.las, 100 * accuracy.core);
  return line;
}

}  // namespace waqai::train
