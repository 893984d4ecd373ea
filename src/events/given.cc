// SPDX-License-Identifier: Apache-2.0
//
// Coding with the triggers given: who does it to whom, measured apart from finding the events.
#include <algorithm>

#include "events/details.h"
#include "events/sentence_coder.h"

namespace waqai::events {

namespace {

// Of the words of a trigger the one that carries it: a verb, else a noun or participle made of a verb, else the first that is no preposition.
uint32_t carrier(const Reading& reading, annot::Range words) {
  uint32_t best = kNone;
  int best_rank = 0;
  for (uint32_t w = words.begin; w < words.end; ++w) {
    if (reading.is_punctuation(w) || reading.preposition(w) >= 0) continue;
    const int rank = reading.is_finite(w) ? 3 : reading.word(w).verb_lexeme != kNone ? 2 : 1;
    if (rank > best_rank) best = w;
    best_rank = std::max(rank, best_rank);
  }
  return best;
}

}  // namespace

// The frame that gives the sides where none of the type fits the words: the first of one verb alone.
bool SentenceCoder::plain_frame(std::string_view type, uint32_t anchor, Match& match) const {
  const auto& frames = reading_.frames();
  for (uint32_t p = 0; p < frames.patterns().size(); ++p) {
    const lexicon::PatternRecord& pattern = frames.patterns()[p];
    const lexicon::FrameRecord& record = frames.frames()[pattern.frame];
    if (record.block != lexicon::FrameBlock::kFrame || frames.string(record.type) != type || pattern.element_end != pattern.element_begin + 1)
      continue;
    match = {};
    match.pattern = p;
    match.frame = pattern.frame;
    match.anchor = match.core = match.parts[0] = anchor;
    match.count = 1;
    match.form = reading_.form(anchor);
    return true;
  }
  return false;
}

void SentenceCoder::code_given(uint32_t sentence) {
  sentence_ = sentence;
  match(sentence);
  const Chains chains(reading_, scratch_.operators);
  const annot::Range words = document_.sentences[sentence].words;
  for (const Given& given : scratch_.given) {
    annot::Range range;
    for (uint32_t w = words.begin; w < words.end; ++w) {
      if (reading_.word(w).span.begin >= given.trigger.end || reading_.word(w).span.end <= given.trigger.begin) continue;
      if (range.empty()) range.begin = w;
      range.end = w + 1;
    }
    if (range.empty()) continue;
    // The frame of the type whose words are in the trigger, the most specific one.
    const Match* best = nullptr;
    for (const Candidate& one : scratch_.candidates) {
      const bool inside = range.contains(one.match.anchor) || range.contains(one.match.core);
      if (!inside || reading_.frames().string(reading_.frames().frames()[one.match.frame].type) != given.type) continue;
      if (best == nullptr || one.match.specificity > best->specificity) best = &one.match;
    }
    Candidate candidate;
    if (best != nullptr) candidate.match = *best;
    else if (const uint32_t w = carrier(reading_, range); w == kNone || !plain_frame(given.type, w, candidate.match)) continue;
    chains.read(candidate);
    candidate.event.sentence = sentence;
    candidate.event.type = given.type;
    candidate.event.status = "actual";
    candidate.event.frame = {frame(candidate).file, frame(candidate).line};
    trigger(candidate);
    fill_roles(candidate);
    candidate.event.trigger = given.trigger;
    Details(reading_).fill(candidate);
    document_.events.push_back(std::move(candidate.event));
  }
}

}  // namespace waqai::events
