// SPDX-License-Identifier: Apache-2.0
//
// What callers of the library are told where their words, a folder or a file in the way make a call impossible; the command line looks at most of it
// before it asks.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "lexicon/bundle.h"
#include "lexicon/stems.h"
#include "support/faulty_archive.h"
#include "waqai/archive.h"
#include "waqai/dictionary.h"
#include "waqai/engine.h"
#include "waqai/evaluate.h"
#include "waqai/explore.h"

namespace waqai {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}
void write_bytes(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes; }

class Refusals : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* bundle = std::getenv("WAQAI_BUNDLE");
    if (bundle == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
    bundle_ = bundle;
    folder_ = ::testing::TempDir() + "waqai_refusals_" + std::to_string(::getpid());
    fs::remove_all(folder_);
    Result<Engine> engine = Engine::open({bundle});
    ASSERT_TRUE(engine);
    engine_.emplace(std::move(engine).value());
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }
  // An archive of the samples; `followed`: with stories and what searches need.
  Archive filled(bool followed) const {
    Result<Archive> archive = Archive::open_for_writing(folder_);
    EXPECT_TRUE(archive);
    EXPECT_TRUE(testing::add_run(archive.value(), *engine_, testing::coded_samples(*engine_), "first"));
    if (!followed) return std::move(archive).value();
    EXPECT_TRUE(testing::bring_up_to_date(archive.value(), *engine_));
    return std::move(archive).value();
  }
  // The one segment of the search index or the surfaces.
  std::string segment(const std::string& part) const {
    for (const auto& entry : fs::directory_iterator(folder_ + "/" + part)) {
      if (entry.path().extension() == ".segment") return entry.path().string();
    }
    return {};
  }

  std::string bundle_, folder_;
  std::optional<Engine> engine_;
};

TEST_F(Refusals, ADayThatIsNoneIsToldByEveryReader) {
  Article article;
  article.id = "a";
  article.text = testing::coded_samples(*engine_).front().article.text;
  article.published = "the day before yesterday";
  for (const Status& status : {engine_->code(article).status(), engine_->explain(article).status(), engine_->survey(article).status(),
                               engine_->read(article).status(), engine_->parse(article).status(), uncoded_predicates(*engine_, article).status()}) {
    EXPECT_EQ(status.id(), "E026") << status.to_string();
    EXPECT_EQ(status.kind(), ErrorKind::kRejected);
    EXPECT_FALSE(status.hint().empty());
  }
}

TEST_F(Refusals, DictionariesAndRecordsThatAreNotThere) {
  const std::string none = folder_ + "/none";
  fs::create_directories(folder_);
  write_bytes(folder_ + "/records.jsonl", "");
  for (const Status& status : {check_examples({none}, *engine_).status(), unused_frames({none}, folder_ + "/records.jsonl").status(),
                               unused_frames({testing::source_root() + "/data"}, none).status()}) {
    EXPECT_EQ(status.kind(), ErrorKind::kInput) << status.to_string();
    EXPECT_FALSE(status.place().empty());
  }
  const std::string good = "{\"id\": \"a\", \"events\": []}\n";
  EXPECT_TRUE(evaluate_coded({"gold", good}, {"coded", good}));
  for (const bool first : {true, false}) {
    const Status status = evaluate_coded({"gold", first ? "{" : good}, {"coded", first ? good : "{"}).status();
    EXPECT_EQ(status.kind(), ErrorKind::kInput) << status.to_string();
    EXPECT_EQ(status.place().substr(0, first ? 4 : 5), first ? "gold" : "coded");
  }
}

TEST_F(Refusals, AFileOfAnImportThatCannotBeWritten) {
  fs::create_directories(folder_ + "/overlay/actors/orgs-petrarch.tsv/in-the-way");
  write_bytes(folder_ + "/actors.txt", "SOMEBODY [USA]\n");
  const Status status = import_petrarch({folder_ + "/actors.txt"}, testing::source_root() + "/data", folder_ + "/overlay").status();
  EXPECT_EQ(status.id(), "E003") << status.to_string();
}

