// SPDX-License-Identifier: Apache-2.0
#include "waqai/output.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace waqai {
namespace {

CodedArticle sample() {
  CodedArticle coded;
  coded.article.id = "a1";
  coded.article.published = "2018-03-01";
  coded.article.text = "\xd8\xb2\xd8\xa7\xd8\xb1 Ivan, \"Omar\"";  // three Arabic letters of two bytes
  Event event;
  event.id = "0123456789abcdef01234567";
  event.n = 1;
  event.happening = 1;
  event.sentence = {0, 19};
  event.trigger = {0, 6};
  event.trigger_text = "\xd8\xb2\xd8\xa7\xd8\xb1";
  event.type = "CONSULT";
  event.mode = {"visit"};
  event.status = "actual";
  event.quad = 1;
  event.score = 4;
  Participant who;
  who.text = "Ivan";
  who.span = {7, 11};
  who.name = "Ivan";
  who.country = "RUS";
  who.sector = {"GOV"};
  event.actor = {who};
  who.name = "Omar, \"Abu\"";
  event.recipient = {who};
  coded.events = {event};
  return coded;
}

TEST(Jsonl, OffsetsAreCodePointsAndUnknownIsNull) {
  const std::string json = to_jsonl(sample());
  EXPECT_NE(json.find("\"start\": 0, \"end\": 3"), std::string::npos) << json;
  EXPECT_NE(json.find("\"span\": [4, 8]"), std::string::npos) << json;
  EXPECT_NE(json.find("\"sentence\": [0, 16]"), std::string::npos) << json;
  EXPECT_NE(json.find("\"date\": null"), std::string::npos);
  EXPECT_NE(json.find("\"place\": null"), std::string::npos);
  EXPECT_NE(json.find("\"source\": null"), std::string::npos);
  EXPECT_EQ(json.find('\n'), std::string::npos);
}

TEST(Plover, SaysWhereTheDateComesFrom) {
  CodedArticle coded = sample();
  EXPECT_NE(to_plover(coded).find("\"date\": \"2018-03-01\", \"date_basis\": \"published\""), std::string::npos);
  coded.events[0].date = "2018-02-27";
  EXPECT_NE(to_plover(coded).find("\"date\": \"2018-02-27\", \"date_basis\": \"stated\""), std::string::npos);
  coded.events.clear();
  EXPECT_EQ(to_plover(coded), "");
}

TEST(Csv, QuotesWhatNeedsItAndKeepsItsColumns) {
  const std::string header = csv_header();
  const std::string row = to_csv(sample());
  EXPECT_NE(row.find("\"Omar, \"\"Abu\"\"\""), std::string::npos) << row;
  size_t cells = 1;
  bool quoted = false;
  for (const char c : row) {
    if (c == '"') quoted = !quoted;
    cells += c == ',' && !quoted;
  }
  EXPECT_EQ(cells, static_cast<size_t>(std::count(header.begin(), header.end(), ',')) + 1);
}

TEST(Text, TellsWhoDidWhatToWhomInEnglish) {
  EXPECT_EQ(event_gloss(sample().events[0]), "Ivan (RUS GOV) consulted with Omar, \"Abu\" (RUS GOV)");
  Event event = sample().events[0];
  event.recipient.clear();
  event.status = "negated";
  EXPECT_EQ(event_gloss(event), "Ivan (RUS GOV) held talks [negated]");
}

TEST(Text, PartiesWhomNobodyNamesAreSomebody) {
  Event event = sample().events[0];
  event.actor[0] = {};
  event.actor[0].text = "bomb";
  event.actor[0].sector = {"UAF"};
  EXPECT_EQ(event_gloss(event), "somebody armed (UAF) consulted with Omar, \"Abu\" (RUS GOV)");
}

TEST(Text, CodesThatMakeANameAreToldOnce) {
  Event event = sample().events[0];
  event.actor[0] = {};
  event.actor[0].name = "civil society (Yemen)";
  event.actor[0].country = "YEM";
  event.actor[0].sector = {"SOC"};
  EXPECT_EQ(event_gloss(event), "civil society (Yemen) consulted with Omar, \"Abu\" (RUS GOV)");
}

TEST(Text, HidesNothingThatCouldDriveATerminal) {
  EXPECT_EQ(printable("a\x1b[31mb\n\xe2\x80\xae"), "a<U+001B>[31mb<U+000A>");
  CodedArticle coded = sample();
  coded.article.id = "x\x1b]0;evil\x07";
  EXPECT_EQ(to_text(coded, {}).find('\x1b'), std::string::npos);
}

TEST(Text, TransliteratesLettersDigitsAndPunctuation) {
  EXPECT_EQ(transliterate("\xd8\xaf\xd9\x85\xd8\xb4\xd9\x82\xd8\x8c 12"), "dmshq, 12");
  EXPECT_EQ(transliterate("abc"), "abc");
}

}  // namespace
}  // namespace waqai
