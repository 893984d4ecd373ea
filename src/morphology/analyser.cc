// SPDX-License-Identifier: Apache-2.0
#include "morphology/analyser.h"

#include <algorithm>
#include <unordered_map>

#include "lexicon/inflect_verb.h"
#include "lexicon/source.h"
#include "morphology/guesser.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::morphology {
namespace {

using annot::Upos;
using lexicon::Cell;
using lexicon::Lexeme;
using lexicon::WordClass;
using text::key_byte;

constexpr size_t kMaxKey = 40;  // longer tokens are no Arabic words
constexpr size_t kMaxAnalyses = 200;
constexpr size_t kMaxEnclitic = 3;  // letters

// Cost of a spelling that is not the lexicon's.  Hamza left out is common; another seat, or a hamza where none belongs, is a mistake.
int alef_cost(uint32_t seen, uint32_t right) {
  if (seen == right) return 0;
  if (seen == 0) return 1;
  return right == 3 || seen == 3 ? 4 : 3;
}

uint8_t spelling_cost(std::string_view exact, uint32_t right) {
  const uint32_t seen = lexicon::spelling_signature(exact);
  if (seen == right) return 0;
  int cost = 0;
  for (int shift = 0; shift < 14; shift += 2) cost += alef_cost(seen >> shift & 3, right >> shift & 3);
  const bool seen_final = seen >> 14 != 0;
  const bool right_final = right >> 14 != 0;
  if (seen_final != right_final) {
    const char32_t last = exact.empty() ? 0 : text::key_letter(exact.back());
    const bool yeh = last == text::kYeh || last == text::kAlefMaksura;
    cost += yeh ? 2 : seen_final ? 5 : 3;
  }
  return static_cast<uint8_t>(std::min(cost, 20));
}

Analyser::Governs parse_governs(std::string_view cell) {
  using Governs = Analyser::Governs;
  if (cell == "gen") return Governs::kGenitive;
  if (cell == "acc") return Governs::kAccusative;
  if (cell == "jus") return Governs::kJussive;
  if (cell == "sub") return Governs::kSubjunctive;
  return cell.empty() ? Governs::kNothing : Governs::kOther;
}

}  // namespace

void TokenKey::set(std::string_view surface) {
  text::fold_with_offsets(surface, key, offsets);
  exact = text::exact_key(surface);
  vowels.clear();
  tanwin = false;
  size_t letters = 0;  // key bytes that start at or before the mark
  for (size_t at = 0; at + 1 < surface.size(); ++at) {
    const auto mark = static_cast<unsigned char>(surface[at + 1]);
    if (surface[at] != '\xd9' || mark < 0x8b || mark > 0x90) continue;  // U+064B to U+0650
    if (mark < 0x8e) tanwin = true;
    while (letters < key.size() && offsets[letters] < at) ++letters;
    vowels.resize(key.size(), '\0');
    if (mark >= 0x8e && letters > 0) vowels[letters - 1] = mark == 0x8e ? 'a' : mark == 0x8f ? 'u' : 'i';
  }
}

// Where a stem may start, and what stands before it.
struct Analyser::Start {
  size_t at = 0;
  bool question = false;
  Proclitic conjunction = Proclitic::kNone;
  Proclitic prefix = Proclitic::kNone;
  Article article = Article::kNone;
};

// One call of analyse().
class Analyser::Run {
 public:
  Run(const Analyser& analyser, const TokenKey& token, std::vector<Analysis>& out)
      : owner_(analyser), key_(token.key), exact_(token.exact), vowels_(token.vowels), tanwin_(token.tanwin), out_(out) {}

  void lexical() {
    const size_t n = key_.size();
    for (size_t length = 1; length <= kMaxEnclitic && length < n; ++length)
      enclitic_[length] = owner_.clitics_.find_enclitic(key_.substr(n - length));
    from_question();
  }

 private:
  bool has(size_t at, char byte) const { return at < key_.size() && key_[at] == byte; }

  // ---- proclitics ----

  void from_question() {
    Start start;
    from_conjunction(start);
    if (key_.size() > 3 && text::key_letter(exact_[0]) == text::kAlefHamzaAbove) {
      start.question = true;
      start.at = 1;
      from_conjunction(start);
    }
  }

  void from_conjunction(const Start& start) {
    from_prefix(start);
    Start next = start;
    ++next.at;
    if (has(start.at, key_byte(text::kWaw))) next.conjunction = Proclitic::kWa;
    if (has(start.at, key_byte(text::kFeh))) next.conjunction = Proclitic::kFa;
    if (next.conjunction == Proclitic::kNone) return;
    if (next.at == key_.size()) return clitic_alone(start, next.conjunction);
    from_prefix(next);
  }

