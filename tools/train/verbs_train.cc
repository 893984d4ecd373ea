// SPDX-License-Identifier: Apache-2.0
#include "verbs_train.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "base/file.h"
#include "base/hash.h"
#include "morphology/rules.h"

namespace waqai::train {
namespace {

using morphology::Lattice;
using Tokens = std::vector<std::pair<std::string, annot::TokenKind>>;
using Verdicts = std::map<uint64_t, std::map<size_t, bool>>;  // by paragraph and token

constexpr size_t kBefore = 12;  // tokens of a piece before the word that is known
constexpr size_t kAfter = 12;
constexpr size_t kOfOneSpelling = 12;  // questions
constexpr uint64_t kLots = 6;          // one paragraph in so many is drawn from
constexpr int64_t kMargin = 6 * morphology::kStep;

Result<Verdicts> read_verdicts(const std::string& path) {
  Verdicts verdicts;
  if (path.empty()) return verdicts;
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  std::istringstream lines(bytes.value());
  for (std::string line; std::getline(lines, line);) {
    uint64_t paragraph = 0;
    size_t token = 0;
    int verb = 0;
    std::istringstream cells(line);
    if (cells >> std::hex >> paragraph >> std::dec >> token >> verb) verdicts[paragraph][token] = verb != 0;
  }
  return verdicts;
}

template <typename Visit>
Status each_paragraph(const std::string& path, Visit visit) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  const std::string_view text = bytes.value();
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    visit(text.substr(at, end - at));
    at = end + 1;
  }
  return {};
}

bool ends_sentence(const std::pair<std::string, annot::TokenKind>& token) {
  return token.first == "." || token.first == "!" || token.first == "\xd8\x9f";
}

// The tokens around `at`, inside its sentence.
std::pair<size_t, size_t> piece(const Tokens& tokens, size_t at) {
  size_t begin = at, end = at + 1;
  while (begin > 0 && at - begin < kBefore && !ends_sentence(tokens[begin - 1])) --begin;
  while (end < tokens.size() && end - at <= kAfter && !ends_sentence(tokens[end - 1])) ++end;
  return {begin, end};
}

// Searches for the best reading with and without a verb at one place.
class Margins {
 public:
  Margins(const morphology::Tagger& tagger, const morphology::Model& model) : tagger_(tagger), model_(model) {}

  void set(const Tokens& tokens) {
    lattices_.resize(tokens.size());
    for (size_t i = 0; i < tokens.size(); ++i) {
      tagger_.candidates(tokens[i].first, tokens[i].second, key_, lattices_[i]);
      tagger_.rank(model_, lattices_[i]);
    }
  }
  bool asks(size_t at) const {
    const auto known = [](bool verb) { return [verb](const auto& c) { return !c.analysis.guessed && is_verb(c.analysis.upos) == verb; }; };
    const auto& all = lattices_[at].candidates;
    return std::any_of(all.begin(), all.end(), known(true)) && std::any_of(all.begin(), all.end(), known(false));
  }
  // The score of the best reading with a verb at `at` less that of the best one without.
  int64_t verb_margin(size_t begin, size_t end, size_t at) { return score(begin, end, at, true) - score(begin, end, at, false); }

 private:
  int64_t score(size_t begin, size_t end, size_t at, bool verb) {
    sentence_.clear();
    allowed_.clear();
    for (size_t i = begin; i < end; ++i) {
      sentence_.push_back(&lattices_[i]);
      allowed_.emplace_back(lattices_[i].candidates.size(), true);
    }
    for (size_t c = 0; c < allowed_[at - begin].size(); ++c) allowed_[at - begin][c] = is_verb(lattices_[at].candidates[c].analysis.upos) == verb;
    search_.run(tagger_.analyser(), model_, sentence_, best_, &allowed_);
    return search_.score();
  }

  const morphology::Tagger& tagger_;
  const morphology::Model& model_;
  morphology::TokenKey key_;
  morphology::Search search_;
  std::vector<Lattice> lattices_;
  std::vector<const Lattice*> sentence_;
  std::vector<std::vector<bool>> allowed_;
  std::vector<uint16_t> best_;
};

std::string around(const Tokens& tokens, size_t begin, size_t end, size_t at) {
  std::string words;
  for (size_t i = begin; i < end; ++i) {
    if (!words.empty()) words += ' ';
    words += i == at ? "[" + tokens[i].first + "]" : tokens[i].first;
  }
  return words;
}

}  // namespace

