// SPDX-License-Identifier: Apache-2.0
//
// The database fails at the n-th call, for every n, while an archive is read: the caller is told, never given part of an answer, and the same
// question asked again has the answer that it has undisturbed.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/error_codes.h"
#include "support/faulty_archive.h"
#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/explore.h"
#include "waqai/output.h"

namespace waqai {
namespace {

namespace fs = std::filesystem;
using testing::DatabaseCall;

// A question: what it answers as text.
using Question = std::function<Result<std::string>()>;

std::string text_of(const ArchiveRows& rows) {
  std::string all;
  for (const std::vector<std::string>& row : rows.rows) {
    for (const std::string& cell : row) all += cell + "\t";
    all += "\n";
  }
  return all;
}
std::string text_of(const ExploreTable& table) {
  std::string all;
  for (const auto& row : table.rows) {
    for (const auto& cell : row) all += cell.value_or("-") + "\t";
    all += "\n";
  }
  return all;
}
std::string text_of(const std::vector<ExploreTable>& tables) {
  std::string all;
  for (const ExploreTable& table : tables) all += text_of(table) + "\n";
  return all;
}
std::string text_of(const SearchResult& result) { return std::to_string(result.articles) + "\n" + text_of(result.hits); }
std::string text_of(const SearchFindings& findings) {
  std::string all = std::to_string(findings.articles);
  for (const SearchHit& hit : findings.hits) all += "\n" + hit.article_id + ": " + hit.snippet;
  return all;
}
std::string text_of(const ArchiveSummary& summary) { return std::to_string(summary.articles) + " " + std::to_string(summary.events); }
std::string text_of(const AnalysisState& state) { return std::to_string(state.articles) + " " + std::to_string(state.stored); }
std::string text_of(const SearchState& state) { return state.state + " " + std::to_string(state.articles); }
std::string text_of(const Article& article) { return article.text; }
std::string text_of(const CodedArticle& coded) {
  return to_jsonl(coded) + std::to_string(coded.quotations.size()) + " " + std::to_string(coded.rejections.size());
}
std::string text_of(bool value) { return value ? "yes" : "no"; }
std::string text_of(std::string text) { return text; }

template <typename Answer>
Result<std::string> answer_of(const Result<Answer>& answer) {
  if (!answer) return answer.status();
  return text_of(answer.value());
}
Result<std::string> answer_of(const Status& status, const std::string& text) {
  if (!status) return status;
  return text;
}

// Waits until the ledger is read, or has failed.
Result<ExploreTable> pledges_with_evidence(const Explorer& explorer) {
  Result<ExploreTable> pledges = explorer.pledges({}, {}, true);
  while (pledges.status().code() == base::kNotReady) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    pledges = explorer.pledges({}, {}, true);
  }
  return pledges;
}

class ReadingFaults : public testing::FaultySuite {
 protected:
  static void SetUpTestSuite() {
    if (!open_suite("waqai_reading_faults")) return;
    fill(folder(), 0, articles().size());
    fill(other(), 1, articles().size() - 1);
  }
  static std::string other() { return root() + "/other"; }
  static std::string bundle() { return std::getenv("WAQAI_BUNDLE"); }

