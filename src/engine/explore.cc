// SPDX-License-Identifier: Apache-2.0
//
// Explorer: a pool of connections, the flat table made in the background, and hits of a search with their context.
#include "waqai/explore.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>

#include "engine/text_index.h"
#include "store/archive_store.h"
#include "store/explore_store.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace waqai {
namespace {

constexpr size_t kContextBytes = 160;  // on each side of a hit
constexpr size_t kHitsAnArticle = 3;
constexpr size_t kMostKeyBytes = size_t{1} << 30;  // larger archives are searched in the database, slower

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The nearest start of a character at or before `at`.
size_t character_start(const std::string& text, size_t at) {
  while (at > 0 && at < text.size() && is_continuation(text[at])) --at;
  return at;
}

// Cuts what stands before and after a hit to whole words.
std::string whole_words_before(std::string text, bool cut) {
  const size_t space = cut ? text.find_first_of(" \n") : std::string::npos;
  return space == std::string::npos ? text : text.substr(space + 1);
}
std::string whole_words_after(std::string text, bool cut) {
  const size_t space = cut ? text.find_last_of(" \n") : std::string::npos;
  return space == std::string::npos ? text : text.substr(0, space);
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

bool has_arabic(const std::string& words) {
  return std::any_of(words.begin(), words.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xD8 && static_cast<unsigned char>(c) <= 0xDB; });
}

// Where `form` stands in `text`: byte spans, at most `most`.
std::vector<Span> places_of(const std::string& text, const std::vector<std::string>& forms, bool exact, size_t most) {
  std::vector<Span> spans;
  std::string key;
  std::vector<uint32_t> offsets;
  if (!exact) text::fold_with_offsets(text, key, offsets);
  for (const std::string& form : forms) {
    const std::string sought = exact ? form : text::fold_key(form);
    const std::string& held = exact ? text : key;
    if (sought.empty()) continue;
    for (size_t at = held.find(sought); at != std::string::npos; at = held.find(sought, at + sought.size())) {
      const Span span =
          exact ? Span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + sought.size())} : Span{offsets[at], offsets[at + sought.size()]};
      const bool inside = std::any_of(spans.begin(), spans.end(), [span](Span s) { return s.overlaps(span); });
      if (!inside && span.begin < span.end) spans.push_back(span);
      if (spans.size() >= 64) break;
    }
  }
  std::sort(spans.begin(), spans.end());
  if (spans.size() > most) spans.resize(most);
  return spans;
}

}  // namespace

struct Explorer::Impl {
  std::vector<store::ExploreStore> connections;
  std::vector<size_t> idle;
  std::mutex mutex;
  std::condition_variable freed;
  std::shared_future<Status> prepared;
  std::shared_future<Status> indexed;
  TextIndex texts;
  bool has_texts = true;

  // Reads every text once.
  Status fill_texts(store::ExploreStore& from) {
    Status status = from.visit_texts([this](std::string_view id, std::string_view published, std::string_view text) {
      has_texts = has_texts && texts.add(id, published, text, kMostKeyBytes);
    });
    texts.finish();
    return status;
  }
  ArchiveSummary summary;

  // Runs `question` on a connection of its own.
  template <typename Question>
  auto with(Question question) -> decltype(question(connections[0])) {
    const Status ready = prepared.get();
    if (!ready) return ready;
    size_t index = 0;
    {
      std::unique_lock lock(mutex);
      freed.wait(lock, [this] { return !idle.empty(); });
      index = idle.back();
      idle.pop_back();
    }
    struct Return {
      Impl* impl;
      size_t index;
      ~Return() {
        const std::lock_guard lock(impl->mutex);
        impl->idle.push_back(index);
        impl->freed.notify_one();
      }
    } give_back{this, index};
    return question(connections[index]);
  }
};

Explorer::Explorer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Explorer::Explorer(Explorer&&) noexcept = default;
Explorer& Explorer::operator=(Explorer&&) noexcept = default;
Explorer::~Explorer() {
  if (!impl_) return;
  if (impl_->prepared.valid()) impl_->prepared.wait();
  if (impl_->indexed.valid()) impl_->indexed.wait();
}

Result<Explorer> Explorer::open(const std::string& folder, unsigned connections, unsigned threads) {
  auto impl = std::make_unique<Impl>();
  {
    const Result<Archive> archive = Archive::open(folder);
    if (!archive) return archive.status();
    Result<ArchiveSummary> summary = archive.value().summary();
    if (!summary) return summary.status();
    impl->summary = std::move(summary).value();
  }
  Result<store::ExploreStore> first = store::ExploreStore::open(folder, std::max(1u, threads));
  if (!first) return first.status();
  impl->connections.push_back(std::move(first).value());
  for (unsigned i = 0; i < std::max(1u, connections) + 1; ++i) {
    Result<store::ExploreStore> next = impl->connections[0].connect();
    if (!next) return next.status();
    impl->connections.push_back(std::move(next).value());
    if (i > 0) impl->idle.push_back(impl->connections.size() - 1);
  }
  // The first connection makes the flat table and the second reads the texts while the page loads; questions wait for what they need.
  store::ExploreStore* maker = &impl->connections[0];
  store::ExploreStore* reader = &impl->connections[1];
  impl->prepared = std::async(std::launch::async, [maker] { return maker->prepare(); }).share();
  impl->indexed = std::async(std::launch::async, [held = impl.get(), reader] { return held->fill_texts(*reader); }).share();
  return Explorer(std::move(impl));
}

Result<ArchiveSummary> Explorer::summary() const { return impl_->summary; }
ExploreLevels Explorer::levels() const { return impl_->connections[0].levels(); }

