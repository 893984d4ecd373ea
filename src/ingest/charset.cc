// SPDX-License-Identifier: Apache-2.0
#include "ingest/charset.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/error_codes.h"
#include "ingest/charset_tables.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::ingest {
namespace {

using Table = char16_t[128];

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

const Table& table_of(Charset charset) {
  if (charset == Charset::kWindows1256) return kWindows1256Table;
  if (charset == Charset::kIso8859_6) return kIso8859_6Table;
  return kWindows1252Table;
}

Status binary(const char* what) {
  return Status::error(base::kBinaryInput, ErrorKind::kInput, std::string("the input is no text: ") + what)
      .hint("give plain text or JSON Lines; name the encoding with --encoding if it is text after all");
}

// UTF-16 by the high bytes: in Arabic text nearly all are 0x06 (letters) or 0x00 (spaces, digits, line breaks), the low ones hardly ever.
std::optional<Charset> utf16_by_parity(std::string_view head) {
  size_t hits[2] = {0, 0};
  for (size_t i = 0; i < head.size(); ++i) hits[i % 2] += head[i] == 0x00 || head[i] == 0x06 ? 1 : 0;
  const size_t units = head.size() / 2;
  if (units == 0) return std::nullopt;
  for (const size_t high : {1u, 0u}) {
    if (hits[high] * 10 >= units * 7 && hits[1 - high] * 10 <= units) return high == 1 ? Charset::kUtf16Le : Charset::kUtf16Be;
  }
  return std::nullopt;
}

// Control characters that no text holds, more than one in two hundred and more than a slip of the hand, or any NUL.
bool has_controls(std::string_view head) {
  size_t controls = 0;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) return true;
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != 0x0B && byte != 0x0C && byte != 0x1A && byte != 0x1B && byte != 0x1E)
      ++controls;
  }
  constexpr size_t kSlip = 8;  // a short text may hold so many
  return controls > kSlip ? controls * 200 > head.size() : controls * 10 > head.size();
}

// UTF-8, perhaps damaged: at least four good sequences of several bytes for each bad one.  A sequence cut by the end of `head` is not counted.
bool is_mostly_utf8(std::string_view head) {
  size_t good = 0;
  size_t bad = 0;
  for (size_t at = 0; at < head.size();) {
    if (static_cast<unsigned char>(head[at]) < 0x80) {
      ++at;
      continue;
    }
    const text::Decoded next = text::decode(head, at);
    const bool broken = next.code == text::kReplacement && head.substr(at, 3) != "\xEF\xBF\xBD";
    if (broken && at + next.size < head.size()) ++bad;
    if (!broken) ++good;
    at += next.size;
  }
  return good >= bad * 4;
}

size_t count(std::string_view bytes, std::string_view pair) {
  size_t found = 0;
  for (size_t at = bytes.find(pair); at != std::string_view::npos; at = bytes.find(pair, at + pair.size())) ++found;
  return found;
}

std::optional<Charset> by_uchardet(std::string_view head) {
  uchardet_t detector = uchardet_new();
  if (detector == nullptr) return std::nullopt;
  uchardet_handle_data(detector, head.data(), head.size());
  uchardet_data_end(detector);
  const std::string name = uchardet_get_charset(detector);
  uchardet_delete(detector);
  return parse_charset(name);
}

// The article "al-" in both code pages settles what statistics over a short text cannot.
std::optional<Charset> by_commonest_pair(std::string_view head) {
  const size_t windows = count(head, "\xC7\xE1");
  const size_t iso = count(head, "\xC7\xE4");
  if (windows > iso) return Charset::kWindows1256;
  if (iso > windows) return Charset::kIso8859_6;
  return std::nullopt;
}

// Bytes by the code points they were read as; C1 controls stand for themselves, as in Latin-1.
std::unordered_map<char32_t, char> reversed(const Table& table) {
  std::unordered_map<char32_t, char> bytes;
  for (char32_t code = 0x80; code < 0xA0; ++code) bytes[code] = static_cast<char>(code);
  for (int i = 0; i < 128; ++i) {
    if (table[i] != text::kReplacement) bytes[table[i]] = static_cast<char>(0x80 + i);
  }
  return bytes;
}

