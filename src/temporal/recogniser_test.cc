// SPDX-License-Identifier: Apache-2.0
#include "temporal/recogniser.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "base/file.h"
#include "lexicon/times_compile.h"
#include "support/case_file.h"
#include "temporal/almanac.h"
#include "text/fold.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace waqai::temporal {
namespace {

constexpr const char* kEvening = "\u0645\u0633\u0627\u0621";
constexpr const char* kMonday = "\u0627\u0644\u0627\u062B\u0646\u064A\u0646";

const lexicon::Bundle& bundle() {
  static const lexicon::Bundle one = [] {
    std::vector<lexicon::SourceFile> files;
    for (const char* name : {"hijri", "terms_calendar", "terms_context", "terms_numbers", "terms_relative", "terms_units"}) {
      const std::string path = std::string("time/") + name + ".tsv";
      std::ifstream file(testing::source_root() + "/data/" + path);
      EXPECT_TRUE(file) << path;
      files.push_back({path, {std::istreambuf_iterator<char>(file), {}}, "CC BY 4.0"});
    }
    const auto sources = lexicon::SourceSet::from_texts(std::move(files));
    lexicon::Findings findings;
    lexicon::BundleBuilder builder;
    sources.add_sources_section(builder);
    add_times(sources, builder, findings);
    for (const auto& finding : findings.all()) ADD_FAILURE() << finding.to_string();
    const std::string path = ::testing::TempDir() + "waqai_temporal_test";
    EXPECT_TRUE(base::replace_file(path, builder.finish()));
    auto opened = lexicon::Bundle::open(path);
    EXPECT_TRUE(opened);
    return std::move(opened).value();
  }();
  return one;
}

const Recogniser& recogniser() {
  static const Recogniser one = Recogniser::open(bundle()).value();
  return one;
}

// Verbs of the cases and their tense: tests/cases/temporal/verbs.tsv.
const std::map<std::string, annot::Aspect>& verbs() {
  static const auto all = [] {
    std::map<std::string, annot::Aspect> found;
    std::ifstream file(testing::source_root() + "/tests/cases/temporal/verbs.tsv");
    std::string verb;
    for (std::string tense; file >> verb >> tense;) found[text::fold_key(verb)] = tense == "past" ? annot::Aspect::kPerf : annot::Aspect::kImp;
    return found;
  }();
  return all;
}

// One word a token, "wa" and the future "sa" of the known verbs split off: the word layer as far as this stage looks at it.
void add_words(annot::Document& doc) {
  for (annot::Sentence& sentence : doc.sentences) {
    sentence.words.begin = static_cast<uint32_t>(doc.words.size());
    for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      annot::Token& token = doc.tokens[t];
      token.words.begin = static_cast<uint32_t>(doc.words.size());
      Span span = token.span;
      const auto split = [&](std::string_view clitic) {
        if (!doc.surface(span).starts_with(clitic)) return;
        const Span front{span.begin, span.begin + static_cast<uint32_t>(clitic.size())};
        annot::Word word;
        word.token = t;
        word.span = front;
        word.form = doc.surface(front);
        word.upos = annot::Upos::kPart;
        word.proclitic = true;
        doc.words.push_back(word);
        span.begin = front.end;
      };
      const auto known = [&](size_t from) {
        const std::string key = text::fold_key(doc.surface(token));
        return from < key.size() && verbs().count(key.substr(from)) > 0;
      };
      if (!known(0) && (known(1) || known(2))) split("\u0648");
      if (!verbs().count(text::fold_key(doc.surface(span)))) split(known(1) || known(2) ? "\u0633" : "-");
      annot::Word word;
      word.token = t;
      word.span = span;
      word.form = doc.surface(span);
      const auto verb = verbs().find(text::fold_key(word.form));
      if (verb != verbs().end()) {
        word.upos = annot::Upos::kVerb;
        word.features.aspect = verb->second;
      }
      doc.words.push_back(word);
      token.words.end = static_cast<uint32_t>(doc.words.size());
    }
    sentence.words.end = static_cast<uint32_t>(doc.words.size());
  }
}

void read(const std::string& text, base::Day published, annot::Document& doc) {
  doc.reset(text);
  doc.published = published;
  text::Segmentation segments;
  text::Segmenter().segment(doc.text, 0, segments);
  for (const auto& token : segments.tokens) doc.tokens.push_back({token.span, static_cast<annot::TokenKind>(token.kind), token.space_after, {}});
  for (const auto& s : segments.sentences) {
    doc.sentences.push_back({s.span, static_cast<annot::SentenceKind>(s.kind), s.paragraph, s.dateline, {s.first_token, s.end_token}, {}});
  }
  add_words(doc);
  Workspace workspace;
  EXPECT_TRUE(recogniser().annotate(doc, workspace));
}

const char* name_of(annot::Precision precision) {
  switch (precision) {
    case annot::Precision::kUnknown:
      return "unknown";
    case annot::Precision::kDay:
      return "day";
    case annot::Precision::kMonth:
      return "month";
    case annot::Precision::kYear:
      return "year";
    case annot::Precision::kInterval:
      return "interval";
    case annot::Precision::kRelative:
      return "relative";
  }
  return "";
}

