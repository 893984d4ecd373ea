// SPDX-License-Identifier: Apache-2.0
#include "voice_train.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <unordered_map>

#include "base/file.h"
#include "base/hash.h"
#include "morphology/voice.h"

namespace waqai::train {
namespace {

using lexicon::Cell;
using morphology::Lattice;
using morphology::Model;
using morphology::Reading;

constexpr size_t kWeights = size_t{1} << 18;
constexpr size_t kPriors = size_t{1} << 14;
constexpr uint32_t kFolds = 5;
constexpr double kGoldWeight = 4;  // of a treebank verb against one of raw text
constexpr uint32_t kEpochs = 3;
constexpr double kThreshold = 0.4;    // of the probability of a passive: as many are missed as are found wrongly
constexpr size_t kRawLines = 120000;  // paragraphs of raw text that are read
constexpr double kPriorStep = 0.5;    // log odds of one step of a prior
// Set for instances that do not come from a treebank, by kind: their share of passives is another.
enum Domain : uint32_t { kSpelled = 0x5eed5eed, kMarked = 0x5eed5eee };
constexpr uint32_t kOfOneLemma = 15;  // questions
constexpr size_t kWordsBefore = 9;    // shown with a question
constexpr size_t kWordsAfter = 12;

struct Seen {
  std::vector<uint32_t> features;
  double offset = 0;  // log odds
};

struct Instance {
  Seen seen;
  uint32_t lemma = 0;
  bool passive = false;
  bool gold = false;
  uint32_t fold = 0;
};

// Ranked lattices of tokens, and all candidates of them, kept by surface.
class Lattices {
 public:
  Lattices(const morphology::Tagger& tagger, const Model& model) : tagger_(tagger), model_(model) {}

  struct Entry {
    Lattice ranked;
    Lattice all;
  };
  const Entry& get(const std::string& surface, annot::TokenKind kind) {
    std::unique_ptr<Entry>& entry = entries_[surface];
    if (entry == nullptr) {
      entry = std::make_unique<Entry>();
      tagger_.candidates(surface, kind, key_, entry->all);
      entry->ranked = entry->all;
      tagger_.rank(model_, entry->ranked);
    }
    return *entry;
  }

 private:
  const morphology::Tagger& tagger_;
  const Model& model_;
  morphology::TokenKey key_;
  std::unordered_map<std::string, std::unique_ptr<Entry>> entries_;
};

class VoiceTrainer {
 public:
  VoiceTrainer(const morphology::Tagger& tagger, const Model& model)
      : tagger_(tagger), model_(model), lattices_(tagger, model), priors_(kPriors, 0) {}

  Result<VoiceWeights> run(const std::vector<GoldSentence>& treebank, const VoiceSources& sources, VoiceFigures& figures) {
    if (Status status = read_judged(sources.judged); !status) return status;
    const std::string& raw = sources.raw;
    std::string text;
    if (!raw.empty()) {
      Result<std::string> bytes = base::read_file(raw);
      if (!bytes) return bytes.status();
      text = std::move(bytes).value();
    }
    for (int round = 0; round < 2; ++round) {
      instances_.clear();
      from_treebank(treebank);
      if (!text.empty()) from_raw(text);
      weights_ = fit(kFolds);
      if (round == 0 && !text.empty()) set_priors(text);
    }
    cross_validate(figures);
    weights_ = fit(kFolds);
    weights_[morphology::kVoiceBias & (kWeights - 1)] -= std::log(kThreshold / (1 - kThreshold));
    VoiceWeights out;
    out.priors = priors_;
    for (const double w : weights_)
      out.weights.push_back(static_cast<int16_t>(std::clamp(std::lround(w * morphology::kVoiceScale), -32000L, 32000L)));
    return out;
  }

