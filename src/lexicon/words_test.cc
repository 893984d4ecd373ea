// SPDX-License-Identifier: Apache-2.0
#include "lexicon/words.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/error_codes.h"
#include "lexicon/words_compile.h"
#include "text/fold.h"

namespace waqai::lexicon {
namespace {

constexpr std::string_view kVerbs =
    "lemma\troot\tform\tvowel\ttrans\tpreps\tmasdar\tgloss\n"
    "\u0632\u064e\u0627\u0631\u064e\t\u0632.\u0648.\u0631\t1\tu\ttp\t-\t\u0632\u0650\u064a\u064e\u0627\u0631\u064e\u0629\tvisit\n";
constexpr std::string_view kNouns =
    "lemma\troot\tgender\tplural\tkind\tgloss\n"
    "\u0632\u0650\u064a\u064e\u0627\u0631\u064e\u0629\t\u0632.\u0648.\u0631\tf\t\u0627\u062a\tact\tvisit\n"
    "\u0632\u064e\u0627\u0626\u0650\u0631\t\u0632.\u0648.\u0631\tm\t\u0632\u064f\u0648\u0651\u064e\u0627\u0631\tperson\tvisitor\n";
constexpr std::string_view kSpelling = "wrong\tright\n\u0630\u064a\u0627\u0631\u0629\t\u0632\u064a\u0627\u0631\u0629\n";

SourceSet sources() {
  return SourceSet::from_texts({{"lexicon/verbs.tsv", std::string(kVerbs), ""},
                                {"lexicon/nouns.tsv", std::string(kNouns), ""},
                                {"lexicon/spelling.tsv", std::string(kSpelling), ""}});
}

class WordsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    BundleBuilder builder;
    const SourceSet set = sources();
    set.add_sources_section(builder);
    add_words(set, builder, findings_);
    const std::string path = ::testing::TempDir() + "waqai_words_test";
    ASSERT_TRUE(base::replace_file(path, builder.finish()));
    bundle_ = std::make_unique<Result<Bundle>>(Bundle::open(path));
    ASSERT_TRUE(*bundle_);
    Result<Words> words = Words::open(bundle_->value());
    ASSERT_TRUE(words) << words.status().to_string();
    words_ = std::move(words).value();
  }

  // Lemmas and cells of a spelling, one a line.
  std::string look_up(const char* spelling) const {
    Automaton::Place place = words_.keys().start();
    for (const char byte : text::fold_key(spelling)) {
      if (!words_.keys().step(place, static_cast<unsigned char>(byte))) return "no such key";
    }
    std::string out;
    if (!place.accepts) return "no such key";
    for (const Form& form : words_.forms(place.index)) {
      for (const SpelledCell& cell : words_.cells(form))
        out += std::string(words_.lemma(form.lexeme)) + " " + to_string(Cell::unpack(cell.cell)) + "\n";
    }
    return out;
  }

  Findings findings_;
  std::unique_ptr<Result<Bundle>> bundle_;
  Words words_;
};

TEST_F(WordsTest, FindsInflectedSpellings) {
  EXPECT_TRUE(findings_.all().empty()) << findings_.all()[0].to_string();
  EXPECT_EQ(look_up("\u064a\u0632\u0648\u0631"), "\u0632\u064e\u0627\u0631\u064e imp act ind/sub 3 masc sing\n");  // yazuru
  EXPECT_EQ(look_up("\u0632\u064a\u0627\u0631\u062a\u0627\u0646"), "\u0632\u0650\u064a\u064e\u0627\u0631\u064e\u0629 fem dual def/indef nom\n");
  EXPECT_EQ(look_up("\u0632"), "no such key");
}

TEST_F(WordsTest, LinksMasdarAndParticipleToTheirVerb) {
  const uint32_t verb = words_.find("\u0632\u064e\u0627\u0631\u064e", WordClass::kVerb);
  const uint32_t masdar = words_.find("\u0632\u0650\u064a\u064e\u0627\u0631\u064e\u0629", WordClass::kNoun);
  const uint32_t visitor = words_.find("\u0632\u064e\u0627\u0626\u0650\u0631", WordClass::kNoun);
  const uint32_t visiting = words_.find("\u0632\u064e\u0627\u0626\u0650\u0631", WordClass::kAdjective);
  ASSERT_NE(verb, kNoLexeme);
  ASSERT_NE(visiting, kNoLexeme);
  EXPECT_EQ(words_.lexeme(verb).verb, verb);
  EXPECT_EQ(words_.lexeme(masdar).verb, verb);
  EXPECT_EQ(words_.lexeme(visitor).verb, verb);
  EXPECT_EQ(words_.lexeme(visiting).verb, verb);
  EXPECT_EQ(words_.lexeme(masdar).kind, NounKind::kAct);
  EXPECT_EQ(words_.lexeme(visiting).derived, 1);
  EXPECT_EQ(words_.find("x", WordClass::kVerb), kNoLexeme);
}

