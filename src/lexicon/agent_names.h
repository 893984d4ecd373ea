// SPDX-License-Identifier: Apache-2.0
//
// What agents without a name of their own are called: by their word, and the state they belong to ("army (Iraq)"), in English and in Arabic.
// Thread rule: immutable; share freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lexicon/actors.h"

namespace waqai::lexicon {

// The name of an agent in the language of both arguments; empty where the agent has none in it, without brackets where no state is told.
std::string agent_name(std::string_view agent, std::string_view state);

// The Arabic of names that agent_name made in English, for archives that have no Arabic beside them.
class AgentNames {
 public:
  // Copies what it needs of `actors`.  O(agents + states).
  explicit AgentNames(const ActorsView& actors);

  // The same agent in Arabic: of "agent (State)", "agent", or "State", as governments are called.  Empty for any other name.  O(length).
  std::string arabic(std::string_view english) const;
  // Of all that arabic() may answer.
  uint64_t digest() const { return digest_; }

 private:
  std::unordered_map<std::string, std::string> agents_, states_;  // English to Arabic
  uint64_t digest_ = 0;
};

}  // namespace waqai::lexicon
