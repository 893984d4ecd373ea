// SPDX-License-Identifier: Apache-2.0
//
// Pledges: acts that somebody binds himself to (codebook, section 9): agreements and promises, announced concessions, definite threats, told by
// who is bound or by one who speaks for him.
#pragma once

#include "claims/vouch.h"

namespace waqai::claims {

class Pledges {
 public:
  Pledges(annot::Document& document, const Reading& reading) : document_(document), reading_(reading), speakers_(reading) {}

  // Adds the pledge of event `e`, if it is one, and a step that says why or why not.
  void event(uint32_t e, const Voice& voice);

 private:
  struct Frame {
    uint32_t begin = 0, end = 0;  // clause of the predicate
    uint32_t floor = 0;           // where what is said starts
    uint32_t predicate = 0;
    const Cue* word = nullptr;  // what binds: promise, ready, ...
    bool future = false;        // "will" at the predicate
  };
  Frame frame_of(const annot::Event& event, const Voice& voice) const;
  std::string_view refuse(const annot::Event& event, const Voice& voice, const Frame& frame) const;
  bool speaks_for(const annot::Event& event, const Attribution& one) const;
  uint32_t condition(const Frame& frame, annot::Range& words) const;
  annot::Range act(const annot::Event& event, const Frame& frame, annot::Range condition) const;
  bool definite(annot::Range act) const;
  uint32_t due(annot::Range words) const;

  annot::Document& document_;
  const Reading& reading_;
  Speakers speakers_;
};

}  // namespace waqai::claims
