// SPDX-License-Identifier: Apache-2.0
//
// Parties: a second look at who does it to whom.  A linear model over where each mention of the sentence, and each party of the events before,
// stands to the act says how likely it is the actor or the recipient; where it is sure, it fills what the rules left open (docs/coding.md, "The
// second look at the parties"); what the rules chose it leaves alone: choice.h weighs that against all others.  Scores
// are integers (log odds in 1/256), so that the same weights decide alike on every machine. Thread rule: the model is immutable and lives as long as
// its bundle; Parties is scratch of one document.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "events/candidate.h"
#include "events/reading.h"
#include "events/roles.h"
#include "lexicon/bundle.h"

namespace waqai::events {

inline constexpr std::string_view kPartiesSection = "parties";
inline constexpr uint32_t kPartiesVersion = 4;
inline constexpr uint32_t kPartiesBits = 15;  // of the table of weights, which both roles share
inline constexpr uint32_t kFromWords = 26;    // words between act and mention that are told apart

// Least scores (1/256 of log odds), in the order of the section: to take the best where the rules left a role open (the doer of violence apart, as
// often nobody is told).
enum PartyCut : uint8_t { kTakeActor, kTakeDoer, kTakeRecipient, kPartyCuts };

class PartyModel {
 public:
  // Knows nothing: the rules stand.
  PartyModel() = default;
  // A bundle without the section gives a model that knows nothing.  kBundleDamaged.
  static Result<PartyModel> open(const lexicon::Bundle& bundle);

  bool empty() const { return weights_.empty(); }
  int32_t cut(PartyCut which) const { return cuts_[which]; }
  int32_t score(std::span<const uint32_t> features) const;

 private:
  std::span<const int32_t> cuts_;
  std::span<const int16_t> weights_;
};

// Somebody who may be a party: a mention of the sentence, or a party of an event before.
struct PartyCandidate {
  uint32_t mention = kNone;  // of the sentence
  annot::Role before;        // else the party, as it stood in `event`
  uint32_t event = kNone;
  bool acted = false;  // it was the actor there
};

enum class PartyRole : uint8_t { kActor, kRecipient };

class Parties {
 public:
  Parties(annot::Document& document, const Reading& reading) : document_(document), reading_(reading), roles_(reading) {}

  // Second look at all events, in the order of the text.  O(events * mentions of their sentences).
  void settle(const PartyModel& model);

  // One candidate as training sees it.
  struct Sample {
    uint32_t event = 0;
    PartyRole role = PartyRole::kActor;
    PartyCandidate candidate;
    std::vector<uint32_t> features;
  };
  // What settle() would look at, without deciding.
  void collect(std::vector<Sample>& samples);

 private:
  void find(uint32_t event);
  void features(uint32_t event, PartyRole role, const PartyCandidate& candidate);
  void features_of_mention(uint32_t event, PartyRole role, uint32_t mention);
  void features_of_party(uint32_t event, const PartyCandidate& candidate);
  bool mutual(const annot::Event& event) const;
  bool symmetric(const annot::Event& event) const;
  void add_second_side(const PartyModel& model, uint32_t event);
  bool counted(const PartyCandidate& candidate) const;
  bool by_place(uint32_t event, uint32_t m) const;
  bool mourns(uint32_t event, const PartyCandidate& candidate) const;
  void decide(const PartyModel& model, uint32_t event, PartyRole role);
  bool is(const PartyCandidate& candidate, const annot::Role& role) const;
  void add(const PartyCandidate& candidate, std::string_view type, std::vector<annot::Role>& out) const;
  const annot::Entity& entity(const PartyCandidate& candidate) const;
  bool same_body(const PartyCandidate& candidate, const std::vector<annot::Role>& roles) const;
  bool tells(uint32_t m);
  bool promised(const annot::Event& event, const PartyCandidate& candidate) const;
  void put(uint32_t id, uint32_t value);

  annot::Document& document_;
  const Reading& reading_;
  Roles roles_;
  std::vector<PartyCandidate> candidates_;
  std::vector<int32_t> scores_;
  std::vector<uint32_t> features_;
  std::vector<Match> matches_;
  uint32_t base_ = 0;  // of the features at hand: role and type
};

}  // namespace waqai::events
