// SPDX-License-Identifier: Apache-2.0
//
// Document: one article with every layer the stages add, as plain data.  Layers refer to each other by 32-bit index; kNone is "no such".
// A stage reads layers, fills its own, changes none of another's.  All spans are bytes in `text`.
// Strings are views into the bundle (immutable, outlives every document), into `text`, or into `strings`.
// Thread rule: one thread at a time; reuse one Document for many articles through reset().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "annot/tags.h"
#include "base/arena.h"
#include "base/calendar.h"
#include "waqai/types/span.h"

namespace waqai::annot {

inline constexpr uint32_t kNone = 0xffffffff;

// A half-open range of indexes into another layer.
struct Range {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(uint32_t index) const { return begin <= index && index < end; }
  friend bool operator==(const Range&, const Range&) = default;
};

// A dictionary row: index of the source file in the bundle's list, line from 1.  File kNoFile: a rule of the program, no row.
struct Row {
  static constexpr uint16_t kNoFile = 0xffff;
  uint16_t file = kNoFile;
  uint32_t line = 0;
  bool known() const { return file != kNoFile; }
  friend bool operator==(const Row&, const Row&) = default;
};

// ---- text (stage: text) ----

enum class TokenKind : uint8_t { kWord, kNumber, kPunctuation, kLatin, kSymbol, kOther };

// What stands between white space, punctuation split off.  `text.substr(span)` is its surface.
struct Token {
  Span span;
  TokenKind kind = TokenKind::kWord;
  bool space_after = true;  // false where the next token follows without white space
  Range words;              // filled by morphology
};

enum class SentenceKind : uint8_t { kTitle, kBody, kTeaser };  // kTeaser: a bare headline of another article between the paragraphs

struct Sentence {
  Span span;
  SentenceKind kind = SentenceKind::kBody;
  uint32_t paragraph = 0;  // the title is 0 where there is one
  Span dateline;           // "Beirut - Reuters" at the start, within span; empty if none
  Range tokens;
  Range words;  // filled by morphology
};

// ---- morphology ----

// A syntactic word in the sense of UD: clitics stand alone (conjunction, preposition, particle, attached pronoun; the article stays with its noun).
struct Word {
  uint32_t token = 0;
  Span span;               // its part of the token; clitics of one token follow each other without gap or overlap
  std::string_view form;   // as it is written when it stands alone (lil- + noun: the noun gets its article back)
  std::string_view lemma;  // vocalised lemma of the lexicon row, or a guess
  std::string_view gloss;  // English; empty for guesses
  Upos upos = Upos::kX;
  Features features;
  Row row;                       // lexicon row
  uint32_t lexeme = kNone;       // id of the lexeme within this bundle: frames are looked up by it
  uint32_t verb_lexeme = kNone;  // masdar, participle: lexeme of its verb; verbs: itself
  uint8_t kind = 0;              // lexicon::NounKind of nouns (person, group, place, ...); 0 unknown
  bool proclitic = false;
  bool enclitic = false;
  bool guessed = false;  // not in the lexicon
};

// Another reading that the disambiguation did not choose, kept on demand (explain, tests).
struct Alternative {
  uint32_t token = 0;
  std::string_view analysis;  // one line: segments, lemma, tag, features
  int32_t score = 0;
};

// ---- syntax ----

struct Arc {
  uint32_t head = kNone;  // word index in the document; kNone for the root of a sentence
  Relation relation = Relation::kNone;
  int32_t margin = 0;  // how far ahead of the runner-up the parser saw this arc; larger is surer
};

// ---- temporal ----

enum class Precision : uint8_t { kUnknown, kDay, kMonth, kYear, kInterval, kRelative };

struct Time {
  Span span;
  Range words;
  Precision precision = Precision::kUnknown;
  base::Day begin = base::kNoDay;  // first day
  base::Day end = base::kNoDay;    // last day, inclusive
  std::string_view value;          // as records tell it: YYYY-MM-DD, YYYY-MM, YYYY, start/end; empty for relative and durations
  std::string_view timex;          // TIMEX3 value: also PT2H, P3Y, XXXX-WXX-3, PRESENT_REF
  bool duration = false;           // a length of time, no point in it
  Row row;
};

// ---- names ----

enum class NameKind : uint8_t { kPerson, kPlace, kOrganisation, kOther };

// A stretch of tokens that the name tagger takes for a name, known or not.
struct Name {
  Range tokens;  // within one sentence
  NameKind kind = NameKind::kPerson;
};

// ---- entities ----

enum class EntityKind : uint8_t { kPerson, kOffice, kOrganisation, kGroup, kCountry, kPlace };

// Somebody or something meant by one or more mentions, as known at the article's date.
struct Entity {
  EntityKind kind = EntityKind::kPerson;
  std::string_view id;          // row id of the actor base; empty if it has none
  std::string_view name;        // English; empty if unknown
  std::string_view name_ar;     // Arabic; empty if unknown
  std::string_view country;     // code; empty if unknown
  std::string_view sectors;     // codes joined by ",", primary first; empty if unknown
  std::string_view place_kind;  // places: city, town, ...
  double latitude = 0;          // places with has_point
  double longitude = 0;
  bool has_point = false;
  Row row;
  std::string_view rule;  // how it was resolved, in English
  std::vector<std::string_view> alternatives;
};

enum class MentionKind : uint8_t {
  kName,         // a name, with its titles
  kOffice,       // an office or role without a name
  kNationality,  // a nationality adjective that stands for its state
  kGroup,        // people or a body described
  kPronoun,      // an attached or free pronoun
  kReference,    // "the two sides", "his counterpart", "the latter", "the movement"
  kHidden        // the unexpressed subject of a verb; its span is the verb's
};

struct Mention {
  Span span;
  Range words;            // within one sentence
  uint32_t head = kNone;  // the word that stands in the tree for the whole
  MentionKind kind = MentionKind::kName;
  std::vector<uint32_t> entities;  // several for "the two sides"; empty if unresolved
  uint32_t antecedent = kNone;     // mention that a pronoun or reference points to
  uint32_t seat = kNone;           // of a capital that stands for its state: the place itself
  Row row;
};

// ---- events and claims ----

// One actor or recipient of an event, or a speaker.
struct Role {
  uint32_t entity = kNone;  // kNone: only the text is known
  uint32_t mention = kNone;
  Span text;                 // the words that stand for it
  std::string_view country;  // overrides the entity's (UNK, UAF, ...); empty: the entity's
  std::string_view sectors;
};

struct Step {  // of an explanation
  std::string_view field;
  std::string_view note;
  Row row;
  Span span;
};

struct Quantity {
  std::string_view kind;  // killed, wounded, arrested, released, participants
  double low = 0;
  double high = 0;
  std::string_view unit;
  Span span;
};

struct Claim {              // who vouches
  Role speaker;             // no text: a hedge in the article's own voice
  std::string_view stance;  // asserted, denied, doubted
  std::string_view medium;
  std::vector<Role> via;
  Span cue;
  Row row;
};

struct Event {
  uint32_t sentence = 0;
  uint32_t predicate = kNone;  // word that carries the frame
  Span trigger;
  std::string_view type;
  std::vector<std::string_view> mode;
  std::vector<std::string_view> context;
  std::string_view status;  // actual, future, attempted, hypothetical, negated, historical
  std::string_view cameo;   // from the frame, or the table; empty if none
  std::vector<Role> actor;
  std::vector<Role> recipient;
  uint32_t claim = kNone;
  uint32_t time = kNone;
  uint32_t place = kNone;  // entity
  Span place_span;
  uint32_t happening = 0;
  std::vector<Quantity> quantity;
  double confidence = 0;
  Row frame;
  std::vector<Step> steps;
};

struct Pledge {
  uint32_t event = 0;  // index into events
  std::vector<Role> by;
  std::vector<Role> to;
  Span act;
  std::vector<std::string_view> field;
  uint32_t due = kNone;  // time
  Span condition;
  std::string_view strength;  // firm, intent
  Row row;
};

struct Quotation {
  Span span;
  bool direct = false;
  Role speaker;
  Span cue;
  Range words;  // within one sentence where it is; else empty
};

struct Rejected {
  Span span;
  std::string_view reason;
  Row row;
};

struct Document {
  std::string text;        // stored article text, valid UTF-8
  uint32_t title_end = 0;  // bytes of the title at the start of text; 0 without one
  base::Day published = base::kNoDay;
  bool keep_alternatives = false;  // stages keep what they did not choose (slower)
  bool readings_given = false;     // morphology takes `readings` as they are and chooses none

  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::vector<Word> words;
  std::vector<Alternative> alternatives;
  std::vector<uint8_t> readings;  // of each token, which of its candidate readings morphology chose
  std::vector<Arc> arcs;          // one a word
  std::vector<Name> names;        // in order, without overlap
  std::vector<Time> times;
  std::vector<Entity> entities;
  std::vector<Mention> mentions;
  std::vector<Event> events;
  std::vector<Claim> claims;
  std::vector<Pledge> pledges;
  std::vector<Quotation> quotations;
  std::vector<Rejected> rejected;
  std::vector<std::string_view> warnings;

  base::StringArena strings;

  // Empties every layer and takes a new text; memory is kept.
  void reset(std::string new_text);

  std::string_view surface(Span span) const { return span.of(text); }
  std::string_view surface(const Token& token) const { return token.span.of(text); }
  std::string_view surface(const Word& word) const { return word.span.of(text); }

  // Index of the sentence that holds word `word`; kNone if none does.  O(log sentences).
  uint32_t sentence_of_word(uint32_t word) const;
  // Bytes from the first to the last of `words`; empty span for an empty range.
  Span span_of(Range word_range) const;
};

}  // namespace waqai::annot
