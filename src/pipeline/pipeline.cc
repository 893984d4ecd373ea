// SPDX-License-Identifier: Apache-2.0
#include "pipeline/pipeline.h"

#include <algorithm>
#include <cassert>

#include "annot/carry.h"
#include "annot/conllu.h"
#include "base/calendar.h"
#include "base/error_codes.h"
#include "base/hash.h"
#include "claims/claims.h"
#include "entities/name_tagger.h"
#include "entities/resolver.h"
#include "events/coder.h"
#include "lexicon/phrases.h"
#include "morphology/tagger.h"
#include "pipeline/given_tokens.h"
#include "pipeline/records.h"
#include "pipeline/search_words.h"
#include "syntax/parser.h"
#include "temporal/recogniser.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::pipeline {
namespace {

// A stage type T with its Workspace.
template <typename T, typename Workspace>
class Holder : public Stage {
 public:
  explicit Holder(T stage) : stage_(std::move(stage)) {}
  annot::StageInfo info() const override { return T::kInfo; }
  std::unique_ptr<Scratch> new_scratch() const override { return std::make_unique<Slot>(); }
  Status annotate(annot::Document& doc, Scratch& scratch) const override { return stage_.annotate(doc, static_cast<Slot&>(scratch).workspace); }

 private:
  struct Slot : Scratch {
    Workspace workspace;
  };
  T stage_;
};

template <typename T, typename Workspace>
Status add(const lexicon::Bundle& bundle, std::vector<std::unique_ptr<Stage>>& stages) {
  Result<T> stage = T::open(bundle);
  if (!stage) return stage.status();
  stages.push_back(std::make_unique<Holder<T, Workspace>>(std::move(stage).value()));
  return {};
}

bool has_arabic(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text, at);
    if (text::is_arabic_letter(next.code)) return true;
    at += next.size;
  }
  return false;
}

annot::TokenKind kind_of(text::TokenKind kind) { return static_cast<annot::TokenKind>(kind); }
annot::SentenceKind kind_of(text::SentenceKind kind) { return static_cast<annot::SentenceKind>(kind); }
static_assert(static_cast<int>(annot::TokenKind::kOther) == static_cast<int>(text::TokenKind::kOther));
static_assert(static_cast<int>(annot::SentenceKind::kTeaser) == static_cast<int>(text::SentenceKind::kTeaser));

void copy_text_layer(const text::Segmentation& from, annot::Document& doc) {
  for (const text::RawToken& token : from.tokens) doc.tokens.push_back({token.span, kind_of(token.kind), token.space_after, {}});
  for (const text::RawSentence& s : from.sentences) {
    doc.sentences.push_back({s.span, kind_of(s.kind), s.paragraph, s.dateline, {s.first_token, s.end_token}, {}});
  }
}

// The same from a document that was read from a file.
void copy_text_layer(const annot::Document& from, annot::Document& doc) {
  const auto published = doc.published;
  const bool keep = doc.keep_alternatives;
  doc.reset(from.text);
  doc.published = published;
  doc.keep_alternatives = keep;
  doc.title_end = from.title_end;
  doc.tokens = from.tokens;
  doc.sentences = from.sentences;
  for (annot::Token& token : doc.tokens) token.words = {};
  for (annot::Sentence& sentence : doc.sentences) sentence.words = {};
}

// The trees of `given` in place of ours where they fit our words.
void adopt_trees(const annot::Document& given, annot::Document& doc) {
  std::vector<annot::Arc> ours;
  ours.swap(doc.arcs);
  annot::carry_trees(given, doc);
  size_t kept = 0;
  for (const annot::Sentence& sentence : doc.sentences) {
    if (annot::is_tree(doc, sentence.words)) continue;
    ++kept;
    std::copy(ours.begin() + sentence.words.begin, ours.begin() + sentence.words.end, doc.arcs.begin() + sentence.words.begin);
  }
  if (kept > 0)
    doc.warnings.push_back(doc.strings.store(std::to_string(kept) + " of the trees given do not fit our words; ours stand in their place"));
}

}  // namespace

uint32_t title_bytes(const Article& article) {
  const std::string& text = article.text;
  if (article.title.empty() || text.compare(0, article.title.size(), article.title) != 0) return 0;
  const size_t end = article.title.size();
  return end == text.size() || text[end] == '\n' ? static_cast<uint32_t>(end) : 0;
}

