// SPDX-License-Identifier: Apache-2.0
#include "lexicon/bundle.h"

#include <gtest/gtest.h>

#include <cstring>

#include "base/error_codes.h"
#include "lexicon/source.h"

namespace waqai::lexicon {
namespace {

std::string sample() {
  BundleBuilder builder;
  SourceSet::from_texts({{"lexicon/a.tsv", "", "CC BY 4.0"}}).add_sources_section(builder);
  StringPool strings;
  const std::vector<uint32_t> ids = {strings.intern("one"), strings.intern("two"), strings.intern("one"), strings.intern("")};
  SectionWriter writer;
  writer.array(ids);
  writer.strings(strings);
  builder.add("words", 3, writer.take());
  return builder.finish();
}

std::string write(const std::string& bytes) {
  std::string path = ::testing::TempDir() + "waqai_bundle_test";
  EXPECT_TRUE(base::replace_file(path, bytes));
  return path;
}

TEST(Bundle, GivesBackWhatWasWritten) {
  const Result<Bundle> bundle = Bundle::open(write(sample()));
  ASSERT_TRUE(bundle) << bundle.status().to_string();
  EXPECT_EQ(bundle.value().sources()[0].file, "lexicon/a.tsv");
  EXPECT_TRUE(bundle.value().verify());
  SectionReader reader(bundle.value().section("words", 3).value());
  const auto ids = reader.array<uint32_t>();
  const StringPoolView strings = reader.strings();
  ASSERT_EQ(ids.size(), 4u);
  EXPECT_EQ(ids[0], ids[2]);
  EXPECT_EQ(strings.get(ids[1]), "two");
  EXPECT_EQ(strings.get(ids[3]), "");
  EXPECT_EQ(strings.get(0xfffffff0), "");
  EXPECT_EQ(bundle.value().section("words", 4).status().code(), base::kBundleSection);
  EXPECT_EQ(bundle.value().section("verbs", 1).status().code(), base::kBundleSection);
}

TEST(Bundle, EveryCutAndEveryFlippedByteIsFoundOrHarmless) {
  const std::string good = sample();
  for (size_t size = 0; size < good.size(); ++size) {
    const Result<Bundle> cut = Bundle::open(write(good.substr(0, size)));
    EXPECT_FALSE(cut && cut.value().verify()) << size;
  }
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x5a);
    const Result<Bundle> opened = Bundle::open(write(bad));
    if (!opened) continue;
    (void)opened.value().verify();
    const auto section = opened.value().section("words", 3);
    if (!section) continue;
    SectionReader reader(section.value());
    for (const uint32_t id : reader.array<uint32_t>()) (void)reader.strings().get(id);
  }
}

// What a bundle says of itself is held against the file before it is used.
TEST(Bundle, ATableThatLies) {
  const auto with = [](size_t at, uint32_t value) {
    std::string bytes = sample();
    std::memcpy(bytes.data() + at, &value, sizeof value);
    return Bundle::open(write(bytes)).status();
  };
  EXPECT_EQ(with(8, 1000).code(), base::kBundleVersion);
  EXPECT_EQ(with(12, 100).message(), with(12, 5000).message()) << "a table that is longer than the file, or than any";
  EXPECT_EQ(with(12, 100).code(), base::kBundleDamaged);
  // The first row of the table, as a program wrote it that did not seal: its seal, its place, its size.
  std::string bytes = sample();
  std::memset(bytes.data() + 16 + 28, 0, 4);
  EXPECT_TRUE(Bundle::open(write(bytes)));
  for (const size_t at : {16 + 40, 16 + 48}) {
    std::string bad = bytes;
    std::memset(bad.data() + at + 1, 0x40, 2);
    EXPECT_EQ(Bundle::open(write(bad)).status().code(), base::kBundleDamaged) << at;
  }
}

TEST(Source, FindingsNameFileLineProblemAndRemedy) {
  Findings findings;
  const SourceSet set =
      SourceSet::from_texts({{"x/t.tsv", "# c\na\tb\n1\t2\n1\t2\t3\n-\t x \n", ""}, {"x/f.frames", "frame: n\nkey: v\nbroken\n\nframe: m\n", ""}});
  const auto tables = set.tables("x/t", {"a", "b"}, findings);
  ASSERT_EQ(tables.size(), 1u);
  ASSERT_EQ(tables[0].rows.size(), 2u);
  EXPECT_EQ(tables[0].cell(tables[0].rows[1], "a"), "");
  EXPECT_EQ(tables[0].cell(tables[0].rows[1], "b"), "x");
  EXPECT_EQ(tables[0].rows[1].line, 5u);
  const auto blocks = set.blocks("x/f", findings);
  ASSERT_EQ(blocks.size(), 2u);
  EXPECT_EQ(blocks[0].lines.size(), 1u);
  EXPECT_EQ(blocks[1].name, "m");
  ASSERT_EQ(findings.all().size(), 2u);
  EXPECT_EQ(findings.all()[0].to_string(),
            "x/t.tsv:4: error[E051]: 3 cells where the table has 2 columns; remedy: separate cells by one TAB each, and remove the surplus");
  EXPECT_EQ(findings.all()[1].line, 3u);
  EXPECT_TRUE(set.tables("x/t", {"c"}, findings).empty());
}

TEST(Source, ListsAreSplitOnBothCommas) {
  EXPECT_EQ(split_list(" a , b,\xd8\x8c"
                       "c "),
            (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_TRUE(split_list("").empty());
}

}  // namespace
}  // namespace waqai::lexicon
