// SPDX-License-Identifier: Apache-2.0
#include "engine/romanise.h"

#include <gtest/gtest.h>

namespace waqai {
namespace {

struct Row {
  const char* arabic;
  const char* latin;
};

TEST(RomaniseTest, VowelsLengthDoublingHamza) {
  const Row rows[] = {
      {"\u0631\u064e\u0626\u0650\u064a\u0633", "ra\u02be\u012bs"},                 // president
      {"\u0627\u0650\u062a\u0651\u064e\u0641\u064e\u0642\u064e", "ittafaqa"},      // agreed
      {"\u0645\u064f\u0641\u0627\u0648\u064e\u0636\u0629", "muf\u0101wa\u1e0da"},  // negotiation
      {"\u0623\u064e\u0643\u0651\u064e\u062f\u064e", "akkada"},                    // affirmed
      {"\u0641\u0650\u064a", "f\u012b"},                                           // in
      {"\u0639\u064e\u0644\u064e\u0649", "\u02bfal\u0101"},                        // on
      {"\u0648", "w"},                                                             // and, bare
      {"\u0622\u0644", "\u0101l"},                                                 // house of
      {"2018 UN", "2018 UN"},
      {"", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(romanise(row.arabic), row.latin) << row.arabic;
}

}  // namespace
}  // namespace waqai
