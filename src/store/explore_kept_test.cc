// SPDX-License-Identifier: Apache-2.0
//
// The columns that are kept beside an archive: read where they fit, made anew where they do not.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/hash.h"
#include "store/archive_store.h"
#include "store/explore_store.h"
#include "support/fail_statement.h"

namespace waqai::store {
namespace {

CodedArticle coded_sample(int number) {
  CodedArticle coded;
  coded.article.id = "a" + std::to_string(number);
  coded.article.source = "outlet";
  coded.article.published = "2018-03-05";
  coded.article.text = "body " + std::to_string(number);
  Event event;
  event.id = base::digest128("event" + std::to_string(number));
  event.n = 1;
  event.happening = 1;
  event.sentence = {0, 4};
  event.trigger = {0, 4};
  event.trigger_text = "body";
  event.type = "CONSULT";
  event.status = "actual";
  event.quad = 1;
  Participant who;
  who.text = "body";
  who.name = "Vladimir Putin";
  who.country = "RUS";
  event.actor = {who};
  coded.events = {event};
  return coded;
}

class ExploreKept : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "waqai_kept_" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    fill(0, 40);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void fill(int from, int count) {
    Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder_);
    ASSERT_TRUE(store) << store.status().to_string();
    RunInfo run;
    run.run_id = "r" + std::to_string(from);
    std::vector<CodedArticle> batch;
    for (int i = from; i < from + count; ++i) batch.push_back(coded_sample(i));
    ASSERT_TRUE(store.value().add(batch, run));
    ASSERT_TRUE(store.value().finish_run(run));
  }

  // Opens, keeps the columns, and tells all answers as text; `from_kept`: whether the columns were read from the file.
  std::string answers(bool& from_kept) {
    Result<ExploreStore> store = ExploreStore::open(folder_, 1);
    EXPECT_TRUE(store) << store.status().to_string();
    const Status prepared = store.value().prepare();
    EXPECT_TRUE(prepared) << prepared.to_string();
    from_kept = store.value().is_from_kept();
    store.value().keep(1);
    std::ostringstream told;
    const Result<std::vector<ExploreTable>> facets = store.value().facets({}, {"party"}, CountBy::kHappenings, 9);
    EXPECT_TRUE(facets) << facets.status().to_string();
    for (const Result<ExploreTable>& table : {store.value().counts({}), store.value().events({}, {}, CountBy::kReports),
                                              Result<ExploreTable>(facets.value().at(0)), store.value().actors("", 9, CountBy::kReports)}) {
      EXPECT_TRUE(table) << table.status().to_string();
      for (const auto& row : table.value().rows) {
        for (const auto& cell : row) told << cell.value_or("-") << '|';
        told << '\n';
      }
    }
    return told.str();
  }

  std::string kept() const { return ExploreStore::kept_folder(folder_) + "/events.duckdb"; }

  std::string folder_;
};

TEST_F(ExploreKept, SecondStartReadsItAndAnswersTheSame) {
  bool from_kept = true;
  const std::string first = answers(from_kept);
  EXPECT_FALSE(from_kept);
  EXPECT_TRUE(std::filesystem::exists(kept()));
  EXPECT_EQ(answers(from_kept), first);
  EXPECT_TRUE(from_kept);
  EXPECT_NE(first.find("40|40|"), std::string::npos) << first;
}

TEST_F(ExploreKept, AnArchiveThatChangedIsReadAnew) {
  bool from_kept = true;
  (void)answers(from_kept);
  fill(40, 1);
  EXPECT_NE(answers(from_kept).find("41|41|"), std::string::npos);
  EXPECT_FALSE(from_kept);
  EXPECT_NE(answers(from_kept).find("41|41|"), std::string::npos);
  EXPECT_TRUE(from_kept);
}

TEST_F(ExploreKept, ADamagedFileIsMadeAnew) {
  bool from_kept = true;
  const std::string first = answers(from_kept);
  std::filesystem::resize_file(kept(), std::filesystem::file_size(kept()) / 2);
  EXPECT_EQ(answers(from_kept), first);
  EXPECT_FALSE(from_kept);
  std::ofstream(kept(), std::ios::trunc) << "no database";
  EXPECT_EQ(answers(from_kept), first);
  EXPECT_FALSE(from_kept);
  EXPECT_EQ(answers(from_kept), first);
  EXPECT_TRUE(from_kept);
}

TEST_F(ExploreKept, SmallArchivesAndFoldersThatCannotBeWrittenKeepNothing) {
  Result<ExploreStore> store = ExploreStore::open(folder_, 1);
  ASSERT_TRUE(store);
  ASSERT_TRUE(store.value().prepare());
  store.value().keep();
  EXPECT_FALSE(std::filesystem::exists(kept()));
  std::ofstream(ExploreStore::kept_folder(folder_)) << "a file in the way";
  store.value().keep(1);
  EXPECT_TRUE(std::filesystem::is_regular_file(ExploreStore::kept_folder(folder_)));
  EXPECT_TRUE(store.value().counts({}));
}

