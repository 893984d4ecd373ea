// SPDX-License-Identifier: Apache-2.0
//
// Dates, places, voices and verbs drawn from news of 2018 (tests/gold) against the real bundle; skipped where ../shared is missing.
// WAQAI_SHOW=1 prints each failure.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numbers>
#include <optional>

#include "base/file.h"
#include "ingest/reader.h"
#include "pipeline/pipeline.h"
#include "support/case_file.h"

namespace waqai::pipeline {
namespace {

using Cells = std::vector<std::string>;

Cells split(std::string_view line, char mark) {
  Cells cells;
  for (size_t at = 0; at <= line.size();) {
    const size_t end = std::min(line.find(mark, at), line.size());
    cells.emplace_back(line.substr(at, end - at));
    at = end + 1;
  }
  return cells;
}

// Rows of a table below tests/gold, by article.
std::multimap<std::string, Cells> gold_rows(const std::string& name) {
  std::multimap<std::string, Cells> rows;
  const Result<std::string> bytes = base::read_file(testing::source_root() + "/tests/gold/" + name);
  if (!bytes) return rows;
  for (const std::string& line : split(bytes.value(), '\n')) {
    if (line.empty() || line[0] == '#' || line.starts_with("article\t")) continue;
    Cells cells = split(line, '\t');
    rows.emplace(cells[0], cells);
  }
  return rows;
}

// The bytes of `letters` visible characters behind `at` others.
Span visible_span(std::string_view text, size_t at, size_t letters) {
  Span span;
  size_t seen = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte <= 32 || (byte & 0xC0) == 0x80) continue;
    if (seen == at) span.begin = static_cast<uint32_t>(i);
    if (seen == at + letters) {
      span.end = static_cast<uint32_t>(i);
      break;
    }
    ++seen;
  }
  if (span.end == 0) span.end = static_cast<uint32_t>(text.size());
  while (span.end > span.begin && static_cast<unsigned char>(text[span.end - 1]) <= 32) --span.end;
  return span;
}

bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }
bool among(const std::string& list, const std::string& value) {
  const Cells all = split(list, '|');
  return std::find(all.begin(), all.end(), value) != all.end();
}

class Gold : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* path = std::getenv("WAQAI_BUNDLE");
    if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set";
    corpus_ = testing::shared_root() + "/corpus/news-2018.jsonl.gz";
    if (testing::shared_root().empty() || !base::read_file(corpus_)) GTEST_SKIP() << "SKIPPED: ../shared/corpus is not there";
    auto bundle = lexicon::Bundle::open(path);
    ASSERT_TRUE(bundle);
    bundle_.emplace(std::move(bundle).value());
  }

  // Calls `look` with the analysed document and the span of each row.
  template <typename Look>
  void each(const std::string& table, Look look) {
    const std::multimap<std::string, Cells> rows = gold_rows(table);
    ASSERT_EQ(rows.size(), 300u);
    const Result<Pipeline> pipeline = Pipeline::open(*bundle_);
    ASSERT_TRUE(pipeline);
    Pipeline::Scratch scratch = pipeline.value().new_scratch();
    size_t seen = 0;
    ingest::ArticleReader reader({corpus_});
    for (ingest::ReadItem item; reader.next(item);) {
      const auto [begin, end] = rows.equal_range(item.article.id);
      if (begin == end || !item.status.is_ok()) continue;
      ASSERT_TRUE(pipeline.value().annotate(item.article, scratch));
      for (auto row = begin; row != end; ++row, ++seen) {
        const Span span = visible_span(scratch.document.text, std::stoul(row->second[1]), std::stoul(row->second[2]));
        look(scratch.document, row->second, span);
      }
    }
    EXPECT_EQ(seen, rows.size());
  }

  static void show(const annot::Document& doc, const Cells& row, Span span, const std::string& found) {
    if (std::getenv("WAQAI_SHOW") == nullptr) return;
    const uint32_t from = doc.text.rfind(' ', span.begin > 60 ? span.begin - 60 : 0) == std::string::npos
                              ? 0
                              : static_cast<uint32_t>(doc.text.rfind(' ', span.begin > 60 ? span.begin - 60 : 0));
    const size_t to = std::min(doc.text.size(), doc.text.find(' ', std::min<size_t>(span.end + 60, doc.text.size())));
    std::string wanted;
    for (size_t c = 3; c < row.size(); ++c) wanted += row[c] + " ";
    std::printf("%s: wanted %sfound %s [%s] in: %s\n", row[0].c_str(), wanted.c_str(), found.c_str(), std::string(doc.surface(span)).c_str(),
                doc.text.substr(from, to - from).c_str());
  }

  std::string corpus_;
  std::optional<lexicon::Bundle> bundle_;
};

