// SPDX-License-Identifier: Apache-2.0
//
// Decision: decides the drafts of one document in order, with what was said before at hand: holders of offices, countries from context, "the two
// sides", "his counterpart", attached pronouns, hidden subjects.  decision.cc: drafts; home.cc: countries from context; references.cc and
// pronouns.cc: what points back. Thread rule: one a document.
#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "entities/home.h"
#include "entities/resolver.h"

namespace waqai::entities {

class Decision {
 public:
  Decision(annot::Document& doc, const lexicon::ActorsView& actors, Cast& cast, Workspace& scratch)
      : doc_(doc), actors_(actors), cast_(cast), scratch_(scratch), grammar_(doc, scratch.matcher) {}

  // Writes doc.mentions, in order of their first words.
  void run();

 private:
  // What is remembered of a mention beside the mention itself.
  struct Memory {
    uint32_t sentence = 0;
    uint32_t draft = annot::kNone;
    bool subject = false;
  };

  // decision.cc
  void find_subjects();
  bool before_naming(uint32_t verb) const;
  bool is_large(const Draft& draft) const;
  bool is_large(const lexicon::PlaceRecord& place) const;
  void count_countries();
  std::string_view country_of(const Draft& draft) const;
  void decide(const Draft& draft);
  void decide_agent(const Draft& draft);
  bool decide_both(const Draft& draft, annot::MentionKind kind);
  void decide_place(const Draft& draft);
  void decide_place_again(const Draft& draft);
  uint32_t with_title(const Draft& draft);
  uint64_t singular_title(const Draft& draft) const;
  uint32_t holder_of(const Draft& draft, std::string_view country);
  uint32_t repeated(const Draft& draft) const;
  bool decide_named_before(const Draft& draft);
  uint32_t apposed(const Draft& draft, std::string_view country);
  uint32_t nearest_body(const Draft& draft) const;
  uint32_t body_of_owner(const Draft& draft) const;
  std::string_view owner_country(uint32_t pronoun) const;
  bool speaks_before(const Draft& draft) const;
  int place_score(const lexicon::PlaceRecord& place) const;
  void add(const Draft& draft, annot::MentionKind kind, std::vector<uint32_t> entities);
  void push(annot::Mention mention, uint32_t draft);

  // home.cc
  void share_states();
  void read_clues();
  void weigh_clue(const Draft& draft, const Clue& clue, HomeCandidate& one) const;
  void weigh_clues(const Draft& draft, std::vector<HomeCandidate>& candidates) const;
  void weigh_mentions(const Draft& draft, std::vector<HomeCandidate>& candidates) const;
  bool same_word(uint32_t a, uint32_t b) const;
  std::string_view beyond_states(const Draft& draft) const;
  std::string_view home(const Draft& draft) const;

  // references.cc, pronouns.cc
  void decide_reference(const Draft& draft);
  std::vector<uint32_t> two_of_row(const lexicon::ReferenceRecord& row);
  std::vector<uint32_t> two(lexicon::ReferenceOf of);
  std::vector<uint32_t> two_of(lexicon::ReferenceOf of);
  std::vector<uint32_t> side_by_side(uint32_t sentence, lexicon::ReferenceOf of) const;
  std::vector<uint32_t> first_two(uint32_t sentence, lexicon::ReferenceOf of, bool apart) const;
  std::vector<uint32_t> states_of(const std::vector<uint32_t>& parties);
  std::vector<uint32_t> main_two();
  bool is_party(uint32_t entity, lexicon::ReferenceOf of) const;
  std::vector<uint32_t> counterpart(const Draft& draft);
  std::vector<uint32_t> homeland(const Draft& draft);
  std::vector<uint32_t> last_of(const Draft& draft) const;
  std::vector<uint32_t> called_later(std::string_view word, std::string_view sectors) const;
  Draft with_body(const Draft& draft) const;
  uint32_t employer(const Draft& draft) const;
  uint32_t body_by_word(const Draft& draft, std::string_view country);
  std::vector<uint32_t> latter(const Draft& draft) const;
  uint32_t same_office(uint32_t entity, std::string_view country);
  bool agrees(const annot::Mention& mention, const annot::Features& wanted, bool verb) const;
  uint32_t antecedent(uint32_t word, bool states = true) const;
  uint32_t subject_before(const annot::Features& wanted) const;
  uint32_t mention_at(uint32_t word) const;
  bool subject_by_relative(uint32_t verb, uint32_t& mention) const;
  bool subject_by_conjunction(uint32_t verb, uint32_t& mention) const;
  bool takes_up_relative(uint32_t pronoun, uint32_t& mention) const;
  bool takes_up_described(uint32_t pronoun, uint32_t& mention) const;
  bool in_aside(uint32_t from, uint32_t word) const;
  uint32_t body_begin() const;
  bool is_dummy(uint32_t word) const;
  bool lacks_subject(uint32_t verb) const;
  bool wait_for_subject(uint32_t word);
  void settle_waiting();
  void add_pair(uint32_t word, annot::MentionKind kind);
  uint32_t speaker(uint32_t word) const;
  bool thing_between(uint32_t from, uint32_t pronoun) const;
  bool thing_subject(uint32_t from, uint32_t verb) const;
  bool excluded(uint32_t mention, uint32_t pronoun) const;
  void add_pronoun(uint32_t word);
  void add_hidden(uint32_t word);
  void add_pointing(uint32_t word, annot::MentionKind kind, uint32_t mention);
  static bool points(annot::MentionKind kind) { return kind == annot::MentionKind::kPronoun || kind == annot::MentionKind::kHidden; }
  uint32_t full_mention(uint32_t mention) const {
    return doc_.mentions[mention].antecedent == annot::kNone ? mention : doc_.mentions[mention].antecedent;
  }

  annot::Document& doc_;
  const lexicon::ActorsView& actors_;
  Cast& cast_;
  Workspace& scratch_;
  Grammar grammar_;
  std::vector<Memory> memory_;                       // of mentions
  std::vector<uint8_t> has_subject_;                 // of words
  std::vector<std::vector<std::string_view>> told_;  // of sentences: countries that its drafts name
  std::vector<Clue> clues_;                          // in the order of the text
  std::map<std::string_view, int> countries_;
  std::set<std::string_view> stated_;  // countries that states, bodies, people and large places of the article tell
  std::vector<uint32_t> mention_of_;   // of drafts: the mention each became
  std::string_view main_country_;
  std::vector<uint32_t> waiting_;  // pronouns of the sentence whose subject is still to come
  bool sides_only_ = false;        // "the two sides": nobody who only suffers or mediates
  uint32_t sentence_ = 0;
  uint32_t draft_ = 0;         // index of the draft at hand
  size_t sentence_first_ = 0;  // first mention of the sentence at hand
  size_t previous_first_ = 0;  // first mention of the sentence before
};

}  // namespace waqai::entities
