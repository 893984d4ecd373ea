// SPDX-License-Identifier: Apache-2.0
//
// waqai_copies BUNDLE ARCHIVE COPIES FILE...: an archive of millions without analysing them.  Codes the articles of FILE once and stores them COPIES
// times: each copy a year earlier than the one before, its actors and places exchanged for others of the same shape in bytes (so that every
// span still holds), in the text and in the records; the search index keeps the words of the first.  Each copy goes in as a crawl does: add, stories,
// search index.  A JSON object a copy with what took how long (wall and processor), so that it shows whether intake stays linear.
// waqai_copies stamp ARCHIVE: the search index is taken for up to date, for an archive whose rows SQL has multiplied; bench/million.py.
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "archive/search_files.h"
#include "store/archive_store.h"
#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/input.h"

namespace {

using waqai::CodedArticle;
using waqai::Participant;
using waqai::Place;

constexpr size_t kBatch = 500;  // as ingest does

double clock_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double processor_now() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Wall and processor seconds since it was made.
struct Timer {
  double wall = clock_now(), processor = processor_now();
  std::string json() const {
    char text[64];
    std::snprintf(text, sizeof text, "[%.2f, %.2f]", clock_now() - wall, processor_now() - processor);
    return text;
  }
};

int tell(const waqai::Status& status) { return std::fprintf(stderr, "%s\n", status.to_string().c_str()), 4; }

std::vector<CodedArticle> code_all(const waqai::Engine& engine, std::vector<waqai::Article> articles) {
  std::vector<CodedArticle> coded(articles.size());
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < articles.size(); i = next++) {
      if (auto one = engine.code(articles[i])) coded[i] = std::move(one).value();
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  std::erase_if(coded, [](const CodedArticle& one) { return one.article.text.empty(); });
  return coded;
}

// The lengths in bytes of the characters of a spelling, one after another: of two spellings of one shape every character stands at the same place, so
// a span that holds part of one still begins and ends between characters.
std::string shape_of(const std::string& spelling) {
  std::string shape;
  for (size_t i = 0; i < spelling.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(spelling[i]) & 0xC0U) != 0x80U;
    if (begins) shape.push_back('0');
    if (!shape.empty()) ++shape.back();
  }
  return shape;
}

// Things of one kind by the shape of their spelling; other() exchanges one for another of its shape, in a round.
template <typename Thing>
class Dictionary {
 public:
  void add(const std::string& spelling, const Thing& thing) {
    if (spelling.empty()) return;
    auto& alike = by_shape_[shape_of(spelling)];
    if (number_.try_emplace(spelling, alike.size()).second) alike.emplace_back(spelling, thing);
  }
  // Null where it is not in the dictionary.
  const std::pair<std::string, Thing>* other(const std::string& spelling, size_t round) const {
    const auto found = number_.find(spelling);
    if (found == number_.end()) return nullptr;
    const auto& all = by_shape_.at(shape_of(spelling));
    return &all[(found->second + round * 7) % all.size()];
  }

 private:
  std::map<std::string, std::vector<std::pair<std::string, Thing>>> by_shape_;
  std::unordered_map<std::string, size_t> number_;
};

class Copier {
 public:
  explicit Copier(const std::vector<CodedArticle>& originals) {
    for (const CodedArticle& coded : originals) {
      for (const waqai::Event& event : coded.events) {
        for (const Participant& p : event.actor) learn(coded, p);
        for (const Participant& p : event.recipient) learn(coded, p);
        if (event.place) places_.add(std::string(event.place->span.of(coded.article.text)), *event.place);
      }
    }
  }

  CodedArticle copy(const CodedArticle& original, size_t round) const {
    CodedArticle made = original;
    if (round == 0) return made;
    char mark[24];
    std::snprintf(mark, sizeof mark, "%02zx", round);
    made.article.id += std::string("-") + mark;
    shift(made.article.published, round);
    made.article.published_time.clear();
    for (waqai::Event& event : made.events) {
      event.id.replace(0, 2, mark);
      shift(event.date, round);
      if (const size_t slash = event.date.find('/'); slash != std::string::npos) {
        std::string end = event.date.substr(slash + 1);
        shift(end, round);
        event.date.replace(slash + 1, std::string::npos, end);
      }
      for (Participant& p : event.actor) exchange(made, p, round);
      for (Participant& p : event.recipient) exchange(made, p, round);
      if (event.place) exchange(made, *event.place, round);
    }
    made.article.text += "\n" + made.article.id;  // no text comes twice, even one without a name
    return made;
  }

 private:
  void learn(const CodedArticle& coded, const Participant& p) {
    if (p.span.of(coded.article.text) == p.text && !p.name.empty()) people_.add(p.text, p);
  }

  void exchange(CodedArticle& made, Participant& p, size_t round) const {
    const auto* other = people_.other(p.text, round);
    if (other == nullptr || p.span.end - p.span.begin != p.text.size()) return;
    const waqai::Span span = p.span;
    made.article.text.replace(span.begin, p.text.size(), other->first);
    p = other->second;
    p.span = span;
  }

