// SPDX-License-Identifier: Apache-2.0
//
// Import of dictionaries of the PETRARCH family (actors, agents, verbs with patterns and synonym sets) into our tables and frames, as an overlay.
// What such a line can say and ours cannot is counted and shown, never guessed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waqai::lexicon {

struct PetrarchFile {
  std::string name;
  std::string text;
};

struct PetrarchImport {
  std::string orgs;     // actors/petrarch-orgs: named actors with codes and dates
  std::string sectors;  // agents
  std::string frames;   // verbs and patterns
  size_t actors = 0, agents = 0, lists = 0, patterns = 0;
  std::map<std::string, std::pair<size_t, std::string>> left;  // reason -> how many, first place
};

// `countries`: known codes of states.  Files are told apart by what stands in them; a file of none of the three kinds is `left`.
PetrarchImport import_petrarch(const std::vector<PetrarchFile>& files, const std::set<std::string, std::less<>>& countries);

}  // namespace waqai::lexicon
