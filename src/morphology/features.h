// SPDX-License-Identifier: Apache-2.0
//
// The features of the disambiguation, shared by program and training.  Each is a 32-bit hash of its template and of hashes of spellings and
// tags; a model maps the low bits to a weight.  Changing anything here spoils trained weights: bump kTaggerVersion.
#pragma once

#include "morphology/candidate.h"
#include "morphology/verbness.h"

namespace waqai::morphology {

inline constexpr std::string_view kTaggerSection = "tagger";
inline constexpr uint32_t kTaggerVersion = 4;

// Of a candidate and its own token.
template <typename Add>
void base_features(const Analyser& analyser, const TokenShape& token, const Candidate& c, Add&& add) {
  const Analysis& a = c.analysis;
  const uint32_t guess = a.guessed ? 1 : 0;
  const uint32_t clitics = static_cast<uint32_t>(a.conjunction) | static_cast<uint32_t>(a.prefix) << 4 | static_cast<uint32_t>(a.article) << 8 |
                           static_cast<uint32_t>(a.enclitic) << 10 | guess << 15;
  const uint32_t stem_length = static_cast<uint32_t>(a.stem_end - a.stem_begin);
  const uint32_t upos = static_cast<uint32_t>(a.upos);
  add(mix32(1, c.full));
  add(mix32(2, c.pos));
  add(mix32(3, mix32(c.full, token.word)));
  add(mix32(4, mix32(c.pos, token.word)));
  add(mix32(5, mix32(c.lemma, token.word)));
  add(mix32(6, mix32(c.lemma, upos)));
  add(mix32(7, mix32(c.stem, upos)));
  add(mix32(8, mix32(clitics, stem_length)));
  add(mix32(9, mix32(a.spelling, upos | guess << 8)));
  add(mix32(10, mix32(clitics, token.prefix3)));
  const lexicon::Lexeme& lexeme = analyser.words().lexeme(a.lexeme);
  const uint32_t kind = static_cast<uint32_t>(lexeme.kind) | static_cast<uint32_t>(lexeme.word_class) << 8 | uint32_t{lexeme.derived} << 12 |
                        (a.nominalised ? 1u << 13 : 0) | guess << 14;
  add(mix32(11, mix32(kind, upos)));
  add(mix32(12, mix32(kind, clitics)));
  add(mix32(20, mix32(c.prior, upos | guess << 8)));
  add(mix32(21, mix32(c.behind, guess)));
  add(mix32(22, mix32(c.behind, c.pos)));
  if (guess == 0) return;
  const uint32_t tag = mix32(c.pos, token.kind);
  add(mix32(13, mix32(tag, token.suffix1)));
  add(mix32(14, mix32(tag, token.suffix2)));
  add(mix32(15, mix32(tag, token.suffix3)));
  add(mix32(16, mix32(tag, token.prefix1)));
  add(mix32(17, mix32(tag, token.prefix2)));
  add(mix32(18, mix32(tag, token.prefix3)));
  add(mix32(19, mix32(tag, token.length)));
}

// Of a candidate and the tokens around its own; `verbness`: Model::verbness of its place.
template <typename Add>
void context_features(const TokenShape& before, const TokenShape& after, uint8_t verbness, const Candidate& c, Add&& add) {
  if (verbness != 0) add(mix32(39, mix32(verbness, is_bare_verb(c.analysis) ? 1 : is_bare_noun(c.analysis) ? 2 : 0)));
  add(mix32(31, mix32(c.pos, before.word)));
  add(mix32(32, mix32(c.pos, after.word)));
  add(mix32(33, mix32(c.pos, before.suffix2)));
  add(mix32(34, mix32(c.pos, mix32(after.suffix2, after.prefix2))));
  add(mix32(35, mix32(c.full, after.prefix2)));
  add(mix32(36, mix32(c.lemma, before.word)));
  add(mix32(37, mix32(c.lemma, after.word)));
  add(mix32(38, mix32(c.pos, mix32(before.kind, after.kind))));
}

// Whether two neighbours share gender, number and definiteness.
inline uint32_t agreement(const Analysis& before, const Analysis& next) {
  const lexicon::Cell b = before.features();
  const lexicon::Cell n = next.features();
  const uint32_t definite = (before.has_article() || before.enclitic != 0 ? 1u : 0u) | (next.has_article() ? 2u : 0u);
  return definite | (b.gender == n.gender ? 4u : 0u) | (b.number == n.number ? 8u : 0u) | n.gender << 4 | (b.cases & n.cases) << 6 | b.number << 9;
}

// Of a candidate after another.
template <typename Add>
void pair_features(const Candidate& before, const Candidate& c, Add&& add) {
  add(mix32(51, mix32(before.pos, c.pos)));
  add(mix32(52, mix32(before.full, c.full)));
  add(mix32(53, mix32(before.lemma, c.pos)));
  add(mix32(54, mix32(before.pos, c.lemma)));
  add(mix32(55, mix32(before.lemma, c.full)));
  const uint32_t parts = static_cast<uint32_t>(before.analysis.upos) | static_cast<uint32_t>(c.analysis.upos) << 5;
  add(mix32(56, mix32(parts, agreement(before.analysis, c.analysis))));
}

// Of a candidate after two others, of which only the hash of the first one's pos is needed.
template <typename Add>
void triple_features(uint32_t first_pos, const Candidate& before, const Candidate& c, Add&& add) {
  add(mix32(71, mix32(first_pos, mix32(before.pos, c.pos))));
  add(mix32(72, mix32(first_pos, c.pos)));
}

}  // namespace waqai::morphology
