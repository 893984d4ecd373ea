// SPDX-License-Identifier: Apache-2.0
#include "ingest/reader.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/error_codes.h"
#include "support/as_nobody.h"
#include "support/bytes.h"
#include "support/case_file.h"
#include "support/patience.h"
#include "text/utf8.h"

namespace waqai::ingest {
namespace {

namespace fs = std::filesystem;

// "The president met the minister in the city." and the like, in letters by number so that this file stays ASCII.
const std::string kAhd = "\xD8\xB9\xD9\x87\xD8\xAF";  // a word of three letters

std::string sentence(int n) { return kAhd + " " + std::to_string(n) + " " + kAhd; }
std::string record(const std::string& id, const std::string& text) { return "{\"id\": \"" + id + "\", \"text\": \"" + text + "\"}\n"; }

class Reader : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) /
            ("waqai_ingest_" + std::to_string(::getpid()) + "_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string write(const std::string& name, const std::string& bytes) {
    const fs::path path = root_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }

  // Articles as their ids, rejections as their codes, in order.
  std::vector<std::string> read(const std::vector<std::string>& paths, const ReadOptions& options = ReadOptions()) {
    ArticleReader reader(paths, options);
    std::vector<std::string> found;
    items_.clear();
    for (ReadItem item; reader.next(item);) {
      found.push_back(item.status.is_ok() ? item.article.id : item.status.id());
      items_.push_back(item);
      EXPECT_EQ(item.status.is_ok() ? item.place : item.status.place(), item.place);
    }
    return found;
  }

  using Found = std::vector<std::string>;
  fs::path root_;
  std::vector<ReadItem> items_;
};

TEST_F(Reader, ColumnsByOtherNames) {
  ReadOptions options;
  options.fields.text = "body";
  options.fields.id = "key";
  EXPECT_EQ(read({write("a.jsonl", "{\"key\": \"1\", \"text\": \"x\", \"body\": \"" + sentence(1) + "\"}\n")}, options), (Found{"1"}));
  EXPECT_EQ(read({write("a.csv", "text,key,body\nx,2," + sentence(2) + "\n")}, options), (Found{"2"}));
  EXPECT_EQ(read({write("b.csv", "text,key\n" + sentence(3) + ",3\n")}, options), (Found{"E034"}));
  EXPECT_EQ(items_.back().status.message(), "the header has no column 'body'");
}

TEST_F(Reader, WhatExtractWritesIsRead) {
  const std::string row =
      "{\"id\": \"a\", \"title\": \"t\", \"date\": \"2020-06-21\", \"published_time\": \"2020-06-21T10:00:00+03:00\", \"author\": "
      "\"x; y\", \"source\": \"s\", \"section\": \"politics\", \"url\": \"https://example.com/a\", \"text\": \"" +
      sentence(1) + "\"}\n";
  EXPECT_EQ(read({write("a.jsonl", row)}), (Found{"a"}));
  const Article& article = items_[0].article;
  EXPECT_EQ(article.published + " " + article.published_time, "2020-06-21 2020-06-21T10:00:00+03:00");
  EXPECT_EQ(article.author + " " + article.source + " " + article.section + " " + article.url, "x; y s politics https://example.com/a");
  EXPECT_TRUE(items_[0].warnings.empty());
  read({write("b.csv", "id,published_time,text\n1,2020-06-21T10:00:00Z," + sentence(1) + "\n2,noon," + sentence(2) + "\n")});
  EXPECT_EQ(items_[0].article.published + " " + items_[0].article.published_time, "2020-06-21 2020-06-21T10:00:00Z");
  EXPECT_EQ(items_[1].article.published_time + items_[1].warnings.at(0), "E026: the date 'noon' is not understood and left empty");
  ReadOptions options;
  options.fields.published = options.fields.published_alternative = "when";
  read({write("c.jsonl", row)}, options);
  EXPECT_EQ(items_[0].article.published, "2020-06-21") << "of the time; a column of another name leaves `date` alone";
}

