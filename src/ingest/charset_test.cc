// SPDX-License-Identifier: Apache-2.0
#include "ingest/charset.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/error_codes.h"
#include "ingest/charset_tables.h"
#include "text/utf8.h"

namespace waqai::ingest {
namespace {

std::string utf8(std::u32string_view codes) {
  std::string out;
  for (const char32_t code : codes) text::append_utf8(out, code);
  return out;
}

// "The president of the republic said on Monday that the government will take part in the talks.", only characters that every code page has.
const std::u32string kSentence =
    U"\u0642\u0627\u0644 \u0631\u0626\u064A\u0633 \u0627\u0644\u062C\u0645\u0647\u0648\u0631\u064A\u0629 \u064A\u0648\u0645 "
    U"\u0627\u0644\u0627\u062B\u0646\u064A\u0646\u060C "
    U"\u0625\u0646 \u0627\u0644\u062D\u0643\u0648\u0645\u0629 \u0633\u062A\u0634\u0627\u0631\u0643 \u0641\u064A "
    U"\u0627\u0644\u0645\u062D\u0627\u062F\u062B\u0627\u062A "
    U"\u0627\u0644\u0645\u0642\u0628\u0644\u0629 \u0639\u0627\u0645 2015.\n";

std::string encode(std::u32string_view codes, const char16_t (&table)[128]) {
  std::string out;
  for (const char32_t code : codes) {
    if (code < 0x80) {
      out += static_cast<char>(code);
      continue;
    }
    const auto* found = std::find(std::begin(table), std::end(table), static_cast<char16_t>(code));
    EXPECT_NE(found, std::end(table)) << static_cast<uint32_t>(code);
    out += static_cast<char>(0x80 + (found - std::begin(table)));
  }
  return out;
}

std::string utf16(std::u32string_view codes, bool little) {
  std::string out;
  const auto unit = [&](char32_t u) {
    const char bytes[2] = {static_cast<char>(u >> 8), static_cast<char>(u)};
    out += {bytes[little ? 1 : 0], bytes[little ? 0 : 1]};
  };
  for (const char32_t code : codes) {
    if (code < 0x10000) {
      unit(code);
    } else {
      unit(0xD800 + ((code - 0x10000) >> 10));
      unit(0xDC00 + ((code - 0x10000) & 0x3FF));
    }
  }
  return out;
}

std::string convert(std::string_view bytes, Charset charset, size_t step = 1) {
  Transcoder transcoder(charset);
  std::string out;
  for (size_t at = 0; at < bytes.size(); at += step) transcoder.convert(bytes.substr(at, step), false, out);
  transcoder.convert({}, true, out);
  return out;
}

Charset detect(std::string_view bytes) {
  const Result<Charset> found = detect_charset(bytes);
  EXPECT_TRUE(found) << found.status().to_string();
  return found ? found.value() : Charset::kAuto;
}

TEST(Charset, EachEncodingIsToldAndRead) {
  const struct {
    std::string bytes;
    Charset charset;
  } samples[] = {
      {utf8(kSentence), Charset::kUtf8},
      {"\xEF\xBB\xBF" + utf8(kSentence), Charset::kUtf8},
      {encode(kSentence, kWindows1256Table), Charset::kWindows1256},
      {encode(kSentence, kIso8859_6Table), Charset::kIso8859_6},
      {utf16(kSentence, true), Charset::kUtf16Le},
      {utf16(kSentence, false), Charset::kUtf16Be},
      {"\xFF\xFE" + utf16(kSentence, true), Charset::kUtf16Le},
      {"\xFE\xFF" + utf16(kSentence, false), Charset::kUtf16Be},
  };
  for (const auto& sample : samples) {
    EXPECT_EQ(detect(sample.bytes), sample.charset) << to_string(sample.charset);
    for (const size_t step : {1u, 2u, 3u, 7u, 1000u})
      EXPECT_EQ(convert(sample.bytes, sample.charset, step), utf8(kSentence)) << to_string(sample.charset);
  }
}

TEST(Charset, FortyCharactersAreEnough) {
  for (size_t begin = 0; begin + 40 <= kSentence.size(); ++begin) {
    const std::u32string part = kSentence.substr(begin, 40);
    EXPECT_EQ(detect(encode(part, kWindows1256Table)), Charset::kWindows1256) << begin;
    EXPECT_EQ(detect(encode(part, kIso8859_6Table)), Charset::kIso8859_6) << begin;
    EXPECT_EQ(detect(utf16(part, true)), Charset::kUtf16Le) << begin;
    EXPECT_EQ(detect(utf8(part)), Charset::kUtf8) << begin;
  }
}

TEST(Charset, DamagedUtf8StaysUtf8) {
  std::string text = utf8(kSentence);
  text[20] = '\xFF';
  EXPECT_EQ(detect(text), Charset::kUtf8);
  EXPECT_EQ(detect(utf8(kSentence).substr(0, 33)), Charset::kUtf8);
  EXPECT_EQ(detect(""), Charset::kUtf8);
  EXPECT_EQ(detect("plain"), Charset::kUtf8);
}

TEST(Charset, Utf16PairsAndCuts) {
  const std::u32string emoji = U"\u0633\U0001F600\u0633";
  EXPECT_EQ(convert(utf16(emoji, true), Charset::kUtf16Le), utf8(emoji));
  EXPECT_EQ(convert(utf16(emoji, false), Charset::kUtf16Be), utf8(emoji));
  EXPECT_EQ(convert(utf16(emoji, true).substr(0, 4), Charset::kUtf16Le), utf8(U"\u0633\uFFFD"));
  EXPECT_EQ(convert(utf16(emoji, true).substr(0, 3), Charset::kUtf16Le), utf8(U"\u0633\uFFFD"));
  EXPECT_EQ(convert(std::string("\x00\xDC\x33\x06", 4), Charset::kUtf16Le), utf8(U"\uFFFD\u0633"));
}

TEST(Charset, DoubleEncodingIsUndone) {
  const std::string text = utf8(kSentence);
  std::string windows;
  std::string latin;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    text::append_utf8(windows, byte < 0x80 ? byte : kWindows1256Table[byte - 0x80]);
    text::append_utf8(latin, byte < 0x80 ? byte : kWindows1252Table[byte - 0x80]);
  }
  std::string iso;  // Latin-1 proper: every byte its own code point
  for (const char c : text) text::append_utf8(iso, static_cast<unsigned char>(c));
  EXPECT_EQ(undo_double_encoding(windows), text);
  EXPECT_EQ(undo_double_encoding(latin), text);
  EXPECT_EQ(undo_double_encoding(iso), text);
  EXPECT_EQ(undo_double_encoding(text), std::nullopt);
  EXPECT_EQ(undo_double_encoding(""), std::nullopt);
  EXPECT_EQ(undo_double_encoding(utf8(U"\u0637\u0638\u0637")), std::nullopt);
  EXPECT_EQ(undo_double_encoding(utf8(U"\u00D8re S\u00D9d")), std::nullopt);
}

TEST(Charset, LabelsAreThoseOfTheStandard) {
  EXPECT_EQ(parse_charset("CP1256"), Charset::kWindows1256);
  EXPECT_EQ(parse_charset("arabic"), Charset::kIso8859_6);
  EXPECT_EQ(parse_charset("UTF-16"), Charset::kUtf16Le);
  EXPECT_EQ(parse_charset("koi8-r"), std::nullopt);
  for (const Charset charset :
       {Charset::kAuto, Charset::kUtf8, Charset::kUtf16Le, Charset::kUtf16Be, Charset::kWindows1256, Charset::kIso8859_6, Charset::kWindows1252}) {
    EXPECT_EQ(parse_charset(to_string(charset)), charset);
  }
}

TEST(Charset, AnyBytesGiveAnAnswer) {
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes(random() % 200, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const Result<Charset> found = detect_charset(bytes);
    if (found) {
      EXPECT_EQ(text::first_invalid_utf8(text::to_valid_utf8(convert(bytes, found.value(), 13))), std::string::npos);
    } else {
      EXPECT_TRUE(found.status().code() == base::kBinaryInput || found.status().code() == base::kUnknownCharset);
    }
  }
}

}  // namespace
}  // namespace waqai::ingest
