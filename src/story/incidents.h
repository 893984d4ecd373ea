// SPDX-License-Identifier: Apache-2.0
//
// Incidents: events of one story that are one happening.  Two events join where type and realis allow it, their days and places can be the same,
// their participants do not contradict each other and share at least one, and their sentences share what tells them apart from others (words weighed
// by how rare they are); what one article counts as one happening is one.  Groups are connected components, so the result is a function of the set of
// events. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "story/report.h"
#include "waqai/types/record.h"

namespace waqai::story {

// An event with what its article adds.
struct ToldEvent {
  const Event* event = nullptr;
  uint32_t article = 0;  // number in order of (day, content hash) within the story
  uint32_t report = 0;   // number of the article that printed this report first
  base::Day published = base::kNoDay;
  base::Day carried = base::kNoDay;  // day of another mention of the same happening
  std::string outlet;                // of the article
  std::string report_outlet;         // of the article that printed the report first
  std::vector<Feature> words = {};   // of its sentence (words_of_sentence); empty: not known, and not asked for
};

// Days on which the event can have been, inclusive; the whole of time where nothing is known.
struct DayRange {
  base::Day first = base::kNoDay;
  base::Day last = base::kNoDay;  // kNoDay: no end known
};
DayRange days_of(const ToldEvent& told);

// Whether two events of two articles can be, and by a shared participant are taken for, one happening.
bool is_one_happening(const ToldEvent& a, const ToldEvent& b);

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

// REQUIRES: events in order of (article, Event::n); then incidents come in the order of their earliest event.  Quadratic in the events of one type.
std::vector<Incident> find_incidents(const std::vector<ToldEvent>& events);

}  // namespace waqai::story
