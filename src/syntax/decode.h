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

  Rows action_rows() const {
    return {reinterpret_cast<const char*>(actions.data()), 32 - action_bits, sizeof(Weight) * kActionStride, sizeof(Weight) * kActionWidth};
  }
  Rows relation_rows() const {
    return {reinterpret_cast<const char*>(relations.data()), 32 - relation_bits, sizeof(Weight), sizeof(Weight) * kRelationStride};
  }

  // Adds to `scores`.
  void score_actions(const Features& features, ActionScores& scores) const { score_actions({features.hash, features.size}, scores); }
  void score_actions(std::span<const uint32_t> hashes, ActionScores& scores) const {
    ActionScores sum = scores;  // apart, so that it may live in registers
    const uint32_t shift = 32 - action_bits;
    for (const uint32_t hash : hashes) {
      const Weight* row = actions.data() + size_t{hash >> shift} * kActionStride;
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

// Scores of the actions in a state.  Keeps what it found for words and for pairs and triples of words, with and without children, because the
// items of a beam share most of them: a state costs less than half of its features.
class ActionScorer {
 public:
  // Forgets all.
  void start(const Sentence& sentence) {
    for (auto* kept : {&fronts_, &tops_, &belows_}) kept->assign(sentence.size + 2, {});
    pairs_.assign(kKept, {});
    triples_.assign(kKept, {});
    top_nodes_.assign(kKept, {});
    below_nodes_.assign(kKept, {});
  }

  // First the features of all parts that are not known, then their weights: by then those are on the way from memory.
  template <typename Weight>
  ActionScores score(const Sentence& sentence, const Stack& stack, const Tables<Weight>& tables) {
    features_.rows = tables.action_rows();
    features_.size = 0;
    part_count_ = 0;
    const Node& top_node = stack.top->top;
    const Node& front_node = stack.top->front;
    const Node below_node = below_of(sentence, stack);
    const uint32_t top = top_node.word, front = front_node.word, below = below_node.word;
    const uint32_t place = (top * 31 + front) % kKept;
    need(fronts_[front], uint64_t{1}, [&] { front_features(sentence, front, features_); });
    need(tops_[top], uint64_t{1}, [&] { top_features(sentence, top, features_); });
    need(belows_[below], uint64_t{1}, [&] { below_features(sentence, below, features_); });
    const uint64_t pair = (uint64_t{top} << 32) + front + 1;
    need(pairs_[place], pair, [&] { top_front_features(sentence, top, front, features_); });
    Kept<uint64_t>& triple = triples_[(place * 31 + below) % kKept];
    if (triple.below != below) triple.key = 0;
    triple.below = below;
    need(triple, pair, [&] { three_features(sentence, below, top, front, features_); });
    need(top_nodes_[(spread(top_node) + front_node.left) % kKept], NodePair{top_node, front_node},
         [&] { top_children_features(sentence, top_node, front_node, features_); });
    need(below_nodes_[(spread(top_node) + spread(below_node) * 31) % kKept], NodePair{below_node, top_node},
         [&] { below_children_features(sentence, below_node, top_node, features_); });
    const uint32_t kept = features_.size;
    stack_features(sentence, stack, features_);

    ActionScores sum = {};
    uint32_t begin = 0;
    for (uint32_t p = 0; p < part_count_; ++p) {
      const Part& part = parts_[p];
      if (part.end > begin) tables.score_actions(std::span(features_.hash + begin, part.end - begin), *part.scores);
      begin = std::max(begin, part.end);
      for (uint32_t a = 0; a < kActionWidth; ++a) sum[a] += (*part.scores)[a];
    }
    tables.score_actions(std::span(features_.hash + kept, features_.size - kept), sum);
    return sum;
  }

 private:
  static constexpr uint32_t kKept = 256;  // of a kind; a newer one takes the place of an older
  static constexpr uint32_t kParts = 7;
  struct NodePair {
    Node first, second;  // as they begin, no pair of a sentence
    friend bool operator==(const NodePair&, const NodePair&) = default;
  };
  template <typename Key>
  struct Kept {
    Key key = {};  // as it begins: empty
    ActionScores scores = {};
    uint32_t below = 0;
  };
  // Scores that are asked for, and where their features end if they are made now; else 0.
  struct Part {
    ActionScores* scores = nullptr;
    uint32_t end = 0;
  };

  static uint32_t spread(const Node& node) { return ((node.word * 31 + node.left) * 31 + node.right) * 31 + node.right_inner; }

  template <typename Key, typename Make>
  void need(Kept<Key>& kept, const Key& key, Make make) {
    Part& part = parts_[part_count_++];
    part = {&kept.scores, 0};
    if (kept.key == key) return;
    kept.key = key;
    kept.scores = {};
    make();
    part.end = features_.size;
  }

  std::vector<Kept<uint64_t>> fronts_, tops_, belows_;  // by word
  std::vector<Kept<uint64_t>> pairs_, triples_;
  std::vector<Kept<NodePair>> top_nodes_, below_nodes_;
  std::array<Part, kParts> parts_;
  uint32_t part_count_ = 0;
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
        insert({state.score + scores[a], item, static_cast<Action>(a)}, width);
      }
    }
    items_.clear();
    for (const Candidate& candidate : candidates_) items_.push_back(push(candidate, sentence));
  }

  uint32_t push(const Candidate& candidate, const Sentence& sentence) {
    states_.push_back(next_state(states_, candidate.from, candidate.action, sentence));
    states_.back().score = candidate.score;
    return static_cast<uint32_t>(states_.size() - 1);
  }

  // Keeps the best `width`, best first; of equal ones the first comes first.
  void insert(const Candidate& candidate, uint32_t width) {
    candidates_.push_back(candidate);
    for (size_t i = candidates_.size() - 1; i > 0 && candidates_[i].score > candidates_[i - 1].score; --i)
      std::swap(candidates_[i], candidates_[i - 1]);
    if (candidates_.size() > width) candidates_.pop_back();
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
  parse.features.rows = tables.relation_rows();
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
