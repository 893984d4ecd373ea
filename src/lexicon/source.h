// SPDX-License-Identifier: Apache-2.0
//
// Dictionary sources: the plain-text tables and blocks under data/ (forms: data/README.md), read with file and line of every row, and
// the findings of the linter.  Used when a bundle is compiled, never while articles are read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/bundle.h"
#include "waqai/types/status.h"

namespace waqai::lexicon {

// One finding: file and line, what is wrong, what to do.  An error keeps the row out of the bundle and fails the build.
struct Finding {
  bool is_error = true;
  int code = 0;  // base/error_codes.h
  std::string file;
  uint32_t line = 0;
  std::string problem;
  std::string remedy;
  // "data/x.tsv:12: error[E052]: problem; remedy: ..."
  std::string to_string() const;
};

class Findings {
 public:
  void error(int code, std::string_view file, uint32_t line, std::string problem, std::string remedy);
  void warning(int code, std::string_view file, uint32_t line, std::string problem, std::string remedy);
  const std::vector<Finding>& all() const { return all_; }
  bool has_errors() const { return errors_ > 0; }
  size_t errors() const { return errors_; }

 private:
  std::vector<Finding> all_;
  size_t errors_ = 0;
};

// One row of a table.  Cells are trimmed; "-" reads as empty.
struct TableRow {
  uint32_t line = 0;
  std::vector<std::string_view> cells;  // as many as columns
};

struct Table {
  uint16_t file = 0;  // index into SourceSet::files, = annot::Row::file
  std::string name;   // path below data/
  std::vector<std::string_view> columns;
  std::vector<TableRow> rows;

  // Index of a column; -1 where the table has no such column.
  int column(std::string_view column_name) const;
  // The cell of `row`; empty where there is no such column.
  std::string_view cell(const TableRow& row, std::string_view column_name) const;
};

struct BlockLine {
  uint32_t line = 0;
  std::string_view key;    // before the colon, trimmed
  std::string_view value;  // after it, trimmed
};

struct Block {
  uint16_t file = 0;
  std::string_view file_name;
  uint32_t line = 0;             // of its first line
  std::string_view kind;         // key of the first line: frame, class, ...
  std::string_view name;         // its value
  std::vector<BlockLine> lines;  // the rest
};

struct SourceFile {
  std::string name;  // "lexicon/verbs-form1.tsv"; of an overlay with the folder before it
  std::string text;
  std::string licence;     // of the header comment
  std::string below = {};  // the path below its folder, which tells what the file is; empty: the name
};

// All sources below one or more data folders.  A file of a later folder (an overlay) is a further file, not a replacement:
// compilers read files in order, and later rows win.  Views in tables and blocks live as long as the set.
class SourceSet {
 public:
  // Reads every .tsv and .frames file below `folders`, sorted by name within a folder.  Broken UTF-8 and missing headers are findings.
  static Result<SourceSet> load(const std::vector<std::string>& folders, Findings& findings);
  // A set made of texts (tests, the workshop): name and text.
  static SourceSet from_texts(std::vector<SourceFile> files);

  const std::vector<SourceFile>& files() const { return files_; }

  // Tables whose name starts with `prefix` and ends with ".tsv" ("lexicon/verbs").  Rows with a wrong number of cells, and missing
  // `columns`, are findings and left out.
  std::vector<Table> tables(std::string_view prefix, const std::vector<std::string_view>& columns, Findings& findings) const;

  // Blocks of the files whose name starts with `prefix` and ends with ".frames", in order.
  std::vector<Block> blocks(std::string_view prefix, Findings& findings) const;

  // The section that names the files.
  void add_sources_section(BundleBuilder& builder) const;

 private:
  std::vector<SourceFile> files_;
};

// The values of a comma list, trimmed, empty ones left out.  The Arabic comma (U+060C) separates too.
std::vector<std::string_view> split_list(std::string_view cell);
// `text` without white space at both ends.
std::string_view trim(std::string_view text);

}  // namespace waqai::lexicon
