// SPDX-License-Identifier: Apache-2.0
//
// Incidents: events of one story that are one happening.  Groups in which every two events fit (how_alike() in story/alike.h, or one article counts
// them as one happening), built from the pairs for which most speaks; so one report on two matters does not chain them, and the result is a function
// of the set of events.  Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "story/alike.h"

namespace waqai::story {

struct Version {
  std::string field;  // actor, recipient, status, day, place, or a kind of magnitude
  std::string value;
  std::vector<uint32_t> events;  // members that give it, ascending
  uint32_t reports = 0;
  std::vector<std::string> outlets;  // sorted, of the reports
};

struct Incident {
  std::vector<uint32_t> events;  // indices into the input, earliest first
  uint32_t articles = 0;
  uint32_t reports = 0;
  std::vector<std::string> outlets;  // independent: those that printed a report first; sorted
  // The value most reports give, per field, "" where none gives one; of equals the earliest.
  std::string status, day, day_basis, place, actor, recipient;
  uint32_t place_event = 0;  // index of an event with that place, actor, recipient: its other fields are taken from there
  uint32_t actor_event = 0;
  uint32_t recipient_event = 0;
  std::vector<Version> versions;  // of fields in which reports differ, in order of field and of reports
};

// REQUIRES: events in order of (article, Event::n), which is the order of the set; then incidents come in the order of their earliest event.
// Quadratic in the events of one type, and cubic in those that fit.
std::vector<Incident> find_incidents(const std::vector<ToldEvent>& events);

}  // namespace waqai::story
