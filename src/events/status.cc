// SPDX-License-Identifier: Apache-2.0
#include "events/status.h"

namespace waqai::events {

namespace {

bool is_easing(std::string_view type) { return type == "CONCEDE" || type == "RETREAT"; }
// Acts of speech done now, also where they are about the future.
bool is_promise(std::string_view type) { return type == "AGREE" || type == "THREATEN" || type == "CONCEDE"; }

bool reverse(const Reading& reading, Candidate& candidate, std::string_view& reason) {
  annot::Event& event = candidate.event;
  const Chain& chain = candidate.chain;
  const lexicon::ReversalRecord* row = reading.frames().reversal(event.type);
  if (row == nullptr) {
    reason = "reversed; its reversal is no event";
    return false;
  }
  const bool announced = chain.future || chain.intended || chain.told;
  event.type = reading.frames().string(announced ? row->announced : row->done);
  event.mode.clear();
  const std::string_view mode = reading.frames().string(row->mode);
  if (!mode.empty() && (event.type == "RETREAT" || event.type == "REJECT" || event.type == "SANCTION")) event.mode.push_back(mode);
  return true;
}

void come(Candidate& candidate) {
  annot::Event& event = candidate.event;
  const Chain& chain = candidate.chain;
  if (is_cooperative(event.type)) {
    event.type = "AGREE";
    event.mode.clear();
  } else if (is_easing(event.type)) {
    event.type = "CONCEDE";
    event.mode.clear();
  } else if (is_hostile(event.type) && !chain.expected) {
    event.type = "THREATEN";
    event.mode.clear();
  } else if (!is_promise(event.type)) {
    event.status = "future";
  }
}

}  // namespace

bool is_cooperative(std::string_view type) { return type == "CONSULT" || type == "SUPPORT" || type == "COOPERATE" || type == "AID"; }
bool is_hostile(std::string_view type) { return type == "ASSAULT" || type == "COERCE" || type == "SANCTION" || type == "MOBILIZE"; }

bool settle_status(const Reading& reading, Candidate& candidate, std::string_view& reason) {
  annot::Event& event = candidate.event;
  const Chain& chain = candidate.chain;
  if (!chain.suppressed.empty()) {
    reason = chain.suppressed;
    return false;
  }
  event.status = "actual";
  if (chain.reversed && !reverse(reading, candidate, reason)) return false;
  if (chain.unreal) event.status = "negated";
  else if (chain.negated && chain.future && is_hostile(event.type) && !candidate.turned) event.type = "AGREE";
  else if (chain.negated && !candidate.turned) event.status = "negated";
  else if (chain.condition || chain.may) event.status = "hypothetical";
  else if (chain.attempted) event.status = "attempted";
  else if ((chain.future || chain.intended) && !candidate.turned) come(candidate);
  else if (chain.historical) event.status = "historical";
  event.steps.insert(event.steps.end(), chain.steps.begin(), chain.steps.end());
  return true;
}

}  // namespace waqai::events
