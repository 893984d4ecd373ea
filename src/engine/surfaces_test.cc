// SPDX-License-Identifier: Apache-2.0
//
// What a change of the dictionary can touch, asked of the surfaces of an archive, against looking at every text: nothing is missed.
#include "archive/surfaces.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "base/file.h"
#include "lexicon/changed_words.h"
#include "lexicon/dictionary_rows.h"
#include "lexicon/phrase_words.h"
#include "store/archive_store.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai {
namespace {

using lexicon::DictionaryChanges;

std::string letters(std::initializer_list<char32_t> codes) {
  std::string all;
  for (const char32_t code : codes) text::append_utf8(all, code);
  return all;
}

const std::string kAnd = letters({text::kWaw}), kWith = letters({text::kBeh}), kThe = letters({text::kAlef, text::kLam}),
                  kToThe = letters({text::kLam, text::kLam}), kHers = letters({text::kHeh, text::kAlef}), kFatha = letters({0x064E}),
                  kTatweel = letters({text::kTatweel}), kHamzaSeat = letters({text::kAlefHamzaAbove}), kBare = letters({text::kAlef});

// With a mark behind each letter.
std::string marked(const std::string& word, const std::string& mark) {
  std::string all;
  for (size_t at = 0; at < word.size();) {
    const size_t size = text::decode(word, at).size;
    all += word.substr(at, size) + mark;
    at += size;
  }
  return all;
}

class SurfacesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* path = std::getenv("WAQAI_BUNDLE");
    if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
    Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
    ASSERT_TRUE(bundle);
    bundle_.emplace(std::move(bundle).value());
    Result<lexicon::DictionaryRows> rows = lexicon::DictionaryRows::open(*bundle_);
    ASSERT_TRUE(rows);
    rows_.emplace(std::move(rows).value());
    folder_ = ::testing::TempDir() + "waqai_surfaces_" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    for (const lexicon::PhraseRecord& phrase : rows_->actors.phrases()) known_.push_back(phrase.hash);
    std::sort(known_.begin(), known_.end());
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  std::string key() { return rows_->words.keys().key(static_cast<uint32_t>(dice_() % rows_->words.key_count())); }
  std::string name() {
    while (true) {
      const bool person = dice_() % 2 == 0;
      const auto one = dice_() % (person ? rows_->actors.persons().size() : rows_->actors.places().size());
      const std::string_view name = rows_->actors.text(person ? rows_->actors.persons()[one].name_ar : rows_->actors.places()[one].name_ar);
      if (phrase_of(name) != 0) return std::string(name);
    }
  }
  // 0 where the actor base has no such phrase.
  uint64_t phrase_of(std::string_view name) const {
    uint64_t phrase = lexicon::kNamePhrase;
    for (const std::string& word : lexicon::phrase_words(name)) phrase = lexicon::extend_phrase(phrase, word);
    return rows_->actors.find(phrase) == nullptr ? 0 : phrase;
  }

  // A word as texts may have it.
  std::string dressed(std::string word) {
    if (dice_() % 4 == 0) word = marked(word, kFatha);
    if (dice_() % 8 == 0) word = marked(word, kTatweel);
    if (word.starts_with(kBare) && dice_() % 2 == 0) word = kHamzaSeat + word.substr(kBare.size());
    const std::string before[] = {"", "", kAnd, kWith, kThe, kAnd + kThe, kToThe, kAnd + kWith + kThe};
    const std::string behind[] = {"", "", "", kHers, letters({text::kHeh}), letters({text::kHeh, text::kMeem}), letters({text::kNoon, text::kYeh})};
    return before[dice_() % std::size(before)] + word + behind[dice_() % std::size(behind)];
  }

  void add(const std::string& title, const std::string& body) {
    CodedArticle& one = articles_.emplace_back();
    one.article.id = "a" + std::to_string(articles_.size());
    one.article.source = "s";
    one.article.title = title;
    one.article.published = articles_.size() % 3 == 0 ? "" : articles_.size() % 3 == 1 ? "2011-02-03" : "2018-02-03";
    one.article.text = title + (title.empty() ? "" : "\n") + body;
  }

  // Of words and names that changes are drawn from.
  void add_drawn_articles(size_t count) {
    for (int i = 0; i < 60; ++i) pool_keys_.push_back(key());
    for (int i = 0; i < 40; ++i) pool_names_.push_back(name());
    for (size_t i = 0; i < count; ++i) {
      std::string body;
      for (int w = 0; w < 12; ++w) {
        const auto kind = dice_() % 12;
        const std::string word = kind < 4    ? dressed(text::key_to_utf8(pool_keys_[dice_() % pool_keys_.size()]))
                                 : kind == 4 ? dressed(pool_names_[dice_() % pool_names_.size()])
                                 : kind == 5 ? std::to_string(dice_() % 30)
                                             : text::key_to_utf8(key());
        body += word + (dice_() % 9 == 0 ? ". " : dice_() % 20 == 0 ? "\"" : " ");
      }
      add(dice_() % 3 == 0 ? dressed(text::key_to_utf8(pool_keys_[dice_() % pool_keys_.size()])) : "", body);
    }
  }

