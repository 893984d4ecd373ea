// SPDX-License-Identifier: Apache-2.0
//
// Tables of text: CSV after RFC 4180 and tab-separated values, as spreadsheets and programs write them.  Thread rule: one thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/text_stream.h"

namespace waqai::ingest {

// The separator of a table whose first line is `header`: tab, semicolon, comma or bar, the one that stands most often outside quotes.
char separator_of(std::string_view header);

// Reads rows, cells of which may hold line breaks in quotes.
class TableReader {
 public:
  TableReader(TextStream& text, char separator) : text_(text), separator_(separator) {}

  enum class Row { kRead, kTooLong, kOpenQuote, kEnd };

  // The next row that is not blank into `cells`.  kTooLong: its cells are longer than `limit` bytes together; kOpenQuote: the table ends within a
  // quoted cell.  `line` gets the line that it starts on, from 1.
  Row next(size_t limit, std::vector<std::string>& cells, uint64_t& line);

 private:
  bool split(std::string_view line, std::vector<std::string>& cells, bool& open) const;

  TextStream& text_;
  char separator_;
  Piece piece_;
};

}  // namespace waqai::ingest