// Whether the text has the look: the lead bytes D8 and D9 of Arabic, read as letters, are every third of its first letters above ASCII.
bool looks_doubled(std::string_view utf8, char32_t d8, char32_t d9) {
  size_t seen = 0;
  size_t leads = 0;
  for (size_t at = 0; at < utf8.size() && seen < 2000;) {
    if (static_cast<unsigned char>(utf8[at]) < 0x80) {
      ++at;
      continue;
    }
    const text::Decoded next = text::decode(utf8, at);
    at += next.size;
    ++seen;
    if (next.code == d8 || next.code == d9) ++leads;
  }
  return seen > 0 && leads * 10 >= seen * 3;
}

std::optional<std::string> read_back(std::string_view utf8, const Table& table) {
  const std::unordered_map<char32_t, char> bytes = reversed(table);
  std::string once;
  once.reserve(utf8.size() / 2);
  size_t lost = 0;
  size_t letters = 0;
  for (size_t at = 0; at < utf8.size();) {
    const text::Decoded next = text::decode(utf8, at);
    at += next.size;
    if (next.code < 0x80) {
      once += static_cast<char>(next.code);
      continue;
    }
    ++letters;
    const auto found = bytes.find(next.code);
    if (found == bytes.end()) ++lost;
    once += found == bytes.end() ? '\xFF' : found->second;
  }
  if (lost * 50 > letters) return std::nullopt;
  std::string repaired = text::to_valid_utf8(once);
  size_t arabic = 0;
  size_t broken = 0;
  for (size_t at = 0; at < repaired.size();) {
    const text::Decoded next = text::decode(repaired, at);
    at += next.size;
    if (text::is_arabic_letter(next.code)) ++arabic;
    if (next.code == text::kReplacement) ++broken;
  }
  if (arabic == 0 || broken * 20 > arabic) return std::nullopt;
  return repaired;
}

}  // namespace

std::string_view to_string(Charset charset) {
  switch (charset) {
    case Charset::kAuto:
      return "auto";
    case Charset::kUtf8:
      return "utf-8";
    case Charset::kUtf16Le:
      return "utf-16le";
    case Charset::kUtf16Be:
      return "utf-16be";
    case Charset::kWindows1256:
      return "windows-1256";
    case Charset::kIso8859_6:
      return "iso-8859-6";
    case Charset::kWindows1252:
      return "windows-1252";
  }
  return "";
}

std::optional<Charset> parse_charset(std::string_view label) {
  static constexpr std::pair<std::string_view, Charset> kLabels[] = {
      {"auto", Charset::kAuto},
      {"utf-8", Charset::kUtf8},
      {"utf8", Charset::kUtf8},
      {"unicode-1-1-utf-8", Charset::kUtf8},
      {"ascii", Charset::kUtf8},
      {"us-ascii", Charset::kUtf8},
      {"utf-16", Charset::kUtf16Le},
      {"utf-16le", Charset::kUtf16Le},
      {"utf16", Charset::kUtf16Le},
      {"utf-16be", Charset::kUtf16Be},
      {"windows-1256", Charset::kWindows1256},
      {"cp1256", Charset::kWindows1256},
      {"x-cp1256", Charset::kWindows1256},
      {"iso-8859-6", Charset::kIso8859_6},
      {"iso8859-6", Charset::kIso8859_6},
      {"iso_8859-6", Charset::kIso8859_6},
      {"arabic", Charset::kIso8859_6},
      {"asmo-708", Charset::kIso8859_6},
      {"ecma-114", Charset::kIso8859_6},
      {"iso-8859-6-e", Charset::kIso8859_6},
      {"iso-8859-6-i", Charset::kIso8859_6},
      {"csisolatinarabic", Charset::kIso8859_6},
      {"windows-1252", Charset::kWindows1252},
      {"cp1252", Charset::kWindows1252},
      {"x-cp1252", Charset::kWindows1252},
      {"iso-8859-1", Charset::kWindows1252},
      {"latin1", Charset::kWindows1252},
  };
  std::string lower(label);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const auto& [name, charset] : kLabels) {
    if (lower == name) return charset;
  }
  return std::nullopt;
}

Status refuse_binary(std::string_view head) {
  using std::string_view_literals::operator""sv;
  static constexpr std::pair<std::string_view, const char*> kSignatures[] = {
      {"\x89PNG"sv, "a PNG picture"},
      {"\xFF\xD8\xFF"sv, "a JPEG picture"},
      {"GIF8"sv, "a GIF picture"},
      {"%PDF-"sv, "a PDF document"},
      {"PK\x03\x04"sv, "a zip archive or office document"},
      {"\x7F"
       "ELF"sv,
       "a program"},
      {"\x1F\x8B"sv, "gzip within gzip"},
      {"BZh9"sv, "a bzip2 file"},
      {"\xFD"
       "7zXZ"sv,
       "an xz file"},
      {"\x28\xB5\x2F\xFD"sv, "a zstandard file"},
      {"7z\xBC\xAF"sv, "a 7-Zip archive"},
      {"Rar!"sv, "a RAR archive"},
      {"\xD0\xCF\x11\xE0"sv, "an office document"},
      {"SQLite format 3"sv, "a database"},
      {"WAQAIBND"sv, "a dictionary bundle"},
  };
  for (const auto& [signature, what] : kSignatures) {
    if (head.starts_with(signature)) return binary(what);
  }
  return {};
}

