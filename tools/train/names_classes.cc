// SPDX-License-Identifier: Apache-2.0
#include "names_classes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <random>
#include <unordered_map>

#include "base/file.h"
#include "pipeline/given_tokens.h"
#include "text/fold.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace waqai::train {
namespace {

using Vector = std::vector<float>;

constexpr uint32_t kEdge = 1;  // start and end of a sentence

// Calls `take` with every sentence of the text, analysed.
Status each_sentence(const std::string& path, const morphology::Tagger& words, const std::function<void(annot::Document&)>& take) {
  const Result<std::string> bytes = base::read_file(path);
  if (!bytes) return bytes.status();
  const text::Segmenter segmenter;
  text::Segmentation cut;
  annot::Document doc;
  morphology::Workspace scratch;
  const std::string& text = bytes.value();
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    doc.reset(text::to_valid_utf8(std::string_view(text).substr(at, end - at)));
    at = end + 1;
    segmenter.segment(doc.text, 0, cut);
    for (const text::RawToken& token : cut.tokens)
      doc.tokens.push_back({token.span, static_cast<annot::TokenKind>(token.kind), token.space_after, {}});
    for (const text::RawSentence& s : cut.sentences)
      doc.sentences.push_back({s.span, annot::SentenceKind::kBody, s.paragraph, {}, {s.first_token, s.end_token}, {}});
    Status status = words.annotate(doc, scratch);
    if (!status) return status;
    take(doc);
  }
  return {};
}

struct Stream {
  std::vector<uint32_t> symbols;  // hashes of clitics and words, kEdge between sentences
  std::vector<bool> is_word;      // one a symbol
};

void append_symbols(const annot::Document& doc, Stream& stream) {
  for (const annot::Sentence& sentence : doc.sentences) {
    stream.symbols.push_back(kEdge);
    stream.is_word.push_back(false);
    for (uint32_t w = sentence.words.begin; w < sentence.words.end; ++w) {
      const annot::Word& word = doc.words[w];
      const annot::TokenKind kind = doc.tokens[word.token].kind;
      const uint32_t key = kind == annot::TokenKind::kNumber ? 2 : entities::name_key(text::fold_key(word.form));
      stream.symbols.push_back(key);
      stream.is_word.push_back(kind == annot::TokenKind::kWord && !word.proclitic && !word.enclitic);
    }
  }
  stream.symbols.push_back(kEdge);
  stream.is_word.push_back(false);
}

// The most frequent symbols that occur at least `least` times, at most `most` of them; ties by hash.
std::vector<uint32_t> frequent(const std::unordered_map<uint32_t, uint32_t>& counts, uint32_t least, uint32_t most) {
  std::vector<std::pair<uint32_t, uint32_t>> all;
  for (const auto& [key, count] : counts) {
    if (count >= least) all.emplace_back(count, key);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  if (all.size() > most) all.resize(most);
  std::vector<uint32_t> keys;
  keys.reserve(all.size());
  for (const auto& entry : all) keys.push_back(entry.second);
  return keys;
}

struct Sparse {
  std::vector<std::vector<std::pair<uint32_t, float>>> rows;  // column, weight
  uint32_t columns = 0;
};

Sparse company(const Stream& stream, const std::vector<uint32_t>& words, const std::vector<uint32_t>& contexts) {
  std::unordered_map<uint32_t, uint32_t> word_of, context_of;
  for (uint32_t i = 0; i < words.size(); ++i) word_of[words[i]] = i;
  for (uint32_t i = 0; i < contexts.size(); ++i) context_of[contexts[i]] = i;
  const auto wide = static_cast<uint32_t>(contexts.size());
  std::vector<std::unordered_map<uint32_t, float>> counts(words.size());
  Vector column_sum(2 * wide, 0);
  for (size_t i = 1; i + 1 < stream.symbols.size(); ++i) {
    if (!stream.is_word[i]) continue;
    const auto word = word_of.find(stream.symbols[i]);
    if (word == word_of.end()) continue;
    for (const uint32_t side : {0u, 1u}) {
      const auto context = context_of.find(stream.symbols[side == 0 ? i - 1 : i + 1]);
      if (context == context_of.end()) continue;
      counts[word->second][side * wide + context->second] += 1;
      column_sum[side * wide + context->second] += 1;
    }
  }
  double total = 0;
  for (float& sum : column_sum) {
    sum = std::pow(sum, 0.75f);  // smoothed, so that rare contexts do not win
    total += sum;
  }
  Sparse matrix;
  matrix.columns = 2 * wide;
  for (const auto& row : counts) {
    float sum = 0;
    for (const auto& entry : row) sum += entry.second;
    auto& out = matrix.rows.emplace_back();
    for (const auto& [column, count] : row) {
      const auto pmi = static_cast<float>(std::log(count / sum * total / column_sum[column]));
      if (pmi > 0) out.emplace_back(column, pmi);
    }
    std::sort(out.begin(), out.end());
  }
  return matrix;
}

float dot(const float* a, const float* b, size_t size) {
  float part[8] = {};
  size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    for (size_t k = 0; k < 8; ++k) part[k] += a[i + k] * b[i + k];
  }
  for (; i < size; ++i) part[0] += a[i] * b[i];
  return part[0] + part[1] + part[2] + part[3] + part[4] + part[5] + part[6] + part[7];
}

