// SPDX-License-Identifier: Apache-2.0
#include "events/history.h"

#include <algorithm>

#include "base/calendar.h"
#include "events/roles.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::events {

namespace {

constexpr uint32_t kAsideWords = 5;     // from a relative pronoun to the act of its clause
constexpr uint32_t kLead = 2;           // sentences behind the first one that still tell what the article is about
constexpr base::Day kPresentDays = 92;  // about three months: what ended before is history
constexpr uint32_t kSinceWords = 4;     // from "since" to the year of what it names
constexpr uint32_t kHeaderWords = 2;    // beside the date of a line that is a date
constexpr uint32_t kOpening = 3;        // words of a sentence among which a verb opens it

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

}  // namespace

History::History(annot::Document& document, const Reading& reading) : document_(document), reading_(reading), present_(document.sentences.size(), 0) {
  for (const annot::Time& time : document.times) {
    if (time.duration || time.words.empty() || time.value.empty() || is_old(time)) continue;
    present_[reading.sentence(time.words.begin)] = 1;
  }
}

// Without a day of publication a year that is told sets the act apart from the present story.
bool History::is_old(const annot::Time& time) const {
  if (document_.published == base::kNoDay) return tells_year(document_.surface(time.span));
  return time.end != base::kNoDay && standing_day(time, document_.published) + kPresentDays < document_.published;
}

// "Since the war of 2014": no time of the act.
bool History::since(const annot::Time& time) const {
  const auto list = reading_.frames().list("since");
  const uint32_t first = reading_.sentence_words(time.words.begin).begin;
  for (uint32_t w = time.words.begin + 1; w-- > first && w + kSinceWords >= time.words.begin;) {
    if (reading_.has_term(w, list)) return true;
    if (w < time.words.begin && (reading_.is_finite(w) || reading_.is_punctuation(w))) return false;
  }
  return false;
}

bool History::to_come(const annot::Event& event) const {
  return event.predicate < document_.words.size() && document_.words[event.predicate].features.aspect == annot::Aspect::kImp;
}

bool History::open(const annot::Event& event) const { return event.status == "actual" && event.time == annot::kNone; }

// A relative clause is an aside: what goes on behind it is not its sequel.
bool History::aside(uint32_t predicate) const {
  if (predicate >= document_.words.size()) return false;
  const uint32_t first = document_.sentences[reading_.sentence(predicate)].words.begin;
  for (uint32_t w = predicate; w > first && predicate - w < kAsideWords; --w) {
    if (document_.words[w - 1].features.relative) return true;
  }
  return false;
}

void History::set(annot::Event& event, std::string_view note, Span span) {
  event.status = "historical";
  event.steps.push_back({"status", note, {}, span});
}

void History::tell() {
  for (annot::Event& event : document_.events) {
    if (event.time == annot::kNone || (event.status != "actual" && event.status != "attempted")) continue;
    // "will respect the deal of 2010": the time of what is promised about.
    if ((event.type == "AGREE" || event.type == "THREATEN") && to_come(event)) continue;
    const annot::Time& time = document_.times[event.time];
    if (!is_old(time)) continue;
    event.status = "historical";
    event.steps.push_back({"status", "dated more than three months before publication", time.row, time.span});
  }
}

// An old time of a past verb before the act: "declared in April 2016 a deal, which led to protests".
const annot::Time* History::time_before(const annot::Event& event) const {
  if (event.predicate >= document_.words.size() || present_[event.sentence] != 0) return nullptr;
  const annot::Range sentence = reading_.sentence_words(event.predicate);
  for (const annot::Time& time : document_.times) {
    if (time.duration || time.value.empty() || time.words.empty() || time.words.end > event.predicate) continue;
    if (!sentence.contains(time.words.begin) || !is_old(time) || since(time)) continue;
    for (uint32_t verb = sentence.begin; verb < event.predicate; ++verb) {
      if (reading_.is_finite(verb) && reading_.word(verb).features.aspect == annot::Aspect::kPerf && !aside(verb) && reading_.dates(time, verb))
        return &time;
    }
  }
  return nullptr;
}

// "He said then": a word that looks back, and no other time.
bool History::then(const annot::Event& event) const {
  if (event.predicate >= document_.words.size() || present_[event.sentence] != 0) return false;
  const auto list = reading_.frames().list("then");
  const annot::Range sentence = reading_.sentence_words(event.predicate);
  for (uint32_t w = sentence.begin; w < sentence.end; ++w) {
    if (reading_.has_term(w, list)) return true;
  }
  return false;
}

