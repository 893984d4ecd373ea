// SPDX-License-Identifier: Apache-2.0
//
// The real bundle, damaged in 1,000 ways: refused with a code, or the very same records.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "lexicon/bundle.h"
#include "support/case_file.h"
#include "waqai/engine.h"
#include "waqai/input.h"
#include "waqai/output.h"

namespace waqai {
namespace {

// What the program finds when it opens the bundle: with the whole engine, which must stand any bytes, or the checksums alone, which is faster.
Status look(const std::string& name, bool with_engine) {
  if (with_engine) {
    const Result<Engine> engine = Engine::open({name});
    return engine ? engine.value().verify_bundle() : engine.status();
  }
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(name);
  return bundle ? bundle.value().verify() : bundle.status();
}

TEST(Damage, ABundleWithFlippedBitsIsRefusedOrHarmless) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  std::ifstream stream(path, std::ios::binary);
  const std::string good{std::istreambuf_iterator<char>(stream), {}};
  Result<InputReader> reader = InputReader::open({testing::source_root() + "/examples/articles.jsonl"}, {});
  ASSERT_TRUE(reader);
  const Article article = reader.value().next()->value();
  const std::string record = to_jsonl(Engine::open({path}).value().code(article).value());

  const int descriptor = ::memfd_create("bundle", 0);
  ASSERT_GE(descriptor, 0);
  ASSERT_EQ(::write(descriptor, good.data(), good.size()), static_cast<ssize_t>(good.size()));
  const std::string name = "/proc/self/fd/" + std::to_string(descriptor);
  const bool every = std::getenv("WAQAI_LONG") != nullptr;
  std::mt19937 dice(1);
  int refused = 0;
  for (int i = 0; i < 1000; ++i) {
    const size_t at = (i % 4 == 0 ? dice() % 4096 : dice() % good.size());  // every fourth in the head and the table of sections
    const char bad = static_cast<char>(good[at] ^ (1u << (dice() % 8)));
    ASSERT_EQ(::pwrite(descriptor, &bad, 1, static_cast<off_t>(at)), 1);
    Status whole = look(name, every || i % 5 == 0);
    if (whole) whole = look(name, true);
    if (!whole) {
      ++refused;
      EXPECT_EQ(whole.kind(), ErrorKind::kResource) << at;
      EXPECT_NE(whole.code(), 0) << at;
    } else {
      EXPECT_EQ(to_jsonl(Engine::open({name}).value().code(article).value()), record) << at;
    }
    ASSERT_EQ(::pwrite(descriptor, &good[at], 1, static_cast<off_t>(at)), 1);
  }
  EXPECT_GT(refused, 900);
  ::close(descriptor);
}

}  // namespace
}  // namespace waqai
