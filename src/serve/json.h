// SPDX-License-Identifier: Apache-2.0
//
// Json: appends compact JSON to a string; keys and values in the order of the calls, commas by itself.  Spans become code points.
// Thread rule: values.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "waqai/types/explore.h"
#include "waqai/types/span.h"

namespace waqai::serve {

class Json {
 public:
  Json& open(char mark) {
    separate();
    out_ += mark;
    first_ = true;
    return *this;
  }
  Json& close(char mark) {
    out_ += mark;
    first_ = false;
    return *this;
  }
  Json& key(std::string_view name) {
    separate();
    quote(name);
    out_ += ':';
    first_ = true;
    return *this;
  }
  Json& text(std::string_view value) {
    separate();
    quote(value);
    return *this;
  }
  // null where empty.
  Json& text_or_null(std::string_view value) { return value.empty() ? raw("null") : text(value); }
  Json& number(int64_t value) { return raw(std::to_string(value)); }
  Json& boolean(bool value) { return raw(value ? "true" : "false"); }
  // `value` as it is: a number, or JSON made elsewhere.
  Json& raw(std::string_view value) {
    separate();
    out_ += value;
    return *this;
  }
  std::string take() { return std::move(out_); }

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void quote(std::string_view value) {
    out_ += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') {
        out_ += '\\';
        out_ += c;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
        out_ += escape;
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }

  std::string out_;
  bool first_ = true;
};

// The string value of a key in a line that Json wrote; empty where it has none.
inline std::string string_value(const std::string& line, const std::string& key) {
  const std::string mark = "\"" + key + "\":\"";
  size_t at = line.find(mark);
  if (at == std::string::npos) return {};
  std::string value;
  for (at += mark.size(); at < line.size() && line[at] != '"'; ++at) {
    if (line[at] != '\\' || at + 1 >= line.size()) {
      value += line[at];
    } else if (line[at + 1] == 'u' && at + 5 < line.size()) {
      value += static_cast<char>(std::strtol(line.substr(at + 2, 4).c_str(), nullptr, 16));  // control characters only
      at += 5;
    } else {
      value += line[++at];
    }
  }
  return value;
}

// Byte offsets of a text as code points.
class CodePointMap {
 public:
  explicit CodePointMap(std::string_view text) {
    before_.reserve(text.size() + 1);
    uint32_t count = 0;
    for (const char c : text) {
      before_.push_back(count);
      // The bytes inside a character count as its start.
      if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++count;
    }
    before_.push_back(count);
  }
  uint32_t at(uint32_t byte) const { return before_[std::min<size_t>(byte, before_.size() - 1)]; }

 private:
  std::vector<uint32_t> before_;
};

inline void append_span(Json& json, std::string_view key, Span span, const CodePointMap& map) {
  json.key(key);
  if (span.empty()) {
    json.raw("null");
    return;
  }
  json.open('[').number(map.at(span.begin)).number(map.at(span.end)).close(']');
}

// "columns": [names], "rows": [[cells]]; numeric cells as numbers.
inline void append_columns(Json& json, const ExploreTable& table) {
  json.key("columns").open('[');
  for (const ExploreColumn& column : table.columns) json.text(column.name);
  json.close(']').key("rows").open('[');
  for (const auto& row : table.rows) {
    json.open('[');
    for (size_t i = 0; i < row.size(); ++i) {
      if (!row[i]) json.raw("null");
      else if (table.columns[i].numeric) json.raw(*row[i]);
      else json.text(*row[i]);
    }
    json.close(']');
  }
  json.close(']');
}
// The same as an object.
inline void append_table(Json& json, const ExploreTable& table) {
  json.open('{');
  append_columns(json, table);
  json.close('}');
}

}  // namespace waqai::serve
