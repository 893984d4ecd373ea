// SPDX-License-Identifier: Apache-2.0
//
// Frames: the event dictionary as the coder reads it (section "frames", written by frames_compile.h from data/events).
// A pattern is one or more terms in the order of the text; the first one is its anchor.  A term is a word of the dictionary: a verb (with its masdars
// and participles) or another word, by its letters or, where the source gives vowels, by its vocalised lemma.
// Thread rule: immutable; views live as long as the bundle.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "lexicon/bundle.h"

namespace waqai::lexicon {

inline constexpr std::string_view kFramesSection = "frames";
inline constexpr uint32_t kFramesVersion = 2;

enum class FrameBlock : uint8_t { kFrame, kOperator, kSpeech };

// What an operator does to the act it governs (docs/coding.md).
enum class OperatorKind : uint8_t {
  kNone,
  kLight,        // lends a verb to a masdar: conduct, carry out
  kOccur,        // the masdar happens: took place, broke out; its other arguments are no doers
  kPass,         // aspect: continue, resume, begin
  kReversal,     // lift, cancel, suspend, end
  kNegation,     // lack of, without
  kAttempt,      // its subject tried
  kFoil,         // its subject prevented another's act
  kMay,          // possible
  kExpected,     // told by others to come
  kIntend,       // its subject intends
  kEffort,       // efforts, plans, hope: no event
  kTopic,        // mere topic: no event
  kAnniversary,  // remembers a past act
  kResult,       // led to, resulted in
  kUnreal,       // was about to
  kAnnounce,     // tells or affirms: its subject is the doer of verbal acts
  kAnchor        // after, because of, since: a particular past act counts
};

// Where a role is looked for.  kFirstPreposition + i: the phrase of preposition i.
enum class Slot : uint8_t {
  kNone,
  kSubject,
  kObject,
  kSecondObject,
  kGenitive,
  kAgent,
  kAdjective,
  kOwner,
  kComplement,
  kPreposition,
  kUnknown,
  kUnknownArmed,
  kClause,
  kSentence,
  kForm,
  kVictims,
  kSpeaker,
  kFirstPreposition = 32
};

// What the genitive of a masdar is.
enum class Genitive : uint8_t { kNone, kActor, kRecipient, kSide, kEither };
// When a noun or masdar counts as the act: when it is told of somebody, only with a verb that lends itself, never, where somebody says it.
enum class Nominal : uint8_t { kAct, kLight, kNever, kTold };

struct SlotRef {
  Slot slot = Slot::kNone;
  uint8_t joined = 0;  // together with the one before it; else instead of it
};

enum class Test : uint8_t {
  kPresent,
  kKind,
  kHas,
  kActor,
  kCountry,
  kFinite,
  kNominal,
  kParticiple,
  kPassive,
  kArmed,     // of an army, police, armed group
  kRelative,  // in a relative clause
  kFuture,    // to come: will
  kOngoing,   // a verb of the present that is not to come: a habit or a state
};
struct Condition {
  Slot slot = Slot::kNone;
  Test test = Test::kPresent;
  uint8_t negated = 0;
  uint8_t unused = 0;
  uint32_t kinds = 0;        // kKind: bit of lexicon noun kind
  uint32_t terms_begin = 0;  // kHas: range in terms()
  uint32_t terms_end = 0;
};

struct FrameRecord {
  uint32_t name = 0, type = 0, cameo = 0, status = 0, reason = 0, stance = 0, medium = 0;  // strings
  uint32_t future = 0, negated = 0;                                                 // strings: the type where the act is to come, or does not happen
  uint32_t mode_begin = 0, mode_end = 0, context_begin = 0, context_end = 0;        // ranges in strings()
  uint32_t actor_begin = 0, actor_end = 0, recipient_begin = 0, recipient_end = 0;  // ranges in slots()
  uint32_t condition_begin = 0, condition_end = 0;
  uint32_t line = 0;
  uint16_t file = 0;
  FrameBlock block = FrameBlock::kFrame;
  OperatorKind op = OperatorKind::kNone;
  Genitive genitive = Genitive::kNone;
  Nominal nominal = Nominal::kAct;
  uint8_t symmetric = 0;       // all sides are actors
  uint8_t lone_recipient = 0;  // a verb with one noun phrase is read as passive
  uint8_t participle = 0;      // 1: its participle counts even where it describes a noun; 2: it only names people
  uint8_t absorbs = 0;         // what stands in its complement is its content
  uint8_t from_verb = 0;
  uint8_t unused = 0;
};

enum class ElementKind : uint8_t { kTerms, kPreposition, kThat };
struct Element {
  ElementKind kind = ElementKind::kTerms;
  uint8_t preposition = 0;  // index
  uint16_t unused = 0;
  uint32_t terms_begin = 0, terms_end = 0;  // sorted ids
};

struct PatternRecord {
  uint32_t frame = 0;
  uint32_t element_begin = 0, element_end = 0;  // the first is the anchor
  uint16_t specificity = 0;
  uint16_t trailing = 0;  // 1 + preposition that ends the pattern; 0 none
};

struct IndexEntry {
  uint32_t term = 0;
  uint32_t pattern = 0;
};

// Word that speaks for a mode or context.
struct CueRecord {
  uint32_t term = 0;
  uint32_t type = 0;   // string; empty for contexts
  uint32_t value = 0;  // string
  uint16_t weight = 0;
  uint16_t file = 0;
  uint32_t line = 0;
};

// Fall-back code of a type, mode and context; empty cells match anything.
struct CameoRecord {
  uint32_t type = 0, mode = 0, context = 0, cameo = 0;
  double score = 0;
  uint32_t quad = 0;
  uint32_t line = 0;
};

// What a reversed act becomes.
struct ReversalRecord {
  uint32_t type = 0, done = 0, announced = 0, mode = 0;
};

// A named list of words.
struct ListRecord {
  uint32_t name = 0;
  uint32_t terms_begin = 0, terms_end = 0;
};

inline constexpr uint32_t kNoTerm = 0xffffffff;
// Terms are looked up by a key: class letter ('v' verb, 'n' other word), then fold_key of the lemma; capital letter: the vocalised lemma itself.
uint64_t term_hash(char letter, std::string_view key);

class FramesView {
 public:
  static Result<FramesView> open(const Bundle& bundle);

