// SPDX-License-Identifier: Apache-2.0
#include "filter_train.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <unordered_map>

namespace waqai::train {
namespace {

using events::Filter;

constexpr size_t kSlots = size_t{1} << events::kFilterBits;
constexpr double kMomentum = 0.95;
constexpr int kRounds = 2;  // of choosing the event that a "yes" is about

struct Row {
  std::vector<uint32_t> columns;
  double weight = 1;
  double target = 0;
};

struct Fit {
  std::vector<double> weights;  // by column
  double bias = 0;
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// Batch gradient descent with momentum; step size from the largest row sum, so that it cannot diverge.
Fit fit(const std::vector<Row>& rows, size_t columns, const FilterOptions& options) {
  Fit out;
  out.weights.assign(columns, 0.0);
  std::vector<double> speed(columns, 0.0), gradient(columns), load(columns, 0.0);
  double bias_speed = 0, total = 0;
  for (const Row& row : rows) {
    total += row.weight;
    for (const uint32_t c : row.columns) load[c] += row.weight;
  }
  // A bound of the largest curvature: of each row the sum of the loads of its columns.
  double bound = total;
  for (const Row& row : rows) {
    double sum = total;
    for (const uint32_t c : row.columns) sum += load[c];
    bound = std::max(bound, sum);
  }
  const double rate = 1 / (0.25 * bound + options.l2);
  for (uint32_t step = 0; step < options.steps; ++step) {
    for (size_t c = 0; c < columns; ++c) gradient[c] = options.l2 * out.weights[c];
    double bias_gradient = 0;
    for (const Row& row : rows) {
      double s = out.bias;
      for (const uint32_t c : row.columns) s += out.weights[c];
      const double d = (sigmoid(s) - row.target) * row.weight;
      bias_gradient += d;
      for (const uint32_t c : row.columns) gradient[c] += d;
    }
    for (size_t c = 0; c < columns; ++c) {
      speed[c] = kMomentum * speed[c] - rate * gradient[c];
      out.weights[c] += speed[c];
    }
    bias_speed = kMomentum * bias_speed - rate * bias_gradient;
    out.bias += bias_speed;
  }
  return out;
}

class TypeTrainer {
 public:
  TypeTrainer(int type, const FilterOptions& options) : type_(type), options_(options) {}

  // Learns from the sentences; adds into `weights`, gives the bias.
  int32_t learn(const std::vector<const FilterSentence*>& sentences, std::vector<int16_t>& weights) {
    number_columns(sentences);
    Fit best;
    for (int round = 0; round < kRounds; ++round) best = fit(rows(sentences, round == 0 ? nullptr : &best), slots_.size(), options_);
    for (const auto& [slot, column] : columns_) {
      const long scaled = std::lround(best.weights[column] * events::kFilterScale);
      weights[slot] = static_cast<int16_t>(std::clamp(weights[slot] + scaled, -32000L, 32000L));
    }
    return static_cast<int32_t>(std::lround(best.bias * events::kFilterScale));
  }

 private:
  void number_columns(const std::vector<const FilterSentence*>& sentences) {
    std::unordered_map<uint32_t, uint32_t> counts;
    for (const FilterSentence* s : sentences) {
      for (const auto& event : s->events) {
        for (const uint32_t f : event) ++counts[Filter::slot(type_, f)];
      }
    }
    for (const auto& [slot, count] : counts) {
      if (count >= options_.least) slots_.push_back(slot);
    }
    std::sort(slots_.begin(), slots_.end());
    for (uint32_t i = 0; i < slots_.size(); ++i) columns_[slots_[i]] = i;
  }

  std::vector<uint32_t> columns_of(const std::vector<uint32_t>& event) const {
    std::vector<uint32_t> out;
    for (const uint32_t f : event) {
      const auto found = columns_.find(Filter::slot(type_, f));
      if (found != columns_.end()) out.push_back(found->second);
    }
    return out;
  }

