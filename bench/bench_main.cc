// SPDX-License-Identifier: Apache-2.0
//
// waqai_bench: what each stage costs on real articles, on one core.
//
//   waqai_bench [--bundle FILE] [--repeat N] [--limit N] FILE.jsonl[.gz]...
//
// Reads the articles N times (default 3), one after another in bounded memory as the program does, and prints one JSON object: per stage and for the
// whole the median CPU seconds, whitespace words a second and megabytes (UTF-8, 10^6 bytes) of article text a second; peak memory of the process;
// time to open the bundle and to code a first article.  bench/compare.py compares two builds.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lexicon/bundle.h"
#include "pipeline/pipeline.h"
#include "waqai/engine.h"
#include "waqai/input.h"
#include "waqai/output.h"

namespace waqai {
namespace {

struct Options {
  std::string bundle = default_bundle_path();
  int repeat = 3;
  long limit = 0;  // articles; 0: all
  std::vector<std::string> paths;
};

// CPU seconds of this thread.
double cpu_now() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// CPU seconds by stage, in the order in which stages first ended.
class StageTimes {
 public:
  void start() { last_ = cpu_now(); }
  void ended(std::string_view stage) {
    const double now = cpu_now();
    auto found = std::find_if(rows_.begin(), rows_.end(), [stage](const auto& row) { return row.first == stage; });
    if (found == rows_.end()) found = rows_.insert(rows_.end(), {std::string(stage), 0.0});
    found->second += now - last_;
    last_ = cpu_now();
  }
  const std::vector<std::pair<std::string, double>>& rows() const { return rows_; }

 private:
  std::vector<std::pair<std::string, double>> rows_;
  double last_ = 0;
};

struct Volume {
  long articles = 0;
  long words = 0;
  long bytes = 0;
  long events = 0;
  long written = 0;  // bytes of JSON
};

long count_words(std::string_view text) {
  long words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
    words += inside && blank;
    inside = !blank;
  }
  return words + inside;
}

// One pass over the input.  Articles that are rejected count as nothing.
Status run_once(const Options& options, const pipeline::Pipeline& pipeline, StageTimes& times, Volume& volume) {
  Result<InputReader> reader = InputReader::open(options.paths, {});
  if (!reader) return reader.status();
  pipeline::Pipeline::Scratch scratch = pipeline.new_scratch();
  scratch.after_stage = [&times](std::string_view stage) { times.ended(stage); };
  while (options.limit == 0 || volume.articles < options.limit) {
    times.start();
    std::optional<Result<Article>> item = reader.value().next();
    (void)reader.value().take_warnings();
    times.ended("read");
    if (!item) break;
    if (!*item) {
      if (item->status().kind() == ErrorKind::kInput) return item->status();
      continue;
    }
    ++volume.articles;
    volume.words += count_words(item->value().text);
    volume.bytes += static_cast<long>(item->value().text.size());
    times.start();
    const Result<CodedArticle> coded = pipeline.code(std::move(*item).value(), scratch);
    if (!coded) continue;
    volume.events += static_cast<long>(coded.value().events.size());
    times.start();
    volume.written += static_cast<long>(to_jsonl(coded.value()).size());
    times.ended("write");
  }
  return {};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string row_json(const std::string& name, const std::vector<double>& seconds, const Volume& volume) {
  const double cost = median(seconds);
  const double safe = cost > 0 ? cost : 1e-9;
  std::string each;
  char text[256];
  for (const double value : seconds) {
    std::snprintf(text, sizeof text, "%s%.4f", each.empty() ? "" : ", ", value);
    each += text;
  }
  std::snprintf(text, sizeof text,
                "{\"name\": \"%s\", \"cpu_seconds\": %.4f, \"words_per_second\": %.0f, \"megabytes_per_second\": %.3f, \"microseconds_per_word\": "
                "%.3f, \"runs\": [",
                name.c_str(), cost, static_cast<double>(volume.words) / safe, 1e-6 * static_cast<double>(volume.bytes) / safe,
                1e6 * cost / std::max(1.0, static_cast<double>(volume.words)));
  return text + each + "]}";
}

// Milliseconds of wall time since `from`.
double milliseconds_since(std::chrono::steady_clock::time_point from) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count();
}

void print_report(const Options& options, const Volume& volume, const std::vector<StageTimes>& runs, std::pair<double, double> start_up) {
  std::vector<double> whole(runs.size(), 0.0);
  std::string stages;
  for (size_t stage = 0; stage < runs.front().rows().size(); ++stage) {
    std::vector<double> seconds;
    for (size_t run = 0; run < runs.size(); ++run) {
      seconds.push_back(runs[run].rows()[stage].second);
      whole[run] += seconds.back();
    }
    stages += (stages.empty() ? "\n  " : ",\n  ") + row_json(runs.front().rows()[stage].first, seconds, volume);
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "{\"program\": \"waqai %s\", \"repeats\": %d, \"articles\": %ld, \"words\": %ld, \"bytes\": %ld, \"events\": %ld, \"json_bytes\": %ld,\n "
      "\"open_ms\": %.2f, \"first_article_ms\": %.2f, "
      "\"peak_memory_mb\": %.1f,\n \"stages\": [%s],\n \"whole\": %s}\n",
      version().c_str(), options.repeat, volume.articles, volume.words, volume.bytes, volume.events, volume.written, start_up.first, start_up.second,
      static_cast<double>(usage.ru_maxrss) / 1024, stages.c_str(), row_json("whole", whole, volume).c_str());
}

int fail(const std::string& message) {
  std::fprintf(stderr, "waqai_bench: %s\n", message.c_str());
  return 2;
}

std::optional<Options> read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const bool takes_value = word == "--bundle" || word == "--repeat" || word == "--limit";
    if (takes_value && i + 1 == argc) return std::nullopt;
    if (word == "--bundle") options.bundle = argv[++i];
    else if (word == "--repeat") options.repeat = static_cast<int>(std::strtol(argv[++i], nullptr, 10));
    else if (word == "--limit") options.limit = std::strtol(argv[++i], nullptr, 10);
    else options.paths.push_back(word);
  }
  if (options.paths.empty() || options.repeat < 1 || options.limit < 0) return std::nullopt;
  return options;
}

int run(const Options& options) {
  const auto begin = std::chrono::steady_clock::now();
  const Result<lexicon::Bundle> bundle = lexicon::Bundle::open(options.bundle);
  if (!bundle) return fail(bundle.status().to_string());
  const Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(bundle.value());
  if (!pipeline) return fail(pipeline.status().to_string());
  const double open_ms = milliseconds_since(begin);
  Options one = options;
  one.limit = 1;
  StageTimes warm_up;
  Volume ignored;
  Status status = run_once(one, pipeline.value(), warm_up, ignored);
  const double first_ms = milliseconds_since(begin);
  std::vector<StageTimes> runs;
  Volume volume;
  for (int i = 0; status && i < options.repeat; ++i) {
    volume = {};
    status = run_once(options, pipeline.value(), runs.emplace_back(), volume);
  }
  if (!status) return fail(status.to_string());
  print_report(options, volume, runs, {open_ms, first_ms});
  return 0;
}

}  // namespace
}  // namespace waqai

int main(int argc, char** argv) {
  const std::optional<waqai::Options> options = waqai::read_options(argc, argv);
  if (!options) return waqai::fail("usage: waqai_bench [--bundle FILE] [--repeat N] [--limit N] FILE.jsonl[.gz]...");
  return waqai::run(*options);
}
