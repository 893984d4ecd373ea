// SPDX-License-Identifier: Apache-2.0
#include "lexicon/frames_lint.h"

#include "base/error_codes.h"

namespace waqai::lexicon {

void lint_patterns(const std::vector<FrameSource>& frames, Findings& findings) {
  std::map<std::string_view, const FrameSource*> open;
  for (const FrameSource& frame : frames) {
    if (frame.kind != "frame" || !frame.get("if").empty()) continue;
    for (const std::string_view pattern : frame.patterns) {
      const auto [earlier, added] = open.emplace(pattern, &frame);
      if (added || earlier->second == &frame) continue;
      const FrameSource& first = *earlier->second;
      if (first.is_overlay() != frame.is_overlay()) continue;                 // that of the overlay wins
      if (first.get("mode").empty() && !frame.get("mode").empty()) continue;  // of two alike the one with a mode wins
      const bool same = first.get("type") == frame.get("type");
      findings.warning(base::kDictionaryShadowed, frame.file_name, frame.line,
                       "'" + std::string(pattern) + "' can never win against " + std::string(first.file_name) + ":" + std::to_string(first.line) +
                           (same ? "" : ", which says " + std::string(first.get("type"))),
                       "remove it from one of the two, or tell them apart by `if:`");
    }
  }
}

FrameCounts count_frames(std::string_view records) {
  constexpr std::string_view kField = "\"frame\": \"";
  FrameCounts counts;
  for (size_t at = records.find(kField); at != std::string_view::npos; at = records.find(kField, at)) {
    at += kField.size();
    const size_t end = records.find('"', at);
    if (end == std::string_view::npos) break;
    ++counts[std::string(records.substr(at, end - at))];
  }
  return counts;
}

void lint_unused(const std::vector<FrameSource>& frames, const FrameCounts& counts, Findings& findings) {
  for (const FrameSource& frame : frames) {
    if (frame.kind != "frame" || frame.get("type") == "none") continue;
    if (counts.find(std::string(frame.file_name) + ":" + std::to_string(frame.line)) != counts.end()) continue;
    findings.warning(base::kDictionaryUnused, frame.file_name, frame.line, "the frame never fired",
                     "see with `waqai dict try` on sentences that it should read, or remove it");
  }
}

}  // namespace waqai::lexicon
