// SPDX-License-Identifier: Apache-2.0
//
// Archive: searching its texts.
#include <algorithm>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "archive/surfaces.h"
#include "base/error_codes.h"
#include "engine/archive_impl.h"
#include "engine/archive_search.h"
#include "store/rows.h"

namespace waqai {
namespace {

bool is_damage(const Status& status) { return status.code() == base::kIndexDamaged || status.code() == base::kIndexVersion; }

bool has_conditions(const store::EventFilter& f) {
  return !f.event_id.empty() || !f.type.empty() || !f.status.empty() || !f.country.empty() || !f.actor.empty() || !f.recipient.empty() ||
         !f.article.empty() || !f.source.empty() || !f.name.empty() || !f.since.empty() || !f.until.empty() || f.confidence > 0 || f.score_from ||
         f.score_to;
}

constexpr size_t kBatchArticles = 500;

}  // namespace

Status Archive::articles(const std::function<void(const Article&)>& visit) const {
  std::vector<std::string> ids, sections;
  Status status =
      impl_->store.database().select("SELECT article_id, section FROM article ORDER BY published, article_id", {}, [&](const store::Row& row) {
        ids.push_back(store::cell_text(row[0]));
        sections.push_back(store::cell_text(row[1]));
      });
  for (size_t begin = 0; status && begin < ids.size(); begin += kBatchArticles) {
    const size_t end = std::min(begin + kBatchArticles, ids.size());
    std::unordered_map<std::string, Article> batch;
    const auto at = [&ids](size_t i) { return ids.begin() + static_cast<std::ptrdiff_t>(i); };
    status = impl_->store.texts({at(begin), at(end)}, [&batch](const Article& article) { batch[article.id] = article; });
    for (size_t i = begin; status && i < end; ++i) {
      Article& article = batch[ids[i]];
      article.section = sections[i];
      visit(article);
    }
  }
  return status;
}

Result<SearchUpdate> Archive::update_search(const Engine& engine) {
  const Result<archive::SearchTotals> totals = ArchiveSearch::update(impl_->words, impl_->store.database(), engine, false);
  if (!totals) return totals.status();
  const Status surfaces = archive::update_surfaces(impl_->folder, impl_->store.database(), std::max(1u, std::thread::hardware_concurrency()));
  if (!surfaces) return surfaces;
  return SearchUpdate{totals.value().articles, totals.value().added, totals.value().damaged};
}

Result<SearchFindings> Archive::search(const Engine& engine, const SearchQuery& query, const EventQuery& filter) const {
  const store::EventFilter conditions = to_filter(filter);
  std::unordered_set<std::string> accepted;
  std::function<bool(std::string_view)> accepts;
  if (has_conditions(conditions)) {
    Status status = impl_->store.articles_with(conditions, [&accepted](std::string_view id) { accepted.emplace(id); });
    if (!status) return status;
    accepts = [&accepted](std::string_view id) { return accepted.count(std::string(id)) > 0; };
  }
  Result<ArchiveSearch::Files> files = ArchiveSearch::open(impl_->folder, impl_->store.database(), engine);
  if (!files) return files.status();
  Result<ArchiveSearch::Found> found = ArchiveSearch::ask(engine, files.value()->index(), query, accepts);
  if (is_damage(found.status())) {
    files = ArchiveSearch::mend(impl_->folder, impl_->store.database(), engine);
    if (!files) return files.status();
    found = ArchiveSearch::ask(engine, files.value()->index(), query, accepts);
  }
  if (!found) return found.status();
  const search::Answer& answer = found.value().answer;
  std::vector<std::string> ids;
  for (const search::FoundArticle& one : answer.shown) ids.emplace_back(one.id);
  std::unordered_map<std::string, Article> articles;
  Status status = impl_->store.texts(ids, [&articles](const Article& article) { articles[article.id] = article; });
  if (!status) return status;
  SearchFindings findings;
  findings.articles = static_cast<int64_t>(answer.articles);
  findings.words = std::move(found.value().words);
  for (size_t i = 0; i < ids.size(); ++i) findings.hits.push_back(make_hit(articles[ids[i]], answer.shown[i], answer.words[i]));
  return findings;
}

Result<SearchState> Archive::search_state() const {
  const Result<std::string> stamp = archive::search_stamp(impl_->store.database());
  if (!stamp) return stamp.status();
  SearchState state;
  const Result<archive::SearchFiles> files = archive::SearchFiles::open(archive::search_folder(impl_->folder));
  Status damage = files.status();
  if (files) {
    for (const archive::SearchFiles::Part& part : files.value().parts()) {
      ++state.segments;
      state.bytes += static_cast<int64_t>(part.entry.bytes);
      state.articles += static_cast<int64_t>(part.segment->articles().size());
      if (damage) damage = part.segment->verify();
    }
    const bool current = files.value().stamp() == stamp.value();
    state.state = current ? "current" : state.segments == 0 && files.value().stamp().empty() ? "missing" : "stale";
  }
  if (!damage) {
    state.state = "damaged";
    state.problem = damage.message();
  }
  return state;
}

}  // namespace waqai
