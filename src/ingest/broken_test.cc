// SPDX-License-Identifier: Apache-2.0
//
// Files that are not what their name says, or cannot be opened: one reason each, with its place, and the files behind them are read.
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "base/error_codes.h"
#include "ingest/byte_stream.h"
#include "ingest/reader.h"
#include "ingest/zip.h"

namespace waqai::ingest {
namespace {

namespace fs = std::filesystem;

const std::string kText = "\xD8\xB9\xD9\x87\xD8\xAF \xD8\xB9\xD9\x87\xD8\xAF";

std::string packed_gzip(const std::string& plain) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, plain.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string low_bytes(uint64_t value, size_t size) {
  std::string out;
  for (size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

// A zip archive of one stored file, with these flags and this method in its directory.
std::string zip_of(const std::string& name, const std::string& bytes, uint16_t flags, uint16_t method) {
  const auto sum = static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
  const std::string shared = low_bytes(20, 2) + low_bytes(flags, 2) + low_bytes(method, 2) + low_bytes(0, 4) + low_bytes(sum, 4) +
                             low_bytes(bytes.size(), 4) + low_bytes(bytes.size(), 4) + low_bytes(name.size(), 2) + low_bytes(0, 2);
  const std::string file = "PK\x03\x04" + shared + name + bytes;
  const std::string entry =
      "PK\x01\x02" + low_bytes(20, 2) + shared + low_bytes(0, 2) + low_bytes(0, 2) + low_bytes(0, 2) + low_bytes(0, 4) + low_bytes(0, 4) + name;
  return file + entry + "PK\x05\x06" + low_bytes(0, 4) + low_bytes(1, 2) + low_bytes(1, 2) + low_bytes(entry.size(), 4) + low_bytes(file.size(), 4) +
         low_bytes(0, 2);
}

// The same as zip64 writes it, with all numbers of its directory in the field for large ones: how the file begins in the directory, and its ends.
struct LargeZip {
  std::string file, entry, ends;
  std::string bytes() const { return file + entry + ends; }
};
LargeZip large_zip_of(const std::string& name, const std::string& bytes) {
  const std::string whole = zip_of(name, bytes, 0, 0);
  LargeZip zip;
  zip.file = whole.substr(0, 30 + name.size() + bytes.size());
  const std::string none = low_bytes(0xFFFFFFFF, 4);
  const std::string large = low_bytes(bytes.size(), 8) + low_bytes(bytes.size(), 8) + low_bytes(0, 8);
  const std::string extra = low_bytes(0x5455, 2) + low_bytes(1, 2) + "t" + low_bytes(1, 2) + low_bytes(large.size(), 2) + large;
  zip.entry = whole.substr(zip.file.size(), 20) + none + none + low_bytes(name.size(), 2) + low_bytes(extra.size(), 2) + low_bytes(0, 8) +
              low_bytes(0, 2) + none + name + extra;
  zip.ends = "PK\x06\x06" + low_bytes(44, 8) + low_bytes(45, 2) + low_bytes(45, 2) + low_bytes(0, 8) + low_bytes(1, 8) + low_bytes(1, 8) +
             low_bytes(zip.entry.size(), 8) + low_bytes(zip.file.size(), 8) + "PK\x06\x07" + low_bytes(0, 4) +
             low_bytes(zip.file.size() + zip.entry.size(), 8) + low_bytes(1, 4) + "PK\x05\x06" + low_bytes(0, 4) + low_bytes(0xFFFF, 2) +
             low_bytes(0xFFFF, 2) + none + none + low_bytes(0, 2);
  return zip;
}

class BrokenFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) /
            ("waqai_broken_" + std::to_string(::getpid()) + "_" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(root_ / name, std::ios::binary) << bytes;
    return (root_ / name).string();
  }

  // The one thing that is said of a file, while the good one behind it is read.
  Status refused(const std::string& name, const std::string& bytes, const ReadOptions& options = ReadOptions()) {
    const std::string path = write(name, bytes);
    ArticleReader reader({path, write("good.jsonl", "{\"id\": \"good\", \"text\": \"" + kText + "\"}\n")}, options);
    ReadItem item;
    EXPECT_TRUE(reader.next(item)) << name;
    const Status told = item.status;
    EXPECT_FALSE(told.is_ok()) << name;
    EXPECT_EQ(told.place().rfind(path, 0), 0u) << told.place();
    EXPECT_TRUE(reader.next(item) && item.status.is_ok()) << name << item.status.to_string();
    EXPECT_EQ(item.article.id, "good");
    EXPECT_FALSE(reader.next(item));
    return told;
  }

  fs::path root_;
};

TEST_F(BrokenFiles, BytesThatAreNoText) {
  std::string bytes = "\x89PNG\r\n\x1a\n";
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>(i);
  ReadOptions named;
  named.charset = Charset::kUtf8;
  for (const ReadOptions& options : {ReadOptions(), named}) {
    EXPECT_EQ(refused("a.conllu", bytes, options).code(), base::kBinaryInput);
    EXPECT_EQ(refused("a.csv", bytes, options).code(), base::kBinaryInput);
    EXPECT_EQ(refused("a.tsv", bytes, options).code(), base::kBinaryInput);
    EXPECT_EQ(refused("a.jsonl", bytes, options).code(), base::kBinaryInput);
    EXPECT_EQ(refused("a.txt", bytes, options).code(), base::kBinaryInput);
    for (const char* start : {"%PDF-1.7", "GIF89a", "BZh91AY", "Rar!", "SQLite format 3", "WAQAIBND",
                              "\x7F"
                              "ELF"})
      EXPECT_EQ(refused("b.jsonl", start + bytes, options).code(), base::kBinaryInput) << start;
  }
}

TEST_F(BrokenFiles, FilesThatHoldNothing) {
  for (const char* name : {"a.html", "a.csv", "a.tsv", "a.txt", "a.jsonl", "a.json", "a.conllu", "a.html.gz", "a.csv.gz"})
    EXPECT_EQ(refused(name, "").code(), base::kEmptyInput) << name;
  for (const char* name : {"a.txt", "a.jsonl"}) EXPECT_EQ(refused(name, "\n\n \n").code(), base::kEmptyInput) << name;
  EXPECT_EQ(refused("a.xml", "").code(), base::kUnsupportedFile);
}

// A table that broke off before its header was told to hold nothing.
TEST_F(BrokenFiles, GzipThatBreaksOff) {
  const std::string whole = packed_gzip("<html><body><p>" + kText + "</p></body></html>");
  for (const char* name : {"a.html.gz", "a.csv.gz", "a.jsonl.gz", "a.txt.gz", "a.conllu.gz"}) {
    EXPECT_EQ(refused(name, whole.substr(0, 10)).code(), base::kTruncatedGzip) << name;
    std::string bad = whole;
    bad[10] = '\xff';  // no block of this kind
    EXPECT_EQ(refused(name, bad).code(), base::kTruncatedGzip) << name;
  }
}

TEST_F(BrokenFiles, FilesOfAZip) {
  const std::string record = "{\"id\": \"1\", \"text\": \"" + kText + "\"}\n";
  const std::string path = write("whole.zip", zip_of("a.jsonl", record, 0, 0));
  ArticleReader reader({path}, ReadOptions());
  ReadItem item;
  ASSERT_TRUE(reader.next(item));
  EXPECT_EQ(item.article.id, "1") << item.status.to_string();
  for (const auto& [flags, method, words] : {std::tuple(1, 0, "encrypted"), std::tuple(0, 12, "method 12"), std::tuple(1, 99, "encrypted")}) {
    const Status status = refused("a.zip", zip_of("a.jsonl", record, static_cast<uint16_t>(flags), static_cast<uint16_t>(method)));
    EXPECT_EQ(status.code(), base::kUnsupportedFile);
    EXPECT_NE(status.message().find(words), std::string::npos) << status.message();
    EXPECT_TRUE(status.place().ends_with("a.zip/a.jsonl")) << status.place();
  }
  std::string no_header = zip_of("a.jsonl", record, 0, 0);
  no_header[0] = 'X';
  no_header[2] = 'X';
  write("b.zip", no_header);
  const Result<ZipFolder> folder = ZipFolder::open((root_ / "b.zip").string());
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder.value().read(folder.value().entries()[0]).status().code(), base::kBadZip);
  EXPECT_EQ(refused("c.zip", zip_of("b.zip", zip_of("a", "b", 0, 0), 0, 0)).code(), base::kUnsupportedFile);
}

TEST_F(BrokenFiles, AZipWithLargeNumbers) {
  const LargeZip good = large_zip_of("a.jsonl", "{\"id\": \"1\", \"text\": \"" + kText + "\"}\n");
  ArticleReader reader({write("whole.zip", good.bytes())}, ReadOptions());
  ReadItem item;
  ASSERT_TRUE(reader.next(item));
  EXPECT_EQ(item.article.id, "1") << item.status.to_string();
  EXPECT_FALSE(reader.next(item));
  // Any byte of directory and ends wrong: what it says is read, or a reason is told.
  const std::string bytes = good.bytes();
  size_t refused_ones = 0;
  for (size_t at = good.file.size(); at < bytes.size(); ++at) {
    std::string bad = bytes;
    bad[at] = static_cast<char>(bad[at] ^ 0x41);
    ArticleReader other({write("bad.zip", bad)}, ReadOptions());
    for (int i = 0; i < 3 && other.next(item); ++i) refused_ones += item.status.is_ok() ? 0 : 1;
  }
  EXPECT_GT(refused_ones, 40u);
  LargeZip cut = good;
  cut.entry.resize(cut.entry.size() - 8);
  EXPECT_EQ(refused("a.zip", cut.bytes()).code(), base::kBadZip);
  LargeZip unplaced = good;
  unplaced.ends.replace(56, 4, "PK\x01\x01");
  EXPECT_EQ(refused("a.zip", unplaced.bytes()).code(), base::kBadZip);
}

TEST_F(BrokenFiles, WhatCannotBeOpened) {
  const Status folder = ByteStream::open(root_.string()).status();
  EXPECT_EQ(folder.code(), base::kIsDirectory);
  EXPECT_EQ(folder.place(), root_.string());
  EXPECT_EQ(ByteStream::open((root_ / "none").string()).status().code(), base::kCannotOpen);
  EXPECT_EQ(ZipFolder::open((root_ / "none").string()).status().code(), base::kCannotOpen);
  EXPECT_EQ(ZipFolder::open(root_.string()).status().code(), base::kBadZip);
  ArticleReader reader({(root_ / "none").string(), root_.string()}, ReadOptions());
  ReadItem item;
  ASSERT_TRUE(reader.next(item));
  EXPECT_EQ(item.status.code(), base::kCannotOpen);
  EXPECT_EQ(item.status.place(), (root_ / "none").string());
  ASSERT_TRUE(reader.next(item));
  EXPECT_EQ(item.status.code(), base::kEmptyInput);
  EXPECT_FALSE(reader.next(item));
}

TEST_F(BrokenFiles, FieldsOfAnotherKindCostAWarning) {
  const std::string path =
      write("a.jsonl", "{\"id\": [1], \"text\": \"" + kText +
                           "\", \"title\": 5, \"source\": {}, \"section\": true, \"url\": null, \"author\": [\"a\"], \"published\": [2024]}\n" +
                           "{\"id\": 7, \"text\": [\"" + kText + "\"]}\n{\"id\": -8, \"text\": \"" + kText + " " + kText + "\"}\n[1]\n\"x\"\n");
  ArticleReader reader({path}, ReadOptions());
  ReadItem item;
  ASSERT_TRUE(reader.next(item));
  ASSERT_TRUE(item.status.is_ok()) << item.status.to_string();
  EXPECT_EQ(item.article.title + item.article.source + item.article.section + item.article.author + item.article.published, "");
  size_t left_out = 0;
  for (const std::string& warning : item.warnings) left_out += warning.find("is no string and was left out") != std::string::npos;
  EXPECT_EQ(left_out, 6u);
  ASSERT_TRUE(reader.next(item));
  EXPECT_EQ(item.status.code(), base::kBadJson);
  EXPECT_EQ(item.status.message(), "the field 'text' is no string");
  EXPECT_EQ(item.status.place(), path + ":2");
  ASSERT_TRUE(reader.next(item));
  EXPECT_EQ(item.article.id, "-8");
  for (const char* line : {":4", ":5"}) {
    ASSERT_TRUE(reader.next(item));
    EXPECT_EQ(item.status.code(), base::kBadJson);
    EXPECT_EQ(item.status.place(), path + line);
  }
  EXPECT_FALSE(reader.next(item));
}

}  // namespace
}  // namespace waqai::ingest
