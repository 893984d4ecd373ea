// SPDX-License-Identifier: Apache-2.0
#include "html/references.h"

#include <algorithm>
#include <iterator>

#include "html/tree.h"
#include "text/utf8.h"

namespace waqai::html {
namespace {

constexpr size_t kLongestReference = 16;

// What pages mean by the numbers 128 to 159: the characters of windows-1252.
constexpr char16_t kC1[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                              0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                              0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

int digit(char c, bool hexadecimal) {
  if (c >= '0' && c <= '9') return c - '0';
  if (!hexadecimal) return -1;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

size_t decode_number(std::string_view raw, std::string& out) {
  const bool hexadecimal = raw.size() > 2 && (raw[2] == 'x' || raw[2] == 'X');
  const size_t first = hexadecimal ? 3 : 2;
  size_t at = first;
  char32_t code = 0;
  for (int value = 0; at < raw.size() && (value = digit(raw[at], hexadecimal)) >= 0; ++at) {
    if (code <= 0x10FFFF) code = code * (hexadecimal ? 16 : 10) + static_cast<char32_t>(value);
  }
  if (at == first) return 0;
  if (at < raw.size() && raw[at] == ';') ++at;
  if (code >= 0x80 && code < 0xA0) code = kC1[code - 0x80];
  text::append_utf8(out, code == 0 ? text::kReplacement : code);
  return at;
}

const Reference* find(std::string_view name) {
  const auto found =
      std::lower_bound(std::begin(kReferences), std::end(kReferences), name, [](const Reference& a, std::string_view b) { return a.name < b; });
  return found != std::end(kReferences) && found->name == name ? found : nullptr;
}

}  // namespace

size_t decode_reference(std::string_view raw, std::string& out) {
  if (raw.size() < 3) return 0;
  if (raw[1] == '#') return decode_number(raw, out);
  size_t end = 1;
  while (end < raw.size() && end <= kLongestReference &&
         ((raw[end] >= 'a' && raw[end] <= 'z') || (raw[end] >= 'A' && raw[end] <= 'Z') || (raw[end] >= '0' && raw[end] <= '9')))
    ++end;
  const bool closed = end < raw.size() && raw[end] == ';';
  const Reference* found = find(raw.substr(1, end - 1));
  if (found == nullptr || (!closed && !found->bare)) return 0;
  text::append_utf8(out, found->code);
  return closed ? end + 1 : end;
}

void append_decoded(std::string& out, std::string_view raw) {
  while (!raw.empty()) {
    const size_t mark = std::min(raw.find('&'), raw.size());
    out += raw.substr(0, mark);
    raw.remove_prefix(mark);
    if (raw.empty()) return;
    size_t taken = decode_reference(raw, out);
    if (taken == 0) {
      out += '&';
      taken = 1;
    }
    raw.remove_prefix(taken);
  }
}

std::string decoded(std::string_view raw) {
  std::string out;
  append_decoded(out, raw);
  return out;
}

}  // namespace waqai::html
