// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "base/hash.h"
#include "story/groups.h"
#include "story/linker.h"
#include "support/case_file.h"
#include "text/fold.h"

namespace waqai::story {
namespace {

// The facts of the cases; words of no other weight.
WordWeights weights() {
  WordWeights known;
  for (const char* word : {"\xd8\xab\xd9\x84\xd8\xa7\xd8\xab\xd8\xa9", "\xd8\xb3\xd8\xa8\xd8\xb9\xd8\xa9", "\xd8\xaa\xd8\xb3\xd8\xb9\xd8\xa9"})
    known.add_fact(word);  // three, seven, nine
  return known;
}

// Two texts, "===" between them: kind and share in percent, or "two reports".
std::string compare(const std::string& input) {
  const size_t middle = input.find("===\n");
  const WordWeights known = weights();
  ReportReader reader(known);
  const ReportText a = reader.read(input.substr(0, middle), 0), b = reader.read(input.substr(middle + 4), 0);
  const auto forth = compare_reports(a, b, known), back = compare_reports(b, a, known);
  EXPECT_EQ(forth.has_value(), back.has_value());
  if (!forth) return "two reports\n";
  EXPECT_EQ(forth->share, back->share);
  return std::string(to_string(forth->kind)) + " " + std::to_string(static_cast<int>(forth->share * 100 + 0.5)) + "\n";
}

TEST(Reprint, Cases) { testing::run_cases("story", compare); }

TEST(Groups, AnyOrderOfJoinsGivesTheSame) {
  std::vector<std::pair<uint32_t, uint32_t>> joins = {{3, 1}, {4, 5}, {1, 0}, {7, 3}, {5, 9}, {2, 2}};
  std::vector<uint32_t> want;
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(joins.begin(), joins.end(), random);
    Groups groups(10);
    for (const auto& [a, b] : joins) groups.join(a, b);
    std::vector<uint32_t> got;
    for (uint32_t n = 0; n < 10; ++n) got.push_back(groups.first_of(n));
    if (round == 0) want = got;
    EXPECT_EQ(got, want);
  }
  EXPECT_EQ(want, (std::vector<uint32_t>{0, 0, 2, 0, 4, 4, 6, 0, 8, 4}));
}

// Numbers were dropped once, so that "killed 5" and "killed 60" shared every word.
TEST(Words, SentencesKeepTheirNumbers) {
  EXPECT_EQ(folded_words("12, 2018."), (std::vector<std::string>{"12", "2018"}));
  EXPECT_EQ(words_of_sentence("12 2018 7", weights()).size(), 2u);  // of two digits and more
}

// However few articles of one newspaper hold it: another one prints it every day.
TEST(Words, OfAKindOfNewsTellLittle) {
  WordWeights weights;
  weights.add_stem("\u0639\u0631\u064a\u0633", 80);
  weights.add_genre("\u0627\u0644\u0639\u0631\u064a\u0633");  // with the article
  weights.add_genre("\u0639\u0644\u064a");
  weights.add_stem("\u0639\u0644\u064a", 3);  // what is in every article stays so
  const auto of = [&weights](std::string_view word) { return weights.of(base::hash64(light_stem(text::fold_key(word)))); };
  EXPECT_EQ(of("\u0639\u0631\u064a\u0633"), WordWeights::kGenre);
  EXPECT_EQ(of("\u0628\u0639\u0631\u064a\u0633"), WordWeights::kGenre);  // behind a preposition
  EXPECT_EQ(of("\u0639\u0644\u064a"), 3u);
  EXPECT_EQ(of("\u0642\u0635\u0631"), WordWeights::kRare);
}

// Links of articles that come in two batches are those of one batch.
TEST(Linker, NewArticlesFindTheOldOnes) {
  const WordWeights known;
  const std::string body =
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen. fifteen sixteen seventeen eighteen nineteen twenty.";
  const auto links = [&](const std::vector<bool>& is_new) {
    std::string found;
    Linker linker(known, text::Segmenter(),
                  [&](const Link& link) { found += std::to_string(link.earlier) + std::to_string(link.later) + to_string(link.kind) + " "; });
    for (uint32_t n = 0; n < 3; ++n) linker.add({n, 100 + static_cast<base::Day>(n) * 5, body, 0, is_new[n]});
    return found;
  };
  EXPECT_EQ(links({true, true, true}), "01same 12same ");  // ten days are too far apart
  EXPECT_EQ(links({false, true, false}), "01same 12same ");
  EXPECT_EQ(links({false, false, true}), "12same ");
  EXPECT_EQ(links({false, false, false}), "");
}

// Texts that share runs and stems with others of near and far days; one in eight is printed again.
std::vector<std::pair<base::Day, std::string>> some_weeks() {
  std::mt19937 random(7);
  const auto below = [&random](uint32_t n) { return static_cast<uint32_t>(random() % n); };
  std::vector<std::string> sentences;
  for (uint32_t i = 0; i < 24; ++i) {
    std::string sentence;
    for (int w = 0; w < 9; ++w) sentence += std::string("wo") + static_cast<char>('a' + below(20)) + static_cast<char>('a' + below(20)) + " ";
    sentences.push_back(sentence + ". ");
  }
  std::vector<std::pair<base::Day, std::string>> articles;
  for (uint32_t n = 0; n < 160; ++n) {
    std::string text;
    for (int i = 0; i < 3; ++i) text += sentences[below(24)];
    if (n > 0 && below(8) == 0) text = articles[n - 1 - below(std::min(n, 30u))].second;
    articles.emplace_back(n < 10 ? base::kNoDay : 100 + static_cast<base::Day>(n / 4), text);
  }
  return articles;
}

// What was forgotten meanwhile changes nothing, and what is remembered does not grow with it.
TEST(Linker, LinksAreThoseOfEachPairAndMemoryThatOfAWeek) {
  const WordWeights known;
  const auto articles = some_weeks();
  std::vector<std::string> found, want;
  std::vector<std::string>* into = &found;
  const auto keep = [&into](const Link& link) {
    into->push_back(std::to_string(link.earlier) + " " + std::to_string(link.later) + " " + to_string(link.kind) + std::to_string(link.share));
  };
  Linker linker(known, text::Segmenter(), keep);
  const auto add = [&articles](Linker& to, uint32_t n) { to.add({n, articles[n].first, articles[n].second, 0, true}); };
  std::vector<size_t> features;
  for (uint32_t n = 0; n < articles.size(); ++n) {
    add(linker, n);
    features.push_back(linker.features());
  }
  into = &want;
  for (uint32_t later = 0; later < articles.size(); ++later) {
    for (uint32_t earlier = 0; earlier < later; ++earlier) {
      Linker pair(known, text::Segmenter(), keep);
      add(pair, earlier);
      add(pair, later);
    }
  }
  for (const char* kind : {"same", "story"}) {
    EXPECT_TRUE(std::any_of(want.begin(), want.end(), [kind](const std::string& link) { return link.find(kind) != std::string::npos; })) << kind;
  }
  EXPECT_GT(want.size(), 100u);
  std::sort(found.begin(), found.end());
  std::sort(want.begin(), want.end());
  EXPECT_EQ(found, want);
  EXPECT_LT(*std::max_element(features.begin() + 80, features.end()), 1.3 * static_cast<double>(features[79]));
}

}  // namespace
}  // namespace waqai::story
