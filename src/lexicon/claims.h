// SPDX-License-Identifier: Apache-2.0
//
// The cues of attribution and of pledges (section "claims", written by claims_compile.h from data/claims/*.tsv): phrases of one or more words,
// each word a key (text/fold.h), clitics as words of their own.
// Thread rule: immutable; views live as long as the bundle.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/bundle.h"

namespace waqai::lexicon {

inline constexpr std::string_view kClaimsSection = "claims";
inline constexpr uint32_t kClaimsVersion = 1;

// What a cue does (data/claims/README.md); the names stand in claims.cc in this order.
enum class CueUse : uint8_t {
  kSay,       // reporting verb: its clause is said by its subject
  kCarry,     // the same, and without a subject it goes on with the last speaker
  kAnnounce,  // the same, and takes a noun as well
  kDeny,
  kDoubt,       // claims, alleges
  kOpine,       // thinks, expects: said, but binds nobody
  kRelay,       // its subject passes on what another says
  kAccording,   // phrase before a source; covers the sentence
  kFrom,        // phrase before the innermost source
  kHedge,       // the article doubts the clause that follows
  kHedgeAll,    // the article doubts the sentence
  kUnverified,  // could not be verified
  kAlleged,     // adjective that doubts its noun
  kSoCalled,    // doubts the phrase that follows
  kMedium,      // statement, interview, ...
  kOutlet,      // agency, newspaper
  kDocument,    // a document that can be a source
  kRumour,      // reports of nobody
  kAnonymous,   // unnamed sources, with their sector
  kStop,        // the article speaks again
  kNegation,
  kFirm,      // binds
  kIntent,    // ready, plans
  kNever,     // importance, necessity
  kExpected,  // told by others to come
  kVague,     // no definite act
  kCondition,
  kNoCondition,  // looks like a condition
  kOutsider,     // speaks for nobody
  kFuture,
  kDone,     // over once it is said
  kWarning,  // needs a definite act
  kAppear,   // came in a statement that: the document speaks
  kLeads,    // preposition between a verb of reporting and its noun
  kAct       // speech act: joined to a report it starts a clause of its own
};
inline constexpr int kCueUseCount = static_cast<int>(CueUse::kAct) + 1;
std::string_view to_string(CueUse use);

enum class CueClass : uint8_t { kWords, kVerb, kParticiple, kMasdar };

struct ClaimCue {
  uint32_t keys_begin = 0, keys_end = 0;         // range in keys()
  uint32_t stance = 0, medium = 0, sectors = 0;  // strings
  uint32_t line = 0;
  uint16_t file = 0;
  CueUse use = CueUse::kSay;
  CueClass cue_class = CueClass::kWords;
};

class ClaimsView {
 public:
  // kBundleSection, kBundleDamaged.  O(cues).
  static Result<ClaimsView> open(const Bundle& bundle);

  // Ids of the cues whose first word has this key, longer ones first.  O(1).
  std::span<const uint32_t> starting_with(std::string_view key) const;
  const ClaimCue& cue(uint32_t id) const { return cues_[id]; }
  std::string_view key(uint32_t index) const { return strings_.get(keys_[index]); }
  std::string_view string(uint32_t id) const { return strings_.get(id); }
  size_t size() const { return cues_.size(); }

 private:
  std::span<const ClaimCue> cues_;
  std::span<const uint32_t> keys_;
  StringPoolView strings_;
  std::unordered_map<std::string_view, std::vector<uint32_t>> by_key_;
};

}  // namespace waqai::lexicon
