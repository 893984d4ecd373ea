// SPDX-License-Identifier: Apache-2.0
//
// The copy of a dictionary that an archive keeps, and bundles that lack a section or hold a short one.
#include "lexicon/dictionary_rows.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>

#include "base/error_codes.h"
#include "base/file.h"

namespace waqai::lexicon {
namespace {

class DictionaryRowsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* path = std::getenv("WAQAI_BUNDLE");
    if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
    whole_.emplace(Bundle::open(path).value());
    path_ = ::testing::TempDir() + "waqai_dictionary_rows_" + std::to_string(::getpid());
  }
  void TearDown() override { ::unlink(path_.c_str()); }

  Bundle opened(const std::string& bytes) const {
    ::unlink(path_.c_str());  // what is mapped stays
    EXPECT_TRUE(base::replace_file(path_, bytes));
    return Bundle::open(path_).value();
  }
  // `bundle` with `section` of `size` bytes, or without it.
  Bundle with(const Bundle& bundle, std::string_view section, size_t size) const {
    BundleBuilder builder;
    for (const Bundle::SectionInfo& one : bundle.table()) {
      if (one.name != section) builder.add(std::string(one.name), one.version, std::string(one.bytes));
      else if (size > 0) builder.add(std::string(one.name), one.version, std::string(one.bytes.substr(0, size)));
    }
    return opened(builder.finish());
  }

  std::optional<Bundle> whole_;
  std::string path_;
};

TEST_F(DictionaryRowsTest, ACopyHasTheSameRows) {
  const Bundle copy = opened(dictionary_copy(*whole_));
  const DictionaryRows rows = DictionaryRows::open(copy).value(), all = DictionaryRows::open(*whole_).value();
  EXPECT_EQ(rows.files, all.files);
  EXPECT_EQ(rows.others, all.others);
  EXPECT_EQ(rows.digest, all.digest);
  EXPECT_TRUE(complete_copy(copy, *whole_));
}

TEST_F(DictionaryRowsTest, WhatLacksASectionIsRefused) {
  const Bundle copy = opened(dictionary_copy(*whole_));
  for (const std::string_view section : {"words", "frames", "actors"}) {
    const Status status = DictionaryRows::open(with(copy, section, 0)).status();
    EXPECT_EQ(status.code(), base::kBundleSection) << section;
    EXPECT_EQ(status.place(), path_);
  }
  EXPECT_EQ(DictionaryRows::open(with(copy, kDigestsSection, 8)).status().code(), base::kBundleDamaged);
  EXPECT_EQ(complete_copy(with(copy, kDigestsSection, 8), *whole_).status().code(), base::kBundleDamaged);
  EXPECT_EQ(complete_copy(with(copy, kDigestsSection, 0), *whole_).status().code(), base::kBundleSection);
}

TEST_F(DictionaryRowsTest, ACopyAndAnotherDictionaryDoNotFit) {
  const Bundle copy = opened(dictionary_copy(*whole_));
  const Bundle other = with(*whole_, "parser", 64);
  const Status status = complete_copy(copy, other).status();
  EXPECT_EQ(status.code(), base::kBundleSection);
  EXPECT_NE(status.message().find("parser"), std::string::npos);
}

}  // namespace
}  // namespace waqai::lexicon
