// SPDX-License-Identifier: Apache-2.0
#include "pipeline/word_weights.h"

#include "lexicon/stems.h"

namespace waqai::pipeline {

Result<story::WordWeights> word_weights(const lexicon::Bundle& bundle) {
  const Result<std::vector<lexicon::WeighedStem>> stems = lexicon::read_stems(bundle);
  if (!stems) return stems.status();
  story::WordWeights weights;
  for (const lexicon::WeighedStem& stem : stems.value()) {
    if (stem.weight == lexicon::kFactWord) weights.add_fact(stem.text);
    else if (stem.weight == lexicon::kGenreWord) weights.add_genre(stem.text);
    else weights.add_stem(stem.text, stem.weight);
  }
  return weights;
}

}  // namespace waqai::pipeline