// "surface = value", with [first..last] where the days are fewer than the value says; "surface = relative TIMEX" or "duration TIMEX".
std::string describe(const annot::Document& doc, const annot::Time& time) {
  std::string line = std::string(doc.surface(time.span)) + " = ";
  if (time.duration) return line + "duration " + std::string(time.timex);
  if (time.value.empty()) return line + name_of(time.precision) + " " + std::string(time.timex);
  line += time.value;
  const bool month = time.precision == annot::Precision::kMonth;
  if (month || time.precision == annot::Precision::kYear) {
    const Period whole = month ? month_period(year_of(time.begin), month_of(time.begin)) : year_period(year_of(time.begin));
    if (whole.first != time.begin || whole.last != time.end) line += " [" + base::iso_day(time.begin) + ".." + base::iso_day(time.end) + "]";
  }
  return line;
}

// First line: the publication date, or "-".  The rest: the article.
std::string run(const std::string& input) {
  const size_t line = input.find('\n');
  const auto published = base::parse_iso_day(input.substr(0, line));
  annot::Document doc;
  read(input.substr(line + 1), published.value_or(base::kNoDay), doc);
  std::string out;
  for (const annot::Time& time : doc.times) out += describe(doc, time) + "\n";
  return out.empty() ? "-" : out;
}

TEST(Recogniser, Cases) { testing::run_cases("temporal", run); }

TEST(Recogniser, WordsAndRowsAreGiven) {
  annot::Document doc;
  read("\u0648\u0642\u0639 " + std::string(kEvening) + " " + kMonday + ".", *base::parse_iso_day("2018-03-15"), doc);
  ASSERT_EQ(doc.times.size(), 1u);
  const annot::Time& time = doc.times[0];
  EXPECT_EQ(doc.surface(time.span), std::string(kEvening) + " " + kMonday);
  EXPECT_EQ(time.timex, "2018-03-12TEV");
  EXPECT_EQ(time.words.size(), 2u);
  EXPECT_EQ(doc.surface(doc.words[time.words.begin]), kEvening);
  ASSERT_TRUE(time.row.known());
  EXPECT_EQ(bundle().sources()[time.row.file].file, "time/terms_calendar.tsv");
}

TEST(Recogniser, TeasersAreLeftOut) {
  annot::Document doc;
  read(std::string(kEvening) + " " + kMonday + ".", *base::parse_iso_day("2018-03-15"), doc);
  doc.sentences[0].kind = annot::SentenceKind::kTeaser;
  Workspace workspace;
  ASSERT_TRUE(recogniser().annotate(doc, workspace));
  EXPECT_TRUE(doc.times.empty());
}

// Text of words that the grammar knows and others, in any order.
std::string any_text(std::mt19937& random, size_t words) {
  static const std::vector<std::string> kPieces = [] {
    std::vector<std::string> all = {"\n", "\u200f"};
    std::ifstream file(testing::source_root() + "/tests/cases/temporal/pieces.txt");
    for (std::string piece; std::getline(file, piece);) all.push_back(piece);
    return all;
  }();
  std::string text;
  for (size_t i = 0; i < words; ++i) {
    text += kPieces[random() % kPieces.size()];
    if (random() % 8 != 0) text += ' ';
  }
  return text;
}

TEST(Recogniser, AnyTextGivesSpansInsideAndDaysInOrder) {
  std::mt19937 random(20180315);
  annot::Document doc;
  const base::Day days[] = {base::kNoDay, *base::parse_iso_day("2018-03-15"), *base::parse_iso_day("0001-01-01"), *base::parse_iso_day("9999-12-31"),
                            *base::parse_iso_day("2020-02-29")};
  size_t found = 0;
  for (int round = 0; round < 3000; ++round) {
    read(any_text(random, 40), days[round % 5], doc);
    uint32_t last = 0;
    for (const annot::Time& time : doc.times) {
      ++found;
      ASSERT_LE(last, time.span.begin) << doc.text;
      ASSERT_LT(time.span.begin, time.span.end) << doc.text;
      ASSERT_LE(time.span.end, doc.text.size());
      last = time.span.end;
      ASSERT_FALSE(time.timex.empty()) << doc.surface(time.span);
      ASSERT_FALSE(time.words.empty());
      ASSERT_EQ(time.begin == base::kNoDay, time.end == base::kNoDay);
      ASSERT_LE(time.begin, time.end) << doc.surface(time.span);
      ASSERT_EQ(time.value.empty(), time.begin == base::kNoDay) << doc.surface(time.span);
      if (time.duration) {
        ASSERT_TRUE(time.value.empty());
      }
    }
  }
  EXPECT_GT(found, 3000u);
}

TEST(Recogniser, TimeIsLinear) {
  std::mt19937 random(7);
  std::string small;
  std::string large;
  while (small.size() < 100000) small += any_text(random, 1) + " 3 \u0648";
  for (int i = 0; i < 8; ++i) large += small;
  annot::Document doc;
  const auto seconds = [&](const std::string& text) {
    const auto start = std::chrono::steady_clock::now();
    read(text, 17000, doc);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const double one = seconds(small);
  EXPECT_LT(seconds(large), 32 * one + 0.5);  // a square would be 64 times
}

}  // namespace
}  // namespace waqai::temporal
