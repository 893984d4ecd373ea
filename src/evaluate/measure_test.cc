// SPDX-License-Identifier: Apache-2.0
#include "evaluate/measure.h"

#include <gtest/gtest.h>

namespace waqai::evaluate {
namespace {

ScoredEvent event(const char* type, int64_t begin, int64_t end, Stretch home, const char* actor = "") {
  ScoredEvent one;
  one.type = type;
  one.status = "actual";
  one.trigger = {begin, end};
  one.home = home;
  if (*actor != '\0') one.actor = {{actor, "GOV"}};
  return one;
}

ScoredArticle article(std::vector<ScoredEvent> events) {
  ScoredArticle one;
  one.id = "a";
  for (size_t i = 0; i < events.size(); ++i) events[i].n = static_cast<int64_t>(i + 1);
  one.events = std::move(events);
  return one;
}

TEST(Measure, PairsNeedTypeAndSentence) {
  const ScoredArticle gold = article({event("CONSULT", 5, 9, {0, 20}), event("ASSAULT", 30, 34, {20, 40})});
  const ScoredArticle found = article({event("CONSULT", 12, 16, {12, 16}), event("ASSAULT", 5, 9, {5, 9})});
  EXPECT_EQ(pair_events(gold.events, found.events), (std::vector<Pair>{{0, 0}}));
}

TEST(Measure, AsManyPairsAsPossibleThenTheClosest) {
  // The first found event fits both gold ones, the second only the first.
  const ScoredArticle gold = article({event("ASSAULT", 2, 4, {0, 20}, "SYR"), event("ASSAULT", 8, 10, {5, 20}, "RUS")});
  const ScoredArticle found = article({event("ASSAULT", 8, 10, {8, 10}, "RUS"), event("ASSAULT", 1, 3, {1, 3}, "SYR")});
  std::vector<Pair> pairs = pair_events(gold.events, found.events);
  std::sort(pairs.begin(), pairs.end());
  EXPECT_EQ(pairs, (std::vector<Pair>{{0, 1}, {1, 0}}));
}

TEST(Measure, TeasersDoNotCount) {
  ScoredArticle gold = article({event("ASSAULT", 2, 4, {0, 20})});
  gold.skip = {{20, 40}};
  const Counts counts = measure(gold, article({event("ASSAULT", 2, 4, {2, 4}), event("ASSAULT", 25, 30, {25, 30})}));
  EXPECT_EQ(counts.fields[kEvent].found, 1);
  EXPECT_EQ(counts.fields[kEvent].right, 1);
}

TEST(Measure, MembersCountAsOftenAsOnBothSides) {
  ScoredEvent gold = event("COERCE", 2, 4, {0, 20}), found = event("COERCE", 2, 4, {2, 4});
  gold.recipient = {{"SYR", "CVL"}, {"SYR", "CVL"}, {"", "REB"}};
  found.recipient = {{"SYR", "CVL"}, {"", "REB"}, {"", "REB"}};
  const Counts counts = measure(article({gold}), article({found}));
  EXPECT_EQ(counts.fields[kRecipient].right, 2);
  EXPECT_EQ(counts.fields[kDyad].right, 1);  // sets of countries
}

TEST(Measure, FieldsOfPairedEventsAlone) {
  ScoredEvent gold = event("RETREAT", 2, 4, {0, 20}), found = event("RETREAT", 2, 4, {2, 4});
  gold.date = "2018-03-01";
  found.date = "2018-03-02";
  gold.status = "negated";
  gold.source = Party{"SYR", "GOV"};
  gold.mode = {"release"};
  const Counts counts = measure(article({gold}), article({found}));
  EXPECT_EQ(counts.fields[kDate].right, 0);
  EXPECT_EQ(counts.fields[kDate].gold, 1);
  EXPECT_EQ(counts.fields[kUnreal].found, 0);
  EXPECT_EQ(counts.fields[kUnreal].gold, 1);
  EXPECT_EQ(counts.fields[kSource].found, 0);
  EXPECT_EQ(counts.fields[kMode].gold, 1);
  EXPECT_EQ(counts.fields[kMode].right, 0);
  const Counts apart = measure(article({gold}), article({event("ASSAULT", 2, 4, {2, 4})}));
  EXPECT_EQ(apart.fields[kDate].gold, 0);
}

TEST(Measure, PledgesOfOneStrength) {
  ScoredArticle gold = article({event("AGREE", 2, 4, {0, 20}), event("AGREE", 22, 24, {20, 40})});
  ScoredArticle found = gold;
  gold.pledges = {{1, "firm"}, {2, "firm"}};
  found.pledges = {{1, "firm"}, {2, "intent"}};
  const Count pledge = measure(gold, found).fields[kPledge];
  EXPECT_EQ(pledge.right, 1);
  EXPECT_DOUBLE_EQ(pledge.f1(), 0.5);
}

TEST(Measure, Places) {
  EXPECT_TRUE(same_place({"Sana'a", "YEM"}, {"sana a", "YEM"}));
  EXPECT_TRUE(same_place({"City of Aleppo", "SYR"}, {"Aleppo", "SYR"}));
  EXPECT_TRUE(same_place({"Malm\u00f6", "SWE"}, {"Malmo", "SWE"}));
  EXPECT_FALSE(same_place({"Tripoli", "LBY"}, {"Tripoli", "LBN"}));
  EXPECT_FALSE(same_place({"New York", "USA"}, {"York Town", "USA"}));
}

TEST(Measure, PlacesInLettersWithoutBase) {
  EXPECT_TRUE(same_place({"\u00c6R\u00d8", "DNK"}, {"\u00e6r\u00f8", "DNK"}));
  EXPECT_TRUE(same_place({"\u0141\u00d3D\u0179", "POL"}, {"\u0142\u00f3d\u017a", "POL"}));
  EXPECT_TRUE(same_place({"Gie\u00dfen", "DEU"}, {"Giessen", "DEU"}));
  EXPECT_TRUE(same_place({"Port\u2013au\u00b7Prince", "HTI"}, {"port au prince", "HTI"}));
  EXPECT_TRUE(same_place({"\u0645\u0643\u0629", "SAU"}, {"\u0645\u0643\u0629", "SAU"}));
  EXPECT_TRUE(same_place({"Mu\u0308nchen", "DEU"}, {"M\u00fcnchen", "DEU"}));
  EXPECT_TRUE(same_place({"a\u00d7b", "DEU"}, {"b a", "DEU"}));
  EXPECT_FALSE(same_place({"\u0142\u00f3d\u017a", "POL"}, {"\u0143\u00f3d\u017a", "POL"}));
}

TEST(Measure, NothingGivesNothing) {
  const Counts counts = measure(ScoredArticle(), ScoredArticle());
  EXPECT_EQ(counts.fields[kEvent].f1(), 0);
}

TEST(Coded, LineThatIsNoArticle) {
  EXPECT_FALSE(read_coded("[]"));
  EXPECT_FALSE(read_coded("{\"id\": \"a\", \"events\": [{\"type\": \"ASSAULT\"}]}"));
  EXPECT_FALSE(read_coded("{\"events\": []}"));
  EXPECT_EQ(read_coded("{\"events\": []}").status().id(), "E023");
}

TEST(Coded, EachThingThatIsWrongIsNamed) {
  const std::pair<const char*, const char*> lines[] = {
      {"", "no coded article: "},
      {"{", "no coded article: "},
      {"5", "the JSON is no object"},
      {"{\"id\": 5}", "it has no id"},
      {"{\"id\": \"a\", \"events\": [5]}", "an event needs a type"},
      {"{\"id\": \"a\", \"events\": [{\"trigger\": {\"start\": 1, \"end\": 2}}]}", "an event needs a type"},
      {"{\"id\": \"a\", \"events\": [{\"type\": \"AID\", \"trigger\": {\"start\": 1}}]}", "an event needs a type"},
      {"{\"id\": \"a\", \"events\": [{\"type\": \"AID\", \"trigger\": {\"start\": \"1\", \"end\": 2}}]}", "an event needs a type"}};
  for (const auto& [line, words] : lines) {
    const Status status = read_coded(line).status();
    EXPECT_EQ(status.id(), "E023") << line;
    EXPECT_EQ(status.kind(), ErrorKind::kRejected);
    EXPECT_NE(status.message().find(words), std::string::npos) << status.message();
  }
  // Values of another kind beside good ones are left out.
  const auto read =
      read_coded(R"({"id": "a", "events": [{"n": 1, "type": "AID", "trigger": {"start": 1, "end": 3}, "sentence": [0], "mode": ["b", 5, "a"],
      "actor": [5, {"country": "EGY", "sector": [7]}]}], "pledges": [5, {"event": 1, "strength": "firm"}]})");
  ASSERT_TRUE(read) << read.status().to_string();
  EXPECT_EQ(read.value().events[0].mode, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(read.value().events[0].actor, (std::vector<Party>{{"EGY", ""}}));
  EXPECT_EQ(read.value().pledges.size(), 1u);
}

TEST(Coded, FieldsThatAreNull) {
  const auto read = read_coded(R"({"id": "a", "events": [{"n": 1, "type": "ASSAULT", "trigger": {"text": "x", "start": 1, "end": 3}, "mode": null,
      "source": null, "place": null, "date": null, "actor": [{"country": null, "sector": []}]}], "pledges": null})");
  ASSERT_TRUE(read);
  const ScoredEvent& one = read.value().events.at(0);
  EXPECT_EQ(one.home, (Stretch{1, 3}));
  EXPECT_FALSE(one.source || one.place);
  EXPECT_EQ(one.actor, (std::vector<Party>{{"", ""}}));
}

}  // namespace
}  // namespace waqai::evaluate
