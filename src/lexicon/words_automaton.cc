// SPDX-License-Identifier: Apache-2.0
#include "lexicon/words_automaton.h"

#include <algorithm>
#include <cassert>

namespace waqai::lexicon {
namespace {

template <typename T>
uint32_t keys_of(const T& state) {
  uint32_t keys = state.accepts ? 1 : 0;
  for (const auto& arc : state.arcs) keys += arc.keys;
  return keys;
}

}  // namespace

std::string Automaton::key(uint32_t index) const {
  constexpr size_t kMaxKey = 255;
  std::string key;
  Place place = start();
  while (!place.accepts || place.index != index) {
    Place next;
    unsigned char by = 0;
    bool found = false;
    // The last arc behind which the key may lie.
    arcs_of(place, [&](unsigned char label, const Place& to) {
      if (to.index > index) return;
      next = to;
      by = label;
      found = true;
    });
    if (!found || key.size() == kMaxKey) return {};
    key += static_cast<char>(by);
    place = next;
  }
  return key;
}

void AutomatonBuilder::add(std::string_view key) {
  assert(!key.empty() && key > last_);
  const size_t common = static_cast<size_t>(std::mismatch(key.begin(), key.end(), last_.begin(), last_.end()).first - key.begin());
  freeze(common);
  for (size_t i = common; i < key.size(); ++i) path_.emplace_back();
  path_.back().accepts = true;
  last_ = key;
}

void AutomatonBuilder::freeze(size_t depth) {
  while (path_.size() > depth + 1) {
    const State done = std::move(path_.back());
    path_.pop_back();
    Arc arc;
    arc.label = static_cast<unsigned char>(last_[path_.size() - 1]);
    arc.accepts = done.accepts;
    arc.target = store(done);
    arc.keys = keys_of(done);
    path_.back().arcs.push_back(arc);
  }
}

uint32_t AutomatonBuilder::store(const State& state) {
  if (state.arcs.empty()) return 0;
  std::string signature;
  for (const Arc& arc : state.arcs) {
    const uint32_t packed = arc.target << 10 | (arc.accepts ? Automaton::kAccepts : 0) | arc.label;
    signature.append(reinterpret_cast<const char*>(&packed), 4);
  }
  signature += state.accepts ? '+' : '-';  // an accepting state numbers its arcs from 1
  const auto [place, added] = known_.try_emplace(signature, static_cast<uint32_t>(arcs_.size()));
  if (!added) return place->second;
  uint32_t before = state.accepts ? 1 : 0;
  for (const Arc& arc : state.arcs) {
    arcs_.push_back(arc.target << 10 | (arc.accepts ? Automaton::kAccepts : 0) | arc.label);
    before_.push_back(before);
    before += arc.keys;
  }
  arcs_.back() |= Automaton::kLast;
  assert(arcs_.size() < Automaton::kMaxArcs);
  return place->second;
}

void AutomatonBuilder::finish() {
  freeze(0);
  start_ = store(path_[0]);
  known_.clear();
}

}  // namespace waqai::lexicon
