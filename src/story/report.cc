// SPDX-License-Identifier: Apache-2.0
#include "story/report.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/hash.h"
#include "text/fold.h"

namespace waqai::story {
namespace {

constexpr size_t kRun = 5;            // words of a run
constexpr uint64_t kOneRunIn = 4;     // so many runs give one feature; chosen by hash, so both articles choose the same
constexpr size_t kLeastSentence = 4;  // words of a sentence that is a feature
constexpr size_t kLede = 60;          // words of the body whose stems count in full
constexpr uint32_t kRareStem = 60;    // tenths of a bit: stems that count further down, by a third

bool counts(text::TokenKind kind) { return kind == text::TokenKind::kWord || kind == text::TokenKind::kNumber || kind == text::TokenKind::kLatin; }

}  // namespace

ReportText ReportReader::read(std::string_view text, uint32_t title_bytes) {
  ReportText& report = report_;
  report.letters.clear();
  report.words.clear();
  report.sentences.clear();
  report.runs.clear();
  report.matter.clear();
  segmenter_.segment(text, title_bytes, segmentation_);
  for (const text::RawSentence& sentence : segmentation_.sentences) {
    if (sentence.kind != text::SentenceKind::kBody) continue;
    ReportSentence in = {0, static_cast<uint32_t>(report.words.size()), 0};
    for (uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      const text::RawToken& token = segmentation_.tokens[t];
      // A dateline comes and goes with the outlet.
      if (!counts(token.kind) || sentence.dateline.contains(token.span)) continue;
      const std::string key = text::fold_key(token.span.of(text));
      if (key.empty()) continue;
      const auto begin = static_cast<uint32_t>(report.letters.size());
      report.letters += key;
      report.words.push_back({base::hash64(skeleton(key)), begin, static_cast<uint32_t>(report.letters.size())});
      in.hash = base::mix(in.hash, report.words.back().hash);
    }
    in.end = static_cast<uint32_t>(report.words.size());
    if (in.end > in.begin) report.sentences.push_back(in);
  }
  add_runs(report);
  add_matter(text, report);
  return report;
}

void ReportReader::add_runs(ReportText& report) const {
  for (const ReportSentence& sentence : report.sentences) {
    if (sentence.end - sentence.begin >= kLeastSentence) report.runs.push_back(sentence.hash);
    for (size_t w = sentence.begin; w + kRun <= sentence.end; ++w) {
      uint64_t run = 1;
      for (size_t i = w; i < w + kRun; ++i) run = base::mix(run, report.words[i].hash);
      if (run % kOneRunIn == 0) report.runs.push_back(run);
    }
  }
  std::sort(report.runs.begin(), report.runs.end());
  report.runs.erase(std::unique(report.runs.begin(), report.runs.end()), report.runs.end());
}

void ReportReader::add_matter(std::string_view text, ReportText& report) const {
  std::vector<Feature>& matter = report.matter;
  const auto add = [&](std::string_view key, bool in_full) {
    const bool digits = has_digit(key);
    if (key.size() < 2 || (!digits && key.size() < 3)) return;
    const uint64_t hash = base::hash64(light_stem(key));
    const uint32_t weight = digits ? WordWeights::kNumber : weights_->of(hash);
    if (in_full) matter.push_back({hash, weight});
    else if (!digits && weight >= kRareStem) matter.push_back({hash, weight / 3});
  };
  for (const text::RawSentence& sentence : segmentation_.sentences) {
    if (sentence.kind != text::SentenceKind::kTitle) continue;
    for (uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      if (counts(segmentation_.tokens[t].kind)) add(text::fold_key(segmentation_.tokens[t].span.of(text)), true);
    }
  }
  for (size_t w = 0; w < report.words.size(); ++w) add(report.folded(report.words[w]), w < kLede);
  // One entry a stem, with its greatest weight.
  std::sort(matter.begin(), matter.end(), [](const Feature& a, const Feature& b) { return a.key != b.key ? a.key < b.key : a.weight > b.weight; });
  matter.erase(std::unique(matter.begin(), matter.end(), [](const Feature& a, const Feature& b) { return a.key == b.key; }), matter.end());
  double squares = 0;
  for (const Feature& feature : matter) squares += static_cast<double>(feature.weight) * feature.weight;
  report.matter_length = std::sqrt(squares);
}

std::vector<Feature> words_of_sentence(std::string_view sentence, const WordWeights& weights) {
  std::vector<Feature> words;
  for (const std::string& key : folded_words(sentence)) {
    const bool digits = has_digit(key);
    if (key.size() < (digits ? 2 : 3)) continue;
    const uint64_t hash = base::hash64(light_stem(key));
    words.push_back({hash, digits ? WordWeights::kNumber : weights.of(hash)});
  }
  std::sort(words.begin(), words.end(), [](const Feature& a, const Feature& b) { return a.key < b.key; });
  words.erase(std::unique(words.begin(), words.end(), [](const Feature& a, const Feature& b) { return a.key == b.key; }), words.end());
  return words;
}

double shared_weight(const std::vector<Feature>& a, const std::vector<Feature>& b) {
  const auto total = [](const std::vector<Feature>& words) {
    return std::accumulate(words.begin(), words.end(), 0.0, [](double sum, const Feature& word) { return sum + word.weight; });
  };
  double both = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].key == b[j].key) both += a[i].weight;
    const bool left = a[i].key <= b[j].key, right = b[j].key <= a[i].key;
    i += left;
    j += right;
  }
  const double least = std::min(total(a), total(b));
  return least > 0 ? both / least : 0;
}

}  // namespace waqai::story