Result<ExploreTable> Explorer::events(const ExploreFilter& filter, const ExplorePage& page, CountBy by) const {
  return impl_->with([&](store::ExploreStore& s) { return s.events(filter, page, by); });
}
Result<ExploreTable> Explorer::counts(const ExploreFilter& filter) const {
  return impl_->with([&](store::ExploreStore& s) { return s.counts(filter); });
}
Result<ExploreTable> Explorer::facet(const ExploreFilter& filter, const std::string& field, CountBy by, int64_t limit) const {
  return impl_->with([&](store::ExploreStore& s) { return s.facet(filter, field, by, limit); });
}
Result<ExploreTable> Explorer::series(const ExploreFilter& filter, const std::string& step, const std::string& field, CountBy by) const {
  return impl_->with([&](store::ExploreStore& s) { return s.series(filter, step, field, by); });
}
Result<ExploreTable> Explorer::coverage(const std::string& step) const {
  return impl_->with([&](store::ExploreStore& s) { return s.coverage(step); });
}
Result<ExploreTable> Explorer::places(const ExploreFilter& filter, CountBy by) const {
  return impl_->with([&](store::ExploreStore& s) { return s.places(filter, by); });
}
Result<ExploreTable> Explorer::actors(const std::string& words, int64_t limit, CountBy by) const {
  return impl_->with([&](store::ExploreStore& s) { return s.actors(words, limit, by); });
}
Result<ExploreTable> Explorer::spellings(const std::string& name) const {
  return impl_->with([&](store::ExploreStore& s) { return s.spellings(name); });
}
Result<ExploreTable> Explorer::roles(const std::string& name) const {
  return impl_->with([&](store::ExploreStore& s) { return s.roles(name); });
}
Result<ExploreTable> Explorer::counterparts(const std::string& name, int64_t limit) const {
  return impl_->with([&](store::ExploreStore& s) { return s.counterparts(name, limit); });
}
Result<ExploreTable> Explorer::quotations(const std::string& speaker, int64_t limit) const {
  return impl_->with([&](store::ExploreStore& s) { return s.quotations(speaker, limit); });
}
Result<ExploreTable> Explorer::pledges(const ExploreFilter& filter, const ExplorePage& page) const {
  return impl_->with([&](store::ExploreStore& s) { return s.pledges(filter, page); });
}
Result<ExploreTable> Explorer::followups(const std::string& event_id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.followups(event_id); });
}
Result<ExploreTable> Explorer::stories(const ExploreFilter& filter, const ExplorePage& page) const {
  return impl_->with([&](store::ExploreStore& s) { return s.stories(filter, page); });
}
Result<ExploreTable> Explorer::story_articles(const std::string& story_id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.story_articles(story_id); });
}
Result<ExploreTable> Explorer::story_incidents(const std::string& story_id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.story_incidents(story_id); });
}
Result<ExploreTable> Explorer::story_versions(const std::string& story_id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.story_versions(story_id); });
}
Result<ExploreTable> Explorer::articles(const std::string& words, const ExplorePage& page) const {
  return impl_->with([&](store::ExploreStore& s) { return s.articles(words, page); });
}
Result<CodedArticle> Explorer::article(const std::string& id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.article(id); });
}

Result<SearchResult> Explorer::search(const SearchQuery& query) const {
  SearchResult result;
  result.hits.columns = {{"article_id"}, {"title"}, {"outlet"}, {"published"}, {"before"}, {"match"}, {"after"}, {"start", true}, {"reports", true}};
  if (query.words.empty()) return result;
  if (!has_arabic(query.words)) {
    Result<std::vector<std::string>> forms = impl_->with([&](store::ExploreStore& s) { return s.spellings_of(query.words, 24); });
    if (!forms) return forms.status();
    result.forms = std::move(forms).value();
  }
  if (result.forms.empty()) result.forms.push_back(query.words);
  const Status ready = impl_->indexed.get();
  if (!ready) return ready;
  std::vector<std::string> ids;
  if (!query.exact && impl_->has_texts) {
    ids = impl_->texts.find(result.forms, query.whole_words);
  } else {
    Result<std::vector<std::string>> held =
        impl_->with([&](store::ExploreStore& s) { return s.holding(result.forms, !query.exact, query.whole_words); });
    if (!held) return held.status();
    ids = std::move(held).value();
  }
  result.articles = static_cast<int64_t>(ids.size());
  const auto first = static_cast<std::ptrdiff_t>(std::min<size_t>(ids.size(), static_cast<size_t>(std::max<int64_t>(0, query.offset))));
  const auto last =
      static_cast<std::ptrdiff_t>(std::min<size_t>(ids.size(), static_cast<size_t>(first) + static_cast<size_t>(std::max<int64_t>(0, query.limit))));
  const std::vector<std::string> shown(ids.begin() + first, ids.begin() + last);
  const Result<ExploreTable> found = impl_->with([&](store::ExploreStore& s) { return s.texts(shown); });
  if (!found) return found.status();
  for (const auto& row : found.value().rows) {
    const std::string& text = *row[4];
    for (const Span span : places_of(text, result.forms, query.exact, kHitsAnArticle)) {
      const size_t begin = character_start(text, span.begin > kContextBytes ? span.begin - kContextBytes : 0);
      const size_t end = character_start(text, std::min<size_t>(text.size(), span.end + kContextBytes));
      result.hits.rows.push_back({row[0], row[1], row[2], row[3], one_line(whole_words_before(text.substr(begin, span.begin - begin), begin > 0)),
                                  one_line(std::string(span.of(text))),
                                  one_line(whole_words_after(text.substr(span.end, end - span.end), end < text.size())), std::to_string(span.begin),
                                  row[5]});
    }
  }
  return result;
}

}  // namespace waqai
