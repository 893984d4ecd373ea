// SPDX-License-Identifier: Apache-2.0
//
// Words of ambiguous spelling that people judged to be verbs or not (qasf, qasafa), as training data of the tagger: pieces of raw news of which one
// word is known, and sentences of our own of which all are.
#pragma once

#include <string>
#include <vector>

#include "morphology/tagger.h"
#include "tagger_data.h"

namespace waqai::train {

// Pieces of `raw` (plain text as count_types takes it) around the words that `judged` names: rows of a paragraph's hash64 (hexadecimal), token, and 1
// for a verb.  Of each piece only these words are known.  kCannotOpen.
Result<std::vector<GoldSentence>> read_judged_verbs(const std::string& raw, const std::string& judged);

// Sentences, one a line, verbs marked with a trailing asterisk if active and a circumflex if passive; lines that start with # are left out.  Of each
// word it is known whether it is a verb, of a verb the voice.  kCannotOpen.
Result<std::vector<GoldSentence>> read_marked_verbs(const std::string& path);

// Words of which it is known whether they are verbs: how many there are, and how many the model reads so.
std::pair<uint64_t, uint64_t> score_verdicts(const morphology::Tagger& tagger, const morphology::Model& model, const std::vector<GoldSentence>& data);

// One word of raw text to judge.
struct VerbQuestion {
  uint64_t paragraph = 0;  // its hash64
  size_t token = 0;
  bool verb = false;   // under the model at hand
  int64_t margin = 0;  // of the best reading before the best one of the other kind
  std::string words;   // the words around, the word in question between [ and ]
};

// `count` words that may be a verb or not and that `judged` does not hold, those of little margin first, at most 12 of one spelling; drawn by a fixed
// seed.  kCannotOpen.
Result<std::vector<VerbQuestion>> draw_verbs(const morphology::Tagger& tagger, const morphology::Model& model, const std::string& raw,
                                             const std::string& judged, size_t count);

}  // namespace waqai::train
