// SPDX-License-Identifier: Apache-2.0
//
// Training of the voice decision (morphology/voice.h): logistic regression on verbs of a treebank, on verbs of raw news that people judged, and on
// those whose spelling tells the voice (hollow and defective ones: aqama, uqima), which teach what surrounds a passive.  Verbs of raw news then tell
// how often each verb is passive and how often it has an object, and the regression runs again with that.
#pragma once

#include <string>
#include <vector>

#include "morphology/tagger.h"
#include "tagger_data.h"

namespace waqai::train {

struct VoiceWeights {
  std::vector<int16_t> weights;
  std::vector<uint8_t> priors;
};

struct VoiceFigures {
  uint32_t verbs = 0;  // verbs of ambiguous spelling, of the treebank and judged
  uint32_t gold = 0;   // passives among them
  uint32_t found = 0;  // verbs called passive
  uint32_t right = 0;  // of them rightly
};

// Files, each may be empty.  `judged`: verbs of `raw` that people judged, as rows of a paragraph's hash64 (hexadecimal), token, and 1 for passive.
struct VoiceSources {
  std::string raw;  // plain text as count_types takes it
  std::string judged;
};

// `figures`: of treebank and judged verbs, each fifth by the other four.  Same input, same weights.  kCannotOpen.
Result<VoiceWeights> train_voice(const morphology::Tagger& tagger, const morphology::Model& model, const std::vector<GoldSentence>& treebank,
                                 const VoiceSources& sources, VoiceFigures& figures);

// One verb of raw text to judge.
struct VoiceQuestion {
  uint64_t paragraph = 0;  // its hash64
  size_t token = 0;
  double passive = 0;  // probability under the model at hand
  std::string words;   // the words around, the verb between [ and ]
};

// `count` verbs of ambiguous spelling that `judged` does not hold, half of them uncertain under `model`, at most 15 of one lemma; drawn by a fixed
// seed, in the order of the text.  kCannotOpen.
Result<std::vector<VoiceQuestion>> draw_voices(const morphology::Tagger& tagger, const morphology::Model& model, const VoiceSources& sources,
                                               size_t count);

}  // namespace waqai::train
