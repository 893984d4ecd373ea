// SPDX-License-Identifier: Apache-2.0
//
// Decoding: beam search over the transition system, then relations from left to right.  A template over the type of the weights, because the
// training program decodes with its own.  Integer scores, ties by order: the same tree on every machine.  Time and memory O(words * beam).
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "syntax/features.h"

namespace waqai::syntax {

inline constexpr uint32_t kActionStride = 3;     // weights a row
inline constexpr uint32_t kActionWidth = 4;      // weights read at a time; what is read of the next row is not used
inline constexpr uint32_t kRelationStride = 40;  // relations, padded

// Entries of a table of 2^bits features.
constexpr size_t action_entries(uint32_t bits) { return (size_t{1} << bits) * kActionStride + kActionWidth; }
constexpr size_t relation_entries(uint32_t bits) { return (size_t{1} << bits) + kRelationStride; }

using ActionScores = std::array<int32_t, kActionWidth>;

// Weights by hash.  A feature's weights for the actions are a row of their own; those for the relations start at any place of one long
// array, so that rows overlap: the table stays small, and training learns around the overlaps.
template <typename Weight>
struct Tables {
  std::span<const Weight> actions;    // action_entries(action_bits)
  std::span<const Weight> relations;  // relation_entries(relation_bits)
  uint32_t action_bits = 0;
  uint32_t relation_bits = 0;

  // Adds to `scores`.
  void score_actions(const Features& features, ActionScores& scores) const {
    ActionScores sum = scores;  // apart, so that it may live in registers
    const uint32_t shift = 32 - action_bits;
    for (uint32_t i = 0; i < features.size; ++i) {
      const Weight* row = actions.data() + size_t{features.hash[i] >> shift} * kActionStride;
      for (uint32_t a = 0; a < kActionWidth; ++a) sum[a] += row[a];
    }
    scores = sum;
  }
  void score_relations(const Features& features, int32_t (&scores)[kRelationStride]) const {
    std::fill(std::begin(scores), std::end(scores), 0);
    for (uint32_t i = 0; i < features.size; ++i) {
      const Weight* row = relations.data() + (features.hash[i] >> (32 - relation_bits));
      for (uint32_t r = 0; r < kRelationStride; ++r) scores[r] += row[r];
    }
  }
};

// Scores of the actions in a state.  Keeps what it found for words and for pairs and triples of words, because the items of a beam share most of
// them: a state costs half of its features.
class ActionScorer {
 public:
  // Forgets all.
  void start(const Sentence& sentence) {
    for (auto* kept : {&fronts_, &tops_, &belows_}) kept->assign(sentence.size + 2, {});
    pairs_.assign(kKept, {});
    triples_.assign(kKept, {});
  }

  template <typename Weight>
  ActionScores score(const Sentence& sentence, const Stack& stack, const Tables<Weight>& tables) {
    const uint32_t front = stack.top->front.word;
    const uint32_t top = stack.top->top.word;
    const uint32_t below = stack.second != nullptr ? stack.second->top.word : sentence.size + 1;
    const auto find = [&](Kept& kept, uint64_t key, auto&& features) -> const ActionScores& {
      if (kept.key == key) return kept.scores;
      features_.size = 0;
      features();
      kept = {key, {}};
      tables.score_actions(features_, kept.scores);
      return kept.scores;
    };
    const uint64_t pair = (uint64_t{top} << 32) + front + 1;
    const uint32_t place = (top * 31 + front) % kKept;
    ActionScores sum = find(fronts_[front], 1, [&] { front_features(sentence, front, features_); });
    const auto add = [&sum](const ActionScores& more) {
      for (uint32_t a = 0; a < kActionWidth; ++a) sum[a] += more[a];
    };
    add(find(tops_[top], 1, [&] { top_features(sentence, top, features_); }));
    add(find(belows_[below], 1, [&] { below_features(sentence, below, features_); }));
    add(find(pairs_[place], pair, [&] { top_front_features(sentence, top, front, features_); }));
    Kept& triple = triples_[(place * 31 + below) % kKept];
    if (triple.below != below) triple.key = 0;
    add(find(triple, pair, [&] { three_features(sentence, below, top, front, features_); }));
    triple.below = below;
    features_.size = 0;
    children_features(sentence, stack, features_);
    tables.score_actions(features_, sum);
    return sum;
  }

 private:
  static constexpr uint32_t kKept = 256;  // pairs, and triples; a newer one takes the place of an older
  struct Kept {
    uint64_t key = 0;  // 0: empty
    ActionScores scores = {};
    uint32_t below = 0;
  };
  std::vector<Kept> fronts_, tops_, belows_;  // by word
  std::vector<Kept> pairs_, triples_;
  Features features_;
};

// The items of one step of the search, best first, and all states they came from.
class Beam {
 public:
  struct Candidate {
    int64_t score = 0;
    uint32_t from = 0;
    Action action = Action::kShift;
  };

