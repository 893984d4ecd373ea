// SPDX-License-Identifier: Apache-2.0
#include "engine/shown_title.h"

#include <gtest/gtest.h>

namespace waqai {
namespace {

TEST(ShownTitleTest, ReferencesOfThePageAreDecoded) {
  const std::pair<const char*, const char*> rows[] = {
      {"\u0627\u0631\u062a\u0641\u0627\u0639 &quot;\u0641\u0644\u0643\u064a&quot;",
       "\u0627\u0631\u062a\u0641\u0627\u0639 \"\u0641\u0644\u0643\u064a\""},
      {"&#8220;\u062d\u0627\u0641\u0644\u0629&#8221;", "\u201c\u062d\u0627\u0641\u0644\u0629\u201d"},
      {"it&#39;s &#x2013; so", "it's \u2013 so"},
      {"&amp;quot;twice&amp;quot;", "\"twice\""},
      {"one&nbsp;line&#10;only", "one line only"},
      {"&lt;b&gt;", "<b>"},
  };
  for (const auto& [stored, shown] : rows) EXPECT_EQ(shown_title(stored), shown) << stored;
}

TEST(ShownTitleTest, EverythingElseStays) {
  for (const char* title : {"", "AT&T", "R&D; Q&A", "a & b", "&", "&;", "&#;", "&quot", "fish &copy chips", "&unheardof;", "\u0642\u0645\u0629"})
    EXPECT_EQ(shown_title(title), title);
}

TEST(ShownTitleTest, TheColumnOfATable) {
  ExploreTable table;
  table.columns = {{"article_id"}, {"title"}, {"outlet"}};
  table.rows = {{"a&quot;", "b&quot;", "c&quot;"}, {"d", std::nullopt, std::nullopt}};
  const Result<ExploreTable> shown = with_shown_titles(table);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown.value().rows[0], (std::vector<std::optional<std::string>>{"a&quot;", "b\"", "c&quot;"}));
  EXPECT_FALSE(shown.value().rows[1][1]);
  ExploreTable without;
  without.columns = {{"outlet"}};
  without.rows = {{"&quot;"}};
  EXPECT_EQ(with_shown_titles(without).value().rows[0][0], "&quot;");
  EXPECT_FALSE(with_shown_titles(Status::error(1, ErrorKind::kInput, "no")));
}

}  // namespace
}  // namespace waqai
