// SPDX-License-Identifier: Apache-2.0
//
// Explorer: a pool of connections, the columns made in the background, and hits of a search with their context.
#include "waqai/explore.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <future>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "archive/kept_ledger.h"
#include "base/error_codes.h"
#include "engine/archive_search.h"
#include "engine/shown_title.h"
#include "lexicon/agent_names.h"
#include "lexicon/bundle.h"
#include "store/archive_store.h"
#include "store/explore_store.h"

namespace waqai {
namespace {

constexpr size_t kContextBytes = 160;  // on each side of a hit
constexpr size_t kHitsAnArticle = 3;
constexpr std::chrono::milliseconds kPatience(20);
constexpr std::chrono::milliseconds kShortPatience(100);  // a small archive is read in this time

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The nearest start of a character at or before `at`.
size_t character_start(const std::string& text, size_t at) {
  while (at > 0 && at < text.size() && is_continuation(text[at])) --at;
  return at;
}

// Cuts what stands before and after a hit to whole words.
std::string whole_words_before(const std::string& text, bool cut) {
  const size_t space = cut ? text.find_first_of(" \n") : std::string::npos;
  return space == std::string::npos ? text : text.substr(space + 1);
}
std::string whole_words_after(const std::string& text, bool cut) {
  const size_t space = cut ? text.find_last_of(" \n") : std::string::npos;
  return space == std::string::npos ? text : text.substr(0, space);
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// Where `form` stands in `text` letter by letter: byte spans, at most `most`.
std::vector<Span> places_of(const std::string& text, const std::string& form, size_t most) {
  std::vector<Span> spans;
  for (size_t at = text.find(form); at != std::string::npos && spans.size() < most; at = text.find(form, at + form.size()))
    spans.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + form.size())});
  return spans;
}

// A row of SearchResult::hits for each span.  `row`: article_id, title, outlet, published, text, reports.
void add_hits(const std::vector<std::optional<std::string>>& row, const std::vector<Span>& spans, ExploreTable& hits) {
  const std::string& text = *row[4];
  for (const Span span : spans) {
    const size_t begin = character_start(text, span.begin > kContextBytes ? span.begin - kContextBytes : 0);
    const size_t end = character_start(text, std::min<size_t>(text.size(), span.end + kContextBytes));
    hits.rows.push_back({row[0], row[1], row[2], row[3], one_line(whole_words_before(text.substr(begin, span.begin - begin), begin > 0)),
                         one_line(std::string(span.of(text))), one_line(whole_words_after(text.substr(span.end, end - span.end), end < text.size())),
                         std::to_string(span.begin), row[5]});
  }
}

// Spellings of the names that were looked for; without one, the words as typed.
std::vector<std::string> forms_of(const std::vector<SearchWord>& words) {
  std::vector<std::string> names, typed;
  for (const SearchWord& word : words) {
    if (!word.ignored) typed.push_back(word.text);
    for (const SearchMatch& match : word.matches) {
      if (match.how == "name" && std::find(names.begin(), names.end(), match.form) == names.end()) names.push_back(match.form);
    }
  }
  return names.empty() ? typed : names;
}

// Names agents with the dictionaries of `bundle`; nobody where there are none.
store::AgentNamer namer_of(const std::string& bundle) {
  const Result<lexicon::Bundle> opened = lexicon::Bundle::open(bundle);
  const Result<lexicon::ActorsView> actors = opened ? lexicon::ActorsView::open(opened.value()) : Result<lexicon::ActorsView>(opened.status());
  if (!actors) return {};
  const auto names = std::make_shared<const lexicon::AgentNames>(actors.value());
  return {[names](std::string_view english) { return names->arabic(english); }, names->digest()};
}

// Adds to a table of pledges what the ledger has; null where that is not known yet.
void add_ledger(const archive::KeptLedger* ledger, ExploreTable& table) {
  for (const ExploreColumn& column :
       {ExploreColumn{"restated", true}, ExploreColumn{"evidence", true}, ExploreColumn{"findings"}, ExploreColumn{"searched"}})
    table.columns.push_back(column);
  for (auto& row : table.rows) {
    if (ledger == nullptr) {
      row.resize(table.columns.size());
      continue;
    }
    // What is told as history is in no ledger: nothing is found on it, and it is not waited for.
    static const archive::KeptPledge kNothing;
    const archive::KeptPledge* found = ledger->find(*row[0]);
    const archive::KeptPledge* pledge = found == nullptr ? &kNothing : found;
    std::string findings;
    for (const archive::KeptPledge::Piece& piece : pledge->evidence) {
      if (findings.find(piece.finding) == std::string::npos) findings += (findings.empty() ? "" : "; ") + piece.finding;
    }
    row.emplace_back(std::to_string(pledge->restatements));
    row.emplace_back(std::to_string(pledge->evidence.size()));
    row.emplace_back(findings.empty() ? std::nullopt : std::optional(findings));
    row.emplace_back(pledge->searched);
  }
}

}  // namespace

