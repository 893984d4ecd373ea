// SPDX-License-Identifier: Apache-2.0
//
// Treebank figures without the rest of the engine:
//   waqai_ud --data data --bundle B                compiles the dictionaries and weights into the bundle B
//   waqai_ud --bundle B < TEXT                     raw text, a paragraph a line, to CoNLL-U (text, morphology and syntax stages)
//   waqai_ud --bundle B --words FILE.conllu        new trees over the words and tags of a treebank
//   waqai_ud --bundle B --time 1 < TEXT            seconds of each stage to standard error
// Without parser weights in the bundle the words come out without trees.
#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>

#include "annot/conllu.h"
#include "base/file.h"
#include "lexicon/compile.h"
#include "lexicon/phrases.h"
#include "morphology/tagger.h"
#include "syntax/parser.h"
#include "text/segment.h"

namespace {

using namespace waqai;

struct Arguments {
  std::string data;
  std::string bundle;
  std::string words;
  bool time = false;
};

int fail(const Status& status) {
  std::fprintf(stderr, "%s\n", status.to_string().c_str());
  return 3;
}

Status build(const Arguments& arguments) {
  lexicon::Findings findings;
  Result<std::string> bytes = lexicon::compile_bundle({{arguments.data}}, findings);
  for (const lexicon::Finding& finding : findings.all()) std::fprintf(stderr, "%s\n", finding.to_string().c_str());
  if (!bytes) return bytes.status();
  return base::replace_file(arguments.bundle, bytes.value());
}

class Stages {
 public:
  Status open(const lexicon::Bundle& bundle) {
    Result<text::PhraseBook> book = lexicon::read_phrases(bundle);
    if (!book) return book.status();
    segmenter_ = text::Segmenter(std::move(book).value());
    Result<morphology::Tagger> tagger = morphology::Tagger::open(bundle);
    if (!tagger) return tagger.status();
    tagger_.emplace(std::move(tagger).value());
    if (!bundle.section(syntax::kWeightsSection, syntax::kWeightsVersion)) return {};
    Result<syntax::Parser> parser = syntax::Parser::open(bundle);
    if (!parser) return parser.status();
    parser_.emplace(std::move(parser).value());
    return {};
  }

  Status line(std::string text, annot::Document& doc) {
    doc.reset(std::move(text));
    split(doc);
    Status status = timed(1, [&] { return tagger_->annotate(doc, tagger_scratch_); });
    return status ? tree(doc) : status;
  }

  Status tree(annot::Document& doc) {
    return parser_ ? timed(2, [&] { return parser_->annotate(doc, parser_scratch_); }) : Status();
  }

  void report(size_t words) const {
    const char* names[] = {"text", "morphology", "syntax"};
    for (int i = 0; i < 3; ++i)
      std::fprintf(stderr, "%-10s %8.3f s %10.0f words/s\n", names[i], seconds_[i], static_cast<double>(words) / seconds_[i]);
  }

 private:
  template <typename Run>
  Status timed(int stage, const Run& run) {
    const auto start = std::chrono::steady_clock::now();
    Status status = run();
    seconds_[stage] += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return status;
  }

  void split(annot::Document& doc) {
    (void)timed(0, [&] {
      segmenter_.segment(doc.text, 0, segmentation_);
      return Status();
    });
    for (const text::RawToken& raw : segmentation_.tokens)
      doc.tokens.push_back({raw.span, static_cast<annot::TokenKind>(raw.kind), raw.space_after, {}});
    for (const text::RawSentence& raw : segmentation_.sentences) {
      annot::Sentence sentence;
      sentence.span = raw.span;
      sentence.kind = static_cast<annot::SentenceKind>(raw.kind);
      sentence.dateline = raw.dateline;
      sentence.tokens = {raw.first_token, raw.end_token};
      doc.sentences.push_back(sentence);
    }
  }

  text::Segmenter segmenter_;
  text::Segmentation segmentation_;
  std::optional<morphology::Tagger> tagger_;
  std::optional<syntax::Parser> parser_;
  morphology::Workspace tagger_scratch_;
  syntax::Workspace parser_scratch_;
  double seconds_[3] = {1e-9, 1e-9, 1e-9};
};

int parse_lines(Stages& stages, bool time) {
  annot::Document doc;
  std::string text, out;
  size_t words = 0;
  while (std::getline(std::cin, text)) {
    if (text.empty()) continue;
    if (Status status = stages.line(text, doc); !status) return fail(status);
    for (const annot::Token& token : doc.tokens) words += token.space_after;
    out.clear();
    annot::append_conllu(doc, {}, out);
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
  if (time) stages.report(words);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    if (flag == "--data") arguments.data = argv[i + 1];
    if (flag == "--bundle") arguments.bundle = argv[i + 1];
    if (flag == "--words") arguments.words = argv[i + 1];
    if (flag == "--time") arguments.time = true;
  }
  if (!arguments.data.empty()) {
    Status status = build(arguments);
    return status ? 0 : fail(status);
  }
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(arguments.bundle);
  if (!bundle) return fail(bundle.status());
  Stages stages;
  if (Status status = stages.open(bundle.value()); !status) return fail(status);
  if (arguments.words.empty()) return parse_lines(stages, arguments.time);
  const Result<std::string> bytes = base::read_file(arguments.words);
  if (!bytes) return fail(bytes.status());
  annot::Document doc;
  if (Status status = annot::read_conllu({bytes.value(), {}, 1}, doc); !status) return fail(status);
  if (Status status = stages.tree(doc); !status) return fail(status);
  std::string out;
  annot::append_conllu(doc, {}, out);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}
