// SPDX-License-Identifier: Apache-2.0
#include "morphology/verbness.h"

#include <algorithm>

namespace waqai::morphology {

using annot::Upos;

bool is_bare_verb(const Analysis& a) { return a.upos == Upos::kVerb && is_bare(a) && !a.guessed; }

bool is_bare_noun(const Analysis& a) { return (a.upos == Upos::kNoun || a.upos == Upos::kAdj) && is_bare(a) && !a.guessed && !a.has_article(); }

bool needs_verbness(const Lattice& lattice) {
  const std::vector<Candidate>& all = lattice.candidates;
  return std::any_of(all.begin(), all.end(), [](const Candidate& c) { return is_bare_verb(c.analysis); }) &&
         std::any_of(all.begin(), all.end(), [](const Candidate& c) { return is_bare_noun(c.analysis); });
}

void verbness_features(const std::vector<const Lattice*>& sentence, size_t at, std::vector<uint32_t>& features) {
  static const TokenShape kNone;
  const auto shape = [&](size_t i) -> const TokenShape& {
    return i < sentence.size() ? sentence[i]->shape : kNone;
  };  // before the start: size_t wraps
  const TokenShape& b1 = shape(at - 1);
  const TokenShape& b2 = shape(at - 2);
  const TokenShape& a1 = shape(at + 1);
  const TokenShape& a2 = shape(at + 2);
  features.clear();
  const auto add = [&features](uint32_t id, uint32_t value) { features.push_back(mix32(200 + id, value)); };
  add(0, 0);
  add(1, b1.word);
  add(2, a1.word);
  add(3, b1.suffix2);
  add(4, mix32(b1.prefix2, b1.suffix1));
  add(5, a1.prefix2);
  add(6, mix32(a1.prefix2, a1.suffix2));
  add(7, mix32(b1.word, a1.prefix2));
  add(8, mix32(b1.kind, mix32(a1.kind, a1.prefix2)));
  add(9, mix32(b2.word, b1.word));
  add(10, mix32(b2.suffix2, b1.suffix2));
  add(11, mix32(a1.word, a2.prefix2));
  add(12, mix32(mix32(a1.prefix2, a1.suffix2), mix32(a2.prefix2, a2.suffix2)));
  add(13, mix32(mix32(b1.prefix2, b1.suffix2), mix32(a1.prefix2, a1.suffix2)));
  add(14, a1.suffix3);
}

}  // namespace waqai::morphology
