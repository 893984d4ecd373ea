// SPDX-License-Identifier: Apache-2.0
//
// Slots: the words that fill an argument place of a match, and the roles made of them.
#pragma once

#include <vector>

#include "events/candidate.h"

namespace waqai::events {

// Where the words of a slot came from, for the explanation and the confidence.
enum class Found : uint8_t { kNothing, kTree, kOrder, kShared };

struct Filler {
  std::vector<uint32_t> heads;  // words in order
  Found found = Found::kNothing;
};

class Slots {
 public:
  Slots(const Reading& reading, const std::vector<Match>& speech) : reading_(reading), speech_(speech) {}

  Filler fill(const Match& match, const Chain& chain, lexicon::Slot slot) const;
  // The subject of a verb: in the tree, hidden, shared with the verb it is coordinated with, or by word order.
  Filler subject(uint32_t verb) const;
  Filler object(uint32_t verb) const;
  // The object beside a noun of the pattern ("held X responsible"): the somebody behind the verb that is neither its subject nor led by a
  // preposition.
  Filler beside(const Match& match) const;
  // Somebody of power between a masdar and its object: "the launching by the forces of an attack".
  Filler doer_between(const Match& match) const;
  // The object behind the genitive of a masdar: "the police's arrest of two men", "the execution by the group of eight hostages".
  Filler masdar_object(uint32_t noun) const;
  // "the decision of London to expel (expelling) them": who decides, the doer of the masdar behind.
  Filler decider(uint32_t noun) const;
  // "the meeting of X - Y", "his meeting that was held with Y": the other side of what a noun tells of two sides.
  Filler other_side(const Match& match) const;
  // Who else took part in what has two sides, where only mention `told` is known: the subject of the verb before or above.
  Filler missing_side(const Match& match, uint32_t told) const;
  // "at a request of (min) X": who makes it.
  Filler asker(const Match& match) const;
  // Whether the genitive of a noun of an act made it, whatever the frame says: "the criticisms of X", "X announced its shelling of".
  bool own_act(const Match& match, const Chain& chain) const;
  // "an attack, a bloody one, of (li-) X", "shelling ascribed to X": whose deed a noun of violence is.
  Filler deed_of(uint32_t noun) const;
  // Whether a verb is passive, marked or (for frames that say so) by having one noun phrase only.
  bool passive(const Match& match) const;
  // Who says what stands at `w`: the subject of the nearest verb of saying before it, or who stands before the colon of a headline.
  Filler speaker(uint32_t w) const;
  // "said that ..., and threatened": the verb of the sentence that a past verb behind ", and" goes on with, across a that-clause; kNone otherwise.
  uint32_t resumed_verb(uint32_t verb) const;
  // Whether all conditions of the frame hold.
  bool conditions(const Match& match, const Chain& chain) const;

 private:
  uint32_t continued(const Match& match) const;
  Filler preposition(const Match& match, const Chain& chain, uint8_t preposition) const;
  bool charges(const Match& match) const;
  bool stands_alone(uint32_t w) const;
  bool of_other_act(const Match& match, uint32_t preposition) const;
  Filler judged(const Match& match) const;
  uint32_t content_begin(const Match& match) const;
  uint32_t behind_measure(uint32_t first) const;
  uint32_t measured(uint32_t first) const;
  bool enforces(const Match& match) const;
  Filler genitive(uint32_t noun) const;
  Filler adjective(uint32_t noun) const;
  Filler agent(const Match& match, const Chain& chain) const;
  Filler owner(const Match& match, const Chain& chain) const;
  Filler complement(const Match& match) const;
  uint32_t raw_subject(uint32_t verb, Found& found) const;
  uint32_t subject_in_relative(uint32_t verb) const;
  uint32_t raw_object(uint32_t verb) const;
  uint32_t antecedent(uint32_t verb) const;
  uint32_t main_verb(uint32_t verb, uint32_t head) const;
  bool holds(const Match& match, const Chain& chain, const lexicon::Condition& condition) const;
  bool told_has(uint32_t mention, std::span<const uint32_t> terms) const;
  bool test_words(const std::vector<uint32_t>& heads, const lexicon::Condition& condition) const;
  bool is_power(uint32_t mention) const;
  bool acts(const Match& match) const;
  Filler addressed(const Match& match, const Filler& object) const;
  bool is_group(uint32_t w) const;
  bool is_place(uint32_t mention) const;
  uint32_t sole_object(const Match& match) const;
  bool disagrees(uint32_t verb, uint32_t noun) const;
  uint32_t topic(uint32_t verb) const;
  uint32_t preposed(uint32_t verb) const;
  uint32_t behind_verb(uint32_t verb) const;
  bool may_share(uint32_t first, uint32_t verb) const;
  uint32_t first_joined(uint32_t mention) const;
  uint32_t before_apposition(uint32_t verb, uint32_t noun) const;
  uint32_t resumption(uint32_t verb) const;
  bool taken_up(uint32_t verb) const;
  uint32_t issuer(uint32_t verb) const;
  uint32_t owned_noun(const Match& match) const;
  uint32_t issued_object(const Match& match) const;
  bool personal(uint32_t w) const;
  bool ongoing(const Match& match, const Chain& chain) const;
  bool may_be_subject(uint32_t w, uint32_t verb) const;
  uint32_t of_auxiliary(uint32_t verb) const;
  bool apart(uint32_t aux, uint32_t verb) const;
  bool counts_others(uint32_t verb, uint32_t number) const;
  uint32_t counted_next(uint32_t verb) const;
  bool counts(uint32_t w) const;
  uint32_t next_nominal(uint32_t from, uint32_t end) const;
  uint32_t next_argument(uint32_t from, uint32_t end) const;
  uint32_t behind_relative(uint32_t verb, uint32_t end) const;

  const Reading& reading_;
  const std::vector<Match>& speech_;  // verbs of saying of the sentence, in order
};

}  // namespace waqai::events
