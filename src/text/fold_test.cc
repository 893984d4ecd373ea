// SPDX-License-Identifier: Apache-2.0
#include "text/fold.h"

#include <gtest/gtest.h>

#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::text {
namespace {

std::string utf8(std::u32string_view codes) {
  std::string out;
  for (const char32_t code : codes) append_utf8(out, code);
  return out;
}

TEST(Fold, SpellingsThatNewspapersMixHaveOneKey) {
  const std::string plain = utf8(U"\u0627\u0646\u0642\u0631\u0647");
  EXPECT_EQ(fold_key(utf8(U"\u0623\u0646\u0642\u0631\u0629")), fold_key(plain));                          // hamza, ta marbuta
  EXPECT_EQ(fold_key(utf8(U"\u0627\u0640\u0640\u0646\u064E\u0642\u0631\u0647\u200F")), fold_key(plain));  // tatweel, vowel, bidi mark
  EXPECT_EQ(fold_key(utf8(U"\uFE8D\uFEE7\uFED8\uFEAE\uFEE9")), fold_key(plain));                          // presentation forms
  EXPECT_NE(exact_key(utf8(U"\u0623\u0646\u0642\u0631\u0629")), exact_key(plain));
  EXPECT_EQ(fold_exact(exact_key(utf8(U"\u0623\u0646\u0642\u0631\u0629"))), fold_key(plain));
}

TEST(Fold, LigaturesAndDigits) {
  EXPECT_EQ(key_to_utf8(fold_key(utf8(U"\uFEF7\u0661\u06F2A"))), utf8(U"\u0644\u0627") + "12a");
  EXPECT_EQ(key_to_utf8(exact_key(utf8(U"\u06CC\u06A9\u20AC"))), utf8(U"\u064A\u0643\u20AC"));
}

TEST(Fold, LettersOfOtherAlphabetsAndForms) {
  const auto key = [](std::u32string_view codes) { return key_to_utf8(exact_key(utf8(codes))); };
  EXPECT_EQ(key(U"\uFEF5\uFEF6"), utf8(U"\u0644\u0622\u0644\u0622"));
  EXPECT_EQ(key(U"\uFEF9\uFEFA"), utf8(U"\u0644\u0625\u0644\u0625"));
  EXPECT_EQ(key(U"\u0671"), utf8(U"\u0627"));
  EXPECT_EQ(key(U"\u06C0\u06C1\u06BE\u06D5"), utf8(U"\u0647\u0647\u0647\u0647"));
  EXPECT_EQ(key(U"\u06C3"), utf8(U"\u0629"));
  EXPECT_EQ(fold_exact(exact_key(utf8(U"\u20AC\u0629"))), fold_key(utf8(U"\u20AC\u0647")));
}

TEST(Fold, OffsetsLeadBackToTheCharacter) {
  const std::string text = utf8(U"\u0628\u0640\uFEFB\u064Ex\u20AC");
  std::string key;
  std::vector<uint32_t> offsets;
  fold_with_offsets(text, key, offsets);
  EXPECT_EQ(key, fold_key(text));
  EXPECT_EQ(offsets, (std::vector<uint32_t>{0, 4, 4, 9, 10, 10, 10, 10, 13}));
}

TEST(Utf8, RepairsAsTheEncodingStandardSays) {
  EXPECT_EQ(first_invalid_utf8("abc\xd8\xa7"), std::string::npos);
  EXPECT_EQ(first_invalid_utf8("a\xd8"), 1u);
  EXPECT_EQ(to_valid_utf8("a\xe0\x80z"), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
  EXPECT_EQ(to_valid_utf8("a\xf0\x9f\x98z"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(to_valid_utf8("\xed\xa0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(first_invalid_utf8("\xEF\xBF\xBD"), std::string::npos);
  EXPECT_EQ(count_code_points("a\xd8\xa7\xe2\x82\xac"), 3u);
}

TEST(Utf8, EveryCodePointSurvives) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, code);
    const Decoded back = decode(text, 0);
    ASSERT_EQ(back.code, code);
    ASSERT_EQ(back.size, text.size());
  }
}

}  // namespace
}  // namespace waqai::text
