// SPDX-License-Identifier: Apache-2.0
//
// What agents without a name of their own are called: by their word, and the state they belong to ("army (Iraq)"), in English and in Arabic.
// Thread rule: immutable; share freely.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lexicon/actors.h"

namespace waqai::lexicon {

// Agents that records have without a word of the text that names them (events/unnamed_state.h): their sector and the English word.
struct UnnamedAgent {
  std::string_view sectors, word;
};
inline constexpr std::array<UnnamedAgent, 4> kUnnamedAgents = {{{"COP", "police"}, {"JUD", "courts"}, {"GOV", "government"}, {"CVL", "civilians"}}};

// The name of an agent in the language of both arguments; empty where the agent has none in it, without brackets where no state is told.
std::string agent_name(std::string_view agent, std::string_view state);

// Names of agents of whom no row of the actor base is at hand, and the Arabic of names that an archive has in English alone.
class AgentNames {
 public:
  AgentNames() = default;  // knows nobody
  // Copies what it needs of `actors`.  O(agents + states).
  explicit AgentNames(const ActorsView& actors);

  // "agent (State)" of the English word and the code of a country; without brackets for a code of no state.  O(length).
  std::string english(std::string_view agent, std::string_view code) const;
  // The same agent in Arabic: of "agent (State)" or "agent (CODE)", of "agent", or of "State", as governments are called.  Empty for any other
  // name.  O(length).
  std::string arabic(std::string_view english) const;
  // Of all that arabic() may answer.
  uint64_t digest() const { return digest_; }

 private:
  std::unordered_map<std::string, std::string> agents_, states_;  // English to Arabic
  std::unordered_map<std::string, std::string> codes_;            // of states, to English
  uint64_t digest_ = 0;
};

}  // namespace waqai::lexicon
