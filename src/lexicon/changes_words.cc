// SPDX-License-Identifier: Apache-2.0
//
// Which stems are read otherwise than before.
#include <algorithm>
#include <bit>
#include <map>

#include "lexicon/changes.h"
#include "lexicon/frames_terms.h"
#include "lexicon/source.h"
#include "text/fold.h"

namespace waqai::lexicon {
namespace {

constexpr const char* kCliticChanged = "a clitic changed";

// What frames and actors make of the words of a lexicon.
class Meanings {
 public:
  Meanings(const Words& words, const DictionaryChanges& changes) : words_(words), changes_(changes) {}

  // The words of changed patterns that a word of this lexeme may be.
  std::vector<uint32_t> pattern_terms(const Lexeme& lexeme) const {
    std::vector<uint32_t> found;
    if (changes_.pattern_terms.empty()) return found;
    for_terms(lexeme, [&](uint64_t term) {
      const auto one = changes_.pattern_terms.find(term);
      if (one != changes_.pattern_terms.end()) found.push_back(one->second);
    });
    return found;
  }

  // Whether other cues or lists, or other rows of the actor base, may speak of a word of this lexeme.
  bool other(const Lexeme& lexeme) const {
    if (changes_.terms.empty() && changes_.phrases.empty() && changes_.dated.empty()) return false;
    bool found = false;
    if (!changes_.terms.empty()) for_terms(lexeme, [&](uint64_t term) { found = found || changes_.terms.count(term) > 0; });
    if (found) return true;
    // A title in a form that its table does not list is found by its lemma.
    const uint64_t phrase = extend_phrase(kSectorPhrase, without_article(text::fold_key(words_.string(lexeme.lemma))));
    return changes_.phrases.count(phrase) > 0 || changes_.dated.count(phrase) > 0;
  }

 private:
  // The terms under which frames may speak of a word of this lexeme.
  template <typename Visit>
  void for_terms(const Lexeme& lexeme, Visit visit) const {
    const std::string_view lemma = words_.string(lexeme.lemma);
    const std::string key = text::fold_key(lemma), vocalised = vocalised_key(lemma);
    for (const char letter : {'n', 'v'}) visit(term_hash(letter, key));
    for (const char letter : {'N', 'V'}) visit(term_hash(letter, vocalised));
    if (lexeme.verb >= words_.lexeme_count()) return;
    const std::string_view verb = words_.lemma(lexeme.verb);
    visit(term_hash('v', text::fold_key(verb)));
    visit(term_hash('V', vocalised_key(verb)));
  }

  const Words& words_;
  const DictionaryChanges& changes_;
};

void add_terms(const std::vector<uint32_t>& terms, std::vector<uint32_t>& out) {
  for (const uint32_t term : terms) {
    if (std::find(out.begin(), out.end(), term) == out.end()) out.push_back(term);
  }
}

void add_pronoun_letters(const Words& words, std::string& letters) {
  for (const uint32_t id : words.clitics()) {
    const Lexeme& lexeme = words.lexeme(id);
    if (lexeme.word_class != WordClass::kEnclitic) continue;
    for (const char letter : text::fold_key(words.string(lexeme.root))) {
      if (letters.find(letter) == std::string::npos) letters += letter;
    }
  }
}

class WordSide {
 public:
  // `mark` tells the sides apart where a lexeme itself did not change and what frames or actors make of it did.
  WordSide(const DictionaryRows& rows, const DictionaryChanges& changes, uint64_t mark) : words_(rows.words) {
    const Meanings meanings(words_, changes);
    const auto count = static_cast<uint32_t>(words_.lexeme_count());
    for (uint32_t id = 0; id < count; ++id) own_.push_back(content(words_.lexeme(id)));
    for (uint32_t id = 0; id < count; ++id) {
      const Lexeme& lexeme = words_.lexeme(id);
      ContentHash hash;
      hash.add(own_[id]).add(lexeme.verb < count ? lexeme.verb == id ? 1 : own_[lexeme.verb] : 0);
      words_alone_.push_back(hash.value());
      if (meanings.other(lexeme)) hash.add(mark);
      lexemes_.push_back(hash.value());
      if (!changes.pattern_terms.empty()) pattern_terms_.push_back(meanings.pattern_terms(lexeme));
      add_row(rows, lexeme, own_[id]);
    }
  }