  void store() {
    Result<store::ArchiveStore> opened = store::ArchiveStore::open_for_writing(folder_);
    ASSERT_TRUE(opened) << opened.status().to_string();
    store_.emplace(std::move(opened).value());
    store::RunInfo run;
    run.run_id = "r";
    ASSERT_TRUE(store_->add(articles_, run));
    ASSERT_TRUE(store_->finish_run(run));
    ASSERT_TRUE(archive::update_surfaces(folder_, store_->database(), 2));
    for (const CodedArticle& one : articles_)
      ids_[archive::search_key(one.article.id, store::ArchiveStore::content_hash(one.article), "r", false)] = one.article.id;
  }

  std::set<std::string> by_looking(const DictionaryChanges& changes) {
    lexicon::Touched touched(changes, segmenter_);
    std::set<std::string> found;
    for (const CodedArticle& one : articles_) {
      const base::Day day = base::parse_iso_day(one.article.published).value_or(base::kNoDay);
      if (touched.text(one.article.text, static_cast<uint32_t>(one.article.title.size()), day) != lexicon::Touch::kNo) found.insert(one.article.id);
    }
    return found;
  }

  std::set<std::string> by_asking(const DictionaryChanges& changes) {
    const Result<archive::Surfaces> surfaces = archive::Surfaces::open(folder_, store_->database(), 2);
    EXPECT_TRUE(surfaces);
    const lexicon::Touched touched(changes, segmenter_);
    const Result<std::optional<lexicon::ChangedWords>> words =
        lexicon::ChangedWords::make(changes, touched, 2, [&](const auto& visit) { return surfaces.value().each(visit); });
    EXPECT_TRUE(words && words.value());
    archive::SurfaceQuestion question;
    question.labels = [&](std::string_view surface, std::vector<uint32_t>& labels) { words.value()->labels(surface, labels); };
    question.label_count = words.value()->label_count();
    for (const lexicon::WordClause& clause : words.value()->clauses()) {
      question.clauses.push_back({clause.all, {}});
      for (const lexicon::DaySpan& span : clause.days) question.clauses.back().days.emplace_back(span.from, span.to);
    }
    const Result<std::unordered_set<uint64_t>> keys = surfaces.value().choose(question);
    EXPECT_TRUE(keys);
    std::set<std::string> found;
    for (const uint64_t key : keys.value()) found.insert(ids_.at(key));
    return found;
  }

  std::mt19937 dice_{11};
  std::optional<lexicon::Bundle> bundle_;
  std::optional<lexicon::DictionaryRows> rows_;
  std::string folder_;
  std::vector<uint64_t> known_;
  std::vector<std::string> pool_keys_, pool_names_;
  std::vector<CodedArticle> articles_;
  std::map<uint64_t, std::string> ids_;
  std::optional<store::ArchiveStore> store_;
  text::Segmenter segmenter_;
};

TEST_F(SurfacesTest, WordsWithCliticsMarksOtherSeatsAndInTitlesAreFound) {
  const std::string word = letters({text::kAlef, text::kMeem, text::kYeh, text::kReh, text::kHeh}), seated = kHamzaSeat + word.substr(kBare.size());
  add("", word);
  add("", kAnd + kThe + word);
  add("", kWith + word + kHers);
  add("", marked(word, kFatha));
  add("", marked(word, kTatweel));
  add("", kAnd + seated.substr(0, seated.size() - 2) + letters({text::kTehMarbuta}));
  add(seated, kAnd);
  add("", kAnd + ". " + kThe);
  add("", kThe + word.substr(4));
  store();
  DictionaryChanges changes;
  changes.keys.insert(text::fold_key(word));
  compare_meanings(*rows_, changes);
  const std::set<std::string> expected = {"a1", "a2", "a3", "a4", "a5", "a6", "a7"};
  EXPECT_EQ(by_looking(changes), expected);
  EXPECT_EQ(by_asking(changes), expected);
}

