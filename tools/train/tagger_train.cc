// SPDX-License-Identifier: Apache-2.0
#include "tagger_train.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "morphology/rules.h"
#include "text/fold.h"

namespace waqai::train {
namespace {

using annot::Upos;
using morphology::Analysis;
using morphology::Candidate;
using morphology::Lattice;
using morphology::Model;
using morphology::Proclitic;
using morphology::TokenKey;

// A token with its readings and which of them are right.
struct Sample {
  Lattice lattice;            // unranked, base scores by rule
  std::vector<bool> right;    // by candidate
  std::vector<bool> bounded;  // by candidate: its clitic boundaries are right
  bool arabic = false;
  bool reachable = false;
  bool tagged = false;   // a reading has the part of speech, too
  bool alike = false;    // or one that differs by convention
  bool lemma = false;    // and the lemma
  bool verdict = false;  // at most whether it is a verb is known
};
using SampleSentence = std::vector<Sample>;

// Byte ends of the words of a reading.
std::vector<uint32_t> word_ends(const Analysis& a, const TokenKey& key, size_t size) {
  std::vector<uint32_t> ends;
  uint32_t at = 0;
  if (a.question) ends.push_back(key.offsets[++at]);
  if (a.conjunction != Proclitic::kNone) ends.push_back(key.offsets[++at]);
  if (a.prefix != Proclitic::kNone) ends.push_back(key.offsets[++at]);
  if (a.enclitic != 0) ends.push_back(key.offsets[a.stem_end]);
  ends.push_back(static_cast<uint32_t>(size));
  return ends;
}

bool same_ends(const std::vector<uint32_t>& ends, const std::vector<GoldWord>& words) {
  return ends.size() == words.size() &&
         std::equal(ends.begin(), ends.end(), words.begin(), [](uint32_t end, const GoldWord& word) { return end == word.end; });
}

// Parts of speech that treebanks use differently are one: names and nouns, particles and conjunctions, determiners and pronouns.
Upos folded(Upos upos) {
  switch (upos) {
    case Upos::kPropn:
    case Upos::kX:
      return Upos::kNoun;
    case Upos::kSconj:
    case Upos::kPart:
      return Upos::kCconj;
    case Upos::kDet:
      return Upos::kPron;
    case Upos::kAux:
      return Upos::kVerb;
    default:
      return upos;
  }
}

bool coarse_match(Upos gold, Upos found) {
  if (folded(gold) == folded(found)) return true;
  switch (gold) {
    case Upos::kNoun:
      return found == Upos::kAdp || found == Upos::kAdv || found == Upos::kDet || found == Upos::kNum;
    case Upos::kPart:
      return found == Upos::kPron || found == Upos::kAdv || found == Upos::kVerb || found == Upos::kAux;
    case Upos::kAdj:
      return found == Upos::kNum;
    default:
      return false;
  }
}

template <typename T>
int agree(T gold, T found) {
  const T none{};
  if (gold == none) return 0;
  return gold == found ? 1 : found == none ? 0 : -1;
}

int feature_match(const annot::Features& gold, const annot::Features& found, const lexicon::Cell& cell) {
  int score = agree(gold.gender, found.gender) + agree(gold.number, found.number) + agree(gold.person, found.person) +
              2 * agree(gold.aspect, found.aspect) + 2 * agree(gold.voice, found.voice);
  const uint32_t wanted = gold.grammatical_case == annot::Case::kNone ? 0 : 1u << (static_cast<uint32_t>(gold.grammatical_case) - 1);
  if (wanted != 0 && cell.cases != 0 && (cell.cases & wanted) == 0) --score;
  return score;
}

annot::Features features_of(const morphology::Analyser& analyser, const Candidate& candidate) {
  const Analysis& a = candidate.analysis;
  annot::Features f = analyser.function_features(a.lexeme);
  const lexicon::Cell cell = a.features();
  if (cell.gender != 0) f.gender = static_cast<annot::Gender>(cell.gender);
  if (cell.number != 0) f.number = static_cast<annot::Number>(cell.number);
  if (cell.person != 0) f.person = static_cast<uint8_t>(cell.person);
  f.aspect = static_cast<annot::Aspect>(cell.aspect);
  if (cell.aspect != 0) f.voice = static_cast<annot::Voice>(cell.voice);
  return f;
}

// How well a reading with right boundaries agrees with the gold stem; larger is better.
int match(const morphology::Analyser& analyser, const Candidate& candidate, const GoldToken& gold) {
  const Analysis& a = candidate.analysis;
  const size_t stem = gold.words.size() - 1 - (a.enclitic != 0 ? 1 : 0);
  const GoldWord& word = gold.words[stem];
  int score = 0;
  if (word.coarse) return coarse_match(word.upos, a.upos) ? 10 : 0;
  if (folded(word.upos) == folded(a.upos)) score += 20;
  if (word.upos == Upos::kAdp && a.upos == Upos::kSconj) score += 10;  // some treebanks tag an and hayth as prepositions
  if (word.upos == a.upos) score += 2;
  const bool lemma = a.lexeme != morphology::kNoLexeme && text::fold_key(analyser.words().lemma(a.lexeme)) == word.lemma;
  if (lemma) score += 12;
  score += feature_match(word.features, features_of(analyser, candidate), a.features());
  if (stem > 0 && a.prefix != Proclitic::kNone) {
    const Upos prefix = analyser.upos(analyser.clitics().lexeme(a.prefix));
    if (folded(prefix) == folded(gold.words[stem - 1].upos)) score += 4;
  }
  return score;
}

// Segmentation tables split function words that UD and the lexicon keep whole (li'anna): the whole one is right.
void prefer_grown(const morphology::Analyser& analyser, const GoldToken& gold, const TokenKey& key, Sample& sample) {
  for (size_t i = 0; i < sample.right.size(); ++i) {
    const Analysis& a = sample.lattice.candidates[i].analysis;
    const bool whole = a.lexeme != morphology::kNoLexeme && analyser.words().lexeme(a.lexeme).word_class == lexicon::WordClass::kFunction &&
                       a.prefix == Proclitic::kNone;
    if (!whole || sample.bounded[i] || a.spelling != 0) continue;
    const std::vector<uint32_t> ends = word_ends(a, key, gold.surface.size());
    if (ends.size() + 1 != gold.words.size()) continue;
    std::vector<uint32_t> missing;
    for (const GoldWord& word : gold.words) {
      if (std::find(ends.begin(), ends.end(), word.end) == ends.end()) missing.push_back(word.end);
    }
    if (missing.size() != 1 || missing[0] != key.offsets[a.stem_begin + 1]) continue;
    sample.right.assign(sample.right.size(), false);
    sample.right[i] = true;
    return;
  }
}

// Folded part of speech and lemma of a reading with right boundaries against the gold stem.
std::pair<bool, bool> agrees(const morphology::Analyser& analyser, const Candidate& candidate, const GoldToken& gold) {
  const Analysis& a = candidate.analysis;
  const GoldWord& word = gold.words[gold.words.size() - 1 - (a.enclitic != 0 ? 1 : 0)];
  const bool tag = word.coarse ? coarse_match(word.upos, a.upos) : folded(word.upos) == folded(a.upos);
  return {tag, a.lexeme != morphology::kNoLexeme && text::fold_key(analyser.words().lemma(a.lexeme)) == word.lemma};
}

// Where the treebank tags by another convention than ours (docs/language.md): subordinating conjunctions as prepositions, nouns and
// adjectives that stand as adverbs, numbers as adjectives.
bool by_convention(Upos gold, Upos found) {
  switch (gold) {
    case Upos::kAdp:
      return found == Upos::kSconj;
    case Upos::kAdv:
      return found == Upos::kNoun || found == Upos::kAdj;
    case Upos::kAdj:
      return found == Upos::kNum;
    default:
      return false;
  }
}

// All readings that agree with a verdict; all of them where none does.
void judge(Judged judged, Sample& sample) {
  const auto agrees = [judged](const Candidate& c) { return judged == Judged::kUnknown || is_verb(c.analysis.upos) == (judged != Judged::kNoVerb); };
  const std::vector<Candidate>& all = sample.lattice.candidates;
  sample.verdict = true;
  const bool none = std::none_of(all.begin(), all.end(), agrees);
  for (size_t i = 0; i < all.size(); ++i) sample.right[i] = none || agrees(all[i]);
}

Sample sample_of(const morphology::Tagger& tagger, const GoldToken& gold, TokenKey& key) {
  Sample sample;
  tagger.candidates(gold.surface, gold.kind, key, sample.lattice);
  const size_t count = sample.lattice.candidates.size();
  sample.arabic = gold.kind == annot::TokenKind::kWord;
  sample.right.assign(count, false);
  sample.bounded.assign(count, false);
  if (gold.words.empty()) {
    judge(gold.judged, sample);
    return sample;
  }
  int best = -1000;
  std::vector<int> scores(count, -1000);
  for (size_t i = 0; i < count; ++i) {
    const Candidate& candidate = sample.lattice.candidates[i];
    sample.bounded[i] = same_ends(word_ends(candidate.analysis, key, gold.surface.size()), gold.words);
    if (!sample.bounded[i]) continue;
    sample.reachable = true;
    scores[i] = match(tagger.analyser(), candidate, gold);
    best = std::max(best, scores[i]);
    const auto [tag, lemma] = agrees(tagger.analyser(), candidate, gold);
    sample.tagged = sample.tagged || tag;
    const Upos stem = gold.words[gold.words.size() - 1 - (candidate.analysis.enclitic != 0 ? 1 : 0)].upos;
    sample.alike = sample.alike || tag || by_convention(stem, candidate.analysis.upos);
    sample.lemma = sample.lemma || (tag && lemma);
  }
  for (size_t i = 0; i < count; ++i) sample.right[i] = !sample.reachable || scores[i] == best;
  if (gold.words[0].coarse) prefer_grown(tagger.analyser(), gold, key, sample);
  return sample;
}

std::vector<SampleSentence> samples_of(const morphology::Tagger& tagger, const std::vector<GoldSentence>& data) {
  std::vector<SampleSentence> samples;
  TokenKey key;
  for (const GoldSentence& sentence : data) {
    samples.emplace_back();
    for (const GoldToken& token : sentence) samples.back().push_back(sample_of(tagger, token, key));
  }
  return samples;
}

// Calls visit(feature) for all features of a sequence of candidates.
template <typename Visit>
void sequence_features(const morphology::Analyser& analyser, const Model& model, const std::vector<const Lattice*>& lattices,
                       const std::vector<uint16_t>& path, Visit visit) {
  const morphology::TokenShape none;
  std::vector<uint32_t> scratch;
  uint32_t first_pos = 0;
  for (size_t i = 0; i < path.size(); ++i) {
    const Lattice& lattice = *lattices[i];
    const Candidate& c = lattice.candidates[path[i]];
    morphology::base_features(analyser, lattice.shape, c, visit);
    const uint8_t verbness = model.verbness(lattices, i, scratch);
    morphology::context_features(i > 0 ? lattices[i - 1]->shape : none, i + 1 < path.size() ? lattices[i + 1]->shape : none, verbness, c, visit);
    if (i == 0) continue;
    const Candidate& before = lattices[i - 1]->candidates[path[i - 1]];
    morphology::pair_features(before, c, visit);
    morphology::triple_features(first_pos, before, c, visit);
    first_pos = before.pos;
  }
}

class Trainer {
 public:
  Trainer(const morphology::Tagger& tagger, const Model::Parts& known, const TaggerOptions& options)
      : tagger_(tagger), known_(known), options_(options), weights_(size_t{1} << options.bits, 0), sums_(weights_.size(), 0) {
    if (options.start.size() == weights_.size()) weights_ = options.start;
  }

