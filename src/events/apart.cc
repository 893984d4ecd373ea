// SPDX-License-Identifier: Apache-2.0
#include "events/apart.h"

#include <algorithm>

#include "base/hash.h"

namespace waqai::events {

namespace {

constexpr uint32_t kLeastParagraphs = 4;  // fewer have no rest to compare with
constexpr uint32_t kLead = 3;             // title and two paragraphs
constexpr uint32_t kNameWeight = 3;
constexpr uint8_t kEighths = 8, kLow = 3, kMostNames = 5, kMostRun = 4;

uint8_t eighths(uint32_t part, uint32_t all) { return all == 0 ? kEighths : static_cast<uint8_t>(part * kEighths / all); }

}  // namespace

void CohesionReader::collect(const annot::Document& document) {
  seen_.clear();
  sums_.clear();
  for (const annot::Sentence& sentence : document.sentences) {
    if (sentence.kind == annot::SentenceKind::kTeaser) continue;
    sums_.resize(std::max<size_t>(sums_.size(), sentence.paragraph + 1));
    ++sums_[sentence.paragraph].sentences;
    for (uint32_t w = sentence.words.begin; w < sentence.words.end; ++w) {
      const annot::Word& word = document.words[w];
      const bool name = word.upos == annot::Upos::kPropn;
      const bool content = word.upos == annot::Upos::kNoun || word.upos == annot::Upos::kAdj || word.upos == annot::Upos::kVerb;
      if (name || content) seen_.push_back({static_cast<uint32_t>(base::hash64(word.lemma)), sentence.paragraph, name});
    }
  }
  std::sort(seen_.begin(), seen_.end());
  seen_.erase(std::unique(seen_.begin(), seen_.end(), [](const Seen& a, const Seen& b) { return a.word == b.word && a.paragraph == b.paragraph; }),
              seen_.end());
}

void CohesionReader::weigh() {
  for (size_t i = 0; i < seen_.size();) {
    size_t end = i;
    while (end < seen_.size() && seen_[end].word == seen_[i].word) ++end;
    const bool elsewhere = end - i > 1;
    uint32_t in_lead = 0;
    for (size_t j = i; j < end; ++j) in_lead += seen_[j].paragraph < kLead;
    for (; i < end; ++i) {
      Sum& sum = sums_[seen_[i].paragraph];
      const uint32_t weight = seen_[i].name ? kNameWeight : 1;
      sum.all += weight;
      if (elsewhere) sum.whole += weight;
      if (in_lead > (seen_[i].paragraph < kLead ? 1u : 0u)) sum.lead += weight;
      sum.names += seen_[i].name ? 1 : 0;
      sum.names_told += seen_[i].name && elsewhere ? 1 : 0;
    }
  }
}

void CohesionReader::read(const annot::Document& document, std::vector<Cohesion>& out) {
  collect(document);
  out.assign(sums_.size(), {});
  if (sums_.size() < kLeastParagraphs) return;
  weigh();
  for (size_t p = 0; p < sums_.size(); ++p) {
    const Sum& sum = sums_[p];
    out[p].whole = eighths(sum.whole, sum.all);
    out[p].lead = eighths(sum.lead, sum.all);
    out[p].names = static_cast<uint8_t>(std::min<uint32_t>(kMostNames, 2 * sum.names_told + (sum.names > sum.names_told ? 1 : 0)));
  }
  for (size_t p = 0; p < sums_.size();) {
    size_t end = p;
    while (end < sums_.size() && sums_[end].sentences == 1 && out[end].whole < kLow) ++end;
    const auto run = static_cast<uint8_t>(std::min<size_t>(kMostRun, end - p));
    for (; p < end; ++p) out[p].run = run;
    if (run == 0) ++p;
  }
}

}  // namespace waqai::events
