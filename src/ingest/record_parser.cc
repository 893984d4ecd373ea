// SPDX-License-Identifier: Apache-2.0
#include <simdjson.h>

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

// The string at `name` into `out`; missing and null leave it as it is.
Status read_string(const dom::object& record, const std::string& name, std::string& out) {
  dom::element value;
  if (record.at_key(name).get(value) != simdjson::SUCCESS || value.is_null()) return {};
  std::string_view found;
  if (value.get(found) != simdjson::SUCCESS) return bad_json("the field '" + name + "' is no string");
  out = found;
  return {};
}

Status read_id(const dom::object& record, const std::string& name, std::string& out) {
  dom::element value;
  int64_t number = 0;
  if (record.at_key(name).get(value) == simdjson::SUCCESS && value.get(number) == simdjson::SUCCESS) {
    out = std::to_string(number);
    return {};
  }
  return read_string(record, name, out);
}

Status read_fields(const dom::object& record, const FieldNames& names, Article& article) {
  if (Status status = read_id(record, names.id, article.id); !status) return status;
  const std::pair<const std::string*, std::string*> fields[] = {{&names.title, &article.title},
                                                                {&names.source, &article.source},
                                                                {&names.published, &article.published},
                                                                {&names.url, &article.url},
                                                                {&names.text, &article.text},
                                                                {&names.section, &article.section}};
  for (const auto& [name, field] : fields) {
    if (Status status = read_string(record, *name, *field); !status) return status;
  }
  return article.section.empty() ? read_string(record, names.section_alternative, article.section) : Status();
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
  const auto failure = state_->parser.parse(json).get(root);
  if (failure != simdjson::SUCCESS) return bad_json(std::string("no valid JSON: ") + simdjson::error_message(failure));
  dom::object record;
  if (root.get(record) != simdjson::SUCCESS) return bad_json("the JSON is no object");
  return read_fields(record, state_->names, article);
}

}  // namespace waqai::ingest