  void from_prefix(const Start& start) {
    from_article(start);
    Proclitic found = Proclitic::kNone;
    if (has(start.at, key_byte(text::kBeh))) found = Proclitic::kBi;
    if (has(start.at, key_byte(text::kKaf))) found = Proclitic::kKa;
    if (has(start.at, kLamByte)) found = Proclitic::kLi;
    if (has(start.at, key_byte(text::kSeen))) found = Proclitic::kSa;
    if (found == Proclitic::kNone) return;
    if (found != Proclitic::kSa) clitic_with_pronoun(start, found);
    Start next = start;
    next.prefix = found;
    ++next.at;
    if (next.at < key_.size()) from_article(next);
  }

  void from_article(const Start& start) {
    stems(start);
    Start next = start;
    if (start.prefix == Proclitic::kLi) {
      if (!has(start.at, kLamByte)) return;
      next.article = Article::kHidden;
      stems(next);
      next.article = Article::kFused;
      ++next.at;
      return stems(next);
    }
    const bool article = has(start.at, kAlefByte) && has(start.at + 1, kLamByte) && start.prefix != Proclitic::kSa;
    if (!article || text::key_letter(exact_[start.at]) != text::kAlef) return;
    next.article = Article::kWritten;
    next.at += 2;
    stems(next);
  }

  // A conjunction or preposition written alone, before a number or quotation marks.
  void clitic_alone(const Start& start, Proclitic role) { add_clitic(start, role, 0); }

  // bihi, lahum: the preposition is the stem.  Alone: before a number or quotation marks.
  void clitic_with_pronoun(const Start& start, Proclitic role) {
    const size_t rest = key_.size() - start.at - 1;
    if (rest == 0) return add_clitic(start, role, 0);
    const uint8_t enclitic = rest <= kMaxEnclitic ? enclitic_[rest] : 0;
    if (enclitic == 0 || role == Proclitic::kKa || owner_.clitics_.enclitics()[enclitic - 1].object_only) return;
    add_clitic(start, role, enclitic);
  }

  void add_clitic(const Start& start, Proclitic role, uint8_t enclitic) {
    const uint32_t lexeme = owner_.clitics_.lexeme(role);
    if (lexeme == kNoLexeme) return;
    Analysis found = base(start);
    found.lexeme = lexeme;
    found.upos = owner_.upos(lexeme);
    found.stem_end = static_cast<uint8_t>(start.at + 1);
    found.enclitic = enclitic;
    out_.push_back(found);
  }

  // ---- stems ----

  static Analysis base(const Start& start) {
    Analysis analysis;
    analysis.question = start.question;
    analysis.conjunction = start.conjunction;
    analysis.prefix = start.prefix;
    analysis.article = start.article;
    analysis.stem_begin = static_cast<uint8_t>(start.at);
    return analysis;
  }

  void stems(const Start& start) {
    lexicon::Automaton::Place place = owner_.words_.keys().start();
    for (size_t at = start.at; at < key_.size(); ++at) {
      if (!owner_.words_.keys().step(place, static_cast<unsigned char>(key_[at]))) return;
      if (!place.accepts) continue;
      const size_t rest = key_.size() - at - 1;
      if (rest == 1 && key_[at] == key_byte(text::kNoon) && key_[at + 1] == kAlefByte) forms(start, {place.index, at + 1, enclitic_[2], true});
      if (rest > kMaxEnclitic || (rest > 0 && enclitic_[rest] == 0)) continue;
      forms(start, {place.index, at + 1, rest > 0 ? enclitic_[rest] : uint8_t{0}, false});
    }
  }

  // A key found: its number, where it ends, the pronoun after it.
  struct Found {
    uint32_t index = 0;
    size_t end = 0;
    uint8_t enclitic = 0;
    bool shared_noon = false;
  };

  void forms(const Start& start, const Found& found) {
    Analysis analysis = base(start);
    analysis.stem_end = static_cast<uint8_t>(found.end);
    analysis.enclitic = found.enclitic;
    analysis.shared_noon = found.shared_noon;
    const std::string_view stem = exact_.substr(start.at, found.end - start.at);
    for (const lexicon::Form& form : owner_.words_.forms(found.index)) {
      const Lexeme& lexeme = owner_.words_.lexeme(form.lexeme);
      for (const lexicon::SpelledCell& spelled : owner_.words_.cells(form)) {
        analysis.lexeme = form.lexeme;
        analysis.cell = spelled.cell;
        analysis.spelling = spelling_cost(stem, spelled.signature);
        analysis.upos = owner_.upos(form.lexeme);
        if (fits(analysis, lexeme)) add(analysis, lexeme);
      }
    }
  }

