// SPDX-License-Identifier: Apache-2.0
//
// The C interface from a caller's side: strings that are missing or wrong, archives that are broken, memory that runs out at every place.
#include "waqai/capi.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "capi/arrow_stream.h"
#include "support/case_file.h"
#include "support/fail_allocation.h"
#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/input.h"
#include "waqai/output.h"

namespace waqai::capi {
namespace {

namespace fs = std::filesystem;

const std::string kSentence =
    "\u0627\u0633\u062a\u0642\u0627\u0644 \u0648\u0632\u064a\u0631 \u0627\u0644\u0645\u0627\u0644\u064a\u0629 "
    "\u0627\u0644\u0644\u0628\u0646\u0627\u0646\u064a.";

// What a function gave back, freed.
std::string taken(char* text) {
  const std::string copy = text == nullptr ? "NULL" : text;
  waqai_free(text);
  return copy;
}

// `failure` is freed and forgotten.
std::string why(char*& failure) {
  const std::string text = taken(failure);
  failure = nullptr;
  return text;
}

void expect_failure(const std::string& json, const std::string& id, const std::string& kind) {
  EXPECT_EQ(json.rfind("{\"error\": \"" + id + "\", \"kind\": \"" + kind + "\", ", 0), 0u) << json;
  EXPECT_NE(json.find("\"message\": \""), std::string::npos) << json;
}

waqai_article article_with(const std::string& text, const char* id = nullptr, const char* published = nullptr) {
  waqai_article article{};
  article.id = id;
  article.published = published;
  article.text = text.data();
  article.text_size = text.size();
  return article;
}

class CInterface : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const char* bundle = std::getenv("WAQAI_BUNDLE");
    if (bundle == nullptr) return;
    char* failure = nullptr;
    engine_ = waqai_engine_open(bundle, &failure);
    EXPECT_EQ(taken(failure), "NULL");
    folder_ = new fs::path(fs::path(::testing::TempDir()) / ("waqai_capi_" + std::to_string(::getpid())));
    fs::remove_all(*folder_);
    make_archive(bundle);
  }
  static void TearDownTestSuite() {
    waqai_engine_close(engine_);
    waqai_engine_close(nullptr);
    if (folder_ != nullptr) fs::remove_all(*folder_);
    delete folder_;
  }
  void SetUp() override {
    if (engine_ == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  }

  static void make_archive(const char* bundle) {
    const Result<Engine> engine = Engine::open({bundle});
    ASSERT_TRUE(engine);
    Result<InputReader> reader = InputReader::open({testing::source_root() + "/examples/articles.jsonl"}, {});
    ASSERT_TRUE(reader);
    std::vector<CodedArticle> coded;
    for (int i = 0; i < 3; ++i) coded.push_back(engine.value().code(reader.value().next()->value()).value());
    ArchiveRun run;
    run.run_id = "r";
    Result<Archive> archive = Archive::open_for_writing(folder_->string());
    ASSERT_TRUE(archive) << archive.status().to_string();
    ASSERT_TRUE(archive.value().add(coded, run));
    ASSERT_TRUE(archive.value().finish(run));
  }

  static waqai_archive* open_archive() {
    char* failure = nullptr;
    waqai_archive* archive = waqai_archive_open(folder_->string().c_str(), &failure);
    EXPECT_NE(archive, nullptr) << taken(failure);
    return archive;
  }

  // The n-th allocation fails, for n over all that `call` makes, at most `most` of them; `check(true)` after a call that was not disturbed.
  static void each_allocation(uint64_t most, const std::function<void()>& call, const std::function<void()>& check) {
    testing::fail_allocation(0);
    call();
    const uint64_t all = testing::allocations();
    ASSERT_GT(all, 0u);
    for (uint64_t n = 1; n <= all; n += 1 + all / most) {
      testing::fail_allocation(n);
      call();
      testing::fail_allocation(0);
      check();
      if (HasFailure()) FAIL() << "allocation " << n << " of " << all;
    }
  }

  inline static waqai_engine* engine_ = nullptr;
  inline static fs::path* folder_ = nullptr;
};

TEST_F(CInterface, TellsWhatItIs) {
  EXPECT_EQ(waqai_abi(), WAQAI_ABI);
  EXPECT_EQ(std::string(waqai_version()), version());
  EXPECT_EQ(taken(waqai_engine_digest(engine_)).size(), 32u);
  EXPECT_EQ(taken(waqai_explain_error("E025")).rfind("E025", 0), 0u);
  for (const char* id : {"E999", "", "x", "\xff"}) EXPECT_EQ(waqai_explain_error(id), nullptr) << id;
  EXPECT_EQ(waqai_explain_error(nullptr), nullptr);
  waqai_free(nullptr);
  const std::string columns = taken(waqai_columns());
  EXPECT_EQ(columns.front(), '[');
  for (const std::string& name : table_columns())
    EXPECT_NE(columns.find("{\"name\": \"" + name + "\", \"type\": \"" + column_format(name) + "\"}"), std::string::npos) << name;
}

TEST_F(CInterface, WhatCannotBeOpened) {
  const std::string none = (*folder_ / "none").string(), file = (*folder_ / "file").string();
  std::ofstream(file) << std::string(4096, 'x');
  char* failure = nullptr;
  EXPECT_EQ(waqai_engine_open(none.c_str(), &failure), nullptr);
  expect_failure(why(failure), "E100", "resource");
  EXPECT_EQ(waqai_engine_open(file.c_str(), &failure), nullptr);
  expect_failure(why(failure), "E101", "resource");
  EXPECT_EQ(waqai_engine_open(none.c_str(), nullptr), nullptr) << "who asks for no reason is told none";
  EXPECT_EQ(waqai_archive_open(none.c_str(), &failure), nullptr);
  expect_failure(why(failure), "E110", "resource");
  EXPECT_EQ(waqai_archive_open(nullptr, &failure), nullptr);
  expect_failure(why(failure), "E110", "resource");
  EXPECT_EQ(waqai_archive_open(none.c_str(), nullptr), nullptr);
  waqai_archive_close(nullptr);
}

TEST_F(CInterface, OneArticleThatCannotBeTakenCostsItself) {
  const std::string latin = "no letter of ours", broken = kSentence + "\xff\xd8";
  const waqai_article articles[] = {article_with(kSentence, "a"),
                                    article_with(""),
                                    article_with(latin, "c"),
                                    waqai_article{},
                                    article_with(broken, "e"),
                                    article_with(kSentence, nullptr, "2023-02-29"),
                                    article_with(kSentence, "a", "2024-05-01")};
  constexpr size_t kCount = std::size(articles);
  for (const unsigned threads : {0u, 1u, 3u}) {
    char* out[kCount];
    waqai_code(engine_, articles, kCount, threads, out);
    std::string lines[kCount];
    for (size_t i = 0; i < kCount; ++i) lines[i] = taken(out[i]);
    for (const size_t good : {0u, 4u, 5u, 6u}) EXPECT_NE(lines[good].find("\"type\": \"RETREAT\""), std::string::npos) << good << lines[good];
    expect_failure(lines[1], "E027", "rejected");
    expect_failure(lines[2], "E022", "rejected");
    expect_failure(lines[3], "E027", "rejected");
    EXPECT_NE(lines[4].find("\xEF\xBF\xBD"), std::string::npos) << "broken UTF-8 is repaired";
  }
  waqai_code(engine_, nullptr, 0, 1, nullptr);
}

TEST_F(CInterface, ExplanationsAndTrees) {
  const waqai_article good = article_with(kSentence, "a");
  char* failure = nullptr;
  EXPECT_NE(taken(waqai_explain(engine_, &good, &failure)).find("RETREAT"), std::string::npos);
  const std::string trees = taken(waqai_parse(engine_, &good, &failure));
  EXPECT_NE(trees.find("# sent_id = a"), std::string::npos) << trees;
  EXPECT_NE(trees.find("\troot\t"), std::string::npos) << trees;
  const waqai_article empty{};
  EXPECT_EQ(waqai_explain(engine_, &empty, &failure), nullptr);
  expect_failure(why(failure), "E027", "rejected");
  EXPECT_EQ(waqai_explain(engine_, &empty, nullptr), nullptr);
  EXPECT_EQ(taken(waqai_parse(engine_, &empty, nullptr)), "") << "no text, no trees";
  const waqai_article day = article_with(kSentence, "a", "yesterday");
  EXPECT_EQ(waqai_parse(engine_, &day, &failure), nullptr);
  const std::string told = why(failure);
  expect_failure(told, "E026", "rejected");
  EXPECT_NE(told.find("YYYY-MM-DD"), std::string::npos) << told;
}

TEST_F(CInterface, QueriesOfAnArchive) {
  waqai_archive* archive = open_archive();
  const std::string all = taken(waqai_archive_articles(archive, nullptr, nullptr));
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 3);
  waqai_query query{};
  EXPECT_EQ(taken(waqai_archive_articles(archive, &query, nullptr)), all);
  query.limit = 1;
  const std::string first = taken(waqai_archive_articles(archive, &query, nullptr));
  EXPECT_LT(first.size(), all.size());
  query.type = ",NOTHING,,";
  EXPECT_EQ(taken(waqai_archive_articles(archive, &query, nullptr)), "");
  query = {};
  query.id = "no such event";
  query.since = "9999-01-01";
  EXPECT_EQ(taken(waqai_archive_articles(archive, &query, nullptr)), "");
  char* failure = nullptr;
  EXPECT_EQ(waqai_archive_events(archive, nullptr, nullptr, &failure), -1);
  const std::string told = why(failure);
  expect_failure(told, "E143", "usage");
  EXPECT_NE(told.find("ArrowArrayStream"), std::string::npos);
  EXPECT_EQ(waqai_archive_events(archive, nullptr, nullptr, nullptr), -1);
  waqai_archive_close(archive);
}

