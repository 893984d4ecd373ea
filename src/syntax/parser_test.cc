// SPDX-License-Identifier: Apache-2.0
#include "syntax/parser.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "annot/conllu.h"
#include "base/error_codes.h"
#include "base/file.h"
#include "lexicon/weights_compile.h"
#include "support/case_file.h"

namespace waqai::syntax {
namespace {

using annot::Document;
using annot::kNone;
using annot::Relation;

// Weights without sense: the properties below must hold for any.
std::string random_section(uint32_t beam, uint32_t seed) {
  std::mt19937 random(seed);
  Weights weights;
  weights.beam = beam;
  weights.action_bits = 10;
  weights.relation_bits = 10;
  for (size_t i = 0; i < action_entries(10); ++i) weights.actions.push_back(static_cast<int16_t>(random()));
  for (size_t i = 0; i < relation_entries(10); ++i) weights.relations.push_back(static_cast<int16_t>(random()));
  return weights_section(weights);
}

// A document of sentences of the given lengths with random words and tags.
Document random_document(const std::vector<uint32_t>& lengths, uint32_t seed) {
  std::mt19937 random(seed);
  Document doc;
  doc.text = "abcdefghijklmnop";
  for (const uint32_t length : lengths) {
    annot::Sentence sentence;
    sentence.words.begin = static_cast<uint32_t>(doc.words.size());
    for (uint32_t i = 0; i < length; ++i) {
      annot::Word word;
      word.span = {static_cast<uint32_t>(random() % 16), 16};
      word.form = doc.surface(word);
      word.lemma = word.form.substr(0, random() % 2);
      word.upos = static_cast<annot::Upos>(random() % annot::kUposCount);
      word.features.definite = static_cast<annot::Definite>(random() % 4);
      word.features.relative = random() % 9 == 0;
      doc.words.push_back(word);
    }
    sentence.words.end = static_cast<uint32_t>(doc.words.size());
    doc.sentences.push_back(sentence);
  }
  return doc;
}

// One root, every word reaches it, no arcs cross.
void expect_projective_tree(const Document& doc, annot::Range words) {
  uint32_t roots = 0;
  for (uint32_t w = words.begin; w < words.end; ++w) {
    const annot::Arc& arc = doc.arcs[w];
    ASSERT_EQ(arc.head == kNone, arc.relation == Relation::kRoot);
    ASSERT_NE(arc.relation, Relation::kNone);
    ASSERT_GE(arc.margin, 0);
    roots += arc.head == kNone;
    uint32_t up = w, steps = 0;
    while (doc.arcs[up].head != kNone && steps++ <= words.size()) up = doc.arcs[up].head;
    ASSERT_LE(steps, words.size());
    if (arc.head == kNone) continue;
    ASSERT_TRUE(words.contains(arc.head));
    for (uint32_t i = std::min(w, arc.head) + 1; i < std::max(w, arc.head); ++i) {
      uint32_t at = i;
      while (at != kNone && at != arc.head) at = doc.arcs[at].head;
      ASSERT_EQ(at, arc.head) << "arc " << w << " -> " << arc.head << " is crossed";
    }
  }
  ASSERT_EQ(roots, words.empty() ? 0u : 1u);
}

TEST(Parser, AlwaysATree) {
  for (uint32_t seed = 0; seed < 40; ++seed) {
    const std::string section = random_section(1 + seed % 9, seed);
    const Result<Parser> parser = Parser::from_section(section, {}, "test");
    ASSERT_TRUE(parser) << parser.status().to_string();
    Document doc = random_document({1, 0, 2, 3, seed % 30, 40, 0}, seed);
    Workspace scratch;
    ASSERT_TRUE(parser.value().annotate(doc, scratch));
    ASSERT_EQ(doc.arcs.size(), doc.words.size());
    for (const annot::Sentence& sentence : doc.sentences) expect_projective_tree(doc, sentence.words);
  }
}

TEST(Parser, SameTreeWhateverCameBefore) {
  const std::string section = random_section(4, 1);
  const Result<Parser> parser = Parser::from_section(section, {}, "test");
  ASSERT_TRUE(parser);
  Workspace used, fresh;
  Document other = random_document({50, 3}, 9);
  ASSERT_TRUE(parser.value().annotate(other, used));
  Document a = random_document({5, 20, 7}, 2), b = random_document({5, 20, 7}, 2);
  ASSERT_TRUE(parser.value().annotate(a, used));
  ASSERT_TRUE(parser.value().annotate(b, fresh));
  for (size_t i = 0; i < a.arcs.size(); ++i) {
    ASSERT_EQ(a.arcs[i].head, b.arcs[i].head);
    ASSERT_EQ(a.arcs[i].relation, b.arcs[i].relation);
    ASSERT_EQ(a.arcs[i].margin, b.arcs[i].margin);
  }
}

TEST(Parser, LongSentenceInLinearTime) {
  const std::string section = random_section(4, 3);
  const Result<Parser> parser = Parser::from_section(section, {}, "test");
  ASSERT_TRUE(parser);
  Workspace scratch;
  const auto seconds = [&](uint32_t words) {
    Document doc = random_document({words}, 5);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(parser.value().annotate(doc, scratch));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  seconds(1000);  // memory is there from here on
  const double one = seconds(2000);
  EXPECT_LT(seconds(20000), 40 * one + 0.2);  // a square would be 100 times
}

TEST(Parser, DamagedWeights) {
  const std::string section = random_section(4, 3);
  for (const std::string& bad : {std::string(), section.substr(0, section.size() / 2), std::string(64, '\xFF'), random_section(65, 3)}) {
    const Result<Parser> parser = Parser::from_section(bad, {}, "file");
    ASSERT_FALSE(parser);
    EXPECT_EQ(parser.status().code(), base::kBundleDamaged);
    EXPECT_EQ(parser.status().place(), "file");
  }
}

}  // namespace
}  // namespace waqai::syntax
