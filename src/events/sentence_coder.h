// SPDX-License-Identifier: Apache-2.0
//
// One sentence: from matches to events.  Steps in order: match, chain, conditions, licence of masdars, competition, roles, status, content of
// speech acts, one act one event, details.
#pragma once

#include <vector>

#include "events/chain.h"
#include "events/coder.h"
#include "events/roles.h"
#include "events/slots.h"

namespace waqai::events {

// Why a candidate is no event; `soft`: a doubt that the learned filter may overrule.  No reason: it may be one.
struct Refusal {
  std::string_view reason;
  bool soft = false;
};

class SentenceCoder {
 public:
  SentenceCoder(annot::Document& document, Workspace& scratch, const Models& models);

  void code(uint32_t sentence);
  // The given events of the sentence (given.cc).
  void code_given(uint32_t sentence);

 private:
  bool plain_frame(std::string_view type, uint32_t anchor, Match& match) const;
  void match(uint32_t sentence);
  void compete();
  void turn(Candidate& candidate) const;
  void settle(Candidate& candidate);
  Refusal refuse_nominal(const Candidate& candidate) const;
  std::string_view private_dealing(const Candidate& candidate) const;
  bool names_country(const annot::Role& role) const;
  bool speaks_up(const Candidate& candidate, const annot::Role& role) const;
  std::string_view refuse_participle(const Candidate& candidate) const;
  std::string_view refuse_judgement(const Candidate& candidate) const;
  std::string_view refuse_state(const Candidate& candidate) const;
  void take_topic(Candidate& candidate) const;
  void fill_roles(Candidate& candidate);
  void one_sided(Candidate& candidate) const;
  void fill_genitive(Candidate& candidate);
  bool fill_visit(Candidate& candidate, const std::vector<annot::Role>& genitive) const;
  void fill_list(const Candidate& candidate, uint32_t begin, uint32_t end, std::vector<annot::Role>& out) const;
  bool takes_ground(const lexicon::FrameRecord& record) const;
  bool only_land(const annot::Role& role) const;
  void drop_ground(Candidate& candidate) const;
  void drop_regions(Candidate& candidate) const;
  void drop_borders(Candidate& candidate) const;
  void blame_doers();
  void absorb();
  bool inside(const Candidate& content, const Candidate& act) const;
  uint32_t region_end(const Candidate& act) const;
  bool goes_on_telling(uint32_t w) const;
  bool timed(uint32_t that) const;
  void merge();
  bool others_hurt(uint32_t w) const;
  bool same_harm(const Candidate& first, const Candidate& later) const;
  bool one_act(const Candidate& a, const Candidate& b) const;
  bool judged(std::string_view type) const;
  bool alone() const;
  bool vouched() const;
  void vouch(Candidate& candidate, uint32_t rivals);
  bool plain(const Candidate& candidate) const;
  void filter(Candidate& candidate, uint32_t rivals);
  void trigger(Candidate& candidate) const;
  void reject(Candidate& candidate, std::string_view reason);
  void doubt(Candidate& candidate, std::string_view reason);
  const lexicon::FrameRecord& frame(const Candidate& candidate) const { return reading_.frames().frames()[candidate.match.frame]; }

  annot::Document& document_;
  Workspace& scratch_;
  const Models& models_;
  const Reading& reading_;
  Slots slots_;
  Roles roles_;
  uint32_t sentence_ = 0;
};

}  // namespace waqai::events
