// SPDX-License-Identifier: Apache-2.0
#include "engine/export.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

#include "base/json_writer.h"
#include "waqai/engine.h"

namespace waqai {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_text(const store::LayoutColumn& column) { return column.type == "VARCHAR" || column.type == "DATE"; }

// Whether a spreadsheet would take the cell for a formula: by its first character, full-width forms too.
bool is_formula(std::string_view cell) {
  for (const std::string_view mark : {"=", "+", "-", "@", "\t", "\r", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}) {
    if (cell.starts_with(mark)) return true;
  }
  return false;
}

std::string csv_quoted(std::string_view cell, char separator) {
  if (cell.find_first_of(std::string("\"\r\n") + separator) == std::string_view::npos) return std::string(cell);
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

// Tab-separated forms of others know no quotes.
std::string flat(std::string_view cell) {
  std::string out(cell);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return out;
}

std::string digests(const ArchiveSummary& summary) {
  std::set<std::string> seen;
  std::string out;
  for (const ArchiveRun& run : summary.runs) {
    if (seen.insert(run.program + run.dictionary_digest).second) out += "- " + run.program + ", dictionaries " + run.dictionary_digest + "\n";
  }
  return out;
}

}  // namespace

std::optional<RowWriter> RowWriter::make(const store::Layout& layout, std::string_view format) {
  if (format == "csv") return RowWriter(layout, Form::kCsv);
  if (format == "excel") return RowWriter(layout, Form::kExcel);
  if (format == "tsv") return RowWriter(layout, Form::kTsv);
  if (format == "jsonl") return RowWriter(layout, Form::kJsonLines);
  if (format != "geojson" || layout.name != "events") return std::nullopt;
  RowWriter writer(layout, Form::kGeoJson);
  for (size_t i = 0; i < layout.columns.size(); ++i) {
    if (layout.columns[i].name == "latitude") writer.latitude_ = i;
    if (layout.columns[i].name == "longitude") writer.longitude_ = i;
  }
  return writer;
}

std::string RowWriter::header() const {
  if (form_ == Form::kJsonLines) return {};
  if (form_ == Form::kGeoJson) return "{\"type\": \"FeatureCollection\", \"features\": [";
  std::string out = form_ == Form::kExcel ? std::string(kByteOrderMark) : "";
  if (form_ == Form::kTsv && !layout_->has_header) return out;
  const char separator = form_ == Form::kTsv ? '\t' : ',';
  for (size_t i = 0; i < layout_->columns.size(); ++i) out += (i > 0 ? std::string(1, separator) : "") + layout_->columns[i].name;
  return out + (form_ == Form::kExcel ? "\r\n" : "\n");
}

std::string RowWriter::cells(const store::Row& row, char separator) const {
  std::string out;
  for (size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += separator;
    const std::string_view cell = row[i].value_or("");
    if (form_ == Form::kTsv) {
      out += flat(cell);
    } else if (form_ == Form::kExcel && is_text(layout_->columns[i]) && is_formula(cell)) {
      out += csv_quoted("'" + std::string(cell), separator);
    } else {
      out += csv_quoted(cell, separator);
    }
  }
  return out + (form_ == Form::kExcel ? "\r\n" : "\n");
}

std::string RowWriter::object(const store::Row& row) const {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  for (size_t i = 0; i < row.size(); ++i) {
    json.key(layout_->columns[i].name);
    if (!row[i]) {
      json.null();
    } else if (is_text(layout_->columns[i])) {
      json.string(*row[i]);
    } else if (layout_->columns[i].type == "BIGINT") {
      json.number(std::strtoll(std::string(*row[i]).c_str(), nullptr, 10));
    } else {
      json.decimal(std::strtod(std::string(*row[i]).c_str(), nullptr), 6);
    }
  }
  json.end_object();
  return out;
}

std::string RowWriter::row(const store::Row& row) {
  if (form_ == Form::kJsonLines) return object(row) + "\n";
  if (form_ != Form::kGeoJson) return cells(row, form_ == Form::kTsv ? '\t' : ',');
  if (!row[latitude_] || !row[longitude_]) return {};
  const std::string point = std::string(*row[longitude_]) + ", " + std::string(*row[latitude_]);
  const std::string before = std::exchange(first_, false) ? "\n" : ",\n";
  return before + "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [" + point + "]}, \"properties\": " + object(row) +
         "}";
}

std::string RowWriter::footer() const { return form_ == Form::kGeoJson ? "\n]}\n" : ""; }

std::string codebook_text(const store::Layout& layout, const std::string& format, const ArchiveSummary& summary) {
  std::string out = "# Codebook: " + layout.summary + "\n\nForm: " + format + ". Shape: " + layout.name + ". Written by waqai " + version() + ".\n\n";
  out += layout.only_actual ? "Only events of status actual, unless the export named others. " : "";
  out += "Not in it: " + layout.lost + ".\n\n";
  out +=
      "`day` is the event's own day where the text states one, else carried from another mention of the same happening in the article, else the day "
      "of publication. "
      "Unknown is empty (null in Parquet and JSON).\n\n";
  out += "Made from an archive of " + std::to_string(summary.articles) + " articles and " + std::to_string(summary.events) +
         " events, coded by:\n\n" + digests(summary);
  out += "\n| column | type | what |\n| --- | --- | --- |\n";
  for (const store::LayoutColumn& column : layout.columns) out += "| `" + column.name + "` | " + column.type + " | " + column.comment + " |\n";
  return out;
}

std::string citation_text(const ArchiveSummary& summary, const std::string& first, const std::string& last) {
  const std::string range = first.empty() ? "" : ", published " + first + " to " + last;
  std::string out = "Cite as:\n\n  Events coded from " + std::to_string(summary.articles) + " Arabic news articles" + range + " (" +
                    std::to_string(summary.events) + " events). Coded with waqai " + version() + " [computer program].\n\n";
  out +=
      "To reproduce: the same articles, program and dictionaries give the same events, byte for byte.\n\nMade by\n" + digests(summary) + "\nRuns\n";
  for (const ArchiveRun& run : summary.runs) {
    out += "- " + run.started + " " + run.program + " " + run.options + ": " + std::to_string(run.articles) + " articles, " +
           std::to_string(run.events) + " events, " + std::to_string(run.rejected) + " rejected\n";
  }
  return out;
}

}  // namespace waqai