TEST_F(Reader, DatesInTheFormsOfPages) {
  const std::pair<std::string, std::string> forms[] = {{"2019/05/04", "2019-05-04 "},
                                                       {"04/05/2019", "2019-05-04 "},
                                                       {"4 \xD9\x85\xD8\xA7\xD9\x8A\xD9\x88 2019", "2019-05-04 "},
                                                       {"Sat, 04 May 2019 10:00:00 GMT", "2019-05-04 2019-05-04T10:00:00Z"},
                                                       {"1556964000", "2019-05-04 2019-05-04T10:00:00Z"},
                                                       {"1556964000000", "2019-05-04 2019-05-04T10:00:00Z"},
                                                       {"2019-05-04 02:30 PM", "2019-05-04 2019-05-04T14:30:00"},
                                                       {"2019-05-04 10:00:00.25+03:00", "2019-05-04 2019-05-04T10:00:00+03:00"},
                                                       {"1919-05-04 10:00", "1919-05-04 1919-05-04 10:00"},
                                                       {"1919-05-04", "1919-05-04 "},
                                                       {"31/02/2019", " "},
                                                       {"yesterday", " "}};
  for (const auto& [told, wanted] : forms) {
    const bool digits = told.find_first_not_of("0123456789") == std::string::npos;
    const std::string value = digits ? told : "\"" + told + "\"";
    for (const std::string& path : {write("a.jsonl", "{\"published\": " + value + ", \"text\": \"" + kAhd + "\"}\n"),
                                    write("b.jsonl", "{\"published_time\": \"" + told + "\", \"text\": \"" + kAhd + "\"}\n"),
                                    write("a.csv", "date,text\n\"" + told + "\"," + kAhd + "\n")}) {
      ASSERT_EQ(read({path}).size(), 1u);
      EXPECT_EQ(items_[0].article.published + " " + items_[0].article.published_time, wanted) << path << " " << told;
      EXPECT_EQ(items_[0].warnings.size(), wanted == " " ? 1u : 0u) << told;
    }
  }
}

TEST_F(Reader, WrongLineCostsOneRecord) {
  std::string lines;
  for (int i = 1; i <= 10; ++i) lines += i == 7 ? "{\"id\": \"7\", \"text\": \n" : record(std::to_string(i), sentence(i));
  const std::string path = write("a.jsonl", lines);
  EXPECT_EQ(read({path}), (Found{"1", "2", "3", "4", "5", "6", "E023", "8", "9", "10"}));
  EXPECT_EQ(items_[6].status.place(), path + ":7");
}

TEST_F(Reader, FoldersAreReadInOrderOfNames) {
  write("b/2.jsonl", record("b2", sentence(1)));
  write("b/1.jsonl.gz", testing::deflated(record("b1", sentence(2))));
  write("a.jsonl", record("a", sentence(3)));
  write("b/.hidden.jsonl", record("hidden", sentence(4)));
  write("c/deep/er/x.jsonl", record("c", sentence(5)));
  write("d/page.html", "<html>");
  fs::create_directories(root_ / "empty");
  fs::create_directory_symlink(root_, root_ / "c" / "loop");
  EXPECT_EQ(read({root_.string()}), (Found{"a", "b1", "b2", "c", "E027"}));
  EXPECT_EQ(read({(root_ / "empty").string()}), (Found{"E020"}));
  EXPECT_EQ(read({(root_ / "missing").string(), (root_ / "a.jsonl").string()}), (Found{"E001", "a"}));
}

TEST_F(Reader, UnreadableFileIsReported) {
  const std::string path = write("a.jsonl", record("a", sentence(1)));
  fs::permissions(path, fs::perms::none);
  if (!testing::AsNobody::possible()) GTEST_SKIP() << "this user may read everything";
  const std::string other = write("b/b.jsonl", record("b", sentence(2)));
  const std::string last = write("c.jsonl", record("c", sentence(3)));
  fs::permissions(root_ / "b", fs::perms::none);
  {
    const testing::AsNobody nobody;
    EXPECT_EQ(read({path, (root_ / "b").string(), last}), (Found{"E001", "E001", "c"}));
    EXPECT_EQ(read({root_.string()}), (Found{"E001", "E001", "c"}));
  }
  EXPECT_EQ(items_[1].status.place(), (root_ / "b").string());
  fs::permissions(root_ / "b", fs::perms::owner_all);
}

TEST_F(Reader, StandardInputIsADescriptor) {
  const std::string path = write("a", record("a", sentence(1)) + record("b", sentence(2)));
  ReadOptions options;
  options.standard_input = ::open(path.c_str(), O_RDONLY);
  ASSERT_GE(options.standard_input, 0);
  EXPECT_EQ(read({"-"}, options), (Found{"a", "b"}));
  EXPECT_EQ(items_[1].place, "-:2");
  EXPECT_EQ(::close(options.standard_input), 0);
}

