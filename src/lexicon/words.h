// SPDX-License-Identifier: Apache-2.0
//
// The word lexicon of a bundle (section "words"): lexemes, and for every inflected spelling without clitics the lexemes and paradigm cells
// it may stand for.  Spellings are keys (text/fold.h): found by fold_key, told apart by spelling_signature.
// Thread rule: immutable; views live as long as the bundle.
#pragma once

#include <span>
#include <string_view>

#include "lexicon/bundle.h"
#include "lexicon/inflect_cell.h"
#include "lexicon/words_automaton.h"

namespace waqai::lexicon {

inline constexpr std::string_view kWordsSection = "words";
inline constexpr uint32_t kWordsVersion = 1;
inline constexpr uint32_t kNoLexeme = 0xffffffff;

enum class WordClass : uint8_t { kVerb, kNoun, kAdjective, kName, kFunction, kProclitic, kEnclitic };

// Column `kind` of nouns, adjectives and names; append-only.
enum class NounKind : uint8_t {
  kNone,
  kPerson,
  kGroup,
  kPlace,
  kTime,
  kUnit,
  kWeapon,
  kAct,
  kThing,
  kAbstract,
  kNumber,  // nouns
  kNisba,
  kQuality,
  kElative,
  kColour,
  kParticiple,  // adjectives
  kGiven,
  kFamily,
  kOrg  // names (places: kPlace)
};

// What verbs.tsv says of objects.
enum VerbFlag : uint8_t { kTransitive = 1, kIntransitive = 2, kTwoObjects = 4, kPassiveUsual = 8 };

struct Lexeme {
  uint32_t lemma = 0;  // string ids
  uint32_t gloss = 0;
  uint32_t root = 0;
  uint32_t preps = 0;         // "X,Y": prepositions a verb governs; function words: what they govern
  uint32_t upos = 0;          // UD name
  uint32_t feats = 0;         // function words: UD features of the row
  uint32_t verb = kNoLexeme;  // masdars, participles: their verb; verbs: themselves
  uint32_t line = 0;          // of the row
  uint16_t file = 0;          // of the row, as annot::Row::file
  WordClass word_class = WordClass::kNoun;
  NounKind kind = NounKind::kNone;
  uint8_t verb_flags = 0;  // VerbFlag
  uint8_t form = 0;        // verbs: 1 to 15, Q1 to Q4 as 21 to 24
  uint8_t derived = 0;     // 1: made from a verb's row (participle, masdar without a row of its own)
  uint8_t reserved = 0;
};

// The cells that one spelling has within one lexeme.
struct Form {
  uint32_t lexeme = 0;
  uint32_t cells = 0;  // index into the table of cell sets
};

struct SpelledCell {
  uint32_t cell = 0;       // Cell::pack
  uint32_t signature = 0;  // spelling_signature of the exact key
};

// Two bits for each alef of a key's first seven (0 bare, 1 hamza above, 2 below, 3 madda) and two for the last letter (bits 14-15: 1 alef
// maksura or ta marbuta, 0 any other): what folding a key takes away.
uint32_t spelling_signature(std::string_view exact_key);

class Words {
 public:
  // kBundleSection, kBundleDamaged.
  static Result<Words> open(const Bundle& bundle);

  size_t lexeme_count() const { return lexemes_.size(); }
  // An empty lexeme for an id out of bounds.
  const Lexeme& lexeme(uint32_t id) const;
  std::string_view string(uint32_t id) const { return strings_.get(id); }
  std::string_view lemma(uint32_t id) const { return strings_.get(lexeme(id).lemma); }

  const Automaton& keys() const { return automaton_; }
  // What the key numbered `index` by the automaton may stand for; empty for an index out of bounds.
  std::span<const Form> forms(uint32_t index) const;
  std::span<const SpelledCell> cells(const Form& form) const;

  // The first lexeme with this vocalised lemma and class; kNoLexeme without one.  O(log lexemes).
  uint32_t find(std::string_view lemma, WordClass word_class) const;

  // Ids of the proclitics and enclitics of function.tsv.
  std::span<const uint32_t> clitics() const { return clitics_; }
  // Number of keys.
  size_t key_count() const { return key_forms_.empty() ? 0 : key_forms_.size() - 1; }

 private:
  std::span<const Lexeme> lexemes_;
  std::span<const uint32_t> by_lemma_;  // lexeme ids, by lemma and class
  std::span<const uint32_t> clitics_;
  std::span<const uint32_t> key_forms_;  // key index -> first form
  std::span<const Form> forms_;
  std::span<const uint32_t> set_cells_;  // cell set -> first cell
  std::span<const SpelledCell> cells_;
  Automaton automaton_;
  StringPoolView strings_;
};

}  // namespace waqai::lexicon
