// SPDX-License-Identifier: Apache-2.0
//
// Records as CSV (RFC 4180), one row an event.
#include <functional>
#include <string_view>

#include "base/json_writer.h"
#include "waqai/output.h"

namespace waqai {
namespace {

std::string in_one_cell(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "; ") + value;
  return text;
}

std::string each(const std::vector<Participant>& all, const std::function<std::string(const Participant&)>& field) {
  std::string text;
  for (size_t i = 0; i < all.size(); ++i) text += (i == 0 ? "" : "; ") + field(all[i]);
  return text;
}

std::string decimal(double value, int decimals) {
  std::string text;
  base::JsonWriter(text).decimal(value, decimals);
  return text;
}

struct Context {
  const CodedArticle& coded;
  const Event& event;
};

struct CsvColumn {
  const char* name;
  std::string (*value)(const Context&);
};

const Source& source_of(const Context& c) {
  static const Source kNobody;
  return c.event.source ? *c.event.source : kNobody;
}

const Place& place_of(const Context& c) {
  static const Place kNowhere;
  return c.event.place ? *c.event.place : kNowhere;
}

std::string country(const Participant& p) { return p.country; }
std::string name(const Participant& p) { return p.name.empty() ? p.text : p.name; }
std::string sector(const Participant& p) { return p.sector.empty() ? "" : p.sector.front(); }

const CsvColumn kColumns[] = {
    {"event_id", [](const Context& c) { return c.event.id; }},
    {"article_id", [](const Context& c) { return c.coded.article.id; }},
    {"published", [](const Context& c) { return c.coded.article.published; }},
    {"n", [](const Context& c) { return std::to_string(c.event.n); }},
    {"happening", [](const Context& c) { return std::to_string(c.event.happening); }},
    {"type", [](const Context& c) { return c.event.type; }},
    {"mode", [](const Context& c) { return in_one_cell(c.event.mode); }},
    {"context", [](const Context& c) { return in_one_cell(c.event.context); }},
    {"status", [](const Context& c) { return c.event.status; }},
    {"cameo", [](const Context& c) { return c.event.cameo; }},
    {"quad", [](const Context& c) { return std::to_string(c.event.quad); }},
    {"score", [](const Context& c) { return c.event.score ? decimal(*c.event.score, 2) : ""; }},
    {"actor_name", [](const Context& c) { return each(c.event.actor, name); }},
    {"actor_country", [](const Context& c) { return each(c.event.actor, country); }},
    {"actor_sector", [](const Context& c) { return each(c.event.actor, sector); }},
    {"recipient_name", [](const Context& c) { return each(c.event.recipient, name); }},
    {"recipient_country", [](const Context& c) { return each(c.event.recipient, country); }},
    {"recipient_sector", [](const Context& c) { return each(c.event.recipient, sector); }},
    {"source_name", [](const Context& c) { return name(source_of(c).speaker); }},
    {"source_country", [](const Context& c) { return source_of(c).speaker.country; }},
    {"stance", [](const Context& c) { return source_of(c).stance; }},
    {"medium", [](const Context& c) { return source_of(c).medium; }},
    {"date", [](const Context& c) { return c.event.date; }},
    {"place", [](const Context& c) { return place_of(c).name; }},
    {"place_country", [](const Context& c) { return place_of(c).country; }},
    {"latitude", [](const Context& c) { return place_of(c).latitude ? decimal(*place_of(c).latitude, 5) : ""; }},
    {"longitude", [](const Context& c) { return place_of(c).longitude ? decimal(*place_of(c).longitude, 5) : ""; }},
    {"confidence", [](const Context& c) { return decimal(c.event.confidence, 4); }},
    {"frame", [](const Context& c) { return c.event.frame.file.empty() ? "" : c.event.frame.file + ":" + std::to_string(c.event.frame.line); }},
    {"trigger", [](const Context& c) { return c.event.trigger_text; }},
    {"sentence", [](const Context& c) { return std::string(c.event.sentence.of(c.coded.article.text)); }},
    {"url", [](const Context& c) { return c.coded.article.url; }},
};

void append_cell(std::string& out, const std::string& value) {
  if (value.find_first_of(",\"\n\r") == std::string::npos) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) out += c == '"' ? "\"\"" : std::string(1, c);
  out += '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    append_cell(line, cell);
  }
  return line + "\n";
}

std::vector<std::string> table_columns() {
  std::vector<std::string> names;
  for (const CsvColumn& column : kColumns) names.emplace_back(column.name);
  return names;
}

std::vector<std::vector<std::string>> table_rows(const CodedArticle& coded) {
  std::vector<std::vector<std::string>> rows;
  for (const Event& event : coded.events) {
    rows.emplace_back();
    for (const CsvColumn& column : kColumns) rows.back().push_back(column.value({coded, event}));
  }
  return rows;
}

std::string csv_header() { return csv_line(table_columns()); }

std::string to_csv(const CodedArticle& coded) {
  std::string out;
  for (const auto& row : table_rows(coded)) out += csv_line(row);
  return out;
}

}  // namespace waqai
