// SPDX-License-Identifier: Apache-2.0
#include "lexicon/source.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace waqai::lexicon {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& rows) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << "# provenance: test\n# licence: CC BY 4.0\nwrong\tright\n" << rows;
}

TEST(Source, OverlayRowsFollowThoseOfTheDataFolder) {
  const fs::path root = fs::path(::testing::TempDir()) / "waqai_source_test";
  fs::remove_all(root);
  write(root / "data/lexicon/spelling.tsv", "a\tb\n");
  write(root / "mine/lexicon/spelling-mine.tsv", "c\td\n");
  Findings findings;
  const Result<SourceSet> set = SourceSet::load({(root / "data").string(), (root / "mine").string()}, findings);
  ASSERT_TRUE(set.is_ok());
  const std::vector<Table> tables = set.value().tables("lexicon/spelling", {"wrong", "right"}, findings);
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(set.value().files()[0].name, "lexicon/spelling.tsv");
  EXPECT_EQ(set.value().files()[1].name, (root / "mine/lexicon/spelling-mine.tsv").string());
  EXPECT_EQ(tables[1].cell(tables[1].rows.at(0), "wrong"), "c");
  EXPECT_EQ(findings.errors(), 0u);
  fs::remove_all(root);
}

}  // namespace
}  // namespace waqai::lexicon