TEST_F(WordsTest, AMisspellingReadsAsTheWordItStandsFor) {
  EXPECT_EQ(look_up("\u0630\u064a\u0627\u0631\u0629"), look_up("\u0632\u064a\u0627\u0631\u0629"));
}

TEST_F(WordsTest, OutOfBoundsIsEmpty) {
  EXPECT_TRUE(words_.forms(1u << 30).empty());
  EXPECT_TRUE(words_.cells({0, 1u << 30}).empty());
  EXPECT_EQ(words_.lemma(1u << 30), "");
}

TEST(WordsLint, BadRowsNameFileLineProblemAndRemedy) {
  Findings findings;
  BundleBuilder builder;
  const std::string table = std::string(kVerbs) +
                            "\u0632\u064e\u0627\u0631\u064e\t\u0632.\u0648.\u0631\t1\t-\tt\t-\t-\tno vowel\n"
                            "\u0632\u064e\u0627\u0631\u064e\t\u0632.\u0648.\u0631\t1\tu\tz\t-\t-\tno transitivity\n"
                            "\u0632\u064e\u0627\u0631\u064e\t\u0632.\u0648\t1\tu\tt\t-\t-\tshort root\n"
                            "visit\t\u0632.\u0648.\u0631\t1\tu\tt\t-\t-\tlatin\n";
  add_words(SourceSet::from_texts({{"lexicon/verbs.tsv", table, ""},
                                   {"lexicon/nouns.tsv", std::string(kNouns) + std::string(kNouns).substr(kNouns.find('\n') + 1), ""}}),
            builder, findings);
  ASSERT_EQ(findings.all().size(), 6u);
  EXPECT_EQ(findings.errors(), 4u);
  for (uint32_t i = 0; i < 4; ++i) {
    EXPECT_EQ(findings.all()[i].file, "lexicon/verbs.tsv");
    EXPECT_EQ(findings.all()[i].line, i + 3);
    EXPECT_FALSE(findings.all()[i].remedy.empty());
  }
  EXPECT_EQ(findings.all()[4].code, base::kDictionaryDuplicate);
}

TEST(Automaton, NumbersItsKeysInOrder) {
  std::mt19937 random(1);
  std::map<std::string, uint32_t> keys;
  for (int i = 0; i < 3000; ++i) {
    std::string key;
    for (size_t length = 1 + random() % 8; key.size() < length;) key += static_cast<char>("abc\x80\xff"[random() % 5]);
    keys[key] = 0;
  }
  AutomatonBuilder builder;
  uint32_t next = 0;
  for (auto& [key, index] : keys) index = next++;
  // std::map orders chars as unsigned in compare(): the order that add() wants.
  for (const auto& [key, index] : keys) builder.add(key);
  builder.finish();
  const Automaton automaton(builder.arcs(), builder.before(), builder.start());
  const auto find = [&](const std::string& key) {
    Automaton::Place place = automaton.start();
    for (const char byte : key) {
      if (!automaton.step(place, static_cast<unsigned char>(byte))) return -1;
    }
    return place.accepts ? static_cast<int>(place.index) : -1;
  };
  for (const auto& [key, index] : keys) {
    EXPECT_EQ(find(key), static_cast<int>(index));
    const std::string longer = key + "z";
    EXPECT_EQ(find(longer), -1);
    EXPECT_EQ(automaton.key(index), key);
  }
  for (const uint32_t beyond : {next, next + 1, UINT32_MAX}) EXPECT_EQ(automaton.key(beyond), "");
}

TEST(Automaton, DamagedArraysAreSafe) {
  std::mt19937 random(2);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint32_t> arcs(50), before(50);
    for (uint32_t& arc : arcs) arc = static_cast<uint32_t>(random());
    const Automaton automaton(arcs, before, static_cast<uint32_t>(random() % 60));
    Automaton::Place place = automaton.start();
    for (int i = 0; i < 30 && automaton.step(place, static_cast<unsigned char>(random())); ++i) {
    }
    EXPECT_LE(automaton.key(static_cast<uint32_t>(random() % 100)).size(), 255u);
  }
}

TEST(Words, SignaturesTellWhatFoldingTakes) {
  const auto signature = [](const char* word) { return spelling_signature(text::exact_key(word)); };
  EXPECT_EQ(signature("\u0627\u0646"), 0u);
  EXPECT_EQ(signature("\u0623\u0646"), 1u);
  EXPECT_EQ(signature("\u0625\u0646"), 2u);
  EXPECT_EQ(signature("\u0622\u0646"), 3u);
  EXPECT_NE(signature("\u0639\u0644\u0649"), signature("\u0639\u0644\u064a"));
  EXPECT_EQ(spelling_signature(""), 0u);
}

}  // namespace
}  // namespace waqai::lexicon
