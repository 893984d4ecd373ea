// SPDX-License-Identifier: Apache-2.0
//
// Grammar: what the noun phrase rules ask of words: article, construct state, agreement.  Tags are trusted less than letters.
// Thread rule: one a thread; for the document and matcher it was made for.
#pragma once

#include "annot/document.h"
#include "entities/matcher.h"

namespace waqai::entities {

// Prepositions and the like that rules ask for by name.
enum class Particle : uint8_t { kNone, kFrom, kIn, kBy, kTo, kName, kWith, kBetween, kAgainst, kAbout, kAt, kToward, kOn };

class Grammar {
 public:
  Grammar(const annot::Document& doc, const Matcher& matcher) : doc_(doc), matcher_(matcher) {}

  Particle particle(uint32_t word) const;
  bool has_article(uint32_t word) const;
  bool is_comma(uint32_t word) const;
  bool is_quotation_mark(uint32_t word) const;
  // Tagged as a word that is never a noun or adjective.
  bool is_function(uint32_t word) const;
  bool is_name_like(uint32_t word) const;
  bool is_plural(uint32_t word) const;  // or dual
  bool is_human(uint32_t word) const;
  // Ends in the -un, -in, -an of a plural or dual that is not in construct state; a broken plural that happens to end so does not.
  bool has_nunation_ending(uint32_t word) const;
  // The form in which an adjective of nationality names people: a sound plural or dual.
  bool is_people_form(uint32_t word) const;
  // Written as a dual can be written, in construct state too ("wazira" of "wazir"); an indefinite accusative may look the same.
  bool is_dual_like(uint32_t word) const;
  // A noun where a verb of the same letters may stand: three letters at the start of a clause ("qtl" before its subject).
  bool may_be_verb(uint32_t word, uint32_t sentence_begin) const;
  // Written with the alef of the indefinite accusative.
  bool is_indefinite_accusative(uint32_t word) const;
  // A noun that a genitive may follow at once.
  bool may_govern(uint32_t word) const;
  // Whether `adjective` can describe `noun`; with `single`, a singular one may describe a dual or plural (a list of adjectives).
  bool agrees(uint32_t noun, uint32_t adjective, bool single) const;
  // An adjective of relation that tells how something is done ("militarily").
  bool is_adverb(uint32_t word, uint32_t sentence_begin) const;
  // A participle that describes the name right before it ("Nidaa Tounes, the ruling party").
  bool describes_name(uint32_t word, uint32_t sentence_begin, uint32_t sentence_end) const;
  // An adjective that describes the noun before it.
  bool is_attribute(uint32_t word, uint32_t sentence_begin) const;

 private:
  const annot::Document& doc_;
  const Matcher& matcher_;
};

}  // namespace waqai::entities
