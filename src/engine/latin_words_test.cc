// SPDX-License-Identifier: Apache-2.0
#include "engine/latin_words.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace waqai {
namespace {

using annot::Upos;

struct Row {
  const char* form;
  const char* gloss;
  Upos upos;
};

LatinWords latin_of(std::initializer_list<Row> rows, bool name = false) {
  annot::Document doc;
  for (const Row& row : rows) {
    annot::Word& word = doc.words.emplace_back();
    word.form = row.form;
    word.gloss = row.gloss;
    word.upos = row.upos;
  }
  return latin_words(doc, name);
}

constexpr const char* kSources = "\u0645\u0635\u0627\u062f\u0631";
constexpr const char* kFadl = "\u0641\u0636\u0644";

TEST(LatinWordsTest, MeaningsWordByWord) {
  const LatinWords latin = latin_of({{kSources, "source", Upos::kNoun},
                                     {"\u0645\u064a\u062f\u0627\u0646\u064a\u0629", "field, on the ground", Upos::kAdj},
                                     {"\u0641\u064a", "in", Upos::kAdp},
                                     {"\u0622\u0644", "Al (House of)", Upos::kPropn}});
  EXPECT_EQ(latin.text, "field source in Al");
  EXPECT_FALSE(latin.sound);
}

TEST(LatinWordsTest, SoundsWhereThereIsNoMeaning) {
  const std::pair<const char*, const char*> names[] = {
      {"\u062f\u0648\u062c\u0627\u0646", "D\u016bj\u0101n"},                                         // waw between consonants
      {"\u0622\u0631\u0641\u064a\u0646", "\u0100rf\u012bn"},                                         // madda
      {"\u0623\u0646\u062c\u0648\u0633", "Anj\u016bs"},                                              // hamza
      {"\u0627\u0644\u062d\u0645\u064a\u0642\u0627\u0646\u064a", "al-\u1e24m\u012bq\u0101n\u012b"},  // article, letter with a dot
      {"\u0639\u0645\u0631", "\u02bfMr"},                                                            // ain
      {"\u064a\u0648\u0646\u062c", "Ywnj"},
      {"\u062f", "D"},
  };
  for (const auto& [form, sound] : names) {
    const LatinWords latin = latin_of({{form, "", Upos::kPropn}});
    EXPECT_EQ(latin.text, sound);
    EXPECT_TRUE(latin.sound);
  }
}

TEST(LatinWordsTest, WordsInsideANameAreNames) {
  EXPECT_EQ(latin_of({{"\u062d\u0633\u0646", "Hassan", Upos::kPropn}, {kFadl, "merit", Upos::kNoun}}).text, "Hassan F\u1e0dl");
  EXPECT_EQ(latin_of({{kFadl, "merit", Upos::kNoun}, {"\u062d\u0633\u0646", "Hassan", Upos::kPropn}}).text, "merit Hassan");
  EXPECT_EQ(latin_of({{kFadl, "merit", Upos::kNoun}, {"\u062d\u0633\u0646", "Hassan", Upos::kPropn}}, true).text, "F\u1e0dl Hassan");
  EXPECT_EQ(latin_of({{"\u0639\u0644\u064a", "on", Upos::kAdp}}, true).text, "\u02bfL\u012b");
}

TEST(LatinWordsTest, LongOnesAreCutAndMarksLeftOut) {
  EXPECT_EQ(latin_of({{"\"", "", Upos::kPunct}, {"12", "", Upos::kNum}, {kSources, "source", Upos::kNoun}}).text, "12 source");
  const Row one = {kSources, "a", Upos::kNoun};
  EXPECT_EQ(latin_of({one, one, one, one, one, one, one, one, one, one}).text, "a a a a a a a a \u2026");
  EXPECT_EQ(latin_of({}).text, "");
}

}  // namespace
}  // namespace waqai
