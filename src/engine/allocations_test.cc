// SPDX-License-Identifier: Apache-2.0
//
// Memory runs out at the n-th allocation, for every n (every 7th of the long loops unless WAQAI_LONG is set): the caller gets std::bad_alloc or a
// failure, never part of an answer, and the next call works as if nothing had happened.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <new>
#include <string>

#include "support/case_file.h"
#include "support/fail_allocation.h"
#include "waqai/engine.h"
#include "waqai/input.h"
#include "waqai/output.h"

namespace waqai {
namespace {

const char* bundle_path() { return std::getenv("WAQAI_BUNDLE"); }

// Calls `work` with the n-th allocation failing, for n from 1 until it ends without a failure.  `check(true)` after a call that was not disturbed.
void for_each_allocation(uint64_t most, const std::function<void()>& work, const std::function<void(bool undisturbed)>& check) {
  testing::fail_allocation(0);
  work();
  const uint64_t all = testing::allocations();
  ASSERT_GT(all, 0u);
  check(true);
  const uint64_t step = std::getenv("WAQAI_LONG") != nullptr || all <= most ? 1 : all / most + 1;
  for (uint64_t n = 1; n <= all; n += step) {
    testing::fail_allocation(n);
    bool thrown = false;
    try {
      work();
    } catch (const std::bad_alloc&) {
      thrown = true;
    }
    testing::fail_allocation(0);
    check(!thrown);
    if (::testing::Test::HasFailure()) FAIL() << "allocation " << n << " of " << all;
  }
}

TEST(Allocations, AnArticleIsCodedInFullOrNotAtAll) {
  if (bundle_path() == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  const Result<Engine> engine = Engine::open({bundle_path()});
  ASSERT_TRUE(engine);
  Result<InputReader> reader = InputReader::open({testing::source_root() + "/examples/articles.jsonl"}, {});
  ASSERT_TRUE(reader);
  const std::optional<Result<Article>> item = reader.value().next();
  ASSERT_TRUE(item && *item);
  const Article& article = item->value();
  const std::string good = to_jsonl(engine.value().code(article).value());
  std::string got;
  for_each_allocation(
      500,
      [&] {
        got.clear();
        const Result<CodedArticle> coded = engine.value().code(article);
        if (coded) got = to_jsonl(coded.value());
      },
      [&](bool undisturbed) {
        if (undisturbed) {
          EXPECT_EQ(got, good);
        }
        EXPECT_EQ(to_jsonl(engine.value().code(article).value()), good);
      });
}

TEST(Allocations, WorkersEndAndTheCallerIsTold) {
  if (bundle_path() == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  const Result<Engine> engine = Engine::open({bundle_path()});
  ASSERT_TRUE(engine);
  Article article;
  article.id = "a";
  article.text = "\u0627\u0633\u062a\u0642\u0627\u0644 \u0648\u0632\u064a\u0631 \u0627\u0644\u0645\u0627\u0644\u064a\u0629.";
  std::vector<std::string> got;
  for_each_allocation(
      150,
      [&] {
        got.clear();
        int given = 0;
        const Status status = engine.value().code_all([&]() { return given++ < 4 ? std::optional<Article>(article) : std::nullopt; },
                                                      [&](Result<CodedArticle> coded) {
                                                        got.push_back(to_jsonl(coded.value()));
                                                        return Status();
                                                      },
                                                      2);
        EXPECT_TRUE(status);
      },
      [&](bool undisturbed) {
        if (undisturbed) {
          EXPECT_EQ(got.size(), 4u);
        }
        for (const std::string& line : got) EXPECT_EQ(line, got.front());
      });
}

TEST(Allocations, TheBundleOpensOrDoesNot) {
  if (bundle_path() == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  for_each_allocation(
      60, [] { EXPECT_TRUE(Engine::open({bundle_path()})); }, [](bool) {});
}

// What was read of `path`, a line an article; the end is marked, so that a part is not taken for the whole.
std::string read_all(const std::string& path) {
  std::string text;
  Result<InputReader> reader = InputReader::open({path}, {});
  if (!reader) return "not opened";
  while (std::optional<Result<Article>> item = reader.value().next()) text += (*item ? to_article_json(item->value()) : item->status().id()) + "\n";
  return text + "end";
}

TEST(Allocations, InputIsReadInFullOrNotAtAll) {
  const std::string folder = ::testing::TempDir() + "allocations/";
  ASSERT_EQ(std::system(("mkdir -p " + folder).c_str()), 0);
  const std::string sentence = "\u0627\u0633\u062a\u0642\u0627\u0644 \u0648\u0632\u064a\u0631 \u0627\u0644\u0645\u0627\u0644\u064a\u0629.";
  const std::pair<const char*, std::string> files[] = {
      {"a.txt", sentence},
      {"b.jsonl", "{\"id\": \"1\", \"text\": \"" + sentence + "\"}\n{\"id\": \n{\"id\": \"3\", \"text\": \"" + sentence + "\"}\n"},
      {"c.csv", "id,text\n1,\"" + sentence + "\"\n2," + sentence + "\n"},
      {"d.html", "<html><head><title>" + sentence + "</title></head><body><article><p>" + sentence + "</p></article></body></html>"},
      {"e.warc", "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: text/html\r\nContent-Length: " +
                     std::to_string(sentence.size() + 7) + "\r\n\r\n<p>" + sentence + "</p>\r\n\r\n"}};
  for (const auto& [name, content] : files) {
    SCOPED_TRACE(name);
    std::ofstream(folder + name, std::ios::binary) << content;
    const std::string good = read_all(folder + name);
    std::string got;
    for_each_allocation(
        120,
        [&, path = folder + name] {
          got.clear();
          got = read_all(path);
        },
        [&](bool undisturbed) {
          if (undisturbed) {
            EXPECT_EQ(got, good);
          }
        });
  }
}

}  // namespace
}  // namespace waqai
