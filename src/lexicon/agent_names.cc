// SPDX-License-Identifier: Apache-2.0
#include "lexicon/agent_names.h"

#include <algorithm>

#include "base/hash.h"

namespace waqai::lexicon {
namespace {

constexpr std::string_view kOpen = " (", kClose = ")";

bool is_code(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string_view word_of(const std::unordered_map<std::string, std::string>& words, std::string_view english) {
  const auto found = words.find(std::string(english));
  return found == words.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

std::string agent_name(std::string_view agent, std::string_view state) {
  std::string name(agent);
  if (!agent.empty() && !state.empty()) name.append(kOpen).append(state).append(kClose);
  return name;
}

AgentNames::AgentNames(const ActorsView& actors) {
  const auto add = [this, &actors](auto& words, uint32_t english, uint32_t arabic) {
    if (actors.text(arabic).empty() || !words.emplace(actors.text(english), actors.text(arabic)).second) return;
    digest_ = base::mix(base::mix(digest_, base::hash64(actors.text(english))), base::hash64(actors.text(arabic)));
  };
  for (const SectorRecord& agent : actors.sectors()) add(agents_, agent.gloss, agent.gloss_ar);
  for (const StateRecord& state : actors.states()) {
    add(states_, state.name, state.name_ar);
    codes_.emplace(actors.text(state.code), actors.text(state.name));
  }
}

std::string AgentNames::english(std::string_view agent, std::string_view code) const { return agent_name(agent, word_of(codes_, code)); }

std::string AgentNames::arabic(std::string_view english) const {
  if (const std::string_view agent = word_of(agents_, english); !agent.empty()) return std::string(agent);
  if (const std::string_view state = word_of(states_, english); !state.empty()) return std::string(state);
  const size_t gap = english.find(kOpen);
  if (gap == std::string_view::npos || !english.ends_with(kClose)) return {};
  const size_t begin = gap + kOpen.size();
  const std::string_view agent = word_of(agents_, english.substr(0, gap));
  const std::string_view bracket = english.substr(begin, english.size() - kClose.size() - begin), coded = word_of(codes_, bracket);
  const std::string_view state = word_of(states_, coded.empty() ? bracket : coded);
  // Archives of before have codes of groups, too, which are no states: "government (UNO)".
  return state.empty() && !is_code(bracket) ? std::string() : agent_name(agent, state);
}

}  // namespace waqai::lexicon
