// SPDX-License-Identifier: Apache-2.0
#include "morphology/words_layer.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace waqai::morphology {
namespace {

using annot::Case;
using annot::Definite;
using annot::Features;
using annot::Mood;
using annot::Upos;
using lexicon::Cell;
using lexicon::WordClass;

Case single_case(uint32_t cases) {
  switch (cases) {
    case lexicon::kNom:
      return Case::kNom;
    case lexicon::kAcc:
      return Case::kAcc;
    case lexicon::kGen:
      return Case::kGen;
    default:
      return Case::kNone;
  }
}

bool is_noun_like(const Analysis& a) {
  return a.upos == Upos::kNoun || a.upos == Upos::kPropn || a.upos == Upos::kAdj || a.upos == Upos::kNum || a.upos == Upos::kDet;
}

class Writer {
 public:
  Writer(const Analyser& analyser, const std::vector<Chosen>& chosen, annot::Document& doc) : analyser_(analyser), chosen_(chosen), doc_(doc) {}

  void token(size_t i) {
    at_ = i;
    token_ = &doc_.tokens[chosen_[i].token];
    const Analysis& a = analysis(i);
    const auto begin = static_cast<uint32_t>(doc_.words.size());
    cursor_ = token_->span.begin;
    uint32_t key = 0;
    if (a.question) proclitic(Proclitic::kQuestion, ++key);
    if (a.conjunction != Proclitic::kNone) proclitic(a.conjunction, ++key);
    if (a.prefix != Proclitic::kNone) proclitic(a.prefix, ++key);
    stem(a);
    if (a.enclitic != 0) enclitic(a);
    token_->words = {begin, static_cast<uint32_t>(doc_.words.size())};
  }

 private:
  const Analysis& analysis(size_t i) const { return chosen_[i].candidate->analysis; }

  // The bytes from the cursor to key byte `end`; the cursor moves there.
  Span take(uint32_t end) {
    const Span span{cursor_, std::max(cursor_, token_->span.begin + (*chosen_[at_].offsets)[end])};
    cursor_ = span.end;
    return span;
  }
  Span take_rest() {
    const Span span{cursor_, token_->span.end};
    cursor_ = span.end;
    return span;
  }

  annot::Word& add(Span span, uint32_t lexeme) {
    annot::Word word;
    word.token = chosen_[at_].token;
    word.span = span;
    word.form = doc_.surface(span);
    if (lexeme != kNoLexeme) {
      const lexicon::Words& words = analyser_.words();
      const lexicon::Lexeme& row = words.lexeme(lexeme);
      word.lemma = words.string(row.lemma);
      word.gloss = words.string(row.gloss);
      word.upos = analyser_.upos(lexeme);
      word.row = {row.file, row.line};
      word.lexeme = lexeme;
      word.verb_lexeme = row.verb;
      word.kind = static_cast<uint8_t>(row.kind);
    } else {
      word.lemma = word.form;
    }
    doc_.words.push_back(word);
    return doc_.words.back();
  }

  void proclitic(Proclitic role, uint32_t end) {
    const uint32_t lexeme = analyser_.clitics().lexeme(role);
    annot::Word& word = add(take(end), lexeme);
    word.features = analyser_.function_features(lexeme);
    word.proclitic = true;
  }

  void enclitic(const Analysis& a) {
    const Enclitic& pronoun = analyser_.clitics().enclitics()[a.enclitic - 1];
    annot::Word& word = add(take_rest(), pronoun.lexeme);
    if (a.shared_noon) word.form = doc_.strings.store(text::key_to_utf8(pronoun.key));
    word.features = pronoun.features;
    const bool object = a.upos == Upos::kVerb || a.upos == Upos::kSconj || a.upos == Upos::kPart || a.upos == Upos::kAux;
    word.features.grammatical_case = object ? Case::kAcc : Case::kGen;
    word.enclitic = true;
  }

