// SPDX-License-Identifier: Apache-2.0
#include "lexicon/actors_compile.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error_codes.h"
#include "base/file.h"
#include "lexicon/actors.h"
#include "lexicon/agent_names.h"
#include "text/fold.h"

namespace waqai::lexicon {
namespace {

constexpr const char* kStates = "code\tname_en\tname_ar\taliases_ar\tnisba\tcapital_ar\tmetonyms_ar\nAAA\tAland\tab\t-\tabi\t-\t-\n";
constexpr const char* kPersons = "id\tname_en\tname_ar\tcountry\nx\tX One\tex one\tAAA\ny\tY Two\twhy two\tAAA\n";
constexpr const char* kOffices =
    "person\toffice\tcountry\tfrom\tsectors\tto\ttitle_ar\nx\tking\tAAA\t2000\tGOV\t2010\t-\ny\tking\tAAA\t2011\tGOV\t-\t-\n";

struct Built {
  Result<Bundle> bundle;
  Findings findings;
};

Built build(std::vector<SourceFile> overlay) {
  std::vector<SourceFile> files = {{"actors/states.tsv", kStates, ""}, {"actors/persons.tsv", kPersons, ""}, {"actors/offices.tsv", kOffices, ""}};
  for (SourceFile& file : overlay) files.push_back(std::move(file));
  const SourceSet sources = SourceSet::from_texts(std::move(files));
  BundleBuilder builder;
  Findings findings;
  sources.add_sources_section(builder);
  add_actors(sources, builder, findings);
  const std::string path = ::testing::TempDir() + "waqai_actors_test";
  EXPECT_TRUE(base::replace_file(path, builder.finish()));
  return {Bundle::open(path), std::move(findings)};
}

std::string king(const Bundle& bundle, const char* day) {
  const ActorsView actors = ActorsView::open(bundle).value();
  const OfficeRecord* office = actors.holder("king", "AAA", *base::parse_iso_day(day));
  return office == nullptr ? "nobody" : std::string(actors.text(actors.persons()[office->person].name));
}

TEST(Actors, HoldersOfAnOfficeDependOnTheDay) {
  const Built base = build({});
  ASSERT_TRUE(base.bundle);
  EXPECT_EQ(base.findings.errors(), 0u);
  EXPECT_EQ(king(base.bundle.value(), "2005-06-01"), "X One");
  EXPECT_EQ(king(base.bundle.value(), "2010-12-31"), "X One");
  EXPECT_EQ(king(base.bundle.value(), "2015-01-01"), "Y Two");
  EXPECT_EQ(king(base.bundle.value(), "1999-12-31"), "nobody");
}

TEST(Actors, OverlaysAddReplaceAndRemoveRows) {
  const Built built =
      build({{"mine/actors/persons.tsv", "id\tname_en\tname_ar\tcountry\nx\tX Renamed\tex one\tAAA\nz\tZ Three\tzed three\tAAA\n!y\t-\t-\t-\n", "",
              "actors/persons.tsv"},
             {"mine/actors/offices.tsv", "person\toffice\tcountry\tfrom\tsectors\tto\ttitle_ar\nz\tking\tAAA\t2011\tGOV\t-\t-\n", "",
              "actors/offices.tsv"}});
  ASSERT_TRUE(built.bundle);
  EXPECT_EQ(built.findings.errors(), 0u);
  EXPECT_EQ(king(built.bundle.value(), "2005-06-01"), "X Renamed");
  EXPECT_EQ(king(built.bundle.value(), "2015-01-01"), "Z Three");
}

TEST(Actors, ARemovalOfNothingIsAWarning) {
  const Built built = build({{"mine/actors/persons.tsv", "id\tname_en\tname_ar\tcountry\n!nobody\t-\t-\t-\n", "", "actors/persons.tsv"}});
  EXPECT_EQ(built.findings.errors(), 0u);
  ASSERT_EQ(built.findings.all().size(), 1u);
  EXPECT_EQ(built.findings.all()[0].code, base::kDictionaryReference);
}

TEST(Actors, KindsOutsideTheListsAreFindings) {
  const Built built = build({{"actors/modifiers.tsv", "word\tkind\nold\tancient\n", ""},
                             {"actors/sectors.tsv", "word\tcountry_from\tsectors\tkind\tgloss\tneeds\nw\tadj\tGOV\tperson\tg\tnothing\n", ""},
                             {"actors/references.tsv", "word\tkind\tneeds\tof\tsectors\nr\tlatter\tthe\t-\tXYZ\n", ""}});
  EXPECT_EQ(built.findings.errors(), 3u);
}

constexpr const char* kSectors =
    "word\tcountry_from\tsectors\tkind\tgloss\tneeds\nw\tadj\tMIL\tgroup\tarmy\t-\nv\tadj\tCVL\tgroup\tpeople, crowds\t-\n";

TEST(Actors, AgentsAreNamedByTheirWordAndState) {
  const Built built =
      build({{"actors/sectors.tsv", kSectors, ""},
             {"actors/agents.tsv", "name_en\tname_ar\narmy\tjaysh\nking\tmalik\n", ""},
             {"actors/offices-titled.tsv", "person\toffice\tcountry\tfrom\tsectors\tto\ttitle_ar\nx\tking\tAAA\t2000\tGOV\t2010\tmlk\n", ""}});
  ASSERT_TRUE(built.bundle);
  EXPECT_EQ(built.findings.errors(), 0u);
  const AgentNames names(ActorsView::open(built.bundle.value()).value());
  EXPECT_EQ(names.english("army", "AAA"), "army (Aland)");
  EXPECT_EQ(names.english("army", "UNO"), "army");
  EXPECT_EQ(names.arabic("army (Aland)"), "jaysh (ab)");
  EXPECT_EQ(names.arabic("army (AAA)"), "jaysh (ab)");
  EXPECT_EQ(names.arabic("army"), "jaysh");
  EXPECT_EQ(names.arabic("army (UNO)"), "jaysh");
  EXPECT_EQ(names.arabic("king (Aland)"), "malik (ab)");
  EXPECT_EQ(names.arabic("Aland"), "ab");
  for (const char* other : {"", "X One", "people, crowds", "people, crowds (Aland)", "army (Xland)", "army (Aland", " (Aland)", "army ()"})
    EXPECT_EQ(names.arabic(other), "") << other;
  EXPECT_NE(names.digest(), 0u);
  EXPECT_NE(names.digest(), AgentNames(ActorsView::open(build({}).bundle.value()).value()).digest());
  EXPECT_EQ(AgentNames().arabic("army"), "");
}

// Whoever adds a word of an agent adds what it is called in Arabic, too.
TEST(Actors, EveryAgentOfTheDictionaryHasAnArabicName) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  const Result<Bundle> bundle = Bundle::open(path);
  ASSERT_TRUE(bundle) << bundle.status().to_string();
  const ActorsView actors = ActorsView::open(bundle.value()).value();
  for (const SectorRecord& agent : actors.sectors()) {
    const std::string_view name = actors.text(agent.gloss_ar);
    EXPECT_TRUE(!name.empty() && (static_cast<unsigned char>(name[0]) & 0xE0) == 0xC0)
        << actors.text(agent.gloss) << ": a row of data/actors/agents.tsv";
  }
  for (const StateRecord& state : actors.states()) EXPECT_FALSE(actors.text(state.name_ar).empty()) << actors.text(state.name);
}

}  // namespace
}  // namespace waqai::lexicon
