// SPDX-License-Identifier: Apache-2.0
//
// The frame dictionary as people write it (data/events/*.frames, docs/coding.md "The dictionary"): blocks with what they inherit filled in, and the
// examples, which are its tests.  Used by the compiler and by `waqai dict check`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/source.h"

namespace waqai::lexicon {

// A key of a frame with where it was written: in the block or in a class it inherits from.
struct FrameKey {
  std::string_view key;
  std::string_view value;
  std::string_view file;
  uint32_t line = 0;
};

struct FrameSource {
  std::string_view kind;  // frame, operator, speech, list
  std::string_view name;  // the first pattern
  uint16_t file = 0;
  std::string_view file_name;
  uint32_t line = 0;
  std::vector<std::string_view> patterns;  // name and `also`
  std::vector<FrameKey> keys;              // own keys first, then inherited ones that it does not have itself
  std::vector<FrameKey> examples;          // own only

  // The value of a key; empty where it is missing.
  std::string_view get(std::string_view key) const;
  const FrameKey* find(std::string_view key) const;
  // Of an overlay, not of the data folder.
  bool is_overlay() const { return file_name.substr(0, 7) != "events/"; }
};

// One example: `SENTENCE => ACTOR; ACTOR -> RECIPIENT; RECIPIENT @ TYPE status mode`, or `SENTENCE => nothing`.
struct FrameExample {
  std::string file;
  uint32_t line = 0;
  uint32_t frame_line = 0;  // of the frame's block, in the same file
  std::string frame;
  std::string sentence;
  bool nothing = false;            // no event of the frame's type; where that is none, no event at all
  std::string type;                // after @, else the frame's
  std::string status;              // after the type, else actual
  std::string mode;                // after the status; empty: not tested
  std::vector<std::string> actor;  // words; empty: nobody is named
  std::vector<std::string> recipient;
  bool any_actor = false;      // `?`: not tested
  bool has_recipient = false;  // the example says who the recipient is (or, with `-`, that there is none); not with `?`
};

// All blocks below data/events, inheritance resolved, in order of the files, without those that a block of an overlay stands for (`instead`).
// Unknown keys and classes, empty or doubled keys, and an `instead` that names nothing are findings.
std::vector<FrameSource> read_frame_sources(const SourceSet& sources, Findings& findings);

// All examples.  A malformed one is a finding.
std::vector<FrameExample> read_frame_examples(const std::vector<FrameSource>& frames, Findings& findings);

}  // namespace waqai::lexicon
