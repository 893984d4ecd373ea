// SPDX-License-Identifier: Apache-2.0
//
// Pipeline: the stages in their order over one document.  The order stands in pipeline.cc and nowhere else; at open every stage's needs are
// checked against what the stages before it set.
// Thread rule: immutable after open, share freely; one Scratch a thread.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annot/document.h"
#include "annot/stage.h"
#include "lexicon/agent_names.h"
#include "lexicon/bundle.h"
#include "pipeline/analysis.h"
#include "text/segment.h"
#include "waqai/types/record.h"
#include "waqai/types/status.h"

namespace waqai::pipeline {

// One stage with its type hidden.
class Stage {
 public:
  struct Scratch {
    virtual ~Scratch() = default;
  };
  virtual ~Stage() = default;
  virtual annot::StageInfo info() const = 0;
  virtual std::unique_ptr<Scratch> new_scratch() const = 0;
  virtual Status annotate(annot::Document& doc, Scratch& scratch) const = 0;
};

class Pipeline {
 public:
  // Everything one thread needs; reused from article to article.
  struct Scratch {
    annot::Document document;
    text::Segmentation segmentation;
    annot::Document given;  // trees of another parser
    Analysis analysis;      // a stored one
    bool restored = false;  // words and trees of the last article came from a stored analysis
    std::vector<std::unique_ptr<Stage::Scratch>> stages;
    std::function<void(std::string_view stage)>
        after_stage;  // called when a stage has ended ("text", "records" and "search" too), for measuring; may be empty
  };

  // Opens every stage.  kBundleSection where a section is missing.  `bundle` must outlive the pipeline.
  static Result<Pipeline> open(const lexicon::Bundle& bundle);

  Scratch new_scratch() const;

  // Reads the article into scratch.document, all layers.  The text must be valid UTF-8.  Fails with the code of the stage that failed.
  // Where the article brings trees (Article::conllu) text, sentences and tokens are those of the trees, words are ours, and the trees are carried
  // over to them; a sentence whose tree does not fit our words keeps ours, with a warning.  kBadConllu for what is no CoNLL-U.
  // `layers`: of the stages after text only those that set one of these (annot/stage.h) run.
  // `stored`: words, trees and names that stand are taken from there; where that does not fit the text, they are made afresh.
  Status annotate(const Article& article, Scratch& scratch, uint32_t layers = ~0u, const StoredAnalysis& stored = {}) const;

  // Tags of one sentence given as tokens: "O", or "B-" or "I-" and PERS, LOC, ORG, MISC, one a token.  Tokens that the text stage would split
  // (brackets, punctuation) are, and get the tag of their first part that has one.  Leaves its document in `scratch`.  REQUIRES: valid UTF-8.
  Status tag_names(const std::vector<std::string>& tokens, Scratch& scratch, std::vector<std::string>& tags) const;

  // The word layer of scratch.document as scratch.analysis has it, and its trees; false, and neither, where they do not fit the text.
  // REQUIRES: text layer, and no other
  bool restore(Scratch& scratch) const;

  // Makes `document` one of some of the sentences of a text, by index: the text layer.  REQUIRES: `from` is of `text`
  static void set_sentences(std::string_view text, const text::Segmentation& from, const std::vector<uint32_t>& sentences, annot::Document& document);
  // Runs the stages that set any of `layers` over scratch.document, whose layers before them stand.
  Status run(uint32_t layers, Scratch& scratch) const;

  // Only what the search index takes of the article, as code() gives it in CodedArticle::search_words.  The text must be valid UTF-8.
  Result<std::string> read_words(const Article& article, Scratch& scratch) const;

  // annotate() and the records made of it.  Text that is not valid UTF-8 is repaired first.
  Result<CodedArticle> code(Article article, Scratch& scratch, const StoredAnalysis& stored = {}) const;

 private:
  Pipeline(const lexicon::Bundle& bundle, text::Segmenter segmenter, lexicon::AgentNames names)
      : bundle_(&bundle), segmenter_(std::move(segmenter)), names_(std::move(names)) {}
  Status check_order() const;
  Status annotate_trees(const Article& article, Scratch& scratch, uint32_t layers) const;

  const lexicon::Bundle* bundle_;
  text::Segmenter segmenter_;
  lexicon::AgentNames names_;
  std::vector<std::unique_ptr<Stage>> stages_;
};

// Bytes of the title at the start of the text of `article`; 0 where the text does not open with it.
uint32_t title_bytes(const Article& article);

}  // namespace waqai::pipeline
