// SPDX-License-Identifier: Apache-2.0
#include "ingest/article.h"

#include <optional>

#include "base/calendar.h"
#include "base/error_codes.h"
#include "base/hash.h"
#include "html/dates.h"
#include "ingest/charset.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::ingest {
namespace {

constexpr size_t kLongTitle = 250;   // code points: a first line above a blank one that is no title any more
constexpr size_t kShortTitle = 120;  // the same without a blank line
constexpr size_t kDateShown = 40;    // bytes of a bad date in a warning

bool is_blank(char32_t code) { return code <= 0x20 || code == 0x7F || code == 0xA0 || code == 0x3000 || text::is_ignorable(code); }

// Bytes of the line break at `at`; 0 where there is none.
size_t break_size(std::string_view text, size_t at) {
  if (text[at] == '\r') return at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
  if (text[at] == '\n' || text[at] == '\v' || text[at] == '\f') return 1;
  if (text.substr(at, 2) == "\xC2\x85") return 2;
  if (text.substr(at, 3) == "\xE2\x80\xA8" || text.substr(at, 3) == "\xE2\x80\xA9") return 3;
  return 0;
}

// `text` without the line that it starts with, which is returned without its break.
std::string_view take_line(std::string_view& text) {
  size_t end = 0;
  size_t size = 0;
  while (end < text.size() && (size = break_size(text, end)) == 0) ++end;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + size);
  return line;
}

// Without blanks at both ends.
std::string_view trim(std::string_view text) {
  size_t begin = 0;
  while (begin < text.size()) {
    const text::Decoded next = text::decode(text, begin);
    if (!is_blank(next.code)) break;
    begin += next.size;
  }
  size_t end = begin;
  for (size_t at = begin; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    at += next.size;
    if (!is_blank(next.code)) end = at;
  }
  return text.substr(begin, end - begin);
}

// One line with single spaces: what titles are stored as and compared by.
std::string one_line(std::string_view text) {
  std::string out;
  bool space = false;
  const std::string_view trimmed = trim(text);
  for (size_t at = 0; at < trimmed.size();) {
    const text::Decoded next = text::decode(trimmed, at);
    const bool blank = next.code <= 0x20 || next.code == 0xA0 || next.code == 0x85 || next.code == 0x2028 || next.code == 0x2029;
    if (!blank) {
      if (space) out += ' ';
      out += trimmed.substr(at, next.size);
    }
    space = blank;
    at += next.size;
  }
  return out;
}

// Lines of `text` that are not blank, joined by LF; control characters become spaces.  The first line is left out where it is `title`.
std::string join_lines(std::string_view text, std::string_view title) {
  std::string out;
  bool first = true;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (trim(line).empty()) continue;
    const bool repeats = first && !title.empty() && one_line(line) == title;
    first = false;
    if (repeats) continue;
    if (!out.empty()) out += '\n';
    for (const char c : line) out += static_cast<unsigned char>(c) < 0x20 && c != '\t' ? ' ' : c;
  }
  return out;
}

void repair(std::string& field, const char* name, std::vector<std::string>& warnings) {
  if (text::first_invalid_utf8(field) != std::string_view::npos) {
    field = text::to_valid_utf8(field);
    warnings.push_back(std::string("broken UTF-8 in ") + name + " was replaced by U+FFFD");
  }
  if (auto once = undo_double_encoding(field)) {
    field = std::move(*once);
    warnings.push_back(std::string("double encoding of ") + name + " was undone");
  }
}

// A day with a time behind it, in numbers.
bool is_time(std::string_view text) {
  constexpr size_t kDayBytes = 10;
  constexpr size_t kLongestTime = 40;  // bytes
  return text.size() > kDayBytes && text.size() <= kLongestTime && base::parse_iso_day(text) &&
         text.find_first_not_of("0123456789-+:.TZ ") == std::string_view::npos;
}

struct Told {
  std::optional<base::Day> day;
  std::string time;  // empty where only the day is told
};