  void exchange(CodedArticle& made, Place& place, size_t round) const {
    const waqai::Span span = place.span;
    const auto* other = places_.other(std::string(span.of(made.article.text)), round);
    if (other == nullptr) return;
    made.article.text.replace(span.begin, span.end - span.begin, other->first);
    place = other->second;
    place.span = span;
  }

  // YYYY-MM-DD, YYYY-MM or YYYY, some years earlier.
  static void shift(std::string& date, size_t years) {
    if (date.size() < 4) return;
    char year[16];
    std::snprintf(year, sizeof year, "%04d", std::stoi(date.substr(0, 4)) - static_cast<int>(years));
    date.replace(0, 4, year);
    if (date.compare(4, 6, "-02-29") == 0) date.replace(4, 6, "-02-28");
  }

  Dictionary<Participant> people_;
  Dictionary<Place> places_;
};

int64_t bytes_below(const std::string& folder) {
  int64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    bytes += entry.is_regular_file() ? static_cast<int64_t>(entry.file_size()) : 0;
  return bytes;
}

waqai::Status add_copy(const waqai::Engine& engine, const std::string& folder, const Copier& copier, const std::vector<CodedArticle>& originals,
                       size_t round) {
  Timer opening;
  auto archive = waqai::Archive::open_for_writing(folder);
  if (!archive) return archive.status();
  const std::string opened = opening.json();
  waqai::ArchiveRun run;
  run.run_id = "copy" + std::to_string(round);
  run.dictionary_digest = engine.dictionary_digest();
  Timer adding;
  std::vector<CodedArticle> batch;
  for (size_t i = 0; i < originals.size(); ++i) {
    batch.push_back(copier.copy(originals[i], round));
    if (batch.size() < kBatch && i + 1 < originals.size()) continue;
    const auto added = archive.value().add(batch, run);
    if (!added) return added.status();
    batch.clear();
  }
  if (waqai::Status status = archive.value().finish(run); !status) return status;
  const std::string added = adding.json();
  Timer linking;
  const auto stories = archive.value().update_stories(engine);
  if (!stories) return stories.status();
  const std::string linked = linking.json();
  Timer indexing;
  const auto search = archive.value().update_search(engine);
  if (!search) return search.status();
  std::printf(
      "{\"copy\": %zu, \"articles\": %lld, \"events\": %lld, \"open\": %s, \"add\": %s, \"stories\": %s, \"search\": %s, \"database_bytes\": %lld, "
      "\"bytes\": %lld}\n",
      round, static_cast<long long>(run.articles), static_cast<long long>(run.events), opened.c_str(), added.c_str(), linked.c_str(),
      indexing.json().c_str(), static_cast<long long>(std::filesystem::file_size(folder + "/waqai.duckdb")),
      static_cast<long long>(bytes_below(folder)));
  std::fflush(stdout);
  return {};
}

int run(const std::string& bundle, const std::string& folder, size_t copies, const std::vector<std::string>& files) {
  const auto engine = waqai::Engine::open({bundle});
  if (!engine) return tell(engine.status());
  auto reader = waqai::InputReader::open(files, {});
  if (!reader) return tell(reader.status());
  std::vector<waqai::Article> articles;
  while (auto next = reader.value().next()) {
    if (*next) articles.push_back(std::move(next->value()));
  }
  Timer coding;
  const std::vector<CodedArticle> originals = code_all(engine.value(), std::move(articles));
  std::printf("{\"coded\": %zu, \"coding\": %s}\n", originals.size(), coding.json().c_str());
  std::fflush(stdout);
  const Copier copier(originals);
  for (size_t round = 0; round < copies; ++round) {
    if (waqai::Status status = add_copy(engine.value(), folder, copier, originals, round); !status) return tell(status);
  }
  return 0;
}

int stamp(const std::string& folder) {
  const auto store = waqai::store::ArchiveStore::open(folder);
  if (!store) return tell(store.status());
  const auto now = waqai::archive::search_stamp(store.value().database());
  if (!now) return tell(now.status());
  auto list = waqai::archive::read_search_list(waqai::archive::search_folder(folder));
  if (!list) return tell(list.status());
  list.value().stamp = now.value();
  const waqai::Status status = waqai::archive::write_search_list(waqai::archive::search_folder(folder), list.value());
  return status ? 0 : tell(status);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc == 3 && std::string(argv[1]) == "stamp") return stamp(argv[2]);
  if (argc < 5) return std::fprintf(stderr, "usage: waqai_copies BUNDLE ARCHIVE COPIES FILE... | waqai_copies stamp ARCHIVE\n"), 2;
  return run(argv[1], argv[2], std::stoul(argv[3]), {argv + 4, argv + argc});
} catch (const std::exception& failure) {
  std::fprintf(stderr, "waqai_copies: %s\n", failure.what());
  return 4;
}