TEST_F(Reader, PipeThatComesInSmallPieces) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string bytes = testing::deflated(record("a", sentence(1)));
  const pid_t child = ::fork();
  if (child == 0) {
    for (const char c : bytes) {
      if (::write(ends[1], &c, 1) != 1) ::_exit(1);
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  ReadOptions options;
  options.standard_input = ends[0];
  EXPECT_EQ(read({"-"}, options), (Found{"a"}));
  ::close(ends[0]);
}

TEST_F(Reader, GzipMembersFollowEachOther) {
  std::string bytes;
  for (int i = 0; i < 50; ++i) bytes += testing::deflated(record(std::to_string(i), sentence(i)));
  EXPECT_EQ(read({write("a.jsonl.gz", bytes + std::string(512, '\0'))}).size(), 50u);
  EXPECT_EQ(read({write("b.gz", testing::deflated(testing::deflated("x")))}), (Found{"E021"}));
}

TEST_F(Reader, CutGzipGivesWhatStoodBefore) {
  std::mt19937 random(3);
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += record(std::to_string(i), sentence(static_cast<int>(random())));
  const std::string packed = testing::deflated(lines);
  for (const size_t cut : {size_t{1}, size_t{2}, size_t{9}, size_t{20}, packed.size() / 2, packed.size() - 8, packed.size() - 1}) {
    const Found found = read({write("a.jsonl.gz", packed.substr(0, cut))});
    if (cut == 1) {  // not yet to be told from text
      EXPECT_EQ(found.size(), 1u);
      continue;
    }
    EXPECT_EQ(found.back(), "E025") << cut;
    EXPECT_EQ(items_.back().status.place(), items_.back().place);
    for (size_t i = 0; i + 1 < found.size(); ++i) ASSERT_EQ(found[i], std::to_string(i));
    if (cut == packed.size() / 2) {
      EXPECT_GT(found.size(), 500u);
    }
    if (cut >= packed.size() - 8) {
      EXPECT_EQ(found.size(), 2001u);
    }
  }
  std::string damaged = packed;
  for (size_t i = packed.size() / 2; i < packed.size() / 2 + 40; ++i) damaged[i] = static_cast<char>(~damaged[i]);
  EXPECT_EQ(read({write("a.jsonl.gz", damaged)}).back(), "E025");
}

TEST_F(Reader, CutGzipOfPlainText) {
  std::string text;
  std::mt19937 random(4);
  for (int i = 0; i < 3000; ++i) text += sentence(static_cast<int>(random())) + "\n";
  const std::string packed = testing::deflated(text);
  const Found found = read({write("a.txt.gz", packed.substr(0, packed.size() / 2))});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[1], "E025");
  EXPECT_EQ(items_[0].warnings.size(), 1u + (items_[0].article.text.ends_with("\xEF\xBF\xBD") ? 1u : 0u));
  EXPECT_GT(items_[0].article.text.size(), text.size() / 4);
}

TEST_F(Reader, EmptyAndBinaryInputs) {
  EXPECT_EQ(read({write("a.txt", "")}), (Found{"E020"}));
  EXPECT_EQ(read({write("b.txt", " \n\n\t ")}), (Found{"E020"}));
  EXPECT_EQ(read({write("c.jsonl", "\n\n")}), (Found{"E020"}));
  EXPECT_EQ(read({write("d.jsonl.gz", testing::deflated(""))}), (Found{"E020"}));
  EXPECT_EQ(read({write("e.txt", "\x89PNG\r\n\x1a\n" + std::string(100, '\0'))}), (Found{"E021"}));
  EXPECT_EQ(read({write("f", std::string("\x7F"
                                         "ELF\x02\x01",
                                         6))}),
            (Found{"E021"}));
  std::string noise(5000, '\0');
  std::mt19937 random(5);
  for (char& c : noise) c = static_cast<char>(random());
  EXPECT_EQ(read({write("g.txt", noise)}), (Found{"E021"}));
  EXPECT_EQ(read({write("h.html", "x")}), (Found{"E027"}));
  EXPECT_EQ(read({write("i", "<!DOCTYPE html><p>")}), (Found{"E027"}));
  EXPECT_EQ(read({write("j.txt", "only Latin letters")}), (Found{"E022"}));
  EXPECT_EQ(read({write("k.html", "")}), (Found{"E020"}));
  EXPECT_EQ(read({write("l.pdf", "x")}), (Found{"E031"}));
  EXPECT_EQ(read({write("m", "<?xml version='1.0'?><rss><channel/></rss>")}), (Found{"E031"}));
  EXPECT_EQ(read({write("n.zip", "PK\x03\x04 and no more")}), (Found{"E035"}));
  EXPECT_EQ(read({write("o.zip", "PK\x05\x06" + std::string(18, '\0'))}), (Found{"E020"}));
}

