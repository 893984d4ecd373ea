// SPDX-License-Identifier: Apache-2.0
//
// TakenUp: who is blamed, praised, refused or threatened where only the act is named ("condemned the bombing", "rejected the request"): the doer
// of the act told before that the noun takes up.
#pragma once

#include <vector>

#include "events/candidate.h"

namespace waqai::events {

class TakenUp {
 public:
  TakenUp(annot::Document& document, const Reading& reading) : document_(document), reading_(reading) {}

  // Fills empty recipients of document.events from earlier events.  REQUIRES: events in order of the text.
  // O(events), each with those of the sentences shortly before it.
  void fill();

 private:
  void find_attacker(size_t at);
  bool find_cause(size_t at);
  uint32_t act_before(uint32_t anchor) const;
  uint32_t act_noun(const annot::Event& event) const;
  bool tells(uint32_t noun, const annot::Event& event);
  bool struck(const annot::Event& threat, const annot::Event& event) const;
  bool find_terror(annot::Event& event);
  bool apart(const annot::Event& event, const annot::Event& other) const;

  annot::Document& document_;
  const Reading& reading_;
  std::vector<Match> matches_;
};

}  // namespace waqai::events
