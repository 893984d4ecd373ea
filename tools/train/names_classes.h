// SPDX-License-Identifier: Apache-2.0
//
// What raw text tells of words: classes of words that keep the same company, and how often a word is part of a name of each kind.
// Company: the words right before and behind (the most frequent ones, clitics counted as words), weighted by positive mutual information, brought
// down to a few dimensions by subspace iteration; classes by k-means on the sphere, the fine ones inside the middle ones, the coarse ones of them.
// Same text and bundle give the same classes.
#pragma once

#include <string>
#include <vector>

#include "names_train.h"

namespace waqai::train {

struct ClassOptions {
  uint32_t least = 5;        // rarer words get no class
  uint32_t words = 65000;    // at most
  uint32_t contexts = 1500;  // on each side
  uint32_t dimensions = 64;
  uint32_t middle = 255, coarse = 48, split = 4;  // fine classes: middle times split
  uint32_t seed = 7;
};

struct WordClasses {
  std::vector<uint32_t> keys;  // ascending
  std::vector<entities::WordClass> classes;
};

// Classes of the words of `path` (plain text, one paragraph a line).  `named` is left 0.
Result<WordClasses> learn_classes(const std::string& path, const morphology::Tagger& words, const ClassOptions& options);

// Fills `named` of `classes` by tagging the text; words that stand in it fewer than five times get 0.
Status count_named(const std::string& path, const morphology::Tagger& words, const entities::NameTagger& tagger, WordClasses& classes);

}  // namespace waqai::train