  // Asks with the n-th call failing, and again without.
  static void check(const std::string& name, const Question& ask, uint64_t each = UINT64_MAX) {
    SCOPED_TRACE(name);
    const Result<std::string> good = ask();
    ASSERT_TRUE(good) << good.status().to_string();
    EXPECT_FALSE(good.value().empty());
    for (const DatabaseCall what : {DatabaseCall::kStatement, DatabaseCall::kFetch}) {
      SCOPED_TRACE(what == DatabaseCall::kStatement ? "statements" : "fetches");
      Result<std::string> got = std::string();
      testing::for_each_failure(
          what, [] {},
          [&] {
            got = ask();
            return got.status();
          },
          [&](uint64_t, const Status& status) {
            if (status) {
              EXPECT_TRUE(got.value() == good.value()) << "nothing was told, and the answer is " << got.value();
            }
            const Result<std::string> again = ask();
            ASSERT_TRUE(again) << again.status().to_string();
            EXPECT_TRUE(again.value() == good.value()) << again.value();
          },
          each);
      if (HasFailure()) return;
    }
  }
};

TEST_F(ReadingFaults, QuestionsToAnArchive) {
  const Result<Archive> opened = Archive::open(folder()), beside = Archive::open(other());
  ASSERT_TRUE(opened && beside);
  const Archive& archive = opened.value();
  EventQuery all, some;
  some.type = {"ASSAULT", "AID", "AGREE"};
  some.name = "Qatar";
  const std::string story = archive.stories({}, "").value().rows.front()[0];
  std::string incident;
  const ArchiveRows incidents = archive.incidents({}, "").value();
  for (const std::vector<std::string>& row : incidents.rows) {
    if (!archive.incident_versions(row[0]).value().rows.empty()) incident = row[0];
  }
  const auto listed = [&archive](const EventQuery& query) {
    std::string text;
    const Status status = archive.events(query, [&text](const CodedArticle& coded) { text += text_of(coded); });
    return answer_of(status, text);
  };
  const auto counted = [&archive](const std::string& field) {
    std::string text;
    const Status status =
        archive.frequencies(field, {}, [&text](const std::string& value, int64_t count) { text += value + " " + std::to_string(count) + "\n"; });
    return answer_of(status, text + "end");
  };
  const std::vector<std::pair<const char*, Question>> questions = {
      {"events", [&] { return listed(all); }},
      {"some events", [&] { return listed(some); }},
      {"stories", [&] { return answer_of(archive.stories(some, "")); }},
      {"story", [&] { return answer_of(archive.stories(all, story)); }},
      {"story articles", [&] { return answer_of(archive.story_articles(story)); }},
      {"incidents", [&] { return answer_of(archive.incidents(some, "")); }},
      {"incident", [&] { return answer_of(archive.incidents(all, incident)); }},
      {"versions", [&] { return answer_of(archive.incident_versions(incident)); }},
      {"pledges", [&] { return answer_of(archive.pledges(all)); }},
      {"quotations", [&] { return answer_of(archive.quotations(all)); }},
      {"actors", [&] { return answer_of(archive.actors(some)); }},
      {"diff", [&] { return answer_of(archive.diff(beside.value())); }},
      {"summary", [&] { return answer_of(archive.summary()); }},
      {"analyses", [&] { return answer_of(archive.analysis_state()); }},
      {"search state", [&] { return answer_of(archive.search_state()); }},
      {"citation", [&] { return answer_of(archive.citation()); }},
      {"codebook", [&] { return answer_of(archive.codebook({})); }},
      {"changes", [&] { return answer_of(archive.changes(0)); }},
      {"earlier dictionary", [&] { return answer_of(archive.earlier_dictionary(engine(), folder() + "/earlier")); }},
  };
  for (const auto& [name, ask] : questions) check(name, ask);
  for (const std::string& field : Archive::frequency_fields()) check("freq " + field, [&] { return counted(field); });
}

TEST_F(ReadingFaults, Exports) {
  const Result<Archive> archive = Archive::open(folder());
  ASSERT_TRUE(archive);
  for (const std::string& layout : Archive::layouts()) {
    check("export " + layout, [&] {
      std::string text;
      const Status status = archive.value().export_events({layout, "csv"}, {}, [&text](std::string_view piece) {
        text += piece;
        return true;
      });
      return answer_of(status, text);
    });
    const std::string path = folder() + "/" + layout + ".parquet";
    check("parquet " + layout, [&] {
      fs::remove(path);
      const Status status = Archive::export_parquet(folder(), layout, {}, path);
      EXPECT_EQ(fs::exists(path), status.is_ok());
      EXPECT_FALSE(fs::exists(path + ".part"));
      return answer_of(status, "written");
    });
  }
}

TEST_F(ReadingFaults, Snapshots) {
  const std::string copy = folder() + "-copy";
  check("snapshot", [&] {
    fs::remove_all(copy);
    const Status status = Archive::snapshot(folder(), copy);
    EXPECT_EQ(fs::exists(copy), status.is_ok());
    return answer_of(status, "copied");
  });
  EXPECT_EQ(testing::rows_of(copy), testing::rows_of(folder()));
}

TEST_F(ReadingFaults, Searches) {
  const Result<Archive> archive = Archive::open(folder());
  ASSERT_TRUE(archive);
  SearchQuery query;
  query.words = "Somalia";
  EventQuery aid;
  aid.type = {"AID"};
  check("search", [&] { return answer_of(archive.value().search(engine(), query, {})); });
  check("search under a filter", [&] { return answer_of(archive.value().search(engine(), query, aid)); });
  check("search without an index", [&] {
    fs::remove_all(folder() + "/search");
    return answer_of(archive.value().search(engine(), query, {}));
  });
}

TEST_F(ReadingFaults, QuestionsOfTheScreens) {
  const Result<Explorer> opened = Explorer::open(folder(), 1, 1, bundle());
  ASSERT_TRUE(opened) << opened.status().to_string();
  const Explorer& explorer = opened.value();
  const ExploreFilter all;
  ExploreFilter some, worded;
  some.choices = {{"status", {"actual"}, {}}, {"story", {}, {"none"}}};
  some.name = "Qatar";
  worded.words = "\u0642\u0637\u0631";  // Qatar
  const std::string name = "Abdel Fattah el-Sisi";
  const std::string article = explorer.articles("", {}).value().rows.front()[0].value();
  const Result<ExploreTable> pledges = pledges_with_evidence(explorer);
  ASSERT_TRUE(pledges) << pledges.status().to_string();
  ASSERT_FALSE(pledges.value().rows.empty()) << "the aid of January does what was promised in December";
  const std::string pledge = pledges.value().rows.front()[0].value();
  const std::string story = explorer.stories(all, {}).value().rows.front()[0].value();
  SearchQuery query, exact;
  query.words = "Somalia";
  exact.words = worded.words;
  exact.exact = true;
  const auto by = CountBy::kReports;
  const std::vector<std::pair<const char*, Question>> questions = {
      {"events", [&] { return answer_of(explorer.events(all, {}, by)); }},
      {"some events", [&] { return answer_of(explorer.events(some, {}, by)); }},
      {"events with a word", [&] { return answer_of(explorer.events(worded, {}, by)); }},
      {"counts", [&] { return answer_of(explorer.counts(some)); }},
      {"facets",
       [&] {
         return answer_of(explorer.facets(some, {"type", "story", "party", "place"}, by, 10));
       }},
      {"series", [&] { return answer_of(explorer.series(some, "month", "type", by)); }},
      {"series of stories", [&] { return answer_of(explorer.series(all, "month", "story", by)); }},
      {"coverage", [&] { return answer_of(explorer.coverage("month")); }},
      {"places", [&] { return answer_of(explorer.places(worded, by)); }},
      {"actors", [&] { return answer_of(explorer.actors("sisi", 10)); }},
      {"spellings", [&] { return answer_of(explorer.spellings(name)); }},
      {"roles", [&] { return answer_of(explorer.roles(name)); }},
      {"counterparts", [&] { return answer_of(explorer.counterparts(name, 10)); }},
      {"quotations", [&] { return answer_of(explorer.quotations("Sameh Shoukry", 10)); }},
      {"pledges", [&] { return answer_of(explorer.pledges(all, {})); }},
      {"pledges with evidence", [&] { return answer_of(explorer.pledges(all, {}, true)); }},
      {"evidence", [&] { return answer_of(explorer.evidence(pledge)); }},
      {"stories", [&] { return answer_of(explorer.stories(some, {})); }},
      {"story articles", [&] { return answer_of(explorer.story_articles(story)); }},
      {"story incidents", [&] { return answer_of(explorer.story_incidents(story)); }},
      {"story versions", [&] { return answer_of(explorer.story_versions(story)); }},
      {"articles", [&] { return answer_of(explorer.articles(worded.words, {})); }},
      {"text", [&] { return answer_of(explorer.text(article)); }},
      {"article", [&] { return answer_of(explorer.article(article)); }},
      {"search", [&] { return answer_of(explorer.search(engine(), query, all)); }},
      {"search under a filter", [&] { return answer_of(explorer.search(engine(), query, some)); }},
      {"search of letters", [&] { return answer_of(explorer.search(engine(), exact, all)); }},
  };
  for (const auto& [title, ask] : questions) check(title, ask);
}

TEST_F(ReadingFaults, TheLedgerIsReadOrAskedForAgain) {
  const std::string kept = folder() + "/explore/ledger";
  const auto ask = [&](bool keeps) -> Result<std::string> {
    const Result<Explorer> explorer = Explorer::open(folder(), 1, 1, bundle(), keeps);
    if (!explorer) return explorer.status();
    Result<ExploreTable> pledges = pledges_with_evidence(explorer.value());
    if (!pledges) pledges = pledges_with_evidence(explorer.value());  // once more, of the same
    return answer_of(pledges);
  };
  check(
      "ledger", [&] { return ask(false); }, 1);
  EXPECT_FALSE(fs::exists(kept));
  const Result<std::string> made = ask(true);
  ASSERT_TRUE(made && fs::exists(kept));
  // What is kept of another state of the archive, or half written, is not believed.
  for (const std::string& text : {std::string("waqai ledger 1\nother\n"), std::string()}) {
    std::ofstream(kept) << text;
    EXPECT_EQ(ask(true).value(), made.value());
  }
}

TEST_F(ReadingFaults, TheScreensOpenOrDoNot) {
  SearchQuery query;
  query.words = "Somalia";
  const auto ask = [&]() -> Result<std::string> {
    const Result<Explorer> explorer = Explorer::open(folder(), 1, 1, bundle(), true);
    if (!explorer) return explorer.status();
    const Result<ExploreTable> events = explorer.value().events({}, {});
    const Result<SearchResult> found = explorer.value().search(engine(), query, {});
    if (!events) return events.status();
    if (!found) return found.status();
    return text_of(events.value()) + text_of(found.value());
  };
  check("open", ask);
  check(
      "open and make the index",
      [&] {
        fs::remove_all(folder() + "/search");
        return ask();
      },
      1);
}

}  // namespace
}  // namespace waqai