  std::vector<int16_t> run(std::vector<SampleSentence> samples) {
    for (SampleSentence& sentence : samples) {
      for (Sample& sample : sentence) morphology::Tagger::set_priors(model(), sample.lattice);
    }
    std::vector<size_t> order(samples.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::mt19937 random(options_.seed);
    for (uint32_t epoch = 0; epoch < options_.epochs; ++epoch) {
      for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      for (const size_t at : order) step(samples[at]);
    }
    std::vector<int16_t> averaged(weights_.size());
    for (size_t i = 0; i < averaged.size(); ++i) {
      averaged[i] = static_cast<int16_t>(std::lround(static_cast<double>(weights_[i]) - static_cast<double>(sums_[i]) / static_cast<double>(steps_)));
    }
    return averaged;
  }

 private:
  // The weights so far, with what was learned before them.
  Model model() const {
    Model::Parts parts = known_;
    parts.weights = weights_;
    return Model(parts);
  }

  void step(const SampleSentence& sentence) {
    const Model model = this->model();
    lattices_.clear();
    scored_.resize(std::max(scored_.size(), sentence.size()));
    right_.clear();
    for (size_t i = 0; i < sentence.size(); ++i) {
      scored_[i] = sentence[i].lattice;
      for (Candidate& c : scored_[i].candidates) {
        morphology::base_features(tagger_.analyser(), scored_[i].shape, c, [&](uint32_t f) { c.base += model.weight(f); });
      }
      right_.push_back(sentence[i].right);
    }
    for (size_t i = 0; i < sentence.size(); ++i) lattices_.push_back(&scored_[i]);
    search_.run(tagger_.analyser(), model, lattices_, found_);
    ++steps_;
    bool all_right = true;
    for (size_t i = 0; i < sentence.size(); ++i) all_right = all_right && sentence[i].right[found_[i]];
    if (all_right) return;
    for (size_t i = 0; i < sentence.size(); ++i) {
      // Where only verdicts are known, what agrees with them stays as it is: a verdict teaches about its own word alone.
      if (!sentence[i].verdict || !right_[i][found_[i]]) continue;
      right_[i].assign(right_[i].size(), false);
      right_[i][found_[i]] = true;
    }
    search_.run(tagger_.analyser(), model, lattices_, wanted_, &right_);
    sequence_features(tagger_.analyser(), model, lattices_, wanted_, [this](uint32_t f) { update(f, 1); });
    sequence_features(tagger_.analyser(), model, lattices_, found_, [this](uint32_t f) { update(f, -1); });
  }

  void update(uint32_t feature, int direction) {
    const size_t at = feature & (weights_.size() - 1);
    const int next = weights_[at] + direction * morphology::kStep;
    if (next > 32000 || next < -32000) return;
    weights_[at] = static_cast<int16_t>(next);
    sums_[at] += static_cast<int64_t>(steps_ - 1) * direction * morphology::kStep;
  }

  const morphology::Tagger& tagger_;
  Model::Parts known_;
  TaggerOptions options_;
  std::vector<int16_t> weights_;
  std::vector<int64_t> sums_;  // of each change times the steps before it
  uint64_t steps_ = 0;
  morphology::Search search_;
  std::vector<Lattice> scored_;
  std::vector<const Lattice*> lattices_;
  std::vector<std::vector<bool>> right_;
  std::vector<uint16_t> found_;
  std::vector<uint16_t> wanted_;
};

}  // namespace

std::vector<uint8_t> estimate_priors(const morphology::Tagger& tagger, const TypeCounts& types) {
  struct Reading {
    uint32_t slot = 0;
    float weight = 0;  // by rule
  };
  constexpr size_t kSlots = size_t{1} << 16;
  std::vector<std::pair<uint32_t, std::vector<Reading>>> all;
  TokenKey key;
  Lattice lattice;
  for (const auto& [surface, count] : types) {
    tagger.candidates(surface, annot::TokenKind::kWord, key, lattice);
    std::map<uint32_t, float> readings;  // one a lemma: its best cell
    for (const Candidate& c : lattice.candidates) {
      float& weight = readings[Model::prior_slot(c.lemma, c.analysis.upos) & (kSlots - 1)];
      weight = std::max(weight, std::exp(static_cast<float>(c.base) / morphology::kStep));
    }
    all.emplace_back(count, std::vector<Reading>());
    for (const auto& [slot, weight] : readings) all.back().second.push_back({slot, weight});
  }
  std::vector<double> counts(kSlots, 1.0);
  for (int round = 0; round < 3; ++round) {
    std::vector<double> next(kSlots, 0.1);
    for (const auto& [count, readings] : all) {
      double total = 0;
      for (const Reading& r : readings) total += r.weight * counts[r.slot];
      for (const Reading& r : readings) next[r.slot] += total > 0 ? count * r.weight * counts[r.slot] / total : 0;
    }
    counts = std::move(next);
  }
  std::vector<uint8_t> priors(kSlots);
  for (size_t i = 0; i < kSlots; ++i) priors[i] = static_cast<uint8_t>(std::log2(1 + counts[i]));
  return priors;
}

std::vector<int16_t> train_tagger(const morphology::Tagger& tagger, const morphology::Model::Parts& known, const std::vector<GoldSentence>& data,
                                  const TaggerOptions& options) {
  const std::vector<SampleSentence> samples = samples_of(tagger, data);
  std::vector<int32_t> sums(size_t{1} << options.bits, 0);
  for (uint32_t run = 0; run < options.runs; ++run) {
    TaggerOptions one = options;
    one.seed = options.seed + run;
    const std::vector<int16_t> weights = Trainer(tagger, known, one).run(samples);
    for (size_t i = 0; i < sums.size(); ++i) sums[i] += weights[i];
  }
  std::vector<int16_t> mean(sums.size());
  for (size_t i = 0; i < sums.size(); ++i) mean[i] = static_cast<int16_t>(std::lround(static_cast<double>(sums[i]) / options.runs));
  return mean;
}

// A token without the right reading, for people: form, the words it should have, the parts of speech and lemmas it may have.
std::string untagged_line(const morphology::Tagger& tagger, const GoldToken& gold, const Sample& sample) {
  std::string line = gold.surface + "\t";
  for (const GoldWord& word : gold.words) {
    line.append(&word == gold.words.data() ? "" : " ").append(annot::to_string(word.upos));
    if (!word.lemma.empty()) line.append("/").append(text::key_to_utf8(word.lemma));
  }
  std::string_view before = "\t";
  for (size_t i = 0; i < sample.right.size(); ++i) {
    const Analysis& a = sample.lattice.candidates[i].analysis;
    line.append(before).append(sample.bounded[i] ? "" : "*").append(annot::to_string(a.upos));
    if (a.lexeme != morphology::kNoLexeme) line.append("/").append(tagger.analyser().words().lemma(a.lexeme));
    before = " ";
  }
  return line;
}

TaggerFigures score_tagger(const morphology::Tagger& tagger, const Model& model, const std::vector<GoldSentence>& data) {
  TaggerFigures figures;
  morphology::Search search;
  TokenKey key;
  for (const GoldSentence& gold : data) {
    std::vector<Lattice> ranked;
    std::vector<const Lattice*> lattices;
    for (const GoldToken& token : gold) {
      ranked.emplace_back();
      tagger.candidates(token.surface, token.kind, key, ranked.back());
      tagger.rank(model, ranked.back());
    }
    for (const Lattice& lattice : ranked) lattices.push_back(&lattice);
    std::vector<uint16_t> best;
    search.run(tagger.analyser(), model, lattices, best);
    for (size_t i = 0; i < gold.size(); ++i) {
      if (gold[i].kind != annot::TokenKind::kWord) continue;
      const Sample sample = sample_of(tagger, gold[i], key);
      const Candidate& chosen = ranked[i].candidates[best[i]];
      ++figures.tokens;
      figures.reachable += sample.reachable;
      figures.tagged += sample.tagged;
      figures.alike += sample.alike;
      figures.lemma += sample.lemma;
      figures.readings += sample.right.size();
      if (!sample.tagged) figures.untagged.push_back((sample.alike ? "~" : "") + untagged_line(tagger, gold[i], sample));
      const bool bounded = same_ends(word_ends(chosen.analysis, key, gold[i].surface.size()), gold[i].words);
      figures.boundaries += bounded;
      bool full = false;
      for (size_t c = 0; c < sample.right.size(); ++c) {
        const Candidate& right = sample.lattice.candidates[c];
        full = full || (bounded && sample.right[c] && right.full == chosen.full && right.lemma == chosen.lemma);
      }
      figures.full += full;
    }
  }
  return figures;
}

Coverage measure_coverage(const morphology::Tagger& tagger, const TypeCounts& types) {
  constexpr size_t kListed = 1000;
  Coverage coverage;
  TokenKey key;
  Lattice lattice;
  for (const auto& [surface, count] : types) {
    tagger.candidates(surface, annot::TokenKind::kWord, key, lattice);
    const auto lexical = std::count_if(lattice.candidates.begin(), lattice.candidates.end(), [](const Candidate& c) { return !c.analysis.guessed; });
    coverage.tokens += count;
    if (lexical == 0) coverage.unknown.emplace_back(count, surface);
    else coverage.known += count;
    coverage.readings += count * static_cast<uint64_t>(lexical);
  }
  std::sort(coverage.unknown.begin(), coverage.unknown.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  coverage.unknown.resize(std::min(kListed, coverage.unknown.size()));
  return coverage;
}

}  // namespace waqai::train
