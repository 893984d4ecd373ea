// SPDX-License-Identifier: Apache-2.0
//
// Home: whose an agent is whose phrase does not tell ("the government", "six persons").  The states that the article tells are scored by where each
// is told: in the sentence, in those before, in the title, by an agent of the same kind.  Weights: home_weights.h.
#pragma once

#include <string_view>
#include <vector>

#include "annot/document.h"

namespace waqai::entities {

// Kinds of agents that belong in different ways: what governs to the state spoken of, armed men to the field, people to the place.
enum class HomeKind : uint8_t { kGovernment, kForce, kOrder, kPeople };

// What may speak for a state.
enum class Evidence : uint8_t {
  kPlaceBefore,         // a place in the sentence, before the agent
  kPlaceBehind,         // and behind it
  kPlaceNear,           // at most five words behind it
  kGoal,                // where somebody goes
  kNamedPlace,          // a place in which nothing happens (subject, genitive)
  kThingBehind,         // an adjective of nationality with a thing behind the agent ("... the Syrian town")
  kThingNear,           // at most four words behind it ("the ministers of justice and of defence, Turkish")
  kActsLast,            // the last one who acts before the agent in the sentence
  kActsLastOrder,       // which is police or a court
  kActsLastForce,       // or armed
  kActsLastSubject,     // and the subject of a verb
  kActsBefore,          // another one before the agent
  kActsBehind,          // one behind it
  kToldNext,            // told in the next sentence
  kToldBack2,           // two sentences before
  kPlaceBack2,          // as a place
  kLastPlace,           // the last place of the sentences before
  kSameWord,            // whose the same noun was last
  kSameWordTold,        // an agent of the same noun with its state in its phrase, anywhere
  kSameKindToldBefore,  // of the same sector: the last one before
  kSameKindToldAny,     // anywhere
  kTitle,               // told in the title
  kTitlePlace,          // as a place
  kLead,                // told in the first sentence of the body
  kDateline,
  kHalf,     // at least half of all that is told
  kQuarter,  // at least a quarter
  kOnce,     // told once
  kCount
};

struct HomeCandidate {
  std::string_view country;
  uint64_t evidence = 0;  // bits: Evidence
  uint32_t times = 0;     // told, outside the dateline
  bool by_things = true;  // told by whose an act or thing is alone ("the Russian bombing")
  bool by_others = true;  // told by one of its kind behind it alone ("the patriarch broke with the Greek church")
  void set(Evidence e) { evidence |= uint64_t{1} << static_cast<uint32_t>(e); }
};

// What a draft tells of a state.
struct Clue {
  uint32_t word = 0, sentence = 0;
  std::string_view country;
  std::string_view code;         // first sector of an agent
  uint32_t noun = annot::kNone;  // of an agent
  bool place = false;
  bool happens = false;  // a place in which something happens or is
  bool goal = false, thing = false, dateline = false;
};

// One choice, as training sees it.
struct HomeChoice {
  Span span;
  HomeKind kind = HomeKind::kGovernment;
  std::string_view sector;  // first code
  std::vector<HomeCandidate> candidates;
};

// The first of sectors joined by commas.
inline std::string_view first_code(std::string_view sectors) { return sectors.substr(0, 3); }

// Of no sector: a place, which belongs as people do.
HomeKind home_kind(std::string_view sectors);

}  // namespace waqai::entities
