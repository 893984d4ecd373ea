// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>

#include "support/case_file.h"
#include "waqai/dictionary.h"

namespace waqai {
namespace {

// Every frame's example is coded as it says, by the real bundle.
TEST(Examples, AllPass) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set: the examples need the real bundle";
  const Result<Engine> engine = Engine::open({path});
  ASSERT_TRUE(engine) << engine.status().to_string();
  const Result<ExampleReport> report = check_examples({testing::source_root() + "/data"}, engine.value());
  ASSERT_TRUE(report) << report.status().to_string();
  EXPECT_GT(report.value().examples, 200u);
  for (const DictionaryFinding& finding : report.value().findings) {
    if (finding.is_error) ADD_FAILURE() << finding.text;
  }
}

}  // namespace
}  // namespace waqai
