// SPDX-License-Identifier: Apache-2.0
//
// A coded article as the measures look at it: read from one line of JSON in the gold format (docs/FORMATS.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::evaluate {

// Code points [begin, end) of the article's text.
struct Stretch {
  int64_t begin = 0, end = 0;
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

// Whose country and first sector count; empty where not known.
struct Party {
  std::string country, sector;
  friend auto operator<=>(const Party&, const Party&) = default;
};

struct NamedPlace {
  std::string name, country;
};

struct ScoredEvent {
  int64_t n = 0;
  Stretch trigger;
  Stretch home;  // its sentence; the trigger where none is told
  std::string type, status, date;
  std::vector<std::string> mode;  // sorted, each once
  std::vector<Party> actor, recipient;
  std::optional<Party> source;
  std::optional<NamedPlace> place;
};

struct ScoredArticle {
  std::string id;
  std::vector<ScoredEvent> events;
  std::vector<std::pair<int64_t, std::string>> pledges;  // event number, strength; each event once, the last row counts
  std::vector<Stretch> skip;                             // teasers: events in them do not count
};

// Reads one line; kBadJson (kind kRejected) where it is no coded article.  O(bytes).  Thread-safe.
Result<ScoredArticle> read_coded(std::string_view line);

}  // namespace waqai::evaluate
