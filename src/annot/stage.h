// SPDX-License-Identifier: Apache-2.0
//
// What a stage needs and sets.  The pipeline checks at start-up that every need is set by an earlier stage; no stage knows another.
#pragma once

#include <cstdint>
#include <string_view>

namespace waqai::annot {

enum Layer : uint32_t {
  kTextLayer = 1u << 0,    // sentences, tokens
  kWordLayer = 1u << 1,    // words, alternatives, readings
  kTreeLayer = 1u << 2,    // arcs
  kTimeLayer = 1u << 3,    // times
  kEntityLayer = 1u << 4,  // entities, mentions
  kEventLayer = 1u << 5,   // events, rejected
  kClaimLayer = 1u << 6,   // claims, quotations, pledges; Event::claim
  kNameLayer = 1u << 7,    // names
};

struct StageInfo {
  std::string_view name;
  uint32_t needs = 0;  // layers, or-ed
  uint32_t sets = 0;
};

}  // namespace waqai::annot