  const Words& words() const { return words_; }
  const RowList& rows() const { return rows_; }

  // What the key numbered `index` may stand for, and the same without what frames and actors make of it.
  struct Readings {
    uint64_t all = 0, words_alone = 0;
  };
  Readings readings(uint32_t index) const {
    ContentHash all, alone;
    for (const Form& form : words_.forms(index)) {
      all.add(form.lexeme < lexemes_.size() ? lexemes_[form.lexeme] : 0);
      alone.add(form.lexeme < words_alone_.size() ? words_alone_[form.lexeme] : 0);
      for (const SpelledCell& cell : words_.cells(form)) {
        all.add(uint64_t{cell.cell} << 32 | cell.signature);
        alone.add(uint64_t{cell.cell} << 32 | cell.signature);
      }
    }
    return {all.value(), alone.value()};
  }

  // Adds the words of changed patterns that the key numbered `index` may be.
  void add_pattern_terms(uint32_t index, std::vector<uint32_t>& out) const {
    if (pattern_terms_.empty()) return;
    for (const Form& form : words_.forms(index)) {
      if (form.lexeme < pattern_terms_.size()) add_terms(pattern_terms_[form.lexeme], out);
    }
  }

  uint64_t clitics() const {
    ContentHash hash;
    for (const uint32_t id : words_.clitics()) hash.add(id < lexemes_.size() ? lexemes_[id] : 0);
    return hash.value();
  }

  // Which bit the analyser gives a preposition that a verb governs (Analyser::index_prepositions); only where there are too few bits for all.
  std::map<std::string, size_t> prepositions() const {
    constexpr size_t kBits = 32;
    std::map<std::string, size_t> bits;
    for (uint32_t id = 0; id < words_.lexeme_count(); ++id) {
      const Lexeme& lexeme = words_.lexeme(id);
      if (lexeme.word_class != WordClass::kVerb) continue;
      for (const std::string_view one : split_list(words_.string(lexeme.preps))) bits.try_emplace(text::fold_key(one), bits.size());
    }
    if (bits.size() <= kBits) bits.clear();
    return bits;
  }

 private:
  uint64_t content(const Lexeme& l) const {
    ContentHash hash;
    for (const uint32_t string : {l.lemma, l.gloss, l.root, l.preps, l.upos, l.feats}) hash.add(words_.string(string));
    // Readings are ranked by where the row stands, in powers of two (src/morphology/rules.cc).
    hash.add(static_cast<uint64_t>(std::bit_width(l.line)));
    for (const auto value : {static_cast<uint8_t>(l.word_class), static_cast<uint8_t>(l.kind), l.verb_flags, l.form, l.derived})
      hash.add(uint64_t{value});
    return hash.value();
  }

  void add_row(const DictionaryRows& rows, const Lexeme& lexeme, uint64_t content) {
    if (lexeme.derived == 0) rows_.add(content, 0, lexeme.file < rows.files.size() ? rows.files[lexeme.file] : std::string_view(), lexeme.line);
  }

  const Words& words_;
  std::vector<uint64_t> own_, lexemes_, words_alone_;
  std::vector<std::vector<uint32_t>> pattern_terms_;  // by lexeme; empty where no pattern changed
  RowList rows_;
};

// Walks both automata together.
class Walk {
 public:
  Walk(const WordSide& before, const WordSide& after, DictionaryChanges& out) : before_(before), after_(after), out_(out) {}
  void all() { at(before_.words().keys().start(), true, after_.words().keys().start(), true); }

 private:
  using Place = Automaton::Place;
  struct Step {
    unsigned char label = 0;
    Place to;
  };

