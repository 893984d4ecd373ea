// SPDX-License-Identifier: Apache-2.0
//
// Annotated names as training reads them: tokens as newspapers print them and one tag of the name tagger each.
#pragma once

#include <string>
#include <vector>

#include "waqai/types/status.h"

namespace waqai::train {

struct NamedSentence {
  std::vector<std::string> tokens;
  std::vector<uint8_t> tags;  // entities::first_tag and the like; 0 none
};

// News with fifty classes of names (newsfane): classes become the four kinds, clitics that stand alone go back to their words, the state's
// organs that have no name of their own (government, army, police, ministry) are no names.
Result<std::vector<NamedSentence>> read_newsfane(const std::string& path);

// Nested entities in columns (wojood): of each token the outermost person, organisation or place; states that act are places.
Result<std::vector<NamedSentence>> read_wojood(const std::string& path);

// Tokens with PERS, LOC, ORG and MISC, as tools/score_names.py reads them; for measuring.
Result<std::vector<NamedSentence>> read_plain(const std::string& path);

struct NameScore {
  size_t right = 0, found = 0, gold = 0;
  double f1() const { return found + gold == 0 ? 0 : 2.0 * static_cast<double>(right) / static_cast<double>(found + gold); }
};
// Adds the exact spans of persons, places and organisations of one sentence.
void add_score(const std::vector<uint8_t>& gold, const std::vector<uint8_t>& found, NameScore& score);

}  // namespace waqai::train
