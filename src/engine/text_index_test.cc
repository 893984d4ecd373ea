// SPDX-License-Identifier: Apache-2.0
#include "engine/text_index.h"

#include <gtest/gtest.h>

namespace waqai {
namespace {

// Alef with hamza, hah, meem, dal: a name; without the hamza; with tatweel and a vowel.
const std::string kName = "\u0623\u062d\u0645\u062f";
const std::string kPlain = "\u0627\u062d\u0645\u062f";
const std::string kDecorated = "\u0627\u062d\u0640\u0640\u0645\u064e\u062f";

using Ids = std::vector<std::string>;

TEST(TextIndexTest, FindsAnySpellingNewestFirst) {
  TextIndex index;
  ASSERT_TRUE(index.add("old", "2018-01-01", "x " + kName + " y", 1000));
  ASSERT_TRUE(index.add("new", "2019-01-01", kDecorated, 1000));
  ASSERT_TRUE(index.add("other", "2020-01-01", "nothing", 1000));
  index.finish();
  EXPECT_EQ(index.find({kPlain}, false), (Ids{"new", "old"}));
  EXPECT_EQ(index.find({"NOTHING", kPlain}, false), (Ids{"other", "new", "old"}));
  EXPECT_TRUE(index.find({""}, false).empty());
  EXPECT_TRUE(index.find({"absent"}, false).empty());
}

TEST(TextIndexTest, WholeWordsStandAlone) {
  TextIndex index;
  const std::string waw = "\u0648";
  const std::string comma = "\u060c";
  ASSERT_TRUE(index.add("joined", "", waw + kName, 1000));
  ASSERT_TRUE(index.add("comma", "", "a" + comma + kName + comma, 1000));
  ASSERT_TRUE(index.add("alone", "", kName, 1000));
  index.finish();
  EXPECT_EQ(index.find({kName}, true), (Ids{"alone", "comma"}));
  EXPECT_EQ(index.find({kName}, false), (Ids{"alone", "comma", "joined"}));
}

TEST(TextIndexTest, WordsDoNotReachFromOneArticleIntoTheNext) {
  TextIndex index;
  ASSERT_TRUE(index.add("a", "", "ab", 1000));
  ASSERT_TRUE(index.add("b", "", "cd", 1000));
  index.finish();
  EXPECT_TRUE(index.find({"bc"}, false).empty());
  EXPECT_EQ(index.find({"cd"}, true), (Ids{"b"}));
}

TEST(TextIndexTest, SaysWhenItIsFull) {
  TextIndex index;
  EXPECT_TRUE(index.add("a", "", "1234567890", 15));
  EXPECT_FALSE(index.add("b", "", "1234567890", 15));
  EXPECT_EQ(index.size(), 0u);
}

}  // namespace
}  // namespace waqai
