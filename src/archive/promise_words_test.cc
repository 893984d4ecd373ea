// SPDX-License-Identifier: Apache-2.0
#include "archive/promise_words.h"

#include <gtest/gtest.h>

namespace waqai::archive {
namespace {

using Faults = std::vector<std::string>;

TEST(PromiseWords, TableOfTheProgram) {
  EXPECT_EQ(promise_words().faults, Faults());
  EXPECT_GT(promise_words().families.size(), 1u);
}

TEST(PromiseWords, Faults) {
  std::string table = "# lists\nlist\tword\n";
  for (const char* name : {"leads", "binds", "voids", "measure", "meeting-to-come", "again", "denial", "meeting", "met", "done-behind", "unreal",
                           "another", "announcement", "another-time", "to-come", "beginning", "past"})
    table += name + std::string("\t1\n");
  const PromiseWords words = read_promise_words(table + "family-a\t2\nfamily-b\t3\nfamily-a\t4\nagain\t5\nnobody\t6\nmet\t\nmet\nmet\t7 8\nmet\tx");
  EXPECT_EQ(words.faults, (Faults{"not a list and a word: nobody\t6", "not a list and a word: met\t", "not a list and a word: met",
                                  "not a list and a word: met\t7 8", "not a list and a word: met\tx", "a list without words: time"}));
  EXPECT_EQ(words.families, (std::vector<WordSet>{{"2", "4"}, {"3"}}));
  EXPECT_EQ(words.lists[static_cast<size_t>(WordList::kAgain)], (WordSet{"1", "5"}));
  EXPECT_EQ(words.lists[static_cast<size_t>(WordList::kPast)], WordSet{"1"});
}

}  // namespace
}  // namespace waqai::archive
