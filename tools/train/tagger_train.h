// SPDX-License-Identifier: Apache-2.0
//
// Training of the tagger: a structured averaged perceptron (Collins 2002) over the analyser's readings.  What a gold token tells is matched
// against the readings; of the best matching ones the model's own best is what it should have chosen.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "morphology/tagger.h"
#include "tagger_data.h"

namespace waqai::train {

struct TaggerOptions {
  uint32_t epochs = 8;
  uint32_t seed = 1;
  uint32_t runs = 6;                // with seeds from `seed` on; their weights are averaged
  uint32_t bits = 20;               // 2^bits weights
  std::vector<int16_t> start = {};  // weights to go on from; else from nothing
};

// Frequencies of lemmas for Model::prior, estimated from tokens out of context by expectation maximisation (three rounds): a frequent form
// counts for each of its readings by how frequent the reading's lemma is elsewhere.  2^16 values.
std::vector<uint8_t> estimate_priors(const morphology::Tagger& tagger, const TypeCounts& types);

// Weights averaged over all steps.  `known`: priors and verbness, learned before.  Same data and options, same weights.
std::vector<int16_t> train_tagger(const morphology::Tagger& tagger, const morphology::Model::Parts& known, const std::vector<GoldSentence>& data,
                                  const TaggerOptions& options);

struct TaggerFigures {
  uint64_t tokens = 0;                // tokens of Arabic letters
  uint64_t boundaries = 0;            // of them with all clitic boundaries right
  uint64_t reachable = 0;             // of them with a reading that has the right boundaries
  uint64_t tagged = 0;                // of them with a reading that has boundaries and (folded) part of speech
  uint64_t alike = 0;                 // of them with one that differs at most by the treebank's convention
  uint64_t lemma = 0;                 // and the lemma
  uint64_t full = 0;                  // of them with a reading among the best matching ones chosen
  uint64_t readings = 0;              // of all tokens, together
  std::vector<std::string> untagged;  // what has no reading with boundaries and part of speech: form, gold words, our readings, with TABs between; ~
                                      // in front: by convention
};
TaggerFigures score_tagger(const morphology::Tagger& tagger, const morphology::Model& model, const std::vector<GoldSentence>& data);

// How much of raw text the lexicon knows.
struct Coverage {
  uint64_t tokens = 0;
  uint64_t known = 0;                                     // tokens with a reading of the lexicon
  uint64_t readings = 0;                                  // of known tokens, all together
  std::vector<std::pair<uint32_t, std::string>> unknown;  // the most frequent unknown types, by count
};
Coverage measure_coverage(const morphology::Tagger& tagger, const TypeCounts& types);

}  // namespace waqai::train
