// SPDX-License-Identifier: Apache-2.0
#include "archive/search_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/error_codes.h"
#include "base/hash.h"

namespace waqai::archive {
namespace {

namespace fs = std::filesystem;

class SearchFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) / ("waqai_search_files_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // The list with `text` in it and the right hash of it below.
  Status read(const std::string& text) const {
    std::ofstream(folder_ / "segments", std::ios::binary) << text << "check " << base::digest128(text) << "\n";
    return read_search_list(folder_.string()).status();
  }

  fs::path folder_;
};

TEST_F(SearchFilesTest, AListComesBack) {
  SearchList list;
  list.stamp = "x";
  list.segments = {{"a.segment", 12}, {"b.segment", 0}};
  ASSERT_TRUE(write_search_list(folder_.string(), list));
  const SearchList again = read_search_list(folder_.string()).value();
  EXPECT_EQ(again.stamp, "x");
  ASSERT_EQ(again.segments.size(), 2u);
  EXPECT_EQ(again.segments[0].name, "a.segment");
  EXPECT_EQ(again.segments[0].bytes, 12u);
  fs::remove(folder_ / "segments");
  EXPECT_TRUE(read_search_list(folder_.string()).value().segments.empty()) << "no list is an empty one";
}

// With the right hash: written by another version, or by a bug of ours.
TEST_F(SearchFilesTest, ListsThatAreNone) {
  SearchList list;
  ASSERT_TRUE(write_search_list(folder_.string(), list));
  std::ifstream stream(folder_ / "segments");
  std::string first;
  std::getline(stream, first);
  EXPECT_TRUE(read(first + "\nstamp -\nsegment 0123456789abcdef.segment 5\n"));
  EXPECT_EQ(read(first + "\n").code(), base::kIndexDamaged);
  EXPECT_EQ(read(first + "\nstomp -\n").code(), base::kIndexDamaged);
  EXPECT_EQ(read(first + " 999\nstamp -\n").code(), base::kIndexVersion);
  for (const char* line : {"segment", "segment a", "segment ../../x 5", "segment a.segment x", "other a.segment 5"})
    EXPECT_EQ(read(first + "\nstamp -\n" + line + "\n").code(), base::kIndexDamaged) << line;
}

}  // namespace
}  // namespace waqai::archive
