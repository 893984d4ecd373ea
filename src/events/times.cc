// SPDX-License-Identifier: Apache-2.0
//
// When an act was: the time phrase that belongs to it, not to another act of the sentence.
#include <algorithm>

#include "events/details.h"
#include "events/status.h"

namespace waqai::events {

namespace {

constexpr int kTiedSteps = 3;           // arcs from a time phrase up to its act
constexpr uint32_t kThenSentences = 2;  // how far back "then" looks
constexpr uint32_t kReportWords = 30;   // from a verb of reporting to what it reports

}  // namespace

bool Details::is_dating(const annot::Time& time) const { return !time.duration && !time.value.empty() && !time.words.empty(); }

// How the tree ties a time to the act: 4 to its own words, 3 to the verb over it, 0 not at all.
int Details::tied(const Candidate& candidate, const annot::Time& time) const {
  const uint32_t host = host_verb(candidate);
  // What an act of speech is about has a month or year of its own.
  const bool said = is_speech(candidate.event.type) && time.precision != annot::Precision::kDay;
  const auto masdar = [this](uint32_t w) { return reading_.word(w).features.verb_form == annot::VerbForm::kMasdar; };
  int best = 0;
  for (uint32_t w = time.words.begin; w < time.words.end; ++w) {
    int steps = 0;
    for (uint32_t at = reading_.head(w); at != kNone && steps < kTiedSteps; at = reading_.head(at)) {
      if (time.words.contains(at)) continue;
      ++steps;
      if (candidate.match.uses(at)) best = std::max(best, 4);
      else if (at == candidate.chain.governor || at == host) best = std::max(best, 3);
      else if (!reading_.is_finite(at) && !reading_.is_relative(at) && !(said && masdar(at))) continue;
      break;
    }
  }
  return best;
}

// The finite verb over a noun that tells the act, in the tree; kNone.
uint32_t Details::host_verb(const Candidate& candidate) const {
  if (candidate.match.form == Form::kFinite || (candidate.chain.told && !is_speech(candidate.event.type))) return kNone;
  uint32_t at = reading_.head(candidate.match.anchor);
  for (int steps = 0; at != kNone && steps < kTiedSteps; at = reading_.head(at), ++steps) {
    if (reading_.is_finite(at)) return at;
    if (reading_.is_relative(at)) return kNone;
  }
  return kNone;
}

// Whether a time near the act is said of something else.
bool Details::told_of_other(const Candidate& candidate, const annot::Time& time, int points) const {
  const annot::Range sentence = reading_.sentence_words(candidate.match.anchor);
  const uint32_t anchor = candidate.match.anchor, begin = time.words.begin;
  if (begin == sentence.begin) return false;
  const uint32_t before = begin - 1;
  const auto masdar = [this](uint32_t w) { return reading_.word(w).features.verb_form == annot::VerbForm::kMasdar; };
  const bool nominal = candidate.match.form == Form::kNominal;
  // The day of the announcing verb, or of the act that this one came after.
  const bool announced = candidate.chain.told && !is_speech(candidate.event.type);
  const bool loose = points < 3 && candidate.chain.governor == kNone;
  if (points < 4 && nominal && begin < anchor && (announced || candidate.chain.anchored || loose)) return true;
  // It opens the next verb's clause.
  uint32_t next = time.words.end;
  while (next < sentence.end && reading_.is_comma(next)) ++next;
  const bool opens = reading_.is_punctuation(before) || reading_.word(before).upos == annot::Upos::kCconj;
  if (points < 4 && opens && next < sentence.end && next > anchor && reading_.is_finite(next) && next != candidate.chain.governor) return true;
  if (begin <= candidate.match.last() + 1) return false;
  // "The deal of 2015", "the bombing of Thursday": it names the noun.
  const bool noun = reading_.word(before).upos == annot::Upos::kNoun && !reading_.closed(before) && reading_.preposition(before) < 0;
  const bool led = reading_.preposition(begin) >= 0;
  if (noun && !led && !candidate.match.uses(before) && (masdar(before) || reading_.is_year(time.words.end - 1))) return true;
  // What an act of speech is about has a month or year of its own ("accused him of plotting the coup of 2016").
  if (points == 4 || !is_speech(candidate.event.type) || time.precision == annot::Precision::kDay) return false;
  for (uint32_t w = candidate.match.last() + 1; w < begin; ++w) {
    if (masdar(w) && !candidate.match.uses(w)) return true;
  }
  return false;
}

// "Before September", "by the end of the year": when it is due, not when it was.
bool Details::is_due(const annot::Time& time) const {
  const annot::Document& doc = reading_.doc();
  if (doc.published == base::kNoDay || time.end == base::kNoDay || time.end <= doc.published) return false;
  const auto by = reading_.frames().list("by-then");
  const uint32_t begin = time.words.begin;
  return reading_.has_term(begin, by) || (begin > 0 && reading_.has_term(begin - 1, by));
}

// The time that stands with a verb before word `end`; kNone.
uint32_t Details::time_of_verb(uint32_t verb, uint32_t end) const {
  const annot::Document& doc = reading_.doc();
  for (uint32_t t = 0; t < doc.times.size(); ++t) {
    const annot::Time& one = doc.times[t];
    if (is_dating(one) && one.words.end <= end && reading_.dates(one, verb)) return t;
  }
  return kNone;
}

// Whether the subject of a verb is of the country of who acts.
bool Details::speaks_for(uint32_t verb, const annot::Event& event) const {
  const annot::Document& doc = reading_.doc();
  const auto country = [&](uint32_t m) {
    return m == kNone || doc.mentions[m].entities.empty() ? std::string_view() : doc.entities[doc.mentions[m].entities[0]].country;
  };
  for (const uint32_t child : reading_.children(verb)) {
    if (reading_.relation(child) != annot::Relation::kNsubj) continue;
    const std::string_view home = country(reading_.mention(child));
    return !home.empty() && std::any_of(event.actor.begin(), event.actor.end(),
                                        [&](const annot::Role& r) { return r.entity != kNone && doc.entities[r.entity].country == home; });
  }
  return false;
}

// "The minister said on Thursday that they would expel": the promise or threat was made on Thursday.
uint32_t Details::time_of_report(const Candidate& candidate) const {
  if (!is_promise(candidate.event.type) || !(candidate.chain.future || candidate.chain.intended)) return kNone;
  const uint32_t first = reading_.sentence_words(candidate.match.anchor).begin;
  uint32_t that = kNone;
  for (uint32_t w = candidate.match.anchor; w-- > first && candidate.match.anchor - w < kReportWords;) {
    if (that == kNone && reading_.is_that(w)) that = w;
    if (that != kNone && reading_.is_finite(w)) return speaks_for(w, candidate.event) ? time_of_verb(w, that) : kNone;
    if (that == kNone && reading_.is_finite(w) && w != candidate.chain.governor) return kNone;
  }
  return kNone;
}

// "He called on Friday for ... and demanded": the second verb of the same subject tells of the same day.
uint32_t Details::time_of_joined(const Candidate& candidate) const {
  const uint32_t own = candidate.chain.governor == kNone ? candidate.match.anchor : candidate.chain.governor;
  if (!reading_.is_finite(own) || reading_.relation(own) != annot::Relation::kConj || reading_.hidden_subject(own) == kNone) return kNone;
  const uint32_t before = reading_.head(own);
  return before != kNone && before < own && reading_.is_finite(before) ? time_of_verb(before, own) : kNone;
}

// "Then": the time of the act told before.
uint32_t Details::time_then(const Candidate& candidate, annot::Range range) const {
  const auto then = reading_.frames().list("then"), its_time = reading_.frames().list("its-time");
  const auto at_its_time = [&](uint32_t w) {
    const uint32_t pronoun = reading_.enclitic_of(w);
    return pronoun != kNone && reading_.word(pronoun).form == "\u0647\u0627" && reading_.has_term(w, its_time);
  };
  const bool named = [&] {
    for (uint32_t w = range.begin; w < range.end; ++w) {
      if (reading_.has_term(w, then) || at_its_time(w)) return true;
    }
    return false;
  }();
  if (!named) return kNone;
  const std::vector<annot::Event>& told = reading_.doc().events;
  for (size_t i = told.size(); i-- > 0 && candidate.event.sentence - told[i].sentence <= kThenSentences;) {
    if (told[i].time != kNone) return told[i].time;
  }
  return kNone;
}

void Details::time(Candidate& candidate, annot::Range range) const {
  annot::Event& event = candidate.event;
  const annot::Document& doc = reading_.doc();
  uint32_t best = kNone;
  int best_points = 0;
  for (uint32_t t = 0; t < doc.times.size(); ++t) {
    const annot::Time& one = doc.times[t];
    if (!is_dating(one) || reading_.sentence(one.words.begin) != event.sentence) continue;
    int points = tied(candidate, one);
    if (points == 0 && one.words.begin >= range.begin && one.words.begin < range.end) points = 2;
    if (points <= best_points || points == 0 || is_due(one) || told_of_other(candidate, one, points)) continue;
    best = t;
    best_points = points;
  }
  if (best == kNone) best = time_of_report(candidate);
  if (best == kNone) best = time_of_joined(candidate);
  if (best == kNone) best = time_then(candidate, range);
  if (best == kNone) return;
  event.time = best;
  event.steps.push_back({"date", doc.times[best].value, doc.times[best].row, doc.times[best].span});
}

}  // namespace waqai::events
