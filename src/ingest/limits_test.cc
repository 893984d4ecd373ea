// SPDX-License-Identifier: Apache-2.0
//
// What hostile input may cost: each limit of the readers has a test that fails without it (tests/guards.tsv).
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>

#include "ingest/encodings.h"
#include "ingest/http.h"
#include "ingest/reader.h"
#include "ingest/warc.h"
#include "ingest/zip.h"
#include "support/bytes.h"

namespace waqai::ingest {
namespace {

namespace fs = std::filesystem;

const std::string kLetters = "\xD8\xB9\xD9\x87\xD8\xAF";  // a word of three letters

// A descriptor of a file in memory that holds `bytes`, read from its start.
class InMemory {
 public:
  explicit InMemory(const std::string& bytes) : descriptor_(::memfd_create("limits", 0)) {
    EXPECT_EQ(::write(descriptor_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    ::lseek(descriptor_, 0, SEEK_SET);
  }
  ~InMemory() { ::close(descriptor_); }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

std::vector<WarcRecord> records_of(const std::string& bytes, size_t most) {
  const InMemory file(bytes);
  WarcReader reader(ByteStream::from_descriptor(file.descriptor()), "", most);
  std::vector<WarcRecord> records;
  uint64_t rubbish = 0;
  for (WarcRecord record; reader.next(record, rubbish);) records.push_back(record);
  return records;
}

std::string record_of(const std::string& payload, const std::string& fields, const std::string& length = "") {
  return "WARC/1.0\r\nWARC-Type: response\r\n" + fields + "Content-Length: " + (length.empty() ? std::to_string(payload.size()) : length) +
         "\r\n\r\n" + payload + "\r\n\r\n";
}

// Articles as their ids, rejections as their codes, in order.
std::vector<std::string> read_as(const std::string& name, const std::string& bytes, const ReadOptions& options) {
  const fs::path folder = fs::path(::testing::TempDir()) / ("waqai_limits_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / name, std::ios::binary) << bytes;
  std::vector<std::string> found;
  ArticleReader reader({(folder / name).string()}, options);
  for (ReadItem item; reader.next(item);) {
    found.push_back(item.status.is_ok() ? item.article.id : item.status.id());
    EXPECT_TRUE(item.status.is_ok() || !item.status.place().empty());
  }
  fs::remove_all(folder);
  return found;
}

using Found = std::vector<std::string>;

TEST(Limits, HeadOfACrawlsRecord) {
  std::string fields;
  for (int i = 0; fields.size() < (3u << 20); ++i) fields += "field-" + std::to_string(i) + ": x\r\n";
  const std::vector<WarcRecord> records = records_of(record_of("long", fields) + record_of("good", ""), 1000);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_TRUE(records[0].cut);
  EXPECT_EQ(records[0].payload, "");
  EXPECT_EQ(records[1].payload, "good");
}

TEST(Limits, AddressesOfACrawl) {
  const std::string url = "https://example.com/" + std::string(9000, 'a');
  const std::vector<WarcRecord> records = records_of(record_of("x", "WARC-Target-URI: " + url + "\r\nWARC-Record-ID: " + url + "\r\n"), 1000);
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].url, "");
  EXPECT_EQ(records[0].id.size(), 8192u);
}

TEST(Limits, PayloadOfACrawlsRecord) {
  const std::string payload(300000, 'x');
  for (const char* length : {"", "5", "x"}) {
    const std::vector<WarcRecord> records = records_of(record_of(payload, "", length) + record_of("good", ""), 1000);
    ASSERT_EQ(records.size(), 2u) << length;
    EXPECT_EQ(records[0].payload.size(), 1000u) << length;
    EXPECT_TRUE(records[0].too_long) << length;
    EXPECT_EQ(records[1].payload, "good") << length;
  }
}

TEST(Limits, LayersOfContentEncoding) {
  std::string body = "<html><p>page</p></html>";
  for (int i = 0; i < 4; ++i) body = testing::deflated(body);
  EXPECT_EQ(read_response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip, gzip, gzip\r\n\r\n" + body, 100000).body.substr(0, 6), "<html>");
  body = testing::deflated(body);
  EXPECT_EQ(read_response("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip, gzip, gzip, gzip\r\n\r\n" + body, 100000).body.substr(0, 2), "\x1F\x8B");
}

TEST(Limits, BodiesOfResponses) {
  const std::string body(5000, 'x');
  HttpResponse plain = read_response("HTTP/1.1 200 OK\r\n\r\n" + body, 1000);
  EXPECT_EQ(plain.body.size(), 1000u);
  EXPECT_TRUE(plain.cut);
  HttpResponse chunks = read_response("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n" + body + "\r\n0\r\n\r\n", 1000);
  EXPECT_EQ(chunks.body.size(), 1000u);
  EXPECT_TRUE(chunks.cut);
  // A line of a chunk's size may have extensions, within reason.
  std::string out;
  EXPECT_EQ(join_chunks("5;" + std::string(100, 'x') + "\r\nabcde\r\n0\r\n\r\n", 100, out), Unpacked::kDone);
  EXPECT_EQ(join_chunks("5;" + std::string(5000, 'x') + "\r\nabcde\r\n0\r\n\r\n", 100, out), Unpacked::kNotPacked);
}

// A frame of three stored bytes that asks for a window of 2^`log` bytes.
std::string frame_of_window(int log) {
  return std::string("\x28\xB5\x2F\xFD\x00", 5) + static_cast<char>((log - 10) << 3) + std::string("\x19\x00\x00", 3) + "abc";
}

TEST(Limits, WindowOfZstd) {
  std::string out;
  EXPECT_EQ(unpack("zstd", frame_of_window(27), 100, out), Unpacked::kDone);
  EXPECT_EQ(out, "abc");
  EXPECT_EQ(unpack("zstd", frame_of_window(30), 100, out), Unpacked::kNotPacked);
}

std::string little_endian(uint64_t value, size_t size) {
  std::string out;
  for (size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

// A zip archive whose directory of `size` bytes stands at the start, and is `told` to be as long; `directory` is what the file begins with.
Status opened_zip(const std::string& directory, uint64_t size, uint64_t told) {
  const fs::path path = fs::path(::testing::TempDir()) / ("waqai_limits_zip_" + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary) << directory;
  fs::resize_file(path, size);
  std::ofstream(path, std::ios::binary | std::ios::app) << "PK\x05\x06" << std::string(8, '\0') << little_endian(told, 4) << std::string(6, '\0');
  const Result<ZipFolder> folder = ZipFolder::open(path.string());
  fs::remove(path);
  return folder.status();
}

TEST(Limits, DirectoryOfAZip) {
  const std::string entry = "PK\x01\x02" + std::string(24, '\0') + little_endian(1, 2) + std::string(16, '\0') + "a";
  EXPECT_TRUE(opened_zip(entry, entry.size(), entry.size()));
  const std::string outside = "the directory of the zip archive lies outside the file";
  EXPECT_EQ(opened_zip("", uint64_t{300} << 20, uint64_t{300} << 20).message(), outside);
  EXPECT_EQ(opened_zip(entry, entry.size(), entry.size() + 1000).message(), outside);
  std::string long_name = entry;
  long_name[28] = long_name[29] = '\x7F';
  EXPECT_EQ(opened_zip(long_name, entry.size(), entry.size()).message(), "the directory of the zip archive breaks off");
  std::string many;
  many.reserve(entry.size() * 1'000'001);
  for (int i = 0; i <= 1'000'000; ++i) many += entry;
  EXPECT_EQ(opened_zip(many, many.size(), many.size()).message(), "the zip archive holds more than a million files");
}

TEST(Limits, BytesOfAnArticleInEachFormat) {
  ReadOptions options;
  options.max_article_bytes = 4000;
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += kLetters + " " + std::to_string(i) + "\n";
  EXPECT_EQ(read_as("lines.txt", lines, options), Found{"E028"}) << "many short lines";
  EXPECT_EQ(read_as("page.html", "<html><body><p>" + lines + "</p></body></html>", options), Found{"E028"});
  EXPECT_EQ(read_as("quoted.csv", "id,text\n1,\"" + lines + "\"\n2," + kLetters + "\n", options), (Found{"E024", "2"}));
  EXPECT_EQ(read_as("line.csv", "id,text\n1," + std::string(5000, 'x') + "\n2," + kLetters + "\n", options), (Found{"E024", "2"}));
  EXPECT_EQ(read_as("objects.json",
                    "[{\"id\": \"1\", \"text\": \"" + std::string(5000, 'x') + "\"}, {\"id\": \"2\", \"text\": \"" + kLetters + "\"}]", options),
            (Found{"E028", "2"}));
  std::string trees = "# newdoc id = a\n";
  for (int i = 0; i < 20000; ++i) trees += "1\t" + kLetters + "\t_\tNOUN\t_\t_\t0\troot\t_\t_\n\n";
  EXPECT_EQ(read_as("trees.conllu", trees + "# newdoc id = b\n1\t" + kLetters + "\t_\tNOUN\t_\t_\t0\troot\t_\t_\n", options), (Found{"E028", "b"}));
}

TEST(Limits, DepthOfJson) {
  const auto nested = [](int depth) {
    return "{\"id\": \"x\", \"text\": \"" + kLetters + "\", \"more\": " + std::string(depth, '[') + std::string(depth, ']') + "}\n";
  };
  EXPECT_EQ(read_as("a.jsonl", nested(500), ReadOptions()), Found{"x"});
  EXPECT_EQ(read_as("a.jsonl", nested(5000), ReadOptions()), Found{"E023"});
}

TEST(Limits, RememberedIds) {
  ReadOptions options;
  options.remembered_ids = 10;
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += "{\"id\": \"" + std::to_string(i) + "\", \"text\": \"" + kLetters + "\"}\n";
  lines += "{\"id\": \"0\", \"text\": \"" + kLetters + "\"}\n{\"id\": \"99\", \"text\": \"" + kLetters + "\"}\n";
  const Found found = read_as("a.jsonl", lines, options);
  ASSERT_EQ(found.size(), 102u);
  EXPECT_EQ(found[100], "0") << "forgotten";
  EXPECT_EQ(found[101], "E030");
}

TEST(Limits, TimeOfPublication) {
  const std::string times[] = {"1924-05-01 10:00" + std::string(60, '0'), "2024-05-01 10:00" + std::string(70, ' ') + "+"};
  for (const std::string& time : times) {
    ReadOptions options;
    const InMemory file("{\"id\": \"1\", \"published\": \"" + time + "\", \"text\": \"" + kLetters + "\"}\n");
    options.standard_input = file.descriptor();
    ArticleReader reader({"-"}, options);
    ReadItem item;
    ASSERT_TRUE(reader.next(item));
    EXPECT_EQ(item.article.published, time.substr(0, 10));
    EXPECT_EQ(item.article.published_time, "");
  }
}

}  // namespace
}  // namespace waqai::ingest