Result<Pipeline> Pipeline::open(const lexicon::Bundle& bundle) {
  Result<text::PhraseBook> book = lexicon::read_phrases(bundle);
  if (!book) return book.status();
  const Result<lexicon::ActorsView> actors = lexicon::ActorsView::open(bundle);
  if (!actors) return actors.status();
  Pipeline pipeline(bundle, text::Segmenter(std::move(book).value()), lexicon::AgentNames(actors.value()));
  auto& stages = pipeline.stages_;
  Status status = add<morphology::Tagger, morphology::Workspace>(bundle, stages);
  if (status) status = add<entities::NameTagger, entities::NameWorkspace>(bundle, stages);
  if (status) status = add<syntax::Parser, syntax::Workspace>(bundle, stages);
  if (status) status = add<temporal::Recogniser, temporal::Workspace>(bundle, stages);
  if (status) status = add<entities::Resolver, entities::Workspace>(bundle, stages);
  if (status) status = add<events::Coder, events::Workspace>(bundle, stages);
  if (status) status = add<claims::Attributor, claims::Workspace>(bundle, stages);
  if (status) status = pipeline.check_order();
  if (!status) return status;
  return pipeline;
}

Status Pipeline::check_order() const {
  uint32_t there = annot::kTextLayer;
  for (const auto& stage : stages_) {
    const annot::StageInfo info = stage->info();
    assert((info.needs & ~there) == 0 && "a stage needs a layer that no earlier stage sets");
    there |= info.sets;
  }
  return {};
}

Pipeline::Scratch Pipeline::new_scratch() const {
  Scratch scratch;
  for (const auto& stage : stages_) scratch.stages.push_back(stage->new_scratch());
  return scratch;
}

Status Pipeline::annotate(const Article& article, Scratch& scratch, uint32_t layers, const StoredAnalysis& stored) const {
  annot::Document& doc = scratch.document;
  scratch.restored = false;
  const bool keep = doc.keep_alternatives;
  doc.reset(article.text);
  doc.keep_alternatives = keep;
  doc.title_end = title_bytes(article);
  const auto day = base::parse_iso_day(article.published);
  if (!day && !article.published.empty()) {
    return Status::error(base::kBadDate, ErrorKind::kRejected, "the publication date '" + article.published + "' is not understood")
        .at(article.id)
        .hint("write YYYY-MM-DD");
  }
  doc.published = day.value_or(base::kNoDay);
  if (!article.conllu.empty()) return annotate_trees(article, scratch, layers);
  if (!has_arabic(doc.text)) {
    doc.warnings.push_back("the text holds no Arabic");
    return {};
  }
  segmenter_.segment(doc.text, doc.title_end, scratch.segmentation);
  copy_text_layer(scratch.segmentation, doc);
  if (scratch.after_stage) scratch.after_stage("text");
  if (stored.bytes.empty() || !unpack_analysis(stored.bytes, base::digest128(doc.text), scratch.analysis)) return run(layers, scratch);
  scratch.restored = restore(scratch);
  if (!scratch.restored) return run(layers, scratch);
  layers &= ~(annot::kWordLayer | annot::kTreeLayer);
  if (!stored.names_stand) return run(layers, scratch);
  doc.names = scratch.analysis.names;
  return run(layers & ~annot::kNameLayer, scratch);
}

bool Pipeline::restore(Scratch& scratch) const {
  annot::Document& doc = scratch.document;
  const Analysis& analysis = scratch.analysis;
  const auto as_many = [](const annot::Sentence& sentence, uint32_t words) { return sentence.words.size() == words; };
  doc.readings = analysis.readings;
  doc.readings_given = doc.readings.size() == doc.tokens.size() && analysis.words.size() == doc.sentences.size();
  if (doc.readings_given && run(annot::kWordLayer, scratch) && doc.readings == analysis.readings &&
      std::equal(doc.sentences.begin(), doc.sentences.end(), analysis.words.begin(), as_many)) {
    doc.arcs = analysis.arcs;
    return true;
  }
  doc.readings_given = false;
  doc.words.clear();
  doc.alternatives.clear();
  return false;
}

