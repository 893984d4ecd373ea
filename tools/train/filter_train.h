// SPDX-License-Identifier: Apache-2.0
//
// Training of the event filter (src/events/filter.h): logistic regression on events that the coder proposes in labelled sentences.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "events/filter.h"

namespace waqai::train {

enum class Label : uint8_t { kNo, kDifficult, kYes, kLeftOut };

// A labelled sentence and the events of the labelled type that the coder proposes in it, as feature lists.
struct FilterSentence {
  std::string id;
  std::string type;
  Label label = Label::kNo;
  uint32_t fold = 0;
  std::vector<std::vector<uint32_t>> events;
};

struct FilterOptions {
  uint32_t folds = 5;
  double l2 = 16;          // weight of the squares against the summed loss
  double difficult = 0.3;  // weight of a "difficult no" against an easy one
  uint32_t least = 2;      // features of fewer events are left out
  uint32_t steps = 1500;
};

// One type's model: weights by slot, and cuts.
struct FilterModel {
  std::vector<int16_t> weights;
  std::vector<events::FilterType> types;
};

struct FilterFigures {
  uint32_t right = 0, found = 0, gold = 0;
  double f1() const { return found + gold == 0 ? 0 : 2.0 * right / (found + gold); }
};

// Trains every type on the sentences that are not in `left_out` (folds: none), and sets the cuts by cross-validation within them.
FilterModel train_filter(const std::vector<FilterSentence>& data, const std::vector<std::string>& types, uint32_t left_out,
                         const FilterOptions& options);

// The best score among the events of a sentence; INT32_MIN where it has none.
int32_t best_score(const events::Filter& filter, const FilterSentence& sentence);

}  // namespace waqai::train