TEST_F(Refusals, FilesInTheWayOfFolders) {
  Archive archive = filled(false);
  for (const char* name : {"dictionaries", "search", "surfaces"}) write_bytes(folder_ + "/" + name, "a file");
  EXPECT_EQ(archive.update_stories(*engine_).status().id(), "E003");
  EXPECT_EQ(archive.update_search(*engine_).status().id(), "E003");
  SearchQuery query;
  query.words = "Somalia";
  EXPECT_EQ(archive.search(*engine_, query, {}).status().id(), "E003");
  fs::remove(folder_ + "/search");
  EXPECT_EQ(archive.update_search(*engine_).status().id(), "E003") << "the surfaces";
  fs::remove(folder_ + "/surfaces");
  fs::remove(folder_ + "/dictionaries");
  EXPECT_TRUE(testing::bring_up_to_date(archive, *engine_));
  EXPECT_EQ(archive.search(*engine_, query, {}).value().articles, 2);
}

TEST_F(Refusals, ADictionaryThatCannotBeKept) {
  Archive archive = filled(false);
  const std::string digest = engine_->dictionary_digest();
  // The name under which the file is written before it is whole.
  fs::create_directories(folder_ + "/dictionaries/" + digest + ".rows.new" + std::to_string(::getpid()));
  EXPECT_EQ(archive.update_stories(*engine_).status().id(), "E003");
  fs::remove_all(folder_ + "/dictionaries");
  EXPECT_TRUE(archive.update_stories(*engine_));
  EXPECT_TRUE(fs::exists(folder_ + "/dictionaries/" + digest + ".rows"));
}

// The database stayed there, and the next copy was refused since there was an archive already.
TEST_F(Refusals, ACopyWithAFileInTheWayIsToldAndTakenBack) {
  { (void)filled(true); }
  const std::string copy = folder_ + "/copy";
  fs::create_directories(copy);
  write_bytes(copy + "/dictionaries", "a file");
  const Status status = Archive::snapshot(folder_, copy);
  EXPECT_EQ(status.id(), "E115") << status.to_string();
  EXPECT_EQ(status.place(), copy);
  EXPECT_EQ(bytes_of(copy + "/dictionaries"), "a file") << "what was there before is not ours";
  EXPECT_FALSE(fs::exists(copy + "/waqai.duckdb"));
  fs::remove(copy + "/dictionaries");
  EXPECT_TRUE(Archive::snapshot(folder_, copy));
  EXPECT_TRUE(testing::rows_of(copy) == testing::rows_of(folder_));
}

TEST_F(Refusals, TheScreensOpenWithoutSearch) {
  { (void)filled(true); }
  fs::remove_all(folder_ + "/search");
  SearchQuery query;
  query.words = "Somalia";
  const auto ask = [&](const std::string& bundle) {
    const Result<Explorer> explorer = Explorer::open(folder_, 1, 1, bundle);
    EXPECT_TRUE(explorer) << explorer.status().to_string();
    EXPECT_TRUE(explorer.value().counts({}));
    return explorer.value().search(*engine_, query, {});
  };
  EXPECT_EQ(ask(folder_ + "/no.bundle").status().id(), "E100");
  write_bytes(folder_ + "/search", "a file");
  EXPECT_EQ(ask(bundle_).status().id(), "E003");
  fs::remove(folder_ + "/search");
  EXPECT_EQ(ask(bundle_).value().articles, 2);
}

