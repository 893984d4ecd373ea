// SPDX-License-Identifier: Apache-2.0
//
// Archives over a database that fails: small ones to begin from, their rows as text, and the loop over the calls that may fail.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "store/archive_store.h"
#include "support/case_file.h"
#include "support/fail_statement.h"
#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/input.h"

namespace waqai::testing {

inline ArchiveRun run_named(const std::string& id) { return {id, "2024-01-02T03:04:05Z", "waqai test", "", "", 0, 0, 0}; }

// tests/faults/articles.jsonl: a bomb told twice, a pledge, the aid that followed, a visit.
inline std::vector<CodedArticle> coded_samples(const Engine& engine) {
  std::vector<CodedArticle> all;
  Result<InputReader> reader = InputReader::open({source_root() + "/tests/faults/articles.jsonl"}, {});
  EXPECT_TRUE(reader);
  while (std::optional<Result<Article>> item = reader.value().next()) all.push_back(engine.code(item->value()).value());
  return all;
}

// One of so many different words that an index of it is checked in several parts, each when it is read.
inline CodedArticle many_words() {
  CodedArticle coded;
  coded.article.id = "numbers";
  coded.article.source = "nobody";
  coded.article.published = "2019-01-01";
  for (uint32_t i = 1; i <= 24000; ++i) coded.article.text += std::to_string(i * 2654435761u) + (i % 12 == 0 ? ".\n" : " ");
  return coded;
}

// `bytes` with a few of them changed from `at` on.
inline std::string changed_at(std::string bytes, size_t at) {
  for (size_t i = at; i < std::min(at + 8, bytes.size()); ++i) bytes[i] = static_cast<char>(bytes[i] ^ 0xA5);
  return bytes;
}

// The longest segment of an index.
inline std::string segment_of(const std::string& index) {
  std::string found;
  for (const auto& entry : std::filesystem::directory_iterator(index)) {
    const bool longer = found.empty() || entry.file_size() > std::filesystem::file_size(found);
    if (entry.path().extension() == ".segment" && longer) found = entry.path().string();
  }
  EXPECT_FALSE(found.empty());
  return found;
}

// A file in place of another: who reads the earlier one keeps it.
inline void put_file(const std::string& path, const std::string& bytes) {
  std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary) << bytes;
}
inline std::string bytes_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Adds the articles as a run of its own.
inline Status add_run(Archive& archive, const Engine& engine, const std::vector<CodedArticle>& batch, const std::string& id) {
  ArchiveRun run = run_named(id);
  run.dictionary_digest = engine.dictionary_digest();
  const Result<int64_t> added = archive.add(batch, run);
  return added ? archive.finish(run) : added.status();
}

inline Status bring_up_to_date(Archive& archive, const Engine& engine) {
  Status status = archive.update_stories(engine).status();
  return status ? archive.update_search(engine).status() : status;
}

// A copy of an archive; its dictionaries, which are never written in place, as links.
inline void copy_archive(const std::string& from, const std::string& to) {
  namespace fs = std::filesystem;
  fs::remove_all(to);
  fs::create_directories(to);
  for (const auto& entry : fs::directory_iterator(from)) {
    const bool linked = entry.path().filename() == "dictionaries";
    fs::copy(entry.path(), to / entry.path().filename(),
             fs::copy_options::recursive | (linked ? fs::copy_options::create_hard_links : fs::copy_options::none));
  }
}

// All rows of the archive but those that tell of runs, as text: two archives that say the same are equal.
inline std::string rows_of(const std::string& folder) {
  std::string all;
  const Result<store::Database> database = store::Database::open(store::ArchiveStore::database_path(folder), {.read_only = true, .must_exist = true});
  EXPECT_TRUE(database) << database.status().to_string();
  if (!database) return all;
  for (const char* table : {"meta", "article", "analysis", "event", "participant", "magnitude", "evidence", "pledge", "quotation", "rejection",
                            "removal", "changes", "report_link", "story", "story_article", "incident", "incident_event", "incident_version"}) {
    const bool runs = std::string(table) == "article" || std::string(table) == "event";
    const Status status = database.value().select(
        std::string("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (SELECT * ") + (runs ? "EXCLUDE (run_id) " : "") + "FROM " + table + ") ORDER BY ALL",
        {}, [&](const store::Row& row) {
          all += table;
          for (const store::Cell& cell : row) all += cell ? "\t" + std::string(*cell) : "\t-";
          all += "\n";
        });
    EXPECT_TRUE(status) << status.to_string();
  }
  return all;
}

