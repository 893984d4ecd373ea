// SPDX-License-Identifier: Apache-2.0
#include "store/archive_store.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/error_codes.h"
#include "base/hash.h"
#include "store/sql_child.h"
#include "support/fail_statement.h"

namespace waqai::store {
namespace {

CodedArticle sample(int number) {
  CodedArticle coded;
  coded.article = {"a" + std::to_string(number),        "T", "outlet", "", "", "2018-03-0" + std::to_string(1 + number % 9),
                   "T\nbody " + std::to_string(number), ""};
  Event event;
  event.id = base::digest128("event" + std::to_string(number));
  event.n = 1;
  event.happening = 1;
  event.sentence = {2, 8};
  event.trigger = {2, 6};
  event.trigger_text = "body";
  event.type = number % 2 == 0 ? "CONSULT" : "ASSAULT";
  event.mode = {"phone"};
  event.context = {"diplomatic", "military"};
  event.status = "actual";
  event.cameo = "041";
  event.quad = 1;
  event.score = 1.5;
  Participant who;
  who.text = "body";
  who.span = {2, 6};
  who.name = "Vladimir Putin";
  who.country = "RUS";
  who.sector = {"GOV", "ELI"};
  event.actor = {who};
  who.country = "SYR";
  event.recipient = {who};
  event.source.emplace();
  event.source->stance = "asserted";
  event.source->speaker = who;
  event.place = Place{"Damascus", "", "SYR", "capital", 33.5, 36.3, {2, 6}, {"places/places.tsv", 7, "by name"}};
  event.magnitude = {{"killed", 2, 3, "persons", "body", {2, 6}}};
  event.evidence = {{"type", "frame", {"events/consult.frames", 12, "a rule"}, {2, 6}}};
  event.confidence = 0.75;
  event.frame = {"events/consult.frames", 12, ""};
  coded.events = {event};
  coded.pledges = {{1, "Russia", "", "body", {2, 6}, {"economic"}, "", "", "firm", {}}};
  return coded;
}

class ArchiveStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "waqai_store_" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void fill(int count) {
    Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder_);
    ASSERT_TRUE(store) << store.status().to_string();
    RunInfo run{"r1", "2026-01-01T00:00:00Z", "test", "d", "", 0, 0, 0};
    std::vector<CodedArticle> batch;
    batch.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) batch.push_back(sample(i));
    ASSERT_EQ(store.value().add(batch, run).value().size(), static_cast<size_t>(count));
    ASSERT_TRUE(store.value().add(batch, run).value().empty());
    EXPECT_EQ(run.articles, count);
    ASSERT_TRUE(store.value().finish_run(run));
  }
  std::vector<CodedArticle> select(const EventFilter& filter) {
    std::vector<CodedArticle> found;
    const Result<ArchiveStore> store = ArchiveStore::open(folder_);
    EXPECT_TRUE(store) << store.status().to_string();
    Status status = store.value().select(filter, [&](const CodedArticle& coded) { found.push_back(coded); });
    EXPECT_TRUE(status) << status.to_string();
    return found;
  }
  std::string folder_;
};

TEST_F(ArchiveStoreTest, GivesBackEveryField) {
  fill(1);
  const auto found = select({});
  ASSERT_EQ(found.size(), 1u);
  const Event& e = found[0].events.at(0);
  EXPECT_EQ(found[0].article.published, "2018-03-01");
  EXPECT_EQ(e.mode, (std::vector<std::string>{"phone"}));
  EXPECT_EQ(e.context.size(), 2u);
  EXPECT_EQ(e.actor.at(0).sector, (std::vector<std::string>{"GOV", "ELI"}));
  EXPECT_EQ(e.recipient.at(0).country, "SYR");
  EXPECT_EQ(e.source->speaker.name, "Vladimir Putin");
  EXPECT_EQ(e.place->name, "Damascus");
  EXPECT_DOUBLE_EQ(*e.place->latitude, 33.5);
  EXPECT_EQ(e.magnitude.at(0).high, 3);
  EXPECT_EQ(e.place->row.line, 7u);
  EXPECT_EQ(e.place->row.rule, "by name");
  EXPECT_EQ(e.evidence.at(0).row.line, 12u);
  EXPECT_EQ(e.evidence.at(0).row.rule, "a rule");
  EXPECT_EQ(found[0].pledges.at(0).strength, "firm");
  EXPECT_TRUE(e.date.empty());
}

