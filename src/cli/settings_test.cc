// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/as_nobody.h"

namespace waqai::cli {
namespace {

namespace fs = std::filesystem;

TEST(Settings, AFileThatMayNotBeReadIsNamed) {
  if (!testing::AsNobody::possible()) GTEST_SKIP() << "this user may read everything";
  const fs::path folder = fs::path(::testing::TempDir()) / ("waqai_settings_" + std::to_string(::getpid()));
  const fs::path file = folder / "waqai/config.toml";
  fs::create_directories(file.parent_path());
  std::ofstream(file) << "archive = \"news\"\n";
  const char* before = std::getenv("XDG_CONFIG_HOME");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
  const Result<std::vector<Setting>> read = read_settings();
  ASSERT_TRUE(read) << read.status().to_string();
  EXPECT_EQ(read.value().back().value, (folder / "waqai/news").string());
  fs::permissions(file, fs::perms::none);
  {
    const testing::AsNobody nobody;
    const Status status = read_settings().status();
    EXPECT_EQ(status.id(), "E002");
    EXPECT_EQ(status.place(), file.string());
    EXPECT_FALSE(status.hint().empty());
  }
  if (before == nullptr) ::unsetenv("XDG_CONFIG_HOME");
  else ::setenv("XDG_CONFIG_HOME", kept.c_str(), 1);
  fs::remove_all(folder);
}

TEST(Settings, LinesThatAreNone) {
  for (const auto& [text, words] :
       {std::pair("[nothing]\n", "no such command"), std::pair("[code\n", "no such command"), std::pair("x\n", "no setting"),
        std::pair("archive = \"a\n", "no setting"), std::pair("[code]\nwings = \"2\"\n", "wings"), std::pair("= \"a\"\n", "")}) {
    const Status status = parse_settings(text, "own.toml").status();
    EXPECT_EQ(status.id(), "E145") << text;
    EXPECT_EQ(status.place().rfind("own.toml:", 0), 0u) << status.place();
    EXPECT_NE(status.message().find(words), std::string::npos) << status.message();
    EXPECT_FALSE(status.hint().empty()) << text;
  }
}

}  // namespace
}  // namespace waqai::cli