Status Pipeline::annotate_trees(const Article& article, Scratch& scratch, uint32_t layers) const {
  annot::Document& doc = scratch.document;
  annot::Document& given = scratch.given;
  if (Status status = annot::read_conllu({article.conllu, {}, article.conllu_line}, given); !status) {
    return Status::error(status.code(), ErrorKind::kRejected, status.message())
        .at((article.conllu_file.empty() ? "" : article.conllu_file + ", ") + article.id + ", " + status.place())
        .hint(status.hint());
  }
  copy_text_layer(given, doc);
  if (!has_arabic(doc.text)) {
    doc.sentences.clear();
    doc.tokens.clear();
    doc.warnings.push_back("the text holds no Arabic");
    return {};
  }
  if (scratch.after_stage) scratch.after_stage("text");
  constexpr uint32_t kOurs = annot::kWordLayer | annot::kTreeLayer;
  if (Status status = run(kOurs & layers, scratch); !status) return status;
  if (!given.arcs.empty()) adopt_trees(given, doc);
  return run(~kOurs & layers, scratch);
}

void Pipeline::set_sentences(std::string_view text, const text::Segmentation& from, const std::vector<uint32_t>& sentences,
                             annot::Document& document) {
  document.reset(std::string(text));
  for (const uint32_t index : sentences) {
    const text::RawSentence& s = from.sentences[index];
    const auto first = static_cast<uint32_t>(document.tokens.size());
    for (uint32_t t = s.first_token; t < s.end_token; ++t) {
      const text::RawToken& token = from.tokens[t];
      document.tokens.push_back({token.span, kind_of(token.kind), token.space_after, {}});
    }
    document.sentences.push_back({s.span, kind_of(s.kind), s.paragraph, s.dateline, {first, static_cast<uint32_t>(document.tokens.size())}, {}});
  }
}

Status Pipeline::run(uint32_t layers, Scratch& scratch) const {
  for (size_t i = 0; i < stages_.size(); ++i) {
    if ((stages_[i]->info().sets & layers) == 0) continue;
    Status status = stages_[i]->annotate(scratch.document, *scratch.stages[i]);
    if (!status) return status;
    if (scratch.after_stage) scratch.after_stage(stages_[i]->info().name);
  }
  return {};
}

Status Pipeline::tag_names(const std::vector<std::string>& tokens, Scratch& scratch, std::vector<std::string>& tags) const {
  std::vector<uint32_t> given;
  set_text_layer({tokens}, scratch.document, given);
  tags.assign(tokens.size(), "O");
  Status status = run(annot::kWordLayer | annot::kNameLayer, scratch);
  if (!status) return status;
  static constexpr std::string_view kTags[] = {"PERS", "LOC", "ORG", "MISC"};
  for (const annot::Name& name : scratch.document.names) {
    const std::string kind(kTags[static_cast<int>(name.kind)]);
    for (uint32_t t = name.tokens.begin; t < name.tokens.end; ++t) {
      std::string& tag = tags[given[t]];
      if (tag == "O") tag = (t == name.tokens.begin ? "B-" : "I-") + kind;
    }
  }
  return {};
}

Result<std::string> Pipeline::read_words(const Article& article, Scratch& scratch) const {
  Status status = annotate(article, scratch, annot::kWordLayer);
  if (!status) return status;
  return search_words(scratch.document);
}

Result<CodedArticle> Pipeline::code(Article article, Scratch& scratch, const StoredAnalysis& stored) const {
  const bool valid = text::first_invalid_utf8(article.text) == std::string_view::npos;
  if (!valid) {
    article.text = text::to_valid_utf8(article.text);
    article.title = text::to_valid_utf8(article.title);
  }
  Status status = annotate(article, scratch, ~0u, stored);
  if (!status) return status;
  const bool has_trees = !article.conllu.empty();
  if (has_trees) {
    article.text = scratch.document.text;
    article.title = article.text.substr(0, scratch.document.title_end);
    article.conllu.clear();
  }
  CodedArticle coded = to_records(scratch.document, bundle_->sources(), names_, std::move(article));
  if (!valid) coded.warnings.push_back("broken UTF-8 was repaired");
  if (scratch.after_stage) scratch.after_stage("records");
  // What is coded again from a stored analysis is in the search index already, and its analysis would come out as it was.
  if (!scratch.restored) coded.search_words = search_words(scratch.document);
  if (scratch.after_stage) scratch.after_stage("search");
  // Trees that were brought are not kept: what is coded again gets ours.
  if (scratch.restored && stored.names_stand) coded.analysis = stored.bytes;
  else if (!has_trees) coded.analysis = pack_analysis(scratch.document);
  return coded;
}

}  // namespace waqai::pipeline
