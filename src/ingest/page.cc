// SPDX-License-Identifier: Apache-2.0
#include "ingest/page.h"

#include <simdjson.h>

#include <algorithm>

#include "base/error_codes.h"
#include "html/page.h"

namespace waqai::ingest {
namespace {

constexpr size_t kLookedAtBytes = 4096;  // of a page that are looked at to tell what it is

std::string lower_without_nul(std::string_view head) {
  std::string out;
  for (const char c : head) {
    if (c != '\0') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

bool has_high_bytes(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// What is left of a page for the detector: markup is ASCII and says nothing about the encoding.
std::string without_ascii_markup(std::string_view bytes) {
  std::string out;
  for (size_t at = 0; at < bytes.size() && out.size() < (size_t{256} << 10);) {
    const auto high = static_cast<unsigned char>(bytes[at]) >= 0x80;
    if (high || bytes[at] == ' ' || bytes[at] == '\n') out += bytes[at];
    ++at;
  }
  return out;
}

}  // namespace

bool looks_like_page(std::string_view head) {
  std::string start = lower_without_nul(head.substr(0, kLookedAtBytes));
  if (start.starts_with("\xEF\xBB\xBF") || start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) start.erase(0, start[0] == '\xEF' ? 3 : 2);
  start.erase(0, std::min(start.find_first_not_of(" \t\r\n"), start.size()));
  while (start.starts_with("<!--")) {
    const size_t end = start.find("-->");
    if (end == std::string::npos) return start.find("<html") != std::string::npos;
    start.erase(0, end + 3);
    start.erase(0, std::min(start.find_first_not_of(" \t\r\n"), start.size()));
  }
  if (start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head") || start.starts_with("<body")) return true;
  return start.starts_with("<?xml") && start.find("<html") != std::string::npos;
}

Result<Charset> page_charset(std::string_view bytes, std::string_view header_label) {
  const bool marked = bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (!marked && simdjson::validate_utf8(bytes.data(), bytes.size()) && has_high_bytes(bytes) && bytes.find('\0') == std::string_view::npos)
    return Charset::kUtf8;
  Result<Charset> by_content = detect_charset(bytes);
  if (!by_content && by_content.status().code() == base::kBinaryInput) return by_content;
  if (by_content &&
      (marked || by_content.value() == Charset::kUtf8 || by_content.value() == Charset::kUtf16Le || by_content.value() == Charset::kUtf16Be))
    return by_content;
  for (const std::string& label : {std::string(header_label), html::declared_charset(bytes)}) {
    const auto named = parse_charset(label);
    // A page with bytes that are no UTF-8 is not what it calls itself; Western labels on Arabic pages are the usual lie.
    if (named == Charset::kWindows1256 || named == Charset::kIso8859_6) return *named;
  }
  Result<Charset> by_text = has_high_bytes(bytes) ? detect_charset(without_ascii_markup(bytes)) : by_content;
  if (by_text && (by_text.value() == Charset::kWindows1256 || by_text.value() == Charset::kIso8859_6)) return by_text;
  return by_content ? by_content : Result<Charset>(Charset::kWindows1252);
}

Status read_page_article(std::string_view bytes, const PageContext& context, Article& article, std::vector<std::string>& warnings) {
  Charset charset = context.charset;
  if (charset == Charset::kAuto) {
    const Result<Charset> found = page_charset(bytes, context.header_charset);
    if (!found) return found.status();
    charset = found.value();
  }
  std::string utf8;
  utf8.reserve(bytes.size() + bytes.size() / 2);
  Transcoder transcoder(charset);
  transcoder.convert(bytes, true, utf8);
  if (auto once = undo_double_encoding(utf8)) {
    utf8 = std::move(*once);
    warnings.emplace_back("double encoding was undone");
  }
  html::Page page = html::read_page(utf8, context.url);
  article.title = std::move(page.title);
  article.author = std::move(page.author);
  article.published = std::move(page.published);
  if (page.published_time.size() > article.published.size()) article.published_time = std::move(page.published_time);
  article.source = std::move(page.source);
  article.section = std::move(page.section);
  article.url = context.url.empty() ? page.url : context.url;
  article.text.clear();
  for (const html::Paragraph& paragraph : page.paragraphs) article.text += paragraph.text + "\n";
  return {};
}

}  // namespace waqai::ingest
