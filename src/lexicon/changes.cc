// SPDX-License-Identifier: Apache-2.0
#include "lexicon/changes.h"

#include <algorithm>
#include <deque>

#include "lexicon/stems.h"

namespace waqai::lexicon {

DictionaryChanges DictionaryChanges::between(const DictionaryRows& before, const DictionaryRows& after) {
  DictionaryChanges changes;
  if (before.digest == after.digest) return changes;
  if (before.others != after.others) {
    std::string changed;
    for (const DictionaryRows::Other& section : after.others) {
      if (std::find(before.others.begin(), before.others.end(), section) != before.others.end()) continue;
      if (section.name == kStemsSection) changes.stories = true;
      else changed += (changed.empty() ? "" : ", ") + std::string(section.name);
    }
    if (!changed.empty() || !changes.stories || before.others.size() != after.others.size()) {
      changes.everything = "changed as a whole: " + (changed.empty() ? "a section was removed" : changed);
      return changes;
    }
  }
  // Of a section that stayed as it is no row has moved either, unless files have other numbers.
  const bool same_files = before.files == after.files;
  if (!same_files || before.frames_sum != after.frames_sum) compare_frames(before, after, changes);
  if (changes.everything.empty() && (!same_files || before.actors_sum != after.actors_sum)) compare_actors(before, after, changes);
  if (!changes.everything.empty()) return changes;
  if (before.words_sum == after.words_sum) compare_meanings(after, changes);
  else compare_words(before, after, changes);
  return changes;
}

bool RowList::pair(const RowList& before, const RowList& after, DictionaryChanges& out) {
  std::vector<const Row*> old_left, new_left;
  for (const Row& row : before.rows_) old_left.push_back(&row);
  for (const Row& row : after.rows_) new_left.push_back(&row);
  const auto match = [&](const auto& key) {
    std::unordered_map<uint64_t, std::deque<const Row*>> old;
    for (const Row* row : old_left) old[key(*row)].push_back(row);
    std::vector<const Row*> unmatched;
    for (const Row* row : new_left) {
      const auto found = old.find(key(*row));
      if (found == old.end() || found->second.empty()) {
        unmatched.push_back(row);
        continue;
      }
      const Row& was = *found->second.front();
      found->second.pop_front();
      if (was.file != row->file || was.line != row->line) out.moved.push_back({std::string(was.file), was.line, std::string(row->file), row->line});
    }
    new_left = std::move(unmatched);
    old_left.clear();
    for (const auto& [value, rows] : old) old_left.insert(old_left.end(), rows.begin(), rows.end());
  };
  match([](const Row& row) { return base::mix(row.content, row.words); });
  out.rows += static_cast<int64_t>(std::max(old_left.size(), new_left.size()));
  std::unordered_map<uint64_t, int> old_count, new_count;
  for (const Row* row : old_left) ++old_count[row->content];
  for (const Row* row : new_left) ++new_count[row->content];
  const bool sure = std::none_of(new_count.begin(), new_count.end(), [&old_count](const auto& one) {
    const auto old = old_count.find(one.first);
    return old != old_count.end() && (one.second > 1 || old->second > 1);
  });
  match([](const Row& row) { return row.content; });
  return sure;
}

bool same_order(const std::vector<uint64_t>& before, const std::vector<uint64_t>& after) {
  const auto common = [](const std::vector<uint64_t>& of, const std::vector<uint64_t>& with) {
    const std::unordered_set<uint64_t> there(with.begin(), with.end());
    std::vector<uint64_t> kept;
    for (const uint64_t one : of) {
      if (there.count(one) > 0) kept.push_back(one);
    }
    return kept;
  };
  return common(before, after) == common(after, before);
}

}  // namespace waqai::lexicon
