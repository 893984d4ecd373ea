// SPDX-License-Identifier: Apache-2.0
#include "syntax/decode.h"

namespace waqai::syntax {

void read_heads(const std::vector<State>& states, uint32_t state, uint32_t size, std::vector<uint32_t>& heads) {
  heads.assign(size, Tree::kRootHead);
  for (uint32_t at = state; states[at].previous != kNoState; at = states[at].previous) {
    const State& before = states[states[at].previous];
    if (states[at].action == Action::kLeft) heads[before.top.word] = before.front.word == size ? Tree::kRootHead : before.front.word;
    if (states[at].action == Action::kRight) heads[before.top.word] = states[before.below].top.word;
  }
}

void prepare_relations(Parse& parse) {
  const uint32_t size = parse.sentence.size;
  const uint32_t none = size + 1;
  parse.relations.assign(size, annot::Relation::kNone);
  parse.margins.resize(size, 0);
  parse.used.assign(size, 0);
  parse.latest.assign(size, none);
  parse.nodes.clear();
  for (uint32_t w = 0; w < size; ++w) parse.nodes.push_back(fresh_node(w, none));
  const auto bit = [&](uint32_t w) { return 1u << (parse.sentence.atoms[w].upos & 31); };
  for (uint32_t w = 0; w < size; ++w) {  // right children, inner ones first
    const uint32_t head = parse.heads[w];
    if (head == Tree::kRootHead || head > w) continue;
    Node& node = parse.nodes[head];
    node.right_inner = node.right;
    node.right = w;
    node.right_mask |= bit(w);
    node.right_count = next_count(node.right_count);
  }
  for (uint32_t w = size; w-- > 0;) {  // left children, inner ones first
    const uint32_t head = parse.heads[w];
    if (head == Tree::kRootHead || head < w) continue;
    Node& node = parse.nodes[head];
    node.left_inner = node.left;
    node.left = w;
    node.left_mask |= bit(w);
    node.left_count = next_count(node.left_count);
  }
}

void note_relation(Parse& parse, uint32_t child, annot::Relation relation) {
  parse.relations[child] = relation;
  if (parse.heads[child] == Tree::kRootHead) return;
  parse.used[parse.heads[child]] |= 1u << (static_cast<uint32_t>(relation) & 31);
  parse.latest[parse.heads[child]] = child;
}

}  // namespace waqai::syntax
