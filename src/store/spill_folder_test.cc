// SPDX-License-Identifier: Apache-2.0
#include "store/spill_folder.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <optional>
#include <string>

#include "store/database.h"

namespace waqai::store {
namespace {

namespace fs = std::filesystem;

class SpillFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "waqai_spill_" + std::to_string(::getpid());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = folder_ + "/a.duckdb";
  }
  void TearDown() override { fs::remove_all(folder_); }
  // A database of 200,000 rows that take more than 40 MB.
  void fill() {
    Result<Database> database = Database::open(path_, {.must_exist = false});
    ASSERT_TRUE(database) << database.status().to_string();
    const Status made = database.value().run("CREATE TABLE item AS SELECT i, repeat(md5(CAST(i AS VARCHAR)), 6) AS text FROM range(200000) t(i)");
    ASSERT_TRUE(made) << made.to_string();
  }
  Database read() {
    Result<Database> database = Database::open(path_, {.read_only = true, .megabytes = 24});
    EXPECT_TRUE(database) << database.status().to_string();
    return std::move(database).value();
  }
  // Folders that are named like ours.
  size_t folders() const {
    size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder_)) count += entry.path().filename().string().starts_with("a.duckdb.tmp");
    return count;
  }
  std::string folder_;
  std::string path_;
};

Status spill(const Database& database, const std::string& tag) {
  return database.run("CREATE OR REPLACE TEMP TABLE sorted AS SELECT i, '" + tag + "' || text AS text FROM item ORDER BY hash(i)", {});
}

// Rows of spill() that are not as they were put in.
std::string wrong(const Database& database, const std::string& tag) {
  std::string rows;
  const Status status = database.select(
      "SELECT CAST(count(*) FILTER (WHERE s.text <> '" + tag + "' || item.text) AS VARCHAR) || ' of ' || count(*) FROM sorted s JOIN item USING (i)",
      {}, [&rows](const Row& row) { rows = *row[0]; });
  return status ? rows : status.to_string();
}

TEST_F(SpillFolderTest, TwoReadersDoNotWriteIntoEachOther) {
  fill();
  {
    const Database one = read(), other = read();
    for (int turn = 0; turn < 2; ++turn) {
      ASSERT_TRUE(spill(one, "a"));
      ASSERT_TRUE(spill(other, "bb"));
    }
    EXPECT_EQ(folders(), 2u);
    EXPECT_EQ(wrong(one, "a"), "0 of 200000");
    EXPECT_EQ(wrong(other, "bb"), "0 of 200000");
  }
  EXPECT_EQ(folders(), 0u);
}

TEST_F(SpillFolderTest, TheNextOneRemovesWhatAKilledProcessLeft) {
  fill();
  const pid_t child = ::fork();
  if (child == 0) {
    const Database database = read();
    (void)spill(database, "a");
    ::kill(::getpid(), SIGKILL);
  }
  int how = 0;
  ASSERT_EQ(::waitpid(child, &how, 0), child);
  EXPECT_TRUE(WIFSIGNALED(how));
  EXPECT_EQ(folders(), 1u);
  { const Database next = read(); }
  EXPECT_EQ(folders(), 0u);
}

TEST_F(SpillFolderTest, LeavesThatOfAnother) {
  std::optional<SpillFolder> one;
  one.emplace(path_);
  fs::create_directories(one->path());
  {
    const SpillFolder other(path_);
    EXPECT_NE(one->path(), other.path());
    EXPECT_EQ(folders(), 1u);
  }
  EXPECT_EQ(folders(), 1u);
  one.reset();
  EXPECT_EQ(folders(), 0u);
}

TEST_F(SpillFolderTest, NeverFails) {
  const SpillFolder nowhere(folder_ + "/none/a.duckdb");
  EXPECT_TRUE(nowhere.path().starts_with(folder_ + "/none/a.duckdb.tmp-"));
}

}  // namespace
}  // namespace waqai::store