TEST_F(Refusals, ABundleWhoseWeightsOfWordsAreCutMakesNoStories) {
  Archive archive = filled(false);
  std::string bytes = bytes_of(bundle_);
  {
    const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(bundle_);
    ASSERT_TRUE(bundle);
    const std::string_view section = bundle.value().section(lexicon::kStemsSection, lexicon::kStemsVersion).value();
    const size_t at = bytes.find(section.substr(0, 4096));
    ASSERT_NE(at, std::string::npos);
    bytes.replace(at, 8, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x0F", 8);  // of its first array, the length
  }
  write_bytes(folder_ + "/cut.bundle", bytes);
  const Result<Engine> cut = Engine::open({folder_ + "/cut.bundle"});
  ASSERT_TRUE(cut) << cut.status().to_string();
  const std::string before = testing::rows_of(folder_);
  EXPECT_EQ(archive.update_stories(cut.value()).status().id(), "E101");
  RecodeOptions options;
  options.run = testing::run_named("again");
  options.all = true;
  EXPECT_EQ(archive.recode(cut.value(), options).status().id(), "E101");
  EXPECT_TRUE(testing::rows_of(folder_) == before);
}

// Flips bytes all over the segment behind its beginning, which is checked when it is opened.
TEST_F(Refusals, ADamagedSearchIndexIsMadeGoodOrTold) {
  Archive archive = filled(true);
  const std::string path = segment("search"), good = bytes_of(path);
  ASSERT_FALSE(good.empty());
  std::vector<SearchQuery> queries(9);
  const char* words[] = {"Somalia", "Qatr", "\u0642\u0637\u0631", "\u0627\u0644\u0633\u064a\u0633\u064a", "\u0645\u0635\u0631 -Qatar", "\u0642\u0637\u0631\u0631\u0648\u0646",
                         "\u0645\u0633\u0627\u0639*", "\"\u0645\u0633\u0627\u0639\u062f\u0627\u062a \u063a\u0630\u0627\u0626\u064a\u0629\"", "Sisi"};
  for (size_t i = 0; i < queries.size(); ++i) queries[i].words = words[i];
  int answered = 0;
  for (size_t at = 64; at < good.size(); at += good.size() / 60) {
    SCOPED_TRACE(at);
    for (const SearchQuery& query : queries) {
      std::string bytes = good;
      for (size_t i = at; i < std::min(at + 8, bytes.size()); ++i) bytes[i] = static_cast<char>(bytes[i] ^ 0x5A);
      fs::remove(path);  // other readers keep theirs
      write_bytes(path, bytes);
      const Result<SearchFindings> found = archive.search(*engine_, query, {});
      if (!found) testing::expect_told(found.status());
      answered += found.is_ok();
      if (!fs::exists(path)) break;
    }
    fs::remove_all(folder_ + "/search");
    ASSERT_TRUE(archive.update_search(*engine_));
    ASSERT_EQ(bytes_of(path) == good, true);
  }
  EXPECT_GT(answered, 100);
}

// The same under a screen, with an article gone: segments are merged then.
TEST_F(Refusals, ADamagedSegmentIsMergedFromTheTexts) {
  Archive archive = filled(true);
  ASSERT_TRUE(archive.remove("visit", false, "asked for", "2024-01-02T03:04:05Z"));
  const std::string name = segment("search"), good = bytes_of(name), list = bytes_of(folder_ + "/search/segments");
  SearchQuery query;
  query.words = "Somalia";
  int damaged = 0;
  for (size_t at = 64; at < good.size(); at += good.size() / 40) {
    SCOPED_TRACE(at);
    fs::remove_all(folder_ + "/search");
    fs::create_directories(folder_ + "/search");
    std::string bytes = good;
    for (size_t i = at; i < std::min(at + 8, bytes.size()); ++i) bytes[i] = static_cast<char>(bytes[i] ^ 0x5A);
    write_bytes(name, bytes);
    write_bytes(folder_ + "/search/segments", list);
    const Result<SearchUpdate> update = archive.update_search(*engine_);
    ASSERT_TRUE(update) << update.status().to_string();
    damaged += update.value().damaged > 0;
    EXPECT_EQ(update.value().articles, 4);
  }
  EXPECT_GT(damaged, 5);
}

}  // namespace
}  // namespace waqai