TEST_F(CInterface, AStreamIsOfEveryEventAndReleasesWhatItHolds) {
  waqai_archive* archive = open_archive();
  ArrowArrayStream stream;
  ASSERT_EQ(waqai_archive_events(archive, nullptr, &stream, nullptr), 0);
  ArrowSchema schema;
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  ASSERT_EQ(schema.n_children, static_cast<int64_t>(table_columns().size()));
  EXPECT_EQ(std::string(schema.format), "+s");
  for (int64_t c = 0; c < schema.n_children; ++c) {
    ArrowSchema* field = schema.children[c];
    EXPECT_EQ(std::string(field->name), table_columns()[static_cast<size_t>(c)]);
    field->release(field);
    EXPECT_EQ(field->release, nullptr);
  }
  schema.release(&schema);
  EXPECT_EQ(schema.release, nullptr);
  int64_t rows = 0;
  for (ArrowArray batch;;) {
    ASSERT_EQ(stream.get_next(&stream, &batch), 0);
    if (batch.release == nullptr) break;
    rows += batch.length;
    batch.children[0]->release(batch.children[0]);
    EXPECT_EQ(batch.children[0]->release, nullptr);
    batch.release(&batch);
    EXPECT_EQ(batch.release, nullptr);
  }
  EXPECT_GT(rows, 3);
  EXPECT_EQ(stream.get_last_error(&stream), nullptr);
  stream.release(&stream);
  EXPECT_EQ(stream.release, nullptr);
  waqai_archive_close(archive);
}

