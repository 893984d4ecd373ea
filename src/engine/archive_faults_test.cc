// SPDX-License-Identifier: Apache-2.0
//
// The database fails at the n-th call, for every n, while an archive is written: the caller is told, the archive opens again, and the same done
// again, with the same object or another one, gives the rows that it gives undisturbed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include "support/faulty_archive.h"
#include "waqai/archive.h"
#include "waqai/dictionary.h"
#include "waqai/engine.h"

namespace waqai {
namespace {

namespace fs = std::filesystem;
using testing::DatabaseCall;

class ArchiveFaults : public testing::FaultySuite {
 protected:
  static void SetUpTestSuite() {
    if (open_suite("waqai_archive_faults")) fill(whole(), 0, articles().size());
  }
  static std::string whole() { return root() + "/whole"; }

  // An archive of some of the articles.
  static std::string prepare(const std::string& name, size_t count) {
    fill(root() + "/" + name, 0, count);
    return root() + "/" + name;
  }

  using Work = std::function<Status(Archive&)>;
  using Tell = std::function<std::string(const std::string& folder)>;

  // Does `work` to copies of the archive `begin`, of which `tell` tells what is to be the same.  After every `again`th failure the work is done
  // again, in turns with the same object and with another one.
  static void check(const std::string& begin, DatabaseCall what, const Work& work, const Tell& tell, uint64_t again, uint64_t each = UINT64_MAX) {
    SCOPED_TRACE(what == DatabaseCall::kStatement ? "statements" : "fetches");
    std::optional<Archive> held;
    const auto open = [&held] {
      held.reset();
      Result<Archive> archive = Archive::open_for_writing(folder());
      ASSERT_TRUE(archive) << archive.status().to_string();
      held.emplace(std::move(archive).value());
    };
    const auto before = [&] {
      held.reset();
      testing::copy_archive(begin, folder());
      open();
    };
    before();
    const Status status = work(*held);
    ASSERT_TRUE(status) << status.to_string();
    held.reset();
    const std::string good = tell(folder());
    const auto after = [&](uint64_t n, const Status& failed) {
      if (!failed && n % again != 0) return;
      if (!failed) {
        if (n / again % 2 == 0) open();
        const Status done = work(*held);
        EXPECT_TRUE(done) << done.to_string();
      }
      held.reset();
      EXPECT_EQ(tell(folder()), good);
    };
    EXPECT_GT(testing::for_each_failure(
                  what, before, [&] { return work(*held); }, after, each),
              0u);
  }
  static void check_both(const std::string& begin, const Work& work, const Tell& tell = testing::rows_of) {
    check(begin, DatabaseCall::kStatement, work, tell, 3);
    check(begin, DatabaseCall::kFetch, work, tell, 1);
  }
};

TEST_F(ArchiveFaults, ANewArchiveAppearsWholeOrNotAtAll) {
  const auto before = [] { fs::remove_all(folder()); };
  const auto after = [](uint64_t, const Status&) {
    const Result<Archive> found = Archive::open(folder());
    if (!found) {
      EXPECT_EQ(found.status().id(), "E110");
    }
    size_t files = 0;
    for (const auto& entry : fs::directory_iterator(folder())) files += entry.path().filename() != "waqai.duckdb";
    EXPECT_EQ(files, 0u);
    EXPECT_TRUE(Archive::open_for_writing(folder()));
  };
  const uint64_t calls = testing::for_each_failure(
      DatabaseCall::kStatement, before, [] { return Archive::open_for_writing(folder()).status(); }, after, 8);
  EXPECT_GT(calls, 20u);
}

TEST_F(ArchiveFaults, AnArchiveOpensOrDoesNot) {
  const auto before = [] { testing::copy_archive(whole(), folder()); };
  const std::string good = testing::rows_of(whole());
  const auto after = [&good](uint64_t, const Status&) {
    ASSERT_TRUE(Archive::open_for_writing(folder()));
    EXPECT_EQ(testing::rows_of(folder()), good);
  };
  for (const DatabaseCall what : {DatabaseCall::kStatement, DatabaseCall::kFetch}) {
    testing::for_each_failure(
        what, before, [] { return Archive::open_for_writing(folder()).status(); }, after);
    testing::for_each_failure(
        what, before, [] { return Archive::open(folder()).status(); }, after);
  }
}

TEST_F(ArchiveFaults, ArticlesAreAddedAllOrNone) {
  check_both(prepare("empty", 0), [](Archive& archive) { return testing::add_run(archive, engine(), articles(), "second"); });
}

TEST_F(ArchiveFaults, StoriesAndIncidents) {
  const std::string begin = prepare("first", 1);
  {
    Result<Archive> archive = Archive::open_for_writing(begin);
    ASSERT_TRUE(archive);
    ASSERT_TRUE(testing::add_run(archive.value(), engine(), articles(), "second"));
  }
  check_both(begin, [](Archive& archive) { return archive.update_stories(engine()).status(); });
}

TEST_F(ArchiveFaults, RemovedAndRedacted) {
  for (const bool redact : {false, true}) {
    SCOPED_TRACE(redact);
    check_both(whole(),
               [redact](Archive& archive) { return archive.remove(articles()[0].article.id, redact, "asked for", "2024-01-02T03:04:05Z").status(); });
  }
}

// What searches find, and whether the index and the surfaces belong to the database.
std::string search_answers(const std::string& folder, const Engine& engine) {
  const Result<Archive> archive = Archive::open(folder);
  EXPECT_TRUE(archive);
  std::string all = archive.value().search_state().value().state;
  SearchQuery query;
  query.words = "Somalia";
  const Result<SearchFindings> found = archive.value().search(engine, query, {});
  EXPECT_TRUE(found) << found.status().to_string();
  for (const SearchHit& hit : found.value().hits) all += " " + hit.article_id + ": " + hit.snippet;
  return all;
}

TEST_F(ArchiveFaults, SearchIsBroughtUpToDate) {
  const std::string begin = prepare("unsearched", 5);
  fs::remove_all(begin + "/search");
  fs::remove_all(begin + "/surfaces");
  const Work work = [](Archive& archive) { return archive.update_search(engine()).status(); };
  const Tell tell = [](const std::string& archive) { return search_answers(archive, engine()); };
  check_both(begin, work, tell);
  // One that has lost an article is written anew.
  {
    Result<Archive> archive = Archive::open_for_writing(begin);
    ASSERT_TRUE(archive && archive.value().update_search(engine()));
    ASSERT_TRUE(archive.value().remove(articles()[2].article.id, false, "asked for", "2024-01-02T03:04:05Z"));
  }
  check_both(begin, work, tell);
}

// The program's dictionaries with frames of several words and an organisation that no article names changed, and other frames a line further down.
class RecodeFaults : public ArchiveFaults {
 protected:
  void SetUp() override {
    ArchiveFaults::SetUp();
    if (IsSkipped()) return;
    data_ = ::testing::TempDir() + "waqai_recode_faults";
    fs::remove_all(data_);
    fs::create_directories(data_);
    const fs::path data = fs::path(testing::source_root()) / "data";
    for (const auto& entry : fs::recursive_directory_iterator(data)) {
      const fs::path to = data_ / fs::relative(entry.path(), data);
      if (entry.is_directory()) fs::create_directories(to);
      else if (entry.path().extension() != ".jsonl") fs::create_symlink(entry.path(), to);
    }
    edit("actors/orgs.tsv", "\tUN Security Council\t", "\tSecurity Council of the UN\t");
    edit("events/battle-phrases.frames", "like: assault\nrecipient: owner", "like: assault\nstatus: attempted\nrecipient: owner");
    edit("events/deals-talks.frames", "# licence", "# a line more\n# licence");
    const Result<DictionaryBuild> built = build_dictionary({data_}, data_ + "/changed.bundle");
    ASSERT_TRUE(built);
    ASSERT_EQ(built.value().errors, 0u) << built.value().findings.front().text;
    Result<Engine> engine = Engine::open({data_ + "/changed.bundle"});
    ASSERT_TRUE(engine);
    changed_.emplace(std::move(engine).value());
  }
  void TearDown() override { fs::remove_all(data_); }

