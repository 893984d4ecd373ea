// SPDX-License-Identifier: Apache-2.0
#include "morphology/candidate.h"

#include <algorithm>

#include "base/hash.h"

namespace waqai::morphology {

uint32_t hash_of_letters(std::string_view key) { return static_cast<uint32_t>(base::hash64(key)); }

TokenShape shape_of(std::string_view key, uint8_t kind) {
  TokenShape shape;
  const size_t n = key.size();
  shape.word = hash_of_letters(key);
  const auto suffix = [&](size_t length) { return hash_of_letters(key.substr(n - std::min(n, length))); };
  const auto prefix = [&](size_t length) { return hash_of_letters(key.substr(0, length)); };
  shape.suffix1 = suffix(1);
  shape.suffix2 = suffix(2);
  shape.suffix3 = suffix(3);
  shape.prefix1 = prefix(1);
  shape.prefix2 = prefix(2);
  shape.prefix3 = prefix(3);
  shape.length = static_cast<uint8_t>(std::min<size_t>(n, 15));
  shape.kind = kind;
  return shape;
}

void set_hashes(const Analyser& analyser, const TokenKey& token, Candidate& candidate) {
  const Analysis& a = candidate.analysis;
  const lexicon::Cell cell = a.features();
  uint32_t pos = static_cast<uint32_t>(a.upos) | static_cast<uint32_t>(a.conjunction) << 5 | static_cast<uint32_t>(a.prefix) << 9 | cell.aspect << 16;
  if (a.has_article()) pos |= 1u << 13;
  if (a.enclitic != 0) pos |= 1u << 14;
  if (a.question) pos |= 1u << 15;
  if (a.upos == annot::Upos::kPron || a.upos == annot::Upos::kPart || a.upos == annot::Upos::kDet) {  // a relative is no personal pronoun
    const annot::Features f = analyser.function_features(a.lexeme);
    pos |= (f.relative ? 1u : f.demonstrative ? 2u : f.interrogative ? 3u : f.negative ? 4u : 0u) << 18;
  }
  candidate.pos = mix32(pos, 1);
  const uint32_t full = cell.gender | cell.number << 2 | cell.person << 4 | cell.voice << 6 | cell.verb_form << 8 | cell.states << 10 |
                        cell.moods << 13 | cell.cases << 17;
  candidate.full = mix32(candidate.pos, full);
  const std::string_view key = token.key;
  const size_t end = std::min<size_t>(a.stem_end, key.size());
  const size_t begin = std::min<size_t>(a.stem_begin, end);
  candidate.stem = hash_of_letters(key.substr(begin, end - begin));
  candidate.lemma = a.lexeme == kNoLexeme ? mix32(candidate.stem, 7) : hash_of_letters(analyser.words().lemma(a.lexeme));
}

}  // namespace waqai::morphology
