// SPDX-License-Identifier: Apache-2.0
#include "lexicon/petrarch.h"

#include <gtest/gtest.h>

namespace waqai::lexicon {
namespace {

const std::set<std::string, std::less<>> kCountries = {"PSE", "IRQ"};

TEST(Petrarch, ActorsComeWithCodesAndDates) {
  const PetrarchImport made = import_petrarch(
      {{
          "a.txt",
          "# comment\nabu_bilal_\n+abu_b_\n\t[PSECVLELI 19840502-18000101]\n\t[IRQGOV >20100101]\nguards  [MIL]\nbaghdadi [IRQ]\nodd [XYZ]\n",
      }},
      kCountries);
  EXPECT_EQ(made.actors, 2u);
  EXPECT_EQ(made.agents, 1u);  // somebody without a state is an agent
  EXPECT_NE(made.orgs.find("\tabu bilal\tabu b\t-\tPSE\tCVL,ELI\t1984-05-02\t-\t"), std::string::npos);
  EXPECT_NE(made.orgs.find("\tabu bilal\tabu b\t-\tIRQ\tGOV\t2010-01-01\t-\t"), std::string::npos);
  EXPECT_NE(made.sectors.find("guards\tadj,gen,ctx\tMIL\t"), std::string::npos);
  EXPECT_EQ(made.left.at("a state or nationality of one word: ours has them").first, 1u);
  EXPECT_EQ(made.left.at("an actor with a code that ours do not have").second, "a.txt:8");
}

TEST(Petrarch, AgentsCarryOurCodes) {
  const PetrarchImport made = import_petrarch({{"g.txt", "rebel_group [~SEP]\nreporter [~MED]\nreporter [~MED]\nthing [~QQQ]\n"}}, kCountries);
  EXPECT_EQ(made.agents, 2u);
  EXPECT_NE(made.sectors.find("rebel group\tadj,gen,ctx\tREB\tgroup"), std::string::npos);
  EXPECT_NE(made.sectors.find("reporter\tadj,gen,ctx\tJRN\tgroup"), std::string::npos);
  EXPECT_EQ(made.left.at("an agent written twice").first, 1u);
  EXPECT_EQ(made.left.at("an agent with a code that ours do not have").first, 1u);
}

TEST(Petrarch, VerbsBecomeFramesByCode) {
  const PetrarchImport made = import_petrarch(
      {{"v.txt",
        "&WEAPON\n+rifle_\n+two words\n\n--- ask [---] ---\nask  [010] # x\nbeg+of # x\n- * (for {money aid}) [0231]  # c\n- * &WEAPON [0232]\n"
        "- news * [010]\n- * + [100]\n- * reply [011]\n\n--- hit [190] ---\nhit [190]\n"}},
      kCountries);
  EXPECT_EQ(made.patterns, 3u);
  EXPECT_NE(made.frames.find("list: petrarch-verbs-1\nop: verbs\nwords: ask, beg\n"), std::string::npos);
  EXPECT_NE(made.frames.find("frame: {petrarch-verbs-1} for money aid\nlike: request\ncameo: 0231\n"), std::string::npos);
  EXPECT_NE(made.frames.find("frame: {petrarch-verbs-1} {petrarch-weapon}\n"), std::string::npos);
  EXPECT_NE(made.frames.find("frame: hit\nlike: assault\ncameo: 190\n"), std::string::npos);
  EXPECT_NE(made.frames.find("list: petrarch-weapon\nwords: rifle\n"), std::string::npos);
  EXPECT_EQ(made.left.at("a pattern with words before the verb").first, 1u);
  EXPECT_EQ(made.left.at("a pattern that says where source or target stand").first, 1u);
  EXPECT_EQ(made.left.at("a statement (CAMEO 01): no event here").first, 2u);
  EXPECT_EQ(made.left.at("a member of a synonym set of several words").first, 1u);
}

TEST(Petrarch, UnknownFilesAreLeft) {
  const PetrarchImport made = import_petrarch({{"x.txt", "nothing here\n"}}, kCountries);
  EXPECT_EQ(made.left.at("a file of no known kind").first, 1u);
}

}  // namespace
}  // namespace waqai::lexicon
