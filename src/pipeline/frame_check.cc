// SPDX-License-Identifier: Apache-2.0
#include "pipeline/frame_check.h"

#include <algorithm>

#include "base/hash.h"

namespace waqai::pipeline {

FrameCheck::FrameCheck(const Pipeline& pipeline, const lexicon::DictionaryRows& before, const lexicon::DictionaryRows& after,
                       const lexicon::DictionaryChanges& changes)
    : pipeline_(pipeline),
      words_(after.words),
      before_{before.frames, std::vector<bool>(before.frames.patterns().size()), {}},
      after_{after.frames, std::vector<bool>(after.frames.patterns().size()), {}},
      scratch_(pipeline.new_scratch()) {
  for (const lexicon::ChangedPattern& pattern : changes.patterns) {
    Side& side = pattern.after ? after_ : before_;
    side.changed[pattern.index] = true;
    const lexicon::PatternRecord& record = side.frames.patterns()[pattern.index];
    trees_ = trees_ || record.element_end > record.element_begin + 1;
  }
}

bool FrameCheck::any_match(Side& side) {
  if (std::find(side.changed.begin(), side.changed.end(), true) == side.changed.end()) return false;
  reading_.build(scratch_.document, side.frames, &words_, side.cache);
  found_.clear();
  for (uint32_t w = 0; w < scratch_.document.words.size(); ++w) events::match_at(reading_, w, found_);
  return std::any_of(found_.begin(), found_.end(), [&side](const events::Match& match) { return side.changed[match.pattern]; });
}

bool FrameCheck::any_match() { return any_match(before_) || any_match(after_); }

// Words and trees of the sentences out of a stored analysis.
bool FrameCheck::restore(std::string_view text, const text::Segmentation& segmentation, const std::vector<uint32_t>& sentences,
                         std::string_view analysis) {
  if (analysis.empty() || !unpack_analysis(analysis, base::digest128(text), whole_)) return false;
  if (whole_.readings.size() != segmentation.tokens.size() || whole_.words.size() != segmentation.sentences.size()) return false;
  std::vector<uint32_t> first_word = {0};
  for (const uint32_t words : whole_.words) first_word.push_back(first_word.back() + words);
  Analysis& part = scratch_.analysis;
  part = {};
  for (const uint32_t s : sentences) {
    const text::RawSentence& sentence = segmentation.sentences[s];
    part.readings.insert(part.readings.end(), whole_.readings.begin() + sentence.first_token, whole_.readings.begin() + sentence.end_token);
    part.words.push_back(whole_.words[s]);
    const auto moved_to = static_cast<uint32_t>(part.arcs.size());
    for (uint32_t w = first_word[s]; w < first_word[s + 1]; ++w) {
      annot::Arc& arc = part.arcs.emplace_back(whole_.arcs[w]);
      if (arc.head != annot::kNone) arc.head = arc.head - first_word[s] + moved_to;
    }
  }
  return pipeline_.restore(scratch_);
}

bool FrameCheck::matches(std::string_view text, const text::Segmentation& segmentation, const std::vector<uint32_t>& sentences,
                         std::string_view analysis) {
  Pipeline::set_sentences(text, segmentation, sentences, scratch_.document);
  if (restore(text, segmentation, sentences, analysis)) return any_match();
  if (!pipeline_.run(annot::kWordLayer, scratch_)) return true;
  // A tree only adds to what the order of words links.
  if (any_match()) return true;
  if (!trees_) return false;
  return !pipeline_.run(annot::kTreeLayer, scratch_) || any_match();
}

}  // namespace waqai::pipeline