TEST_F(ArchiveStoreTest, FiltersAndLimits) {
  fill(3000);
  EventFilter filter;
  EXPECT_EQ(select(filter).size(), 3000u);
  filter.type = {"ASSAULT"};
  EXPECT_EQ(select(filter).size(), 1500u);
  filter.since = "2018-03-04";
  filter.until = "2018-03-04";
  for (const auto& coded : select(filter)) EXPECT_EQ(coded.article.published, "2018-03-04");
  filter = {};
  filter.limit = 7;
  EXPECT_EQ(select(filter).size(), 7u);
  filter = {};
  filter.actor = {"SYR"};
  EXPECT_TRUE(select(filter).empty());
  filter = {};
  filter.country = {"SYR"};
  filter.name = "putin";
  filter.event_id = base::digest128("event5").substr(0, 12);
  ASSERT_EQ(select(filter).size(), 1u);
  EXPECT_EQ(select(filter)[0].article.id, "a5");
  filter.name = "'; DROP TABLE event; --";
  EXPECT_TRUE(select(filter).empty());
}

// Ids of articles are quoted, each event stands with its own article, in order.
TEST_F(ArchiveStoreTest, APageOfEventsOfArticlesWithAnyIds) {
  Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder_);
  ASSERT_TRUE(store);
  RunInfo run{"r1", "2026-01-01T00:00:00Z", "test", "d", "", 0, 0, 0};
  std::vector<CodedArticle> batch = {sample(1), sample(2), sample(3)};
  batch[0].article.id = "it's one, two";
  batch[1].article.id = "a\nline";
  ASSERT_EQ(store.value().add(batch, run).value().size(), 3u);
  ASSERT_TRUE(store.value().finish_run(run));
  store = ArchiveStore::open(folder_);
  ASSERT_TRUE(store);
  std::vector<std::string> pairs;
  Status status = store.value().select({}, [&pairs](const CodedArticle& coded) {
    for (const Event& event : coded.events) pairs.push_back(coded.article.id + " " + event.id + " " + std::to_string(event.evidence.size()));
  });
  ASSERT_TRUE(status) << status.to_string();
  ASSERT_EQ(pairs.size(), 3u);
  for (const CodedArticle& one : batch)
    EXPECT_EQ(std::count(pairs.begin(), pairs.end(), one.article.id + " " + one.events[0].id + " 1"), 1) << one.article.id;
}

// An article of more events than are read at a time, after others: it is handed over once and whole, each event with what hangs on it.
TEST_F(ArchiveStoreTest, AnArticleOfMoreEventsThanABatch) {
  constexpr uint32_t kEvents = 2500;
  Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder_);
  ASSERT_TRUE(store);
  RunInfo run{"r1", "2026-01-01T00:00:00Z", "test", "d", "", 0, 0, 0};
  std::vector<CodedArticle> batch = {sample(8), sample(0), sample(1)};
  const Event first = batch[0].events[0];
  batch[0].events.clear();
  batch[0].pledges.clear();
  for (uint32_t n = 1; n <= kEvents; ++n) {
    Event& event = batch[0].events.emplace_back(first);
    event.id = base::digest128("many" + std::to_string(n));
    event.n = n;
    event.magnitude[0].low = n;
    event.evidence.resize(n % 3, event.evidence[0]);
    if (n % 2 == 0) event.source.reset();
    // The later the event, the earlier its pledge; two of each place.
    const Span act = {(kEvents - n) / 2, kEvents};
    batch[0].pledges.push_back({n, "Russia", "", "body", act, {"economic"}, "", "", "firm", {}});
  }
  ASSERT_EQ(store.value().add(batch, run).value().size(), 3u);
  ASSERT_TRUE(store.value().finish_run(run));
  const std::vector<CodedArticle> found = select({});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].article.id, "a0");
  EXPECT_EQ(found[1].article.id, "a1");
  const CodedArticle& many = found[2];
  EXPECT_EQ(many.article.text, batch[0].article.text);
  ASSERT_EQ(many.events.size(), kEvents);
  ASSERT_EQ(many.pledges.size(), kEvents);
  for (uint32_t n = 1; n <= kEvents; ++n) {
    const Event& event = many.events[n - 1];
    ASSERT_EQ(event.n, n);
    ASSERT_EQ(event.magnitude.at(0).low, n);
    ASSERT_EQ(event.evidence.size(), n % 3);
    ASSERT_EQ(event.actor.size() + event.recipient.size(), 2u);
    ASSERT_EQ(event.source.has_value(), n % 2 == 1);
    ASSERT_EQ(event.source ? event.source->speaker.country : "SYR", "SYR");
  }
  for (size_t i = 1; i < kEvents; ++i) {
    const Pledge &a = many.pledges[i - 1], &b = many.pledges[i];
    ASSERT_TRUE(a.act_span.begin < b.act_span.begin || (a.act_span.begin == b.act_span.begin && a.event < b.event)) << i;
  }
}

