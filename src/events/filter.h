// SPDX-License-Identifier: Apache-2.0
//
// Filter: how likely a reader would say that an event is told, by a linear model over what the coder knows of it (docs/coding.md, "The learned
// filter").  Only types of its table are judged; it may veto an event, never add one.  Scores are integers (log odds in 1/256), so that the same
// weights decide alike on every machine.
// Thread rule: immutable; views live as long as the bundle or the parts.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/apart.h"
#include "events/candidate.h"
#include "events/genre.h"
#include "events/word_kinds.h"
#include "lexicon/bundle.h"

namespace waqai::events {

inline constexpr std::string_view kFilterSection = "filter";
inline constexpr uint32_t kFilterVersion = 1;
inline constexpr int32_t kFilterScale = 256;  // of weights and scores: log odds of 1
inline constexpr uint32_t kFilterBits = 15;

// A type that the filter judges.
struct FilterType {
  std::array<char, 12> name{};  // padded with zero bytes
  int32_t bias = 0;
  int32_t cut_alone = 0;    // least score of an event in a text of one sentence
  int32_t cut_article = 0;  // of an event in an article
};

class Filter {
 public:
  // Knows no type: nothing is judged.
  Filter() = default;
  // A bundle without the section gives a filter that knows no type.  kBundleDamaged.
  static Result<Filter> open(const lexicon::Bundle& bundle);
  // `types` and `weights` (2^kFilterBits) must outlive the filter.
  Filter(std::span<const FilterType> types, std::span<const int16_t> weights) : types_(types), weights_(weights) {}
  static std::string section(std::span<const FilterType> types, std::span<const int16_t> weights);

  // Index of a type; -1 where it is not judged.
  int find(std::string_view type) const;
  const FilterType& type(int index) const { return types_[static_cast<size_t>(index)]; }
  int32_t score(int type, std::span<const uint32_t> features) const;
  // Where the weight of a feature stands for a type.
  static uint32_t slot(int type, uint32_t feature) { return static_cast<uint32_t>(base_mix(feature, type)) & ((1u << kFilterBits) - 1); }

 private:
  static uint64_t base_mix(uint32_t feature, int type);

  std::span<const FilterType> types_;
  std::span<const int16_t> weights_;
};

// What the features of an event are taken from.
struct FilterInput {
  const Reading& reading;
  const Candidate& candidate;
  const WordKinds& kinds;
  std::span<const Match> speech;  // verbs of saying of the sentence
  uint32_t rivals = 0;            // events of the sentence
};

// Hashes of the features, each once, sorted; overwritten.
void filter_features(const FilterInput& input, std::vector<uint32_t>& features);

// What the filter of articles knows of the article as a whole.
struct ArticleFacts {
  Topic topic;
  uint32_t sentences = 0;  // without headlines of other articles, which a crawler may have left between or behind the paragraphs
  std::vector<Cohesion> paragraphs;
};

// What the filter of articles sees besides, of the event and of the article around it; appended.  O(events before it).
void article_features(const FilterInput& input, const annot::Document& document, const ArticleFacts& article, std::vector<uint32_t>& features);

}  // namespace waqai::events