  void stem(const Analysis& a) {
    const Span span = a.enclitic != 0 ? take(a.stem_end) : take_rest();
    annot::Word& word = add(span, a.lexeme);
    word.upos = a.upos;
    word.guessed = a.guessed;
    if (a.guessed) word.lemma = guessed_lemma(a, span);
    if (a.article == Article::kFused || a.article == Article::kHidden) word.form = with_article(word.form);
    word.features = features(a);
  }

  // The stem without its article, adjectives also without their ta marbuta.
  std::string_view guessed_lemma(const Analysis& a, Span span) const {
    const uint32_t begin = token_->span.begin + (*chosen_[at_].offsets)[a.stem_begin];
    std::string_view lemma = doc_.surface(Span{std::clamp(begin, span.begin, span.end), span.end});
    static constexpr std::string_view kTaMarbuta = "\xd8\xa9";
    if (a.upos == Upos::kAdj && lemma.size() > 8 && lemma.ends_with(kTaMarbuta)) lemma.remove_suffix(kTaMarbuta.size());
    return lemma;
  }

  // lil-: the noun gets its article back.
  std::string_view with_article(std::string_view form) {
    std::string whole;
    text::append_utf8(whole, text::kAlef);
    if (analysis(at_).article == Article::kHidden) text::append_utf8(whole, text::kLam);
    whole += form;
    return doc_.strings.store(whole);
  }

  // ---- features in context ----

  Features features(const Analysis& a) const {
    if (a.lexeme == kNoLexeme && !a.guessed) return {};  // digits, marks, Latin
    if (a.lexeme != kNoLexeme) {
      const WordClass word_class = analyser_.words().lexeme(a.lexeme).word_class;
      const bool function = word_class == WordClass::kFunction || word_class == WordClass::kProclitic;
      if (function) return function_features(a);
    }
    const Cell cell = a.features();
    Features f;
    f.gender = static_cast<annot::Gender>(cell.gender);
    f.number = static_cast<annot::Number>(cell.number);
    f.voice = static_cast<annot::Voice>(cell.voice);
    f.verb_form = static_cast<annot::VerbForm>(cell.verb_form);
    if (a.upos == Upos::kVerb || a.upos == Upos::kAux) {
      f.person = static_cast<uint8_t>(cell.person);
      f.aspect = static_cast<annot::Aspect>(cell.aspect);
      f.mood = mood(a, cell.moods);
      return f;
    }
    if (!is_noun_like(a)) return f;
    f.grammatical_case = grammatical_case(a, cell.cases);
    f.definite = definite(a);
    return f;
  }

  Features function_features(const Analysis& a) const {
    Features f = analyser_.function_features(a.lexeme);
    if (is_noun_like(a) && f.grammatical_case == Case::kNone) f.grammatical_case = grammatical_case(a, lexicon::kAnyCase);
    if (is_noun_like(a) && f.definite == Definite::kNone && (a.has_article() || a.enclitic != 0))
      f.definite = a.has_article() ? Definite::kDef : Definite::kCon;
    return f;
  }

  // The reading before the token at hand; null at the start and after a break.
  const Analysis* before() const { return at_ > 0 ? &analysis(at_ - 1) : nullptr; }
  const Analysis* after() const { return at_ + 1 < chosen_.size() ? &analysis(at_ + 1) : nullptr; }

  // What the word before governs, as function.tsv says.
  std::string_view governed() const {
    const Analysis* a = before();
    if (a == nullptr || a->enclitic != 0 || a->lexeme == kNoLexeme || !is_bare(analysis(at_))) return {};
    const lexicon::Lexeme& row = analyser_.words().lexeme(a->lexeme);
    return row.word_class == WordClass::kFunction ? analyser_.words().string(row.preps) : std::string_view();
  }

