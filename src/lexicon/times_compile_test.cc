// SPDX-License-Identifier: Apache-2.0
#include "lexicon/times_compile.h"

#include <gtest/gtest.h>

#include "base/error_codes.h"
#include "base/file.h"
#include "lexicon/times.h"

namespace waqai::lexicon {
namespace {

constexpr const char* kHeader = "phrase\tkind\tvalue\tarticle\tweak\n";

Result<Bundle> compile(std::vector<SourceFile> files, Findings& findings) {
  const SourceSet sources = SourceSet::from_texts(std::move(files));
  BundleBuilder builder;
  sources.add_sources_section(builder);
  add_times(sources, builder, findings);
  const std::string path = ::testing::TempDir() + "waqai_times_test";
  EXPECT_TRUE(base::replace_file(path, builder.finish()));
  return Bundle::open(path);
}

TEST(Times, ComeBackFromTheBundle) {
  Findings findings;
  const auto bundle =
      compile({{"time/terms_a.tsv", kHeader + std::string("may\tmonth\t5\t-\tyes\nmay\tword\tfuture\ntwo days\tunit\tday/2\teither\n"), ""},
               {"time/hijri.tsv", "year\tfirst\tlong\n1439\t2017-09-21\t010101010111\n1440\t2018-09-11\t000000000000\n", ""}},
              findings);
  ASSERT_TRUE(bundle);
  for (const Finding& finding : findings.all()) ADD_FAILURE() << finding.to_string();
  const auto opened = Times::open(bundle.value());
  ASSERT_TRUE(opened);
  const Times& times = opened.value();
  ASSERT_EQ(times.find("may").size(), 2u);
  EXPECT_EQ(times.find("may")[0].value, 5);
  EXPECT_EQ(times.find("may")[0].weak, 1);
  EXPECT_EQ(times.find("may")[0].line, 2u);
  ASSERT_EQ(times.find("two days").size(), 1u);
  EXPECT_EQ(times.find("two days")[0].count, 2);
  EXPECT_EQ(times.find("two days")[0].article, Article::kEither);
  EXPECT_EQ(times.longest("two"), 2u);
  EXPECT_EQ(times.longest("days"), 0u);
  EXPECT_TRUE(times.find("june").empty());
  ASSERT_EQ(times.hijri().size(), 2u);
  EXPECT_EQ(times.hijri()[0].long_months, 0b111010101010u);
}

TEST(Times, WrongRowsAreFindings) {
  Findings findings;
  const auto bundle = compile(
      {{"time/terms_a.tsv",
        kHeader + std::string("a\tmonth\t13\nb\tnothing\t1\nc\tunit\tday/3\nd\tunit\tfortnight\ne\tword\twhat\nf\tmonth\t1\tsome\n"
                              "g\tmonth\t1\t-\tno\nh\tfixed\t2018-02-30\n-\tmonth\t1\ni\tignored\tx\nk\tmonth\t1\nK\tmonth\t1\n"),
        ""},
       {"time/hijri.tsv", "year\tfirst\tlong\n1439\t2017-09-21\t01010101011\n1440\t2018-09-11\t000000000000\n1441\t2019-09-01\t000000000000\n", ""}},
      findings);
  ASSERT_TRUE(bundle);
  EXPECT_EQ(findings.errors(), 13u);
  for (const Finding& finding : findings.all()) EXPECT_FALSE(finding.remedy.empty());
}

TEST(Times, ABundleWithoutTheSectionIsRefused) {
  BundleBuilder builder;
  SourceSet::from_texts({}).add_sources_section(builder);
  const std::string path = ::testing::TempDir() + "waqai_times_none";
  ASSERT_TRUE(base::replace_file(path, builder.finish()));
  const auto bundle = Bundle::open(path);
  ASSERT_TRUE(bundle);
  EXPECT_EQ(Times::open(bundle.value()).status().code(), base::kBundleSection);
}

}  // namespace
}  // namespace waqai::lexicon
