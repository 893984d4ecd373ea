// SPDX-License-Identifier: Apache-2.0
#include "lexicon/weights_compile.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/error_codes.h"
#include "base/file.h"

namespace waqai::lexicon {
namespace {

namespace fs = std::filesystem;

class Weights : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(root_);
    fs::create_directories(root_ / "a" / "weights");
    fs::create_directories(root_ / "b" / "weights");
    fs::create_directories(root_ / "c");
  }
  void TearDown() override { fs::remove_all(root_); }
  void write(const std::string& name, const std::string& bytes) { ASSERT_TRUE(base::replace_file((root_ / name).string(), bytes)); }

  // The bundle of the three folders, opened.
  Result<Bundle> bundle(Findings& findings) {
    BundleBuilder builder;
    SourceSet::from_texts({}).add_sources_section(builder);
    Status status = add_weights({(root_ / "a").string(), (root_ / "b").string(), (root_ / "c").string()}, builder, findings);
    if (!status) return status;
    const std::string path = (root_ / "bundle").string();
    if (status = base::replace_file(path, builder.finish()); !status) return status;
    return Bundle::open(path);
  }
  fs::path root_;
};

TEST_F(Weights, LaterFolderWins) {
  write("a/weights/one.bin", weights_file(3, "old"));
  write("b/weights/one.bin", weights_file(4, "new"));
  write("a/weights/two.bin", weights_file(1, ""));
  write("a/weights/card.md", "text");
  Findings findings;
  const Result<Bundle> made = bundle(findings);
  ASSERT_TRUE(made) << made.status().to_string();
  EXPECT_TRUE(findings.all().empty());
  ASSERT_TRUE(made.value().section("one", 4));
  EXPECT_EQ(made.value().section("one", 4).value(), "new");
  EXPECT_FALSE(made.value().section("one", 3));
  EXPECT_TRUE(made.value().section("two", 1));
  EXPECT_FALSE(made.value().section("card", 1));
}

TEST_F(Weights, ForeignFileIsFinding) {
  write("a/weights/one.bin", "WAQAI");
  write("a/weights/a-name-of-more-than-twenty.bin", weights_file(1, "x"));
  Findings findings;
  ASSERT_TRUE(bundle(findings));
  EXPECT_EQ(findings.errors(), 2u);
  EXPECT_EQ(findings.all()[0].code, base::kDictionaryFormat);
}

}  // namespace
}  // namespace waqai::lexicon
