// SPDX-License-Identifier: Apache-2.0
#include "lexicon/phrases_compile.h"

#include <gtest/gtest.h>

#include "base/error_codes.h"
#include "base/file.h"
#include "lexicon/phrases.h"

namespace waqai::lexicon {
namespace {

std::string bundle_of(const SourceSet& sources, Findings& findings) {
  BundleBuilder builder;
  sources.add_sources_section(builder);
  add_phrases(sources, builder, findings);
  std::string path = ::testing::TempDir() + "waqai_phrases_test";
  EXPECT_TRUE(base::replace_file(path, builder.finish()));
  return path;
}

TEST(Phrases, ComeBackFromTheBundle) {
  Findings findings;
  const SourceSet sources = SourceSet::from_texts({{"text/f.tsv", "phrase\tuse\tmax\nread also\topens\t3\nCNN\tagency\nnet\tsuffix\t-\n", ""}});
  const Result<Bundle> bundle = Bundle::open(bundle_of(sources, findings));
  ASSERT_TRUE(bundle);
  EXPECT_TRUE(findings.all().empty());
  const Result<text::PhraseBook> book = read_phrases(bundle.value());
  ASSERT_TRUE(book);
  EXPECT_TRUE(book.value().lists(text::PhraseUse::kSiteSuffix, "NET"));
  EXPECT_FALSE(book.value().lists(text::PhraseUse::kAbbreviation, "net"));
  const std::string line = "CNN";
  const text::RawToken token{{0, 3}, text::TokenKind::kLatin, true};
  EXPECT_EQ(book.value().agency(line, std::span(&token, 1)), 1u);
}

TEST(Phrases, WrongRowsAreFindings) {
  Findings findings;
  const SourceSet sources =
      SourceSet::from_texts({{"text/f.tsv", "phrase\tuse\tmax\na b\topens\tx\na\tnone\n-\topens\nc 1.\twhole\nC 2\twhole\n", ""}});
  (void)bundle_of(sources, findings);
  ASSERT_EQ(findings.errors(), 4u);
  EXPECT_EQ(findings.all()[0].code, base::kDictionaryValue);
  EXPECT_EQ(findings.all()[3].code, base::kDictionaryDuplicate);
  EXPECT_EQ(findings.all()[3].line, 6u);
}

}  // namespace
}  // namespace waqai::lexicon
