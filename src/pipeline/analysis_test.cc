// SPDX-License-Identifier: Apache-2.0
#include "pipeline/analysis.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "base/hash.h"
#include "pipeline/pipeline.h"
#include "search/varint.h"

namespace waqai::pipeline {
namespace {

void fill(annot::Document& doc) {
  doc.reset("a b c. d");
  for (const uint32_t at : {0u, 2u, 4u, 5u, 7u}) doc.tokens.push_back({{at, at + 1}, annot::TokenKind::kWord, true, {}});
  doc.readings = {0, 3, 0, 14, 1};
  doc.sentences = {{{0, 6}, annot::SentenceKind::kBody, 0, {}, {0, 4}, {0, 5}}, {{7, 8}, annot::SentenceKind::kBody, 0, {}, {4, 5}, {5, 6}}};
  doc.words.resize(6);
  doc.arcs = {{1, annot::Relation::kCase, 5}, {annot::kNone, annot::Relation::kRoot, 7}, {4, annot::Relation::kReparandum, 0},
              {4, annot::Relation::kNmod, 0}, {1, annot::Relation::kPunct, 0},           {annot::kNone, annot::Relation::kRoot, 0}};
  doc.names = {{{0, 2}, annot::NameKind::kPlace}, {{2, 3}, annot::NameKind::kOther}, {{4, 5}, annot::NameKind::kPerson}};
}

std::string hash_of(const annot::Document& doc) { return base::digest128(doc.text); }

// Bytes with a right checksum, whatever they say.
std::string sealed(const std::string& packed, const std::string& hash) {
  std::string bytes = "\x01";
  search::put_fixed(bytes, base::hash64(packed, base::hash64(hash)));
  return bytes + packed;
}

TEST(Analysis, ComesBackAsItWas) {
  annot::Document doc;
  fill(doc);
  const std::string bytes = pack_analysis(doc);
  EXPECT_LT(bytes.size(), 32u);
  Analysis got;
  for (int again = 0; again < 2; ++again) {
    ASSERT_TRUE(unpack_analysis(bytes, hash_of(doc), got));
    EXPECT_EQ(got.readings, doc.readings);
    EXPECT_EQ(got.words, (std::vector<uint32_t>{5, 1}));
    ASSERT_EQ(got.arcs.size(), doc.arcs.size());
    for (size_t w = 0; w < doc.arcs.size(); ++w) {
      EXPECT_EQ(got.arcs[w].head, doc.arcs[w].head) << w;
      EXPECT_EQ(got.arcs[w].relation, doc.arcs[w].relation) << w;
    }
    ASSERT_EQ(got.names.size(), doc.names.size());
    for (size_t n = 0; n < doc.names.size(); ++n) {
      EXPECT_EQ(got.names[n].tokens, doc.names[n].tokens) << n;
      EXPECT_EQ(got.names[n].kind, doc.names[n].kind) << n;
    }
  }
}

TEST(Analysis, OfNothingOrOfNoTreesThereIsNone) {
  annot::Document doc;
  doc.reset("");
  EXPECT_EQ(pack_analysis(doc), "");
  fill(doc);
  doc.readings.pop_back();
  EXPECT_EQ(pack_analysis(doc), "");
  for (const annot::Arc& wrong : {annot::Arc{5, annot::Relation::kNmod, 0}, annot::Arc{0, annot::Relation::kNmod, 0},
                                  annot::Arc{1, annot::Relation::kRoot, 0}, annot::Arc{annot::kNone, annot::Relation::kNmod, 0}}) {
    fill(doc);
    doc.arcs[0] = wrong;
    EXPECT_EQ(pack_analysis(doc), "");
  }
}

TEST(Analysis, DamagedOrOfAnotherTextIsNotTaken) {
  annot::Document doc;
  fill(doc);
  const std::string bytes = pack_analysis(doc);
  Analysis got;
  EXPECT_FALSE(unpack_analysis(bytes, base::digest128("another"), got));
  for (size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(unpack_analysis(bytes.substr(0, size), hash_of(doc), got)) << size;
  for (size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(unpack_analysis(flipped, hash_of(doc), got)) << bit;
  }
}

// Whatever has a right checksum is bounded: what comes out fits together, or nothing is taken.
TEST(Analysis, AnyBytesWithARightChecksumFitTogetherOrAreNotTaken) {
  annot::Document doc;
  fill(doc);
  const std::string good = pack_analysis(doc).substr(9);
  std::mt19937 random(7);
  int taken = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string packed = i % 2 == 0 ? good : std::string();
    if (packed.empty()) {
      for (size_t n = random() % 40; n > 0; --n) packed += static_cast<char>(random());
    }
    for (size_t n = random() % 4; n > 0 && !packed.empty(); --n) packed[random() % packed.size()] = static_cast<char>(random());
    Analysis got;
    if (!unpack_analysis(sealed(packed, hash_of(doc)), hash_of(doc), got)) continue;
    ++taken;
    uint32_t words = 0;
    for (const uint32_t count : got.words) {
      for (uint32_t w = words; w < words + count; ++w) {
        ASSERT_LT(w, got.arcs.size());
        const annot::Arc& arc = got.arcs[w];
        ASSERT_TRUE(arc.head == annot::kNone ? arc.relation == annot::Relation::kRoot : arc.head >= words && arc.head < words + count);
      }
      words += count;
    }
    ASSERT_EQ(words, got.arcs.size());
    for (const annot::Name& name : got.names) ASSERT_TRUE(name.tokens.begin < name.tokens.end && name.tokens.end <= got.readings.size());
  }
  EXPECT_GT(taken, 100);
}

const char* bundle_path() { return std::getenv("WAQAI_BUNDLE"); }

Article article() {
  Article one;
  one.id = "a";
  one.published = "2018-03-01";
  one.text =
      "\u0648\u0635\u0644 \u0648\u0632\u064a\u0631 \u0627\u0644\u062e\u0627\u0631\u062c\u064a\u0629 \u0625\u0644\u0649 "
      "\u0628\u064a\u0631\u0648\u062a "
      "\u0648\u0627\u0644\u062a\u0642\u0649 \u0646\u0638\u064a\u0631\u0647.\n\u0627\u0633\u062a\u0642\u0627\u0644 \u0648\u0632\u064a\u0631 "
      "\u0627\u0644\u0645\u0627\u0644\u064a\u0629 \u0623\u0645\u0633.";
  return one;
}

void expect_same(const annot::Document& got, const annot::Document& want) {
  ASSERT_EQ(got.words.size(), want.words.size());
  for (size_t w = 0; w < want.words.size(); ++w) {
    EXPECT_EQ(got.words[w].lemma, want.words[w].lemma);
    EXPECT_EQ(got.words[w].lexeme, want.words[w].lexeme);
    EXPECT_EQ(got.words[w].span, want.words[w].span);
    EXPECT_EQ(annot::to_string(got.words[w].features), annot::to_string(want.words[w].features));
    EXPECT_EQ(got.arcs[w].head, want.arcs[w].head);
    EXPECT_EQ(got.arcs[w].relation, want.arcs[w].relation);
  }
  EXPECT_EQ(got.names.size(), want.names.size());
  EXPECT_EQ(got.mentions.size(), want.mentions.size());
  EXPECT_EQ(got.events.size(), want.events.size());
}

TEST(Analysis, CodesAnArticleAsItWasCoded) {
  if (bundle_path() == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(bundle_path());
  ASSERT_TRUE(bundle);
  const Result<Pipeline> pipeline = Pipeline::open(bundle.value());
  ASSERT_TRUE(pipeline);
  Pipeline::Scratch first = pipeline.value().new_scratch(), again = pipeline.value().new_scratch();
  const std::string bytes = pipeline.value().code(article(), first).value().analysis;
  ASSERT_FALSE(bytes.empty());
  ASSERT_FALSE(first.document.events.empty());
  EXPECT_FALSE(first.restored);
  for (const bool names : {true, false}) {
    EXPECT_EQ(pipeline.value().code(article(), again, {bytes, names}).value().analysis, bytes);
    EXPECT_TRUE(again.restored);
    expect_same(again.document, first.document);
  }
  // Whole, of this text, and yet of other tokens, sentences, words or readings: another program's.
  const std::string hash = base::digest128(article().text);
  Analysis analysis;
  ASSERT_TRUE(unpack_analysis(bytes, hash, analysis));
  const auto packed_with = [&](const auto& change) {
    (void)pipeline.value().code(article(), again);
    change(again.document);
    return pack_analysis(again.document);
  };
  const std::vector<std::string> wrong = {packed_with([](annot::Document& doc) {
                                            doc.readings.push_back(0);
                                            doc.tokens.push_back(doc.tokens.back());
                                          }),
                                          packed_with([](annot::Document& doc) { doc.readings[1] = 200; }),
                                          packed_with([](annot::Document& doc) { doc.sentences.pop_back(); }), packed_with([](annot::Document& doc) {
                                            const uint32_t end = --doc.sentences[0].words.end;
                                            for (uint32_t w = 0; w < end; ++w) doc.arcs[w] = {annot::kNone, annot::Relation::kRoot, 0};
                                          })};
  for (const std::string& one : wrong) {
    ASSERT_TRUE(is_analysis_of(one, hash));
    EXPECT_EQ(pipeline.value().code(article(), again, {one, true}).value().analysis, bytes);
    EXPECT_FALSE(again.restored);
    expect_same(again.document, first.document);
  }
}

}  // namespace
}  // namespace waqai::pipeline
