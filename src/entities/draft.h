// SPDX-License-Identifier: Apache-2.0
//
// Draft: a noun phrase that may be a mention, as the scan leaves it: what stands there, before it is decided who is meant.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "annot/document.h"
#include "entities/cast.h"
#include "entities/grammar.h"
#include "entities/matcher.h"
#include "lexicon/actors.h"
#include "lexicon/words.h"

namespace waqai::entities {

// Whether the lexicon says that the noun is of the kind.
inline bool is_kind(const annot::Word& word, lexicon::NounKind kind) { return word.kind == static_cast<uint8_t>(kind); }

enum class DraftKind : uint8_t { kEntity, kPlace, kNationality, kAgent, kReference };

struct Draft {
  DraftKind kind = DraftKind::kEntity;
  annot::Range words;
  uint32_t head = annot::kNone;
  uint32_t noun = annot::kNone;                         // first word of the phrase behind quantities
  uint32_t entity = annot::kNone;                       // kEntity, kNationality; kAgent with a name known
  uint32_t second = annot::kNone;                       // the other one of two who are named ("the presidents, French X and Turkish Y")
  std::span<const lexicon::Target> targets;             // kPlace: candidates; empty for a place by its word alone
  std::vector<uint32_t> states;                         // whom adjectives and genitives of the phrase name: states, organisations
  const lexicon::SectorRecord* sector = nullptr;        // kAgent
  uint64_t phrase = 0;                                  // of the agent's word
  const lexicon::ReferenceRecord* reference = nullptr;  // kReference
  std::string_view country, sectors;                    // kAgent: told so far
  std::string_view scene;                               // kAgent: country of the place right behind ("officials in Minsk")
  std::string_view name, name_ar;                       // a name outside the actor base
  std::string_view place_kind;                          // kPlace by its word
  uint32_t body = annot::kNone;                         // kAgent: the organisation it is part of
  const lexicon::ReferenceRecord* part_of = nullptr;    // kAgent: part of a body spoken of before ("the leader of the movement")
  uint32_t part_word = annot::kNone;                    // its word
  bool part_codes = false;                              // whether the body gives the sectors
  bool part_side = false;                               // whether it does where it is an armed group
  const lexicon::ReferenceRecord* both = nullptr;       // kAgent: of two spoken of before ("the leaders of the two countries")
  uint32_t owner = annot::kNone;                        // attached pronoun that owns the head
  uint32_t named_in = annot::kNone;                     // kEntity without entity: draft in which the person was named in full
  uint32_t seat = annot::kNone;                         // kEntity, a capital for its state: its row among the places
  bool definite = false;
  bool described = false;  // an adjective, genitive or the like stands with the head
  bool former = false;
  bool counted = false;   // a quantity stands before
  bool chaired = false;   // the head or member of a body that no row names
  bool again = false;     // kPlace by its word and the article: one spoken of before, or the capital
  bool locative = false;  // behind a preposition or word of place
};

// A row that names people: an office or a word for persons, not a body or a group.
inline bool is_person_kind(const lexicon::SectorRecord& record) {
  return record.kind == lexicon::SectorKind::kOffice || record.kind == lexicon::SectorKind::kPerson;
}

// Forces, arms and militias, by the codes of their word alone: whose they are tells the side.
inline bool is_arms(std::string_view sectors) { return sectors == "MIL" || sectors == "UAF" || sectors == "PRM" || sectors == "REB"; }
inline bool is_armed_group(std::string_view sectors) { return sectors.find("REB") != std::string_view::npos || sectors.substr(0, 3) == "PRM"; }

// Finds the drafts of one sentence.  Thread rule: one a thread.
class Scanner {
 public:
  Scanner(annot::Document& doc, const lexicon::ActorsView& actors, const Matcher& matcher, Cast& cast)
      : doc_(doc), actors_(actors), matcher_(matcher), cast_(cast), grammar_(doc, matcher) {}

  // Reads the names that stand in full anywhere in the document; before the first scan.
  void find_full_names();
  // Appends drafts in order of the text, without overlap.
  void scan(const annot::Sentence& sentence, std::vector<Draft>& drafts);