// Peak resident memory of this process in bytes.
size_t peak_memory() {
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<size_t>(usage.ru_maxrss) * 1024;
}

TEST_F(Reader, VeryLongLineIsPassedOverInBoundedMemory) {
  const std::string path = (root_ / "a.jsonl").string();
  {
    std::ofstream file(path, std::ios::binary);
    file << record("1", sentence(1)) << "{\"id\": \"2\", \"text\": \"";
    const std::string block(1 << 20, 'x');
    for (int i = 0; i < 100; ++i) file << block;
    file << "\"}\n" << record("3", sentence(3));
  }
  const size_t before = peak_memory();
  EXPECT_EQ(read({path}), (Found{"1", "E024", "3"}));
  EXPECT_EQ(items_[1].status.place(), path + ":2");
  EXPECT_NE(items_[1].status.message().find("byte " + std::to_string(record("1", sentence(1)).size()) + " "), std::string::npos)
      << items_[1].status.message();
  EXPECT_LT(peak_memory() - before, waqai::testing::kRoom * (size_t{80} << 20));
  fs::copy(path, root_ / "b.json");
  EXPECT_EQ(read({(root_ / "b.json").string()}), (Found{"1", "E024", "3"}));
  fs::copy(path, root_ / "c.txt");
  EXPECT_EQ(read({(root_ / "c.txt").string()}), (Found{"E028"}));
}

TEST_F(Reader, LimitIsAnOption) {
  ReadOptions options;
  options.max_article_bytes = 200;
  const std::string longer = record("2", kAhd + std::string(300, ' ') + kAhd);
  EXPECT_EQ(read({write("a.jsonl", record("1", sentence(1)) + longer + record("3", sentence(3)))}, options), (Found{"1", "E024", "3"}));
  EXPECT_EQ(read({write("a.json", "[" + record("1", sentence(1)) + "," + longer + "," + record("3", sentence(3)) + "]")}, options),
            (Found{"1", "E028", "3"}));
}

TEST_F(Reader, LaterRecordsOfAnIdAreDuplicates) {
  EXPECT_EQ(read({write("a.jsonl", record("x", sentence(1)) + record("y", sentence(2)) + record("x", sentence(3))),
                  write("b.jsonl", record("y", sentence(4)))}),
            (Found{"x", "y", "E030", "E030"}));
  ReadOptions options;
  options.remembered_ids = 10;
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += record(std::to_string(i), sentence(i));
  for (int i = 90; i < 100; ++i) lines += record(std::to_string(i), sentence(i));
  const Found found = read({write("c.jsonl", lines)}, options);
  EXPECT_EQ(std::count(found.begin(), found.end(), "E030"), 10);
}

TEST_F(Reader, IdsComeFromContent) {
  const std::string line = "{\"text\": \"" + sentence(1) + "\", \"source\": \"s\"}\n";
  const std::string other = "{\"text\": \"" + sentence(1) + "\", \"source\": \"t\"}\n";
  const Found once = read({write("a.jsonl", line + other + line)});
  ASSERT_EQ(once.size(), 3u);
  EXPECT_EQ(once[0].size(), 16u);
  EXPECT_NE(once[0], once[1]);
  EXPECT_EQ(once[2], "E030");
  EXPECT_EQ(read({write("b.jsonl", line)})[0], once[0]);
}

TEST_F(Reader, OtherFieldNames) {
  ReadOptions options;
  options.fields.text = "body";
  options.fields.id = "nr";
  EXPECT_EQ(read({write("a.jsonl", "{\"nr\": 12, \"body\": \"" + sentence(1) + "\"}")}, options), (Found{"12"}));
}

