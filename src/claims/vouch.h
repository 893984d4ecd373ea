// SPDX-License-Identifier: Apache-2.0
//
// Vouch: from the attributions of a sentence to the claim of an event: the innermost speaker, the relays around him, denials and hedges; none
// where the speaker does what is told by speaking.  And the quotations as objects.
#pragma once

#include "claims/claims.h"

namespace waqai::claims {

// How an event is told, for the pledges.
struct Voice {
  bool self = false;                         // the speaker is the actor of a speech act
  const Attribution* attribution = nullptr;  // whose words they are; null in the article's own
  bool quoted_first_person = false;          // "we will", in quotation marks
};

class Vouch {
 public:
  Vouch(annot::Document& document, Workspace& scratch)
      : document_(document), scratch_(scratch), reading_(scratch.reading), speakers_(scratch.reading) {}

  // Sets the claim of event `e` and adds its step.
  Voice event(uint32_t e);
  // Fills document.quotations from the attributions.
  void quotations();

 private:
  const Attribution* choose() const;
  void collect(uint32_t sentence, uint32_t word, bool material);
  bool to_come(const annot::Event& event, const Attribution& one, uint32_t word) const;
  bool speaks_itself(const annot::Event& event, const Attribution& one, uint32_t word) const;
  bool first_person(uint32_t word) const;
  bool scare_quoted(uint32_t word) const;
  std::string_view local_country(const annot::Event& event, const Attribution& one) const;
  bool background(const annot::Event& event, const Attribution& one, uint32_t word) const;
  uint32_t word_of(const annot::Event& event) const;
  void doubt(annot::Event& event, const Attribution& hedge);
  void claim(annot::Event& event, const Attribution& one, const Attribution* hedge);

  annot::Document& document_;
  Workspace& scratch_;
  const Reading& reading_;
  Speakers speakers_;
};

}  // namespace waqai::claims