  void add(Analysis analysis, const Lexeme& lexeme) {
    if (out_.size() >= kMaxAnalyses) return;
    if (lexeme.word_class == WordClass::kVerb && analysis.prefix == Proclitic::kLi) {
      const Cell cell = analysis.features();
      analysis.prefix = cell.aspect == lexicon::kPerfect ? Proclitic::kLaEmphatic : Proclitic::kLiPurpose;
      const bool order = cell.aspect == lexicon::kImperfect && (cell.moods & lexicon::kJussive) != 0 && analysis.enclitic == 0;
      out_.push_back(analysis);
      if (order && analysis.conjunction != Proclitic::kNone) {
        analysis.prefix = Proclitic::kLiOrder;
        out_.push_back(analysis);
      }
      return;
    }
    out_.push_back(analysis);
    if (lexeme.word_class != WordClass::kAdjective) return;
    analysis.upos = Upos::kNoun;
    analysis.nominalised = true;
    out_.push_back(analysis);
  }

  // ---- what goes with what ----

  bool fits(const Analysis& a, const Lexeme& lexeme) const {
    const Cell cell = a.features();
    if (a.shared_noon && lexeme.word_class != WordClass::kFunction) return false;
    if (tanwin_ && (a.enclitic != 0 || a.has_article() || lexeme.word_class == WordClass::kVerb)) return false;
    if ((cell.attach & (a.enclitic != 0 ? lexicon::kBound : lexicon::kFree)) == 0) return false;
    switch (lexeme.word_class) {
      case WordClass::kVerb:
        return fits_verb(a, cell, lexeme);
      case WordClass::kFunction:
        return fits_function(a, cell);
      case WordClass::kNoun:
      case WordClass::kAdjective:
      case WordClass::kName:
        return fits_noun(a, cell);
      default:
        return false;
    }
  }

  bool fits_verb(const Analysis& a, const Cell& cell, const Lexeme& lexeme) const {
    if (a.has_article()) return false;
    const bool imperfect = cell.aspect == lexicon::kImperfect;
    if (!vowels_.empty() && !fits_vowel(vowels_[a.stem_begin], cell, lexeme)) return false;
    switch (a.prefix) {
      case Proclitic::kNone:
        break;
      case Proclitic::kSa:
        if (!imperfect || (cell.moods & lexicon::kIndicative) == 0) return false;
        break;
      case Proclitic::kLi:
        if (imperfect ? (cell.moods & (lexicon::kSubjunctive | lexicon::kJussive)) == 0 : a.enclitic != 0) return false;
        break;
      default:
        return false;
    }
    if (a.enclitic == 0) return true;
    const Enclitic& pronoun = owner_.clitics_.enclitics()[a.enclitic - 1];
    if (pronoun.genitive_only) return false;
    if (cell.person < 3 && cell.person == pronoun.features.person) return false;
    if (cell.voice == lexicon::kPassive && (lexeme.verb_flags & lexicon::kTwoObjects) == 0) return false;
    return (lexeme.verb_flags & lexicon::kTransitive) != 0;
  }

  // A vowel written on the first letter tells voice and form: qutila, yuqtalu.
  static bool fits_vowel(char vowel, const Cell& cell, const Lexeme& lexeme) {
    if (vowel == 0 || cell.moods == lexicon::kImperative) return true;
    const bool passive = cell.voice == lexicon::kPassive;
    if (cell.aspect == lexicon::kPerfect) return vowel == 'i' || passive == (vowel == 'u');  // i: hollow verbs, and the wasla
    const bool u_forms = lexeme.form == 2 || lexeme.form == 3 || lexeme.form == 4 || lexeme.form == lexicon::kFormQ1;
    return vowel == 'u' ? passive || u_forms : !passive && (vowel == 'i' || !u_forms);
  }

  bool fits_noun(const Analysis& a, const Cell& cell) const {
    if (a.question || a.prefix == Proclitic::kSa) return false;
    if (a.prefix != Proclitic::kNone && (cell.cases & lexicon::kGen) == 0) return false;
    if (a.has_article()) return a.enclitic == 0 && (cell.states & lexicon::kWithArticle) != 0 && starts_well(a);
    if (a.enclitic != 0) return (cell.states & lexicon::kConstruct) != 0 && !owner_.clitics_.enclitics()[a.enclitic - 1].object_only;
    return (cell.states & (lexicon::kIndefinite | lexicon::kConstruct)) != 0;
  }

  // The lam of a fused article may only be hidden before a noun that begins with lam.
  bool starts_well(const Analysis& a) const { return a.article != Article::kHidden || has(a.stem_begin, kLamByte); }

