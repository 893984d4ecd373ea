// SPDX-License-Identifier: Apache-2.0
#include "ingest/http.h"

#include <algorithm>

#include "ingest/encodings.h"
#include "ingest/page.h"

namespace waqai::ingest {
namespace {

constexpr size_t kMaxFields = 1000;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view without_blanks(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// Undoes the content encodings of `names`, the last one first.
void undo_encodings(std::string_view names, size_t limit, HttpResponse& response) {
  std::vector<std::string> layers;
  while (!names.empty()) {
    const size_t comma = std::min(names.find(','), names.size());
    layers.push_back(lower(without_blanks(names.substr(0, comma))));
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  if (layers.size() > 4) layers.erase(layers.begin(), layers.end() - 4);
  for (size_t i = layers.size(); i-- > 0;) {
    if (looks_like_page(response.body)) return;
    std::string plain;
    const Unpacked result = unpack(layers[i], response.body, limit, plain);
    if (result == Unpacked::kNotPacked) continue;
    response.cut = response.cut || result != Unpacked::kDone;
    response.body = std::move(plain);
  }
}

}  // namespace

std::vector<HeaderField> read_fields(std::string_view bytes, size_t& size) {
  std::vector<HeaderField> fields;
  size = 0;
  while (size < bytes.size()) {
    const size_t end = std::min(bytes.find('\n', size), bytes.size());
    std::string_view line = bytes.substr(size, end - size);
    size = std::min(end + 1, bytes.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && !fields.empty()) {
      fields.back().value += " " + std::string(without_blanks(line));
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || fields.size() >= kMaxFields) continue;
    fields.push_back({lower(without_blanks(line.substr(0, colon))), std::string(without_blanks(line.substr(colon + 1)))});
  }
  return fields;
}

std::string_view field(const std::vector<HeaderField>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [name](const HeaderField& one) { return one.name == name; });
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

HttpResponse read_response(std::string_view bytes, size_t limit) {
  HttpResponse response;
  if (!bytes.starts_with("HTTP/")) return response;
  const size_t line_end = std::min(bytes.find('\n'), bytes.size());
  const std::string_view line = bytes.substr(0, line_end);
  const size_t space = line.find(' ');
  if (space != std::string_view::npos) {
    for (size_t i = space + 1; i < line.size() && i < space + 4 && line[i] >= '0' && line[i] <= '9'; ++i)
      response.status = response.status * 10 + (line[i] - '0');
  }
  bytes.remove_prefix(std::min(line_end + 1, bytes.size()));
  size_t head = 0;
  const std::vector<HeaderField> fields = read_fields(bytes, head);
  bytes.remove_prefix(head);
  // Some crawls have an empty line too many.
  if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
  const std::string type = std::string(field(fields, "content-type"));
  response.type = lower(without_blanks(type.substr(0, type.find(';'))));
  const std::string parameters = lower(type);
  if (const size_t at = parameters.find("charset="); at != std::string::npos) {
    std::string_view label = std::string_view(parameters).substr(at + 8);
    if (label.starts_with('"')) label.remove_prefix(1);
    response.charset = label.substr(0, label.find_first_of("\"; ,"));
  }
  const bool chunked = lower(field(fields, "transfer-encoding")).find("chunked") != std::string::npos;
  const Unpacked joined = chunked ? join_chunks(bytes, limit, response.body) : Unpacked::kNotPacked;
  response.cut = joined == Unpacked::kCut || joined == Unpacked::kTooLong;
  if (joined == Unpacked::kNotPacked) {
    response.cut = bytes.size() > limit;
    response.body = bytes.substr(0, limit);
  }
  undo_encodings(field(fields, "content-encoding"), limit, response);
  return response;
}

}  // namespace waqai::ingest
