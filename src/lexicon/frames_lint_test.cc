// SPDX-License-Identifier: Apache-2.0
#include "lexicon/frames_lint.h"

#include <fstream>

#include <gtest/gtest.h>

#include "base/error_codes.h"
#include "lexicon/frames.h"
#include "lexicon/frames_compile.h"
#include "lexicon/frames_terms.h"

namespace waqai::lexicon {
namespace {

constexpr const char* kFrames =
    "class: base\ntype: ASSAULT\nunless: object is place\n\n"
    "frame: a b\nalso: c\nlike: base\nunless: clause has x\nexample: s => s\n\n"
    "frame: c\ntype: AID\nexample: s => s\n\n"
    "frame: c\ntype: AID\nif: subject is actor\n\n"
    "frame: d\nalso: a b\ntype: ASSAULT\nexample: no arrow\n";

std::vector<FrameSource> read(const SourceSet& sources, Findings& findings) { return read_frame_sources(sources, findings); }

size_t count(const Findings& findings, int code) {
  size_t found = 0;
  for (const Finding& one : findings.all()) found += one.code == code;
  return found;
}

TEST(FramesLint, SeesWhatCanNeverWin) {
  const SourceSet sources = SourceSet::from_texts({{"events/f.frames", kFrames, ""}});
  Findings findings;
  lint_patterns(read(sources, findings), findings);
  ASSERT_EQ(count(findings, base::kDictionaryShadowed), 2u);
  EXPECT_NE(findings.all()[0].problem.find("which says ASSAULT"), std::string::npos);  // another type: contradictory
  EXPECT_EQ(findings.all()[0].line, 11u);
  EXPECT_EQ(findings.all()[1].line, 19u);
}

TEST(FramesLint, CountsWhatFired) {
  const FrameCounts counts =
      count_frames("{\"frame\": \"events/f.frames:5\"}\n{\"frame\": \"events/f.frames:5\", \"frame\": \"x:1\"}\n\"frame\": \"open");
  EXPECT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts.at("events/f.frames:5"), 2u);
  const SourceSet sources = SourceSet::from_texts({{"events/f.frames", kFrames, ""}});
  Findings findings;
  lint_unused(read(sources, findings), counts, findings);
  EXPECT_EQ(count(findings, base::kDictionaryUnused), 3u);
}

// Keyboards and normalisation write the shadda behind its vowel, the lexicon before it.
TEST(FramesTerms, VocalisedKeyTakesTheShaddaBehindItsVowel) {
  EXPECT_EQ(vocalised_key("\xd9\x8a\xd9\x91\xd9\x8e\xd8\xa9"), vocalised_key("\xd9\x8a\xd9\x8e\xd9\x91\xd8\xa9"));
  EXPECT_NE(vocalised_key("\xd9\x8a\xd9\x8e\xd8\xa9"), vocalised_key("\xd9\x8a\xd9\x8e\xd9\x91\xd8\xa9"));
}

TEST(FramesTerms, CliticsOfTheLexiconAreKnown) {
  const SourceSet sources = SourceSet::from_texts({{"lexicon/function.tsv", "form\tlemma\n\xd8\xb3\xd9\x8e+\t\xd8\xb3\xd9\x8e+\n", ""}});
  const LemmaBook book(sources);
  TermTable terms;
  EXPECT_TRUE(book.resolve("\xd8\xb3", false, terms).known);
  EXPECT_FALSE(book.resolve("\xd8\xb4", false, terms).known);
}

TEST(FramesSource, ConditionsOfClassesAddUp) {
  const SourceSet sources = SourceSet::from_texts({{"events/f.frames", kFrames, ""}});
  Findings findings;
  const std::vector<FrameSource> frames = read(sources, findings);
  size_t conditions = 0;
  for (const FrameKey& key : frames[0].keys) conditions += key.key == "unless";
  EXPECT_EQ(conditions, 2u);
}

TEST(FramesCompile, UntestedAndMalformedAreFindings) {
  const SourceSet sources = SourceSet::from_texts({{"events/f.frames", kFrames, ""}, {"events/prepositions.tsv", "word\tgloss\n", ""}});
  Findings findings;
  BundleBuilder builder;
  add_frames(sources, builder, findings);
  EXPECT_EQ(count(findings, base::kDictionaryUntested), 1u);
  EXPECT_EQ(count(findings, base::kDictionaryFormat), 1u);
}

TEST(FramesCompile, AnOverlayMayContradict) {
  const char* mine = "frame: c\ntype: AID\nexample: s => s\n";
  const char* other = "frame: c\ntype: ASSAULT\nexample: s => s\n";
  for (const bool overlay : {false, true}) {
    const SourceSet sources =
        SourceSet::from_texts({{"events/a.frames", mine, ""}, {overlay ? "own/events/b.frames" : "events/b.frames", other, "", "events/b.frames"}});
    Findings findings;
    BundleBuilder builder;
    add_frames(sources, builder, findings);
    EXPECT_EQ(findings.has_errors(), !overlay);
  }
}

// The frame of the highest specificity of all that are anchored at a term, as "TYPE LINE".
std::string best_of(const std::vector<SourceFile>& files, Findings& findings) {
  const SourceSet sources = SourceSet::from_texts(files);
  BundleBuilder builder;
  sources.add_sources_section(builder);
  add_frames(sources, builder, findings);
  const std::string path = ::testing::TempDir() + "frames_lint_test.bundle";
  std::ofstream(path, std::ios::binary) << builder.finish();
  const Result<Bundle> bundle = Bundle::open(path);
  if (!bundle) return bundle.status().message();
  const Result<FramesView> frames = FramesView::open(bundle.value());
  if (!frames) return frames.status().message();
  const PatternRecord* best = nullptr;
  for (const PatternRecord& one : frames.value().patterns()) {
    if (best == nullptr || one.specificity > best->specificity) best = &one;
  }
  const FrameRecord& record = frames.value().frames()[best->frame];
  return std::string(frames.value().string(record.type)) + " " + std::to_string(record.line);
}

TEST(FramesCompile, AnOverlaysRowThatDropsAConditionWinsOverOurs) {
  const char* ours = "frame: c\ntype: AID\nif: subject is actor ; object has d ; object is person\nexample: s => s\n";
  const char* edited = "frame: c\ntype: ASSAULT\nexample: s => s\n";
  Findings findings;
  EXPECT_EQ(best_of({{"events/a.frames", ours, ""}}, findings), "AID 1");
  EXPECT_EQ(best_of({{"events/a.frames", ours, ""}, {"own/events/b.frames", edited, "", "events/b.frames"}}, findings), "ASSAULT 1");
  // Among rows of overlays the one that asks for more still wins, and a longer pattern of ours over both.
  const std::string two = std::string(edited) + "\nframe: c\ntype: PROTEST\nif: object is person\nexample: s => s\n";
  EXPECT_EQ(best_of({{"events/a.frames", ours, ""}, {"own/events/b.frames", two, "", "events/b.frames"}}, findings), "PROTEST 5");
  const std::string longer = std::string(ours) + "\nframe: c d e f\ntype: RETREAT\nexample: s => s\n";
  EXPECT_EQ(best_of({{"events/a.frames", longer, ""}, {"own/events/b.frames", edited, "", "events/b.frames"}}, findings), "RETREAT 6");
  for (const Finding& one : findings.all()) EXPECT_FALSE(one.is_error) << one.problem;
  EXPECT_EQ(count(findings, base::kDictionaryShadowed), 0u);
}

TEST(FramesSource, AnOverlaysRowStandsInForTheOneItNames) {
  const char* ours = "frame: c\ntype: AID\nexample: s => s\n\nframe: c\nalso: d\ntype: PROTEST\nif: object\nexample: s => s\n";
  const auto left = [&](const char* overlay, const char* name, Findings& findings) {
    const SourceSet sources = SourceSet::from_texts({{"events/a.frames", ours, ""}, {name, overlay, "", "events/b.frames"}});
    std::string types;
    for (const FrameSource& frame : read_frame_sources(sources, findings)) types += std::string(frame.get("type")) + " ";
    return types;
  };
  Findings fine;
  EXPECT_EQ(left("frame: c\ninstead: events/a.frames\ntype: ASSAULT\nif: subject\n", "own/events/b.frames", fine), "PROTEST ASSAULT ");
  EXPECT_EQ(left("frame: c\ninstead: events/a.frames:9\ntype: ASSAULT\n", "own/events/b.frames", fine), "AID ASSAULT ");
  EXPECT_FALSE(fine.has_errors());
  Findings wrong;
  EXPECT_EQ(left("frame: d\ninstead: events/a.frames\ntype: ASSAULT\n", "own/events/b.frames", wrong), "AID PROTEST ASSAULT ");
  EXPECT_EQ(left("frame: c\ninstead: events/a.frames\ntype: ASSAULT\n", "events/b.frames", wrong), "AID PROTEST ASSAULT ");
  EXPECT_EQ(count(wrong, base::kDictionaryReference), 2u);
}

}  // namespace
}  // namespace waqai::lexicon
