// SPDX-License-Identifier: Apache-2.0
//
// waqai_reports BUNDLE FILE...: the links between the articles of FILE, without coding them: one line a link, "ID TAB ID TAB KIND TAB SHARE", and on
// standard error how many articles a second were compared.  bench/duplicates.py judges them.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/hash.h"
#include "lexicon/bundle.h"
#include "lexicon/phrases.h"
#include "pipeline/pipeline.h"
#include "pipeline/word_weights.h"
#include "story/linker.h"
#include "waqai/input.h"

namespace {

struct Entry {
  waqai::Article article;
  std::string hash;
  waqai::base::Day day = waqai::base::kNoDay;
};

int run(const std::string& bundle_path, const std::vector<std::string>& files) {
  const auto bundle = waqai::lexicon::Bundle::open(bundle_path);
  if (!bundle) return std::fprintf(stderr, "%s\n", bundle.status().to_string().c_str()), 4;
  const auto weights = waqai::pipeline::word_weights(bundle.value());
  auto book = waqai::lexicon::read_phrases(bundle.value());
  auto reader = waqai::InputReader::open(files, {});
  if (!weights || !book || !reader) return std::fprintf(stderr, "cannot read the bundle or the files\n"), 4;
  std::vector<Entry> entries;
  while (auto next = reader.value().next()) {
    if (!*next) continue;
    waqai::Article& article = next->value();
    const auto day = waqai::base::parse_iso_day(article.published);
    std::string hash = waqai::base::digest128(article.text);
    entries.push_back({std::move(article), std::move(hash), day.value_or(waqai::base::kNoDay)});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.day != b.day ? a.day < b.day : a.hash < b.hash; });
  const auto started = std::chrono::steady_clock::now();
  size_t links = 0;
  waqai::story::Linker linker(weights.value(), waqai::text::Segmenter(std::move(book).value()), [&](const waqai::story::Link& link) {
    ++links;
    std::printf("%s\t%s\t%s\t%.3f\n", entries[link.earlier].article.id.c_str(), entries[link.later].article.id.c_str(),
                waqai::story::to_string(link.kind), link.share);
  });
  for (uint32_t n = 0; n < entries.size(); ++n)
    linker.add({n, entries[n].day, entries[n].article.text, waqai::pipeline::title_bytes(entries[n].article), true});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  std::fprintf(stderr, "%zu articles, %zu links, %.2f s, %.0f articles a second\n", entries.size(), links, seconds,
               static_cast<double>(entries.size()) / seconds);
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) return std::fprintf(stderr, "usage: waqai_reports BUNDLE FILE...\n"), 2;
  return run(argv[1], {argv + 2, argv + argc});
} catch (const std::exception& failure) {
  std::fprintf(stderr, "waqai_reports: %s\n", failure.what());
  return 4;
}
