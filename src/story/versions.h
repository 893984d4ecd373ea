// SPDX-License-Identifier: Apache-2.0
//
// What the reports of one incident say, field by field, and where they differ.  Pure; thread-safe.
#pragma once

#include <vector>

#include "story/incidents.h"

namespace waqai::story {

// Fills everything of `incident` but its events from its events.
void sum_up(const std::vector<ToldEvent>& events, Incident& incident);

}  // namespace waqai::story
