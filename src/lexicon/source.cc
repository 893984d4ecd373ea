// SPDX-License-Identifier: Apache-2.0
#include "lexicon/source.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/error_codes.h"
#include "base/file.h"
#include "text/utf8.h"

namespace waqai::lexicon {
namespace {

bool starts_with(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }
// Path below the data folder or overlay.
std::string_view kind_of(const SourceFile& file) { return file.below.empty() ? file.name : file.below; }
bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

// Calls visit(line number, line without its newline) for every line.
template <typename Visit>
void each_line(std::string_view text, Visit visit) {
  uint32_t number = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    visit(++number, line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string header_value(std::string_view text, std::string_view key) {
  std::string value;
  each_line(text, [&](uint32_t, std::string_view line) {
    if (!value.empty() || line.empty() || line[0] != '#') return;
    const std::string_view comment = trim(line.substr(1));
    if (starts_with(comment, key)) value = trim(comment.substr(key.size()));
  });
  return value;
}

void check_file(SourceFile& file, Findings& findings) {
  const size_t bad = text::first_invalid_utf8(file.text);
  if (bad != std::string_view::npos) {
    findings.error(base::kDictionaryFormat, file.name, 0, "broken UTF-8 at byte " + std::to_string(bad), "save the file as UTF-8");
    file.text = text::to_valid_utf8(file.text);
  }
  file.licence = header_value(file.text, "licence:");
  if (file.licence.empty() || header_value(file.text, "provenance:").empty()) {
    findings.error(base::kDictionaryHeader, file.name, 1, "no provenance or licence", "add `# provenance:` and `# licence:` lines at the top");
  }
}

std::vector<std::string_view> split_cells(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const size_t tab = line.find('\t');
    const std::string_view cell = trim(line.substr(0, tab));
    cells.push_back(cell == "-" ? std::string_view() : cell);
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

Table read_table(const SourceFile& file, uint16_t index, Findings& findings) {
  Table table;
  table.file = index;
  table.name = file.name;
  each_line(file.text, [&](uint32_t number, std::string_view line) {
    if (trim(line).empty() || line[0] == '#') return;
    std::vector<std::string_view> cells = split_cells(line);
    if (table.columns.empty()) {
      table.columns = std::move(cells);
      return;
    }
    if (cells.size() > table.columns.size()) {
      findings.error(base::kDictionaryColumns, file.name, number,
                     std::to_string(cells.size()) + " cells where the table has " + std::to_string(table.columns.size()) + " columns",
                     "separate cells by one TAB each, and remove the surplus");
      return;
    }
    cells.resize(table.columns.size());
    table.rows.push_back({number, std::move(cells)});
  });
  return table;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split_list(std::string_view cell) {
  static constexpr std::string_view kArabicComma = "\xd8\x8c";
  std::vector<std::string_view> values;
  const auto add = [&values](std::string_view value) {
    value = trim(value);
    if (!value.empty()) values.push_back(value);
  };
  size_t begin = 0;
  for (size_t i = 0; i < cell.size(); ++i) {
    const size_t width = cell[i] == ',' ? 1 : starts_with(cell.substr(i), kArabicComma) ? 2 : 0;
    if (width == 0) continue;
    add(cell.substr(begin, i - begin));
    begin = i + width;
    i = begin - 1;
  }
  add(cell.substr(std::min(begin, cell.size())));
  return values;
}

std::string Finding::to_string() const {
  const std::string digits = std::to_string(code);
  std::string text = file + ":" + std::to_string(line) + ": " + (is_error ? "error" : "warning") + "[E" +
                     std::string(3 - std::min<size_t>(3, digits.size()), '0') + digits + "]: " + problem;
  if (!remedy.empty()) text += "; remedy: " + remedy;
  return text;
}

void Findings::error(int code, std::string_view file, uint32_t line, std::string problem, std::string remedy) {
  all_.push_back({true, code, std::string(file), line, std::move(problem), std::move(remedy)});
  ++errors_;
}

void Findings::warning(int code, std::string_view file, uint32_t line, std::string problem, std::string remedy) {
  all_.push_back({false, code, std::string(file), line, std::move(problem), std::move(remedy)});
}

int Table::column(std::string_view column_name) const {
  const auto found = std::find(columns.begin(), columns.end(), column_name);
  return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

std::string_view Table::cell(const TableRow& row, std::string_view column_name) const {
  const int index = column(column_name);
  return index < 0 ? std::string_view() : row.cells[static_cast<size_t>(index)];
}

Result<SourceSet> SourceSet::load(const std::vector<std::string>& folders, Findings& findings) {
  namespace fs = std::filesystem;
  SourceSet set;
  for (size_t f = 0; f < folders.size(); ++f) {
    std::error_code failure;
    std::vector<std::string> paths;
    for (fs::recursive_directory_iterator it(folders[f], failure), end; !failure && it != end; it.increment(failure)) {
      const std::string path = it->path().string();
      if (it->is_regular_file(failure) && (ends_with(path, ".tsv") || ends_with(path, ".frames"))) paths.push_back(path);
    }
    if (failure) return Status::error(base::kCannotOpen, ErrorKind::kInput, "cannot read the data folder: " + failure.message()).at(folders[f]);
    // An overlay may be empty, the dictionaries themselves are not.
    if (f == 0 && paths.empty())
      return Status::error(base::kEmptyInput, ErrorKind::kInput, "the folder holds no dictionary (.tsv, .frames)").at(folders[f]);
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) {
      Result<std::string> text = base::read_file(path);
      if (!text) return text.status();
      const std::string below = fs::path(path).lexically_relative(folders[f]).generic_string();
      SourceFile file{f == 0 ? below : path, std::move(text).value(), {}, below};
      check_file(file, findings);
      set.files_.push_back(std::move(file));
    }
  }
  return set;
}

SourceSet SourceSet::from_texts(std::vector<SourceFile> files) {
  SourceSet set;
  set.files_ = std::move(files);
  return set;
}

std::vector<Table> SourceSet::tables(std::string_view prefix, const std::vector<std::string_view>& columns, Findings& findings) const {
  std::vector<Table> found;
  for (size_t i = 0; i < files_.size(); ++i) {
    const SourceFile& file = files_[i];
    if (!starts_with(kind_of(file), prefix) || !ends_with(file.name, ".tsv")) continue;
    Table table = read_table(file, static_cast<uint16_t>(i), findings);
    bool complete = true;
    for (const std::string_view column : columns) {
      if (table.column(column) >= 0) continue;
      complete = false;
      findings.error(base::kDictionaryColumns, file.name, 1, "no column '" + std::string(column) + "'",
                     "see data/README.md for the columns of this table");
    }
    if (complete) found.push_back(std::move(table));
  }
  return found;
}

std::vector<Block> SourceSet::blocks(std::string_view prefix, Findings& findings) const {
  std::vector<Block> found;
  for (size_t i = 0; i < files_.size(); ++i) {
    const SourceFile& file = files_[i];
    if (!starts_with(kind_of(file), prefix) || !ends_with(file.name, ".frames")) continue;
    bool open = false;
    each_line(file.text, [&](uint32_t number, std::string_view line) {
      if (!line.empty() && line[0] == '#') return;
      if (trim(line).empty()) {
        open = false;
        return;
      }
      const size_t colon = line.find(':');
      if (colon == std::string_view::npos) {
        findings.error(base::kDictionaryFormat, file.name, number, "no colon in the line", "write `key: value`, or start the line with #");
        return;
      }
      const BlockLine entry{number, trim(line.substr(0, colon)), trim(line.substr(colon + 1))};
      if (open) {
        found.back().lines.push_back(entry);
        return;
      }
      found.push_back({static_cast<uint16_t>(i), file.name, number, entry.key, entry.value, {}});
      open = true;
    });
  }
  return found;
}

void SourceSet::add_sources_section(BundleBuilder& builder) const {
  StringPool strings;
  std::vector<uint32_t> ids;
  for (const SourceFile& file : files_) {
    ids.push_back(strings.intern(file.name));
    ids.push_back(strings.intern(file.licence));
  }
  SectionWriter writer;
  writer.array(ids);
  writer.strings(strings);
  builder.add(std::string(kSourcesSection), kSourcesVersion, writer.take());
}

}  // namespace waqai::lexicon
