// SPDX-License-Identifier: Apache-2.0
//
// What callers of the library may ask an archive for, and what it refuses (the command line looks at its words before it asks).
#include "waqai/archive.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace waqai {
namespace {

namespace fs = std::filesystem;

class ArchiveTest : public ::testing::Test {
 protected:
  void SetUp() override { folder_ = (fs::path(::testing::TempDir()) / ("waqai_archive_" + std::to_string(::getpid()))).string(); }
  void TearDown() override { fs::remove_all(folder_); }

  std::string folder_;
};

TEST_F(ArchiveTest, ShapesThatThereAreNotAreRefused) {
  const Result<Archive> archive = Archive::open_for_writing(folder_);
  ASSERT_TRUE(archive) << archive.status().to_string();
  const auto sink = [](std::string_view) { return true; };
  for (const Status& status :
       {archive.value().export_events({"nothing", "csv"}, {}, sink), archive.value().export_events({"polecat", "geojson"}, {}, sink),
        archive.value().codebook({"nothing", "csv"}).status(), Archive::export_parquet(folder_, "nothing", {}, folder_ + "/x.parquet"),
        archive.value().frequencies("nothing", {}, [](const std::string&, int64_t) {})}) {
    EXPECT_EQ(status.code(), 143) << status.to_string();
    EXPECT_EQ(status.kind(), ErrorKind::kUsage);
    EXPECT_FALSE(status.hint().empty()) << status.to_string();
  }
  EXPECT_FALSE(fs::exists(folder_ + "/x.parquet"));
}

TEST_F(ArchiveTest, NoArchiveIsTold) {
  for (const Status& status : {Archive::open(folder_).status(), Archive::export_parquet(folder_, "events", {}, folder_ + ".parquet"),
                               Archive::snapshot(folder_, folder_ + "-copy")}) {
    EXPECT_EQ(status.code(), 110) << status.to_string();
    EXPECT_FALSE(status.place().empty());
  }
  EXPECT_FALSE(fs::exists(folder_ + "-copy"));
}

TEST_F(ArchiveTest, AFileThatCannotBeWrittenIsTold) {
  ASSERT_TRUE(Archive::open_for_writing(folder_));
  fs::create_directories(folder_ + "/taken.parquet/x");
  const Status status = Archive::export_parquet(folder_, "events", {}, folder_ + "/taken.parquet");
  EXPECT_EQ(status.kind(), ErrorKind::kResource) << status.to_string();
  EXPECT_FALSE(fs::exists(folder_ + "/taken.parquet.part"));
}

}  // namespace
}  // namespace waqai
