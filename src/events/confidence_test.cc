// SPDX-License-Identifier: Apache-2.0
#include "events/confidence.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "base/file.h"

namespace waqai::events {
namespace {

std::string sources_section() {
  lexicon::SectionWriter writer;
  writer.array(std::vector<uint32_t>{});
  writer.strings({});
  return writer.take();
}

Result<Confidence> opened(const std::vector<int32_t>* weights, lexicon::Bundle& bundle, const std::string& path) {
  lexicon::BundleBuilder builder;
  builder.add(std::string(lexicon::kSourcesSection), lexicon::kSourcesVersion, sources_section());
  if (weights != nullptr) {
    lexicon::SectionWriter writer;
    writer.array(*weights);
    builder.add(std::string(kConfidenceSection), kConfidenceVersion, writer.take());
  }
  if (Status status = base::replace_file(path, builder.finish()); !status) return status;
  Result<lexicon::Bundle> found = lexicon::Bundle::open(path);
  if (!found) return found.status();
  bundle = std::move(found).value();
  return Confidence::open(bundle);
}

TEST(Confidence, AddsTheWeightsOfTheTraits) {
  const std::string path = testing::TempDir() + "confidence_test.bundle";
  std::vector<int32_t> weights(kTraits, 0);
  weights[kAlways] = 256;
  weights[kNoActor] = -512;
  lexicon::BundleBuilder none;
  none.add(std::string(lexicon::kSourcesSection), lexicon::kSourcesVersion, sources_section());
  ASSERT_TRUE(base::replace_file(path, none.finish()));
  lexicon::Bundle bundle = std::move(lexicon::Bundle::open(path)).value();
  const Result<Confidence> model = opened(&weights, bundle, path);
  ASSERT_TRUE(model);
  EXPECT_NEAR(model.value().probability(std::vector<uint8_t>{kAlways}), 0.7311, 1e-4);
  EXPECT_NEAR(model.value().probability(std::vector<uint8_t>{kAlways, kNoActor}), 0.2689, 1e-4);
  weights.pop_back();
  EXPECT_FALSE(opened(&weights, bundle, path));
  const Result<Confidence> without = opened(nullptr, bundle, path);
  ASSERT_TRUE(without);
  EXPECT_EQ(without.value().probability(std::vector<uint8_t>{kAlways}), 0.5);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace waqai::events
