// SPDX-License-Identifier: Apache-2.0
#include "events/filter.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "base/file.h"

namespace waqai::events {
namespace {

FilterType type_of(std::string_view name, int32_t bias) {
  FilterType type;
  std::copy(name.begin(), name.end(), type.name.begin());
  type.bias = bias;
  return type;
}

TEST(Filter, KnowsNoTypeWithoutWeights) { EXPECT_EQ(Filter().find("ASSAULT"), -1); }

TEST(Filter, AddsTheWeightsOfTheType) {
  const std::vector<FilterType> types = {type_of("ASSAULT", -10), type_of("PROTEST", 5)};
  std::vector<int16_t> weights(size_t{1} << kFilterBits, 0);
  weights[Filter::slot(0, 7)] = 100;
  weights[Filter::slot(1, 7)] = -30;
  const Filter filter(types, weights);
  ASSERT_EQ(filter.find("ASSAULT"), 0);
  ASSERT_EQ(filter.find("PROTEST"), 1);
  EXPECT_EQ(filter.find("ASSAUL"), -1);
  const std::vector<uint32_t> features = {7};
  EXPECT_EQ(filter.score(0, features), 90);
  EXPECT_EQ(filter.score(1, features), -25);
  EXPECT_EQ(filter.score(0, {}), -10);
}

Result<Filter> reopened(std::string section, lexicon::Bundle& bundle, const std::string& path) {
  lexicon::BundleBuilder builder;
  builder.add(std::string(lexicon::kSourcesSection), lexicon::kSourcesVersion, [] {
    lexicon::SectionWriter writer;
    writer.array(std::vector<uint32_t>{});
    writer.strings({});
    return writer.take();
  }());
  builder.add(std::string(kFilterSection), kFilterVersion, std::move(section));
  if (Status status = base::replace_file(path, builder.finish()); !status) return status;
  Result<lexicon::Bundle> opened = lexicon::Bundle::open(path);
  if (!opened) return opened.status();
  bundle = std::move(opened).value();
  return Filter::open(bundle);
}

TEST(Filter, ReadsItsSectionAndRefusesADamagedOne) {
  const std::string path = testing::TempDir() + "filter_test.bundle";
  const std::vector<FilterType> types = {type_of("PROTEST", 3)};
  std::vector<int16_t> weights(size_t{1} << kFilterBits, 2);
  lexicon::SectionWriter none;
  lexicon::BundleBuilder empty;
  empty.add(std::string(lexicon::kSourcesSection), lexicon::kSourcesVersion, [] {
    lexicon::SectionWriter writer;
    writer.array(std::vector<uint32_t>{});
    writer.strings({});
    return writer.take();
  }());
  ASSERT_TRUE(base::replace_file(path, empty.finish()));
  Result<lexicon::Bundle> first = lexicon::Bundle::open(path);
  ASSERT_TRUE(first);
  lexicon::Bundle bundle = std::move(first).value();
  const Result<Filter> without = Filter::open(bundle);
  ASSERT_TRUE(without);
  EXPECT_EQ(without.value().find("PROTEST"), -1);

  const Result<Filter> whole = reopened(Filter::section(types, weights), bundle, path);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole.value().score(whole.value().find("PROTEST"), std::vector<uint32_t>{1, 9}), 7);
  weights.pop_back();
  EXPECT_FALSE(reopened(Filter::section(types, weights), bundle, path));
  std::remove(path.c_str());
}

}  // namespace
}  // namespace waqai::events
