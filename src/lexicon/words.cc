// SPDX-License-Identifier: Apache-2.0
#include "lexicon/words.h"

#include <algorithm>

#include "base/error_codes.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::lexicon {
namespace {

constexpr int kMaxAlefs = 7;

int alef_code(char32_t letter) {
  switch (letter) {
    case text::kAlef:
      return 0;
    case text::kAlefHamzaAbove:
      return 1;
    case text::kAlefHamzaBelow:
      return 2;
    case text::kAlefMadda:
      return 3;
    default:
      return -1;
  }
}

// items[offsets[i]] to items[offsets[i + 1]], empty where anything lies outside.
template <typename T>
std::span<const T> slice(std::span<const uint32_t> offsets, std::span<const T> items, uint32_t i) {
  if (i + size_t{1} >= offsets.size()) return {};
  const uint32_t begin = offsets[i];
  const uint32_t end = offsets[i + 1];
  if (begin > end || end > items.size()) return {};
  return items.subspan(begin, end - begin);
}

}  // namespace

uint32_t spelling_signature(std::string_view exact_key) {
  uint32_t signature = 0;
  int alefs = 0;
  for (const char byte : exact_key) {
    const int code = alef_code(text::key_letter(byte));
    if (code < 0 || alefs >= kMaxAlefs) continue;
    signature |= static_cast<uint32_t>(code) << (2 * alefs++);
  }
  const char32_t last = exact_key.empty() ? 0 : text::key_letter(exact_key.back());
  if (last == text::kAlefMaksura || last == text::kTehMarbuta) signature |= 1u << 14;
  return signature;
}

Result<Words> Words::open(const Bundle& bundle) {
  const Result<std::string_view> section = bundle.section(kWordsSection, kWordsVersion);
  if (!section) return section.status();
  SectionReader reader(section.value());
  Words words;
  words.lexemes_ = reader.array<Lexeme>();
  words.by_lemma_ = reader.array<uint32_t>();
  words.clitics_ = reader.array<uint32_t>();
  words.key_forms_ = reader.array<uint32_t>();
  words.forms_ = reader.array<Form>();
  words.set_cells_ = reader.array<uint32_t>();
  words.cells_ = reader.array<SpelledCell>();
  const auto arcs = reader.array<uint32_t>();
  const auto before = reader.array<uint32_t>();
  const auto start = reader.array<uint32_t>();
  words.strings_ = reader.strings();
  if (reader.failed() || before.size() != arcs.size() || start.size() != 1) {
    return Status::error(base::kBundleDamaged, ErrorKind::kResource, "the section of words is cut short")
        .at(bundle.path())
        .hint("build it again: waqai dict build");
  }
  words.automaton_ = Automaton(arcs, before, start[0]);
  return words;
}

const Lexeme& Words::lexeme(uint32_t id) const {
  static const Lexeme kEmpty;
  return id < lexemes_.size() ? lexemes_[id] : kEmpty;
}

std::span<const Form> Words::forms(uint32_t index) const { return slice(key_forms_, forms_, index); }

std::span<const SpelledCell> Words::cells(const Form& form) const { return slice(set_cells_, cells_, form.cells); }

uint32_t Words::find(std::string_view wanted, WordClass word_class) const {
  const auto less = [this](uint32_t id, const std::pair<std::string_view, WordClass>& key) {
    const std::string_view own = lemma(id);
    return own != key.first ? own < key.first : lexeme(id).word_class < key.second;
  };
  const auto place = std::lower_bound(by_lemma_.begin(), by_lemma_.end(), std::pair(wanted, word_class), less);
  if (place == by_lemma_.end() || lemma(*place) != wanted || lexeme(*place).word_class != word_class) return kNoLexeme;
  return *place;
}

}  // namespace waqai::lexicon
