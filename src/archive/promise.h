// SPDX-License-Identifier: Apache-2.0
//
// By which words a later sentence names what somebody promised: the word that names the promised act, what follows it, and the words about the
// trigger of the later one.  Of letters alone, without a lexicon of forms; words that lead to an act, name meetings or one act in two ways stand
// in data/pledges/words.txt.  Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace waqai::archive {

using Stems = std::vector<uint64_t>;  // hashes, sorted, without repetition

// The words of a text without what inflects them, those of three letters and more.
Stems stems_of(std::string_view text);
Stems in_both(const Stems& a, const Stems& b);
Stems without(const Stems& a, const Stems& b);

struct PromisedAct {
  Stems names;                    // of the word that names it: its roots, and the family of words for one act; empty: nothing that can be compared
  std::vector<uint64_t> objects;  // stems of the next words, at most four
  Stems content;                  // stems of all words behind the first, at most eleven
  Stems told;                     // stems of all its first words, names of its doers among them
  bool meeting = false;
  bool verb = false;   // told by a verb of the future, which is seldom misread
  bool again = false;  // "does again"
};
// Of the words of a pledge, what stands before them in the sentence, and the stems of its doers' names.  Nothing where it is denied ("will not"),
// has happened ("after"), goes on ("will continue") or begins with words that name no act.
PromisedAct promised_act(std::string_view before, std::string_view act, const Stems& doers);

struct Telling {
  Stems names;  // as above, of the trigger and the word before it
  Stems near;   // stems of the trigger, five words before and twelve behind
  bool meeting = false;
  bool again = false;    // "did again"
  bool met = false;      // a meeting in the past, or one behind "after", "during"
  bool present = false;  // a verb of the present
  bool denied = false;   // "did not" stands right before
  bool unreal = false;   // "before", "if", "that he do" stands right before
};
// `nameless` is the trigger with the names of parties blanked.
Telling telling_of(std::string_view before, std::string_view trigger, std::string_view nameless, std::string_view behind);

// How the one is named by the other.
struct Naming {
  bool root = false;     // by one root
  bool family = false;   // by words of one family
  bool meeting = false;  // both are meetings
  bool other = false;    // another act: one of them is no meeting, or "more", "again", "persons" stands near
  bool direct = false;   // the word behind the name stands there, too
  size_t objects = 0;    // how many of the next words do
  bool coming = false;   // a meeting that is possible or awaited
  bool again = false;    // both say "again"
  Stems content;         // and of all
  Stems special;         // without the words of every measure: duties, goods, dollars
};
Naming naming_of(const PromisedAct& promised, const Telling& told);

// What is compared of the two acts beside their words.
struct Comparison {
  double weight = 0;         // how much Naming::content tells apart: nats, summed
  double special = 0;        // and Naming::special, without frequent words and names of parties
  bool measure = false;      // the later act is a sanction or a duty
  bool target = false;       // both are done to one state
  bool counterpart = false;  // of a meeting: the doers are named near the trigger, and somebody of the other side
  bool dated = false;        // the day of the later act is told
};
// The rule by which a later sentence names the promised act; empty: none.
//   act       by its own word, and by what follows it
//   like      by a word of its family, and by what follows
//   meeting   both are meetings, the later one in the past or dated
std::string_view rule_of(const Naming& naming, const Telling& told, const Comparison& with);

// Whether somebody announced what follows: told again, not done.
bool is_announced(std::string_view before);

// Whether the trigger says that something is called off.
bool is_called_off(std::string_view before, std::string_view trigger);

// Whether a promise tells amounts (numbers beyond a month's days that are no years) and the first one from the trigger on is none of them.
bool is_other_amount(std::string_view act, std::string_view trigger, std::string_view behind);

}  // namespace waqai::archive
