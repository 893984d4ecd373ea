// SPDX-License-Identifier: Apache-2.0
#include "entities/name_tagger.h"

#include <algorithm>
#include <limits>

namespace waqai::entities {

using annot::Document;

namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::min() / 2;

// All but the last as vectors: both sizes are one more than a multiple of eight.
template <uint32_t kSize>
void add_row(const int16_t* row, int32_t (&sums)[kSize]) {
  static_assert(kSize % 8 == 1);
  for (uint32_t i = 0; i < kSize - 1; ++i) sums[i] += row[i];
  sums[kSize - 1] += row[kSize - 1];
}

// Names out of the tags of a sentence.
void append_names(const std::vector<uint8_t>& tags, uint32_t first_token, std::vector<annot::Name>& names) {
  for (uint32_t t = 0; t < tags.size();) {
    if (tags[t] == 0) {
      ++t;
      continue;
    }
    const auto kind = static_cast<annot::NameKind>((tags[t] - 1) / 2);
    uint32_t end = t + 1;
    while (end < tags.size() && tags[end] == further_tag(kind)) ++end;
    names.push_back({{first_token + t, first_token + end}, kind});
    t = end;
  }
}

}  // namespace

Result<NameTagger> NameTagger::open(const lexicon::Bundle& bundle) {
  const Result<NameModel> model = NameModel::open(bundle);
  if (!model) return model.status();
  return open(bundle, model.value());
}

Result<NameTagger> NameTagger::open(const lexicon::Bundle& bundle, const NameModel& model) {
  Result<lexicon::Words> words = lexicon::Words::open(bundle);
  if (!words) return words.status();
  Result<lexicon::ActorsView> actors = lexicon::ActorsView::open(bundle);
  if (!actors) return actors.status();
  return NameTagger(std::move(words).value(), std::move(actors).value(), model);
}

void NameTagger::decode(const NameFacts& facts, NameWorkspace& scratch) const {
  const size_t size = facts.size();
  scratch.scores.assign(size * kNameTags, kNever);
  scratch.from.assign(size * kNameTags, 0);
  scratch.tags.assign(size, 0);
  if (size == 0) return;
  for (size_t t = 0; t < size; ++t) {
    facts.features(t, scratch.features);
    facts.pair_features(t, scratch.pairs);
    int32_t own[kNameTags] = {}, pair[kNameRow] = {};
    for (const uint32_t feature : scratch.features) add_row(model_.row(feature), own);
    for (const uint32_t feature : scratch.pairs) add_row(model_.row(feature), pair);
    for (uint8_t tag = 0; tag < kNameTags; ++tag) {
      int64_t best = kNever;
      uint8_t best_before = 0;
      const uint8_t last = t == 0 ? 1 : kNameTags;
      for (uint8_t before = 0; before < last; ++before) {
        if (!may_follow(before, tag) || (t > 0 && scratch.scores[(t - 1) * kNameTags + before] == kNever)) continue;
        const int64_t score = (t == 0 ? 0 : scratch.scores[(t - 1) * kNameTags + before]) + pair[before * kNameTags + tag];
        if (score > best) {
          best = score;
          best_before = before;
        }
      }
      if (best == kNever) continue;
      scratch.scores[t * kNameTags + tag] = best + own[tag];
      scratch.from[t * kNameTags + tag] = best_before;
    }
  }
  const auto row = scratch.scores.end() - kNameTags;
  auto tag = static_cast<uint8_t>(std::max_element(row, scratch.scores.end()) - row);
  for (size_t t = size; t-- > 0;) {
    scratch.tags[t] = tag;
    tag = scratch.from[t * kNameTags + tag];
  }
}

Status NameTagger::annotate(Document& doc, NameWorkspace& scratch) const {
  doc.names.clear();
  if (model_.empty()) return {};
  scratch.matcher.prepare(doc, actors_);
  if (!scratch.facts || !scratch.facts->is_of(words_, model_)) scratch.facts.emplace(words_, model_);
  NameFacts& facts = *scratch.facts;
  for (const annot::Sentence& sentence : doc.sentences) {
    if (sentence.kind == annot::SentenceKind::kTeaser) continue;
    facts.read(doc, sentence, scratch.matcher);
    decode(facts, scratch);
    append_names(scratch.tags, sentence.tokens.begin, doc.names);
  }
  return {};
}

}  // namespace waqai::entities
