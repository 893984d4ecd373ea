// SPDX-License-Identifier: Apache-2.0
#include <simdjson.h>

#include <algorithm>
#include <new>
#include <utility>

#include "base/error_codes.h"
#include "ingest/article.h"
#include "text/utf8.h"

namespace waqai::ingest {

namespace dom = simdjson::dom;

struct RecordParser::State {
  FieldNames names;
  dom::parser parser;
};

RecordParser::RecordParser(FieldNames names) : state_(std::make_unique<State>()) { state_->names = std::move(names); }
RecordParser::RecordParser(RecordParser&&) noexcept = default;
RecordParser& RecordParser::operator=(RecordParser&&) noexcept = default;
RecordParser::~RecordParser() = default;

namespace {

Status bad_json(const std::string& why) { return Status::error(base::kBadJson, ErrorKind::kRejected, why); }

// The string at `name` into `out`; missing and null leave it as it is.  False for a value of another kind: of a field that only describes a record it
// is left out with a warning, so that the record is not lost, but the text must be a string.
bool read_string(const dom::object& record, const std::string& name, std::string& out) {
  dom::element value;
  if (record.at_key(name).get(value) != simdjson::SUCCESS || value.is_null()) return true;
  std::string_view found;
  if (value.get(found) != simdjson::SUCCESS) return false;
  out = found;
  return true;
}

void read_field(const dom::object& record, const std::string& name, std::string& out, std::vector<std::string>& warnings) {
  if (!read_string(record, name, out)) warnings.push_back("the field '" + name + "' is no string and was left out");
}

void read_text_or_number(const dom::object& record, const std::string& name, std::string& out, std::vector<std::string>& warnings) {
  dom::element value;
  int64_t number = 0;
  if (record.at_key(name).get(value) == simdjson::SUCCESS && value.get(number) == simdjson::SUCCESS) {
    out = std::to_string(number);
  } else {
    read_field(record, name, out, warnings);
  }
}

Status read_fields(const dom::object& record, const FieldNames& names, Article& article, std::vector<std::string>& warnings) {
  read_text_or_number(record, names.id, article.id, warnings);
  const std::pair<const std::string*, std::string*> fields[] = {{&names.title, &article.title},
                                                                {&names.source, &article.source},
                                                                {&names.url, &article.url},
                                                                {&names.section, &article.section},
                                                                {&names.author, &article.author}};
  for (const auto& [name, field] : fields) read_field(record, *name, *field, warnings);
  if (article.section.empty()) read_field(record, names.section_alternative, article.section, warnings);
  read_text_or_number(record, names.published, article.published, warnings);
  if (article.published.empty()) read_text_or_number(record, names.published_alternative, article.published, warnings);
  read_text_or_number(record, names.published_time, article.published_time, warnings);
  return read_string(record, names.text, article.text) ? Status() : bad_json("the field '" + names.text + "' is no string");
}

}  // namespace

Status RecordParser::parse(std::string& json, Article& article, std::vector<std::string>& warnings) {
  article = {};
  if (json.starts_with("\xEF\xBB\xBF")) json.erase(0, 3);  // files put together byte by byte
  if (text::first_invalid_utf8(json) != std::string_view::npos) {
    json = text::to_valid_utf8(json);
    warnings.emplace_back("broken UTF-8 was replaced by U+FFFD");
  }
  dom::element root;
  auto failure = state_->parser.parse(json).get(root);
  if (failure == simdjson::UNESCAPED_CHARS) {
    // Line breaks between values may become spaces as well.
    std::replace_if(
        json.begin(), json.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    warnings.emplace_back("control characters became spaces");
    failure = state_->parser.parse(json).get(root);
  }
  if (failure == simdjson::MEMALLOC) throw std::bad_alloc();  // the record may well be good
  if (failure != simdjson::SUCCESS) return bad_json(std::string("no valid JSON: ") + simdjson::error_message(failure));
  dom::object record;
  if (root.get(record) != simdjson::SUCCESS) return bad_json("the JSON is no object");
  return read_fields(record, state_->names, article, warnings);
}

}  // namespace waqai::ingest
