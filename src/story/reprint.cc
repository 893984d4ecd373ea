// SPDX-License-Identifier: Apache-2.0
#include "story/reprint.h"

#include <algorithm>
#include <unordered_map>

namespace waqai::story {
namespace {

constexpr size_t kLeastWords = 12;     // a text shorter than that is no report to compare
constexpr double kHeld = 0.7;          // share of the shorter text that must stand in the longer
constexpr double kNear = 0.8;          // share of the longer text from which the two are near
constexpr double kVersionShare = 0.5;  // share of common words from which two sentences are versions of one
constexpr double kCutSentence = 0.8;   // share of the shorter sentence's words from which it is the other, cut
constexpr double kSafelyHeld = 0.9;    // below, numbers that only the shorter text has speak against it
constexpr double kFewRuns = 0.2;
constexpr size_t kLongestSentence = 160;  // words that are aligned; the rest counts as it stands

using Words = std::vector<const ReportWord*>;

Words words_of(const ReportText& report, const ReportSentence& sentence) {
  Words words;
  const size_t end = std::min<size_t>(sentence.end, sentence.begin + kLongestSentence);
  for (size_t w = sentence.begin; w < end; ++w) words.push_back(&report.words[w]);
  return words;
}

// One text beside another, sentence by sentence.
class Comparison {
 public:
  Comparison(const ReportText& shorter, const ReportText& longer, const WordWeights& weights) : short_(shorter), long_(longer), weights_(weights) {}

  // Words of the shorter text that the longer holds; nothing where a fact differs.
  std::optional<size_t> held() {
    match_equal();
    size_t words = 0;
    for (size_t s = 0; s < short_.sentences.size(); ++s) {
      const ReportSentence& sentence = short_.sentences[s];
      if (matched_short_[s]) {
        words += sentence.end - sentence.begin;
        continue;
      }
      const std::optional<size_t> part = held_in_like_sentence(sentence);
      if (!part) return std::nullopt;
      words += *part;
      if (*part == 0) open_.push_back(&sentence);
    }
    return words;
  }

  // Whether a sentence that the longer text lacks has a number that the longer text lacks.
  bool has_own_number() const {
    std::vector<uint64_t> numbers;
    for (const ReportWord& word : long_.words) {
      if (long_.is_number(word)) numbers.push_back(word.hash);
    }
    for (const ReportSentence* sentence : open_) {
      for (size_t w = sentence->begin; w < sentence->end; ++w) {
        const ReportWord& word = short_.words[w];
        if (short_.is_number(word) && std::find(numbers.begin(), numbers.end(), word.hash) == numbers.end()) return true;
      }
    }
    return false;
  }

 private:
  void match_equal() {
    std::unordered_map<uint64_t, std::vector<size_t>> by_hash;
    for (size_t s = 0; s < long_.sentences.size(); ++s) by_hash[long_.sentences[s].hash].push_back(s);
    matched_short_.assign(short_.sentences.size(), false);
    matched_long_.assign(long_.sentences.size(), false);
    for (size_t s = 0; s < short_.sentences.size(); ++s) {
      const auto found = by_hash.find(short_.sentences[s].hash);
      if (found == by_hash.end()) continue;
      matched_short_[s] = true;
      for (const size_t other : found->second) matched_long_[other] = true;
    }
  }

  static size_t common(const ReportText& a, const ReportSentence& x, const ReportText& b, const ReportSentence& y) {
    std::vector<uint64_t> left, right;
    for (size_t w = x.begin; w < x.end; ++w) left.push_back(a.words[w].hash);
    for (size_t w = y.begin; w < y.end; ++w) right.push_back(b.words[w].hash);
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    size_t count = 0;
    for (size_t i = 0, j = 0; i < left.size() && j < right.size();) {
      if (left[i] == right[j]) {
        ++count;
        ++i;
        ++j;
      } else if (left[i] < right[j]) ++i;
      else ++j;
    }
    return count;
  }

  // Words of `sentence` that its likest sentence of the longer text holds; 0 where none is like it; nothing where the likest says another thing.
  std::optional<size_t> held_in_like_sentence(const ReportSentence& sentence) const {
    const size_t size = sentence.end - sentence.begin;
    size_t best = 0;
    const ReportSentence* likest = nullptr;
    for (size_t s = 0; s < long_.sentences.size(); ++s) {
      if (matched_long_[s]) continue;
      const size_t count = common(short_, sentence, long_, long_.sentences[s]);
      if (count > best) {
        best = count;
        likest = &long_.sentences[s];
      }
    }
    if (likest == nullptr || size < 3) return 0;
    const size_t other = likest->end - likest->begin;
    const bool cut = static_cast<double>(best) >= kCutSentence * static_cast<double>(std::min(size, other));
    const bool version = static_cast<double>(best) >= kVersionShare * static_cast<double>(std::max(size, other));
    if (!cut && !version) return 0;
    if (!agrees(words_of(short_, sentence), words_of(long_, *likest))) return version ? std::nullopt : std::optional<size_t>(0);
    // Of a sentence that was joined from two, what the other has is held; of a respelt or cut one, everything.
    return cut && size <= other ? size : best;
  }