// A suite over one engine, its articles and a folder of its own; skipped where there is no bundle.
class FaultySuite : public ::testing::Test {
 protected:
  static void TearDownTestSuite() {
    if (shared_ == nullptr) return;
    std::filesystem::remove_all(shared_->root);
    delete shared_;
    shared_ = nullptr;
  }
  void SetUp() override {
    if (shared_ == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  }

  // To be called first by SetUpTestSuite(); whether there is a bundle, and it can be opened.
  static bool open_suite(const std::string& name) {
    const char* bundle = std::getenv("WAQAI_BUNDLE");
    if (bundle == nullptr) return false;
    Result<Engine> engine = Engine::open({bundle});
    EXPECT_TRUE(engine);
    if (!engine) return false;
    shared_ = new Shared{::testing::TempDir() + name, std::move(engine).value(), {}};
    std::filesystem::remove_all(shared_->root);
    shared_->articles = coded_samples(shared_->engine);
    EXPECT_EQ(shared_->articles.size(), 5u);
    return true;
  }
  // An archive at `path` of the articles from first on, as many as count, with what follows from them.
  static void fill(const std::string& path, size_t first, size_t count) {
    Result<Archive> archive = Archive::open_for_writing(path);
    ASSERT_TRUE(archive);
    if (count == 0) return;
    const auto from = articles().begin() + static_cast<std::ptrdiff_t>(first);
    ASSERT_TRUE(add_run(archive.value(), engine(), {from, from + static_cast<std::ptrdiff_t>(count)}, "first"));
    ASSERT_TRUE(bring_up_to_date(archive.value(), engine()));
  }

  static const std::string& root() { return shared_->root; }
  static std::string folder() { return root() + "/archive"; }
  static const Engine& engine() { return shared_->engine; }
  static const std::vector<CodedArticle>& articles() { return shared_->articles; }

 private:
  struct Shared {
    std::string root;
    Engine engine;
    std::vector<CodedArticle> articles;
  };
  inline static Shared* shared_ = nullptr;  // of the suite that runs
};

// A failure of the database as callers may rely on it.
inline void expect_told(const Status& status) {
  EXPECT_EQ(status.kind(), ErrorKind::kResource) << status.to_string();
  EXPECT_GT(status.code(), 0);
  EXPECT_FALSE(status.message().empty());
}

// Calls `work` with the n-th call of the database failing, for n from 1 until one is not disturbed; `before` each time, and `after` with what
// `work` gave.  Behind `each`, where calls are alike or another test goes through them, every 8th n alone (all with
// WAQAI_LONG).  Returns the last n that was disturbed.
inline uint64_t for_each_failure(DatabaseCall what, const std::function<void()>& before, const std::function<Status()>& work,
                                 const std::function<void(uint64_t n, const Status& status)>& after, uint64_t each = UINT64_MAX) {
  if (std::getenv("WAQAI_LONG") != nullptr) each = UINT64_MAX;
  for (uint64_t n = 1, last = 0;; last = n, n += n < each ? 1 : 8) {
    SCOPED_TRACE("call " + std::to_string(n));
    before();
    fail_database(what, n);
    const Status status = work();
    const bool disturbed = database_calls() >= n;
    fail_database(what, 0);
    if (!disturbed) {
      EXPECT_TRUE(status) << status.to_string();
      return last;
    }
    if (!status) expect_told(status);
    after(n, status);
    if (::testing::Test::HasFailure()) return n;
  }
}

}  // namespace waqai::testing