 private:
  // scan.cc: what starts at a word.
  bool read(uint32_t word, Draft& draft);
  bool read_name(uint32_t word, const Match& match, Draft& draft);
  bool read_nationality(uint32_t word, const Match& match, Draft& draft);
  bool read_agent(uint32_t word, const Match& match, Draft& draft);
  bool read_reference(uint32_t word, const Match& match, Draft& draft);
  bool read_place_word(uint32_t word, const Match& match, Draft& draft);
  bool read_place_again(uint32_t word, const Match& match, Draft& draft);
  bool read_any_person(uint32_t word, Draft& draft);
  bool read_stranger(uint32_t word, Draft& draft);
  bool read_last_name(uint32_t word, Draft& draft);
  bool is_office(const Match& match) const;
  bool read_crowd(uint32_t word, const Match& match) const;
  void remember_stranger(const Draft& draft, uint32_t index);
  bool is_locative(uint32_t word) const;
  bool in_time(const Draft& draft) const;
  bool is_foreign(const Draft& draft);
  void take_nationality(Draft& draft);
  bool is_known(uint32_t organisation) const;
  const lexicon::Target* body_of(const Match& match) const;
  bool told_before(uint32_t organisation, uint32_t word) const;
  uint32_t named(const Match& match, uint32_t word, Draft& draft);
  uint32_t by_short_name(const Match& match, uint32_t word);
  void take_owner(Draft& draft) const;
  void include_quantity(Draft& draft);
  void choose_head(Draft& draft) const;
  void close_quotation(Draft& draft) const;
  void include_naming(Draft& draft) const;

  // extend.cc: what goes on behind the head of an agent.
  void extend(Draft& draft);
  bool extend_once(Draft& draft);
  bool extend_behind_comma(Draft& draft);
  bool extend_over_label(Draft& draft);
  bool extend_by_following(Draft& draft, uint32_t next);
  bool extend_by_and(Draft& draft);
  bool extend_by_preposition(Draft& draft);
  bool extend_by_adjective(Draft& draft, uint32_t next);
  bool extend_to_second(Draft& draft);
  bool is_belonging(uint32_t word) const;
  bool is_common(const Match& match, const Draft& draft) const;
  static bool is_body_again(const Draft& inner);
  uint32_t last_adjective(const Draft& draft);
  bool extend_over_belonging(uint32_t& preposition) const;
  bool extend_to_place(Draft& draft, uint32_t next);
  bool extend_over_field(Draft& draft, uint32_t next);
  bool extend_over_kind(Draft& draft, uint32_t next);
  bool extend_over_body(Draft& draft, uint32_t next);
  void take_place(Draft& draft);
  std::string_view largest_place(const Match& name) const;
  bool agrees(const Draft& draft, uint32_t next, bool list, bool nationality) const;
  bool extend_by_genitive(Draft& draft, uint32_t next);
  Match genitive_name(uint32_t next) const;
  std::string_view leader_country(const Draft& draft, const Match& name, uint32_t next);
  bool extend_by_person(Draft& draft, uint32_t next);
  bool extend_by_title(Draft& draft, uint32_t next);
  std::string_view country_of(const Draft& place) const;
  static bool take_both(Draft& draft, const Draft& inner);
  void take_codes(Draft& draft, const Draft& inner);
  void take_description(Draft& draft, const Match& adjective) const;
  uint32_t state_of(const Match& match, std::string_view rule);
  uint32_t adjective_of(const Match& match);
  uint32_t read_unknown_name(uint32_t first, uint32_t max_words, Draft& draft);
  bool takes_person(const Draft& draft) const;
  bool takes_codes(const Draft& draft) const;
  uint32_t skip_marks(uint32_t word) const;

  annot::Document& doc_;
  const lexicon::ActorsView& actors_;
  const Matcher& matcher_;
  Cast& cast_;
  Grammar grammar_;
  std::vector<uint32_t> person_end_;           // of words: behind the name of a person that the name tagger sees start here; 0 where none does
  std::vector<uint32_t> told_states_;          // how often each state is named in the document, by names of its own alone
  std::vector<uint8_t> timed_;                 // of words: part of a date
  std::set<uint32_t> full_names_;              // persons named in full anywhere
  std::map<std::string, uint32_t> strangers_;  // key of the last name -> draft in which the person was named in full
  uint32_t begin_ = 0;                         // words of the sentence at hand
  uint32_t end_ = 0;
  uint32_t done_ = 0;  // words before it belong to a draft
  int depth_ = 0;      // phrases being read inside one another
};

}  // namespace waqai::entities