// What an archive knows in English alone has its Arabic from who has the dictionaries, everywhere; other names are made anew.
TEST_F(ExploreKept, AgentsInEnglishAloneAreNamedInArabic) {
  const auto named = [this](const std::string& arabic, uint64_t digest, bool& from_kept) {
    Result<ExploreStore> store = ExploreStore::open(folder_, 1);
    EXPECT_TRUE(store) << store.status().to_string();
    AgentNamer namer;
    namer.arabic = [arabic](std::string_view english) { return english == "Vladimir Putin" ? arabic : std::string(); };
    namer.digest = digest;
    store.value().name_agents(std::move(namer));
    EXPECT_TRUE(store.value().prepare());
    from_kept = store.value().is_from_kept();
    store.value().keep(1);
    const Result<ExploreTable> people = store.value().actors(arabic, 9, CountBy::kReports);
    const Result<ExploreTable> events = store.value().events({}, {}, CountBy::kReports);
    const Result<CodedArticle> article = store.value().article("a3");
    const Result<std::vector<ExploreTable>> facets = store.value().facets({}, {"party"}, CountBy::kReports, 9);
    EXPECT_TRUE(people && events && article && facets);
    const auto& columns = events.value().columns;
    const auto place = std::find_if(columns.begin(), columns.end(), [](const ExploreColumn& column) { return column.name == "actor_ar"; });
    return people.value().rows.at(0)[1].value_or("-") + "|" + events.value().rows.at(0)[static_cast<size_t>(place - columns.begin())].value_or("-") +
           "|" + article.value().events.at(0).actor.at(0).name_ar + "|" + facets.value().at(0).rows.at(0)[2].value_or("-");
  };
  bool from_kept = true;
  EXPECT_EQ(named("one", 1, from_kept), "one|one|one|one");
  EXPECT_FALSE(from_kept);
  EXPECT_EQ(named("one", 1, from_kept), "one|one|one|one");
  EXPECT_TRUE(from_kept);
  EXPECT_EQ(named("two", 2, from_kept), "two|two|two|two");
  EXPECT_FALSE(from_kept);
}

TEST_F(ExploreKept, ADatabaseThatFailsKeepsAndReadsTheWholeOrNothing) {
  using waqai::testing::DatabaseCall;
  bool from_kept = true;
  const std::string good = answers(from_kept);
  for (const DatabaseCall what : {DatabaseCall::kStatement, DatabaseCall::kFetch}) {
    for (const bool there : {false, true}) {
      for (uint64_t n = 1, calls = n; calls >= n; ++n) {
        SCOPED_TRACE((there ? "reading, call " : "keeping, call ") + std::to_string(n));
        if (!there) std::filesystem::remove(kept());
        {
          Result<ExploreStore> store = ExploreStore::open(folder_, 1);
          ASSERT_TRUE(store);
          waqai::testing::fail_database(what, n);
          const Status prepared = store.value().prepare();
          if (prepared) store.value().keep(1);
          calls = waqai::testing::database_calls();
          waqai::testing::fail_database(what, 0);
          EXPECT_TRUE(prepared || prepared.kind() == ErrorKind::kResource) << prepared.to_string();
        }
        EXPECT_EQ(answers(from_kept), good);
        ASSERT_FALSE(HasFailure());
      }
    }
  }
}

TEST_F(ExploreKept, ColumnsThatAreNotWholeAreMadeAnew) {
  bool from_kept = true;
  const std::string good = answers(from_kept);
  for (const char* damage :
       {"DELETE FROM columns WHERE part = 3", "UPDATE columns SET bytes = bytes || bytes", "UPDATE columns SET part = part + 1000"}) {
    SCOPED_TRACE(damage);
    {
      Result<Database> database = Database::open(kept(), {.read_only = false, .must_exist = true});
      ASSERT_TRUE(database);
      ASSERT_TRUE(database.value().run(damage));
    }
    EXPECT_EQ(answers(from_kept), good);
    EXPECT_FALSE(from_kept);
    EXPECT_EQ(answers(from_kept), good);
    EXPECT_TRUE(from_kept);
  }
}

TEST_F(ExploreKept, AFieldThatThereIsNotIsRefused) {
  Result<ExploreStore> store = ExploreStore::open(folder_, 1);
  ASSERT_TRUE(store && store.value().prepare());
  ExploreFilter filter;
  filter.choices = {{"colour", {"red"}, {}}};
  EXPECT_EQ(store.value().counts(filter).status().id(), "E143");
  EXPECT_EQ(store.value().facets({}, {"colour"}, CountBy::kReports, 9).status().id(), "E143");
}

}  // namespace
}  // namespace waqai::store
