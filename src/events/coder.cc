// SPDX-License-Identifier: Apache-2.0
#include "events/coder.h"

#include <algorithm>

#include "events/history.h"
#include "events/opponents.h"
#include "events/quantities.h"
#include "events/roles.h"
#include "events/sentence_coder.h"
#include "events/taken_up.h"
#include "events/unnamed_state.h"

namespace waqai::events {

namespace {

bool same_mode(const annot::Event& a, const annot::Event& b) { return a.mode.empty() || b.mode.empty() || a.mode == b.mode; }

// "Touching upon trade took place": a verb whose subject is the act; who acts is not told.
bool happens(const annot::Document& document, uint32_t verb) {
  for (uint32_t w = verb + 1; w < document.arcs.size() && w <= verb + 2; ++w) {
    const annot::Arc& arc = document.arcs[w];
    if (arc.head == verb && arc.relation == annot::Relation::kNsubj) return document.words[w].features.verb_form == annot::VerbForm::kMasdar;
  }
  return false;
}

// Whether the predicate of an event tells of several: "we held", "the two agreed", "their (two) talks"; or of talks that the article knows.
bool tells_several(const annot::Document& document, const annot::Event& event) {
  if (event.predicate == annot::kNone) return false;
  const auto several = [](const annot::Features& f) {
    return f.number == annot::Number::kDual || (f.person == 1 && f.number == annot::Number::kPlur);
  };
  const annot::Word& word = document.words[event.predicate];
  if (word.upos == annot::Upos::kVerb) return several(word.features) || happens(document, event.predicate);
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
  const Result<ChoiceModel> choice = ChoiceModel::open(bundle);
  if (!choice) return choice.status();
  const Result<Vouch> vouch = Vouch::open(bundle);
  if (!vouch) return vouch.status();
  const Result<WordKinds> kinds = WordKinds::open(bundle);
  if (!kinds) return kinds.status();
  const Result<GenreModel> genre = GenreModel::open(bundle);
  if (!genre) return genre.status();
  Coder coder(frames.value());
  coder.models_ = {filter.value(), vouch.value(), confidence.value(), kinds.value()};
  coder.genre_ = genre.value();
  coder.parties_ = parties.value();
  coder.choice_ = choice.value();
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
  const auto is_own = [](const annot::Sentence& sentence) { return sentence.kind != annot::SentenceKind::kTeaser; };
  scratch.article.topic = genre_.topic(document, scratch.features);
  scratch.article.sentences = static_cast<uint32_t>(std::count_if(document.sentences.begin(), document.sentences.end(), is_own));
  scratch.cohesion.read(document, scratch.article.paragraphs);
  SentenceCoder coder(document, scratch, models_);
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    if (!scratch.given.empty()) coder.code_given(s);
    else if (document.sentences[s].kind != annot::SentenceKind::kTeaser) coder.code(s);
  }
  if (scratch.given.empty() && !scratch.collect_vouch) leave_out_private(document, genre_.genre(scratch.article.topic));
  History history(document, scratch.reading);
  history.tell();
  inherit_sides(document);
  TakenUp(document, scratch.reading).fill();
  Parties parties(document, scratch.reading);
  scratch.party_samples.clear();
  if (scratch.collect_parties) parties.collect(scratch.party_samples);
  else if (document.sentences.size() > Vouch::kShort) parties.settle(parties_);  // learned in articles, too
  name_states(document, scratch.reading);
  name_opponents(document, scratch.reading);
  scratch.choices.clear();
  if (document.sentences.size() > Vouch::kShort) {
    Choice choice(document, scratch.reading, models_.kinds);
    if (scratch.collect_choices) choice.collect(scratch.choices);
    else if (!scratch.collect_parties) choice.settle(choice_);
  }
  for (annot::Event& event : document.events) add_quantities(scratch.reading, event);
  link_happenings(document, Roles(scratch.reading));
  history.carry();
  return {};
}

}  // namespace waqai::events