  // At first every event of a sentence shares its label; then of a "yes" only the likeliest event is taken.
  std::vector<Row> rows(const std::vector<const FilterSentence*>& sentences, const Fit* before) const {
    std::vector<Row> out;
    for (const FilterSentence* s : sentences) {
      const bool yes = s->label == Label::kYes;
      const double weight = s->label == Label::kDifficult ? options_.difficult : 1;
      std::vector<Row> own;
      double best = -1e30;
      for (const auto& event : s->events) {
        Row row{columns_of(event), weight / (yes ? static_cast<double>(s->events.size()) : 1.0), yes ? 1.0 : 0.0};
        if (yes && before != nullptr) {
          double score = 0;
          for (const uint32_t c : row.columns) score += before->weights[c];
          row.weight = weight;
          if (score > best) own.assign(1, row);
          best = std::max(best, score);
        } else {
          own.push_back(row);
        }
      }
      out.insert(out.end(), own.begin(), own.end());
    }
    return out;
  }

  int type_;
  const FilterOptions& options_;
  std::vector<uint32_t> slots_;
  std::unordered_map<uint32_t, uint32_t> columns_;
};

struct Scored {
  Label label;
  int32_t score;
};

double f1_at(const std::vector<Scored>& scored, int32_t cut, bool easy) {
  FilterFigures f;
  for (const Scored& s : scored) {
    if (easy && s.label == Label::kDifficult) continue;
    const bool found = s.score >= cut;
    f.found += found;
    f.gold += s.label == Label::kYes;
    f.right += found && s.label == Label::kYes;
  }
  return f.f1();
}

// The cut of the best mean of both figures, and the one that keeps all but a fortieth of the true sentences.
void set_cuts(const std::vector<Scored>& scored, events::FilterType& type) {
  double best = -1;
  std::vector<int32_t> yes;
  for (int32_t cut = -6 * events::kFilterScale; cut <= 3 * events::kFilterScale; cut += events::kFilterScale / 8) {
    // A little wider than one cut, so that the choice does not hang on single sentences.
    double value = 0;
    for (int32_t off = -2; off <= 2; ++off)
      value += f1_at(scored, cut + off * events::kFilterScale / 8, false) + f1_at(scored, cut + off * events::kFilterScale / 8, true);
    if (value > best) {
      best = value;
      type.cut_alone = cut;
    }
  }
  for (const Scored& s : scored) {
    if (s.label == Label::kYes && s.score != INT32_MIN) yes.push_back(s.score);
  }
  std::sort(yes.begin(), yes.end());
  type.cut_article = yes.empty() ? 0 : std::min(type.cut_alone, yes[yes.size() / 40]);
}

}  // namespace

int32_t best_score(const Filter& filter, const FilterSentence& sentence) {
  const int type = filter.find(sentence.type);
  int32_t best = INT32_MIN;
  for (const auto& event : sentence.events) best = std::max(best, filter.score(type, event));
  return best;
}

FilterModel train_filter(const std::vector<FilterSentence>& data, const std::vector<std::string>& types, uint32_t left_out,
                         const FilterOptions& options) {
  FilterModel model;
  model.weights.assign(kSlots, 0);
  for (size_t t = 0; t < types.size(); ++t) {
    events::FilterType type;
    std::copy_n(types[t].begin(), std::min(types[t].size(), type.name.size() - 1), type.name.begin());
    std::vector<Scored> scored;
    std::vector<const FilterSentence*> all;
    const auto wanted = [&](const FilterSentence& s) { return s.type == types[t] && s.fold != left_out && s.label != Label::kLeftOut; };
    for (const FilterSentence& s : data) {
      if (wanted(s)) all.push_back(&s);
    }
    for (uint32_t fold = 0; fold < options.folds; ++fold) {
      if (fold == left_out) continue;
      std::vector<const FilterSentence*> part;
      for (const FilterSentence* s : all) {
        if (s->fold != fold) part.push_back(s);
      }
      std::vector<int16_t> weights(kSlots, 0);
      std::vector<events::FilterType> one(t + 1, type);
      for (size_t i = 0; i < t; ++i) one[i].name = {};
      one[t].bias = TypeTrainer(static_cast<int>(t), options).learn(part, weights);
      const Filter filter(one, weights);
      for (const FilterSentence* s : all) {
        if (s->fold == fold) scored.push_back({s->label, best_score(filter, *s)});
      }
    }
    set_cuts(scored, type);
    type.bias = TypeTrainer(static_cast<int>(t), options).learn(all, model.weights);
    model.types.push_back(type);
  }
  return model;
}

}  // namespace waqai::train
