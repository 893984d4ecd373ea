// SPDX-License-Identifier: Apache-2.0
//
// Dictionaries with something wrong: each is a finding with file, line and remedy, and the rows beside it are compiled; what cannot be read is an
// error.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/error_codes.h"
#include "lexicon/changed_words.h"
#include "lexicon/compile.h"
#include "support/as_nobody.h"
#include "text/segment.h"

namespace waqai::lexicon {
namespace {

namespace fs = std::filesystem;

const std::string kSourceHeader = "# provenance: ours\n# licence: CC BY 4.0\n";
const std::string kVisit = "\u0632\u064e\u0627\u0631\u064e";  // visited, vocalised
const std::string kVisited = "\u0632\u0627\u0631";
const std::string kVerbColumns = "lemma\troot\tform\tvowel\ttrans\tpreps\tmasdar\tgloss\n";

class BrokenSources : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) /
            ("waqai_sources_" + std::to_string(::getpid()) + "_" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }

  Result<std::string> compiled(Findings& findings) const { return compile_bundle({{root_.string()}}, findings); }

  // The finding with these words that compiling `rows` as the file `name` gives, with the verb of the frames beside it.
  void expect_finding(const std::string& name, const std::string& rows, int code, const std::string& words, bool is_error = true) {
    fs::remove_all(root_);
    write("lexicon/verbs-own.tsv",
          kSourceHeader + kVerbColumns + kVisit + "\t\u0632.\u0648.\u0631\t1\tu\tt\t\t\u0632\u0650\u064a\u064e\u0627\u0631\u064e\u0629\tvisit\n");
    write(name, kSourceHeader + rows);
    Findings findings;
    const Result<std::string> bundle = compiled(findings);
    ASSERT_TRUE(bundle) << bundle.status().to_string();
    const auto& all = findings.all();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Finding& f) { return f.code == code && f.problem.find(words) != std::string::npos; });
    std::string told;
    for (const Finding& one : all) told += one.to_string() + "\n";
    ASSERT_NE(found, all.end()) << words << "\n" << told;
    EXPECT_EQ(found->is_error, is_error) << told;
    EXPECT_EQ(found->file, name);
    EXPECT_GT(found->line, 2u) << told;
    EXPECT_FALSE(found->remedy.empty());
    EXPECT_FALSE(bundle.value().empty());
  }

  fs::path root_;
};

TEST_F(BrokenSources, Frames) {
  const std::string frame = "\nframe: " + kVisited + "\ntype: CONSULT\nactor: subject\nrecipient: object\n";
  const auto expect = [&](const std::string& lines, int code, const std::string& words) { expect_finding("events/own.frames", lines, code, words); };
  expect(frame + "if: clause has \u0627 \u0628\n", base::kDictionaryValue, "of a condition is more than one word");
  expect(frame + "if: nonsense of mine\n", base::kDictionaryValue, "condition 'nonsense of mine' is not understood");
  expect(frame + "unless: subject is\n", base::kDictionaryValue, "is not understood");
  expect("\nframe: " + kVisited + "\ntype: CONSULT\nactor: nowhere\n", base::kDictionaryValue, "unknown slot 'nowhere'");
  expect("\nframe: " + kVisited + "\ntype: CONSULT\nactor: subject\nrecipient: beyond\n", base::kDictionaryValue, "unknown slot 'beyond'");
  expect("\nframe: " + kVisited + "\ntype: CONSULT\nsides: beside\n", base::kDictionaryValue, "unknown slot 'beside'");
  expect("\nframe: " + kVisited + "\ntype: DANCE\n", base::kDictionaryValue, "unknown type 'DANCE'");
  expect("\nframe: " + kVisited + "\nactor: subject\n", base::kDictionaryValue, "no type");
  for (const char* key : {"future", "negated"}) expect(frame + key + ": DANCE\n", base::kDictionaryValue, "unknown type 'DANCE'");
  expect(frame + "genitive: much\n", base::kDictionaryValue, "unknown value 'much'");
  expect(frame + "status: maybe\n", base::kDictionaryValue, "unknown status 'maybe'");
  expect(frame + "wing: left\n", base::kDictionaryValue, "unknown key 'wing'");
  expect(frame + "status: actual\nstatus: denied\n", base::kDictionaryDuplicate, "key 'status' stands twice");
  expect("\noperator: " + kVisited + "\nop: dance\n", base::kDictionaryValue, "unknown operator 'dance'");
  expect("\nclass: a\ntype: AID\n\nclass: a\ntype: AID\n", base::kDictionaryDuplicate, "class 'a' is written twice");
  expect(frame + "\nthing: x\ntype: AID\n", base::kDictionaryFormat, "unknown block 'thing'");
  expect_finding("events/modes.tsv", "words\ttype\tvalue\tweight\n" + kVisited + "\tCONSULT\tdance\t1\n", base::kDictionaryValue,
                 "unknown value 'dance'");
  expect_finding("events/own.frames", frame, base::kDictionaryUntested, "the frame has no example", false);
}

