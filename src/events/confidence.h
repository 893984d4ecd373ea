// SPDX-License-Identifier: Apache-2.0
//
// Confidence: how likely an event is right (its type is told in its sentence), by a logistic model over what the coder knows of it.  Scores are
// integers (log odds in 1/256); data/weights/confidence.md tells how the weights were fitted and how well they are calibrated.
// Thread rule: immutable; a view lives as long as its bundle.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "events/candidate.h"
#include "lexicon/bundle.h"

namespace waqai::events {

inline constexpr std::string_view kConfidenceSection = "confidence";
inline constexpr uint32_t kConfidenceVersion = 1;
inline constexpr double kConfidenceScale = 256;

// What holds of an event.  The numbers are part of the weights' meaning: append only.
enum Trait : uint8_t {
  kAlways,
  kFiniteForm,
  kParticipleForm,
  kOneWord,
  kTwoWords,
  kManyWords,
  kLicensedNoun,
  kToldNoun,
  kAnchoredNoun,
  kDoubtedNoun,  // the filter vouched for it
  kNoActor,
  kUnknownActor,
  kUnnamedActor,  // words without an entity
  kNoRecipient,
  kUnnamedRecipient,
  kNotActual,
  kHeadline,
  kShortSentence,
  kLongSentence,
  kVeryLongSentence,
  kOpensSentence,
  kInThatClause,
  kInRelative,
  kPassiveVoice,
  kGuessedWord,
  kRivalFrame,  // another frame of another type reads the same words
  kOneOperator,
  kManyOperators,
  kAloneText,
  kFilterClose,  // the score of the filter above its cut: below 1/2, 1, 2, and more
  kFilterNear,
  kFilterFar,
  kFilterSure,
  kManyEvents,
  kFirstType,  // and one for each type, in the order of their names
  kTraits = kFirstType + 16
};

struct ConfidenceInput {
  const Reading& reading;
  const Candidate& candidate;
  std::span<const Match> matches;  // of the sentence
  uint32_t alive = 0;              // events of the sentence
};

class Confidence {
 public:
  // Without weights every event is as likely as not.
  Confidence() = default;
  // A bundle without the section gives a model without weights.  kBundleDamaged.
  static Result<Confidence> open(const lexicon::Bundle& bundle);

  // The traits that hold, in order; overwritten.
  static void traits(const ConfidenceInput& input, std::vector<uint8_t>& out);
  // 0 to 1.
  double probability(std::span<const uint8_t> traits) const;

 private:
  std::span<const int32_t> weights_;
};

}  // namespace waqai::events
