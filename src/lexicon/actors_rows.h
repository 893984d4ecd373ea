// SPDX-License-Identifier: Apache-2.0
//
// The rows of the actor tables after overlays have had their say.  A row is known by its key columns; a row of a later file replaces the rows
// of earlier files with its key; a row whose first key cell starts with '!' only removes: all earlier rows that agree with it in the key
// cells it fills.  Rows of one file never replace each other (an organisation has one row for each of its periods).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/source.h"

namespace waqai::lexicon {

struct ActorRow {
  const Table* table = nullptr;
  const TableRow* row = nullptr;
  std::string_view cell(std::string_view column) const { return table->cell(*row, column); }
};

// The words of a person's name, as keys, that stand for the person alone: the last, with what it needs beside it ("bin Salman", "Safi al-Din").
// Empty where the name has no more.  `alias`: only one last word, and none of a "Abu Mazen" nor of three letters, which are common words.
std::vector<std::string> last_name(std::vector<std::string> words, bool alias);

class ActorRows {
 public:
  // `columns` must be there; the first `keys` of them are the key.  A removal that meets no row is a warning.
  ActorRows(const SourceSet& sources, std::string_view prefix, const std::vector<std::string_view>& columns, size_t keys, Findings& findings);
  ActorRows(const ActorRows&) = delete;
  ActorRows& operator=(const ActorRows&) = delete;

  // In order of the files.
  const std::vector<ActorRow>& rows() const { return rows_; }
  // First key cells of rows that a removal of an overlay took away.
  const std::vector<std::string_view>& removed() const { return removed_; }

 private:
  void remove(const Table& table, const TableRow& row, Findings& findings);
  void replace(const Table& table);
  bool agrees(const ActorRow& removal, const ActorRow& row) const;

  std::vector<Table> tables_;
  std::vector<std::string_view> keys_;
  std::vector<ActorRow> rows_;
  std::vector<std::string_view> removed_;
};

}  // namespace waqai::lexicon
