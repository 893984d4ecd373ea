// SPDX-License-Identifier: Apache-2.0
//
// Choice: one learned model chooses the actor and the recipient of each event among all that could be it: whom the rules and the second look
// (parties.h) chose, nobody, each mention of the sentence (with who is coordinated with it), each of these beside the rules' choice, and who the
// article told of before (docs/coding.md, "The choice of the parties").  A linear model over conjunctions of what is seen of an option; the best pair
// without a party in common wins.  Scores are integers (log odds in 1/256), so that the same weights decide alike on every machine.
// Thread rule: the model is immutable and lives as long as its bundle; Choice is scratch of one document.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "events/parties.h"
#include "events/reading.h"
#include "events/roles.h"
#include "events/word_kinds.h"

namespace waqai::events {

inline constexpr std::string_view kChoiceSection = "choice";
inline constexpr uint32_t kChoiceVersion = 1;
inline constexpr uint32_t kChoiceBits = 17;    // of the table of weights
inline constexpr uint32_t kTemplateAtoms = 8;  // places of a template; 255 in those it does not use
inline constexpr uint32_t kEventAtoms = 20;    // the first atoms: of the event alone
inline constexpr uint32_t kOptionAtoms = 15;   // then of the option
inline constexpr uint32_t kMentionAtoms = 43;  // then of its mention, where it stands in the sentence
inline constexpr uint32_t kBeforeAtoms = 6;    // then of the event before it comes from
inline constexpr uint32_t kToldAtoms = 3;      // then of the sentence before it comes from
inline constexpr uint32_t kAtoms = kEventAtoms + kOptionAtoms + kMentionAtoms + kBeforeAtoms + kToldAtoms;

class ChoiceModel {
 public:
  // Knows nothing: the rules stand.
  ChoiceModel() = default;
  // A bundle without the section gives a model that knows nothing.  kBundleDamaged.
  static Result<ChoiceModel> open(const lexicon::Bundle& bundle);

  bool empty() const { return weights_.empty(); }
  // Added to the score of whom the rules chose.
  int32_t trust() const { return trust_; }
  // The part of each template's hash that the atoms of the event make up; the same for all options of one event and role.
  void begin(std::span<const uint32_t> atoms, std::vector<uint64_t>& begun) const;
  int32_t score(std::span<const uint32_t> atoms, std::span<const uint64_t> begun) const;

 private:
  int32_t trust_ = 0;
  std::span<const uint8_t> templates_;  // numbers of atoms, rising, kTemplateAtoms a row
  std::span<const int16_t> weights_;
};

// What an option is.
enum class OptionKind : uint8_t {
  kNobody,
  kRules,
  kMention,
  kBefore,  // a party of an event before
  kTold,    // named in the title or right before
  kAdded,   // a mention beside whom the rules chose
  kLess,    // whom the rules chose, without one of them
  kUnknown
};

struct Option {
  OptionKind kind = OptionKind::kNobody;
  uint32_t mention = kNone;  // whom the features look at
  uint32_t event = kNone;    // kBefore: where the party stood
  bool acted = false;        // it was the actor there
  std::vector<annot::Role> roles;
};

class Choice {
 public:
  Choice(annot::Document& document, const Reading& reading, const WordKinds& kinds)
      : document_(document), reading_(reading), kinds_(kinds), roles_(reading) {}

  // One option as training sees it.
  struct Sample {
    uint32_t event = 0;
    PartyRole role = PartyRole::kActor;
    Option option;
    std::vector<uint32_t> atoms;
  };
  // What settle() would look at, without deciding.
  void collect(std::vector<Sample>& samples);

  // Chooses for all events, in the order of the text.  O(events * options * (mentions + events)); options of an event are at most kMostOptions.
  void settle(const ChoiceModel& model);

 private:
  void find(uint32_t event, PartyRole role);
  void offer(Option option, uint32_t event, PartyRole role);
  void shape(uint32_t event, PartyRole role, std::vector<annot::Role>& roles) const;
  void decide(const ChoiceModel& model, uint32_t event);
  void take(uint32_t event, PartyRole role, const Option& option, size_t among);
  void atoms(uint32_t event, PartyRole role, const Option& option);
  void atoms_of_event(uint32_t event, PartyRole role);
  void atoms_of_option(uint32_t event, PartyRole role, const Option& option);
  void atoms_of_doings(uint32_t event, uint32_t m);
  void atoms_of_mention(uint32_t event, PartyRole role, uint32_t mention);
  void atoms_of_before(uint32_t event, const Option& option);
  uint32_t path(uint32_t from, uint32_t to, uint32_t& length) const;
  void put(uint32_t value) { atoms_.push_back(value); }

  annot::Document& document_;
  const Reading& reading_;
  const WordKinds& kinds_;
  Roles roles_;
  std::vector<Option> options_;
  std::vector<uint32_t> atoms_;
  std::vector<uint64_t> begun_;
  std::vector<std::pair<int32_t, size_t>> scores_;
};

}  // namespace waqai::events