TEST_F(ArchiveStoreTest, AddingAgainAfterReopeningChangesNothing) {
  fill(5);
  Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder_);
  ASSERT_TRUE(store);
  RunInfo run{"r2", "2026-01-02T00:00:00Z", "test", "d", "", 0, 0, 0};
  EXPECT_EQ(store.value().add({sample(3), sample(7)}, run).value().size(), 1u);
  CodedArticle changed = sample(3);
  changed.article.text += " new";
  changed.events[0].id = "other";
  EXPECT_EQ(store.value().add({changed}, run).value().size(), 1u);
  ASSERT_TRUE(store.value().finish_run(run));
  EXPECT_EQ(store.value().counts().value().articles, 7);
  EXPECT_EQ(store.value().runs().value().size(), 2u);
}

// The lock is between processes, so the second one is a child of this test.
TEST_F(ArchiveStoreTest, SecondProcessIsRefusedByItsNumber) {
  fill(1);
  const Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder_);
  ASSERT_TRUE(store);
  const pid_t child = fork();
  if (child == 0) {
    Status status = ArchiveStore::open_for_writing(folder_).status();
    const bool named = status.message().find(std::to_string(getppid())) != std::string::npos;
    _exit(status.code() == base::kArchiveLocked && named ? 0 : 1);
  }
  int result = -1;
  ASSERT_EQ(waitpid(child, &result, 0), child);
  EXPECT_EQ(result, 0);
}

TEST_F(ArchiveStoreTest, SaysWhatIsWrongWithTheFolder) {
  EXPECT_EQ(ArchiveStore::open(folder_).status().code(), base::kArchiveMissing);
  fill(1);
  const std::string path = folder_ + "/waqai.duckdb";
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      << "this is no database, but it is long enough to be looked at as one by the library, surely";
  Status status = ArchiveStore::open(folder_).status();
  EXPECT_EQ(status.code(), base::kArchiveDamaged) << status.to_string();
}

// What is found by id, of a0 to a5.
std::string found_by_id(const std::string& folder) {
  const Result<ArchiveStore> store = ArchiveStore::open(folder);
  std::string ids;
  EXPECT_TRUE(store) << store.status().to_string();
  EXPECT_TRUE(store && store.value().texts({"a0", "a1", "a2", "a3", "a4", "a5"}, [&ids](const Article& article) { ids += article.id + " "; }));
  return ids;
}

// A process that adds articles of these numbers and is killed before it closes the database.
void kill_a_writer(const std::string& folder, int first, int end) {
  const pid_t child = fork();
  if (child == 0) {
    Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder);
    RunInfo run{"r2", "2026-01-02T00:00:00Z", "test", "d", "", 0, 0, 0};
    for (int i = first; store && i < end; ++i) (void)store.value().add({sample(i)}, run);
    _exit(run.articles == end - first ? 0 : 1);
  }
  int ended = 1;
  ASSERT_EQ(waitpid(child, &ended, 0), child);
  ASSERT_EQ(ended, 0);
}

void expect_removed(const std::string& folder, const std::string& id) {
  Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder);
  ASSERT_TRUE(store) << store.status().to_string();
  const Result<bool> removed = store.value().remove(id, false, "test", "2026-01-03T00:00:00Z");
  ASSERT_TRUE(removed) << removed.status().to_string();
  EXPECT_TRUE(removed.value()) << id;
}

