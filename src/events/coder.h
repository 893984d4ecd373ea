// SPDX-License-Identifier: Apache-2.0
//
// Coder: the events of an analysed document, by the frames of the bundle (docs/coding.md tells the algorithm).
// Immutable after open, safe for concurrent use; scratch lives in Workspace, one a thread.
#pragma once

#include "annot/document.h"
#include "annot/stage.h"
#include "events/candidate.h"
#include "events/choice.h"
#include "events/confidence.h"
#include "events/filter.h"
#include "events/genre.h"
#include "events/parties.h"
#include "events/reading.h"
#include "events/vouch.h"
#include "lexicon/bundle.h"
#include "lexicon/frames.h"
#include "lexicon/words.h"

namespace waqai::events {

// An event that is given by its words and type: only its sides and details are asked for.
struct Given {
  Span trigger;
  std::string_view type;
};

// Scratch of one thread.
struct Workspace {
  Reading::Cache cache;
  Reading reading;
  std::vector<Match> matches, operators, speech;
  std::vector<Candidate> candidates;
  std::vector<uint32_t> features;
  std::vector<uint8_t> traits;
  ArticleFacts article;  // of the document
  CohesionReader cohesion;

  // For training: events that the filter could judge are all kept, and their features collected.
  struct Sample {
    uint32_t event = 0;  // index in document.events
    std::vector<uint32_t> features;
    bool doubted = false;  // by the rules
  };
  bool collect = false;
  // The same of all types and statuses, for the filter of articles.
  bool collect_vouch = false;
  // For measuring: where not empty, exactly these events are coded, and none is looked for.
  std::vector<Given> given;
  std::vector<Sample> samples;
  // For fitting the confidence: the traits of each event, in the order of document.events.
  // For training the second look at the parties: what it sees, before it decides.
  bool collect_parties = false;
  std::vector<Parties::Sample> party_samples;
  // The same of the choice of the parties.
  bool collect_choices = false;
  std::vector<Choice::Sample> choices;
  bool collect_traits = false;
  std::vector<std::vector<uint8_t>> trait_samples;
};

// What was learned of events.
struct Models {
  Filter filter;
  Vouch vouch;
  Confidence confidence;
  WordKinds kinds;
};

class Coder {
 public:
  static constexpr annot::StageInfo kInfo = {
      "events", annot::kTextLayer | annot::kWordLayer | annot::kTreeLayer | annot::kTimeLayer | annot::kEntityLayer, annot::kEventLayer};

  // kBundleSection or kBundleDamaged where the bundle has no frames.  The bundle must outlive the coder.
  static Result<Coder> open(const lexicon::Bundle& bundle);
  // For hand-made documents: no word lexicon; verbs are known by their lemma.
  explicit Coder(lexicon::FramesView frames) : frames_(std::move(frames)) {}

  // Fills document.events and document.rejected.  Sentences of kind kTeaser are passed over.  Missing layers (no arcs, no mentions) give
  // fewer and poorer events, no failure.
  Status annotate(annot::Document& document, Workspace& scratch) const;

  const lexicon::FramesView& frames() const { return frames_; }
  // Another filter than the bundle's, for training; its tables must outlive the coder.
  void set_filter(Filter filter) { models_.filter = filter; }

 private:
  lexicon::FramesView frames_;
  Models models_;
  PartyModel parties_;
  ChoiceModel choice_;
  GenreModel genre_;
  lexicon::Words words_;
  bool has_words_ = false;
};

}  // namespace waqai::events
