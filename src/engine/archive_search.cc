// SPDX-License-Identifier: Apache-2.0
#include "engine/archive_search.h"

#include <algorithm>
#include <optional>
#include <thread>

#include "engine/engine_impl.h"
#include "engine/search_plan.h"
#include "pipeline/ordered.h"
#include "search/text_words.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace waqai {
namespace {

constexpr size_t kSnippetWords = 28;
constexpr size_t kWordsBefore = 6;

SearchMatch to_public(const search::MatchedForm& match) {
  return {text::key_to_utf8(match.form), match.lemma, std::string(search::to_string(match.how)), static_cast<int64_t>(match.articles)};
}

}  // namespace

Result<archive::SearchTotals> ArchiveSearch::update(archive::SearchWriter& writer, const store::Database& database, const Engine& engine,
                                                    bool verify) {
  const pipeline::Pipeline& pipeline = *engine.impl_->pipeline;
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<pipeline::Pipeline::Scratch> scratch;
  const auto reader = [&](const std::vector<Article>& articles) -> Result<std::vector<std::string>> {
    while (scratch.size() < threads) scratch.push_back(pipeline.new_scratch());
    std::vector<std::string> all;
    size_t next = 0;
    Status status = pipeline::run_in_order<const Article*, std::string>(
        threads, [&]() { return next < articles.size() ? std::optional<const Article*>(&articles[next++]) : std::nullopt; },
        [&](unsigned worker, const Article* article) {
          Result<std::string> words = pipeline.read_words(*article, scratch[worker]);
          return words ? std::move(words).value() : std::string();
        },
        [&all](std::string words) {
          all.push_back(std::move(words));
          return Status();
        });
    if (!status) return status;
    return all;
  };
  return writer.finish(database, reader, verify);
}

Result<ArchiveSearch::Files> ArchiveSearch::open(const std::string& folder, const store::Database& database, const Engine& engine) {
  const Result<std::string> stamp = archive::search_stamp(database);
  if (!stamp) return stamp.status();
  Result<archive::SearchFiles> files = archive::SearchFiles::open(archive::search_folder(folder));
  if (files && files.value().stamp() == stamp.value()) return Files(std::make_shared<archive::SearchFiles>(std::move(files).value()));
  archive::SearchWriter writer(archive::search_folder(folder));
  const Result<archive::SearchTotals> totals = update(writer, database, engine, false);
  if (!totals) return totals.status();
  files = archive::SearchFiles::open(archive::search_folder(folder));
  if (!files) return files.status();
  return Files(std::make_shared<archive::SearchFiles>(std::move(files).value()));
}

Result<ArchiveSearch::Files> ArchiveSearch::mend(const std::string& folder, const store::Database& database, const Engine& engine) {
  archive::SearchWriter writer(archive::search_folder(folder));
  const Result<archive::SearchTotals> totals = update(writer, database, engine, true);
  if (!totals) return totals.status();
  return open(folder, database, engine);
}

Result<ArchiveSearch::Found> ArchiveSearch::ask(const Engine& engine, const search::Index& index, const SearchQuery& query,
                                                const std::function<bool(std::string_view)>& accepts) {
  Result<SearchPlan> plan = plan_search({*engine.impl_->pipeline, engine.impl_->scratch(), engine.impl_->names()}, index, query);
  if (!plan) return plan.status();
  plan.value().question.accepts = accepts;
  Result<search::Answer> answer = index.ask(plan.value().question);
  if (!answer) return answer.status();
  Found found{std::move(answer).value(), std::move(plan.value().words)};
  for (size_t i = 0; i < found.answer.matched.size(); ++i) {
    for (const search::MatchedForm& match : found.answer.matched[i]) found.words[i].matches.push_back(to_public(match));
  }
  return found;
}

std::vector<Span> found_spans(std::string_view text, const std::vector<search::FoundWord>& words) {
  std::vector<Span> spans;
  auto next = words.begin();
  uint32_t last = 0;
  for (const search::TextWord& word : search::words_of(text)) {
    while (next != words.end() && next->position < word.position) ++next;
    if (next == words.end()) break;
    if (next->position != word.position) continue;
    if (!spans.empty() && last + 1 == word.position) spans.back().end = word.span.end;
    else spans.push_back(word.span);
    last = word.position;
  }
  return spans;
}

SearchHit make_hit(const Article& article, const search::FoundArticle& found, const std::vector<search::FoundWord>& words) {
  SearchHit hit{article.id, article.title, article.source, article.published, found.as_spelt, found.score, {}, 0, {}, {}};
  const std::vector<search::TextWord> all = search::words_of(article.text);
  if (all.empty()) return hit;
  const size_t title = article.title.empty() || !article.text.starts_with(article.title) ? 0 : article.title.size();
  // Of each word, whether it was found.
  std::vector<uint8_t> is_found(all.size(), 0);
  auto next = words.begin();
  for (size_t i = 0; i < all.size(); ++i) {
    while (next != words.end() && next->position < all[i].position) ++next;
    is_found[i] = next != words.end() && next->position == all[i].position;
  }
  size_t best = 0;
  std::pair<bool, size_t> best_worth = {false, 0};  // in the body, how many words
  for (size_t i = 0; i < all.size(); ++i) {
    if (is_found[i] == 0) continue;
    const size_t end = std::min(all.size(), i + kSnippetWords - kWordsBefore);
    const auto count =
        static_cast<size_t>(std::count(is_found.begin() + static_cast<std::ptrdiff_t>(i), is_found.begin() + static_cast<std::ptrdiff_t>(end), 1));
    const std::pair<bool, size_t> worth = {all[i].span.begin >= title, count};
    if (worth > best_worth) {
      best = i;
      best_worth = worth;
    }
  }
  size_t first = best > kWordsBefore ? best - kWordsBefore : 0;
  while (first < best && best_worth.first && all[first].span.begin < title) ++first;  // the title is told apart
  const size_t last = std::min(all.size(), first + kSnippetWords) - 1;
  hit.place = {all[first].span.begin, all[last].span.end};
  hit.start = static_cast<int64_t>(text::count_code_points(std::string_view(article.text).substr(0, hit.place.begin)));
  hit.snippet = std::string(hit.place.of(article.text));
  std::replace(hit.snippet.begin(), hit.snippet.end(), '\n', ' ');
  for (size_t i = first; i <= last; ++i) {
    if (is_found[i] != 0) hit.marks.push_back({all[i].span.begin - hit.place.begin, all[i].span.end - hit.place.begin});
  }
  return hit;
}

}  // namespace waqai