TEST_F(CInterface, AStreamThatBreaksOffStaysBroken) {
  ArrowArrayStream stream;
  int asked = 0;
  make_stream(
      [&asked](Rows& rows) {
        ++asked;
        rows.resize(5, std::vector<std::string>(table_columns().size()));
        return Status::error(111, ErrorKind::kResource, "the archive is damaged").at("news").hint("restore it");
      },
      2, &stream);
  ArrowArray batch;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(stream.get_next(&stream, &batch), EIO);
    ASSERT_NE(stream.get_last_error(&stream), nullptr);
    EXPECT_EQ(std::string(stream.get_last_error(&stream)), "error[E111]: the archive is damaged\n  --> news\n\nhint: restore it");
  }
  EXPECT_EQ(asked, 1);
  stream.release(&stream);
}

TEST_F(CInterface, MemoryThatRunsOutInAStream) {
  ArrowArrayStream stream;
  bool schema_failed = false, batch_failed = false;
  for (uint64_t n = 1; n <= 40; ++n) {
    make_stream(
        [](Rows& rows) {
          rows.resize(3, std::vector<std::string>(table_columns().size(), "1"));
          return Status();
        },
        2, &stream);
    ArrowSchema schema;
    testing::fail_allocation(n);
    const int made = stream.get_schema(&stream, &schema);
    testing::fail_allocation(0);
    EXPECT_TRUE(made == 0 || made == ENOMEM);
    schema_failed |= made == ENOMEM;
    if (made == 0) schema.release(&schema);
    ArrowArray batch;
    testing::fail_allocation(n);
    const int got = stream.get_next(&stream, &batch);
    testing::fail_allocation(0);
    EXPECT_TRUE(got == 0 || got == ENOMEM);
    if (got == ENOMEM) {
      batch_failed = true;
      EXPECT_EQ(batch.release, nullptr);
      EXPECT_EQ(stream.get_next(&stream, &batch), ENOMEM) << "it stays broken";
    } else if (batch.release != nullptr) {
      EXPECT_EQ(batch.length, 2);
      batch.release(&batch);
    }
    stream.release(&stream);
  }
  EXPECT_TRUE(schema_failed);
  EXPECT_TRUE(batch_failed);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// An exception that left the C interface would end the process of the caller.
TEST_F(CInterface, ThreadsThatRunOutAreTold) {
  std::ifstream statm("/proc/self/statm");
  rlim_t pages = 0;
  statm >> pages;
  rlimit before{}, bound{};
  ASSERT_EQ(::getrlimit(RLIMIT_AS, &before), 0);
  bound = before;
  bound.rlim_cur = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + (rlim_t{100} << 20);  // a thread takes 8 MB of addresses
  const waqai_article articles[] = {article_with(kSentence, "a"), article_with(kSentence, "b")};
  char* out[2];
  ASSERT_EQ(::setrlimit(RLIMIT_AS, &bound), 0);
  waqai_code(engine_, articles, 2, 64, out);
  ASSERT_EQ(::setrlimit(RLIMIT_AS, &before), 0);
  for (char* one : out) {
    const std::string line = taken(one);
    EXPECT_EQ(line.rfind("{\"error\": \"E005\"", 0), 0u) << line;
    EXPECT_NE(line.find("use fewer threads"), std::string::npos) << line;
  }
  waqai_code(engine_, articles, 2, 2, out);
  for (char* one : out) EXPECT_NE(taken(one).find("RETREAT"), std::string::npos);
}
#endif

TEST_F(CInterface, MemoryThatRunsOutIsToldAndEverythingStaysUsable) {
  const waqai_article articles[] = {article_with(kSentence, "a"), article_with(kSentence, "b")};
  char* out[2] = {};
  std::string good;
  int told = 0;
  const auto code = [&] { waqai_code(engine_, articles, 2, 1, out); };
  each_allocation(60, code, [&] {
    for (char* one : out) {
      const std::string line = taken(one);
      EXPECT_TRUE(line == "NULL" || line.rfind("{\"error\": \"E005\"", 0) == 0 || line.find("RETREAT") != std::string::npos) << line;
      told += line.rfind("{\"error\": \"E005\"", 0) == 0;
    }
    code();
    for (char* one : out) EXPECT_NE(taken(one).find("RETREAT"), std::string::npos);
  });
  EXPECT_GT(told, 0);
  const std::string bundle = std::getenv("WAQAI_BUNDLE"), archive = folder_->string();
  const waqai_article one = articles[0];
  char* failure = nullptr;
  char* text = nullptr;
  for (const std::function<char*()>& call : std::vector<std::function<char*()>>{
           [&] { return waqai_explain(engine_, &one, &failure); }, [&] { return waqai_parse(engine_, &one, &failure); },
           [&] { return waqai_explain_error("E025"); }, [&] { return waqai_columns(); }, [&] { return waqai_engine_digest(engine_); }}) {
    const std::string whole = taken(call());
    each_allocation(
        30, [&] { failure = nullptr, text = call(); },
        [&] {
          const std::string got = taken(text), reason = why(failure);
          EXPECT_TRUE(got == whole || got == "NULL") << got;
          EXPECT_TRUE(reason == "NULL" || reason.rfind("{\"error\": \"E005\"", 0) == 0) << reason;
        });
  }
  waqai_engine* engine = nullptr;
  each_allocation(
      30, [&] { failure = nullptr, waqai_engine_close(engine), engine = waqai_engine_open(bundle.c_str(), &failure); },
      [&] {
        const std::string reason = why(failure);
        EXPECT_TRUE(reason == "NULL" || reason.rfind("{\"error\": \"E005\"", 0) == 0) << reason;
      });
  waqai_engine_close(engine);
}

}  // namespace
}  // namespace waqai::capi
