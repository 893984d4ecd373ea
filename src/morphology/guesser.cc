// SPDX-License-Identifier: Apache-2.0
#include "morphology/guesser.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"

namespace waqai::morphology {
namespace {

using annot::Upos;
using lexicon::Cell;
using text::key_byte;

constexpr size_t kMinStem = 3;
constexpr size_t kMaxStem = 40;  // longer: no word
constexpr size_t kMinWholeName = 4;

constexpr char kHehByte = key_byte(text::kHeh);  // ta marbuta folded
constexpr char kNoonByte = key_byte(text::kNoon);
constexpr char kTehByte = key_byte(text::kTeh);
constexpr char kWawByte = key_byte(text::kWaw);
constexpr char kYehByte = key_byte(text::kYeh);

bool ends(std::string_view key, char a, char b) { return key.size() >= 2 && key[key.size() - 2] == a && key.back() == b; }

// Gender, number and case that an ending shows.
Cell noun_cell(std::string_view stem) {
  Cell cell;
  cell.number = lexicon::kSing;
  cell.cases = lexicon::kAnyCase;
  cell.states = lexicon::kAnyState;
  cell.gender = lexicon::kMasc;
  if (ends(stem, kAlefByte, kTehByte)) {
    cell.gender = lexicon::kFem;
    cell.number = lexicon::kPlur;
  } else if (stem.back() == kHehByte) {
    cell.gender = lexicon::kFem;
  } else if (ends(stem, kWawByte, kNoonByte)) {
    cell.number = lexicon::kPlur;
    cell.cases = lexicon::kNom;
  } else if (ends(stem, kYehByte, kNoonByte)) {
    cell.number = lexicon::kPlur;
    cell.cases = lexicon::kAcc | lexicon::kGen;
  }
  return cell;
}

bool looks_like_adjective(std::string_view stem) {
  const bool nisba = stem.back() == kYehByte || ends(stem, kYehByte, kHehByte);
  return nisba || ends(stem, kYehByte, kNoonByte) || ends(stem, kWawByte, kNoonByte);
}

Cell verb_cell(uint32_t aspect, uint32_t gender, uint32_t number) {
  Cell cell;
  cell.aspect = aspect;
  cell.person = 3;
  cell.gender = gender;
  cell.number = number;
  cell.voice = lexicon::kActive;
  cell.verb_form = lexicon::kFinite;
  if (aspect == lexicon::kImperfect) cell.moods = lexicon::kIndicative | lexicon::kSubjunctive | lexicon::kJussive;
  return cell;
}

class Guesser {
 public:
  Guesser(std::string_view key, const Clitics& clitics, std::vector<Analysis>& out) : key_(key), clitics_(clitics), out_(out) {}

  void all() {
    Analysis start;
    from(start);
    if (key_.size() < kMinStem + 1) return;
    start.stem_begin = 1;
    if (key_[0] == kWawByte) start.conjunction = Proclitic::kWa;
    if (key_[0] == key_byte(text::kFeh)) start.conjunction = Proclitic::kFa;
    if (start.conjunction != Proclitic::kNone) from(start);
  }

  void whole_name() { add(Analysis(), Upos::kPropn, noun_cell(key_)); }

 private:
  // After the conjunction: article, preposition, both, or nothing.
  void from(const Analysis& start) {
    stems(start);
    if (with_article(start)) return;
    Analysis next = start;
    ++next.stem_begin;
    const char first = key_[start.stem_begin];
    if (first == key_byte(text::kBeh)) next.prefix = Proclitic::kBi;
    if (first == key_byte(text::kKaf)) next.prefix = Proclitic::kKa;
    if (first == kLamByte) next.prefix = Proclitic::kLi;
    if (first == key_byte(text::kSeen)) next.prefix = Proclitic::kSa;
    if (next.prefix == Proclitic::kNone || left(next) < kMinStem) return;
    if (next.prefix == Proclitic::kSa) return verbs(next);
    if (next.prefix == Proclitic::kLi && key_[next.stem_begin] == kLamByte && left(next) > kMinStem) {
      next.article = Article::kFused;
      ++next.stem_begin;
      return nouns(next);
    }
    if (!with_article(next)) stems(next);
  }

