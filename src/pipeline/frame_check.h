// SPDX-License-Identifier: Apache-2.0
//
// Whether one of the patterns of frames that two dictionaries have differently (lexicon/changes.h) matches in some sentences of a text.  Only these
// are read, their trees only where words alone do not decide: words and trees of a sentence depend on nothing outside it, and matching looks at
// nothing else.  For texts whose words both dictionaries read alike.
// Thread rule: one a thread; the pipeline, the changes and both dictionaries must outlive it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "events/candidate.h"
#include "events/reading.h"
#include "lexicon/changes.h"
#include "pipeline/pipeline.h"

namespace waqai::pipeline {

class FrameCheck {
 public:
  // `pipeline`: of the later dictionary.
  FrameCheck(const Pipeline& pipeline, const lexicon::DictionaryRows& before, const lexicon::DictionaryRows& after,
             const lexicon::DictionaryChanges& changes);

  // `sentences`: indexes in `segmentation`, which is of `text`.  `analysis`: of pack_analysis() of the text, to take words and trees from; may be
  // empty.  What cannot be read counts as a match.  REQUIRES: valid UTF-8
  bool matches(std::string_view text, const text::Segmentation& segmentation, const std::vector<uint32_t>& sentences, std::string_view analysis);

 private:
  struct Side {
    lexicon::FramesView frames;
    std::vector<bool> changed;  // by pattern
    events::Reading::Cache cache;
  };
  bool restore(std::string_view text, const text::Segmentation& segmentation, const std::vector<uint32_t>& sentences, std::string_view analysis);
  bool any_match();
  bool any_match(Side& side);

  const Pipeline& pipeline_;
  const lexicon::Words words_;
  Side before_, after_;
  bool trees_ = false;  // a changed pattern has several words
  Pipeline::Scratch scratch_;
  Analysis whole_;
  events::Reading reading_;
  std::vector<events::Match> found_;
};

}  // namespace waqai::pipeline
