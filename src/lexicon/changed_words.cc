// SPDX-License-Identifier: Apache-2.0
#include "lexicon/changed_words.h"

#include <algorithm>

#include "base/hash.h"

namespace waqai::lexicon {
namespace {

// Work and memory that finding the words of phrases may take, in pairs of a phrase and a possible beginning: about a second and 60 MB.
constexpr size_t kMostPairs = 30'000'000;
// Patterns, days and phrases above which most texts are touched anyway.
constexpr size_t kMostClauses = 2000;
constexpr int kMostPhraseWords = 12;  // as src/entities/matcher.cc has it

}  // namespace

Result<std::optional<ChangedWords>> ChangedWords::make(const DictionaryChanges& changes, const Touched& touched, unsigned workers, const Each& each) {
  const size_t phrases = changes.phrases.size() + changes.dated.size();
  if (phrases * (changes.known_phrases.size() + 2) > kMostPairs || phrases + changes.patterns.size() > kMostClauses)
    return std::optional<ChangedWords>();
  ChangedWords words(changes, touched);
  words.clauses_.push_back({{{0}}, {}});
  for (const auto& [phrase, spans] : changes.dated) {
    for (const DaySpan& span : spans) {
      if (std::any_of(words.days_.begin(), words.days_.end(), [&span](const auto& known) { return known.first == span; })) continue;
      words.clauses_.push_back({{{words.count_}}, {span}});
      words.days_.emplace_back(span, words.count_++);
    }
  }
  if (words.clauses_.size() > kMostClauses) return std::optional<ChangedWords>();
  words.add_patterns();
  Status status = phrases > 0 ? words.find_phrases(workers, each) : Status();
  if (!status) return status;
  return std::optional<ChangedWords>(std::move(words));
}

void ChangedWords::add_patterns() {
  first_term_ = count_;
  count_ += static_cast<uint32_t>(changes_->pattern_terms.size());
  for (const ChangedPattern& pattern : changes_->patterns) {
    WordClause& clause = clauses_.emplace_back();
    for (const std::vector<uint32_t>& terms : pattern.words) {
      std::vector<uint32_t>& labels = clause.all.emplace_back();
      for (const uint32_t term : terms) labels.push_back(first_term_ + term);
    }
  }
}

// The words of changed phrases are known by their hashes alone.  But each phrase is a known beginning and one word more, and for every beginning
// there is one hash that this word must have: the words that have such a hash are the last ones.  So on, back to the first.
Status ChangedWords::find_phrases(unsigned workers, const Each& each) {
  std::vector<uint64_t> before = changes_->known_phrases;
  before.push_back(kNamePhrase);
  before.push_back(kSectorPhrase);
  std::vector<Ending> endings;
  for (const uint64_t phrase : changes_->phrases) endings.push_back({phrase, {}, nullptr});
  for (const auto& [phrase, spans] : changes_->dated) endings.push_back({phrase, {}, &spans});
  for (int count = 0; count < kMostPhraseWords && !endings.empty(); ++count) {
    Status status = next_words(workers, each, before, endings);
    if (!status) return status;
  }
  return {};
}

// Puts what leads to each ending in its place, or, where the whole phrase is known now, into a clause.
Status ChangedWords::next_words(unsigned workers, const Each& each, const std::vector<uint64_t>& before, std::vector<Ending>& endings) {
  HashFilter possible(before.size() * endings.size());
  for (const Ending& ending : endings) {
    for (const uint64_t phrase : before) possible.add(base::unmix(phrase, ending.phrase));
  }
  struct Found {
    std::vector<uint64_t> hashes, scratch;
  };
  std::vector<Found> found(workers);
  Status status = each([&](unsigned worker, std::string_view surface) {
    Found& mine = found[worker];
    mine.scratch.clear();
    touched_->phrase_words(surface, mine.scratch);
    for (const uint64_t hash : mine.scratch) {
      if (possible.may_hold(hash)) mine.hashes.push_back(hash);
    }
  });
  if (!status) return status;
  std::vector<uint64_t> words;
  for (const Found& one : found) words.insert(words.end(), one.hashes.begin(), one.hashes.end());
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  HashFilter there(words.size());
  for (const uint64_t word : words) there.add(word);
  std::vector<Ending> next;
  for (const Ending& ending : endings) {
    for (const uint64_t phrase : before) {
      const uint64_t word = base::unmix(phrase, ending.phrase);
      if (!there.may_hold(word) || !std::binary_search(words.begin(), words.end(), word)) continue;
      const bool whole = phrase == kNamePhrase || phrase == kSectorPhrase;
      if (whole && ending.words.empty()) continue;  // a phrase of one word is found with that word
      Ending& longer = next.emplace_back(ending);
      longer.phrase = phrase;
      longer.words.push_back(label_of(word));
      if (!whole) continue;
      WordClause& clause = clauses_.emplace_back();
      for (const uint32_t label : longer.words) clause.all.push_back({label});
      if (longer.days != nullptr) clause.days = *longer.days;
      next.pop_back();
    }
  }
  endings = std::move(next);
  return {};
}

void ChangedWords::labels(std::string_view surface, std::vector<uint32_t>& out) const {
  const WordTouch touch = touched_->word(surface);
  if (touch.touched) out.push_back(0);
  for (const DaySpan& span : touch.dated) {
    const auto known = std::find_if(days_.begin(), days_.end(), [&span](const auto& one) { return one.first == span; });
    out.push_back(known == days_.end() ? 0 : known->second);
  }
  for (const uint32_t term : touch.terms) out.push_back(first_term_ + term);
  if (phrase_words_.empty()) return;
  std::vector<uint64_t> hashes;
  touched_->phrase_words(surface, hashes);
  for (const uint64_t hash : hashes) {
    const auto word = phrase_words_.find(hash);
    if (word != phrase_words_.end()) out.push_back(word->second);
  }
}

}  // namespace waqai::lexicon
