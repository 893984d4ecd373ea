// SPDX-License-Identifier: Apache-2.0
#include "pipeline/records.h"

#include <gtest/gtest.h>

#include "pipeline/pipeline.h"
#include "pipeline/plover.h"

namespace waqai::pipeline {
namespace {

// A document of one sentence with two events on one trigger and one before it.
annot::Document sample() {
  annot::Document doc;
  doc.reset("Ivan met Omar and hit Omar");
  doc.sentences.push_back({{0, 26}, annot::SentenceKind::kBody, 0, {}, {}, {}});
  annot::Entity person;
  person.id = "ivan";
  person.name = "Ivan";
  person.country = "RUS";
  person.sectors = "GOV,ELI";
  person.row = {0, 7};
  doc.entities.push_back(person);
  for (const auto& [begin, type, happening] : {std::tuple<uint32_t, const char*, uint32_t>{18, "ASSAULT", 9}, {5, "CONSULT", 4}, {18, "COERCE", 9}}) {
    annot::Event event;
    event.trigger = {begin, begin + 3};
    event.type = type;
    event.status = "actual";
    event.happening = happening;
    event.actor.push_back({0, annot::kNone, {0, 4}, {}, {}});
    event.recipient.push_back({annot::kNone, annot::kNone, {9, 13}, "SYR", "CVL"});
    doc.events.push_back(event);
  }
  annot::Pledge pledge;
  pledge.event = 1;
  pledge.by.push_back({0, annot::kNone, {0, 4}, {}, {}});
  pledge.strength = "firm";
  doc.pledges.push_back(pledge);
  return doc;
}

const lexicon::SourceInfo kSources[] = {{"actors/persons.tsv", "CC BY 4.0"}};

TEST(Records, EventsAreNumberedInOrderOfTheText) {
  const CodedArticle coded = to_records(sample(), kSources, {}, {});
  ASSERT_EQ(coded.events.size(), 3u);
  EXPECT_EQ(coded.events[0].type, "CONSULT");
  EXPECT_EQ(coded.events[0].n, 1u);
  EXPECT_EQ(coded.events[0].happening, 1u);
  EXPECT_EQ(coded.events[1].happening, 2u);
  EXPECT_EQ(coded.events[2].happening, 2u);
  EXPECT_EQ(coded.pledges.at(0).event, 1u);
  EXPECT_EQ(coded.pledges.at(0).by, "Ivan");
  const Participant& actor = coded.events[0].actor.at(0);
  EXPECT_EQ(actor.text, "Ivan");
  EXPECT_EQ(actor.sector, (std::vector<std::string>{"GOV", "ELI"}));
  EXPECT_EQ(actor.row.file, "actors/persons.tsv");
  EXPECT_EQ(actor.row.line, 7u);
  EXPECT_EQ(coded.events[0].recipient.at(0).country, "SYR");
}

TEST(Records, IdsNameTheTextAndTheTriggerOnly) {
  const CodedArticle first = to_records(sample(), kSources, {}, {});
  annot::Document changed = sample();
  changed.events[1].type = "AGREE";
  changed.events[1].frame = {0, 99};
  changed.entities[0].country = "UKR";
  const CodedArticle second = to_records(changed, kSources, {}, {});
  EXPECT_EQ(first.events[0].id, second.events[0].id);
  EXPECT_NE(first.events[1].id, first.events[2].id);
  annot::Document longer = sample();
  longer.text += ".";
  EXPECT_NE(to_records(longer, kSources, {}, {}).events[0].id, first.events[0].id);
}

TEST(Records, UnknownFieldsStayAbsent) {
  const CodedArticle coded = to_records(sample(), kSources, {}, {});
  const Event& event = coded.events[0];
  EXPECT_TRUE(event.date.empty());
  EXPECT_FALSE(event.place);
  EXPECT_FALSE(event.source);
  EXPECT_TRUE(event.cameo.empty());
}

TEST(Plover, NumbersOfTheManual) {
  EXPECT_EQ(quad_class("SANCTION"), 4);
  EXPECT_EQ(quad_class("RETREAT"), 2);
  EXPECT_EQ(quad_class("NONSENSE"), 0);
  EXPECT_EQ(plover_score("CONSULT", "phone"), 1.5);
  EXPECT_EQ(plover_score("ACCUSE", ""), -3);
  EXPECT_EQ(plover_score("PROTEST", "vandalize"), -5);
  EXPECT_FALSE(plover_score("NONSENSE", ""));
}

TEST(Title, CountsOnlyWhereTheTextOpensWithIt) {
  Article article;
  article.title = "Head";
  article.text = "Head\nbody";
  EXPECT_EQ(title_bytes(article), 4u);
  article.text = "Headline\nbody";
  EXPECT_EQ(title_bytes(article), 0u);
  article.text = "Head";
  EXPECT_EQ(title_bytes(article), 4u);
  article.title.clear();
  EXPECT_EQ(title_bytes(article), 0u);
}

}  // namespace
}  // namespace waqai::pipeline
