// SPDX-License-Identifier: Apache-2.0
//
// Analysis: one reading of one token: proclitics, stem, enclitic, lexeme, paradigm cell.  A plain value of fixed size.
#pragma once

#include <cstdint>

#include "annot/tags.h"
#include "lexicon/words.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::morphology {

using lexicon::kNoLexeme;

// Bytes of a key that the article is written with.
inline constexpr char kAlefByte = text::key_byte(text::kAlef);
inline constexpr char kLamByte = text::key_byte(text::kLam);

// What stands before a stem, by role; kNone: nothing.  Which lexeme of function.tsv it is follows from the role.
enum class Proclitic : uint8_t {
  kNone,
  kWa,
  kFa,  // conjunctions
  kBi,
  kKa,
  kLi,  // prepositions
  kLiPurpose,
  kLiOrder,  // li- before a subjunctive, before a jussive
  kLaEmphatic,
  kSa,
  kQuestion
};
inline constexpr int kProcliticCount = static_cast<int>(Proclitic::kQuestion) + 1;

// kFused: the lam of the article is all that is written, after li-; kHidden: not even that, since the noun begins with lam itself.
enum class Article : uint8_t { kNone, kWritten, kFused, kHidden };

struct Analysis {
  uint32_t lexeme = kNoLexeme;  // kNoLexeme: a guess, or no Arabic word
  uint32_t cell = 0;            // lexicon::Cell::pack
  uint8_t stem_begin = 0;       // bytes of the key; the article apart
  uint8_t stem_end = 0;
  annot::Upos upos = annot::Upos::kX;
  bool question = false;  // interrogative alef before all else
  Proclitic conjunction = Proclitic::kNone;
  Proclitic prefix = Proclitic::kNone;
  Article article = Article::kNone;
  uint8_t enclitic = 0;      // index + 1 into Clitics::enclitics; 0 none
  bool shared_noon = false;  // minna, anna: the noon of the pronoun is that of the stem, only its alef is left
  uint8_t spelling = 0;      // how far the spelling is from the lexicon's; 0 the same
  bool guessed = false;
  bool nominalised = false;  // an adjective that stands as a noun

  lexicon::Cell features() const { return lexicon::Cell::unpack(cell); }
  bool has_article() const { return article != Article::kNone; }
};

// Nothing is written before the stem but its article.
inline bool is_bare(const Analysis& a) { return a.conjunction == Proclitic::kNone && a.prefix == Proclitic::kNone && !a.question; }
// What can stand for somebody or something: no adjective.
inline bool is_nominal(const Analysis& a) {
  using annot::Upos;
  return a.upos == Upos::kNoun || a.upos == Upos::kPropn || a.upos == Upos::kNum || a.upos == Upos::kDet || a.upos == Upos::kPron;
}

}  // namespace waqai::morphology
