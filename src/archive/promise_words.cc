// SPDX-License-Identifier: Apache-2.0
#include "archive/promise_words.h"

#include <algorithm>

#include "story/words.h"

namespace waqai::archive {

extern const char kPromiseTable[];  // data/pledges/words.txt

namespace {

constexpr std::string_view kColumnNames = "list\tword", kFamilyPrefix = "family-";
// In the order of WordList.
constexpr std::array<std::string_view, kWordLists> kListNames = {
    "leads",       "binds",  "voids",   "measure",      "meeting-to-come", "again",   "denial",    "meeting", "met",
    "done-behind", "unreal", "another", "announcement", "another-time",    "to-come", "beginning", "past",    "time"};

}  // namespace

PromiseWords read_promise_words(std::string_view table) {
  PromiseWords all;
  std::vector<std::string_view> families;
  const auto list_of = [&](std::string_view name) -> WordSet* {
    const auto list = std::find(kListNames.begin(), kListNames.end(), name);
    if (list != kListNames.end()) return &all.lists[static_cast<size_t>(list - kListNames.begin())];
    if (!name.starts_with(kFamilyPrefix)) return nullptr;
    const auto family = static_cast<size_t>(std::find(families.begin(), families.end(), name) - families.begin());
    if (family < families.size()) return &all.families[family];
    families.push_back(name);
    return &all.families.emplace_back();
  };
  while (!table.empty()) {
    const std::string_view row = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(row.size() + 1, table.size()));
    if (row.empty() || row[0] == '#' || row == kColumnNames) continue;
    const size_t tab = std::min(row.find('\t'), row.size() - 1);
    WordSet* list = list_of(row.substr(0, tab));
    const std::vector<std::string> words = story::folded_words(row.substr(tab + 1));
    if (list == nullptr || words.size() != 1 || words[0].empty()) all.faults.push_back("not a list and a word: " + std::string(row));
    else list->insert({words[0], std::string(story::light_stem(words[0]))});
  }
  for (size_t i = 0; i < kWordLists; ++i) {
    if (all.lists[i].empty()) all.faults.push_back("a list without words: " + std::string(kListNames[i]));
  }
  return all;
}

const PromiseWords& promise_words() {
  static const PromiseWords kWords = read_promise_words(kPromiseTable);
  return kWords;
}

bool is_in(const WordSet& words, const std::string& word) { return words.count(word) > 0 || words.count(std::string(story::light_stem(word))) > 0; }

}  // namespace waqai::archive