// The last rows of a killed process are in DuckDB's log.  Whoever opens the archive next finds every article by its id, and can take it out.
TEST_F(ArchiveStoreTest, ArticlesOfAKilledWriterAreFoundById) {
  fill(3);
  kill_a_writer(folder_, 3, 6);
  ASSERT_TRUE(std::filesystem::exists(ArchiveStore::database_path(folder_) + ".wal"));
  EXPECT_EQ(found_by_id(folder_), "a0 a1 a2 a3 a4 a5 ");
  { ASSERT_TRUE(ArchiveStore::open_for_writing(folder_)); }  // takes the log over
  EXPECT_EQ(found_by_id(folder_), "a0 a1 a2 a3 a4 a5 ");
  expect_removed(folder_, "a4");
  expect_removed(folder_, "a1");
  EXPECT_EQ(found_by_id(folder_), "a0 a2 a3 a5 ");
}

// Another program that takes the log over leaves those rows out of the index.
TEST_F(ArchiveStoreTest, AnIndexThatLacksRowsIsNotAskedAndIsMadeAnew) {
  fill(3);
  kill_a_writer(folder_, 3, 6);
  { ASSERT_TRUE(Database::open(ArchiveStore::database_path(folder_), {.read_only = false, .must_exist = true})); }
  ASSERT_FALSE(std::filesystem::exists(ArchiveStore::database_path(folder_) + ".wal"));
  EXPECT_EQ(found_by_id(folder_), "a0 a1 a2 a3 a4 a5 ");
  expect_removed(folder_, "a4");
  EXPECT_EQ(found_by_id(folder_), "a0 a1 a2 a3 a5 ");
}

