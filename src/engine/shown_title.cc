// SPDX-License-Identifier: Apache-2.0
#include "engine/shown_title.h"

#include <algorithm>

#include "html/tree.h"

namespace waqai {
namespace {

constexpr int kMostEscapes = 2;  // times that a headline is taken to be escaped

std::string decoded_once(std::string_view raw) {
  std::string out;
  while (!raw.empty()) {
    const size_t mark = std::min(raw.find('&'), raw.size());
    out += raw.substr(0, mark);
    raw.remove_prefix(mark);
    if (raw.empty()) break;
    std::string character;
    const size_t taken = html::decode_reference(raw, character);
    const bool closed = taken > 0 && raw[taken - 1] == ';';
    const bool blank = character == "\xC2\xA0" || (character.size() == 1 && static_cast<unsigned char>(character[0]) <= 0x20);
    if (closed) out += blank ? " " : character;
    else out += '&';
    raw.remove_prefix(closed ? taken : 1);
  }
  return out;
}

}  // namespace

std::string shown_title(std::string_view stored) {
  std::string shown(stored);
  for (int i = 0; i < kMostEscapes && shown.find('&') != std::string::npos; ++i) shown = decoded_once(shown);
  return shown;
}

Result<ExploreTable> with_shown_titles(Result<ExploreTable> table) {
  if (!table) return table;
  const auto& columns = table.value().columns;
  const auto title = std::find_if(columns.begin(), columns.end(), [](const ExploreColumn& column) { return column.name == "title"; });
  if (title == columns.end()) return table;
  const auto at = static_cast<size_t>(title - columns.begin());
  for (auto& row : table.value().rows) {
    if (row[at]) row[at] = shown_title(*row[at]);
  }
  return table;
}

}  // namespace waqai