TEST_F(Gold, Dates) {
  int right = 0, all = 0;
  each("dates.tsv", [&](const annot::Document& doc, const Cells& row, Span span) {
    std::string found = "none";
    for (const annot::Time& time : doc.times) {
      if (overlap(time.span, span) && !time.value.empty()) found = time.value;
    }
    const bool ok = among(row[3], found);
    right += ok;
    ++all;
    if (!ok) show(doc, row, span, found);
  });
  RecordProperty("right", right);
  std::printf("dates: %d of %d\n", right, all);
  EXPECT_GE(right, 280) << "the floor; the bar is 0.95, 285";
}

// Right and wrong answers to a question of yes or no.
struct Counts {
  int both = 0, found = 0, wanted = 0, right = 0;
  void add(bool is, bool said) {
    both += is && said;
    found += said;
    wanted += is;
    right += is == said;
  }
  double f1() const { return 2.0 * both / std::max(1, found + wanted); }
};

// The word at a span: the longest one that overlaps it, since clitics stand beside.
const annot::Word* word_at(const annot::Document& doc, Span span) {
  const annot::Word* best = nullptr;
  for (const annot::Word& word : doc.words) {
    if (overlap(word.span, span) && (best == nullptr || word.span.size() > best->span.size())) best = &word;
  }
  return best;
}

TEST_F(Gold, Voices) {
  Counts counts;
  each("voices.tsv", [&](const annot::Document& doc, const Cells& row, Span span) {
    const annot::Word* word = word_at(doc, span);
    const bool passive = word != nullptr && word->upos == annot::Upos::kVerb && word->features.voice == annot::Voice::kPass;
    counts.add(row[3] == "passive", passive);
    if (passive != (row[3] == "passive")) show(doc, row, span, passive ? "passive" : "active");
  });
  std::printf("voices: %d of 300 right, passive F1 %.3f (precision %d of %d, recall %d of %d)\n", counts.right, counts.f1(), counts.both,
              counts.found, counts.both, counts.wanted);
  EXPECT_GE(counts.f1(), 0.7) << "the floor; the bar is 0.85";
}

TEST_F(Gold, Verbs) {
  Counts counts;
  each("verbs.tsv", [&](const annot::Document& doc, const Cells& row, Span span) {
    const annot::Word* word = word_at(doc, span);
    const bool verb = word != nullptr && (word->upos == annot::Upos::kVerb || word->upos == annot::Upos::kAux);
    counts.add(row[3] == "verb", verb);
    if (verb != (row[3] == "verb")) show(doc, row, span, word == nullptr ? "nothing" : std::string(annot::to_string(word->upos)));
  });
  std::printf("verbs: %d of 300 right, verb F1 %.3f\n", counts.right, counts.f1());
  EXPECT_GE(counts.f1(), 0.9) << "the bar";
}

double km_between(double a, double b, double c, double d) {
  const double east = std::abs(b - d) > 180 ? 360 - std::abs(b - d) : std::abs(b - d);
  return 111.2 * std::hypot(a - c, east * std::cos(a * std::numbers::pi / 180));
}

TEST_F(Gold, Places) {
  int countries = 0, places = 0, points = 0, all = 0;
  each("places.tsv", [&](const annot::Document& doc, const Cells& row, Span span) {
    bool country = false, place = false, any = false, part = false;
    std::string found;
    for (const annot::Mention& mention : doc.mentions) {
      if (!overlap(mention.span, span) || mention.kind == annot::MentionKind::kHidden) continue;
      for (const uint32_t e : mention.entities) {
        const annot::Entity& entity = doc.entities[e];
        const bool here = entity.kind == annot::EntityKind::kPlace || entity.kind == annot::EntityKind::kCountry;
        any = any || here;
        part = part || !here;
        country = country || among(row[3], entity.country.empty() ? "-" : std::string(entity.country));
        place = place || (row[4] == "-" ? here && country
                                        : entity.has_point && km_between(entity.latitude, entity.longitude, std::stod(row[4]), std::stod(row[5])) <=
                                                                  std::stod(row[6]));
        found += std::string(entity.name) + " (" + std::string(entity.country) + ") ";
      }
    }
    if (!any && among(row[3], "none")) country = place = true;
    // A place inside the name of somebody is no mention of its own: only its country can be asked.
    const bool asked = !(part && !any);
    ++all;
    countries += country;
    points += asked;
    places += asked && place;
    if (!country || (asked && !place)) show(doc, row, span, found.empty() ? "nothing" : found);
  });
  std::printf("places: country %d of %d, place %d of %d\n", countries, all, places, points);
  EXPECT_GE(countries, 289) << "the floor; the bar is 0.97, 291";
  EXPECT_GE(places, 0.85 * points) << "the bar";
}

}  // namespace
}  // namespace waqai::pipeline