Result<Charset> detect_charset(std::string_view head) {
  using std::string_view_literals::operator""sv;
  const Status unknown =
      Status::error(base::kUnknownCharset, ErrorKind::kInput, "the character encoding cannot be told").hint("name it with --encoding");
  if (head.starts_with(kUtf8Mark)) return Charset::kUtf8;
  if (head.starts_with("\xFF\xFE\0\0"sv) || head.starts_with("\0\0\xFE\xFF"sv)) return unknown;  // UTF-32
  if (head.starts_with("\xFF\xFE"sv)) return Charset::kUtf16Le;
  if (head.starts_with("\xFE\xFF"sv)) return Charset::kUtf16Be;
  if (Status status = refuse_binary(head); !status) return status;
  if (const auto utf16 = utf16_by_parity(head)) return *utf16;
  if (has_controls(head)) return binary("it holds control characters");
  if (is_mostly_utf8(head)) return Charset::kUtf8;
  const auto pair = by_commonest_pair(head);
  const auto guess = by_uchardet(head);
  if (guess == Charset::kWindows1256 || guess == Charset::kIso8859_6) return *guess;
  if (pair) return *pair;
  if (guess && *guess != Charset::kAuto && *guess != Charset::kUtf8) return *guess;
  return unknown;
}

void Transcoder::convert(std::string_view bytes, bool last, std::string& out) {
  if (charset_ == Charset::kUtf16Le || charset_ == Charset::kUtf16Be) return convert_utf16(bytes, last, out);
  if (charset_ == Charset::kAuto || charset_ == Charset::kUtf8) return convert_utf8(bytes, last, out);
  const Table& table = table_of(charset_);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      text::append_utf8(out, table[byte - 0x80]);
    }
  }
}

void Transcoder::convert_utf8(std::string_view bytes, bool last, std::string& out) {
  if (started_) {
    out += bytes;
    return;
  }
  carry_ += bytes;
  if (carry_.size() < kUtf8Mark.size() && !last) return;
  started_ = true;
  out += carry_.starts_with(kUtf8Mark) ? std::string_view(carry_).substr(kUtf8Mark.size()) : std::string_view(carry_);
  carry_.clear();
}

void Transcoder::convert_utf16(std::string_view bytes, bool last, std::string& out) {
  const int high_byte = charset_ == Charset::kUtf16Le ? 1 : 0;
  for (const char c : bytes) {
    carry_ += c;
    if (carry_.size() < 2) continue;
    const auto high = static_cast<unsigned char>(carry_[static_cast<size_t>(high_byte)]);
    const auto low = static_cast<unsigned char>(carry_[static_cast<size_t>(1 - high_byte)]);
    carry_.clear();
    add_unit(static_cast<char32_t>(high << 8 | low), out);
  }
  if (!last) return;
  if (!carry_.empty() || high_ != 0) text::append_utf8(out, text::kReplacement);
  carry_.clear();
  high_ = 0;
}

void Transcoder::add_unit(char32_t unit, std::string& out) {
  const bool first = !std::exchange(started_, true);
  if (first && unit == 0xFEFF) return;
  const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (high_ != 0) {
    const char32_t high = std::exchange(high_, 0);
    if (is_low) return text::append_utf8(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
    text::append_utf8(out, text::kReplacement);
  }
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    high_ = unit;
    return;
  }
  text::append_utf8(out, unit);  // a lone low surrogate becomes U+FFFD
}

std::optional<std::string> undo_double_encoding(std::string_view utf8) {
  if (looks_doubled(utf8, text::kTah, text::kZah)) {
    if (auto found = read_back(utf8, kWindows1256Table)) return found;
  }
  if (looks_doubled(utf8, 0xD8, 0xD9)) {
    if (auto found = read_back(utf8, kWindows1252Table)) return found;
  }
  return std::nullopt;
}

}  // namespace waqai::ingest
