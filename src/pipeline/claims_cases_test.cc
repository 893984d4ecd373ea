// SPDX-License-Identifier: Apache-2.0
//
// Who vouches, quotations and pledges in short texts, with the real bundle (tests/cases/claims).  Input: "look: WORD TYPE", with "by WORDS" where
// the doer matters, or "look: quotations"; then the text ("title: ..." in its first line makes a title).  The event is made by hand at the word,
// so that the cases do not hang on the coder.  Output: stance, speaker, medium and relays, or "none"; then the pledge, if there is one.
#include <gtest/gtest.h>

#include <cstdlib>

#include "claims/claims.h"
#include "pipeline/pipeline.h"
#include "support/case_article.h"
#include "support/case_file.h"

namespace waqai::pipeline {
namespace {

using annot::Document;
using annot::kNone;

struct Case {
  std::string word, type, by;
  Article article;
};

Case read_case(const std::string& input) {
  Case one;
  const size_t line = input.find('\n');
  std::string look = input.substr(6, line - 6);
  if (const size_t by = look.find(" by "); by != std::string::npos) {
    one.by = look.substr(by + 4);
    look.resize(by);
  }
  const size_t space = look.rfind(' ');
  one.word = look.substr(0, space);
  if (space != std::string::npos) one.type = look.substr(space + 1);
  testing::set_case_text(input.substr(line + 1), one.article);
  one.article.published = "2018-03-01";
  return one;
}

// The event of the case: at the word whose letters follow the last clitic, done by the mention with the words given.
bool make_event(const Case& one, Document& doc) {
  doc.events.clear();
  doc.claims.clear();
  annot::Event event;
  for (uint32_t w = 0; w < doc.words.size() && event.predicate == kNone; ++w) {
    if (doc.surface(doc.words[w]) == one.word) event.predicate = w;
  }
  if (event.predicate == kNone) return false;
  event.sentence = doc.sentence_of_word(event.predicate);
  event.trigger = doc.words[event.predicate].span;
  event.type = one.type;
  event.status = "actual";
  for (uint32_t m = 0; m < doc.mentions.size() && !one.by.empty() && event.actor.empty(); ++m) {
    if (doc.surface(doc.mentions[m].span) != one.by) continue;
    annot::Role role;
    role.mention = m;
    role.text = doc.mentions[m].span;
    if (!doc.mentions[m].entities.empty()) role.entity = doc.mentions[m].entities.front();
    event.actor.push_back(role);
  }
  doc.events.push_back(event);
  return true;
}

std::string words(const Document& doc, Span span) { return span.empty() ? "-" : std::string(doc.surface(span)); }

std::string result(const Document& doc) {
  std::string out;
  const annot::Event& event = doc.events.front();
  if (event.claim == kNone) {
    out = "none\n";
  } else {
    const annot::Claim& claim = doc.claims[event.claim];
    out = std::string(claim.stance) + " | " + words(doc, claim.speaker.text);
    if (!claim.medium.empty()) out += " | " + std::string(claim.medium);
    for (const annot::Role& role : claim.via) out += " | via " + words(doc, role.text);
    out += "\n";
  }
  for (const annot::Pledge& pledge : doc.pledges) {
    out += std::string(pledge.strength) + " | " + words(doc, pledge.act);
    if (!pledge.condition.empty()) out += " | if " + words(doc, pledge.condition);
    if (pledge.due != kNone) out += " | due " + words(doc, doc.times[pledge.due].span);
    out += "\n";
  }
  return out;
}

std::string quotations(const Document& doc) {
  std::string out;
  for (const annot::Quotation& one : doc.quotations) {
    out += std::string(one.direct ? "direct | " : "indirect | ") + words(doc, one.speaker.text) + " | " + words(doc, one.span) + "\n";
  }
  return out.empty() ? "none\n" : out;
}

TEST(Claims, Cases) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set: the cases need the real bundle";
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  ASSERT_TRUE(bundle) << "build target `bundle` first";
  const Result<Pipeline> pipeline = Pipeline::open(bundle.value());
  ASSERT_TRUE(pipeline);
  const Result<claims::Attributor> attributor = claims::Attributor::open(bundle.value());
  ASSERT_TRUE(attributor);
  Pipeline::Scratch scratch = pipeline.value().new_scratch();
  claims::Workspace workspace;
  testing::run_cases("claims", [&](const std::string& input) {
    const Case one = read_case(input);
    if (!pipeline.value().annotate(one.article, scratch)) return std::string("error\n");
    if (one.word == "quotations") return quotations(scratch.document);
    if (!make_event(one, scratch.document)) return std::string("no such word\n");
    if (!attributor.value().annotate(scratch.document, workspace)) return std::string("error\n");
    return result(scratch.document);
  });
}

}  // namespace
}  // namespace waqai::pipeline
