// SPDX-License-Identifier: Apache-2.0
#include "store/export_tables.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "store/rows.h"

namespace waqai::store {
namespace {

Participant someone(int number, const std::string& country) {
  Participant who;
  who.text = "body";
  who.span = {2, 6};
  if (number % 3 != 0) who.name = "Person " + std::to_string(number);
  who.country = country;
  who.sector = {"GOV", "ELI"};
  return who;
}

// Article `number` with as many events; some of the first happening tell its day.
CodedArticle article_with(int number) {
  CodedArticle coded;
  coded.article.id = "a" + std::to_string(number * 7 % 20);
  coded.article.source = "outlet";
  coded.article.published = number == 3 ? "" : "2018-03-0" + std::to_string(1 + number % 9);
  coded.article.text = "T\nbody \xd9\x86\xd8\xb5 " + std::to_string(number);
  for (int n = 1; n <= number; ++n) {
    Event event;
    event.id = base::digest128(std::to_string(number) + "/" + std::to_string(n));
    event.n = static_cast<uint32_t>(n);
    event.happening = static_cast<uint32_t>(1 + n % 2);
    event.sentence = {2, 11};
    event.trigger = {7, 11};
    event.type = n % 4 == 0 ? "ASSAULT" : "CONSULT";
    event.status = n % 5 == 0 ? "negated" : "actual";
    event.cameo = "041";
    event.quad = 1;
    if (n % 6 == 0) event.date = "2018-02-1" + std::to_string(number % 9);
    for (int i = 0; i < n % 4; ++i) event.actor.push_back(someone(n + i, "SYR"));
    if (n % 2 == 0) event.recipient = {someone(n, "RUS")};
    if (n % 3 == 0) event.place = Place{"Damascus", "", "SYR", "capital", 33.5, 36.3, {2, 6}, {"places/places.tsv", 7, "by name"}};
    event.confidence = 0.75;
    event.frame = {"events/consult.frames", 12, ""};
    coded.events.push_back(event);
  }
  return coded;
}

class ExportTablesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "waqai_exports_" + std::to_string(::getpid());
    std::filesystem::remove_all(folder_);
    Result<ArchiveStore> store = ArchiveStore::open_for_writing(folder_);
    ASSERT_TRUE(store) << store.status().to_string();
    RunInfo run{"2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "test", "d", "", 0, 0, 0};
    std::vector<CodedArticle> batch;
    for (int number = 0; number < 12; ++number) batch.push_back(article_with(number));
    ASSERT_TRUE(store.value().add(batch, run));
    ASSERT_TRUE(store.value().finish_run(run));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string folder_;
};

std::string line_of(const Row& row) {
  std::string line;
  for (const Cell& cell : row) line += (cell ? std::string(*cell) : "NULL") + "|";
  return line + "\n";
}

std::string rows_as_text(const ArchiveStore& store, const Layout& layout, const EventFilter& filter, size_t batch) {
  std::string text;
  const Status status = store.export_rows(
      layout, filter,
      [&text](const Row& row) {
        text += line_of(row);
        return true;
      },
      batch);
  return status ? text : status.to_string();
}

TEST_F(ExportTablesTest, BatchesGiveTheSameAsOne) {
  const Result<ArchiveStore> store = ArchiveStore::open(folder_);
  ASSERT_TRUE(store);
  EventFilter some;
  some.type = {"CONSULT"};
  some.status = {"actual", "negated"};
  EventFilter days;
  days.since = "2018-03-02";
  days.limit = 17;
  for (const Layout& layout : layouts()) {
    for (const EventFilter& filter : {EventFilter{}, some, days}) {
      const std::string whole = rows_as_text(store.value(), layout, filter, kExportBatch);
      EXPECT_GE(std::count(whole.begin(), whole.end(), '\n'), 17) << layout.name << whole;
      EXPECT_EQ(rows_as_text(store.value(), layout, filter, 9), whole) << layout.name;
    }
  }
  days.limit = 5;
  const std::string few = rows_as_text(store.value(), layouts()[0], days, kExportBatch);
  for (const size_t batch : {1, 2, 4, 5}) EXPECT_EQ(rows_as_text(store.value(), layouts()[0], days, batch), few) << batch;
}

TEST_F(ExportTablesTest, ParquetOfBatchesHoldsTheRowsInOrder) {
  const Result<ArchiveStore> store = ArchiveStore::open_for_export(folder_);
  ASSERT_TRUE(store);
  for (const Layout& layout : layouts()) {
    std::string read = "SELECT ";
    for (const LayoutColumn& column : layout.columns)
      read += (column.name == layout.columns[0].name ? "" : ", ") + ("CAST(\"" + column.name) + "\" AS VARCHAR)";
    for (const size_t batch : {size_t{20}, kExportBatch}) {
      const std::string path = folder_ + "/x.parquet";
      ASSERT_TRUE(store.value().export_parquet(layout, {}, path, batch));
      std::string text;
      ASSERT_TRUE(
          store.value().database().select(read + " FROM read_parquet(" + "'" + path + "')", {}, [&text](const Row& row) { text += line_of(row); }));
      EXPECT_EQ(text, rows_as_text(store.value(), layout, {}, kExportBatch)) << layout.name;
    }
  }
}

TEST_F(ExportTablesTest, EndsWhereNoMoreIsWantedAndLeavesNothing) {
  const Result<ArchiveStore> store = ArchiveStore::open(folder_);
  ASSERT_TRUE(store);
  const auto memory = [&store] {
    std::string text;
    EXPECT_TRUE(store.value().database().select("SELECT current_setting('memory_limit')", {}, [&text](const Row& row) { text = *row[0]; }));
    return text;
  };
  const std::string before = memory();
  size_t rows = 0;
  EXPECT_TRUE(store.value().export_rows(
      layouts()[0], {}, [&rows](const Row&) { return ++rows < 5; }, 2));
  EXPECT_EQ(rows, 5u);
  EXPECT_EQ(memory(), before);
  std::string left;
  EXPECT_TRUE(
      store.value().database().select("SELECT table_name FROM duckdb_tables() WHERE temporary", {}, [&left](const Row& row) { left += *row[0]; }));
  EXPECT_EQ(left, "");
}

TEST_F(ExportTablesTest, ColumnsOfALayoutAreFoundInItsSql) {
  Layout layout;
  layout.columns = {{"a", "VARCHAR", "COALESCE(e.url, c_place.fips, s.e.x, e.place_kind) || e.url", ""}, {"b", "BIGINT", "length(a.text)", ""}};
  EXPECT_EQ(event_columns_of(layout), (std::vector<std::string>{"place_kind", "url"}));
}

}  // namespace
}  // namespace waqai::store
