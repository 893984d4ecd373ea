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

class WordSide {
 public:
  // `mark` tells the sides apart where a lexeme itself did not change and what frames or actors make of it did.
  WordSide(const DictionaryRows& rows, const DictionaryChanges& changes, uint64_t mark) : words_(rows.words), changes_(changes) {
    const auto count = static_cast<uint32_t>(words_.lexeme_count());
    for (uint32_t id = 0; id < count; ++id) own_.push_back(content(words_.lexeme(id)));
    for (uint32_t id = 0; id < count; ++id) {
      const Lexeme& lexeme = words_.lexeme(id);
      ContentHash hash;
      hash.add(own_[id]).add(lexeme.verb < count ? lexeme.verb == id ? 1 : own_[lexeme.verb] : 0);
      if (other_meaning(lexeme)) hash.add(mark);
      lexemes_.push_back(hash.value());
      if (!changes_.pattern_terms.empty()) pattern_terms_.push_back(pattern_terms(lexeme));
      add_row(rows, lexeme, own_[id]);
    }
  }

  const Words& words() const { return words_; }
  const RowList& rows() const { return rows_; }

  // What the key numbered `index` may stand for.
  uint64_t readings(uint32_t index) const {
    ContentHash hash;
    for (const Form& form : words_.forms(index)) {
      hash.add(form.lexeme < lexemes_.size() ? lexemes_[form.lexeme] : 0);
      for (const SpelledCell& cell : words_.cells(form)) hash.add(uint64_t{cell.cell} << 32 | cell.signature);
    }
    return hash.value();
  }

  // Adds the words of changed patterns that the key numbered `index` may be.
  void add_pattern_terms(uint32_t index, std::vector<uint32_t>& out) const {
    if (pattern_terms_.empty()) return;
    for (const Form& form : words_.forms(index)) {
      if (form.lexeme >= pattern_terms_.size()) continue;
      for (const uint32_t term : pattern_terms_[form.lexeme]) {
        if (std::find(out.begin(), out.end(), term) == out.end()) out.push_back(term);
      }
    }
  }

  void add_pronoun_letters(std::string& letters) const {
    for (const uint32_t id : words_.clitics()) {
      const Lexeme& lexeme = words_.lexeme(id);
      if (lexeme.word_class != WordClass::kEnclitic) continue;
      for (const char letter : text::fold_key(words_.string(lexeme.root))) {
        if (letters.find(letter) == std::string::npos) letters += letter;
      }
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

  std::vector<uint32_t> pattern_terms(const Lexeme& lexeme) const {
    std::vector<uint32_t> found;
    for_terms(lexeme, [&](uint64_t term) {
      const auto one = changes_.pattern_terms.find(term);
      if (one != changes_.pattern_terms.end()) found.push_back(one->second);
    });
    return found;
  }

  // Whether other cues or lists, or other rows of the actor base, may speak of a word of this lexeme.
  bool other_meaning(const Lexeme& lexeme) const {
    if (changes_.terms.empty() && changes_.phrases.empty() && changes_.dated.empty()) return false;
    bool found = false;
    if (!changes_.terms.empty()) for_terms(lexeme, [&](uint64_t term) { found = found || changes_.terms.count(term) > 0; });
    if (found) return true;
    // A title in a form that its table does not list is found by its lemma.
    const uint64_t phrase = extend_phrase(kSectorPhrase, without_article(text::fold_key(words_.string(lexeme.lemma))));
    return changes_.phrases.count(phrase) > 0 || changes_.dated.count(phrase) > 0;
  }

  void add_row(const DictionaryRows& rows, const Lexeme& lexeme, uint64_t content) {
    if (lexeme.derived == 0) rows_.add(content, 0, lexeme.file < rows.files.size() ? rows.files[lexeme.file] : std::string_view(), lexeme.line);
  }

  const Words& words_;
  const DictionaryChanges& changes_;
  std::vector<uint64_t> own_, lexemes_;
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
  struct Next {
    Place before, after;
    bool has_before = false, has_after = false;
  };

  void at(const Place& a, bool in_a, const Place& b, bool in_b) {
    if (key_.size() > kMaxDepth) return;  // only a damaged automaton goes deeper
    const bool ends_a = in_a && a.accepts, ends_b = in_b && b.accepts;
    if (ends_a != ends_b || (ends_a && before_.readings(a.index) != after_.readings(b.index))) out_.keys.insert(key_);
    if (!out_.pattern_terms.empty() && (ends_a || ends_b)) {
      std::vector<uint32_t> terms;
      if (ends_a) before_.add_pattern_terms(a.index, terms);
      if (ends_b) after_.add_pattern_terms(b.index, terms);
      if (!terms.empty()) out_.pattern_stems.emplace(key_, std::move(terms));
    }
    std::map<unsigned char, Next> next;
    if (in_a)
      before_.words().keys().arcs_of(a, [&](unsigned char label, const Place& to) { next[label].before = to, next[label].has_before = true; });
    if (in_b) after_.words().keys().arcs_of(b, [&](unsigned char label, const Place& to) { next[label].after = to, next[label].has_after = true; });
    for (const auto& [label, to] : next) {
      key_ += static_cast<char>(label);
      at(to.before, to.has_before, to.after, to.has_after);
      key_.pop_back();
    }
  }

  static constexpr size_t kMaxDepth = 200;
  const WordSide& before_;
  const WordSide& after_;
  DictionaryChanges& out_;
  std::string key_;
};

}  // namespace

void compare_words(const DictionaryRows& before, const DictionaryRows& after, DictionaryChanges& out) {
  const WordSide old(before, out, 1), now(after, out, 2);
  if (old.clitics() != now.clitics()) out.everything = "a clitic changed";
  else if (old.prepositions() != now.prepositions()) out.everything = "the prepositions that verbs govern stand in another order";
  if (!out.everything.empty()) return;
  for (const WordSide* side : {&old, &now}) side->add_pronoun_letters(out.pronoun_letters);
  Walk(old, now, out).all();
  const size_t other_rows = out.moved.size();
  const int64_t rows = out.rows;
  (void)RowList::pair(old.rows(), now.rows(), out);
  // A misspelling has no lexeme of its own; a row that only moved past a power of two counts among the changed.
  if (out.rows == rows && !out.keys.empty() && out.terms.empty() && out.patterns.empty() && out.phrases.empty() && out.dated.empty()) ++out.rows;
  out.moved.resize(other_rows);  // no record names a row of the lexicon
}

}  // namespace waqai::lexicon
