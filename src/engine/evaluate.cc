// SPDX-License-Identifier: Apache-2.0
#include "waqai/evaluate.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "evaluate/measure.h"

namespace waqai {
namespace {

constexpr size_t kResamples = 1000;
constexpr uint64_t kSeed = 20261126;

using evaluate::Count;
using evaluate::Counts;
using evaluate::ScoredArticle;

// The articles in the order of their first lines.
Result<std::vector<ScoredArticle>> read_lines(const NamedText& file) {
  std::vector<ScoredArticle> articles;
  std::map<std::string, size_t> places;
  size_t number = 0;
  for (size_t at = 0; at < file.text.size();) {
    const size_t end = std::min(file.text.find('\n', at), file.text.size());
    const std::string_view line = std::string_view(file.text).substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Result<ScoredArticle> article = evaluate::read_coded(line);
    if (!article)
      return Status::error(article.status().code(), ErrorKind::kInput, article.status().message()).at(file.name + ":" + std::to_string(number));
    const auto [place, fresh] = places.emplace(article.value().id, articles.size());
    if (fresh) articles.push_back(std::move(article).value());
    else articles[place->second] = std::move(article).value();
  }
  return articles;
}

// The 95 % interval of `f1_of` over articles drawn with replacement.
template <typename F1Of>
void set_interval(const std::vector<Counts>& units, const F1Of& count_of, Estimate& estimate) {
  if (units.size() < 2) return;
  std::vector<double> values;
  values.reserve(kResamples);
  uint64_t state = kSeed;
  for (size_t k = 0; k < kResamples; ++k) {
    Count total;
    for (size_t i = 0; i < units.size(); ++i) {
      state = base::mix(state, i + 1);
      total += count_of(units[(state >> 16) % units.size()]);
    }
    values.push_back(total.f1());
  }
  std::sort(values.begin(), values.end());
  estimate.low = values[kResamples / 40];
  estimate.high = values[kResamples - 1 - kResamples / 40];
}

Estimate estimate_of(std::string name, const Count& count) {
  return {std::move(name), count.right, count.found, count.gold, count.precision(), count.recall(), count.f1()};
}

}  // namespace

Result<Evaluation> evaluate_coded(const NamedText& gold, const NamedText& coded) {
  const Result<std::vector<ScoredArticle>> want = read_lines(gold);
  if (!want) return want.status();
  const Result<std::vector<ScoredArticle>> have = read_lines(coded);
  if (!have) return have.status();
  std::map<std::string_view, const ScoredArticle*> by_id;
  for (const ScoredArticle& article : have.value()) by_id.emplace(article.id, &article);
  Evaluation result;
  std::vector<Counts> units;
  Counts total;
  for (const ScoredArticle& article : want.value()) {
    const auto found = by_id.find(article.id);
    result.missing += found == by_id.end();
    units.push_back(evaluate::measure(article, found == by_id.end() ? ScoredArticle() : *found->second));
    total += units.back();
  }
  result.articles = static_cast<int64_t>(units.size());
  for (size_t f = 0; f < evaluate::kFields; ++f) {
    result.field.push_back(estimate_of(std::string(evaluate::field_name(static_cast<evaluate::Field>(f))), total.fields[f]));
    set_interval(
        units, [f](const Counts& unit) { return unit.fields[f]; }, result.field.back());
  }
  for (const auto& [type, count] : total.types) {
    result.type.push_back(estimate_of(type, count));
    set_interval(
        units,
        [&type = type](const Counts& unit) {
          const auto at = unit.types.find(type);
          return at == unit.types.end() ? Count() : at->second;
        },
        result.type.back());
  }
  return result;
}

}  // namespace waqai
