// SPDX-License-Identifier: Apache-2.0
#include "cli/rows.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "cli/terminal.h"
#include "waqai/output.h"

namespace waqai::cli {
namespace {

// Columns whose cells are numbers in JSON.
bool is_number(const std::string& column) {
  static const std::vector<std::string> kNumbers = {"articles", "as_actor", "as_recipient", "as_source",    "confidence", "direct",
                                                    "end",      "events",   "happening",    "incidents",    "latitude",   "longitude",
                                                    "n",        "quad",     "reports",      "restatements", "score",      "searched_articles",
                                                    "sources",  "start",    "version"};
  return std::find(kNumbers.begin(), kNumbers.end(), column) != kNumbers.end();
}

std::string tsv_cell(std::string value) {
  std::replace_if(
      value.begin(), value.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return value;
}

std::string tsv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) line += (i > 0 ? "\t" : "") + tsv_cell(cells[i]);
  return line + "\n";
}

void escape(std::string& out, uint32_t code) {
  char text[16];
  if (code < 0x10000) std::snprintf(text, sizeof text, "\\u%04x", code);
  else std::snprintf(text, sizeof text, "\\u%04x\\u%04x", 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF));
  out += text;
}

}  // namespace

Result<RowFormat> RowFormat::make(const Arguments& arguments, std::string format, const std::vector<std::string>& columns) {
  RowFormat rows;
  rows.format_ = std::move(format);
  rows.bare_ = arguments.has("--fields");
  const std::vector<std::string> wanted = rows.bare_ ? arguments.list("--fields") : columns;
  for (const std::string& name : wanted) {
    const auto found = std::find(columns.begin(), columns.end(), name);
    if (found == columns.end()) {
      std::string known;
      for (const std::string& column : columns) known += (known.empty() ? "" : ", ") + column;
      return Status::error(143, ErrorKind::kUsage, "there is no field '" + name + "'").hint("fields: " + known);
    }
    rows.names_.push_back(name);
    rows.chosen_.push_back(static_cast<size_t>(found - columns.begin()));
  }
  return rows;
}

std::string RowFormat::header() const {
  if (format_ == "csv") return csv_line(names_);
  return format_ == "tsv" && !bare_ ? tsv_line(names_) : "";
}

std::string RowFormat::line(const std::vector<std::string>& cells, std::string_view more) const {
  std::vector<std::string> chosen;
  for (const size_t i : chosen_) chosen.push_back(cells[i]);
  if (format_ == "csv") return csv_line(chosen);
  if (format_ == "tsv") return tsv_line(chosen);
  std::string object = json_object(names_, chosen);
  if (!more.empty()) object.insert(object.size() - 1, ", " + std::string(more));
  return object + "\n";
}

Result<std::string> format_of(const Arguments& arguments, std::string_view allowed, std::string_view otherwise) {
  const std::string format = arguments.has("--json") ? "jsonl" : arguments.get("--to", arguments.has("--fields") ? "tsv" : otherwise);
  const bool known =
      !format.empty() && format.find(' ') == std::string::npos && (" " + std::string(allowed) + " ").find(" " + format + " ") != std::string::npos;
  if (!known) return Status::error(143, ErrorKind::kUsage, "--to takes one of: " + std::string(allowed) + "; not '" + format + "'");
  if (arguments.has("--fields") && format != "csv" && format != "tsv" && format != "jsonl")
    return Status::error(143, ErrorKind::kUsage, "--fields goes with --to tsv, csv or jsonl, not '" + format + "'");
  return format;
}

std::string json_object(const std::vector<std::string>& columns, const std::vector<std::string>& cells) {
  std::string object = "{";
  for (size_t i = 0; i < columns.size(); ++i) {
    object += (i > 0 ? ", " : "") + json_quoted(columns[i]) + ": ";
    object += cells[i].empty() ? "null" : is_number(columns[i]) ? cells[i] : json_quoted(cells[i]);
  }
  return object + "}";
}

std::string ascii_json(std::string_view json) {
  std::string out;
  for (size_t at = 0; at < json.size();) {
    const auto lead = static_cast<unsigned char>(json[at]);
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size == 1 || at + size > json.size()) {
      out += json[at++];
      continue;
    }
    uint32_t code = lead & (0x7Fu >> size);
    for (size_t i = 1; i < size; ++i) code = code << 6 | (static_cast<unsigned char>(json[at + i]) & 0x3Fu);
    escape(out, code);
    at += size;
  }
  return out;
}

}  // namespace waqai::cli