TEST_F(BrokenSources, Words) {
  const auto expect = [&](const std::string& name, const std::string& rows, const std::string& words) {
    expect_finding("lexicon/" + name, rows, base::kDictionaryValue, words);
  };
  expect("verbs-more.tsv", kVerbColumns + "\u0642\u064e\u0627\u0644\u064e\t\u0642.\u0648.\u0644\t1\tu\tt\t\t\u0644\tsay\n", "is no vocalised masdar");
  expect("names-own.tsv", "lemma\tgender\tkind\tgloss\n\u0639\u0628\u062f \u0627\u0644\u0644\u0647\tm\tgiven\tAbdallah\n",
         "a name of no or several words");
  expect("names-own.tsv", "lemma\tgender\tkind\tgloss\n" + kVisited + "\tm\tpet\tx\n", "'pet'");
  expect("spelling.tsv", "wrong\tright\n\t" + kVisited + "\n", "a misspelling without its two forms");
  expect("function.tsv", "form\tlemma\tupos\tfeats\tgoverns\tgloss\n" + kVisited + "\t" + kVisited + "\tVERY\t-\t-\tx\n", "'VERY'");
  expect("function.tsv", "form\tlemma\tupos\tfeats\tgoverns\tgloss\n\u0641\u064a \u0641\u064a\tx\tADP\t-\t-\tx\n", "form");
  expect("nouns-own.tsv",
         "lemma\troot\tgender\tplural\tkind\tgloss\n\u0648\u064e\u0632\u0650\u064a\u0631\t\u0648.\u0632.\u0631\tx\t-\tperson\tminister\n", "'x'");
  // Hamza on the wrong seat.
  expect_finding("lexicon/nouns-own.tsv",
                 "lemma\troot\tgender\tplural\tkind\tgloss\n\u0631\u064e\u0626\u0652\u0633\t\u0631.\u0621.\u0633\tm\t-\tthing\thead\n",
                 base::kDictionaryValue, "would be written", false);
}

TEST_F(BrokenSources, Stems) {
  const std::string head = "word\tweight\n";
  for (const char* weight : {"", "-1", "91", "much", "1.5", "99999999999"})
    expect_finding("story/own.tsv", head + kVisited + "\t" + weight + "\n", base::kDictionaryValue, "no word, or a weight that is none");
  expect_finding("story/own.tsv", head + "-\t5\n", base::kDictionaryValue, "no word, or a weight that is none");
  expect_finding("story/own.tsv", head + kVisited + "\t5\n" + kVisit + "\t6\n", base::kDictionaryDuplicate, "the word stands twice");
}

TEST_F(BrokenSources, WhatCannotBeRead) {
  const auto failure = [this] {
    Findings findings;
    return compiled(findings).status();
  };
  EXPECT_EQ(failure().code(), base::kEmptyInput);
  write("story/own.tsv", kSourceHeader + "word\tweight\n");
  EXPECT_TRUE(failure().is_ok());
  write("weights", "a file");
  EXPECT_EQ(failure().code(), base::kCannotOpen);
  EXPECT_EQ(failure().place(), (root_ / "weights").string());
  fs::remove(root_ / "weights");
  fs::create_directories(root_ / "weights/parser.bin");
  EXPECT_EQ(failure().code(), base::kIsDirectory);
  EXPECT_EQ(failure().place(), (root_ / "weights/parser.bin").string());
  fs::remove_all(root_ / "weights");
  Findings findings;
  const Status none = compile_bundle({{(root_ / "none").string()}}, findings).status();
  EXPECT_EQ(none.code(), base::kCannotOpen);
  EXPECT_EQ(none.place(), (root_ / "none").string());
  if (!testing::AsNobody::possible()) GTEST_SKIP() << "this user may read everything";
  fs::permissions(root_ / "story/own.tsv", fs::perms::none);
  const testing::AsNobody nobody;
  EXPECT_EQ(failure().code(), base::kCannotOpen);
  EXPECT_EQ(failure().place(), (root_ / "story/own.tsv").string());
}

// The words of the texts come from an index that may be damaged: then nothing is told of what changed.
TEST(ChangedWords, WordsThatCannotBeReadAreAnError) {
  const text::Segmenter segmenter;
  DictionaryChanges changes;
  changes.phrases.insert(7);
  changes.known_phrases.push_back(9);
  const Touched touched(changes, segmenter);
  int asked = 0;
  const auto make = [&](int fails_at) {
    asked = 0;
    return ChangedWords::make(changes, touched, 1, [&](const auto& visit) -> Status {
      if (++asked == fails_at) return Status::error(base::kIndexDamaged, ErrorKind::kResource, "damaged");
      visit(0, kVisited);
      return {};
    });
  };
  EXPECT_EQ(make(1).status().code(), base::kIndexDamaged);
  EXPECT_EQ(asked, 1);
  EXPECT_TRUE(make(0));
  EXPECT_GT(asked, 0);
}

}  // namespace
}  // namespace waqai::lexicon
