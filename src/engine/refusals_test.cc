// SPDX-License-Identifier: Apache-2.0
//
// What callers of the library are told where their words, a folder or a file in the way make a call impossible; the command line looks at most of it
// before it asks.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "archive/search_files.h"
#include "engine/archive_search.h"
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

using testing::bytes_of;
using testing::put_file;

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
  put_file(folder_ + "/records.jsonl", "");
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
  put_file(folder_ + "/actors.txt", "SOMEBODY [USA]\n");
  const Status status = import_petrarch({folder_ + "/actors.txt"}, testing::source_root() + "/data", folder_ + "/overlay").status();
  EXPECT_EQ(status.id(), "E003") << status.to_string();
}

TEST_F(Refusals, FilesInTheWayOfFolders) {
  Archive archive = filled(false);
  for (const char* name : {"dictionaries", "search", "surfaces"}) put_file(folder_ + "/" + name, "a file");
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
  put_file(copy + "/dictionaries", "a file");
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
  put_file(folder_ + "/search", "a file");
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
  put_file(folder_ + "/cut.bundle", bytes);
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

// An index of several parts, each of which is checked when it is read.
class DamagedIndex : public Refusals {
 protected:
  void SetUp() override {
    Refusals::SetUp();
    if (IsSkipped()) return;
    archive_.emplace(filled(false));
    ASSERT_TRUE(testing::add_run(*archive_, *engine_, {testing::many_words()}, "second"));
    ASSERT_TRUE(testing::bring_up_to_date(*archive_, *engine_));
    path_ = testing::segment_of(folder_ + "/search");
    good_ = bytes_of(path_);
    ASSERT_GT(good_.size(), size_t{100'000});
  }
  void TearDown() override {
    archive_.reset();
    Refusals::TearDown();
  }
  static SearchQuery asking(const std::string& words) {
    SearchQuery query;
    query.words = words;
    return query;
  }
  // Places to damage, the last part above all: there stand the words of articles.
  std::vector<size_t> places(size_t count) const {
    std::vector<size_t> all;
    for (size_t i = 1; i <= count; ++i) all.push_back(good_.size() * i / (count + 1));
    return all;
  }

  std::optional<Archive> archive_;
  std::string path_, good_;
};

TEST_F(DamagedIndex, EveryKindOfWordIsToldOrFound) {
  const char* words[] = {"Somalia",
                         "Qatr",
                         "\u0642\u0637\u0631",
                         "\u0627\u0644\u0633\u064a\u0633\u064a",
                         "\u0645\u0635\u0631 -Qatar",
                         "\u0642\u0637\u0631\u0631\u0648\u0646",
                         "\u0645\u0633\u0627\u0639*",
                         "\"\u0645\u0633\u0627\u0639\u062f\u0627\u062a \u063a\u0630\u0627\u0626\u064a\u0629\"",
                         "Sisi",
                         "\u0645\u0635\u0631 -\u0627\u0644\u0635\u0648\u0645\u0627\u0644"};
  std::map<std::string, int> told;
  for (const size_t at : places(40)) {
    put_file(path_, testing::changed_at(good_, at));
    const Result<archive::SearchFiles> files = archive::SearchFiles::open(folder_ + "/search");
    if (!files) continue;
    for (const char* word : words) {
      const Status status = ArchiveSearch::ask(*engine_, files.value().index(), asking(word), {}).status();
      if (!status) {
        EXPECT_EQ(status.id(), "E116") << status.to_string();
      }
      told[word] += !status;
    }
  }
  for (const char* word : words) EXPECT_GT(told[word], 0) << word;
}

TEST_F(DamagedIndex, ASearchMakesItGood) {
  const SearchQuery query = asking("Somalia");
  EventQuery aid;
  aid.type = {"AID"};
  const Result<Explorer> explorer = Explorer::open(folder_, 1, 1, bundle_);
  ASSERT_TRUE(explorer && explorer.value().search(*engine_, query, {}));
  for (const size_t at : places(8)) {
    put_file(path_, testing::changed_at(good_, at));
    const Result<SearchFindings> found = archive_->search(*engine_, query, {});
    ASSERT_TRUE(found) << found.status().to_string();
    EXPECT_EQ(found.value().articles, 2);
    EXPECT_EQ(explorer.value().search(*engine_, query, {}).value().articles, 2);
    ASSERT_TRUE(archive_->update_search(*engine_));
    path_ = testing::segment_of(folder_ + "/search");
    good_ = bytes_of(path_);
  }
}

TEST_F(DamagedIndex, ASearchThatCannotMakeItGoodTells) {
  const SearchQuery query = asking("Somalia");
  size_t broken = 0;  // a place that the query reads
  for (const size_t at : places(40)) {
    put_file(path_, testing::changed_at(good_, at));
    const Result<archive::SearchFiles> files = archive::SearchFiles::open(folder_ + "/search");
    if (files && !ArchiveSearch::ask(*engine_, files.value().index(), query, {})) broken = at;
  }
  ASSERT_GT(broken, 0u);
  const std::string list = bytes_of(folder_ + "/search/segments");
  const auto damage = [&] {
    fs::remove_all(folder_ + "/search");
    fs::create_directories(folder_ + "/search");
    put_file(path_, testing::changed_at(good_, broken));
    put_file(folder_ + "/search/segments", list);
  };
  const auto after = [&](uint64_t, const Status&) {
    const Result<SearchFindings> again = archive_->search(*engine_, query, {});
    ASSERT_TRUE(again) << again.status().to_string();
    EXPECT_EQ(again.value().articles, 2);
  };
  EXPECT_GT(testing::for_each_failure(
                testing::DatabaseCall::kStatement, damage, [&] { return archive_->search(*engine_, query, {}).status(); }, after),
            4u);
  // The screens hold the files open that they began with.
  std::optional<Explorer> explorer;
  const auto open = [&] {
    explorer.reset();
    damage();
    Result<Explorer> opened = Explorer::open(folder_, 1, 1, bundle_);
    ASSERT_TRUE(opened);
    explorer.emplace(std::move(opened).value());
    ASSERT_TRUE(explorer->counts({}));
  };
  EXPECT_GT(testing::for_each_failure(
                testing::DatabaseCall::kStatement, open, [&] { return explorer->search(*engine_, query, {}).status(); }, after),
            0u);
}

// An article is gone: its segment is written anew without it, out of what is damaged.
TEST_F(DamagedIndex, AMergeReadsTheTextsAgain) {
  ASSERT_TRUE(archive_->remove("visit", false, "asked for", "2024-01-02T03:04:05Z"));
  const std::string list = bytes_of(folder_ + "/search/segments");
  for (const size_t at : places(10)) {
    SCOPED_TRACE(at);
    fs::remove_all(folder_ + "/search");
    fs::create_directories(folder_ + "/search");
    put_file(path_, testing::changed_at(good_, at));
    put_file(folder_ + "/search/segments", list);
    const Result<SearchUpdate> update = archive_->update_search(*engine_);
    ASSERT_TRUE(update) << update.status().to_string();
    EXPECT_GT(update.value().damaged, 0);
    EXPECT_EQ(update.value().articles, 5);
  }
}

}  // namespace
}  // namespace waqai
