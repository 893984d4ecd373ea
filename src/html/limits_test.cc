// SPDX-License-Identifier: Apache-2.0
//
// What a hostile page may cost: each limit of the reader has a test that fails without it (tests/guards.tsv).
#include <gtest/gtest.h>

#include "html/dates.h"
#include "html/hints.h"
#include "html/linked_data.h"
#include "html/page.h"
#include "html/tree.h"
#include "support/bytes.h"

namespace waqai::html {
namespace {

TEST(Limits, DepthOfElements) {
  const std::string page = testing::repeated(1000, "<div>") + "text";
  const Tree tree = Tree::parse(page);
  std::vector<uint32_t> depth(tree.nodes().size(), 0);
  uint32_t deepest = 0;
  for (uint32_t id = 1; id < tree.nodes().size(); ++id) deepest = std::max(deepest, depth[id] = depth[tree.node(id).parent] + 1);
  EXPECT_LE(deepest, 257u);
  EXPECT_GT(deepest, 100u);
}

TEST(Limits, AttributesOfAnElement) {
  std::string page = "<p";
  for (int i = 0; i < 1000; ++i) page += " a" + std::to_string(i) + "=x";
  page += ">text</p>";  // the tree looks into it
  const Tree tree = Tree::parse(page);
  EXPECT_EQ(tree.node(1).attributes, 128u);
  EXPECT_EQ(tree.attribute(1, "a127"), "x");
  EXPECT_EQ(tree.attribute(1, "a128"), "");
}

TEST(Limits, DepthOfLinkedData) {
  const auto title = [](size_t depth) {
    const std::string page = "<script type='application/ld+json'>" + testing::repeated(depth, "[") +
                             "{\"@type\": \"NewsArticle\", \"headline\": \"A title\"}" + testing::repeated(depth, "]") + "</script>";
    return read_linked_data(Tree::parse(page)).headline;
  };
  EXPECT_EQ(title(1), "A title");
  EXPECT_EQ(title(300), "");
  title(2'000'000);  // no recursion follows it
}

TEST(Limits, NamesOfAnElement) {
  const auto hints = [](const std::string& page) { return hints_of(Tree::parse(page), 1); };
  const uint32_t plain = hints("<div class='x'>text</div>");
  ASSERT_NE(hints("<div class='comments'>text</div>"), plain);
  EXPECT_EQ(hints("<div class='" + testing::repeated(300, "x ") + "comments'>text</div>"), plain);
}

TEST(Limits, BytesThatAreLookedAt) {
  EXPECT_EQ(find_date(std::string(1000, ' ') + "2024-05-03", DayOrder::kDayFirst)->iso(), "2024-05-03");
  EXPECT_FALSE(find_date(std::string(5000, ' ') + "2024-05-03", DayOrder::kDayFirst));
  EXPECT_EQ(declared_charset(std::string(1000, ' ') + "<meta charset=windows-1256>"), "windows-1256");
  EXPECT_EQ(declared_charset(std::string(5000, ' ') + "<meta charset=windows-1256>"), "");
}

TEST(Limits, TitlesAndAuthors) {
  const std::string tail = "<p>The minister of examples arrived in the capital on Friday, his office said in a statement.</p></article>";
  EXPECT_EQ(read_page("<article><h1>Short</h1>" + tail).title, "Short");
  EXPECT_EQ(read_page("<article><h1>" + testing::repeated(100, "long ") + "</h1>" + tail).title, "");
  const auto author = [&](const std::string& name) { return read_page("<article><a rel=author href=x>" + name + "</a>" + tail).author; };
  EXPECT_EQ(author("A. Writer"), "A. Writer");
  EXPECT_EQ(author(testing::repeated(50, "name ")), "");
}

}  // namespace
}  // namespace waqai::html
