// SPDX-License-Identifier: Apache-2.0
//
// What an event has beside type and roles: mode, contexts, time, place, CAMEO code.
#pragma once

#include "events/candidate.h"

namespace waqai::events {

class Details {
 public:
  explicit Details(const Reading& reading) : reading_(reading) {}

  // Fills everything into candidate.event, whose type and roles stand.  `strings` keeps what the document must own.
  void fill(Candidate& candidate) const;

 private:
  annot::Range zone(const Candidate& candidate) const;
  void mode(Candidate& candidate, annot::Range zone) const;
  void contexts(Candidate& candidate, annot::Range zone) const;
  void time(Candidate& candidate, annot::Range zone) const;
  bool is_dating(const annot::Time& time) const;
  int tied(const Candidate& candidate, const annot::Time& time) const;
  uint32_t host_verb(const Candidate& candidate) const;
  bool told_of_other(const Candidate& candidate, const annot::Time& time, int points) const;
  bool is_due(const annot::Time& time) const;
  bool speaks_for(uint32_t verb, const annot::Event& event) const;
  uint32_t time_of_verb(uint32_t verb, uint32_t end) const;
  uint32_t time_of_report(const Candidate& candidate) const;
  uint32_t time_of_joined(const Candidate& candidate) const;
  uint32_t time_then(const Candidate& candidate, annot::Range range) const;
  bool place_belongs(const Candidate& candidate, uint32_t w, uint32_t head) const;
  void place(Candidate& candidate, annot::Range range) const;
  uint32_t place_in(const Candidate& candidate, annot::Range range) const;
  uint32_t struck_place(const Candidate& candidate) const;
  bool target(const Candidate& candidate, const annot::Mention& place) const;
  bool between(const annot::Mention& place) const;
  bool topic(const Candidate& candidate, const annot::Mention& place) const;
  bool acts(const annot::Event& event, uint32_t w) const;
  bool left(const annot::Event& event, const annot::Mention& place) const;
  bool broader(uint32_t a, uint32_t b) const;
  bool is_land(uint32_t m) const;
  uint32_t visited(const Candidate& candidate) const;
  uint32_t witness(const Candidate& candidate) const;
  uint32_t headline_place(const Candidate& candidate) const;
  bool goal(const annot::Event& event, const annot::Mention& place) const;

  const Reading& reading_;
};

}  // namespace waqai::events
