// SPDX-License-Identifier: Apache-2.0
#include "temporal/atoms.h"

#include <algorithm>
#include <string_view>

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::temporal {
namespace {

using lexicon::Article;

constexpr char kWaw = text::key_byte(text::kWaw), kFeh = text::key_byte(text::kFeh), kBeh = text::key_byte(text::kBeh),
               kLam = text::key_byte(text::kLam), kKaf = text::key_byte(text::kKaf), kAlef = text::key_byte(text::kAlef);
constexpr size_t kMinStem = 2;  // letters left when a clitic is taken off

// A way to read the start of a word.
struct Stripped {
  size_t stem = 0;     // bytes of the key before the rest
  size_t visible = 0;  // bytes of the key before what the span covers (the article belongs to it)
  bool conjunction = false;
  bool preposition = false;
  bool definite = false;
};

// All ways, the one that takes off least first.  At most 8.
class Strippings {
 public:
  explicit Strippings(std::string_view key) {
    add_article(key, {});
    add_prepositions(key, {});
    if (key.size() > kMinStem && (key[0] == kWaw || key[0] == kFeh)) {
      const Stripped after{1, 1, key[0] == kWaw, false, false};
      add_article(key, after);
      add_prepositions(key, after);
    }
  }
  const Stripped* begin() const { return ways_; }
  const Stripped* end() const { return ways_ + size_; }

 private:
  void add(const Stripped& way) { ways_[size_++] = way; }

  void add_article(std::string_view key, Stripped way) {
    add(way);
    const std::string_view rest = key.substr(way.stem);
    if (rest.size() < 2 + kMinStem || rest[0] != kAlef || rest[1] != kLam) return;
    way.stem += 2;
    way.definite = true;
    add(way);
  }

  void add_prepositions(std::string_view key, Stripped way) {
    const std::string_view rest = key.substr(way.stem);
    if (rest.size() <= kMinStem || (rest[0] != kBeh && rest[0] != kLam && rest[0] != kKaf)) return;
    way.preposition = true;
    way.stem += 1;
    way.visible += 1;
    if (rest[0] == kLam && rest[1] == kLam && rest.size() > 1 + kMinStem) {  // li + al: the alef is not written
      way.stem += 1;
      way.definite = true;
      add(way);
      return;
    }
    add_article(key, way);
  }

  Stripped ways_[8];
  size_t size_ = 0;
};

bool fits(const lexicon::TimeTerm& term, bool definite) { return term.article == Article::kEither || (term.article == Article::kNeeded) == definite; }

class Reader {
 public:
  Reader(const annot::Document& doc, const annot::Sentence& sentence, const lexicon::Times& times, AtomScratch& scratch)
      : doc_(doc), first_(sentence.tokens.begin), count_(sentence.tokens.size()), times_(times), scratch_(scratch) {
    if (scratch_.keys.size() < count_) {
      scratch_.keys.resize(count_);
      scratch_.offsets.resize(count_);
    }
    for (uint32_t i = 0; i < count_; ++i) {
      scratch_.keys[i].clear();
      scratch_.offsets[i].clear();
      if (is_key(i)) text::fold_with_offsets(doc_.surface(token(i)), scratch_.keys[i], scratch_.offsets[i]);
    }
  }

  void run(std::vector<Atom>& atoms) {
    for (uint32_t at = 0; at < count_;) {
      Atom atom = next(at);
      at += atom.end_token - atom.first_token;
      atom.first_token += first_;
      atom.end_token += first_;
      atoms.push_back(atom);
    }
  }

 private:
  const annot::Token& token(uint32_t i) const { return doc_.tokens[first_ + i]; }

  bool is_key(uint32_t i) const { return token(i).kind == annot::TokenKind::kWord || token(i).kind == annot::TokenKind::kNumber; }

  Atom next(uint32_t at) {
    Atom atom;
    atom.first_token = at;
    atom.end_token = at + 1;
    atom.begin = token(at).span.begin;
    atom.kind = token(at).kind;
    if (atom.kind == annot::TokenKind::kWord && !clitic_before_number(at, atom)) phrase(at, atom);
    if (atom.kind == annot::TokenKind::kNumber) number(atom.end_token - 1, atom);
    if (atom.kind == annot::TokenKind::kPunctuation || atom.kind == annot::TokenKind::kSymbol) atom.mark = text::decode(doc_.text, atom.begin).code;
    atom.glued = !token(atom.end_token - 1).space_after;
    return atom;
  }

  // A token that is nothing but clitics before digits: "wa 5", "al 48", "bi 2018".  The number is the atom then.
  bool clitic_before_number(uint32_t at, Atom& atom) const {
    if (at + 1 >= count_ || token(at + 1).kind != annot::TokenKind::kNumber) return false;
    std::string_view key = scratch_.keys[at];
    const bool conjunction = !key.empty() && key[0] == kWaw;
    if (conjunction) key.remove_prefix(1);
    if (!conjunction && token(at).space_after) return false;
    const bool preposition = !key.empty() && (key[0] == kBeh || key[0] == kLam || key[0] == kKaf);
    if (preposition) key.remove_prefix(1);
    const bool definite = key.size() == 2 && key[0] == kAlef && key[1] == kLam;
    if (definite) key.remove_prefix(2);
    if (!key.empty() || !(conjunction || preposition || definite)) return false;
    atom.conjunction = conjunction;
    atom.preposition = preposition;
    atom.definite = definite;
    atom.end_token = at + 2;
    atom.begin = token(at + 1).span.begin;
    atom.kind = annot::TokenKind::kNumber;
    return true;
  }

  void number(uint32_t at, Atom& atom) const {
    int32_t value = 0;
    uint32_t digits = 0;
    const Span span = token(at).span;
    for (size_t i = span.begin; i < span.end;) {
      const text::Decoded one = text::decode(doc_.text, i);
      const int digit = text::digit_value(one.code);
      i += one.size;
      if (digit < 0 && text::is_ignorable(one.code)) continue;
      if (digit < 0 || ++digits > 4) return;
      value = 10 * value + digit;
    }
    atom.number = value;
    atom.digits = static_cast<uint8_t>(digits);
  }

  // The longest phrase; among those of one length the one that takes off least.
  void phrase(uint32_t at, Atom& atom) {
    const std::string_view key = scratch_.keys[at];
    uint32_t best = 0;
    for (const Stripped& way : Strippings(key)) {
      const uint32_t longest = std::min(times_.longest(key.substr(way.stem)), count_ - at);
      for (uint32_t words = longest; words > best; --words) {
        if (!match(at, words, way, atom)) continue;
        best = words;
        break;
      }
    }
  }

  bool match(uint32_t at, uint32_t words, const Stripped& way, Atom& atom) {
    std::string& key = scratch_.key;
    key.assign(scratch_.keys[at], way.stem);
    for (uint32_t i = 1; i < words; ++i) {
      if (!is_key(at + i)) return false;
      key += ' ';
      key += scratch_.keys[at + i];
    }
    const auto terms = times_.find(key);
    if (std::none_of(terms.begin(), terms.end(), [&](const auto& term) { return fits(term, way.definite); })) return false;
    atom.terms = terms;
    atom.conjunction = way.conjunction;
    atom.preposition = way.preposition;
    atom.definite = way.definite;
    atom.end_token = at + words;
    atom.begin = token(at).span.begin + scratch_.offsets[at][way.visible];
    return true;
  }

  const annot::Document& doc_;
  uint32_t first_;
  uint32_t count_;
  const lexicon::Times& times_;
  AtomScratch& scratch_;
};

}  // namespace

void read_atoms(const annot::Document& doc, const annot::Sentence& sentence, const lexicon::Times& times, AtomScratch& scratch,
                std::vector<Atom>& atoms) {
  atoms.clear();
  Reader(doc, sentence, times, scratch).run(atoms);
}

}  // namespace waqai::temporal