  bool with_article(const Analysis& start) {
    const size_t at = start.stem_begin;
    if (left(start) < 2 + kMinStem - 1 || key_[at] != kAlefByte || key_[at + 1] != kLamByte || start.prefix == Proclitic::kLi) return false;
    Analysis next = start;
    next.article = Article::kWritten;
    next.stem_begin = static_cast<uint8_t>(at + 2);
    nouns(next);
    return true;
  }

  size_t left(const Analysis& a) const { return key_.size() - a.stem_begin; }
  std::string_view stem(const Analysis& a) const { return key_.substr(a.stem_begin); }

  void stems(const Analysis& start) {
    nouns(start);
    if (start.prefix == Proclitic::kNone) verbs(start);
    with_pronoun(start);
  }

  void nouns(const Analysis& start) {
    if (left(start) == 0) return;
    const Cell cell = noun_cell(stem(start));
    add(start, Upos::kPropn, cell);
    if (left(start) < kMinStem) return;
    add(start, Upos::kNoun, cell);
    if (looks_like_adjective(stem(start))) add(start, Upos::kAdj, cell);
  }

  void verbs(const Analysis& start) {
    const std::string_view s = stem(start);
    if (s.size() < kMinStem) return;
    if (s[0] == kYehByte)
      add(start, Upos::kVerb, verb_cell(lexicon::kImperfect, lexicon::kMasc, ends(s, kWawByte, kNoonByte) ? lexicon::kPlur : lexicon::kSing));
    if (s[0] == kTehByte) add(start, Upos::kVerb, verb_cell(lexicon::kImperfect, lexicon::kFem, lexicon::kSing));
    if (start.prefix == Proclitic::kSa) return;
    if (s.back() == kTehByte) add(start, Upos::kVerb, verb_cell(lexicon::kPerfect, lexicon::kFem, lexicon::kSing));
    if (ends(s, kWawByte, kAlefByte)) add(start, Upos::kVerb, verb_cell(lexicon::kPerfect, lexicon::kMasc, lexicon::kPlur));
    add(start, Upos::kVerb, verb_cell(lexicon::kPerfect, lexicon::kMasc, lexicon::kSing));
  }

  // A noun, or an imperfect verb, with an attached pronoun of the third person.
  void with_pronoun(const Analysis& start) {
    for (size_t length = 1; length <= 3; ++length) {
      if (left(start) < kMinStem + length) return;
      const uint8_t enclitic = clitics_.find_enclitic(key_.substr(key_.size() - length));
      if (enclitic == 0 || clitics_.enclitics()[enclitic - 1].features.person != 3) continue;
      Analysis next = start;
      next.enclitic = enclitic;
      const std::string_view host = stem(start).substr(0, left(start) - length);
      add(next, Upos::kNoun, noun_cell(host), length);
      const bool imperfect = start.prefix == Proclitic::kNone && (host[0] == kYehByte || host[0] == kTehByte);
      if (imperfect)
        add(next, Upos::kVerb, verb_cell(lexicon::kImperfect, host[0] == kYehByte ? lexicon::kMasc : lexicon::kFem, lexicon::kSing), length);
    }
  }

  void add(Analysis analysis, Upos upos, const Cell& cell, size_t pronoun_letters = 0) {
    analysis.upos = upos;
    analysis.cell = cell.pack();
    analysis.guessed = true;
    analysis.stem_end = static_cast<uint8_t>(std::min<size_t>(key_.size(), 255) - pronoun_letters);
    out_.push_back(analysis);
  }

  std::string_view key_;
  const Clitics& clitics_;
  std::vector<Analysis>& out_;
};

bool takes_off(const Analysis& a) { return a.conjunction != Proclitic::kNone || a.prefix != Proclitic::kNone || a.question; }

}  // namespace

void add_guesses(std::string_view key, const Clitics& clitics, std::vector<Analysis>& out) {
  if (key.empty()) {
    out.emplace_back();  // marks without a letter
    out.back().guessed = true;
    return;
  }
  Guesser guesser(key, clitics, out);
  if (key.size() > kMaxStem) return guesser.whole_name();
  if (out.empty()) return guesser.all();
  const bool only_clitics = std::all_of(out.begin(), out.end(), [](const Analysis& a) { return takes_off(a) && !a.has_article(); });
  if (only_clitics && key.size() >= kMinWholeName) guesser.whole_name();
}

}  // namespace waqai::morphology