TEST_F(SurfacesTest, NothingIsMissedOfDrawnChanges) {
  add_drawn_articles(700);
  store();
  size_t touched = 0, chosen = 0, all = 0;
  for (int round = 0; round < 60; ++round) {
    DictionaryChanges changes;
    const int kind = round % 6;
    for (int i = 0; i < 2; ++i) {
      const std::string key = pool_keys_[dice_() % pool_keys_.size()], name = pool_names_[dice_() % pool_names_.size()];
      if (kind == 0) changes.keys.insert(key);
      if (kind == 1) changes.terms.insert(lexicon::term_hash("nvNV"[dice_() % 4], dice_() % 2 == 0 ? key : text::key_to_utf8(key)));
      if (kind == 2) changes.phrases.insert(phrase_of(name));
      if (kind == 3) changes.dated[phrase_of(name)] = {{lexicon::DaySpan{base::parse_iso_day("2015-01-01").value(), base::kNoDay}}};
      if (kind == 4) changes.phrases.insert(lexicon::extend_phrase(lexicon::kSectorPhrase, lexicon::without_article(key)));
      if (kind != 5) continue;
      lexicon::ChangedPattern& pattern = changes.patterns.emplace_back();
      for (size_t element = 0; element <= dice_() % 2; ++element) {
        const uint64_t term = lexicon::term_hash(element == 0 ? 'v' : 'n', pool_keys_[dice_() % pool_keys_.size()]);
        pattern.words.push_back({changes.pattern_terms.try_emplace(term, static_cast<uint32_t>(changes.pattern_terms.size())).first->second});
      }
    }
    if (!changes.phrases.empty() || !changes.dated.empty()) {
      changes.known_phrases = known_;
      changes.known_phrases.insert(changes.known_phrases.end(), changes.phrases.begin(), changes.phrases.end());
    }
    compare_meanings(*rows_, changes);
    if (!changes.everything.empty()) continue;
    const std::set<std::string> exact = by_looking(changes), asked = by_asking(changes);
    for (const std::string& id : exact) EXPECT_EQ(asked.count(id), 1u) << "change " << round << " misses " << id;
    touched += exact.size();
    chosen += asked.size();
    all += articles_.size();
  }
  EXPECT_GT(touched, 500u);
  EXPECT_LT(chosen, touched * 2);
  EXPECT_LT(chosen, all / 2);
}

TEST_F(SurfacesTest, ArticlesThatCameAndWentAreFollowed) {
  add("", letters({text::kAlef, text::kMeem, text::kYeh, text::kReh}));
  add("", letters({text::kAlef, text::kMeem, text::kYeh, text::kReh, text::kYeh}));
  store();
  DictionaryChanges changes;
  changes.keys.insert(text::fold_key(articles_[0].article.text));
  compare_meanings(*rows_, changes);
  EXPECT_EQ(by_asking(changes), (std::set<std::string>{"a1", "a2"}));
  ASSERT_TRUE(store_->remove("a1", false, "reason", "2026-01-01T00:00:00Z"));
  EXPECT_FALSE(archive::Surfaces::open(folder_, store_->database(), 2));  // of another state
  ASSERT_TRUE(archive::update_surfaces(folder_, store_->database(), 2));
  EXPECT_EQ(by_asking(changes), (std::set<std::string>{"a2"}));
}

// Damage inside a segment shows when it is read: an answer or a failure, and never a crash; a damaged list is told at once.
TEST_F(SurfacesTest, DamageInsideIsTold) {
  add_drawn_articles(700);
  store();
  DictionaryChanges changes;
  for (int i = 0; i < 10; ++i) changes.keys.insert(pool_keys_[static_cast<size_t>(i)]);
  compare_meanings(*rows_, changes);
  const lexicon::Touched touched(changes, segmenter_);
  archive::SurfaceQuestion question;
  question.labels = [](std::string_view, std::vector<uint32_t>& labels) { labels.push_back(0); };
  question.label_count = 1;
  question.clauses.push_back({{{0}}, {}});
  const std::string folder = archive::surfaces_folder(folder_), list = folder + "/segments";
  std::string path;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".segment") path = entry.path().string();
  }
  const std::string good = base::read_file(path).value();
  int told = 0;
  for (size_t at = 64; at < good.size(); at += good.size() / 150) {
    std::string bytes = good;
    for (size_t i = at; i < std::min(at + 8, bytes.size()); ++i) bytes[i] = static_cast<char>(bytes[i] ^ 0xA5);
    ASSERT_TRUE(base::replace_file(path, bytes));
    const Result<archive::Surfaces> surfaces = archive::Surfaces::open(folder_, store_->database(), 2);
    if (!surfaces) continue;
    const Status read = surfaces.value().each([](unsigned, std::string_view) {});
    const Status asked = lexicon::ChangedWords::make(changes, touched, 2, [&](const auto& visit) { return surfaces.value().each(visit); }).status();
    const Status chosen = surfaces.value().choose(question).status();
    for (const Status* status : {&read, &asked, &chosen}) EXPECT_TRUE(*status || status->kind() == ErrorKind::kResource) << status->to_string();
    told += !chosen;
  }
  EXPECT_GT(told, 10);
  ASSERT_TRUE(base::replace_file(path, good));
  ASSERT_TRUE(archive::Surfaces::open(folder_, store_->database(), 2));
  ASSERT_TRUE(base::replace_file(list, "no list"));
  EXPECT_EQ(archive::Surfaces::open(folder_, store_->database(), 2).status().id(), "E116");
}

}  // namespace
}  // namespace waqai