  // Id of a term; kNoTerm where no pattern, list or cue has it.  O(log terms).
  uint32_t find_term(char letter, std::string_view key) const;
  // Patterns anchored at a term.  O(log patterns).
  std::span<const IndexEntry> anchored(uint32_t term) const;
  std::span<const CueRecord> mode_cues(uint32_t term) const { return equal(modes_, term); }
  std::span<const CueRecord> context_cues(uint32_t term) const { return equal(contexts_, term); }

  std::span<const PatternRecord> patterns() const { return patterns_; }
  std::span<const FrameRecord> frames() const { return frames_; }
  std::span<const Element> elements() const { return elements_; }
  std::span<const uint32_t> terms() const { return terms_; }
  std::span<const SlotRef> slots() const { return slots_; }
  std::span<const Condition> conditions() const { return conditions_; }
  std::span<const uint32_t> prepositions() const { return prepositions_; }  // term of each preposition
  std::string_view string(uint32_t id) const { return strings_.get(id); }
  std::string_view list_string(uint32_t index) const { return strings_.get(string_lists_[index]); }

  // Everything there is, for comparing two dictionaries (bundle_changes.h).
  std::span<const uint64_t> term_hashes() const { return term_hashes_; }
  std::span<const ListRecord> lists() const { return lists_; }
  std::span<const CueRecord> all_modes() const { return modes_; }
  std::span<const CueRecord> all_contexts() const { return contexts_; }
  std::span<const CameoRecord> all_cameo() const { return cameo_; }
  std::span<const ReversalRecord> all_reversals() const { return reversals_; }

  // Sorted term ids of a named list; empty where there is none.
  std::span<const uint32_t> list(std::string_view name) const;

  // Fall-back CAMEO row: the most specific that fits; nullptr for an unknown type.
  const CameoRecord* cameo(std::string_view type, std::string_view mode, std::span<const std::string_view> contexts) const;
  // nullptr where a reversal of the type is no event.
  const ReversalRecord* reversal(std::string_view type) const;

 private:
  std::span<const CueRecord> equal(std::span<const CueRecord> cues, uint32_t term) const;

  StringPoolView strings_;
  std::span<const uint64_t> term_hashes_;
  std::span<const IndexEntry> index_;
  std::vector<uint32_t> index_begin_;  // of each term, and the end
  std::span<const PatternRecord> patterns_;
  std::span<const FrameRecord> frames_;
  std::span<const Element> elements_;
  std::span<const uint32_t> terms_;
  std::span<const SlotRef> slots_;
  std::span<const Condition> conditions_;
  std::span<const uint32_t> string_lists_;
  std::span<const uint32_t> prepositions_;
  std::span<const ListRecord> lists_;
  std::span<const CueRecord> modes_;
  std::span<const CueRecord> contexts_;
  std::span<const CameoRecord> cameo_;
  std::span<const ReversalRecord> reversals_;
};

}  // namespace waqai::lexicon
