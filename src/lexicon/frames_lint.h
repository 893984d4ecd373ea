// SPDX-License-Identifier: Apache-2.0
//
// Findings about the frame dictionary as a whole: frames that can never win, that contradict each other, that never fired.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lexicon/frames_source.h"

namespace waqai::lexicon {

// Patterns written in two frames of which neither asks for anything (`if:`): the first always wins, unless only the second names a mode.  With two
// types: contradictory; else shadowed.
void lint_patterns(const std::vector<FrameSource>& frames, Findings& findings);

// How often each frame fired, by "FILE:LINE" of its block.
using FrameCounts = std::map<std::string, uint64_t, std::less<>>;
// Counts the `"frame": "FILE:LINE"` fields in text, as `waqai code --to jsonl` writes them.
FrameCounts count_frames(std::string_view records);
// A warning for every frame with a type that never fired.
void lint_unused(const std::vector<FrameSource>& frames, const FrameCounts& counts, Findings& findings);

}  // namespace waqai::lexicon
