// SPDX-License-Identifier: Apache-2.0
#include "entities/name_tagger.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error_codes.h"

namespace waqai::entities {
namespace {

TEST(NameTags, WhatMayFollow) {
  const uint8_t person = first_tag(annot::NameKind::kPerson), place = first_tag(annot::NameKind::kPlace);
  EXPECT_TRUE(may_follow(0, 0));
  EXPECT_TRUE(may_follow(0, person));
  EXPECT_TRUE(may_follow(person, further_tag(annot::NameKind::kPerson)));
  EXPECT_TRUE(may_follow(further_tag(annot::NameKind::kPerson), further_tag(annot::NameKind::kPerson)));
  EXPECT_TRUE(may_follow(person, place));
  EXPECT_FALSE(may_follow(0, further_tag(annot::NameKind::kPerson)));
  EXPECT_FALSE(may_follow(person, further_tag(annot::NameKind::kPlace)));
  EXPECT_FALSE(may_follow(further_tag(annot::NameKind::kPlace), further_tag(annot::NameKind::kOrganisation)));
}

TEST(NameModel, SectionThereAndBack) {
  std::vector<int16_t> weights(kNameRow + 2);
  weights[0] = weights[1] = -2;
  const std::vector<uint32_t> keys = {5, 9, 70};
  std::vector<WordClass> classes(3);
  classes[1].fine = 300;
  classes[1].named[2] = 8;
  const std::string section = NameModel::section({weights, keys, classes});
  const Result<NameModel> model = NameModel::from_section(section, "test");
  ASSERT_TRUE(model);
  EXPECT_EQ(model.value().row(0)[0], -2);
  EXPECT_LE(name_row(0xffffffff, weights.size()) + kNameRow, weights.size());
  EXPECT_EQ(model.value().word_class(9).fine, 300);
  EXPECT_EQ(model.value().word_class(9).named[2], 8);
  EXPECT_EQ(model.value().word_class(10).fine, 0);
  for (size_t cut = 0; cut < section.size(); cut += 7) {
    const Result<NameModel> damaged = NameModel::from_section(std::string_view(section).substr(0, cut), "test");
    ASSERT_FALSE(damaged) << cut;
    EXPECT_EQ(damaged.status().code(), base::kBundleDamaged);
  }
}

TEST(NameModel, RefusesWhatDoesNotFit) {
  const std::vector<int16_t> three = {1, 2, 3};  // less than a row
  EXPECT_FALSE(NameModel::from_section(NameModel::section({three, {}, {}}), "test"));
  const std::vector<uint32_t> keys = {1, 2};
  EXPECT_FALSE(NameModel::from_section(NameModel::section({{}, keys, {}}), "test"));
}

// Weights at random, and sentences of tokens without words: the search finds the tagging of the highest score among all that may be.
class AllTaggings {
 public:
  AllTaggings(const NameFacts& facts, const NameModel& model) : facts_(facts), model_(model) {}
  int64_t best() {
    extend(0, 0, 0);
    return best_;
  }
  int64_t score(const std::vector<uint8_t>& tags) const {
    int64_t sum = 0;
    for (size_t t = 0; t < tags.size(); ++t) sum += step(t, t == 0 ? 0 : tags[t - 1], tags[t]);
    return sum;
  }

 private:
  int64_t step(size_t t, uint8_t before, uint8_t tag) const {
    std::vector<uint32_t> features;
    int64_t sum = 0;
    facts_.features(t, features);
    for (const uint32_t f : features) sum += model_.row(f)[tag];
    facts_.pair_features(t, features);
    for (const uint32_t f : features) sum += model_.row(f)[before * kNameTags + tag];
    return sum;
  }
  void extend(size_t t, uint8_t before, int64_t sum) {
    if (t == facts_.size()) {
      best_ = std::max(best_, sum);
      return;
    }
    for (uint8_t tag = 0; tag < kNameTags; ++tag) {
      if (may_follow(before, tag)) extend(t + 1, tag, sum + step(t, before, tag));
    }
  }

  const NameFacts& facts_;
  const NameModel& model_;
  int64_t best_ = std::numeric_limits<int64_t>::min();
};

TEST(NameTagger, SearchAgreesWithTryingAll) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set: the lexicon of the real bundle is needed";
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  ASSERT_TRUE(bundle);
  std::vector<int16_t> weights(1 << 10);
  uint32_t dice = 1;
  for (int16_t& weight : weights) {
    dice = mix_name(dice, 77);
    weight = static_cast<int16_t>(static_cast<int>(dice % 2001) - 1000);
  }
  const Result<NameTagger> tagger = NameTagger::open(bundle.value(), NameModel({weights, {}, {}}));
  ASSERT_TRUE(tagger);
  for (uint32_t size = 0; size <= 5; ++size) {
    annot::Document doc;
    std::string text;
    for (uint32_t t = 0; t < size; ++t) text += std::string(1, static_cast<char>('a' + t)) + " ";
    doc.reset(text);
    for (uint32_t t = 0; t < size; ++t) doc.tokens.push_back({{2 * t, 2 * t + 1}, annot::TokenKind::kLatin, true, {}});
    annot::Sentence sentence;
    sentence.tokens = {0, size};
    doc.sentences.push_back(sentence);
    NameWorkspace scratch;
    scratch.matcher.prepare(doc, tagger.value().actors());
    NameFacts facts(tagger.value().words(), tagger.value().model());
    facts.read(doc, sentence, scratch.matcher);
    tagger.value().decode(facts, scratch);
    ASSERT_EQ(scratch.tags.size(), size);
    AllTaggings all(facts, tagger.value().model());
    if (size == 0) continue;
    EXPECT_EQ(all.score(scratch.tags), all.best()) << size;
  }
}

TEST(NameTagger, WithoutWeightsNoNames) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set: the lexicon of the real bundle is needed";
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  ASSERT_TRUE(bundle);
  const Result<NameTagger> tagger = NameTagger::open(bundle.value(), NameModel());
  ASSERT_TRUE(tagger);
  annot::Document doc;
  doc.names.push_back({{0, 1}, annot::NameKind::kPlace});
  NameWorkspace scratch;
  EXPECT_TRUE(tagger.value().annotate(doc, scratch));
  EXPECT_TRUE(doc.names.empty());
}

}  // namespace
}  // namespace waqai::entities