  void at(const Place& a, bool in_a, const Place& b, bool in_b) {
    if (key_.size() > kMaxDepth) return;  // only a damaged automaton goes deeper
    const bool ends_a = in_a && a.accepts, ends_b = in_b && b.accepts;
    if (ends_a || ends_b) {
      const auto was = ends_a ? before_.readings(a.index) : WordSide::Readings{}, is = ends_b ? after_.readings(b.index) : WordSide::Readings{};
      if (ends_a != ends_b || was.all != is.all) out_.keys.insert(key_);
      if (ends_a != ends_b || was.words_alone != is.words_alone) out_.readings.insert(key_);
    }
    if (!out_.pattern_terms.empty() && (ends_a || ends_b)) {
      std::vector<uint32_t> terms;
      if (ends_a) before_.add_pattern_terms(a.index, terms);
      if (ends_b) after_.add_pattern_terms(b.index, terms);
      if (!terms.empty()) out_.pattern_stems.emplace(key_, std::move(terms));
    }
    // Both lists of arcs ascend by label.
    const size_t begin = arcs_.size();
    if (in_a) before_.words().keys().arcs_of(a, [&](unsigned char label, const Place& to) { arcs_.push_back({label, to}); });
    const size_t middle = arcs_.size();
    if (in_b) after_.words().keys().arcs_of(b, [&](unsigned char label, const Place& to) { arcs_.push_back({label, to}); });
    const size_t end = arcs_.size();
    for (size_t i = begin, k = middle; i < middle || k < end;) {
      const bool has_a = i < middle && (k == end || arcs_[i].label <= arcs_[k].label),
                 has_b = k < end && (i == middle || arcs_[k].label <= arcs_[i].label);
      const Place to_a = has_a ? arcs_[i].to : Place(), to_b = has_b ? arcs_[k].to : Place();
      key_ += static_cast<char>(has_a ? arcs_[i].label : arcs_[k].label);
      i += has_a ? 1 : 0;
      k += has_b ? 1 : 0;
      at(to_a, has_a, to_b, has_b);
      key_.pop_back();
    }
    arcs_.resize(begin);
  }

  static constexpr size_t kMaxDepth = 200;
  const WordSide& before_;
  const WordSide& after_;
  DictionaryChanges& out_;
  std::string key_;
  std::vector<Step> arcs_;  // of the places on the way, those of one behind the other
};

}  // namespace

void compare_words(const DictionaryRows& before, const DictionaryRows& after, DictionaryChanges& out) {
  const WordSide old(before, out, 1), now(after, out, 2);
  if (old.clitics() != now.clitics()) out.everything = kCliticChanged;
  else if (old.prepositions() != now.prepositions()) out.everything = "the prepositions that verbs govern stand in another order";
  if (!out.everything.empty()) return;
  for (const WordSide* side : {&old, &now}) add_pronoun_letters(side->words(), out.pronoun_letters);
  Walk(old, now, out).all();
  const size_t other_rows = out.moved.size();
  const int64_t rows = out.rows;
  (void)RowList::pair(old.rows(), now.rows(), out);
  // A misspelling has no lexeme of its own; a row that only moved past a power of two counts among the changed.
  if (out.rows == rows && !out.keys.empty() && out.terms.empty() && out.patterns.empty() && out.phrases.empty() && out.dated.empty()) ++out.rows;
  out.moved.resize(other_rows);  // no record names a row of the lexicon
}

void compare_meanings(const DictionaryRows& rows, DictionaryChanges& out) {
  const Words& words = rows.words;
  add_pronoun_letters(words, out.pronoun_letters);
  const Meanings meanings(words, out);
  const auto count = static_cast<uint32_t>(words.lexeme_count());
  std::vector<bool> other(count), counts(count);
  std::vector<std::vector<uint32_t>> terms(count);
  for (uint32_t id = 0; id < count; ++id) {
    other[id] = meanings.other(words.lexeme(id));
    terms[id] = meanings.pattern_terms(words.lexeme(id));
    counts[id] = other[id] || !terms[id].empty();
  }
  if (std::any_of(words.clitics().begin(), words.clitics().end(), [&](uint32_t id) { return id < count && other[id]; })) {
    out.everything = kCliticChanged;
    return;
  }
  for (uint32_t index = 0; index < words.key_count(); ++index) {
    const std::span<const Form> forms = words.forms(index);
    const auto speaks = [&](const Form& form) { return form.lexeme < count && counts[form.lexeme]; };
    if (std::none_of(forms.begin(), forms.end(), speaks)) continue;
    const std::string key = words.keys().key(index);
    std::vector<uint32_t> of_key;
    for (const Form& form : forms) {
      if (!speaks(form)) continue;
      if (other[form.lexeme]) out.keys.insert(key);
      add_terms(terms[form.lexeme], of_key);
    }
    if (!of_key.empty()) out.pattern_stems.emplace(key, std::move(of_key));
  }
}

}  // namespace waqai::lexicon