  // A number is its own skeleton, and no other word's.
  static bool same(const ReportWord& a, const ReportWord& b) { return a.hash == b.hash; }

  // Two words in the place of each other.
  bool respelt(const ReportWord& a, const ReportWord& b) const {
    const std::string_view left = short_.folded(a), right = long_.folded(b);
    if (has_digit(left) || has_digit(right)) return left == right;
    if (weights_.is_fact(left) || weights_.is_fact(right)) return false;
    return may_be_respelt(left, right);
  }

  // Aligns two sentences by their longest common run of words in order: true where nothing stands in the place of another thing.
  bool agrees(const Words& a, const Words& b) const {
    std::vector<std::vector<uint16_t>> longest(a.size() + 1, std::vector<uint16_t>(b.size() + 1, 0));
    for (size_t i = a.size(); i-- > 0;) {
      for (size_t j = b.size(); j-- > 0;) {
        longest[i][j] = same(*a[i], *b[j]) ? static_cast<uint16_t>(longest[i + 1][j + 1] + 1) : std::max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    size_t i = 0, j = 0;
    bool first = true;
    while (i < a.size() || j < b.size()) {
      const size_t from_i = i, from_j = j;
      while (i < a.size() && j < b.size() ? !same(*a[i], *b[j]) : i < a.size() || j < b.size()) {
        if (j >= b.size() || (i < a.size() && longest[i + 1][j] >= longest[i][j + 1])) ++i;
        else ++j;
      }
      const bool last = i >= a.size() && j >= b.size();
      // What stands before the first or after the last common word may be another sentence's.
      if (!gap_agrees({a.begin() + static_cast<std::ptrdiff_t>(from_i), a.begin() + static_cast<std::ptrdiff_t>(i)},
                      {b.begin() + static_cast<std::ptrdiff_t>(from_j), b.begin() + static_cast<std::ptrdiff_t>(j)}, first || last)) {
        return false;
      }
      first = false;
      ++i;
      ++j;
    }
    return true;
  }

  bool gap_agrees(const Words& a, const Words& b, bool at_edge) const {
    if (a.empty() || b.empty()) return true;
    if (a.size() == b.size()) {
      bool all = true;
      for (size_t i = 0; i < a.size(); ++i) all = all && respelt(*a[i], *b[i]);
      return all;
    }
    // Of different length: a respelt name with a word more or less, at the edge also a cut.
    if (at_edge && std::max(a.size(), b.size()) > 3) return true;
    const Words& few = a.size() < b.size() ? a : b;
    for (const ReportWord* word : few) {
      const bool found = std::any_of((&few == &a ? b : a).begin(), (&few == &a ? b : a).end(),
                                     [&](const ReportWord* other) { return &few == &a ? respelt(*word, *other) : respelt(*other, *word); });
      if (!found) return false;
    }
    return true;
  }

  const ReportText& short_;
  const ReportText& long_;
  const WordWeights& weights_;
  std::vector<bool> matched_short_, matched_long_;
  std::vector<const ReportSentence*> open_;
};

}  // namespace

const char* to_string(ReprintKind kind) { return kind == ReprintKind::kSame ? "same" : kind == ReprintKind::kNear ? "near" : "part"; }

bool may_be_reprints(const ReportText& a, const ReportText& b, size_t shared_runs) {
  const size_t fewer = std::min(a.runs.size(), b.runs.size());
  return shared_runs > 0 && static_cast<double>(shared_runs) >= kFewRuns * static_cast<double>(fewer);
}

std::optional<Reprint> compare_reports(const ReportText& a, const ReportText& b, const WordWeights& weights) {
  // Of two of one length, order by content, so that the answer does not depend on the order of arguments.
  const bool a_first = a.words.size() != b.words.size() ? a.words.size() < b.words.size() : a.letters <= b.letters;
  const ReportText& shorter = a_first ? a : b;
  const ReportText& longer = a_first ? b : a;
  if (shorter.words.size() < kLeastWords) return std::nullopt;
  Comparison comparison(shorter, longer, weights);
  const std::optional<size_t> held = comparison.held();
  if (!held) return std::nullopt;
  const double share = static_cast<double>(*held) / static_cast<double>(shorter.words.size());
  if (share < kHeld || (share < kSafelyHeld && comparison.has_own_number())) return std::nullopt;
  if (*held == longer.words.size() && *held == shorter.words.size()) return Reprint{ReprintKind::kSame, 1.0};
  const bool near = static_cast<double>(*held) >= kNear * static_cast<double>(longer.words.size());
  return Reprint{near ? ReprintKind::kNear : ReprintKind::kPart, share};
}

}  // namespace waqai::story