  Result<std::vector<VoiceQuestion>> draw(const VoiceSources& sources, size_t count) {
    if (Status status = read_judged(sources.judged); !status) return status;
    const Result<std::string> text = base::read_file(sources.raw);
    if (!text) return text.status();
    std::vector<std::pair<uint64_t, VoiceQuestion>> certain, uncertain;  // by lots
    std::map<uint32_t, uint32_t> of_lemma;
    each_raw_verb(text.value(), [&](const Reading& reading, size_t i) {
      if (morphology::voice_twin(reading, i) == morphology::kNoTwin || judged_.contains({line_, i})) return;
      const uint64_t lot = base::hash64(std::to_string(line_) + ":" + std::to_string(i));
      if (lot % 3 != 0) return;  // from the whole text
      const double p = model_probability(reading, i);
      if (of_lemma[reading.candidate(i).lemma]++ >= kOfOneLemma) return;
      (p > 0.1 && p < 0.9 ? uncertain : certain).push_back({lot, {line_, i, p, around(reading, i)}});
    });
    std::vector<VoiceQuestion> drawn;
    for (auto* group : {&uncertain, &certain}) {
      std::sort(group->begin(), group->end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      const size_t share = group == &uncertain ? count / 2 : count - drawn.size();
      for (size_t i = 0; i < std::min(share, group->size()); ++i) drawn.push_back(std::move((*group)[i].second));
    }
    return drawn;
  }

 private:
  double model_probability(const Reading& reading, size_t at) {
    const int32_t told = morphology::voice_features(reading, at, model_.voice_prior(reading.candidate(at).lemma), features_);
    double score = told;
    for (const uint32_t f : features_) score += model_.voice_weight(f);
    return 1 / (1 + std::exp(-score / morphology::kVoiceScale));
  }

  std::string around(const Reading& reading, size_t at) const {
    std::string words;
    for (size_t i = at > kWordsBefore ? at - kWordsBefore : 0; i < std::min(reading.size(), at + kWordsAfter); ++i) {
      if (!words.empty()) words += ' ';
      words += i == at ? "[" + (*surfaces_)[i].first + "]" : (*surfaces_)[i].first;
    }
    return words;
  }

  // Rows "hash of the paragraph, token, 0 or 1".
  Status read_judged(const std::string& path) {
    if (path.empty()) return {};
    const Result<std::string> bytes = base::read_file(path);
    if (!bytes) return bytes.status();
    std::istringstream lines(bytes.value());
    for (std::string line; std::getline(lines, line);) {
      uint64_t hash = 0;
      size_t token = 0;
      int passive = 0;
      std::istringstream cells(line);
      if (cells >> std::hex >> hash >> std::dec >> token >> passive) judged_[{hash, token}] = passive != 0;
    }
    return {};
  }

  // ---- sentences ----

  // Reads a sentence of tokens; the reading is good until the next call.  `path`: what an earlier call chose, or where to keep it.
  Reading read(const std::vector<std::pair<std::string, annot::TokenKind>>& tokens, std::vector<uint16_t>* path = nullptr) {
    entries_.clear();
    ranked_.clear();
    for (const auto& [surface, kind] : tokens) {
      entries_.push_back(&lattices_.get(surface, kind));
      ranked_.push_back(&entries_.back()->ranked);
    }
    if (path != nullptr && path->size() == tokens.size()) {
      chosen_ = *path;
    } else {
      search_.run(tagger_.analyser(), model_, ranked_, chosen_);
      if (path != nullptr) *path = chosen_;
    }
    return {&tagger_.analyser(), &ranked_, &chosen_};
  }

  bool is_verb(const Reading& reading, size_t at) const {
    const Cell cell = reading.analysis(at).features();
    return reading.analysis(at).upos == annot::Upos::kVerb && !reading.analysis(at).guessed && cell.voice != 0 && cell.moods != lexicon::kImperative;
  }

  // Features and what grammar says.
  Seen see(const Reading& reading, size_t at) const {
    Seen seen;
    seen.offset = morphology::voice_features(reading, at, priors_[reading.candidate(at).lemma & (kPriors - 1)], seen.features) /
                  static_cast<double>(morphology::kVoiceScale);
    return seen;
  }

  void from_treebank(const std::vector<GoldSentence>& treebank) {
    std::vector<std::pair<std::string, annot::TokenKind>> tokens;
    for (uint32_t s = 0; s < treebank.size(); ++s) {
      tokens.clear();
      for (const GoldToken& token : treebank[s]) tokens.emplace_back(token.surface, token.kind);
      const Reading reading = read(tokens);
      for (size_t i = 0; i < tokens.size(); ++i) {
        if (!is_verb(reading, i) || morphology::voice_twin(reading, i) == morphology::kNoTwin) continue;
        const Judged judged = treebank[s][i].judged;
        if (judged == Judged::kActive || judged == Judged::kPassive)
          instances_.push_back({see(reading, i), reading.candidate(i).lemma, judged == Judged::kPassive, true, s % kFolds});
        const auto verb = std::find_if(treebank[s][i].words.begin(), treebank[s][i].words.end(),
                                       [](const GoldWord& w) { return w.features.voice != annot::Voice::kNone; });
        if (verb == treebank[s][i].words.end() || (verb->upos != annot::Upos::kVerb && verb->upos != annot::Upos::kAux)) continue;
        instances_.push_back({see(reading, i), reading.candidate(i).lemma, verb->features.voice == annot::Voice::kPass, true, s % kFolds});
      }
    }
  }

  // Does the spelling alone tell the voice, of a verb that has both?
  bool tells_voice(const Reading& reading, size_t at) const {
    const lexicon::Lexeme& lexeme = tagger_.analyser().words().lexeme(reading.analysis(at).lexeme);
    if ((lexeme.verb_flags & lexicon::kTransitive) == 0 || morphology::voice_twin(reading, at) != morphology::kNoTwin) return false;
    const std::vector<morphology::Candidate>& all = entries_[at]->all.candidates;
    const Cell own = reading.analysis(at).features();
    return std::none_of(all.begin(), all.end(), [&](const morphology::Candidate& c) {
      const Cell cell = c.analysis.features();
      return c.analysis.upos == annot::Upos::kVerb && c.analysis.spelling <= 1 && cell.voice != own.voice;
    });
  }

  template <typename Visit>
  void each_raw_verb(const std::string& text, Visit visit) {
    std::vector<std::pair<std::string, annot::TokenKind>> tokens;
    paths_.resize(kRawLines);
    size_t count = 0;
    for (size_t at = 0; at < text.size() && count < kRawLines; ++count) {
      const size_t end = std::min(text.find('\n', at), text.size());
      line_ = base::hash64(std::string_view(text).substr(at, end - at));
      raw_tokens(std::string_view(text).substr(at, end - at), tokens);
      at = end + 1;
      surfaces_ = &tokens;
      const Reading reading = read(tokens, &paths_[count]);
      marked_.clear();
      for (const auto& token : tokens) marked_.push_back(token.first.find("\xd9\x8f") != std::string::npos);  // damma
      for (size_t i = 0; i < tokens.size(); ++i) {
        if (is_verb(reading, i)) visit(reading, i);
      }
    }
  }

  // Verbs that were judged, and those whose spelling or vowel marks tell the voice.
  void from_raw(const std::string& text) {
    each_raw_verb(text, [&](const Reading& reading, size_t i) {
      const bool ambiguous = morphology::voice_twin(reading, i) != morphology::kNoTwin;
      const auto judged = judged_.find({line_, i});
      const bool known = ambiguous && judged != judged_.end();
      if (!known && !tells_voice(reading, i)) return;
      Instance instance{see(reading, i), reading.candidate(i).lemma, reading.analysis(i).features().voice == lexicon::kPassive, known, kFolds};
      if (known) {
        instance.passive = judged->second;
        instance.fold = static_cast<uint32_t>(line_ % kFolds);
      } else {
        instance.seen.features.push_back(marked_[i] ? kMarked : kSpelled);
      }
      instances_.push_back(std::move(instance));
    });
  }

  // How often each verb of ambiguous spelling is passive, as the weights so far see it, and how often each verb has an object.
  void set_priors(const std::string& text) {
    struct Counts {
      double passive = 0, ambiguous = 0, objects = 0, all = 0;
    };
    std::unordered_map<size_t, Counts> counts;
    each_raw_verb(text, [&](const Reading& reading, size_t i) {
      Counts& of = counts[reading.candidate(i).lemma & (kPriors - 1)];
      of.all += 1;
      of.objects += morphology::has_object(reading, i) ? 1 : 0;
      if (morphology::voice_twin(reading, i) == morphology::kNoTwin) return;
      of.passive += probability(weights_, see(reading, i));
      of.ambiguous += 1;
    });
    for (const auto& [slot, of] : counts) {
      const double share = (of.passive + 0.5) / (of.ambiguous + 5);
      const auto passive = static_cast<uint8_t>(std::clamp(std::lround(std::log(share / (1 - share)) / kPriorStep + 10), 1L, 20L));
      const auto objects = static_cast<uint8_t>(of.all < 5 ? 0 : std::clamp(std::lround(8 * of.objects / of.all), 1L, 7L));
      priors_[slot] = morphology::voice_prior_of(of.ambiguous > 0 ? passive : 0, objects);
    }
  }

  // ---- regression ----

  static double probability(const std::vector<double>& weights, const Seen& seen) {
    double score = seen.offset;
    for (const uint32_t f : seen.features) score += weights[f & (kWeights - 1)];
    return 1 / (1 + std::exp(-score));
  }

  // Weights from all instances but those of the treebank's fold `without`.
  std::vector<double> fit(uint32_t without) const {
    std::vector<double> weights(kWeights, 0.0), gradients(kWeights, 1.0);
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i < instances_.size(); ++i) {
      if (!instances_[i].gold || instances_[i].fold != without) order.push_back(i);
    }
    std::mt19937 random(1);
    for (uint32_t epoch = 0; epoch < kEpochs; ++epoch) {
      for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      for (const uint32_t i : order) {
        const Instance& one = instances_[i];
        const double error = ((one.passive ? 1.0 : 0.0) - probability(weights, one.seen)) * (one.gold ? kGoldWeight : 1.0);
        for (const uint32_t f : one.seen.features) {  // AdaGrad
          const size_t at = f & (kWeights - 1);
          const double gradient = error - 1e-5 * weights[at];
          gradients[at] += gradient * gradient;
          weights[at] += 0.2 * gradient / std::sqrt(gradients[at]);
        }
      }
    }
    return weights;
  }

