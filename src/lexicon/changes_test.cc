// SPDX-License-Identifier: Apache-2.0
#include "lexicon/changes.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "text/fold.h"

namespace waqai::lexicon {
namespace {

// Where the words are the same, asking which of them frames and actors speak differently of gives what comparing all of them gives.
TEST(Changes, OfMeaningsAloneAreThoseOfAFullComparison) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  const Result<Bundle> bundle = Bundle::open(path);
  ASSERT_TRUE(bundle);
  const Result<DictionaryRows> opened = DictionaryRows::open(bundle.value());
  ASSERT_TRUE(opened);
  const DictionaryRows& rows = opened.value();
  EXPECT_NE(rows.words_sum, 0u);
  EXPECT_NE(rows.frames_sum, rows.actors_sum);
  // Some words of frames and titles, as if they had changed; among the lexemes, clitics last.
  std::vector<uint32_t> tried;
  for (uint32_t id = 5; id < rows.words.lexeme_count(); id += static_cast<uint32_t>(rows.words.lexeme_count() / 60)) tried.push_back(id);
  tried.push_back(rows.words.clitics()[0]);
  size_t keys = 0, stems = 0;
  for (size_t i = 0; i < tried.size(); ++i) {
    const std::string lemma = text::fold_key(rows.words.lemma(tried[i]));
    DictionaryChanges full, meanings;
    for (DictionaryChanges* changes : {&full, &meanings}) {
      if (i % 3 == 0) changes->terms.insert(term_hash(i % 2 == 0 ? 'n' : 'v', lemma));
      if (i % 3 == 1) changes->pattern_terms[term_hash(i % 2 == 0 ? 'n' : 'v', lemma)] = 7;
      if (i % 3 == 2) changes->phrases.insert(extend_phrase(kSectorPhrase, without_article(lemma)));
      if (i + 1 == tried.size()) changes->terms.insert(term_hash('n', lemma));
    }
    compare_words(rows, rows, full);
    compare_meanings(rows, meanings);
    EXPECT_EQ(full.everything, meanings.everything) << i;
    if (!full.everything.empty()) continue;
    EXPECT_EQ(full.keys, meanings.keys) << i;
    EXPECT_EQ(full.pattern_stems, meanings.pattern_stems) << i;
    EXPECT_EQ(full.pronoun_letters, meanings.pronoun_letters) << i;
    EXPECT_TRUE(full.readings.empty());
    keys += full.keys.size();
    stems += full.pattern_stems.size();
    if (i >= 12 && i + 2 < tried.size()) i = tried.size() - 2;  // a full comparison takes its time
  }
  EXPECT_GT(keys, 0u);
  EXPECT_GT(stems, 0u);
}

}  // namespace
}  // namespace waqai::lexicon
