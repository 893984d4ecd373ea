// SPDX-License-Identifier: Apache-2.0
//
// Properties that need no real dictionary; who vouches for what is in tests/cases/claims (run by the tests of the pipeline).
#include "claims/claims.h"

#include <gtest/gtest.h>

#include <random>

#include "base/error_codes.h"
#include "base/file.h"
#include "lexicon/claims_compile.h"

namespace waqai::claims {
namespace {

using annot::Document;
using annot::Upos;

constexpr std::string_view kHeader = "phrase\tclass\tuse\tstance\tmedium\tsectors\n";

Result<lexicon::Bundle> bundle_of(std::string rows, lexicon::Findings& findings) {
  const auto sources = lexicon::SourceSet::from_texts({{"claims/c.tsv", std::string(kHeader) + std::move(rows), ""}});
  lexicon::BundleBuilder builder;
  sources.add_sources_section(builder);
  lexicon::add_claims(sources, builder, findings);
  const std::string path = ::testing::TempDir() + "waqai_claims_test";
  EXPECT_TRUE(base::replace_file(path, builder.finish()));
  return lexicon::Bundle::open(path);
}

// One sentence of words separated by spaces; "V:" marks verbs, "P:" punctuation.
Document document_of(const std::string& line) {
  Document doc;
  std::vector<std::pair<Span, Upos>> spans;
  for (size_t at = 0; at < line.size();) {
    size_t end = std::min(line.find(' ', at), line.size());
    const bool verb = line.compare(at, 2, "V:") == 0, mark = line.compare(at, 2, "P:") == 0;
    if (verb || mark) at += 2;
    const auto begin = static_cast<uint32_t>(doc.text.size());
    doc.text += line.substr(at, end - at);
    spans.push_back({{begin, static_cast<uint32_t>(doc.text.size())}, verb ? Upos::kVerb : mark ? Upos::kPunct : Upos::kNoun});
    doc.text += ' ';
    at = end + 1;
  }
  annot::Sentence sentence;
  sentence.span = {0, static_cast<uint32_t>(doc.text.size())};
  for (const auto& [span, tag] : spans) {
    const auto index = static_cast<uint32_t>(doc.words.size());
    annot::Word word;
    word.token = index;
    word.span = span;
    word.form = word.lemma = doc.surface(span);
    word.upos = tag;
    annot::Token token;
    token.span = span;
    token.words = {index, index + 1};
    doc.tokens.push_back(token);
    doc.words.push_back(word);
  }
  sentence.words = sentence.tokens = {0, static_cast<uint32_t>(doc.words.size())};
  doc.sentences.push_back(sentence);
  return doc;
}

TEST(Claims, WrongRowsAreFindings) {
  lexicon::Findings findings;
  const auto bundle =
      bundle_of("said\tverb\tsay\tasserted\n-\tverb\tsay\nx\tadverb\tsay\ny\tverb\tshout\nz\tverb\tsay\tperhaps\nsaid\tverb\tsay\n", findings);
  ASSERT_TRUE(bundle);
  ASSERT_EQ(findings.errors(), 5u);
  EXPECT_EQ(findings.all()[0].code, base::kDictionaryValue);
  EXPECT_EQ(findings.all()[4].code, base::kDictionaryDuplicate);
  const auto view = lexicon::ClaimsView::open(bundle.value());
  ASSERT_TRUE(view);
  EXPECT_EQ(view.value().size(), 1u);
}

TEST(Claims, ABundleWithoutCuesIsRefused) {
  lexicon::BundleBuilder builder;
  lexicon::SourceSet::from_texts({}).add_sources_section(builder);
  const std::string path = ::testing::TempDir() + "waqai_claims_none";
  ASSERT_TRUE(base::replace_file(path, builder.finish()));
  const auto bundle = lexicon::Bundle::open(path);
  ASSERT_TRUE(bundle);
  EXPECT_EQ(Attributor::open(bundle.value()).status().code(), base::kBundleSection);
}

TEST(Claims, AColonAfterAVerbOfSaying) {
  lexicon::Findings findings;
  const auto bundle = bundle_of("said\tverb\tsay\tasserted\n", findings);
  ASSERT_TRUE(bundle);
  auto view = lexicon::ClaimsView::open(bundle.value());
  ASSERT_TRUE(view);
  const Attributor attributor(std::move(view).value());
  Document doc = document_of("V:said minister P:: army V:left town");
  annot::Event event;
  event.predicate = 4;
  event.trigger = doc.words[4].span;
  event.type = "RETREAT";
  doc.events.push_back(event);
  Workspace scratch;
  ASSERT_TRUE(attributor.annotate(doc, scratch));
  ASSERT_EQ(doc.claims.size(), 1u);
  EXPECT_EQ(doc.events[0].claim, 0u);
  EXPECT_EQ(doc.surface(doc.claims[0].speaker.text), "minister");
  EXPECT_EQ(doc.claims[0].stance, "asserted");
  EXPECT_EQ(doc.claims[0].row.line, 2u);
  ASSERT_EQ(doc.quotations.size(), 1u);
  EXPECT_EQ(doc.surface(doc.quotations[0].span), "army left town");
  // A second run replaces what the first one set.
  ASSERT_TRUE(attributor.annotate(doc, scratch));
  EXPECT_EQ(doc.claims.size(), 1u);
}

TEST(Claims, AnyWordsAndMissingLayersAreTaken) {
  lexicon::Findings findings;
  const auto bundle = bundle_of(
      "s\tverb\tsay\tasserted\nn\tverb\tannounce\tasserted\nd\tverb\tdeny\tdenied\nr\tverb\trelay\tasserted\na\twords\taccording\tasserted\n"
      "f\twords\tfrom\tasserted\nh\twords\thedge\tdoubted\nw\twords\tso-"
      "called\tdoubted\np\tverb\tfirm\nc\twords\tcondition\nl\twords\talleged\tdoubted\n"
      "g\tmasdar\tdeny\tdenied\nt\tparticiple\tcarry\tasserted\nk\twords\tstop\no\twords\tdocument\n",
      findings);
  ASSERT_TRUE(bundle);
  ASSERT_EQ(findings.errors(), 0u);
  auto view = lexicon::ClaimsView::open(bundle.value());
  ASSERT_TRUE(view);
  const Attributor attributor(std::move(view).value());
  const std::string pieces[] = {
      "s",    "V:s",      "V:n",      "V:d",          "V:r",          "a",      "f",   "h", "w", "V:p", "c", "l", "g", "t", "k", "o", "P::", "P:,",
      "P:\"", "P:\u00ab", "P:\u00bb", "\u0623\u0646", "\u0625\u0646", "\u0648", "noun"};
  std::mt19937 random(7);
  Workspace scratch;
  for (int round = 0; round < 2000; ++round) {
    std::string line;
    const uint32_t length = random() % 40;
    for (uint32_t i = 0; i < length; ++i) line += (i > 0 ? " " : "") + pieces[random() % std::size(pieces)];
    Document doc = document_of(line);
    for (uint32_t w = 0; w < doc.words.size(); ++w) {
      if (random() % 3 == 0) doc.words[w].upos = static_cast<Upos>(random() % annot::kUposCount);
      doc.words[w].features.relative = random() % 9 == 0;
      annot::Event event;
      event.predicate = random() % 5 == 0 ? annot::kNone : w;
      event.trigger = doc.words[w].span;
      event.type = random() % 2 == 0 ? "AGREE" : "THREATEN";
      event.status = "actual";
      doc.events.push_back(event);
    }
    ASSERT_TRUE(attributor.annotate(doc, scratch));
    for (const annot::Quotation& one : doc.quotations) ASSERT_TRUE(one.span.begin < one.span.end && one.span.end <= doc.text.size()) << line;
    for (const annot::Pledge& one : doc.pledges) ASSERT_TRUE(one.act.begin <= one.act.end && one.act.end <= doc.text.size()) << line;
    for (const annot::Claim& one : doc.claims) ASSERT_LE(one.via.size(), 2u) << line;
  }
}

}  // namespace
}  // namespace waqai::claims
