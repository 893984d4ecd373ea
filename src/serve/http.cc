// SPDX-License-Identifier: Apache-2.0
#include "serve/http.h"

#include <algorithm>

namespace waqai::serve {
namespace {

constexpr size_t kMostPairs = 256;  // room for a judgement of two hundred events

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string Request::get(std::string_view key) const {
  const auto found = std::find_if(query.rbegin(), query.rend(), [key](const auto& pair) { return pair.first == key; });
  return found == query.rend() ? std::string() : found->second;
}

std::vector<std::string> Request::all(std::string_view key) const {
  std::vector<std::string> values;
  for (const auto& [name, value] : query) {
    if (name == key) values.push_back(value);
  }
  return values;
}

bool percent_decode(std::string_view text, bool plus_is_space, std::string& decoded) {
  decoded.clear();
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') return false;
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return false;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0 || (high == 0 && low == 0)) return false;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return true;
}

std::string percent_encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

bool parse_query(std::string_view text, std::vector<std::pair<std::string, std::string>>& pairs) {
  pairs.clear();
  while (!text.empty()) {
    const size_t end = std::min(text.find('&'), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) continue;
    const size_t equals = std::min(part.find('='), part.size());
    std::string name;
    std::string value;
    if (!percent_decode(part.substr(0, equals), true, name)) return false;
    if (!percent_decode(part.substr(std::min(equals + 1, part.size())), true, value)) return false;
    if (pairs.size() >= kMostPairs) return false;
    pairs.emplace_back(std::move(name), std::move(value));
  }
  return true;
}

}  // namespace waqai::serve
