// SPDX-License-Identifier: Apache-2.0
#include "lexicon/actors_rows.h"

#include <algorithm>
#include <unordered_set>

#include "base/error_codes.h"

namespace waqai::lexicon {
namespace {

bool is_removal(std::string_view first_key) { return first_key.size() > 1 && first_key.front() == '!'; }

std::string key_of(const ActorRow& row, const std::vector<std::string_view>& keys) {
  std::string key;
  for (const std::string_view column : keys) key += std::string(row.cell(column)) + '\t';
  return key;
}

}  // namespace

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
