// SPDX-License-Identifier: Apache-2.0
#include "waqai/engine.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <climits>
#include <thread>

#include "annot/conllu.h"
#include "base/error_codes.h"
#include "engine/arabic_name.h"
#include "engine/engine_impl.h"
#include "engine/explain.h"
#include "engine/latin_words.h"
#include "engine/predicates.h"
#include "engine/reading.h"
#include "entities/survey.h"
#include "pipeline/ordered.h"
#include "pipeline/pipeline.h"
#include "text/utf8.h"

namespace waqai {

std::string version() { return WAQAI_VERSION; }

std::string default_bundle_path() {
  char path[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
  const std::string program(path, size > 0 ? static_cast<size_t>(size) : 0);
  const std::string folder = program.substr(0, program.find_last_of('/'));
  const std::string beside = folder + "/waqai.bundle";
  return access(beside.c_str(), R_OK) == 0 ? beside : folder + "/../share/waqai/waqai.bundle";
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::open(const EngineOptions& options) {
  Result<lexicon::Bundle> bundle = lexicon::Bundle::open(options.bundle.empty() ? default_bundle_path() : options.bundle);
  if (!bundle) return bundle.status();
  auto impl = std::make_unique<Impl>(std::move(bundle).value());
  Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(impl->bundle);
  if (!pipeline) return pipeline.status();
  impl->pipeline.emplace(std::move(pipeline).value());
  return Engine(std::move(impl));
}

// The scratch of this thread; made anew where the thread last worked for another engine.
pipeline::Pipeline::Scratch& Engine::Impl::scratch() const {
  thread_local uint64_t owner = 0;
  thread_local std::optional<pipeline::Pipeline::Scratch> kept;
  if (owner != number) kept.emplace(pipeline->new_scratch());
  owner = number;
  return *kept;
}

const NameBase& Engine::Impl::names() const {
  std::call_once(names_once_, [this] {
    Result<NameBase> opened = NameBase::open(bundle);
    names_.emplace(opened ? std::move(opened).value() : NameBase());
  });
  return *names_;
}

Result<CodedArticle> Engine::code(const Article& article) const { return impl_->pipeline->code(article, impl_->scratch()); }

Result<std::vector<std::string>> Engine::name_tags(const std::vector<std::string>& tokens) const {
  std::vector<std::string> valid;
  valid.reserve(tokens.size());
  for (const std::string& token : tokens) valid.push_back(text::to_valid_utf8(token));
  std::vector<std::string> tags;
  Status status = impl_->pipeline->tag_names(valid, impl_->scratch(), tags);
  if (!status) return status;
  return tags;
}

Status Engine::code_all(const Source& next, const Sink& sink, unsigned threads) const {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<pipeline::Pipeline::Scratch> scratch;
  for (unsigned i = 0; i < threads; ++i) scratch.push_back(impl_->pipeline->new_scratch());
  const auto work = [&](unsigned worker, Article article) { return impl_->pipeline->code(std::move(article), scratch[worker]); };
  return pipeline::run_in_order<Article, Result<CodedArticle>>(threads, next, work, sink);
}

Result<std::string> Engine::explain(const Article& article, std::optional<Span> only) const {
  pipeline::Pipeline::Scratch scratch = impl_->pipeline->new_scratch();
  scratch.document.keep_alternatives = true;
  Result<CodedArticle> coded = impl_->pipeline->code(article, scratch);
  if (!coded) return coded.status();
  return explain_document(scratch.document, coded.value(), impl_->bundle.sources(), only);
}

Result<NameSurvey> Engine::survey(const Article& article) const {
  pipeline::Pipeline::Scratch scratch = impl_->pipeline->new_scratch();
  Article copy = article;
  copy.text = text::to_valid_utf8(article.text);
  Status status = impl_->pipeline->annotate(copy, scratch);
  if (!status) return status;
  const entities::Survey found = entities::survey(scratch.document);
  NameSurvey result = {found.heads, found.resolved, {}};
  for (const entities::Gap& gap : found.gaps) result.unknown.push_back({std::string(scratch.document.surface(gap.span)), gap.name});
  return result;
}

Result<Reading> Engine::read(const Article& article) const {
  pipeline::Pipeline::Scratch scratch = impl_->pipeline->new_scratch();
  Result<CodedArticle> coded = impl_->pipeline->code(article, scratch);
  if (!coded) return coded.status();
  return read_document(scratch.document, std::move(coded).value(), impl_->bundle.sources());
}

LatinWords Engine::latin(std::string_view words, bool name) const {
  pipeline::Pipeline::Scratch& scratch = impl_->scratch();
  Article article;
  article.text = text::to_valid_utf8(std::string(words));
  std::replace(article.text.begin(), article.text.end(), '_', ' ');  // outlets join the words of a tag so
  return impl_->pipeline->annotate(article, scratch, annot::kWordLayer) ? latin_words(scratch.document, name) : LatinWords();
}

std::string Engine::arabic(std::string_view alternative) const {
  const Result<lexicon::ActorsView> actors = lexicon::ActorsView::open(impl_->bundle);
  return actors ? arabic_name(actors.value(), alternative) : std::string();
}

Result<std::string> Engine::parse(const Article& article) const {
  pipeline::Pipeline::Scratch& scratch = impl_->scratch();
  Article copy = article;
  copy.text = text::to_valid_utf8(article.text);
  Status status = impl_->pipeline->annotate(copy, scratch, annot::kWordLayer | annot::kTreeLayer);
  if (!status) return status;
  std::string out;
  annot::append_conllu(scratch.document, {.sent_id_prefix = article.id.empty() ? "s" : article.id, .gloss = true}, out);
  return out;
}

Result<std::vector<UncodedPredicate>> uncoded_predicates(const Engine& engine, const Article& article) {
  pipeline::Pipeline::Scratch scratch = engine.impl_->pipeline->new_scratch();
  Article copy = article;
  copy.text = text::to_valid_utf8(article.text);
  Status status = engine.impl_->pipeline->annotate(copy, scratch);
  if (!status) return status;
  return find_uncoded(scratch.document, engine.impl_->bundle);
}

std::string Engine::dictionary_digest() const { return std::string(impl_->bundle.digest()); }
std::string Engine::bundle_path() const { return impl_->bundle.path(); }
Status Engine::verify_bundle() const { return impl_->bundle.verify(); }

std::vector<DictionaryFile> Engine::dictionary_files() const {
  std::vector<DictionaryFile> files;
  for (const lexicon::SourceInfo& source : impl_->bundle.sources()) files.push_back({std::string(source.file), std::string(source.licence)});
  return files;
}

std::optional<std::string> explain_error(const std::string& id) {
  if (id.size() < 2 || (id[0] != 'E' && id[0] != 'e')) return std::nullopt;
  int code = 0;
  for (size_t i = 1; i < id.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(id[i])) == 0 || i > 4) return std::nullopt;
    code = code * 10 + (id[i] - '0');
  }
  const auto info = base::find_error(code);
  if (!info) return std::nullopt;
  return "E" + std::string(3 - std::min<size_t>(3, std::to_string(code).size()), '0') + std::to_string(code) + ": " + std::string(info->title) +
         "\n\n" + std::string(info->explanation) + "\n";
}

}  // namespace waqai
