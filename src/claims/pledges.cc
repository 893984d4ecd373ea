// SPDX-License-Identifier: Apache-2.0
#include "claims/pledges.h"

#include <algorithm>

namespace waqai::claims {

using annot::Upos;

namespace {

constexpr uint32_t kBack = 7;  // words before the predicate that may govern it
constexpr uint32_t kConditionWords = 24;

bool may_bind(std::string_view type) { return type == "AGREE" || type == "CONCEDE" || type == "THREATEN"; }

std::string_view first_code(std::string_view codes) { return codes.substr(0, codes.find(',')); }

bool is_state(std::string_view sector) {
  return sector == "GOV" || sector == "MIL" || sector == "COP" || sector == "SPY" || sector == "LEG" || sector == "PRM";
}

}  // namespace

Pledges::Frame Pledges::frame_of(const annot::Event& event, const Voice& voice) const {
  Frame frame;
  const annot::Range sentence = document_.sentences[event.sentence].words;
  frame.predicate = event.predicate;
  if (frame.predicate >= document_.words.size()) frame.predicate = sentence.begin;
  frame.begin = frame.predicate;
  frame.floor = sentence.begin;
  if (voice.attribution != nullptr && voice.attribution->words.contains(frame.predicate)) frame.floor = voice.attribution->words.begin;
  // The clause: back to "that", a colon or a mark of quotation, at most a few words.
  while (frame.begin > sentence.begin && frame.predicate - frame.begin < kBack && !reading_.is_mark(frame.begin - 1, ":") &&
         !(reading_.is_punctuation(frame.begin - 1) && reading_.quote_of(frame.begin) != kNone && reading_.quote_of(frame.begin - 1) == kNone))
    --frame.begin;
  frame.end = frame.predicate + 1;
  const uint32_t quote = reading_.quote_of(frame.predicate);
  const uint32_t last = quote == kNone ? sentence.end : std::min(sentence.end, reading_.quotes()[quote].end);
  const Cue* own = nullptr;
  for (; frame.end < last; ++frame.end) {
    const uint32_t w = frame.end;
    if (reading_.is_mark(w, "\u061b") || reading_.is_mark(w, ".") || reading_.is_mark(w, ";")) break;
    if (reading_.is_comma(w) && w + 2 < last && reading_.is_and(w + 1) && reading_.is_finite(w + 2)) break;
    if (reading_.is_comma(w) && w + 1 < last && reading_.cue(w + 1, {CueUse::kAccording, CueUse::kFrom, CueUse::kStop}) != nullptr) break;
  }
  for (uint32_t w = frame.begin; w <= frame.predicate; ++w) {
    if (reading_.is_that(w) && !reading_.is_subjunctive(w)) own = nullptr;
    if (const Cue* found = reading_.cue(w, {CueUse::kFirm, CueUse::kIntent, CueUse::kNever})) own = found;
  }
  for (uint32_t w = frame.predicate + 1;
       own == nullptr && w < frame.end && w <= frame.predicate + 2 && document_.words[w].span.end <= event.trigger.end; ++w)
    own = reading_.cue(w, {CueUse::kFirm, CueUse::kIntent, CueUse::kNever});
  frame.word = own;
  frame.future = frame.predicate > sentence.begin && reading_.cue(frame.predicate - 1, {CueUse::kFuture}) != nullptr;
  return frame;
}

// Whether the speaker can bind the actor: he is the actor, or speaks for his state or body.
bool Pledges::speaks_for(const annot::Event& event, const Attribution& one) const {
  if (!one.has_speaker || one.use == CueUse::kOpine || one.stance != "asserted" || one.innermost) return false;
  if (one.speaker.mention == kNone) {
    const auto at = std::lower_bound(document_.words.begin(), document_.words.end(), one.speaker.text.begin,
                                     [](const annot::Word& word, uint32_t begin) { return word.span.begin < begin; });
    if (at != document_.words.end() && reading_.cue(static_cast<uint32_t>(at - document_.words.begin()), {CueUse::kOutsider}) != nullptr)
      return false;
  }
  const std::string_view home = speakers_.country(one.speaker), sector = first_code(speakers_.sectors(one.speaker));
  // "The kingdom will send": a reference that nothing in the text resolves is the state of the official who speaks.
  const auto open = [&](const annot::Mention& m) {
    return m.kind == annot::MentionKind::kReference && m.entities.empty() && m.span.begin >= one.speaker.text.end &&
           m.span.end <= event.trigger.begin;
  };
  if (event.actor.empty() && is_state(sector) && std::any_of(document_.mentions.begin(), document_.mentions.end(), open)) return true;
  for (const annot::Role& actor : event.actor) {
    if (speakers_.same(actor, one.speaker)) return true;
    const std::string_view other = first_code(speakers_.sectors(actor));
    const bool one_state = is_state(sector) && is_state(other);
    if (!home.empty() && home == speakers_.country(actor) && (one_state || sector == other)) return true;
  }
  return false;
}

// Why the event is no pledge; empty where it is one.
std::string_view Pledges::refuse(const annot::Event& event, const Voice& voice, const Frame& frame) const {
  if (event.status != "actual") return "no pledge: not said for sure";
  if (frame.word != nullptr && frame.word->use() == CueUse::kNever) return "no pledge: importance or necessity binds nobody";
  if (reading_.find(frame.begin, frame.predicate + 1, CueUse::kExpected) != kNone) return "no pledge: told by others to come";
  if (reading_.cue(frame.predicate, {CueUse::kDone}) != nullptr) return "no pledge: done by being said";
  if (voice.attribution != nullptr && !voice.attribution->has_speaker) return "no pledge: doubted";
  const bool reported = event.claim != kNone;
  if (reported && voice.attribution != nullptr && !voice.self && !speaks_for(event, *voice.attribution))
    return "no pledge: the speaker does not bind the actor";
  const bool act_of_speech = frame.word != nullptr || reading_.cue(frame.predicate, {CueUse::kFirm, CueUse::kIntent}) != nullptr;
  if (!reported && !voice.self && !voice.quoted_first_person && !act_of_speech && event.type != "THREATEN")
    return "no pledge: nobody who is bound says so";
  if (event.type == "CONCEDE" && !frame.future && !act_of_speech && !voice.self) return "no pledge: carried out, not announced";
  if (event.actor.empty() && voice.attribution == nullptr) return "no pledge: nobody is bound";
  return {};
}

// First word of the condition, and its words; kNone without one.
uint32_t Pledges::condition(const Frame& frame, annot::Range& words) const {
  const annot::Range sentence = document_.sentences[reading_.sentence(frame.predicate)].words;
  const uint32_t quote = reading_.quote_of(frame.predicate);
  const uint32_t last = quote == kNone ? sentence.end : std::min(sentence.end, reading_.quotes()[quote].end);
  const uint32_t back = frame.predicate > sentence.begin + kConditionWords ? frame.predicate - kConditionWords : sentence.begin;
  const uint32_t from = std::max(frame.floor, back);
  for (uint32_t w = from; w < last; ++w) {
    if (reading_.cue(w, {CueUse::kNoCondition}) != nullptr) return kNone;
    if (reading_.cue(w, {CueUse::kCondition}) == nullptr) continue;
    uint32_t end = w + 1;
    while (end < last && end < w + kConditionWords && !reading_.is_comma(end) && !reading_.is_mark(end, ".") && !reading_.is_mark(end, "\u061b") &&
           !(w < frame.predicate && end >= frame.predicate))
      ++end;
    words = {w, end};
    return w;
  }
  return kNone;
}

// The promised act: what follows the word that binds, or the clause of the verb itself.
annot::Range Pledges::act(const annot::Event& event, const Frame& frame, annot::Range condition) const {
  uint32_t begin = frame.predicate;
  const bool binding = frame.word != nullptr && frame.word->begin <= frame.predicate + 1 && !frame.future;
  if (binding) {
    begin = std::max(frame.predicate, frame.word->begin) + 1;
    // Behind its subject: to the preposition or "that" which leads the act, where one comes; best before a masdar, but for one that tells what
    // the promised thing is for ("a million for fighting the drought").
    uint32_t other = kNone, led = kNone;
    for (uint32_t w = begin; w + 1 < frame.end && w < begin + kBack * 2 && led == kNone && !condition.contains(w); ++w) {
      const Upos upos = reading_.word(w + 1).upos;
      const bool noun = (upos == Upos::kNoun || upos == Upos::kNum) && reading_.mention(w + 1) == kNone && !reading_.is_time(w + 1);
      const bool masdar = noun && reading_.word(w + 1).features.verb_form == annot::VerbForm::kMasdar;
      const bool leads = noun && reading_.cue(w, {CueUse::kLeads}) != nullptr;
      if (reading_.is_that(w) || (reading_.word(w).upos == Upos::kAdp && masdar && (leads || other == kNone))) led = w + 1;
      else if (other == kNone && leads) other = w + 1;
    }
    if (led == kNone) led = other;
    if (led != kNone) begin = led;
    const uint32_t m = begin < frame.end ? reading_.mention(begin) : kNone;
    const auto is_actor = [&](const annot::Role& role) { return role.text.overlaps(document_.mentions[m].span); };
    if (m != kNone && std::any_of(event.actor.begin(), event.actor.end(), is_actor)) begin = std::min(frame.end, document_.mentions[m].words.end);
    // The noun that lost its article to the preposition takes the preposition with it.
    if (begin > frame.begin && begin < frame.end && reading_.word(begin).form != document_.surface(reading_.word(begin)) &&
        reading_.word(begin - 1).proclitic)
      --begin;
  } else if (frame.future) {
    begin = frame.predicate - 1;
  }
  uint32_t end = frame.end;
  if (condition.begin > begin && condition.begin < end) end = condition.begin;
  while (end > begin && reading_.is_punctuation(end - 1)) --end;
  return {begin, std::max(begin, end)};
}

// A threat is definite where it names an act.
bool Pledges::definite(annot::Range act) const {
  if (act.empty()) return false;
  for (uint32_t w = act.begin; w < std::min(act.end, act.begin + 3); ++w) {
    if (reading_.cue(w, {CueUse::kVague}) != nullptr) return false;
  }
  return true;
}

uint32_t Pledges::due(annot::Range words) const {
  for (uint32_t t = 0; t < document_.times.size(); ++t) {
    const annot::Time& time = document_.times[t];
    if (time.words.begin < words.begin || time.words.begin >= words.end || time.precision == annot::Precision::kUnknown) continue;
    const bool past = document_.published != base::kNoDay && time.end != base::kNoDay && time.end < document_.published;
    if (!past && !time.duration && !time.value.empty()) return t;
  }
  return kNone;
}

void Pledges::event(uint32_t e, const Voice& voice) {
  annot::Event& event = document_.events[e];
  if (!may_bind(event.type)) return;
  const Frame frame = frame_of(event, voice);
  std::string_view reason = refuse(event, voice, frame);
  annot::Range when{kNone, kNone};
  condition(frame, when);
  const annot::Range what = act(event, frame, when);
  const bool warning = reading_.cue(frame.predicate, {CueUse::kWarning}) != nullptr;
  if (reason.empty() && event.type == "THREATEN" && (warning || !definite(what))) reason = "no pledge: no definite act is threatened";
  if (!reason.empty()) {
    event.steps.push_back({"pledge", reason, {}, event.trigger});
    return;
  }
  annot::Pledge pledge;
  pledge.event = e;
  pledge.by = event.actor;
  if (pledge.by.empty() && voice.attribution != nullptr) pledge.by.push_back(voice.attribution->speaker);
  pledge.to = event.recipient;
  pledge.act = document_.span_of(what);
  pledge.field = event.context;
  pledge.due = due({what.begin, frame.end});
  if (when.begin != kNone) pledge.condition = document_.span_of(when);
  const bool intent = frame.word != nullptr && frame.word->use() == CueUse::kIntent && !frame.future;
  pledge.strength = intent ? "intent" : "firm";
  if (frame.word != nullptr) pledge.row = frame.word->source();
  event.steps.push_back({"pledge", intent ? "the actor is ready or plans to" : "the actor binds himself", pledge.row,
                         frame.word != nullptr ? document_.span_of({frame.word->begin, frame.word->end}) : event.trigger});
  document_.pledges.push_back(std::move(pledge));
}

}  // namespace waqai::claims
