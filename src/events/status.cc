// SPDX-License-Identifier: Apache-2.0
#include "events/status.h"

namespace waqai::events {

namespace {

bool is_easing(std::string_view type) { return type == "CONCEDE" || type == "RETREAT"; }

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

// "Announced a new meeting": not yet held.
bool only_announced(const Reading& reading, const Candidate& candidate) {
  const Match& act = candidate.match;
  if (!candidate.chain.told || candidate.chain.licensed || act.form != Form::kNominal) return false;
  return candidate.event.type == "CONSULT" && !reading.definite(act.core);
}

}  // namespace

bool is_promise(std::string_view type) { return type == "AGREE" || type == "THREATEN" || type == "CONCEDE"; }
bool is_speech(std::string_view type) { return is_promise(type) || type == "REQUEST" || type == "ACCUSE" || type == "REJECT" || type == "SUPPORT"; }
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
  // Not to attack is a pledge; what was turned round already is no longer negated.
  const bool renounced = chain.negated && chain.future && is_hostile(event.type) && !candidate.turned;
  if (renounced && !chain.unreal) event.type = "AGREE";
  else if (chain.unreal || (chain.negated && !candidate.turned)) event.status = "negated";
  else if (chain.condition || chain.may) event.status = "hypothetical";
  else if (chain.attempted) event.status = "attempted";
  else if ((chain.future || chain.intended || only_announced(reading, candidate)) && !candidate.turned) come(candidate);
  else if (chain.historical) event.status = "historical";
  event.steps.insert(event.steps.end(), chain.steps.begin(), chain.steps.end());
  return true;
}

void settle_day(const Reading& reading, Candidate& candidate) {
  annot::Event& event = candidate.event;
  const annot::Document& doc = reading.doc();
  if (event.status != "actual" || event.time == kNone || doc.published == base::kNoDay || is_speech(event.type)) return;
  const annot::Time& time = doc.times[event.time];
  const uint32_t verb = candidate.chain.governor == kNone ? candidate.match.anchor : candidate.chain.governor;
  if (time.begin == base::kNoDay || time.begin <= doc.published || reading.word(verb).features.aspect == annot::Aspect::kPerf) return;
  candidate.chain.future = candidate.chain.expected = true;
  come(candidate);
  event.steps.push_back({"status", "dated after publication", time.row, time.span});
}

}  // namespace waqai::events
