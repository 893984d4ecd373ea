// SPDX-License-Identifier: Apache-2.0
//
// waqai_fill code|texts BUNDLE ARCHIVE FILE...: fills a new archive with the articles of FILE and makes its search index.  `code` codes them, as
// ingest does; `texts` stores them without events, and the index is made from the texts.  One JSON object with what took how long; bench/search.py.
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "waqai/archive.h"
#include "waqai/engine.h"
#include "waqai/input.h"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

int tell(const waqai::Status& status) { return std::fprintf(stderr, "%s\n", status.to_string().c_str()), 4; }

int run(bool codes, const std::string& bundle, const std::string& folder, const std::vector<std::string>& files) {
  const auto engine = waqai::Engine::open({bundle});
  if (!engine) return tell(engine.status());
  auto archive = waqai::Archive::open_for_writing(folder);
  if (!archive) return tell(archive.status());
  auto reader = waqai::InputReader::open(files, {});
  if (!reader) return tell(reader.status());
  waqai::ArchiveRun fill;
  fill.run_id = "fill";
  fill.dictionary_digest = engine.value().dictionary_digest();
  std::vector<waqai::CodedArticle> batch;
  double coding = 0, storing = 0;
  size_t bytes = 0;
  const auto store = [&]() -> waqai::Status {
    const auto begin = Clock::now();
    const auto added = archive.value().add(batch, fill);
    storing += seconds_since(begin);
    batch.clear();
    return added.status();
  };
  while (auto next = reader.value().next()) {
    if (!*next) continue;
    const auto begin = Clock::now();
    waqai::Result<waqai::CodedArticle> coded =
        codes ? engine.value().code(next->value())
              : waqai::Result<waqai::CodedArticle>(waqai::CodedArticle{std::move(next->value()), {}, {}, {}, {}, {}, {}});
    coding += seconds_since(begin);
    if (!coded) continue;
    bytes += coded.value().article.text.size();
    batch.push_back(std::move(coded).value());
    if (batch.size() < 500) continue;
    if (waqai::Status status = store(); !status) return tell(status);
  }
  if (waqai::Status status = store(); !status) return tell(status);
  if (waqai::Status status = archive.value().finish(fill); !status) return tell(status);
  const auto begin = Clock::now();
  const auto update = archive.value().update_search(engine.value());
  if (!update) return tell(update.status());
  const double indexing = seconds_since(begin);
  const auto state = archive.value().search_state();
  if (!state) return tell(state.status());
  std::printf(
      "{\"articles\": %lld, \"text_bytes\": %zu, \"coding_seconds\": %.2f, \"storing_seconds\": %.2f, \"index_seconds\": %.2f, \"index_bytes\": "
      "%lld, "
      "\"segments\": %lld}\n",
      static_cast<long long>(fill.articles), bytes, coding, storing, indexing, static_cast<long long>(state.value().bytes),
      static_cast<long long>(state.value().segments));
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (argc < 5 || (mode != "code" && mode != "texts")) return std::fprintf(stderr, "usage: waqai_fill code|texts BUNDLE ARCHIVE FILE...\n"), 2;
  return run(mode == "code", argv[2], argv[3], {argv + 4, argv + argc});
} catch (const std::exception& failure) {
  std::fprintf(stderr, "waqai_fill: %s\n", failure.what());
  return 4;
}