TEST_F(Reader, JsonOverLinesAndArrays) {
  std::string array = "[\n";
  for (int i = 0; i < 3; ++i)
    array += (i > 0 ? "," : "") + std::string("\n {\n  \"id\": ") + std::to_string(i) + ",\n  \"text\": \"" + sentence(i) + " }\\\" {\"\n }";
  array += "\n]\n";
  EXPECT_EQ(read({write("a.json", array)}), (Found{"0", "1", "2"}));
  EXPECT_EQ(items_[2].place, (root_ / "a.json").string() + ":record 3");
  EXPECT_EQ(read({write("b", array)}), (Found{"0", "1", "2"}));
  EXPECT_EQ(read({write("c.json", array.substr(0, array.size() - 6))}), (Found{"0", "1", "E023"}));
  EXPECT_EQ(read({write("d.json", "[" + record("1", sentence(1)) + ", oops, " + record("2", sentence(2)) + "]")}), (Found{"1", "E023", "2"}));
  EXPECT_EQ(read({write("e.json", "{\n\"id\": \"1\", \"text\": \"" + sentence(1) + "\"\n}")}), (Found{"1"}));
}

TEST_F(Reader, DeepAndOddJsonIsOneRejection) {
  const std::string deep = "{\"id\": " + std::string(100000, '[') + "\n";
  const std::string surrogate = R"({"id": "s", "text": "\ud800"})"
                                "\n";
  const std::string number = R"({"id": 1e999, "text": "x"})"
                             "\n";
  const std::string list = "[1, 2]\n\"text\"\n";
  const Found found = read({write("a.jsonl", deep + surrogate + number + list + record("ok", sentence(1)))});
  EXPECT_EQ(found, (Found{"E023", "E023", "E023", "E023", "E023", "ok"}));
}

TEST_F(Reader, AnyCutAndAnyChangedByteIsSurvived) {
  const std::string good = "{\"id\": \"1\", \"title\": \"" + kAhd + "\", \"published\": \"2015-07-21\", \"text\": \"" + sentence(1) +
                           "\\n\\u0633\"}\n" + record("2", sentence(2));
  const std::string path = (root_ / "a.jsonl").string();
  std::mt19937 random(6);
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good.substr(0, random() % 4 == 0 ? random() % good.size() : good.size());
    for (size_t k = random() % 4; k > 0 && !bad.empty(); --k) bad[random() % bad.size()] = static_cast<char>(random());
    write("a.jsonl", i % 5 == 0 ? testing::deflated(bad) : bad);
    read({path});
    for (const ReadItem& item : items_) {
      if (!item.status.is_ok()) continue;
      ASSERT_EQ(text::first_invalid_utf8(item.article.text), std::string::npos);
      ASSERT_FALSE(item.article.id.empty());
    }
  }
}

// ---- cases ----

void show_field(const char* name, const std::string& value, std::string& out) {
  if (!value.empty()) out += std::string("  ") + name + ": " + value + "\n";
}

// Input: a line "name: FILE", then the file's content.  Ids made from content are shown as (made).
std::string show(const std::string& input) {
  const size_t end = input.find('\n');
  const fs::path folder = fs::path(::testing::TempDir()) / ("waqai_ingest_cases_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const std::string path = (folder / input.substr(6, end - 6)).string();
  std::ofstream(path, std::ios::binary) << input.substr(end + 1) << "\n";
  ArticleReader reader({path});
  std::string out;
  for (ReadItem item; reader.next(item);) {
    const std::string place = fs::path(item.place).filename().string();
    if (!item.status.is_ok()) {
      out += item.status.id() + " " + place + ": " + item.status.message() + "\n";
    } else {
      out += "article " + place + "\n";
      const bool made = item.article.id.size() == 16 && item.article.id.find_first_not_of("0123456789abcdef") == std::string::npos;
      show_field("id", made ? "(made)" : item.article.id, out);
      show_field("title", item.article.title, out);
      show_field("source", item.article.source, out);
      show_field("url", item.article.url, out);
      show_field("section", item.article.section, out);
      show_field("published", item.article.published, out);
      show_field("time", item.article.published_time, out);
      show_field("author", item.article.author, out);
      show_field("text", item.article.text, out);
    }
    for (const std::string& warning : item.warnings) show_field("warning", warning, out);
  }
  fs::remove_all(folder);
  return out;
}

TEST(ReaderCases, Cases) { testing::run_cases("ingest", show); }

}  // namespace
}  // namespace waqai::ingest