  void start(const Sentence& sentence) {
    states_.clear();
    states_.push_back(first_state(sentence.size));
    items_.assign(1, 0);
    scorer_.start(sentence);
  }

  // One action for every item, the best `width` of the results.
  template <typename Weight>
  void advance(const Sentence& sentence, const Tables<Weight>& tables, uint32_t width) {
    candidates_.clear();
    for (const uint32_t item : items_) {
      const State& state = states_[item];
      const ActionScores scores = scorer_.score(sentence, stack_of(states_, item), tables);
      for (int a = 0; a < kActions; ++a) {
        if (!is_legal(state, static_cast<Action>(a), sentence.size)) continue;
        candidates_.push_back({state.score + scores[a], item, static_cast<Action>(a)});
      }
    }
    std::stable_sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    if (candidates_.size() > width) candidates_.resize(width);
    items_.clear();
    for (const Candidate& candidate : candidates_) items_.push_back(push(candidate, sentence));
  }

  uint32_t push(const Candidate& candidate, const Sentence& sentence) {
    states_.push_back(next_state(states_, candidate.from, candidate.action, sentence));
    states_.back().score = candidate.score;
    return static_cast<uint32_t>(states_.size() - 1);
  }

  const std::vector<State>& states() const { return states_; }
  const std::vector<uint32_t>& items() const { return items_; }

 private:
  std::vector<State> states_;
  std::vector<uint32_t> items_;
  std::vector<Candidate> candidates_;
  ActionScorer scorer_;
};

// A parsed sentence; scratch memory of a parser too.
struct Parse {
  Sentence sentence;
  Beam beam;
  std::vector<uint32_t> heads;        // Tree::kRootHead for the root
  std::vector<uint32_t> other_heads;  // of another item of the beam, while margins are made
  std::vector<annot::Relation> relations;
  std::vector<int64_t> margins;  // in units of the weights
  std::vector<Node> nodes;
  std::vector<uint32_t> used;
  std::vector<uint32_t> latest;
  Features features;
};

// Heads along the path that ends in `state`.
void read_heads(const std::vector<State>& states, uint32_t state, uint32_t size, std::vector<uint32_t>& heads);

// The children of every word of the tree in parse.heads, into parse.nodes; clears what relations need.
void prepare_relations(Parse& parse);

// Notes that `child` has got `relation`.
void note_relation(Parse& parse, uint32_t child, annot::Relation relation);

// The relations that a word which is not the root may have.
constexpr bool is_choice(uint32_t relation) {
  return relation > static_cast<uint32_t>(annot::Relation::kRoot) && relation < static_cast<uint32_t>(annot::kRelationCount);
}

// Finds heads of the words in parse.sentence.  REQUIRES: sentence.size > 0
template <typename Weight>
void find_heads(const Tables<Weight>& tables, uint32_t width, Parse& parse) {
  const uint32_t size = parse.sentence.size;
  parse.beam.start(parse.sentence);
  for (uint32_t step = 0; step < 2 * size; ++step) parse.beam.advance(parse.sentence, tables, width);
  const auto& states = parse.beam.states();
  const auto& items = parse.beam.items();
  read_heads(states, items[0], size, parse.heads);
  // How much worse the best tree with another head is; where all agree, how much worse the last one is.
  const int64_t best = states[items[0]].score;
  parse.margins.assign(size, best - states[items.back()].score + 1);
  for (size_t i = items.size() - 1; i > 0; --i) {
    read_heads(states, items[i], size, parse.other_heads);
    for (uint32_t w = 0; w < size; ++w) {
      if (parse.other_heads[w] != parse.heads[w]) parse.margins[w] = best - states[items[i]].score;
    }
  }
}

// Finds the relations for parse.heads.
template <typename Weight>
void find_relations(const Tables<Weight>& tables, Parse& parse) {
  prepare_relations(parse);
  const Tree tree{parse.heads.data(), parse.relations.data(), parse.nodes.data(), parse.used.data(), parse.latest.data()};
  for (uint32_t w = 0; w < parse.sentence.size; ++w) {
    if (parse.heads[w] == Tree::kRootHead) {
      parse.relations[w] = annot::Relation::kRoot;
      continue;
    }
    relation_features(parse.sentence, tree, w, parse.features);
    int32_t scores[kRelationStride];
    tables.score_relations(parse.features, scores);
    uint32_t best = static_cast<uint32_t>(annot::Relation::kDep);
    int32_t second = INT32_MIN;
    for (uint32_t r = 0; r < kRelationStride; ++r) {
      if (!is_choice(r) || r == best) continue;
      if (scores[r] > scores[best]) {
        second = scores[best];
        best = r;
      } else {
        second = std::max(second, scores[r]);
      }
    }
    parse.margins[w] = std::min<int64_t>(parse.margins[w], int64_t{scores[best]} - second);
    note_relation(parse, w, static_cast<annot::Relation>(best));
  }
}

}  // namespace waqai::syntax
