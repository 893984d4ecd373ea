// SPDX-License-Identifier: Apache-2.0
#include "events/choice.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/error_codes.h"
#include "base/file.h"
#include "base/hash.h"

namespace waqai::events {
namespace {

constexpr uint8_t kNo = 255;
constexpr uint8_t kType = 1, kKind = kEventAtoms, kSize = kEventAtoms + 1, kAfter = kEventAtoms + kOptionAtoms;

Result<lexicon::Bundle> bundle_of_choice(const std::vector<int32_t>& trust, const std::vector<uint8_t>& templates,
                                         const std::vector<int16_t>& weights, const std::string& name) {
  lexicon::BundleBuilder builder;
  lexicon::SectionWriter sources, section;
  sources.array(std::vector<uint32_t>{});
  sources.strings({});
  section.array(trust);
  section.array(templates);
  section.array(weights);
  builder.add(std::string(lexicon::kSourcesSection), lexicon::kSourcesVersion, sources.take());
  builder.add(std::string(kChoiceSection), kChoiceVersion, section.take());
  const std::string path = testing::TempDir() + name;
  if (Status status = base::replace_file(path, builder.finish()); !status) return status;
  return lexicon::Bundle::open(path);
}

uint32_t slot(uint64_t number, std::initializer_list<uint32_t> values) {
  for (const uint32_t value : values) number = base::mix(number, value);
  return static_cast<uint32_t>(number & ((1u << kChoiceBits) - 1));
}

TEST(Choice, WithoutWeightsTheRulesStand) { EXPECT_TRUE(ChoiceModel().empty()); }

TEST(Choice, ATemplateSpeaksOnlyOfOptionsThatHaveAllItsParts) {
  const std::vector<uint8_t> templates = {0, kType, kKind, kNo, kNo, kNo, kNo, kNo, 0, kKind, kAfter, kNo, kNo, kNo, kNo, kNo};
  std::vector<int16_t> weights(size_t{1} << kChoiceBits, 0);
  weights[slot(1, {1, 77, 2})] = 100;
  weights[slot(2, {1, 2, 1})] = 20;
  weights[slot(2, {1, 2, 0})] = 7;  // of no mention: never asked for
  const Result<lexicon::Bundle> bundle = bundle_of_choice({192}, templates, weights, "choice_test.bundle");
  ASSERT_TRUE(bundle);
  const Result<ChoiceModel> model = ChoiceModel::open(bundle.value());
  ASSERT_TRUE(model);
  EXPECT_EQ(model.value().trust(), 192);
  std::vector<uint32_t> atoms(kAtoms, 0);
  std::vector<uint64_t> begun;
  atoms[0] = 1;
  atoms[kType] = 77;
  model.value().begin(atoms, begun);
  atoms[kKind] = 2;
  atoms[kSize] = 1;
  EXPECT_EQ(model.value().score(atoms, begun), 100);
  atoms[kAfter] = 1;
  EXPECT_EQ(model.value().score(atoms, begun), 120);
  atoms[kKind] = 3;
  EXPECT_EQ(model.value().score(atoms, begun), 0);
}

TEST(Choice, DamagedWeightsAreRefused) {
  const std::vector<int16_t> weights(size_t{1} << kChoiceBits, 0);
  const std::vector<uint8_t> row = {0, kType, kKind, kNo, kNo, kNo, kNo, kNo};
  const std::vector<uint8_t> no_such_atom = {0, kAtoms, kNo, kNo, kNo, kNo, kNo, kNo};
  for (const auto& bundle : {bundle_of_choice({}, row, weights, "choice_a.bundle"), bundle_of_choice({0}, no_such_atom, weights, "choice_b.bundle"),
                             bundle_of_choice({0}, {0, 1}, weights, "choice_c.bundle"), bundle_of_choice({0}, row, {1, 2}, "choice_d.bundle")}) {
    ASSERT_TRUE(bundle);
    const Result<ChoiceModel> model = ChoiceModel::open(bundle.value());
    ASSERT_FALSE(model);
    EXPECT_EQ(model.status().code(), base::kBundleDamaged);
  }
}

// "Army struck rebels", whose sides the rules took for one another; an act of `type`, rebels of the sector `struck`.
void fill(annot::Document& document, std::string_view type, std::string_view struck) {
  document.reset("Army struck rebels");
  const uint32_t begins[] = {0, 5, 12, 19};
  for (uint32_t w = 0; w < 3; ++w) {
    annot::Token token;
    token.span = {begins[w], begins[w + 1] - 1};
    token.words = {w, w + 1};
    document.tokens.push_back(token);
    annot::Word word;
    word.token = w;
    word.span = token.span;
    word.form = word.lemma = document.surface(token);
    word.upos = w == 1 ? annot::Upos::kVerb : annot::Upos::kNoun;
    document.words.push_back(word);
    document.arcs.push_back({w == 1 ? annot::kNone : 1, w == 1 ? annot::Relation::kRoot : annot::Relation::kNsubj, 0});
  }
  annot::Sentence sentence;
  sentence.span = {0, 18};
  sentence.tokens = sentence.words = {0, 3};
  document.sentences.push_back(sentence);
  for (const uint32_t w : {0u, 2u}) {
    annot::Entity entity;
    entity.kind = annot::EntityKind::kGroup;
    entity.country = "SYR";
    entity.sectors = w == 0 ? std::string_view("MIL") : struck;
    annot::Mention mention;
    mention.span = document.words[w].span;
    mention.words = {w, w + 1};
    mention.head = w;
    mention.entities = {static_cast<uint32_t>(document.entities.size())};
    document.entities.push_back(entity);
    document.mentions.push_back(mention);
  }
  annot::Event event;
  event.predicate = 1;
  event.trigger = document.words[1].span;
  event.type = type;
  event.actor.resize(1);
  event.actor[0].entity = event.actor[0].mention = 1;
  event.actor[0].text = document.mentions[1].span;
  document.events.push_back(event);
}

void choose(annot::Document& document, const std::string& name) {
  std::vector<int16_t> weights(size_t{1} << kChoiceBits, 0);
  weights[slot(1, {1, 1})] = 500;  // the actor stands before the act,
  weights[slot(1, {0, 2})] = 500;  // the recipient behind it
  const Result<lexicon::Bundle> bundle = bundle_of_choice({100}, {0, kAfter, kNo, kNo, kNo, kNo, kNo, kNo}, weights, name);
  ASSERT_TRUE(bundle);
  const Result<ChoiceModel> model = ChoiceModel::open(bundle.value());
  ASSERT_TRUE(model);
  Reading reading;
  Reading::Cache cache;
  reading.build(document, lexicon::FramesView(), nullptr, cache);
  Choice(document, reading, WordKinds()).settle(model.value());
}

TEST(Choice, TakesTheBestPairAndSaysAmongHowMany) {
  annot::Document document;
  fill(document, "ACCUSE", "REB");
  choose(document, "choice_settle.bundle");
  const annot::Event& own = document.events[0];
  ASSERT_EQ(own.actor.size(), 1u);
  EXPECT_EQ(own.actor[0].entity, 0u);
  ASSERT_EQ(own.recipient.size(), 1u);
  EXPECT_EQ(own.recipient[0].entity, 1u);
  ASSERT_EQ(own.steps.size(), 2u);
  EXPECT_EQ(own.steps[0].field, "actor");
  EXPECT_EQ(own.steps[0].note, "the learned choice among 4: who is named in the sentence");
}

// Soldiers killed "in the attack", right behind what their army did, had their army as the doer.
TEST(Choice, AnArmyDoesNotAttackItself) {
  annot::Document document;
  fill(document, "ASSAULT", "MIL");
  choose(document, "choice_army.bundle");
  const annot::Event& own = document.events[0];
  ASSERT_EQ(own.actor.size(), 1u);
  EXPECT_EQ(own.actor[0].entity, annot::kNone);
  EXPECT_EQ(own.actor[0].sectors, "UNK");
  ASSERT_EQ(own.recipient.size(), 1u);
  EXPECT_EQ(own.recipient[0].entity, 1u);
  EXPECT_EQ(own.steps.at(0).note, "the learned choice among 5: somebody unknown");
}

}  // namespace
}  // namespace waqai::events