// `waqai events --country YEM` on a million articles ran out of 192 MB.
TEST_F(ArchiveStoreTest, QuestionsToALargeArchiveMayTakeMoreMemory) {
  fill(1);
  const auto limit = [this] {
    std::string told;
    const Result<Database> database = Database::open(ArchiveStore::database_path(folder_), {.read_only = true, .must_exist = true});
    EXPECT_TRUE(database);
    EXPECT_TRUE(database.value().select("SELECT current_setting('memory_limit')", {}, [&](const Row& row) { told = row[0].value_or(""); }));
    return told;
  };
  EXPECT_EQ(limit(), "183.1 MiB");
  std::filesystem::resize_file(ArchiveStore::database_path(folder_), 8'000'000'000);  // a hole: takes no room
  EXPECT_EQ(limit(), "1.1 GiB");
}

TEST_F(ArchiveStoreTest, AnArchiveWhoseFirstWriterWasKilledCanBeRead) {
  kill_a_writer(folder_, 0, 0);
  EXPECT_EQ(found_by_id(folder_), "");
  kill_a_writer(folder_, 0, 2);
  EXPECT_EQ(found_by_id(folder_), "a0 a1 ");
}

// Opens the archive that `before` puts there with the n-th call of the database failing, for every n: it does or says why, and the next one finds
// all.
void expect_opens(const std::string& folder, const std::string& before, const std::string& good, bool writing) {
  using waqai::testing::DatabaseCall;
  for (const DatabaseCall what : {DatabaseCall::kStatement, DatabaseCall::kFetch}) {
    for (uint64_t n = 1, calls = n; calls >= n; ++n) {
      SCOPED_TRACE((what == DatabaseCall::kFetch ? "fetch " : "statement ") + std::to_string(n));
      std::filesystem::remove_all(folder);
      std::filesystem::copy(before, folder);
      waqai::testing::fail_database(what, n);
      const Status opened = writing ? ArchiveStore::open_for_writing(folder).status() : ArchiveStore::open(folder).status();
      calls = waqai::testing::database_calls();
      waqai::testing::fail_database(what, 0);
      EXPECT_TRUE(opened || opened.kind() == ErrorKind::kResource) << opened.to_string();
      ASSERT_TRUE(ArchiveStore::open_for_writing(folder));
      EXPECT_EQ(found_by_id(folder), good);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

TEST_F(ArchiveStoreTest, AnIndexThatLacksRowsIsMadeAnewOrTold) {
  fill(3);
  kill_a_writer(folder_, 3, 6);
  { ASSERT_TRUE(Database::open(ArchiveStore::database_path(folder_), {.read_only = false, .must_exist = true})); }
  const std::string before = folder_ + "_before";
  std::filesystem::remove_all(before);
  std::filesystem::copy(folder_, before);
  for (const bool writing : {false, true}) expect_opens(folder_, before, "a0 a1 a2 a3 a4 a5 ", writing);
  std::filesystem::remove_all(before);
}

TEST_F(ArchiveStoreTest, AnEarlierVersionIsBroughtUpToDateInFullOrNotAtAll) {
  fill(3);
  {
    Result<Database> database = Database::open(ArchiveStore::database_path(folder_), {.read_only = false, .must_exist = true});
    ASSERT_TRUE(database);
    ASSERT_TRUE(database.value().run("DROP TABLE analysis"));
    ASSERT_TRUE(database.value().run("UPDATE meta SET value = '4' WHERE key = 'schema_version'"));
  }
  const std::string before = folder_ + "_before";
  std::filesystem::remove_all(before);
  std::filesystem::copy(folder_, before);
  expect_opens(folder_, before, "a0 a1 a2 ", true);
  std::filesystem::remove_all(before);
}

TEST_F(ArchiveStoreTest, AFolderThatIsNotThereIsTold) {
  const std::string path = folder_ + "/nothing/here.duckdb";
  const Status made = Database::open(path, {.read_only = false, .must_exist = false}).status();
  EXPECT_EQ(made.id(), "E110") << made.to_string();
  EXPECT_FALSE(made.hint().empty());
  EXPECT_EQ(Database::open_beside(path, 1, 64 << 20, folder_).status().id(), "E110");
}

TEST_F(ArchiveStoreTest, AColumnOfAnotherTypeIsTold) {
  fill(1);
  const Result<Database> database = Database::open(ArchiveStore::database_path(folder_), {.read_only = true, .must_exist = true});
  ASSERT_TRUE(database);
  EXPECT_EQ(database.value().select("SELECT 1", {}, [](const Row&) {}).id(), "E114");
  for (const char* kinds : {"t", "nn"}) EXPECT_EQ(database.value().scan("SELECT CAST(1 AS BIGINT)", kinds, [](const Chunk&) {}).id(), "E114");
}

// Chunk by chunk what select() has at once.
TEST_F(ArchiveStoreTest, AStreamedAnswerIsThatOfSelect) {
  fill(1);
  const Result<Database> database = Database::open(ArchiveStore::database_path(folder_), {.read_only = true, .must_exist = true});
  ASSERT_TRUE(database);
  const std::string sql = "SELECT CAST(range AS VARCHAR), CASE WHEN range % 3 = 0 THEN 'third' END FROM range(10000) ORDER BY range DESC";
  const auto rows_of = [](const auto& ask) {
    std::vector<std::pair<std::string, bool>> rows;
    const Status status = ask([&rows](const Row& row) { rows.emplace_back(*row[0], row[1].has_value()); });
    EXPECT_TRUE(status) << status.to_string();
    return rows;
  };
  const auto streamed = rows_of([&](const auto& visit) { return database.value().stream(sql, 2, visit); });
  EXPECT_EQ(streamed, rows_of([&](const auto& visit) { return database.value().select(sql, {}, visit); }));
  EXPECT_EQ(streamed.size(), 10000u);
  EXPECT_EQ(database.value().stream(sql, 3, [](const Row&) {}).id(), "E114");
}

// SQL of users runs in a process of its own, which needs pipes and some memory.
TEST_F(ArchiveStoreTest, AChildThatCannotBeIsTold) {
  fill(1);
  bool cut = false;
  const auto ask = [&](const SqlLimits& limits) {
    return run_sql(
        ArchiveStore::database_path(folder_), {"SELECT 1"}, limits, [](std::string_view) { return true; }, cut);
  };
  EXPECT_TRUE(ask({}));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit few{3, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  const Status told = ask({});
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_EQ(told.id(), "E005") << told.to_string();
  EXPECT_TRUE(ask({}));
}

}  // namespace
}  // namespace waqai::store