using SharedLedger = Result<std::shared_ptr<const archive::KeptLedger>>;

struct Explorer::Impl {
  std::vector<store::ExploreStore> connections;
  std::vector<size_t> idle;
  std::mutex mutex;
  std::condition_variable freed;
  std::shared_future<Status> prepared;
  std::shared_future<Status> kept;
  std::shared_future<Status> indexed;
  std::string folder;
  bool keeps = false;
  std::mutex ledger_mutex;
  std::future<SharedLedger> ledger;  // from the first time that it is asked for until it is held
  std::shared_ptr<const archive::KeptLedger> held_ledger;
  std::mutex files_mutex;
  ArchiveSearch::Files files;  // the search index; replaced when it was damaged

  // The index of the archive; where it is not up to date, made so with the dictionaries of `bundle`.
  Status open_index(const store::ExploreStore& from, const std::string& bundle) {
    const Result<std::string> stamp = archive::search_stamp(from.database());
    if (!stamp) return stamp.status();
    Result<archive::SearchFiles> held = archive::SearchFiles::open(archive::search_folder(folder));
    if (held && held.value().stamp() == stamp.value()) {
      files = std::make_shared<archive::SearchFiles>(std::move(held).value());
      return {};
    }
    const Result<Engine> engine = Engine::open({bundle});
    if (!engine) return engine.status();
    Result<ArchiveSearch::Files> opened = ArchiveSearch::open(folder, from.database(), engine.value());
    if (!opened) return opened.status();
    files = std::move(opened).value();
    return {};
  }
  ArchiveSummary summary;

  // The ledger; kNotReady while it is read in the background, by the connection that opens the search index and behind that.  One that failed is
  // tried again when it is asked for once more.
  SharedLedger ledger_now() {
    const std::lock_guard lock(ledger_mutex);
    if (held_ledger) return held_ledger;
    const bool first = !ledger.valid();
    if (first) {
      ledger = std::async(std::launch::async, [this] {
        indexed.wait();
        return read_ledger(connections[1]);
      });
    }
    if (ledger.wait_for(first ? kShortPatience : std::chrono::milliseconds(0)) != std::future_status::ready) {
      return Status::error(base::kNotReady, ErrorKind::kResource, "the evidence on pledges is still being looked for in the whole archive")
          .hint("ask again in some seconds");
    }
    SharedLedger read = ledger.get();
    if (read) held_ledger = read.value();
    return read;
  }
  SharedLedger read_ledger(const store::ExploreStore& from) const {
    const std::string path = store::ExploreStore::kept_folder(folder) + "/ledger", stamp = from.stamp();
    Result<archive::KeptLedger> read = archive::KeptLedger::open(path, stamp);
    if (read && !stamp.empty()) return std::make_shared<const archive::KeptLedger>(std::move(read).value());
    read = archive::KeptLedger::make(from.database());
    if (!read) return read.status();
    if (keeps && !stamp.empty() && from.stamp() == stamp) {
      std::error_code ignored;
      std::filesystem::create_directory(store::ExploreStore::kept_folder(folder), ignored);
      (void)read.value().keep(path, stamp);  // where it cannot be written, the next start reads the archive again
    }
    return std::make_shared<const archive::KeptLedger>(std::move(read).value());
  }

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
  // What still runs is given up: whoever stops a server does not wait for tables that nobody will ask.
  const auto give_up = [this](const auto& job, size_t connection) {
    while (job.valid() && job.wait_for(kPatience) != std::future_status::ready) impl_->connections[connection].interrupt();
  };
  give_up(impl_->prepared, 0);
  give_up(impl_->kept, 0);
  give_up(impl_->indexed, 1);
  give_up(impl_->ledger, 1);
}

