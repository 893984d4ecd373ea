// SPDX-License-Identifier: Apache-2.0
//
// The chain of operators over an act: from the predicate up to the top of its clause chain.  Particles (not, will, may, if), verbs and nouns
// (try, foil, lift, continue, plan, fear) compose; the result decides whether the act is an event, of which status and who its doer is.
#pragma once

#include <vector>

#include "events/candidate.h"

namespace waqai::events {

class Chains {
 public:
  Chains(const Reading& reading, const std::vector<Match>& operators) : reading_(reading), operators_(operators) {}

  // Fills candidate.chain.  O(operators of the sentence) a step, at most six steps.
  void read(Candidate& candidate) const;

 private:
  const Match* governing(const Match& act, uint32_t at, bool finite) const;
  const Match* adjacent(uint32_t at) const;
  bool inner(uint32_t at) const;
  const Match* by_verb(uint32_t at) const;
  const Match* over_clause(uint32_t at) const;
  const Match* by_tree(uint32_t at) const;
  const Match* by_relative(const Match& act) const;
  bool to_come(uint32_t w) const;
  bool remembered(uint32_t last, uint32_t begin) const;
  bool was_before(uint32_t w) const;
  bool relative_ma(uint32_t w) const;
  bool is_if(uint32_t w, uint32_t verb) const;
  void particles(uint32_t verb, Chain& chain, bool& negated) const;
  void apply(const Match& op, Chain& chain) const;
  // ahead.cc: each gives the word that tells it, or kNone.
  bool of_the_future(uint32_t verb, Chain& tried) const;
  bool in_the_past(uint32_t verb) const;
  uint32_t joined_to_future(uint32_t verb, Chain& tried) const;
  uint32_t verb_ahead(uint32_t verb, Chain& tried) const;
  uint32_t noun_ahead(const Match& act, Chain& tried) const;
  void look_ahead(Candidate& candidate) const;
  const lexicon::FrameRecord& frame(const Match& op) const { return reading_.frames().frames()[op.frame]; }

  const Reading& reading_;
  const std::vector<Match>& operators_;
};

}  // namespace waqai::events
