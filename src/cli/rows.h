// SPDX-License-Identifier: Apache-2.0
//
// Rows: tables as lines of text, for the commands that print records, with the fields that --fields asks for.
// Thread rule: values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace waqai::cli {

class RowFormat {
 public:
  // `format` is csv, tsv or jsonl.  --fields chooses among `columns` and their order; all of them without it.  kBadValue, with the list, for a field
  // that is not there.
  static Result<RowFormat> make(const Arguments& arguments, std::string format, const std::vector<std::string>& columns);

  // The line of names; empty for jsonl, and for tsv with --fields, which scripts read.
  std::string header() const;
  // One row as a line.  `cells`: one a column.  `more`: what a JSON object has besides, as `"name": value`; may be empty.
  std::string line(const std::vector<std::string>& cells, std::string_view more = {}) const;

 private:
  std::string format_;
  std::vector<std::string> names_;  // of the chosen columns
  std::vector<size_t> chosen_;
  bool bare_ = false;
};

// What --to, --json and --fields say; `otherwise` where they say nothing.  `allowed`: all formats, with blanks between them.  kBadValue.
Result<std::string> format_of(const Arguments& arguments, std::string_view allowed, std::string_view otherwise);

// One JSON object; an empty cell is null, columns of numbers stand without quotes.
std::string json_object(const std::vector<std::string>& columns, const std::vector<std::string>& cells);

// JSON with \u escapes instead of every character outside ASCII.  Linear.
std::string ascii_json(std::string_view json);

}  // namespace waqai::cli