  void edit(const std::string& file, const std::string& before, const std::string& after) const {
    const std::string path = data_ + "/" + file;
    std::ostringstream whole;
    whole << std::ifstream(path, std::ios::binary).rdbuf();
    std::string text = whole.str();
    size_t edits = 0;
    for (size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + after.size()), ++edits)
      text.replace(at, before.size(), after);
    ASSERT_GT(edits, 0u) << file;
    fs::remove(path);
    std::ofstream(path, std::ios::binary) << text;
  }
  RecodeOptions options(bool all) const {
    RecodeOptions options;
    options.run = testing::run_named("again");
    options.all = all;
    options.threads = 1;
    return options;
  }

  std::string data_;
  std::optional<Engine> changed_;
};

TEST_F(RecodeFaults, CodedAgainInFullOrNotAtAll) {
  {
    testing::copy_archive(whole(), folder());
    Result<Archive> archive = Archive::open_for_writing(folder());
    ASSERT_TRUE(archive);
    const Result<RecodeReport> report = archive.value().recode(*changed_, options(false));
    ASSERT_TRUE(report) << report.status().to_string();
    EXPECT_EQ(report.value().everything, "");
    EXPECT_GT(report.value().recoded, 0);
    EXPECT_LT(report.value().recoded, report.value().articles);
    EXPECT_GT(report.value().moved, 0);
    EXPECT_GT(report.value().changed, 0);
  }
  // Comparing dictionaries takes its time; behind these calls are those of stories.
  const Work work = [this](Archive& archive) { return archive.recode(*changed_, options(false)).status(); };
  check(whole(), DatabaseCall::kStatement, work, testing::rows_of, 9, 84);
  // The copy of the dictionary that came before, where it cannot be written.
  testing::copy_archive(whole(), folder());
  const Result<Archive> archive = Archive::open(folder());
  ASSERT_TRUE(archive);
  EXPECT_EQ(archive.value().earlier_dictionary(*changed_, folder() + "/nothing/here").status().id(), "E003");
  EXPECT_TRUE(archive.value().earlier_dictionary(*changed_, folder() + "/here").value());
}

// Two ingests of one second could share an id: each of their articles was looked at, and coded again, twice.
TEST_F(RecodeFaults, TwoRunsOfOneIdAreOneState) {
  testing::copy_archive(whole(), folder());
  const auto report = [this] {
    Result<Archive> archive = Archive::open_for_writing(folder());
    EXPECT_TRUE(archive);
    RecodeOptions dry = options(false);
    dry.dry_run = true;
    Result<RecodeReport> told = archive.value().recode(*changed_, dry);
    EXPECT_TRUE(told) << told.status().to_string();
    return told.value();
  };
  const auto change = [this](const std::string& sql) {
    Result<store::Database> database = store::Database::open(store::ArchiveStore::database_path(folder()), {});
    ASSERT_TRUE(database);
    ASSERT_TRUE(database.value().run(sql));
  };
  const RecodeReport before = report();
  change("INSERT INTO run SELECT * FROM run");
  const RecodeReport twice = report();
  EXPECT_EQ(twice.articles, before.articles);
  EXPECT_EQ(twice.recoded, before.recoded);
  EXPECT_EQ(twice.everything, "");
  // Of two states nobody knows which it was.
  change("UPDATE run SET in_force = NULL WHERE rowid % 2 = 0");
  const RecodeReport unknown = report();
  EXPECT_EQ(unknown.articles, before.articles);
  EXPECT_EQ(unknown.recoded, before.articles);
}

// Surfaces are derived: damage inside that shows while they are asked costs time alone.
TEST_F(RecodeFaults, DamagedSurfacesCostTimeAlone) {
  testing::copy_archive(whole(), folder());
  Result<Archive> archive = Archive::open_for_writing(folder());
  ASSERT_TRUE(archive);
  ASSERT_TRUE(testing::add_run(archive.value(), engine(), {testing::many_words()}, "second"));
  ASSERT_TRUE(testing::bring_up_to_date(archive.value(), engine()));
  const std::string path = testing::segment_of(folder() + "/surfaces"), good = testing::bytes_of(path);
  ASSERT_GT(good.size(), size_t{100'000});
  RecodeOptions dry = options(false);
  dry.dry_run = true;
  std::optional<int64_t> recoded;
  for (size_t i = 0; i < 12; ++i) {
    SCOPED_TRACE(i);
    if (i > 0) testing::put_file(path, testing::changed_at(good, good.size() * i / 12));
    const Result<RecodeReport> report = archive.value().recode(*changed_, dry);
    ASSERT_TRUE(report) << report.status().to_string();
    if (!recoded) recoded = report.value().recoded;
    EXPECT_EQ(report.value().recoded, *recoded);
    EXPECT_EQ(report.value().everything, "");
  }
}

TEST_F(RecodeFaults, EverythingCodedAgainInFullOrNotAtAll) {
  for (const DatabaseCall what : {DatabaseCall::kStatement, DatabaseCall::kFetch})
    check(
        whole(), what, [this](Archive& archive) { return archive.recode(*changed_, options(true)).status(); }, testing::rows_of, 9, 76);
}

}  // namespace
}  // namespace waqai
