// SPDX-License-Identifier: Apache-2.0
#include "ingest/warc.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zstd.h>

#include <chrono>

#include "ingest/encodings.h"
#include "ingest/http.h"
#include "ingest/language.h"
#include "ingest/reader.h"
#include "support/bytes.h"
#include "support/patience.h"

namespace waqai::ingest {
namespace {

std::string gzip_member(std::string_view text) { return testing::deflated(text, 15 + 16); }

std::string brotli(std::string_view text) {
  std::string out(text.size() + 1024, '\0');
  size_t size = out.size();
  BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, text.size(), reinterpret_cast<const uint8_t*>(text.data()), &size,
                        reinterpret_cast<uint8_t*>(out.data()));
  out.resize(size);
  return out;
}

std::string zstd(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

std::string chunked(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, 57);
    char size[16];
    std::snprintf(size, sizeof size, "%zx\r\n", part.size());
    out += size + std::string(part) + "\r\n";
    text.remove_prefix(part.size());
  }
  return out + "0\r\n\r\n";
}

// Arabic, by code points: an article of some sentences, with the article before most nouns.
std::string arabic(int number) {
  const std::string al = "\xD8\xA7\xD9\x84";
  const std::string noun = al + "\xD9\x88\xD8\xB2\xD9\x8A\xD8\xB1 \xD9\x81\xD9\x8A " + al +
                           "\xD9\x85\xD8\xAF\xD9\x8A\xD9\x86\xD8\xA9 \xD9\x85\xD8\xB9 " + al + "\xD9\x88\xD9\x81\xD8\xAF ";
  std::string text;
  for (int i = 0; i < 8; ++i) text += noun;
  return text + std::to_string(number) + ".";
}

std::string page(int number) {
  return "<html><head><title>" + arabic(number).substr(0, 40) + "</title></head><body><p>" + arabic(number) + "</p><p>" + arabic(number + 500) +
         "</p></body></html>";
}

std::string response(const std::string& body, const std::string& fields = "", const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\n" + fields + "\r\n" + body;
}

std::string warc_record(const std::string& payload, const std::string& type = "response", const std::string& length = "") {
  const std::string told = length.empty() ? std::to_string(payload.size()) : length;
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: https://example.com/a\r\nContent-Length: " + told + "\r\n\r\n" + payload +
         "\r\n\r\n";
}

struct Read {
  int articles = 0;
  std::vector<std::string> codes;
  std::vector<std::string> messages;
  std::vector<std::string> warnings;
};

