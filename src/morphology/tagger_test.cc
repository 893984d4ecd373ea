// SPDX-License-Identifier: Apache-2.0
#include "morphology/tagger.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "annot/conllu.h"
#include "base/file.h"
#include "lexicon/compile.h"
#include "lexicon/words_compile.h"
#include "morphology/words_layer.h"
#include "support/case_file.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace waqai::morphology {
namespace {

using annot::Document;

// A bundle in a temporary file, with its tagger.
struct Loaded {
  std::unique_ptr<lexicon::Bundle> bundle;
  std::unique_ptr<Tagger> tagger;
};

Loaded load(const std::string& name, const std::string& bytes) {
  const std::string path = ::testing::TempDir() + name;
  EXPECT_TRUE(base::replace_file(path, bytes));
  Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  if (!bundle) ADD_FAILURE() << bundle.status().to_string();
  Loaded loaded;
  loaded.bundle = std::make_unique<lexicon::Bundle>(std::move(bundle).value());
  Result<Tagger> tagger = Tagger::open(*loaded.bundle);
  if (!tagger) ADD_FAILURE() << tagger.status().to_string();
  loaded.tagger = std::make_unique<Tagger>(std::move(tagger).value());
  return loaded;
}

// A few words of tests/cases/morphology/lexicon and all function words; no weights.
const Loaded& small() {
  static const Loaded loaded = [] {
    std::vector<lexicon::SourceFile> files;
    const std::string cases = testing::source_root() + "/tests/cases/morphology/lexicon/";
    for (const char* name : {"verbs.tsv", "nouns.tsv", "adjectives.tsv", "names.tsv"})
      files.push_back({std::string("lexicon/") + name, base::read_file(cases + name).value(), ""});
    files.push_back({"lexicon/function.tsv", base::read_file(testing::source_root() + "/data/lexicon/function.tsv").value(), ""});
    const lexicon::SourceSet set = lexicon::SourceSet::from_texts(std::move(files));
    lexicon::Findings findings;
    lexicon::BundleBuilder builder;
    set.add_sources_section(builder);
    lexicon::add_words(set, builder, findings);
    EXPECT_FALSE(findings.has_errors()) << findings.all()[0].to_string();
    return load("waqai_morphology_small", builder.finish());
  }();
  return loaded;
}

// The data of the source tree, weights included.
const Loaded& full() {
  static const Loaded loaded = [] {
    lexicon::Findings findings;
    const Result<std::string> bytes = lexicon::compile_bundle({{testing::source_root() + "/data"}}, findings);
    EXPECT_TRUE(bytes);
    return load("waqai_morphology_full", bytes.value());
  }();
  return loaded;
}

void fill(Document& doc, const std::string& text) {
  doc.reset(text::to_valid_utf8(text));
  text::Segmentation found;
  text::Segmenter().segment(doc.text, 0, found);
  for (const text::RawToken& token : found.tokens)
    doc.tokens.push_back({token.span, static_cast<annot::TokenKind>(token.kind), token.space_after, {}});
  for (const text::RawSentence& sentence : found.sentences) {
    annot::Sentence one;
    one.span = sentence.span;
    one.tokens = {sentence.first_token, sentence.end_token};
    doc.sentences.push_back(one);
  }
}

std::string words_of(const Tagger& tagger, const std::string& text) {
  Document doc;
  Workspace scratch;
  fill(doc, text);
  EXPECT_TRUE(tagger.annotate(doc, scratch));
  std::string out;
  for (const annot::Word& word : doc.words) {
    out += std::string(word.form) + " " + std::string(word.lemma) + " " + std::string(annot::to_string(word.upos)) + " " +
           annot::to_string(word.features) + "\n";
  }
  return out;
}

std::string analyses_of(const Tagger& tagger, const std::string& token) {
  TokenKey key;
  key.set(token);
  std::vector<Analysis> found;
  tagger.analyser().analyse(key, found);
  std::string out;
  for (const Analysis& analysis : found) out += describe(tagger.analyser(), analysis, key) + "\n";
  return out;
}

// "analyse TOKEN...": all readings by the small lexicon.  "words TEXT": the word layer by the small lexicon.  "tag TEXT": by the full one with
// weights.
TEST(Morphology, Cases) {
  testing::run_cases("morphology", [](const std::string& input) {
    std::string out;
    for (size_t at = 0; at < input.size();) {
      const size_t end = std::min(input.find('\n', at), input.size());
      const std::string line = input.substr(at, end - at);
      const size_t space = line.find(' ');
      const std::string command = line.substr(0, space);
      const std::string rest = line.substr(space + 1);
      if (command == "analyse") out += analyses_of(*small().tagger, rest);
      if (command == "words") out += words_of(*small().tagger, rest);
      if (command == "tag") out += words_of(*full().tagger, rest);
      at = end + 1;
    }
    return out;
  });
}

// Words of a token follow each other without gap or overlap and cover it; every index is in bounds.
void check_layer(const Document& doc) {
  uint32_t next_word = 0;
  for (const annot::Token& token : doc.tokens) {
    ASSERT_EQ(token.words.begin, next_word);
    ASSERT_GT(token.words.size(), 0u);
    uint32_t at = token.span.begin;
    for (uint32_t w = token.words.begin; w < token.words.end; ++w) {
      ASSERT_EQ(doc.words[w].span.begin, at);
      ASSERT_LE(doc.words[w].span.end, token.span.end);
      ASSERT_FALSE(doc.words[w].form.empty());
      at = doc.words[w].span.end;
    }
    ASSERT_EQ(at, token.span.end);
    next_word = token.words.end;
  }
  ASSERT_EQ(next_word, doc.words.size());
}

std::string random_text(std::mt19937& random, size_t letters) {
  std::string text;
  for (size_t i = 0; i < letters; ++i) {
    const uint32_t kind = random() % 12;
    if (kind < 8) text::append_utf8(text, 0x0621 + random() % 0x2A);
    else if (kind == 8) text::append_utf8(text, 0x064B + random() % 8);
    else if (kind == 9) text += static_cast<char>(random());
    else text += ' ';
  }
  return text;
}

TEST(Morphology, AnyBytesGiveAWholeLayer) {
  std::mt19937 random(3);
  Document doc;
  Workspace scratch;
  doc.keep_alternatives = true;
  for (int round = 0; round < 300; ++round) {
    fill(doc, random_text(random, 1 + random() % 200));
    ASSERT_TRUE(full().tagger->annotate(doc, scratch));
    check_layer(doc);
  }
}

TEST(Morphology, ReadingsDoNotDependOnWhatCameBefore) {
  std::mt19937 random(4);
  const std::string text = random_text(random, 400);
  Workspace used;
  Document doc;
  for (int round = 0; round < 50; ++round) {
    fill(doc, random_text(random, 300));
    ASSERT_TRUE(full().tagger->annotate(doc, used));
  }
  std::string first, second;
  fill(doc, text);
  ASSERT_TRUE(full().tagger->annotate(doc, used));
  annot::append_conllu(doc, {}, first);
  Workspace fresh;
  fill(doc, text);
  ASSERT_TRUE(full().tagger->annotate(doc, fresh));
  annot::append_conllu(doc, {}, second);
  EXPECT_EQ(first, second);
  fill(doc, text);  // a workspace that served another tagger
  ASSERT_TRUE(small().tagger->annotate(doc, used));
  ASSERT_FALSE(doc.words.empty());
  check_layer(doc);
}

TEST(Morphology, ALongSentenceCostsLinearTime) {
  std::mt19937 random(5);
  const auto seconds = [&](size_t letters) {
    Document doc;
    Workspace scratch;
    fill(doc, random_text(random, 100));
    std::string text = random_text(random, letters);
    doc.reset(text::to_valid_utf8(text));
    text::Segmentation found;
    text::Segmenter().segment(doc.text, 0, found);
    for (const text::RawToken& token : found.tokens)
      doc.tokens.push_back({token.span, static_cast<annot::TokenKind>(token.kind), token.space_after, {}});
    doc.sentences.emplace_back();
    doc.sentences[0].tokens = {0, static_cast<uint32_t>(doc.tokens.size())};
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(full().tagger->annotate(doc, scratch));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  seconds(1000);
  const double small_time = seconds(20000);
  EXPECT_LT(seconds(160000), 8 * 4 * small_time + 0.05);
}

TEST(Morphology, TheLexiconFits) {
  const Result<std::string_view> section = full().bundle->section(lexicon::kWordsSection, lexicon::kWordsVersion);
  ASSERT_TRUE(section);
  EXPECT_LT(section.value().size(), size_t{15} << 20);
}

}  // namespace
}  // namespace waqai::morphology
