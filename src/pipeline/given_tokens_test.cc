// SPDX-License-Identifier: Apache-2.0
#include "pipeline/given_tokens.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "pipeline/pipeline.h"
#include "support/case_file.h"

namespace waqai::pipeline {
namespace {

TEST(GivenTokens, AreSplitAndCounted) {
  annot::Document doc;
  std::vector<uint32_t> given;
  set_text_layer({{"(a", "b)", "12"}, {}, {"c."}}, doc, given);
  std::string tokens;
  for (const annot::Token& token : doc.tokens) tokens += std::string(doc.surface(token)) + (token.space_after ? "_" : "");
  EXPECT_EQ(tokens, "(a_b)_12_c._");
  EXPECT_EQ(given, (std::vector<uint32_t>{0, 0, 1, 1, 2, 3, 3}));
  ASSERT_EQ(doc.sentences.size(), 2u);
  EXPECT_EQ(doc.surface(doc.sentences[0].span), "(a b) 12");
  EXPECT_EQ(doc.sentences[1].tokens, (annot::Range{5, 7}));
}

TEST(GivenTokens, NothingVisible) {
  annot::Document doc;
  std::vector<uint32_t> given = {7};
  set_text_layer({{"\xe2\x80\x8f"}, {}}, doc, given);
  EXPECT_TRUE(doc.sentences.empty());
  EXPECT_TRUE(given.empty());
}

// tests/cases/names.  Input: a text.  Output: one line a name, its tokens and its kind.
TEST(Names, Cases) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set: the cases need the real bundle";
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  ASSERT_TRUE(bundle);
  const Result<Pipeline> pipeline = Pipeline::open(bundle.value());
  ASSERT_TRUE(pipeline);
  Pipeline::Scratch scratch = pipeline.value().new_scratch();
  testing::run_cases("names", [&](const std::string& input) {
    Article article;
    article.text = input;
    if (!pipeline.value().annotate(article, scratch)) return std::string("error\n");
    static const char* const kKinds[] = {"person", "place", "organisation", "other"};
    std::string out;
    for (const annot::Name& name : scratch.document.names) {
      const annot::Document& doc = scratch.document;
      const Span span = {doc.tokens[name.tokens.begin].span.begin, doc.tokens[name.tokens.end - 1].span.end};
      out += std::string(doc.surface(span)) + " -> " + kKinds[static_cast<int>(name.kind)] + "\n";
    }
    return out;
  });
}

}  // namespace
}  // namespace waqai::pipeline