  void cross_validate(VoiceFigures& figures) const {
    for (uint32_t fold = 0; fold < kFolds; ++fold) {
      const std::vector<double> weights = fit(fold);
      for (const Instance& one : instances_) {
        if (!one.gold || one.fold != fold) continue;
        const bool passive = probability(weights, one.seen) > kThreshold;
        ++figures.verbs;
        figures.gold += one.passive;
        figures.found += passive;
        figures.right += passive && one.passive;
      }
    }
  }

  const morphology::Tagger& tagger_;
  const Model& model_;
  Lattices lattices_;
  std::vector<uint8_t> priors_;
  std::vector<double> weights_;
  std::vector<Instance> instances_;
  morphology::Search search_;
  std::vector<const Lattices::Entry*> entries_;
  std::vector<const Lattice*> ranked_;
  std::vector<uint16_t> chosen_;
  std::vector<std::vector<uint16_t>> paths_;                                         // of the paragraphs of raw text
  std::map<std::pair<uint64_t, size_t>, bool> judged_;                               // by paragraph and token: passive
  uint64_t line_ = 0;                                                                // hash of the paragraph at hand
  std::vector<bool> marked_;                                                         // tokens written with a damma
  const std::vector<std::pair<std::string, annot::TokenKind>>* surfaces_ = nullptr;  // of the paragraph at hand
  std::vector<uint32_t> features_;
};

}  // namespace

Result<VoiceWeights> train_voice(const morphology::Tagger& tagger, const Model& model, const std::vector<GoldSentence>& treebank,
                                 const VoiceSources& sources, VoiceFigures& figures) {
  return VoiceTrainer(tagger, model).run(treebank, sources, figures);
}

Result<std::vector<VoiceQuestion>> draw_voices(const morphology::Tagger& tagger, const Model& model, const VoiceSources& sources, size_t count) {
  return VoiceTrainer(tagger, model).draw(sources, count);
}

}  // namespace waqai::train
