// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <gtest/gtest.h>

namespace waqai::cli {
namespace {

Result<Arguments> parse(const std::string& command, const std::vector<std::string>& words) { return parse_arguments(*find_command(command), words); }

TEST(Arguments, FlagsLettersAndJoinedValuesMeanTheSame) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--output", "x"}, {"--output=x"}, {"-o", "x"}, {"-ox"}}) {
    const auto arguments = parse("code", words);
    ASSERT_TRUE(arguments) << words[0];
    EXPECT_EQ(arguments.value().get("--output"), "x");
  }
}

TEST(Arguments, DoubleDashEndsTheFlagsAndASingleOneIsAPath) {
  const auto arguments = parse("code", {"-", "--", "--json"});
  ASSERT_TRUE(arguments);
  EXPECT_EQ(arguments.value().positional(), (std::vector<std::string>{"-", "--json"}));
  EXPECT_FALSE(arguments.value().has("--json"));
}

TEST(Arguments, ListsAreSplitAndNumbersChecked) {
  const auto arguments = parse("events", {"--type", "ASSAULT,PROTEST", "--type=AID", "--limit", "3x"});
  ASSERT_TRUE(arguments);
  EXPECT_EQ(arguments.value().list("--type"), (std::vector<std::string>{"ASSAULT", "PROTEST", "AID"}));
  EXPECT_EQ(arguments.value().number("--limit", 0, 1).status().code(), 143);
  EXPECT_EQ(arguments.value().number("--missing", 7, 1).value(), 7);
}

TEST(Arguments, ErrorsNameTheNearestFlag) {
  Status status = parse("code", {"--jsn"}).status();
  EXPECT_EQ(status.code(), 141);
  EXPECT_EQ(status.hint(), "did you mean --json?");
  EXPECT_EQ(parse("code", {"--to"}).status().code(), 142);
}

TEST(Commands, EveryCommandHasHelpWithAnExample) {
  for (const Command& command : commands()) {
    EXPECT_NE(command.run, nullptr);
    EXPECT_FALSE(command.examples.empty()) << command.name;
    EXPECT_NE(command_help(command, true).find("--help"), std::string::npos);
    EXPECT_LE(command_help(command, false).size(), command_help(command, true).size() + 60);
  }
  EXPECT_EQ(nearest("ingset", {"ingest", "events"}), "ingest");
  EXPECT_EQ(nearest("zzzzzz", {"ingest", "events"}), "");
}

}  // namespace
}  // namespace waqai::cli