  Mood mood(const Analysis& a, uint32_t moods) const {
    if (moods == 0) return Mood::kNone;
    if (moods == lexicon::kImperative) return Mood::kImper;
    const std::string_view by = governed();
    const bool order = a.prefix == Proclitic::kLiOrder || by == "jus";
    const bool purpose = a.prefix == Proclitic::kLiPurpose || by == "sub";
    if (order && (moods & lexicon::kJussive) != 0) return Mood::kJus;
    if (purpose && (moods & lexicon::kSubjunctive) != 0) return Mood::kSub;
    if ((moods & lexicon::kIndicative) != 0) return Mood::kInd;
    return (moods & lexicon::kSubjunctive) != 0 ? Mood::kSub : Mood::kJus;
  }

  Case grammatical_case(const Analysis& a, uint32_t cases) const {
    if (a.prefix != Proclitic::kNone || governed() == "gen") return (cases & lexicon::kGen) != 0 ? Case::kGen : single_case(cases);
    const Analysis* last = before();
    const bool idafa = last != nullptr && is_bare(a) && a.upos != Upos::kAdj && last->upos == Upos::kNoun && !last->has_article() &&
                       last->enclitic == 0 && a.has_article();
    return idafa && (cases & lexicon::kGen) != 0 ? Case::kGen : single_case(cases);
  }

  Definite definite(const Analysis& a) const {
    if (a.has_article()) return Definite::kDef;
    if (a.upos == Upos::kPropn || a.guessed) return Definite::kNone;
    const uint32_t states = a.features().states;
    if (a.enclitic != 0 || states == lexicon::kConstruct) return Definite::kCon;
    if (a.upos != Upos::kNoun || (states & lexicon::kConstruct) == 0) return Definite::kInd;
    const Analysis* next = after();
    if (next == nullptr || !is_bare(*next) || !doc_.tokens[chosen_[at_].token].space_after) return Definite::kInd;
    const bool noun = next->upos == Upos::kNoun || next->upos == Upos::kPropn || next->upos == Upos::kDet;
    const bool closes = next->has_article() || next->upos == Upos::kPropn || next->enclitic != 0 || next->upos == Upos::kDet;
    return noun && closes ? Definite::kCon : Definite::kInd;
  }

  const Analyser& analyser_;
  const std::vector<Chosen>& chosen_;
  annot::Document& doc_;
  annot::Token* token_ = nullptr;
  size_t at_ = 0;
  uint32_t cursor_ = 0;
};

}  // namespace

void add_words(const Analyser& analyser, const std::vector<Chosen>& chosen, annot::Sentence& sentence, annot::Document& doc) {
  sentence.words.begin = static_cast<uint32_t>(doc.words.size());
  Writer writer(analyser, chosen, doc);
  for (size_t i = 0; i < chosen.size(); ++i) writer.token(i);
  sentence.words.end = static_cast<uint32_t>(doc.words.size());
}

std::string describe(const Analyser& analyser, const Analysis& a, const TokenKey& token) {
  const auto part = [&](size_t begin, size_t end) {
    const size_t last = std::min(end, token.exact.size());
    return text::key_to_utf8(std::string_view(token.exact).substr(std::min(begin, last), last - std::min(begin, last)));
  };
  std::string out;
  size_t at = 0;
  for (const bool present : {a.question, a.conjunction != Proclitic::kNone, a.prefix != Proclitic::kNone}) {
    if (!present) continue;
    out += part(at, at + 1) + "+";
    ++at;
  }
  if (a.has_article()) out += "al+";
  out += part(a.stem_begin, a.enclitic != 0 ? a.stem_end : token.exact.size());
  if (a.enclitic != 0) out += "+" + part(a.stem_end, token.exact.size());
  out += ' ';
  out += a.lexeme == kNoLexeme ? part(a.stem_begin, a.stem_end) : std::string(analyser.words().lemma(a.lexeme));
  out += ' ';
  out += annot::to_string(a.upos);
  const std::string cell = lexicon::to_string(a.features());
  if (!cell.empty()) out += " " + cell;
  if (a.spelling != 0) out += " spelling:" + std::to_string(a.spelling);
  if (a.guessed) out += " guess";
  return out;
}

}  // namespace waqai::morphology
