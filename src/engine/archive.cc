// SPDX-License-Identifier: Apache-2.0
#include "waqai/archive.h"

#include "store/archive_store.h"

namespace waqai {
namespace {

store::RunInfo to_store(const ArchiveRun& r) { return {r.run_id, r.started, r.program, r.dictionary_digest, r.options, r.articles, r.events, r.rejected}; }
ArchiveRun to_public(const store::RunInfo& r) { return {r.run_id, r.started, r.program, r.dictionary_digest, r.options, r.articles, r.events, r.rejected}; }

}  // namespace

struct Archive::Impl {
  store::ArchiveStore store;
};

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(const std::string& folder) {
  Result<store::ArchiveStore> store = store::ArchiveStore::open(folder);
  if (!store) return store.status();
  return Archive(std::make_unique<Impl>(Impl{std::move(store).value()}));
}

Result<Archive> Archive::open_for_writing(const std::string& folder) {
  Result<store::ArchiveStore> store = store::ArchiveStore::open_for_writing(folder);
  if (!store) return store.status();
  return Archive(std::make_unique<Impl>(Impl{std::move(store).value()}));
}

bool Archive::knows(const Article& article) const { return impl_->store.knows(store::ArchiveStore::content_hash(article)); }

Result<int64_t> Archive::add(const std::vector<CodedArticle>& batch, ArchiveRun& run) {
  store::RunInfo info = to_store(run);
  Result<int64_t> added = impl_->store.add(batch, info);
  if (added) run = to_public(info);
  return added;
}

Status Archive::finish(const ArchiveRun& run) { return impl_->store.finish_run(to_store(run)); }

Status Archive::events(const EventQuery& q, const std::function<void(const CodedArticle&)>& visit) const {
  return impl_->store.select({q.event_id, q.type, q.status, q.country, q.actor, q.recipient, q.article, q.source, q.name, q.since, q.until, q.limit}, visit);
}

Result<ArchiveSummary> Archive::summary() const {
  Result<store::ArchiveCounts> counts = impl_->store.counts();
  if (!counts) return counts.status();
  Result<std::vector<store::RunInfo>> runs = impl_->store.runs();
  if (!runs) return runs.status();
  ArchiveSummary summary{counts.value().articles, counts.value().events, counts.value().pledges, {}};
  for (const store::RunInfo& run : runs.value()) summary.runs.push_back(to_public(run));
  return summary;
}

std::string Archive::database_version() { return store::Database::library_version(); }

}  // namespace waqai