  bool fits_function(const Analysis& a, const Cell& cell) const {
    if (a.has_article() && ((cell.states & lexicon::kWithArticle) == 0 || a.enclitic != 0 || !starts_well(a))) return false;
    if (a.prefix == Proclitic::kSa) return false;
    if (a.shared_noon && cell.attach != lexicon::kBound) return false;
    if (a.enclitic != 0) {
      const Enclitic& pronoun = owner_.clitics_.enclitics()[a.enclitic - 1];
      const bool particle = a.upos == Upos::kSconj || a.upos == Upos::kPart;
      if (!particle && pronoun.object_only) return false;
    }
    if (a.prefix == Proclitic::kNone) return true;
    if (a.question) return false;
    const annot::Features features = owner_.function_features(a.lexeme);
    switch (a.upos) {
      case Upos::kDet:
      case Upos::kNum:
      case Upos::kAdj:
      case Upos::kNoun:
      case Upos::kSconj:
      case Upos::kAdp:
        return features.grammatical_case != annot::Case::kNom;
      case Upos::kPron:
        return features.person == 0 && features.grammatical_case != annot::Case::kNom;
      case Upos::kPart:
        return features.negative && a.prefix == Proclitic::kBi;
      case Upos::kAdv:
        return features.demonstrative;
      default:
        return false;
    }
  }

  const Analyser& owner_;
  std::string_view key_;
  std::string_view exact_;
  std::string_view vowels_;
  bool tanwin_;
  std::vector<Analysis>& out_;
  uint8_t enclitic_[kMaxEnclitic + 1] = {};
};

Result<Analyser> Analyser::open(const lexicon::Bundle& bundle) {
  Result<lexicon::Words> words = lexicon::Words::open(bundle);
  if (!words) return words.status();
  Analyser analyser;
  analyser.words_ = std::move(words).value();
  analyser.clitics_ = Clitics(analyser.words_);
  const auto count = static_cast<uint32_t>(analyser.words_.lexeme_count());
  analyser.upos_.reserve(count);
  analyser.first_function_ = count;
  for (uint32_t id = 0; id < count; ++id) {
    const Lexeme& lexeme = analyser.words_.lexeme(id);
    analyser.upos_.push_back(annot::parse_upos(analyser.words_.string(lexeme.upos)).value_or(Upos::kX));
    const bool function =
        lexeme.word_class == WordClass::kFunction || lexeme.word_class == WordClass::kProclitic || lexeme.word_class == WordClass::kEnclitic;
    if (function) analyser.first_function_ = std::min(analyser.first_function_, id);
  }
  for (uint32_t id = analyser.first_function_; id < count; ++id) {
    const Lexeme& lexeme = analyser.words_.lexeme(id);
    analyser.function_features_.push_back(annot::parse_features(analyser.words_.string(lexeme.feats)));
    analyser.governs_.push_back(lexeme.word_class == WordClass::kFunction ? parse_governs(analyser.words_.string(lexeme.preps)) : Governs::kNothing);
  }
  analyser.index_prepositions();
  return analyser;
}

Analyser::Governs Analyser::governs(uint32_t lexeme) const {
  const size_t index = size_t{lexeme} - first_function_;
  return lexeme >= first_function_ && index < governs_.size() ? governs_[index] : Governs::kNothing;
}

bool Analyser::governs_preposition(uint32_t verb, uint32_t preposition) const {
  if (verb >= prepositions_.size() || preposition >= prepositions_.size() || words_.lexeme(verb).word_class != WordClass::kVerb) return false;
  return (prepositions_[verb] & prepositions_[preposition]) != 0;
}

void Analyser::index_prepositions() {
  std::unordered_map<std::string, uint32_t> bits;
  const auto count = static_cast<uint32_t>(words_.lexeme_count());
  prepositions_.assign(count, 0);
  for (uint32_t id = 0; id < count; ++id) {
    const Lexeme& lexeme = words_.lexeme(id);
    if (lexeme.word_class != WordClass::kVerb) continue;
    for (const std::string_view one : lexicon::split_list(words_.string(lexeme.preps))) {
      const auto [place, added] = bits.try_emplace(text::fold_key(one), static_cast<uint32_t>(std::min<size_t>(bits.size(), 31)));
      prepositions_[id] |= 1u << place->second;
    }
  }
  for (uint32_t id = first_function_; id < count; ++id) {
    const auto found = upos_[id] == Upos::kAdp ? bits.find(text::fold_key(words_.lemma(id))) : bits.end();
    if (found != bits.end()) prepositions_[id] = 1u << found->second;
  }
}

annot::Features Analyser::function_features(uint32_t lexeme) const {
  const size_t index = size_t{lexeme} - first_function_;
  return lexeme >= first_function_ && index < function_features_.size() ? function_features_[index] : annot::Features();
}

void Analyser::analyse(const TokenKey& token, std::vector<Analysis>& out) const {
  out.clear();
  const bool word = !token.key.empty() && token.key.size() <= kMaxKey && token.exact.size() == token.key.size();
  if (word) Run(*this, token, out).lexical();
  add_guesses(token.key, clitics_, out);
}

}  // namespace waqai::morphology