void normalise(float* row, size_t size) {
  const float length = std::sqrt(dot(row, row, size));
  for (size_t i = 0; length > 0 && i < size; ++i) row[i] /= length;
}

// rows times `dimensions`: matrix * basis.
Vector project(const Sparse& matrix, const Vector& basis, size_t dimensions) {
  Vector out(matrix.rows.size() * dimensions, 0);
  for (size_t r = 0; r < matrix.rows.size(); ++r) {
    for (const auto& [column, weight] : matrix.rows[r]) {
      for (size_t d = 0; d < dimensions; ++d) out[r * dimensions + d] += weight * basis[column * dimensions + d];
    }
  }
  return out;
}

// Unit vectors of the rows in the space of the largest singular values.
Vector embed(const Sparse& matrix, size_t dimensions, std::mt19937& dice) {
  Vector basis(matrix.columns * dimensions);
  for (float& value : basis) value = static_cast<float>(dice() >> 8) / (1 << 23) - 1.0f;
  for (int round = 0; round < 4; ++round) {
    const Vector rows = project(matrix, basis, dimensions);
    std::fill(basis.begin(), basis.end(), 0.0f);
    for (size_t r = 0; r < matrix.rows.size(); ++r) {
      for (const auto& [column, weight] : matrix.rows[r]) {
        for (size_t d = 0; d < dimensions; ++d) basis[column * dimensions + d] += weight * rows[r * dimensions + d];
      }
    }
    // Gram-Schmidt over the columns of the basis.
    for (size_t d = 0; d < dimensions; ++d) {
      for (size_t e = 0; e <= d; ++e) {
        double product = 0;
        for (size_t c = 0; c < matrix.columns; ++c) product += static_cast<double>(basis[c * dimensions + d]) * basis[c * dimensions + e];
        if (e < d) {
          for (size_t c = 0; c < matrix.columns; ++c) basis[c * dimensions + d] -= static_cast<float>(product) * basis[c * dimensions + e];
        } else {
          const auto length = static_cast<float>(std::sqrt(std::max(product, 1e-20)));
          for (size_t c = 0; c < matrix.columns; ++c) basis[c * dimensions + d] /= length;
        }
      }
    }
  }
  Vector rows = project(matrix, basis, dimensions);
  for (size_t r = 0; r < matrix.rows.size(); ++r) normalise(&rows[r * dimensions], dimensions);
  return rows;
}

// Classes 0 to `count` - 1 of the given rows; `centres` gets count times dimensions.
std::vector<uint32_t> k_means(const Vector& rows, const std::vector<uint32_t>& which, size_t dimensions, uint32_t count, std::mt19937& dice,
                              Vector& centres) {
  centres.assign(count * dimensions, 0);
  for (uint32_t k = 0; k < count; ++k) std::copy_n(&rows[which[dice() % which.size()] * dimensions], dimensions, &centres[k * dimensions]);
  std::vector<uint32_t> home(which.size(), 0);
  for (int round = 0; round < 12; ++round) {
    for (size_t i = 0; i < which.size(); ++i) {
      float best = -2;
      for (uint32_t k = 0; k < count; ++k) {
        const float near = dot(&rows[which[i] * dimensions], &centres[k * dimensions], dimensions);
        if (near > best) {
          best = near;
          home[i] = k;
        }
      }
    }
    std::fill(centres.begin(), centres.end(), 0.0f);
    for (size_t i = 0; i < which.size(); ++i) {
      for (size_t d = 0; d < dimensions; ++d) centres[home[i] * dimensions + d] += rows[which[i] * dimensions + d];
    }
    for (uint32_t k = 0; k < count; ++k) normalise(&centres[k * dimensions], dimensions);
  }
  return home;
}

