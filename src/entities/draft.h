// SPDX-License-Identifier: Apache-2.0
//
// Draft: a noun phrase that may be a mention, as the scan leaves it: what stands there, before it is decided who is meant.
#pragma once

#include <vector>

#include "annot/document.h"
#include "entities/cast.h"
#include "entities/matcher.h"
#include "lexicon/actors.h"

namespace waqai::entities {

enum class DraftKind : uint8_t { kEntity, kNationality, kAgent, kReference, kPlaceByWord };

struct Draft {
  DraftKind kind = DraftKind::kEntity;
  annot::Range words;
  uint32_t head = annot::kNone;
  uint32_t entity = annot::kNone;         // kEntity; kAgent with a name known
  std::vector<uint32_t> states;           // nationalities and genitives in the phrase, as entities
  const lexicon::SectorRecord* sector = nullptr;    // kAgent
  const lexicon::ReferenceRecord* reference = nullptr;  // kReference
  std::string_view country;               // kAgent: told so far
  std::string_view sectors;
  std::string_view name;                  // kAgent: a name outside the actor base, in Latin letters
  std::string_view place_kind;            // kPlaceByWord
  uint32_t owner = annot::kNone;          // attached pronoun that owns the head
  bool definite = false;
};

// Finds the drafts of one sentence.  Thread rule: one a thread.
class Scanner {
 public:
  Scanner(annot::Document& doc, const lexicon::ActorsView& actors, const Matcher& matcher, Cast& cast) : doc_(doc), actors_(actors), matcher_(matcher), cast_(cast) {}

  // Appends drafts in order of the text, without overlap.
  void scan(const annot::Sentence& sentence, std::vector<Draft>& drafts);

 private:
  bool read_name(uint32_t word, Draft& draft);
  bool read_agent(uint32_t word, Draft& draft);
  void extend_agent(Draft& draft);
  bool extend_once(Draft& draft, uint32_t next, bool after_comma);
  bool extend_by_name(Draft& draft, const Match& match, bool after_comma);
  bool extend_by_agent(Draft& draft, uint32_t next);
  bool extend_by_unknown_name(Draft& draft, uint32_t next);
  void read_country_phrase(Draft& draft, uint32_t preposition);
  void include_quantity(Draft& draft);
  uint32_t chosen(const Match& match, uint32_t word);
  uint32_t skip_marks(uint32_t word) const;
  bool after_locative(uint32_t word) const;
  bool is_name_like(uint32_t word) const;
  bool is_nationality(const Match& match) const;
  uint32_t nationality_of(const Match& match);

  annot::Document& doc_;
  const lexicon::ActorsView& actors_;
  const Matcher& matcher_;
  Cast& cast_;
  uint32_t begin_ = 0;  // words of the sentence at hand
  uint32_t end_ = 0;
  uint32_t done_ = 0;   // words before it belong to a draft
};

}  // namespace waqai::entities
