// SPDX-License-Identifier: Apache-2.0
#include "ingest/table.h"

#include <algorithm>

namespace waqai::ingest {

char separator_of(std::string_view header) {
  char best = ',';
  size_t most = 0;
  for (const char candidate : {'\t', ';', ',', '|'}) {
    size_t count = 0;
    bool quoted = false;
    for (const char c : header) {
      if (c == '"') quoted = !quoted;
      count += !quoted && c == candidate;
    }
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}

// Appends the cells of a line; `open`: the last cell so far is quoted and its quote is not closed.
bool TableReader::split(std::string_view line, std::vector<std::string>& cells, bool& open) const {
  size_t at = 0;
  if (!open) cells.emplace_back();
  while (true) {
    if (open) {
      const size_t quote = std::min(line.find('"', at), line.size());
      cells.back() += line.substr(at, quote - at);
      if (quote == line.size()) return false;
      at = quote + 1;
      if (at < line.size() && line[at] == '"') {
        cells.back() += '"';
        ++at;
        continue;
      }
      open = false;
    }
    if (at < line.size() && line[at] == '"' && cells.back().empty()) {
      open = true;
      ++at;
      continue;
    }
    const size_t end = std::min(line.find(separator_, at), line.size());
    cells.back() += line.substr(at, end - at);
    if (end == line.size()) return true;
    at = end + 1;
    cells.emplace_back();
  }
}

TableReader::Row TableReader::next(size_t limit, std::vector<std::string>& cells, uint64_t& line) {
  cells.clear();
  bool open = false;
  size_t size = 0;
  bool too_long = false;
  while (text_.read_line(limit, piece_)) {
    if (!open && !too_long) {
      line = piece_.number;
      if (!piece_.too_long && piece_.text.find_first_not_of(" \t") == std::string::npos) continue;
    }
    if (piece_.too_long) return Row::kTooLong;
    size += piece_.text.size() + 1;
    too_long = too_long || size > limit;
    if (too_long) {
      // Only quotes count from here on: the row ends where they are closed.
      cells.assign(1, "");
    }
    const bool closed = split(piece_.text, cells, open);
    if (too_long) {
      if (closed) return Row::kTooLong;
      continue;
    }
    if (closed) return Row::kRead;
    cells.back() += '\n';
  }
  if (too_long) return Row::kTooLong;
  return open ? Row::kOpenQuote : Row::kEnd;
}

}  // namespace waqai::ingest
