// SPDX-License-Identifier: Apache-2.0
//
// The events of short texts, with the real bundle (tests/cases/events).  Input: the day of publication, or "undated"; then the text; a line
// "title: ..." in between makes a title.  Output: one line an event, in the order of the text,
//   TYPE modes status: actors -> recipients
// each party as country and first sector ("-" none), then "by" who vouches with the stance, "on" the date and "in" the place where they are told;
// "nothing" where there is no event.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "pipeline/pipeline.h"
#include "support/case_article.h"
#include "support/case_file.h"

namespace waqai::pipeline {
namespace {

using annot::Document;
using annot::kNone;

std::string code(const Document& doc, const annot::Role& role) {
  std::string_view country = role.country, sectors = role.sectors;
  if (role.entity != kNone) {
    if (country.empty()) country = doc.entities[role.entity].country;
    if (sectors.empty()) sectors = doc.entities[role.entity].sectors;
  }
  return std::string(country.empty() ? "-" : country) + " " + std::string(sectors.empty() ? "-" : sectors.substr(0, sectors.find(',')));
}

std::string codes(const Document& doc, const std::vector<annot::Role>& roles) {
  std::string out;
  for (const annot::Role& role : roles) out += (out.empty() ? "" : "; ") + code(doc, role);
  return out.empty() ? "nobody" : out;
}

std::string line(const Document& doc, const annot::Event& event) {
  std::string out(event.type);
  for (const std::string_view mode : event.mode) out += " " + std::string(mode);
  out += " " + std::string(event.status) + ": " + codes(doc, event.actor) + " -> " + codes(doc, event.recipient);
  if (event.claim != kNone) {
    const annot::Claim& claim = doc.claims[event.claim];
    if (!claim.speaker.text.empty()) out += " by " + code(doc, claim.speaker);
    if (claim.stance != "asserted") out += " " + std::string(claim.stance);
  }
  if (event.time != kNone && !doc.times[event.time].value.empty()) out += " on " + std::string(doc.times[event.time].value);
  if (event.place != kNone) out += " in " + std::string(doc.entities[event.place].name);
  return out + "\n";
}

std::string event_lines(const Document& doc) {
  std::vector<const annot::Event*> events;
  for (const annot::Event& event : doc.events) events.push_back(&event);
  std::stable_sort(events.begin(), events.end(), [](const annot::Event* a, const annot::Event* b) { return a->trigger.begin < b->trigger.begin; });
  std::string out;
  for (const annot::Event* event : events) out += line(doc, *event);
  return out.empty() ? "nothing\n" : out;
}

std::string quantity_lines(const annot::Document& doc) {
  std::string out;
  for (const annot::Event& event : doc.events) {
    for (const annot::Quantity& q : event.quantity) {
      const std::string low = std::to_string(static_cast<int64_t>(q.low));
      out += std::string(event.type) + " " + std::string(q.kind) + " " + low + ": " + std::string(doc.surface(q.span)) + "\n";
    }
  }
  return out.empty() ? "nothing\n" : out;
}

void run_event_cases(const char* folder, std::string (*lines)(const annot::Document&)) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set: the cases need the real bundle";
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  ASSERT_TRUE(bundle) << "build target `bundle` first";
  const Result<Pipeline> pipeline = Pipeline::open(bundle.value());
  ASSERT_TRUE(pipeline);
  Pipeline::Scratch scratch = pipeline.value().new_scratch();
  testing::run_cases(folder, [&](const std::string& input) {
    Status status = pipeline.value().annotate(testing::case_article(input), scratch);
    return status ? lines(scratch.document) : std::string("error\n");
  });
}

TEST(Events, Cases) { run_event_cases("events", event_lines); }
TEST(Events, Quantities) { run_event_cases("quantities", quantity_lines); }

}  // namespace
}  // namespace waqai::pipeline
