// SPDX-License-Identifier: Apache-2.0
//
// AgentNamer: the Arabic of agents that an archive knows by an English name alone, handed in by who has the dictionaries.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace waqai::store {

struct AgentNamer {
  // Empty for names that are none of an agent.  Called from any thread.
  std::function<std::string(std::string_view)> arabic = [](std::string_view) { return std::string(); };
  uint64_t digest = 0;  // of all that `arabic` may answer: what was made with other names is made anew
};

}  // namespace waqai::store
