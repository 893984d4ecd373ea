// SPDX-License-Identifier: Apache-2.0
#include "lexicon/actors_rows.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/error_codes.h"
#include "text/fold.h"

namespace waqai::lexicon {
namespace {

// Part of a name that the last word needs beside it: "Abd", "Abu", "Al", "bin".
bool leans(std::string_view key) {
  static const std::array<std::string, 6> kLeaning = {text::fold_key("\u0639\u0628\u062f"), text::fold_key("\u0623\u0628\u0648"),
                                                      text::fold_key("\u0622\u0644"),       text::fold_key("\u0628\u0646"),
                                                      text::fold_key("\u062f\u064a"),       text::fold_key("\u0641\u0627\u0646")};
  return std::find(kLeaning.begin(), kLeaning.end(), key) != kLeaning.end();
}

// The second half of a name written as two words: Safi al-Din, Fadl Allah.
bool half(const std::string& key) {
  return key == text::fold_key("\u0627\u0644\u062f\u064a\u0646") || key == text::fold_key("\u0627\u0644\u0644\u0647");
}

bool is_removal(std::string_view first_key) { return first_key.size() > 1 && first_key.front() == '!'; }

std::string key_of(const ActorRow& row, const std::vector<std::string_view>& keys) {
  std::string key;
  for (const std::string_view column : keys) key += std::string(row.cell(column)) + '\t';
  return key;
}

}  // namespace

std::vector<std::string> last_name(std::vector<std::string> words, bool alias) {
  if (words.size() < 2) return {};
  const bool led = leans(words[words.size() - 2]);
  const bool two = led || half(words.back());
  if (alias && (two || words.back().size() < 4)) return {};
  const size_t keep = two && words.size() > 2 ? 2 : 1;
  words.erase(words.begin(), words.end() - static_cast<std::ptrdiff_t>(keep));
  return words;
}

ActorRows::ActorRows(const SourceSet& sources, std::string_view prefix, const std::vector<std::string_view>& columns, size_t keys, Findings& findings)
    : tables_(sources.tables(prefix, columns, findings)), keys_(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(keys)) {
  for (const Table& table : tables_) {
    if (!rows_.empty()) replace(table);
    for (const TableRow& row : table.rows) {
      if (is_removal(table.cell(row, keys_[0]))) remove(table, row, findings);
      else rows_.push_back({&table, &row});
    }
  }
}

// Rows of earlier files that this one tells anew are gone.
void ActorRows::replace(const Table& table) {
  std::unordered_set<std::string> told;
  for (const TableRow& row : table.rows) told.insert(key_of({&table, &row}, keys_));
  std::erase_if(rows_, [&](const ActorRow& row) { return told.count(key_of(row, keys_)) > 0; });
}

bool ActorRows::agrees(const ActorRow& removal, const ActorRow& row) const {
  for (size_t i = 0; i < keys_.size(); ++i) {
    std::string_view wanted = removal.cell(keys_[i]);
    if (i == 0) wanted.remove_prefix(1);
    if (!wanted.empty() && wanted != row.cell(keys_[i])) return false;
  }
  return true;
}

void ActorRows::remove(const Table& table, const TableRow& row, Findings& findings) {
  const ActorRow removal = {&table, &row};
  const size_t gone = std::erase_if(rows_, [&](const ActorRow& other) { return agrees(removal, other); });
  removed_.push_back(removal.cell(keys_[0]).substr(1));
  if (gone == 0) {
    findings.warning(base::kDictionaryReference, table.name, row.line, "'" + std::string(removal.cell(keys_[0])) + "' removes nothing",
                     "write ! and the key of a row of an earlier file");
  }
}

}  // namespace waqai::lexicon
