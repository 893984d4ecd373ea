// SPDX-License-Identifier: Apache-2.0
//
// Speakers: from words to the one who speaks: the mention that covers them, or the noun phrase with the sector its words tell.
#pragma once

#include "claims/reading.h"

namespace waqai::claims {

struct Speaker {
  annot::Role role;
  uint32_t head = kNone;  // first word of the phrase; the verb for hidden subjects
  uint32_t end = 0;       // first word behind it
  std::string_view medium;
  bool rumour = false;  // reports of nobody
  bool weak = false;    // a noun that need not be somebody
  bool hidden = false;  // taken from the hidden subject of a verb
  bool known() const { return head != kNone; }
};

class Speakers {
 public:
  explicit Speakers(const Reading& reading) : reading_(reading) {}

  // The noun phrase that starts at or covers `w`; unknown where none does.
  Speaker at(uint32_t w) const;
  // The subject of a verb whose complement starts at `limit`; `clause`: the complement is a clause, so any noun before it is the subject.
  Speaker of_verb(const Cue& verb, uint32_t limit, bool clause) const;
  // The subject before a verb: "the minister said", "the minister had said".
  Speaker before_verb(uint32_t verb) const;
  // What the entity stage found for a verb without a subject.
  Speaker of_hidden(uint32_t verb) const;
  // An unknown name followed by an office between commas is the holder: "John Doe, ambassador of X, said".
  Speaker with_title(Speaker speaker, uint32_t limit) const;
  // First word behind the prepositional phrase at `w`.
  uint32_t skip_phrase(uint32_t w, uint32_t end) const;

  bool same(const annot::Role& a, const annot::Role& b) const;
  // Country and sectors as the record will tell them.
  std::string_view country(const annot::Role& role) const;
  std::string_view sectors(const annot::Role& role) const;

 private:
  annot::Role role_of(uint32_t mention) const;
  uint32_t plain_end(uint32_t w) const;
  uint32_t inner_mention(uint32_t w, uint32_t end) const;
  uint32_t short_name(uint32_t w) const;
  void of_body(Speaker& speaker) const;
  void widen(uint32_t w, const Cue* cue, Speaker& speaker) const;

  const Reading& reading_;
};

}  // namespace waqai::claims
