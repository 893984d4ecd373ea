// SPDX-License-Identifier: Apache-2.0
//
// JsonWriter: appends compact JSON to a string.  UTF-8 is written as it is; control characters are escaped.  Not a reader.
// The caller keeps the order: key() before each value inside an object.  Separators follow Python's json.dumps (", " and ": ").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace waqai::base {

// `text` as a JSON string with its quotes, appended to `out`.  REQUIRES: valid UTF-8.
void append_json_string(std::string& out, std::string_view text);

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  // The text, or null where it is empty.
  JsonWriter& string_or_null(std::string_view text) { return text.empty() ? null() : string(text); }
  JsonWriter& number(int64_t value);
  // Shortest form that reads back the same, at most `decimals` digits after the point.
  JsonWriter& decimal(double value, int decimals);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

 private:
  JsonWriter& open(char mark);
  JsonWriter& close(char mark);
  void separate();

  std::string& out_;
  bool first_ = true;  // nothing yet in the innermost container
  bool after_key_ = false;
};

}  // namespace waqai::base
