// SPDX-License-Identifier: Apache-2.0
//
// Sources: what each sentence says about who says what: a list of attributions with the words they cover, in the order of their cues.
// One pass over the document; the last speaker goes on where the text says so.
#pragma once

#include <vector>

#include "claims/speakers.h"

namespace waqai::claims {

enum class Reach : uint8_t {
  kClause,   // a clause: that, a colon, quotation marks
  kNoun,     // a noun phrase: announced the death of
  kSentence  // the whole sentence: according to
};

struct Attribution {
  annot::Range words;       // what is covered, within one sentence
  uint32_t clause = kNone;  // kNoun: where a clause starts within it
  uint32_t cue_word = kNone;
  Reach reach = Reach::kClause;
  CueUse use = CueUse::kSay;
  bool has_speaker = false;  // else a hedge
  bool innermost = false;    // "quoting": its speaker is the one
  bool direct = false;       // starts with quotation marks or a colon
  bool rumour = false;
  annot::Role speaker;
  uint32_t speaker_head = kNone;  // first word of the speaker; kNone without one
  std::vector<annot::Role> relays;
  std::string_view stance, medium;
  std::string_view note;  // English, for the explanation
  Span cue;
  annot::Row row;
};

class Sources {
 public:
  Sources(const Reading& reading, std::vector<Attribution>& out) : reading_(reading), speakers_(reading), out_(out) {}

  // Attributions of all sentences but teasers; first[s] is the first of sentence s, one more entry at the end.
  void read(std::vector<uint32_t>& first);

 private:
  struct Complement {
    uint32_t begin = kNone;  // kNone: none
    Reach reach = Reach::kClause;
    uint32_t clause = kNone;
    uint32_t end = kNone;  // known end (a quotation before the verb); else found by scope_end
    bool direct = false;
  };
  void read_sentence(uint32_t s);
  void headline(uint32_t s);
  bool tells_of_place(uint32_t colon, uint32_t verb, const annot::Entity& place) const;
  void go_on(uint32_t s);
  uint32_t reporting(const Cue& cue);
  uint32_t relay(const Cue& cue);
  uint32_t according(const Cue& cue);
  void from(const Cue& cue);
  void hedge(const Cue& cue);
  Complement complement(const Cue& cue) const;
  Complement masdar_complement(const Cue& cue, Speaker& speaker) const;
  bool takes_noun(const Cue& cue, uint32_t begin, uint32_t that, uint32_t& noun) const;
  uint32_t scope_end(uint32_t begin, const Complement& what) const;
  bool new_report(uint32_t w) const;
  Speaker speaker_of(const Cue& cue, const Complement& what) const;
  std::string_view medium(uint32_t begin, uint32_t end) const;
  Attribution start(const Cue& cue) const;
  void add(Attribution one, const Speaker& speaker);
  void cover(Attribution& one, const Complement& what) const;
  uint32_t sentence_end(uint32_t w) const { return reading_.doc().sentences[reading_.sentence(w)].words.end; }

  const Reading& reading_;
  Speakers speakers_;
  std::vector<Attribution>& out_;
  size_t sentence_first_ = 0;  // first attribution of the sentence at hand
  Speaker last_;               // who spoke last
  std::string_view last_medium_;
  uint32_t last_sentence_ = 0;
};

}  // namespace waqai::claims
