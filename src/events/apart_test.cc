// SPDX-License-Identifier: Apache-2.0
#include "events/apart.h"

#include <gtest/gtest.h>

#include <string_view>

namespace waqai::events {
namespace {

// A document of paragraphs of one sentence each; a capital is a name.
annot::Document document(const std::vector<std::vector<std::string_view>>& paragraphs) {
  annot::Document doc;
  for (uint32_t p = 0; p < paragraphs.size(); ++p) {
    annot::Sentence sentence;
    sentence.paragraph = p;
    sentence.words.begin = static_cast<uint32_t>(doc.words.size());
    for (const std::string_view lemma : paragraphs[p]) {
      annot::Word word;
      word.lemma = lemma;
      word.upos = lemma[0] < 'a' ? annot::Upos::kPropn : annot::Upos::kNoun;
      doc.words.push_back(word);
    }
    sentence.words.end = static_cast<uint32_t>(doc.words.size());
    doc.sentences.push_back(sentence);
  }
  return doc;
}

std::vector<Cohesion> read(const annot::Document& doc) {
  std::vector<Cohesion> out(9);
  CohesionReader().read(doc, out);
  return out;
}

TEST(Apart, ParagraphsThatShareNothingAreARun) {
  const std::vector<Cohesion> found =
      read(document({{"Yemen", "truce"}, {"Yemen", "truce", "port"}, {"port", "truce"}, {"Rome", "fire"}, {"Oslo", "prize"}}));
  ASSERT_EQ(found.size(), 5u);
  EXPECT_EQ(found[0].whole, 8);
  EXPECT_EQ(found[0].names, 2);
  EXPECT_EQ(found[2].lead, 8);
  EXPECT_EQ(found[2].run, 0);
  EXPECT_EQ(found[3].whole, 0);
  EXPECT_EQ(found[3].names, 1) << "its name stands nowhere else";
  EXPECT_EQ(found[3].run, 2);
  EXPECT_EQ(found[4].run, 2);
}

TEST(Apart, NamesWeighThreeTimes) {
  const std::vector<Cohesion> found =
      read(document({{"Yemen", "truce"}, {"truce", "port"}, {"port", "ship"}, {"Yemen", "rain", "wind", "sand", "dust", "heat"}}));
  EXPECT_EQ(found[3].whole, 3) << "3 of 8";
  EXPECT_EQ(found[1].whole, 8);
  EXPECT_EQ(found[2].whole, 4);
}

TEST(Apart, AShortTextHasNoRestToCompareWith) {
  for (const Cohesion& one : read(document({{"Yemen"}, {"Rome"}, {"Oslo"}}))) {
    EXPECT_EQ(one.whole, 0);
    EXPECT_EQ(one.run, 0);
  }
  EXPECT_TRUE(read({}).empty());
}

TEST(Apart, HeadlinesOfOthersAreLeftOut) {
  annot::Document doc = document({{"Yemen"}, {"Yemen"}, {"Oslo"}, {"Oslo"}, {"Rome"}});
  doc.sentences[3].kind = annot::SentenceKind::kTeaser;
  EXPECT_EQ(read(doc)[2].names, 1);
}

}  // namespace
}  // namespace waqai::events
