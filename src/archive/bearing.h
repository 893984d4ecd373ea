// SPDX-License-Identifier: Apache-2.0
//
// Whether a later act bears on a pledge, and what it says about it: done, in progress, cancelled, contradicted.  By the kinds of the two acts, their
// realis, their parties, and the word that names the act.  Rather nothing than something wrong: what was promised again, feared or asked for says
// nothing. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace waqai::archive {

struct Party {
  std::string name;
  std::string country;
  std::string sector;  // codes joined by ;
  bool named = false;  // a person or body of the actor base, not a state or an office
  bool actor = false;  // else recipient
};

// What is compared of an event.
struct BearingAct {
  std::string type;  // PLOVER
  std::string mode;  // joined by ;
  std::string status;
  std::string stance;       // who vouches
  bool open = false;        // is_open() or is_scheduled()
  bool begun = false;       // is_begun()
  bool apart = false;       // is_apart() of trigger and first actor
  bool called_off = false;  // is_called_off()
  bool denied = false;      // "did not" stands right before
  std::vector<Party> parties = {};
};

// What `later` says about what `pledged` promises; empty: nothing.
std::string_view finding_of(const BearingAct& pledged, const BearingAct& later);

// Whether both can be of the same parties: one doer or his state, and the others where both tell them; of acts done together, two of the parties.
bool same_parties(const BearingAct& pledged, const BearingAct& later);

// Whether a person, a body or a state does it, and not a group: soldiers of a country shoot every day.
bool is_of_somebody(const BearingAct& act);

// Whether both are done to one state, or to one sector of it.
bool one_target(const BearingAct& pledged, const BearingAct& later);

// The letters that forms of one verb and its noun share ("will meet", "met", "meeting"), as far as can be told without a lexicon: several guesses,
// sorted.
using Roots = std::vector<std::string>;
Roots roots_of(std::string_view folded_word);

// Whether "after" or "managed to" stands right before a promised act: it has happened, nobody promises it.
bool is_past(std::string_view before);

// Whether a word of time stands between a trigger and an actor behind it: he is the doer of another act ("the expulsion came after Britain accused").
bool is_apart(std::string_view between);

// Whether a verb of the future, fears, a chance, a decision, an offer, a delay or another word of what is to come stands in the trigger or near it:
// then nobody says that it has happened.
bool is_open(std::string_view before, std::string_view trigger, std::string_view behind);

// Whether the trigger of a dated act is a verb of the present ("reopens on Tuesday"): a plan, since what is done is told in the past.  By its
// letters: a noun like "opening" with a first teh (tafil) is none.
bool is_scheduled(std::string_view trigger, bool dated);

// Whether the trigger, or a verb shortly before it, says that the act began: it is in progress, not done.
bool is_begun(std::string_view before, std::string_view trigger);

// Whether both tell numbers of two digits and more, and none in common.
bool numbers_differ(std::string_view a, std::string_view b);

}  // namespace waqai::archive