// A date in any of the forms that pages write; of other centuries in numbers only.
Told read_date(std::string_view text, std::vector<std::string>& warnings) {
  constexpr size_t kLongestDate = 80;  // bytes: a longer text is no date
  Told told;
  const auto moment = text.size() <= kLongestDate ? html::machine_date(text) : std::nullopt;
  told.day = base::parse_iso_day(text);
  if (moment && (!told.day || told.day == moment->day)) {
    told.day = moment->day;
    if (!moment->time.empty()) told.time = moment->iso();
  } else if (told.day && is_time(text)) {
    told.time = text;
  }
  if (!told.day && !text.empty()) {
    warnings.push_back("E026: the date '" + text::to_valid_utf8(text.substr(0, kDateShown)) + "' is not understood and left empty");
  }
  return told;
}

void check_date(Article& article, std::vector<std::string>& warnings) {
  const Told published = read_date(trim(article.published), warnings);
  const Told time = read_date(trim(article.published_time), warnings);
  article.published = published.day ? base::iso_day(*published.day) : time.day ? base::iso_day(*time.day) : "";
  article.published_time = time.time.empty() ? published.time : time.time;
}

bool has_arabic(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    if (text::is_arabic_letter(next.code)) return true;
    at += next.size;
  }
  return false;
}

bool ends_like_a_sentence(std::string_view line) {
  const std::string_view trimmed = trim(line);
  for (const std::string_view mark : {".", ":", ",", ";", "\xD8\x8C", "\xD8\x9B", "\xDB\x94"}) {
    if (trimmed.ends_with(mark)) return true;
  }
  return false;
}

}  // namespace

Status complete_article(Article& article, std::vector<std::string>& warnings, bool any_language) {
  repair(article.title, "the title", warnings);
  repair(article.text, "the text", warnings);
  repair(article.source, "the source", warnings);
  repair(article.section, "the section", warnings);
  repair(article.url, "the address", warnings);
  repair(article.id, "the id", warnings);
  repair(article.author, "the author", warnings);
  article.title = one_line(article.title);
  article.source = one_line(article.source);
  article.section = one_line(article.section);
  article.url = one_line(article.url);
  article.id = one_line(article.id);
  article.author = one_line(article.author);
  check_date(article, warnings);
  const std::string body = join_lines(article.text, article.title);
  if (body.empty() && trim(article.text).empty()) return Status::error(base::kNoText, ErrorKind::kRejected, "the record holds no text");
  article.text = article.title + (article.title.empty() || body.empty() ? "" : "\n") + body;
  if (!any_language && !has_arabic(article.text)) return Status::error(base::kNotArabic, ErrorKind::kRejected, "the text holds no Arabic letter");
  if (article.id.empty()) {
    const std::string content = article.source + "\n" + article.url + "\n" + article.published + "\n" + article.text;
    article.id = base::digest128(content).substr(0, kIdDigits);
  }
  return {};
}

void split_plain_text(std::string_view file, Article& article) {
  article.title.clear();
  article.text = std::string(file);
  std::string_view rest = file;
  std::string_view first;
  while (!rest.empty() && trim(first).empty()) first = take_line(rest);
  std::string_view after = rest;
  std::string_view second = after.empty() ? std::string_view() : take_line(after);
  const bool blank_follows = !rest.empty() && trim(second).empty();
  while (!after.empty() && trim(second).empty()) second = take_line(after);
  if (trim(first).empty() || trim(second).empty()) return;
  const size_t size = text::count_code_points(trim(first));
  const bool headline = size <= kShortTitle && !ends_like_a_sentence(first) && trim(second).size() > trim(first).size();
  const bool title = blank_follows ? size <= kLongTitle && (size <= kShortTitle || !ends_like_a_sentence(first)) : headline;
  if (!title) return;
  article.title = std::string(first);
  article.text = std::string(rest);
}

}  // namespace waqai::ingest
