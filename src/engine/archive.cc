// SPDX-License-Identifier: Apache-2.0
#include "waqai/archive.h"

#include <filesystem>
#include <optional>

#include "archive/diff.h"
#include "archive/ledger.h"
#include "archive/stories.h"
#include "archive/surfaces.h"
#include "base/error_codes.h"
#include "engine/archive_impl.h"
#include "engine/engine_impl.h"
#include "engine/export.h"
#include "lexicon/phrases.h"
#include "pipeline/analysis.h"
#include "pipeline/word_weights.h"
#include "store/rows.h"
#include "store/sql_child.h"
#include "store/story_queries.h"

namespace waqai {
namespace {

store::RunInfo to_store(const ArchiveRun& r) {
  return {r.run_id, r.started, r.program, r.dictionary_digest, r.options, r.articles, r.events, r.rejected};
}
ArchiveRun to_public(const store::RunInfo& r) {
  return {r.run_id, r.started, r.program, r.dictionary_digest, r.options, r.articles, r.events, r.rejected};
}

Result<ArchiveRows> to_public(Result<store::TextTable> table) {
  if (!table) return table.status();
  return ArchiveRows{std::move(table.value().columns), std::move(table.value().rows)};
}

Status unknown_layout(const std::string& name) {
  return Status::error(base::kBadValue, ErrorKind::kUsage, "there is no shape '" + name + "'")
      .hint("events, gdelt-events, gdelt-mentions or polecat; `waqai export conllu` writes trees");
}

}  // namespace

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(const std::string& folder) {
  Result<store::ArchiveStore> store = store::ArchiveStore::open(folder);
  if (!store) return store.status();
  return Archive(std::make_unique<Impl>(std::move(store).value(), folder));
}

Result<Archive> Archive::open_for_writing(const std::string& folder) {
  Result<store::ArchiveStore> store = store::ArchiveStore::open_for_writing(folder);
  if (!store) return store.status();
  return Archive(std::make_unique<Impl>(std::move(store).value(), folder));
}

bool Archive::knows(const Article& article) const { return impl_->store.knows(store::ArchiveStore::content_hash(article)); }

Result<int64_t> Archive::add(const std::vector<CodedArticle>& batch, ArchiveRun& run) {
  store::RunInfo info = to_store(run);
  const Result<std::vector<store::ArchiveStore::Added>> added = impl_->store.add(batch, info);
  if (!added) return added.status();
  run = to_public(info);
  for (const store::ArchiveStore::Added& one : added.value()) {
    const CodedArticle& coded = batch[one.index];
    impl_->words.add(coded.article, one.id, one.content_hash, run.run_id, coded.search_words);
  }
  return static_cast<int64_t>(added.value().size());
}

Status Archive::finish(const ArchiveRun& run) { return impl_->store.finish_run(to_store(run)); }

Status Archive::events(const EventQuery& q, const std::function<void(const CodedArticle&)>& visit) const {
  return impl_->store.select(to_filter(q), visit);
}

Result<StoryUpdate> Archive::update_stories(const Engine& engine) {
  const Result<story::WordWeights> weights = pipeline::word_weights(engine.impl_->bundle);
  if (!weights) return weights.status();
  Result<text::PhraseBook> book = lexicon::read_phrases(engine.impl_->bundle);
  if (!book) return book.status();
  const Result<archive::StoryTotals> totals = archive::update_stories(impl_->store, weights.value(), text::Segmenter(std::move(book).value()));
  if (!totals) return totals.status();
  Status kept = impl_->keep_dictionary(engine.impl_->bundle);
  if (!kept) return kept;
  const archive::StoryTotals& t = totals.value();
  return StoryUpdate{t.new_articles, t.compared_articles, t.links, t.stories, t.incidents};
}

Result<ArchiveRows> Archive::stories(const EventQuery& q, const std::string& story) const {
  return to_public(store::select_stories(impl_->store.database(), to_filter(q), story));
}
Result<ArchiveRows> Archive::story_articles(const std::string& story_id) const {
  return to_public(store::select_story_articles(impl_->store.database(), story_id));
}
Result<ArchiveRows> Archive::incidents(const EventQuery& q, const std::string& incident) const {
  return to_public(store::select_incidents(impl_->store.database(), to_filter(q), incident));
}
Result<ArchiveRows> Archive::incident_versions(const std::string& id) const { return to_public(store::select_versions(impl_->store.database(), id)); }
Result<ArchiveRows> Archive::quotations(const EventQuery& q) const {
  return to_public(store::select_quotations(impl_->store.database(), to_filter(q)));
}
Result<ArchiveRows> Archive::actors(const EventQuery& q) const { return to_public(store::select_actors(impl_->store.database(), to_filter(q))); }
Result<ArchiveRows> Archive::diff(const Archive& other) const {
  return to_public(archive::diff_archives(impl_->store.database(), other.impl_->store.database()));
}
Result<ArchiveRows> Archive::pledges(const EventQuery& q) const { return to_public(archive::read_ledger(impl_->store.database(), to_filter(q))); }

Result<ArchiveSummary> Archive::summary() const {
  Result<store::ArchiveCounts> counts = impl_->store.counts();
  if (!counts) return counts.status();
  Result<std::vector<store::RunInfo>> runs = impl_->store.runs();
  if (!runs) return runs.status();
  ArchiveSummary summary{counts.value().articles, counts.value().events, counts.value().pledges, {}};
  for (const store::RunInfo& run : runs.value()) summary.runs.push_back(to_public(run));
  return summary;
}

Result<AnalysisState> Archive::analysis_state() const {
  AnalysisState state;
  // Several rows of one article are none of ours: the least one speaks for them, and it is whole or not.
  Status status = impl_->store.database().select(
      "SELECT a.content_hash, n.bytes FROM article a LEFT JOIN (SELECT article_id, min(bytes) AS bytes FROM analysis GROUP BY article_id) n USING "
      "(article_id) WHERE a.article_id NOT IN (SELECT article_id FROM removal WHERE kind = 'redacted')",
      {}, [&state](const store::Row& row) {
        ++state.articles;
        if (!row[1]) return;
        const bool whole = pipeline::is_analysis_of(*row[1], store::cell_text(row[0]));
        ++(whole ? state.stored : state.damaged);
      });
  if (!status) return status;
  return state;
}

Status Archive::export_events(const ExportOptions& options, const EventQuery& query, const std::function<bool(std::string_view)>& sink) const {
  const store::Layout* layout = store::find_layout(options.layout);
  if (layout == nullptr) return unknown_layout(options.layout);
  const std::optional<RowWriter> found = RowWriter::make(*layout, options.format);
  if (!found) {
    return Status::error(base::kBadValue, ErrorKind::kUsage, "there is no form '" + options.format + "' of the shape " + options.layout)
        .hint("csv, excel, tsv, jsonl, parquet; geojson of events");
  }
  RowWriter writer = *found;
  bool wanted = sink(writer.header());
  Status status =
      impl_->store.export_rows(*layout, to_filter(query), [&](const store::Row& row) { return wanted = wanted && sink(writer.row(row)); });
  if (status && wanted) (void)sink(writer.footer());
  return status;
}

Status Archive::export_parquet(const std::string& folder, const std::string& layout_name, const EventQuery& query, const std::string& path) {
  const store::Layout* layout = store::find_layout(layout_name);
  if (layout == nullptr) return unknown_layout(layout_name);
  const Result<store::ArchiveStore> store = store::ArchiveStore::open_for_export(folder);
  if (!store) return store.status();
  const std::string part = path + ".part";
  Status status = store.value().export_parquet(*layout, to_filter(query), part);
  std::error_code failure;
  if (status) std::filesystem::rename(part, path, failure);
  if (failure) status = Status::error(base::kCannotWrite, ErrorKind::kResource, "cannot write the file: " + failure.message()).at(path);
  if (!status) std::filesystem::remove(part, failure);
  return status;
}

Result<std::string> Archive::codebook(const ExportOptions& options) const {
  const store::Layout* layout = store::find_layout(options.layout);
  if (layout == nullptr) return unknown_layout(options.layout);
  const Result<ArchiveSummary> found = summary();
  if (!found) return found.status();
  return codebook_text(*layout, options.format, found.value());
}

std::vector<std::string> Archive::layouts() {
  std::vector<std::string> names;
  for (const store::Layout& layout : store::layouts()) names.push_back(layout.name);
  return names;
}

Status Archive::frequencies(const std::string& field, const EventQuery& query, const std::function<void(const std::string&, int64_t)>& visit) const {
  return impl_->store.frequencies(field, to_filter(query), [&visit](const store::Row& row) {
    visit(store::cell_text(row[0]), static_cast<int64_t>(store::cell_number(row[1])));
  });
}

std::vector<std::string> Archive::frequency_fields() { return store::ArchiveStore::frequency_fields(); }

Status Archive::sql(const std::string& folder, const std::string& query, const SqlOptions& options, const std::function<bool(std::string_view)>& sink,
                    bool& cut) {
  const store::SqlFormat format = options.format == "table"   ? store::SqlFormat::kTable
                                  : options.format == "jsonl" ? store::SqlFormat::kJsonLines
                                                              : store::SqlFormat::kCsv;
  store::SqlLimits limits;
  limits.seconds = options.seconds;
  limits.rows = options.rows;
  limits.bytes = options.bytes;
  return store::run_sql(store::ArchiveStore::database_path(folder), {query, format}, limits, sink, cut);
}

Result<std::string> Archive::citation() const {
  const Result<ArchiveSummary> found = summary();
  if (!found) return found.status();
  std::string first;
  std::string last;
  Status status = impl_->store.published_range(first, last);
  if (!status) return status;
  return citation_text(found.value(), first, last);
}

Status Archive::snapshot(const std::string& folder, const std::string& target) {
  namespace fs = std::filesystem;
  std::error_code failure, ignored;
  const bool ours = !fs::exists(target, failure);
  Status status = store::ArchiveStore::snapshot(folder, target);
  if (!status) {
    if (ours) fs::remove_all(target, ignored);
    return status;
  }
  // Dictionaries, and what people wrote; half a copy is none, and would be in the way of the next.
  std::vector<std::string> added;
  for (const char* part : {"/dictionaries", "/verdicts.jsonl", "/ratings.jsonl", "/workshop"}) {
    if (failure || !fs::exists(folder + part, failure)) continue;
    if (!fs::exists(target + part, failure)) added.push_back(target + part);
    fs::copy(folder + part, target + part, fs::copy_options::recursive, failure);
  }
  if (failure) {
    for (const std::string& part : added) fs::remove_all(part, ignored);
    const std::string database = store::ArchiveStore::database_path(target);
    for (const std::string& file : {database, database + ".wal"}) fs::remove(file, ignored);
    if (ours) fs::remove_all(target, ignored);
    return Status::error(base::kArchiveWrite, ErrorKind::kResource, "the copy could not be written: " + failure.message()).at(target);
  }
  // Of the search index and the surfaces what is there; a part that another process is changing is made good when it is next needed.
  fs::copy(archive::search_folder(folder), archive::search_folder(target), fs::copy_options::recursive, ignored);
  fs::copy(archive::surfaces_folder(folder), archive::surfaces_folder(target), fs::copy_options::recursive, ignored);
  return {};
}

Result<bool> Archive::remove(const std::string& article_id, bool redact, const std::string& reason, const std::string& at) {
  return impl_->store.remove(article_id, redact, reason, at);
}

std::string Archive::database_version() { return store::Database::library_version(); }

}  // namespace waqai