Result<std::vector<GoldSentence>> read_judged_verbs(const std::string& raw, const std::string& judged) {
  std::vector<GoldSentence> pieces;
  Result<Verdicts> verdicts = read_verdicts(judged);
  if (!verdicts) return verdicts.status();
  Tokens tokens;
  Status status = each_paragraph(raw, [&](std::string_view paragraph) {
    const auto known = verdicts.value().find(base::hash64(paragraph));
    if (known == verdicts.value().end()) return;
    raw_tokens(paragraph, tokens);
    for (const auto& [token, verb] : known->second) {
      if (token >= tokens.size()) continue;
      const auto [begin, end] = piece(tokens, token);
      pieces.emplace_back();
      for (size_t i = begin; i < end; ++i) pieces.back().push_back({tokens[i].first, tokens[i].second, {}, {}});
      pieces.back()[token - begin].judged = verb ? Judged::kVerb : Judged::kNoVerb;
    }
    verdicts.value().erase(known);  // a paragraph that is printed twice counts once
  });
  if (!status) return status;
  return pieces;
}

Result<std::vector<GoldSentence>> read_marked_verbs(const std::string& path) {
  std::vector<GoldSentence> sentences;
  Tokens tokens;
  Status status = each_paragraph(path, [&](std::string_view line) {
    if (line.empty() || line[0] == '#') return;
    std::vector<Judged> marks;
    std::string plain;
    std::istringstream words{std::string(line)};
    for (std::string word; words >> word;) {
      const char mark = word.back();
      marks.push_back(mark == '*' ? Judged::kActive : mark == '^' ? Judged::kPassive : Judged::kNoVerb);
      if (marks.back() != Judged::kNoVerb) word.pop_back();
      raw_tokens(word, tokens);
      marks.resize(marks.size() - 1 + tokens.size(), Judged::kNoVerb);
      plain += (plain.empty() ? "" : " ") + word;
    }
    raw_tokens(plain, tokens);
    if (tokens.size() != marks.size()) return;
    sentences.emplace_back();
    for (size_t i = 0; i < tokens.size(); ++i) sentences.back().push_back({tokens[i].first, tokens[i].second, {}, marks[i]});
  });
  if (!status) return status;
  return sentences;
}

std::pair<uint64_t, uint64_t> score_verdicts(const morphology::Tagger& tagger, const morphology::Model& model,
                                             const std::vector<GoldSentence>& data) {
  std::pair<uint64_t, uint64_t> figures;
  morphology::Search search;
  morphology::TokenKey key;
  for (const GoldSentence& gold : data) {
    std::vector<Lattice> ranked(gold.size());
    std::vector<const Lattice*> lattices;
    for (size_t i = 0; i < gold.size(); ++i) {
      tagger.candidates(gold[i].surface, gold[i].kind, key, ranked[i]);
      tagger.rank(model, ranked[i]);
      lattices.push_back(&ranked[i]);
    }
    std::vector<uint16_t> best;
    search.run(tagger.analyser(), model, lattices, best);
    for (size_t i = 0; i < gold.size(); ++i) {
      if (gold[i].judged == Judged::kUnknown) continue;
      ++figures.first;
      figures.second += is_verb(ranked[i].candidates[best[i]].analysis.upos) == (gold[i].judged != Judged::kNoVerb);
    }
  }
  return figures;
}

Result<std::vector<VerbQuestion>> draw_verbs(const morphology::Tagger& tagger, const morphology::Model& model, const std::string& raw,
                                             const std::string& judged, size_t count) {
  const Result<Verdicts> verdicts = read_verdicts(judged);
  if (!verdicts) return verdicts.status();
  std::vector<std::pair<uint64_t, VerbQuestion>> drawn;  // by lot
  std::map<std::string, size_t> of_spelling;
  Margins margins(tagger, model);
  Tokens tokens;
  Status status = each_paragraph(raw, [&](std::string_view paragraph) {
    const uint64_t hash = base::hash64(paragraph);
    if (hash % kLots != 0 || verdicts.value().contains(hash)) return;
    raw_tokens(paragraph, tokens);
    margins.set(tokens);
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (!margins.asks(i)) continue;
      const auto [begin, end] = piece(tokens, i);
      const int64_t margin = margins.verb_margin(begin, end, i);
      if (margin > kMargin || margin < -kMargin || of_spelling[tokens[i].first]++ >= kOfOneSpelling) continue;
      const uint64_t lot = base::hash64(std::to_string(hash) + ":" + std::to_string(i));
      drawn.push_back({lot, {hash, i, margin > 0, margin, around(tokens, begin, end, i)}});
    }
  });
  if (!status) return status;
  std::sort(drawn.begin(), drawn.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<VerbQuestion> questions;
  for (size_t i = 0; i < std::min(count, drawn.size()); ++i) questions.push_back(std::move(drawn[i].second));
  return questions;
}

}  // namespace waqai::train
