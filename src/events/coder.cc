// SPDX-License-Identifier: Apache-2.0
#include "events/coder.h"

#include <algorithm>

#include "base/calendar.h"
#include "events/genre.h"
#include "events/roles.h"
#include "events/sentence_coder.h"
#include "events/taken_up.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::events {

namespace {

constexpr uint32_t kAsideWords = 5;     // from a relative pronoun to the act of its clause
constexpr uint32_t kLead = 2;           // sentences behind the first one that still tell what the article is about
constexpr base::Day kPresentDays = 92;  // about three months: what ended before is history

// Four digits in a row.
bool tells_year(std::string_view text) {
  int digits = 0;
  for (size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    at += next.size;
    digits = text::digit_value(next.code) >= 0 ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

// The day that stands for a time told by month or year: its middle, where it is over.
base::Day standing_day(const annot::Time& time, base::Day published) {
  if (time.begin == base::kNoDay || time.end >= published) return time.end;
  return time.begin + (time.end - time.begin) / 2;
}

// Acts dated well before the article are historical.
void tell_history(annot::Document& document) {
  for (annot::Event& event : document.events) {
    if (event.time == annot::kNone || (event.status != "actual" && event.status != "attempted")) continue;
    // "will respect the deal of 2010": the time of what is promised about.
    const bool promise = event.type == "AGREE" || event.type == "THREATEN";
    if (promise && event.predicate < document.words.size() && document.words[event.predicate].features.aspect == annot::Aspect::kImp) continue;
    const annot::Time& time = document.times[event.time];
    // Without a day of publication a year that is told sets the act apart from the present story.
    if (document.published == base::kNoDay ? !tells_year(document.surface(time.span))
                                           : time.end == base::kNoDay || standing_day(time, document.published) + kPresentDays >= document.published)
      continue;
    event.status = "historical";
    event.steps.push_back({"status", "dated more than three months before publication", time.row, time.span});
  }
}

bool same_mode(const annot::Event& a, const annot::Event& b) { return a.mode.empty() || b.mode.empty() || a.mode == b.mode; }

// Whether the predicate of an event tells of several: "we held", "the two agreed", "their (two) talks"; or of talks that the article knows.
bool tells_several(const annot::Document& document, const annot::Event& event) {
  if (event.predicate == annot::kNone) return false;
  const auto several = [](const annot::Features& f) {
    return f.number == annot::Number::kDual || (f.person == 1 && f.number == annot::Number::kPlur);
  };
  const annot::Word& word = document.words[event.predicate];
  if (word.upos == annot::Upos::kVerb) return several(word.features);
  // "the talks with the Russians": those that were told.
  if (event.type == "CONSULT" && word.features.definite == annot::Definite::kDef) return true;
  const uint32_t next = event.predicate + 1;
  return next < document.words.size() && document.words[next].enclitic && document.words[next].token == word.token &&
         several(document.words[next].features);
}

// Whether `part` is a party of `whole`, or of its country.
bool one_of(const annot::Document& document, const annot::Role& part, const std::vector<annot::Role>& whole) {
  if (part.entity == annot::kNone) return false;
  const std::string_view country = document.entities[part.entity].country;
  return std::any_of(whole.begin(), whole.end(), [&](const annot::Role& role) {
    return role.entity != annot::kNone && (role.entity == part.entity || (!country.empty() && document.entities[role.entity].country == country));
  });
}

// Talks and agreements told without their parties ("views were exchanged", "it was agreed") are those of the talks told before.
void inherit_sides(annot::Document& document) {
  constexpr uint32_t kReach = 8;  // sentences
  const annot::Event* last = nullptr;
  for (annot::Event& event : document.events) {
    const bool talks = event.type == "CONSULT";
    if (event.actor.empty() && last != nullptr && event.sentence - last->sentence <= kReach && (talks || event.type == "AGREE") &&
        event.recipient.empty()) {
      event.actor = last->actor;
      if (talks && event.mode.empty() && last->mode.size() == 1 && last->mode[0] == "phone") event.mode = last->mode;
      event.steps.push_back({"actor", "the parties of the talks told before", {}, last->trigger});
      continue;
    }
    // "we held a long meeting": with whom the one who is named talked before.
    if ((talks || event.type == "AGREE") && event.actor.size() == 1 && event.recipient.empty() && last != nullptr &&
        event.sentence - last->sentence <= kReach && tells_several(document, event) && one_of(document, event.actor[0], last->actor)) {
      event.actor = last->actor;
      event.steps.push_back({"actor", "the parties of the talks told before", {}, last->trigger});
      continue;
    }
    if (talks && event.actor.size() >= 2) last = &event;
  }
}

// Mentions of one happening: same type, and parties that do not contradict each other.
void link_happenings(annot::Document& document, const Roles& roles) {
  uint32_t next = 0;
  for (size_t i = 0; i < document.events.size(); ++i) {
    annot::Event& event = document.events[i];
    event.happening = 0;
    for (size_t k = i; k-- > 0 && event.happening == 0;) {
      const annot::Event& other = document.events[k];
      if (other.type != event.type || other.sentence == event.sentence || !same_mode(event, other)) continue;
      if (event.actor.empty() != other.actor.empty() && event.recipient.empty()) continue;
      if (roles.compatible(event.actor, other.actor) && roles.compatible(event.recipient, other.recipient)) event.happening = other.happening;
    }
    if (event.happening == 0) event.happening = ++next;
  }
}

// What is told behind an act of long ago in its sentence, without a time of its own, is of long ago, too ("took part in 2014, then turned on them").
// And what the title or lead dates long ago is long ago in its other mentions.
void carry_history(annot::Document& document) {
  const auto open = [&document](const annot::Event& event) {
    const bool to_come = event.predicate < document.words.size() && document.words[event.predicate].features.aspect == annot::Aspect::kImp;
    return event.status == "actual" && event.time == annot::kNone && !to_come;
  };
  const auto carry = [](annot::Event& event, const annot::Event& old, std::string_view note) {
    event.status = "historical";
    event.steps.push_back({"status", note, {}, old.trigger});
  };
  // A relative clause is an aside: what goes on behind it is not its sequel.
  const auto aside = [&document](const annot::Event& event) {
    const uint32_t first = document.sentences[event.sentence].words.begin;
    for (uint32_t w = event.predicate; w < document.words.size() && w > first && event.predicate - w < kAsideWords; --w) {
      if (document.words[w - 1].features.relative) return true;
    }
    return false;
  };
  for (size_t i = 0; i < document.events.size(); ++i) {
    const annot::Event& old = document.events[i];
    if (old.status != "historical") continue;
    const bool named = !old.actor.empty() && !Roles::unknown(old.actor[0]);
    for (annot::Event& event : document.events) {
      if (!open(event)) continue;
      if (event.sentence == old.sentence && event.trigger.begin > old.trigger.begin && !aside(old)) {
        carry(event, old, "told behind an act of long ago");
      } else if (old.sentence <= kLead && old.time != annot::kNone && event.happening == old.happening && named && !event.actor.empty()) {
        carry(event, old, "another mention of the happening dates it long ago");
      }
    }
  }
}

}  // namespace

Result<Coder> Coder::open(const lexicon::Bundle& bundle) {
  Result<lexicon::FramesView> frames = lexicon::FramesView::open(bundle);
  if (!frames) return frames.status();
  Result<lexicon::Words> words = lexicon::Words::open(bundle);
  if (!words) return words.status();
  const Result<Filter> filter = Filter::open(bundle);
  if (!filter) return filter.status();
  const Result<Confidence> confidence = Confidence::open(bundle);
  if (!confidence) return confidence.status();
  const Result<PartyModel> parties = PartyModel::open(bundle);
  if (!parties) return parties.status();
  const Result<Vouch> vouch = Vouch::open(bundle);
  if (!vouch) return vouch.status();
  Coder coder(frames.value());
  coder.vouch_ = vouch.value();
  coder.parties_ = parties.value();
  coder.filter_ = filter.value();
  coder.confidence_ = confidence.value();
  coder.words_ = words.value();
  coder.has_words_ = true;
  return coder;
}

Status Coder::annotate(annot::Document& document, Workspace& scratch) const {
  document.events.clear();
  document.rejected.clear();
  scratch.samples.clear();
  scratch.trait_samples.clear();
  scratch.reading.build(document, frames_, has_words_ ? &words_ : nullptr, scratch.cache);
  SentenceCoder coder(document, scratch, filter_, vouch_, confidence_);
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    if (!scratch.given.empty()) coder.code_given(s);
    else if (document.sentences[s].kind != annot::SentenceKind::kTeaser) coder.code(s);
  }
  if (scratch.given.empty() && !scratch.collect_vouch) leave_out_private(document, scratch.reading);
  tell_history(document);
  inherit_sides(document);
  TakenUp(document, scratch.reading).fill();
  Parties parties(document, scratch.reading);
  scratch.party_samples.clear();
  if (scratch.collect_parties) parties.collect(scratch.party_samples);
  else if (document.sentences.size() > Vouch::kShort) parties.settle(parties_);  // learned in articles, too
  link_happenings(document, Roles(scratch.reading));
  carry_history(document);
  return {};
}

}  // namespace waqai::events