std::vector<uint32_t> up_to(size_t size) {
  std::vector<uint32_t> all(size);
  for (uint32_t i = 0; i < size; ++i) all[i] = i;
  return all;
}

std::vector<entities::WordClass> classify(const Vector& rows, size_t count, const ClassOptions& options, std::mt19937& dice) {
  std::vector<entities::WordClass> classes(count);
  const size_t dimensions = options.dimensions;
  const uint32_t middles = std::min<uint32_t>(options.middle, static_cast<uint32_t>(count));
  Vector centres, unused;
  const std::vector<uint32_t> middle = k_means(rows, up_to(count), dimensions, middles, dice, centres);
  const std::vector<uint32_t> coarse = k_means(centres, up_to(middles), dimensions, std::min(options.coarse, middles), dice, unused);
  for (uint32_t m = 0; m < middles; ++m) {
    std::vector<uint32_t> inside;
    for (uint32_t i = 0; i < count; ++i) {
      if (middle[i] == m) inside.push_back(i);
    }
    if (inside.empty()) continue;
    const std::vector<uint32_t> fine = k_means(rows, inside, dimensions, options.split, dice, unused);
    for (size_t i = 0; i < inside.size(); ++i) {
      classes[inside[i]].fine = static_cast<uint16_t>(1 + m * options.split + fine[i]);
      classes[inside[i]].middle = static_cast<uint8_t>(1 + m);
      classes[inside[i]].coarse = static_cast<uint8_t>(1 + coarse[m]);
    }
  }
  return classes;
}

}  // namespace

Result<WordClasses> learn_classes(const std::string& path, const morphology::Tagger& words, const ClassOptions& options) {
  Stream stream;
  Status status = each_sentence(path, words, [&](annot::Document& doc) { append_symbols(doc, stream); });
  if (!status) return status;
  std::unordered_map<uint32_t, uint32_t> all, of_words;
  for (size_t i = 0; i < stream.symbols.size(); ++i) {
    ++all[stream.symbols[i]];
    if (stream.is_word[i]) ++of_words[stream.symbols[i]];
  }
  std::vector<uint32_t> vocabulary = frequent(of_words, options.least, options.words);
  std::sort(vocabulary.begin(), vocabulary.end());
  std::printf("%zu symbols, %zu words get classes\n", stream.symbols.size(), vocabulary.size());
  std::fflush(stdout);
  std::mt19937 dice(options.seed);
  const Sparse matrix = company(stream, vocabulary, frequent(all, options.least, options.contexts));
  const Vector rows = embed(matrix, options.dimensions, dice);
  WordClasses out;
  out.classes = classify(rows, vocabulary.size(), options, dice);
  out.keys = std::move(vocabulary);
  return out;
}

Status count_named(const std::string& path, const morphology::Tagger& words, const entities::NameTagger& tagger, WordClasses& classes) {
  std::vector<std::array<uint32_t, entities::kNameKinds + 1>> counts(classes.keys.size());  // last: all
  entities::NameWorkspace scratch;
  Status status = each_sentence(path, words, [&](annot::Document& doc) {
    scratch.matcher.prepare(doc, tagger.actors());
    entities::NameFacts facts(tagger.words(), tagger.model());
    for (const annot::Sentence& sentence : doc.sentences) {
      facts.read(doc, sentence, scratch.matcher);
      tagger.decode(facts, scratch);
      for (size_t t = 0; t < facts.size(); ++t) {
        const auto found = std::lower_bound(classes.keys.begin(), classes.keys.end(), facts.token(t).letters.form);
        if (found == classes.keys.end() || *found != facts.token(t).letters.form) continue;
        auto& row = counts[static_cast<size_t>(found - classes.keys.begin())];
        ++row[entities::kNameKinds];
        if (scratch.tags[t] != 0) ++row[(scratch.tags[t] - 1) / 2];
      }
    }
  });
  if (!status) return status;
  for (size_t w = 0; w < counts.size(); ++w) {
    const uint32_t all = counts[w][entities::kNameKinds];
    for (int k = 0; k < entities::kNameKinds; ++k) {
      classes.classes[w].named[k] = all < 5 ? 0 : static_cast<uint8_t>(1 + std::lround(7.0 * counts[w][k] / all));
    }
  }
  return {};
}

}  // namespace waqai::train
