// SPDX-License-Identifier: Apache-2.0
//
// The mentions of short texts, with the real bundle (tests/cases/entities).  Input: the day of publication, or "undated"; then the text; a line
// "title: ..." in between makes a title.  Output: one line a mention, words, kind and who is meant.
#include <gtest/gtest.h>

#include <cstdlib>

#include "entities/resolver.h"
#include "morphology/tagger.h"
#include "pipeline/pipeline.h"
#include "support/case_article.h"
#include "support/case_file.h"

namespace waqai::pipeline {
namespace {

std::string kind_name(annot::MentionKind kind) {
  switch (kind) {
    case annot::MentionKind::kName:
      return "name";
    case annot::MentionKind::kOffice:
      return "office";
    case annot::MentionKind::kNationality:
      return "nationality";
    case annot::MentionKind::kGroup:
      return "group";
    case annot::MentionKind::kPronoun:
      return "pronoun";
    case annot::MentionKind::kReference:
      return "reference";
    case annot::MentionKind::kHidden:
      return "hidden";
  }
  return "?";
}

std::string entity_line(const annot::Entity& entity) {
  std::string name(entity.name.empty() ? entity.name_ar : entity.name);
  if (name.empty()) name = "?";
  const bool place = entity.kind == annot::EntityKind::kPlace;
  std::string codes = std::string(entity.country.empty() ? "-" : entity.country) + " " +
                      std::string(place                    ? entity.place_kind
                                  : entity.sectors.empty() ? "-"
                                                           : entity.sectors);
  return name + " (" + codes + ")";
}

std::string mention_lines(const annot::Document& doc) {
  std::string out;
  for (const annot::Mention& mention : doc.mentions) {
    out += std::string(doc.surface(mention.span)) + " -> " + kind_name(mention.kind) + " -> ";
    for (size_t i = 0; i < mention.entities.size(); ++i) out += (i > 0 ? "; " : "") + entity_line(doc.entities[mention.entities[i]]);
    out += mention.entities.empty() ? "?\n" : "\n";
  }
  return out;
}

TEST(Entities, Cases) {
  const char* path = std::getenv("WAQAI_BUNDLE");
  if (path == nullptr) GTEST_SKIP() << "WAQAI_BUNDLE is not set: the cases need the real bundle";
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(path);
  ASSERT_TRUE(bundle) << "build target `bundle` first";
  const Result<Pipeline> pipeline = Pipeline::open(bundle.value());
  ASSERT_TRUE(pipeline);
  Pipeline::Scratch scratch = pipeline.value().new_scratch();
  testing::run_cases("entities", [&](const std::string& input) {
    Status status = pipeline.value().annotate(testing::case_article(input), scratch);
    return status ? mention_lines(scratch.document) : std::string("error\n");
  });
}

}  // namespace
}  // namespace waqai::pipeline