// What is told behind an act of long ago in its sentence, without a time of its own, is of long ago, too ("took part in 2014, then turned on them").
// And what the title or lead dates long ago is long ago in its other mentions.
void History::carry_within() {
  for (annot::Event& event : document_.events) {
    if (!open(event)) continue;
    if (then(event)) set(event, "told of a time that is called 'then'", event.trigger);
    if (!open(event) || to_come(event)) continue;
    if (const annot::Time* time = time_before(event)) set(event, "told behind a time of long ago", time->span);
  }
  for (size_t i = 0; i < document_.events.size(); ++i) {
    const annot::Event& old = document_.events[i];
    if (old.status != "historical") continue;
    const bool named = !old.actor.empty() && !Roles::unknown(old.actor[0]);
    for (annot::Event& event : document_.events) {
      if (!open(event) || to_come(event)) continue;
      if (event.sentence == old.sentence && event.trigger.begin > old.trigger.begin && !aside(old.predicate)) {
        set(event, "told behind an act of long ago", old.trigger);
      } else if (old.sentence <= kLead && old.time != annot::kNone && event.happening == old.happening && named && !event.actor.empty()) {
        set(event, "another mention of the happening dates it long ago", old.trigger);
      }
    }
  }
}

// Whether a sentence goes on telling: a past verb opens it, and no time that is not old stands in it.
bool History::goes_on(uint32_t sentence) const {
  if (present_[sentence] != 0) return false;
  const annot::Range words = document_.sentences[sentence].words;
  for (uint32_t w = words.begin; w < words.end && w < words.begin + kOpening; ++w) {
    if (reading_.is_finite(w)) return reading_.word(w).features.aspect == annot::Aspect::kPerf;
  }
  return false;
}

// Whether a sentence opens with an old time.
bool History::opens_old(uint32_t sentence) const {
  const uint32_t begin = document_.sentences[sentence].words.begin;
  return std::any_of(document_.times.begin(), document_.times.end(), [&](const annot::Time& time) {
    return !time.words.empty() && !time.duration && time.words.begin >= begin && time.words.begin < begin + kOpening && is_old(time) && !since(time);
  });
}

// "In 2003 the army attacked.  It arrested hundreds": the sentences that go on from an old act that a date opens, in a paragraph that tells of
// nothing else.
void History::carry_on() {
  uint32_t reached = kNone;
  for (uint32_t s = 1; s < document_.sentences.size(); ++s) {
    const uint32_t paragraph = document_.sentences[s].paragraph;
    if (document_.sentences[s - 1].paragraph != paragraph || !goes_on(s)) continue;
    const annot::Event* old = nullptr;
    bool all = opens_old(s - 1) || reached == s - 1;
    for (const annot::Event& event : document_.events) {
      if (event.sentence >= s || document_.sentences[event.sentence].paragraph != paragraph) continue;
      if (event.status != "historical") all = false;
      else if (event.sentence == s - 1) old = &event;
    }
    if (old == nullptr || !all || aside(old->predicate)) continue;
    reached = s;
    for (annot::Event& event : document_.events) {
      if (event.sentence == s && open(event) && !to_come(event)) set(event, "goes on from an act of long ago", old->trigger);
    }
  }
}

// "On this day" in history.
bool History::recalls(uint32_t sentence) const {
  const auto like = reading_.frames().list("like-day"), day = reading_.frames().list("day-word");
  const annot::Range words = document_.sentences[sentence].words;
  for (uint32_t w = words.begin; w + 2 < words.end; ++w) {
    if (reading_.has_term(w, like) && reading_.word(w + 1).upos == annot::Upos::kDet && reading_.has_term(w + 2, day)) return true;
  }
  return false;
}

// A line that is an old date: what follows is of that day.
bool History::headed(uint32_t sentence) const {
  const annot::Range words = document_.sentences[sentence].words;
  const bool opens = sentence == 0 || document_.sentences[sentence - 1].paragraph != document_.sentences[sentence].paragraph;
  if (!opens || present_[sentence] != 0) return false;
  const annot::Time* old = nullptr;
  for (const annot::Time& time : document_.times) {
    if (!time.words.empty() && words.contains(time.words.begin) && is_old(time)) old = &time;
  }
  if (old == nullptr) return false;
  uint32_t others = 0;
  for (uint32_t w = words.begin; w < words.end; ++w) {
    if (!old->words.contains(w) && !reading_.is_punctuation(w)) ++others;
  }
  return others <= kHeaderWords;
}

// Under such a line, and in what is told of this day in history, up to the next time of the present story.
void History::carry_settings() {
  bool past = false;
  Span told;
  for (uint32_t s = 0; s < document_.sentences.size(); ++s) {
    if (recalls(s) || headed(s)) {
      past = true;
      told = document_.sentences[s].span;
    } else if (present_[s] != 0) {
      past = false;
    }
    if (!past) continue;
    for (annot::Event& event : document_.events) {
      if (event.sentence == s && open(event)) set(event, "under a date of long ago", told);
    }
  }
}

void History::carry() {
  carry_settings();
  carry_within();
  carry_on();
}

}  // namespace waqai::events
