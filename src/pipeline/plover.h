// SPDX-License-Identifier: Apache-2.0
//
// The numbers of PLOVER 2.0: quad class and conflict-cooperation score of a type and mode.  Where the manual contradicts itself, the choice is
// stated in docs/decisions/0004-plover-defects.md.
#pragma once

#include <optional>
#include <string_view>

namespace waqai::pipeline {

// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; 0 for an unknown type.
int quad_class(std::string_view type);

// The score of the mode where it has one, else of the type; nothing for an unknown type.  -10 (conflict) to 10 (cooperation).
std::optional<double> plover_score(std::string_view type, std::string_view mode);

}  // namespace waqai::pipeline