Read read(const std::string& bytes, size_t limit = size_t{1} << 20) {
  const int descriptor = ::memfd_create("warc", 0);
  EXPECT_EQ(::write(descriptor, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  ::lseek(descriptor, 0, SEEK_SET);
  ReadOptions options;
  options.standard_input = descriptor;
  options.max_article_bytes = limit;
  ArticleReader reader({"-"}, options);
  Read found;
  for (ReadItem item; reader.next(item);) {
    if (item.status.is_ok()) {
      ++found.articles;
    } else {
      found.codes.push_back(item.status.id());
      found.messages.push_back(item.status.message());
      EXPECT_FALSE(item.status.place().empty());
    }
    found.warnings.insert(found.warnings.end(), item.warnings.begin(), item.warnings.end());
  }
  ::close(descriptor);
  return found;
}

using Codes = std::vector<std::string>;

TEST(Warc, RecordsOfAllKindsPlainAndPacked) {
  const std::string info = warc_record("software: test", "warcinfo");
  const std::string all = info + warc_record("GET / HTTP/1.1\r\n\r\n", "request") + warc_record(response(page(1))) +
                          warc_record(response("", "", "301 Moved")) + warc_record(response(page(2))) + warc_record("x: y", "metadata");
  EXPECT_EQ(read(all).articles, 2);
  EXPECT_EQ(read(all).codes, Codes());
  EXPECT_EQ(read(gzip_member(all)).articles, 2);
  EXPECT_EQ(read(gzip_member(info) + gzip_member(warc_record(response(page(1)))) + gzip_member(warc_record(response(page(2))))).articles, 2);
  std::string newer = warc_record(response(page(3)));
  newer.replace(5, 3, "1.1");
  EXPECT_EQ(read(newer).articles, 1);
  std::string bare = warc_record(response(page(4)));
  for (size_t at = bare.find("\r\n"); at < 150; at = bare.find("\r\n", at)) bare.erase(at, 1);
  EXPECT_EQ(read(bare).articles, 1) << "bare LF in the head";
}

TEST(Warc, EncodingsOfBodiesTrueAndFalse) {
  const std::string html = page(1);
  const std::pair<const char*, std::string> packed_bodies[] = {{"gzip", gzip_member(html)},
                                                               {"deflate", testing::deflated(html, 15)},
                                                               {"deflate", testing::deflated(html, -15)},
                                                               {"br", brotli(html)},
                                                               {"zstd", zstd(html)},
                                                               {"x-gzip", gzip_member(html)}};
  for (const auto& [name, body] : packed_bodies) {
    EXPECT_EQ(read(warc_record(response(body, std::string("Content-Encoding: ") + name + "\r\n"))).articles, 1) << name;
    EXPECT_EQ(read(warc_record(response(chunked(body), std::string("Transfer-Encoding: chunked\r\nContent-Encoding: ") + name + "\r\n"))).articles, 1)
        << name << " chunked";
    const std::string old_fields = std::string("Transfer-Encoding: chunked\r\nContent-Encoding: ") + name + "\r\nContent-Length: 3\r\n";
    EXPECT_EQ(read(warc_record(response(html, old_fields))).articles, 1) << name << " stored plain under old fields";
    std::string cut = body.substr(0, body.size() / 2);
    read(warc_record(response(cut, std::string("Content-Encoding: ") + name + "\r\n")));
  }
  EXPECT_EQ(read(warc_record(response("\r\n" + html))).articles, 1) << "an empty line too many";
}

TEST(Warc, BombsAreBounded) {
  const std::string zeros(size_t{200} << 20, ' ');
  const auto began = std::chrono::steady_clock::now();
  for (const auto& [name, body] : {std::pair<const char*, std::string>{"gzip", gzip_member(zeros)}, {"br", brotli(zeros)}, {"zstd", zstd(zeros)}}) {
    std::string out;
    EXPECT_EQ(unpack(name, body, size_t{1} << 20, out), Unpacked::kTooLong) << name;
    EXPECT_LE(out.size(), size_t{1} << 20) << name;
    EXPECT_LE(out.capacity(), size_t{4} << 20) << name;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  EXPECT_LT(seconds, 120 * testing::kPatience);
}

TEST(Warc, LengthsThatLie) {
  const std::string payload = response(page(1));
  const std::string good = warc_record(response(page(2)));
  for (const char* length : {"0", "7", "100", "999999", "18446744073709551616", "-5", "x", " "}) {
    const Read found = read(warc_record(payload, "response", length) + good);
    EXPECT_EQ(found.articles, 2) << length;
    EXPECT_EQ(found.codes, Codes()) << length;
    EXPECT_EQ(found.warnings.size(), 1u) << length;
  }
  std::string missing = warc_record(payload);
  missing.erase(missing.find("Content-Length"), missing.find("\r\n\r\n") - missing.find("Content-Length"));
  EXPECT_EQ(read(missing + good).articles, 2);
}

TEST(Warc, RubbishAndCutsAreTold) {
  const std::string one = warc_record(response(page(1)));
  const std::string two = warc_record(response(page(2)));
  const Read rubbish = read(one + "rubbish between records\n" + two);
  EXPECT_EQ(rubbish.articles, 2);
  EXPECT_EQ(rubbish.codes, Codes{"E033"});
  const Read member = read(gzip_member(one) + gzip_member(two).substr(0, 200));
  EXPECT_EQ(member.articles, 1);
  EXPECT_FALSE(member.codes.empty());
  EXPECT_EQ(member.codes.back(), "E025");
  EXPECT_EQ(read("WARC/1.0\r\n").codes.size(), 1u);
  // Cut at every byte: whole records stay, nothing crashes, nothing is read twice.
  const std::string three = one + two + warc_record(response(page(3)));
  for (size_t size = 9; size < three.size(); size += 7) {
    const Read found = read(three.substr(0, size));
    const int whole = static_cast<int>(size >= one.size() - 4) + static_cast<int>(size >= one.size() + two.size() - 4);
    EXPECT_GE(found.articles, whole) << size;
    EXPECT_LE(found.articles, whole + 1) << size;
  }
}

TEST(Warc, DamagedMembersArePassedOver) {
  const std::string one = gzip_member(warc_record(response(page(1)))), three = gzip_member(warc_record(response(page(3))));
  const std::string good = gzip_member(warc_record(response(page(2))));
  for (size_t at = 0; at < good.size(); at += 5) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x55);
    const Read found = read(one + bad + three);
    EXPECT_GE(found.articles, 2) << at;
    EXPECT_LE(found.articles, 3) << at;
    const std::string told = found.codes.empty() ? "" : found.codes.back();
    EXPECT_TRUE(at < 10 || told == "E025") << at << told;
  }
  const Read cut = read(one + good.substr(0, good.size() / 2) + three);
  EXPECT_GE(cut.articles, 2);
  EXPECT_EQ(cut.codes.back(), "E025");
}

TEST(Warc, LongRecordsAndAddresses) {
  const Read huge = read(warc_record(response("<html><body>" + std::string(3000000, 'x'))) + warc_record(response(page(1))), 100000);
  EXPECT_EQ(huge.articles, 1);
  EXPECT_EQ(huge.codes, Codes{"E036"});
  std::string address = warc_record(response(page(2)));
  address.insert(address.find("https://") + 8, std::string(1 << 20, 'a'));
  EXPECT_EQ(read(address).articles + static_cast<int>(read(address).codes.size()), 1);
}

TEST(Warc, FieldsOfHostileHeads) {
  size_t size = 0;
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "a" + std::to_string(i) + ": b\n";
  EXPECT_EQ(read_fields(many, size).size(), 1000u);
  EXPECT_EQ(read_fields("a: b\r\n c\r\nno colon\r\n: x\r\n\r\nrest", size).size(), 2u);
  EXPECT_EQ(size, 27u);
  EXPECT_EQ(field(read_fields("A: b\n c\n\n", size), "a"), "b c");
  EXPECT_EQ(read_response("HTTP/1.1", 100).status, 0);
  EXPECT_EQ(read_response("HTTP/1.1 99999\r\n\r\n", 100).status, 999);
  EXPECT_EQ(read_response("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nFFFFFFFFFFFFFFFFF\r\nx", 100).body.substr(0, 3), "FFF");
  std::string out;
  EXPECT_EQ(join_chunks("fffffffffffffff\r\nabc", 100, out), Unpacked::kCut);
  EXPECT_EQ(join_chunks("5;x=y\r\nabcde\r\n0\r\n\r\n", 3, out), Unpacked::kTooLong);
}

TEST(Warc, OtherLanguagesAreLeftOutWithTheReason) {
  EXPECT_EQ(why_not_arabic(arabic(1)), "");
  EXPECT_NE(why_not_arabic("The minister of examples arrived in the capital."), "");
  EXPECT_NE(why_not_arabic(""), "");
  // Persian: many words, few with the article, letters of its own.
  std::string persian;
  for (int i = 0; i < 12; ++i)
    persian +=
        "\xD8\xAF\xD9\x88\xD9\x84\xD8\xAA \xD8\xA7\xDB\x8C\xD8\xB1\xD8\xA7\xD9\x86 \xDA\xAF\xD9\x81\xD8\xAA \xDA\xA9\xD9\x87 "
        "\xD8\xA8\xD8\xA7\xDB\x8C\xD8\xAF ";
  EXPECT_NE(why_not_arabic(persian).find("Persian"), std::string::npos);
  const Read found = read(warc_record(
      response("<html><body><p>The minister of examples arrived in the capital on Friday, his office said in a long statement.</p></body></html>")));
  EXPECT_EQ(found.codes, Codes{"E036"});
  EXPECT_NE(found.messages.at(0).find("left out: only 0 %"), std::string::npos);
}

}  // namespace
}  // namespace waqai::ingest