Result<Explorer> Explorer::open(const std::string& folder, unsigned connections, unsigned threads, const std::string& bundle, bool keeps) {
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  impl->keeps = keeps;
  {
    const Result<Archive> archive = Archive::open(folder);
    if (!archive) return archive.status();
    Result<ArchiveSummary> summary = archive.value().summary();
    if (!summary) return summary.status();
    impl->summary = std::move(summary).value();
  }
  Result<store::ExploreStore> first = store::ExploreStore::open(folder, std::max(1u, threads));
  if (!first) return first.status();
  first.value().name_agents(namer_of(bundle));
  impl->connections.push_back(std::move(first).value());
  for (unsigned i = 0; i < std::max(1u, connections) + 1; ++i) {
    Result<store::ExploreStore> next = impl->connections[0].connect();
    if (!next) return next.status();
    impl->connections.push_back(std::move(next).value());
    if (i > 0) impl->idle.push_back(impl->connections.size() - 1);
  }
  // The first connection makes the columns of events and the second opens the search index while the page loads; questions wait for what they need.
  store::ExploreStore* maker = &impl->connections[0];
  store::ExploreStore* reader = &impl->connections[1];
  impl->prepared = std::async(std::launch::async, [maker] { return maker->prepare(); }).share();
  if (keeps) {
    impl->kept = std::async(std::launch::async, [maker, made = impl->prepared] {
                   Status status = made.get();
                   if (status) maker->keep();
                   return status;
                 }).share();
  }
  impl->indexed = std::async(std::launch::async, [held = impl.get(), reader, bundle] { return held->open_index(*reader, bundle); }).share();
  return Explorer(std::move(impl));
}

const ArchiveSummary& Explorer::summary() const { return impl_->summary; }
ExploreLevels Explorer::levels() const { return impl_->connections[0].levels(); }

Result<ExploreTable> Explorer::events(const ExploreFilter& filter, const ExplorePage& page, CountBy by) const {
  return impl_->with([&](store::ExploreStore& s) { return s.events(filter, page, by); });
}
Result<ExploreTable> Explorer::counts(const ExploreFilter& filter) const {
  return impl_->with([&](store::ExploreStore& s) { return s.counts(filter); });
}
Result<std::vector<ExploreTable>> Explorer::facets(const ExploreFilter& filter, const std::vector<std::string>& fields, CountBy by,
                                                   int64_t limit) const {
  return impl_->with([&](store::ExploreStore& s) { return s.facets(filter, fields, by, limit); });
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
Result<std::vector<std::string>> Explorer::names_among(const std::vector<std::string>& labels) const {
  return impl_->with([&](store::ExploreStore& s) { return s.names_among(labels); });
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
Result<ExploreTable> Explorer::pledges(const ExploreFilter& filter, const ExplorePage& page, bool with_evidence) const {
  const SharedLedger ledger = impl_->ledger_now();
  const bool waits = !ledger && ledger.status().code() == base::kNotReady && !with_evidence;
  if (!ledger && !waits) return ledger.status();
  ExploreFilter asked = filter;
  if (with_evidence) {
    asked.choices.push_back({"event", ledger.value()->with_evidence(), {}});
    if (asked.choices.back().any.empty()) asked.choices.back().any = {""};  // none
  }
  Result<ExploreTable> table = impl_->with([&](store::ExploreStore& s) { return s.pledges(asked, page); });
  if (table) add_ledger(waits ? nullptr : ledger.value().get(), table.value());
  return table;
}

Result<ExploreTable> Explorer::evidence(const std::string& event_id) const {
  const SharedLedger read = impl_->ledger_now();
  if (!read) return read.status();
  const archive::KeptPledge* pledge = read.value()->find(event_id);
  ExploreFilter filter;
  ExplorePage page;
  filter.choices.push_back({"event", {""}, {}});
  if (pledge != nullptr) {
    for (const archive::KeptPledge::Piece& piece : pledge->evidence) filter.choices[0].any.push_back(piece.event_id);
  }
  page.limit = static_cast<int64_t>(filter.choices[0].any.size());
  Result<ExploreTable> table = events(filter, page);
  if (!table) return table;
  table.value().columns.push_back({"finding"});
  table.value().columns.push_back({"rule"});
  std::unordered_map<std::string_view, size_t> places;
  for (size_t i = 0; pledge != nullptr && i < pledge->evidence.size(); ++i) places[pledge->evidence[i].event_id] = i;
  auto& rows = table.value().rows;
  std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return places[*a[0]] < places[*b[0]]; });
  for (auto& row : rows) {
    const archive::KeptPledge::Piece& piece = pledge->evidence[places[*row[0]]];
    row.emplace_back(piece.finding);
    row.emplace_back(piece.rule);
  }
  return table;
}
Result<ExploreTable> Explorer::stories(const ExploreFilter& filter, const ExplorePage& page) const {
  return with_shown_titles(impl_->with([&](store::ExploreStore& s) { return s.stories(filter, page); }));
}
Result<ExploreTable> Explorer::story_articles(const std::string& story_id) const {
  return with_shown_titles(impl_->with([&](store::ExploreStore& s) { return s.story_articles(story_id); }));
}
Result<ExploreTable> Explorer::story_incidents(const std::string& story_id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.story_incidents(story_id); });
}
Result<ExploreTable> Explorer::story_versions(const std::string& story_id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.story_versions(story_id); });
}
Result<ExploreTable> Explorer::articles(const std::string& words, const ExplorePage& page) const {
  return with_shown_titles(impl_->with([&](store::ExploreStore& s) { return s.articles(words, page); }));
}
Result<Article> Explorer::text(const std::string& id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.text(id); });
}
Result<CodedArticle> Explorer::article(const std::string& id) const {
  return impl_->with([&](store::ExploreStore& s) { return s.article(id); });
}

Result<SearchResult> Explorer::search_letters(const SearchQuery& query) const {
  SearchResult result;
  Result<std::vector<std::string>> ids = impl_->with([&](store::ExploreStore& s) { return s.holding({query.words}, false, query.whole_words); });
  if (!ids) return ids.status();
  result.articles = static_cast<int64_t>(ids.value().size());
  result.forms = {query.words};
  const auto place = [&ids](int64_t n) {
    return static_cast<std::ptrdiff_t>(std::min<size_t>(ids.value().size(), static_cast<size_t>(std::max<int64_t>(0, n))));
  };
  const std::vector<std::string> shown(ids.value().begin() + place(query.offset), ids.value().begin() + place(query.offset + query.limit));
  const Result<ExploreTable> found = with_shown_titles(impl_->with([&](store::ExploreStore& s) { return s.texts(shown); }));
  if (!found) return found.status();
  for (const auto& row : found.value().rows) add_hits(row, places_of(*row[4], query.words, kHitsAnArticle), result.hits);
  return result;
}

Result<SearchResult> Explorer::search(const Engine& engine, const SearchQuery& query, const ExploreFilter& filter) const {
  static const std::vector<ExploreColumn> kColumns = {{"article_id"}, {"title"}, {"outlet"},      {"published"},    {"before"},
                                                      {"match"},      {"after"}, {"start", true}, {"reports", true}};
  if (query.words.empty() || query.exact) {
    Result<SearchResult> result = query.words.empty() ? SearchResult() : search_letters(query);
    if (result) result.value().hits.columns = kColumns;
    return result;
  }
  const Status ready = impl_->indexed.get();
  if (!ready) return ready;
  std::unordered_set<std::string> accepted;
  std::function<bool(std::string_view)> accepts;
  if (!filter.choices.empty() || !filter.since.empty() || !filter.until.empty() || !filter.name.empty() || !filter.words.empty() ||
      filter.confidence > 0 || filter.score_from || filter.score_to) {
    const Result<std::vector<std::string>> ids = impl_->with([&](store::ExploreStore& s) { return s.articles_with(filter); });
    if (!ids) return ids.status();
    accepted.insert(ids.value().begin(), ids.value().end());
    accepts = [&accepted](std::string_view id) { return accepted.count(std::string(id)) > 0; };
  }
  ArchiveSearch::Files files;
  {
    const std::lock_guard lock(impl_->files_mutex);
    files = impl_->files;
  }
  Result<ArchiveSearch::Found> found = ArchiveSearch::ask(engine, files->index(), query, accepts);
  if (found.status().code() == base::kIndexDamaged) {
    const std::lock_guard lock(impl_->files_mutex);
    if (impl_->files == files) {
      Result<ArchiveSearch::Files> mended =
          impl_->with([&](store::ExploreStore& s) { return ArchiveSearch::mend(impl_->folder, s.database(), engine); });
      if (!mended) return mended.status();
      impl_->files = std::move(mended).value();
    }
    files = impl_->files;
    found = ArchiveSearch::ask(engine, files->index(), query, accepts);
  }
  if (!found) return found.status();
  const search::Answer& answer = found.value().answer;
  SearchResult result;
  result.hits.columns = kColumns;
  result.articles = static_cast<int64_t>(answer.articles);
  result.words = std::move(found.value().words);
  result.forms = forms_of(result.words);
  std::vector<std::string> ids;
  for (const search::FoundArticle& one : answer.shown) ids.emplace_back(one.id);
  const Result<ExploreTable> texts = with_shown_titles(impl_->with([&](store::ExploreStore& s) { return s.texts(ids); }));
  if (!texts) return texts.status();
  std::unordered_map<std::string_view, const std::vector<std::optional<std::string>>*> rows;
  for (const auto& row : texts.value().rows) rows[*row[0]] = &row;
  for (size_t i = 0; i < ids.size(); ++i) {
    const auto row = rows.find(ids[i]);
    if (row == rows.end()) continue;
    std::vector<Span> spans = found_spans(*(*row->second)[4], answer.words[i]);
    if (spans.size() > kHitsAnArticle) spans.resize(kHitsAnArticle);
    add_hits(*row->second, spans, result.hits);
  }
  return result;
}

}  // namespace waqai
