// SPDX-License-Identifier: Apache-2.0
#include "entities/name_facts.h"

#include <algorithm>

#include "base/hash.h"
#include "text/fold.h"

namespace waqai::entities {

using annot::Document;
using annot::Sentence;
using annot::Token;
using annot::TokenKind;
using annot::Upos;
using annot::Word;

namespace {

constexpr size_t kKeptWords = 1u << 12;

// Bits of TokenFacts::clitics; above them the hash of the preposition's letters, cut.
constexpr uint32_t kConjunction = 1, kPreposition = 2, kArticle = 4, kAttached = 8;

const TokenFacts& edge() {
  static const TokenFacts kEdge = [] {
    TokenFacts facts;
    facts.letters.form = facts.letters.bare = facts.lemma = 0x0ED6E;
    facts.upos = 31;
    return facts;
  }();
  return kEdge;
}

uint32_t packed(const WordClass& c, int from) {
  uint32_t bits = 0;
  for (int k = from; k < kNameKinds; ++k) bits = bits * 9 + c.named[k];
  return bits;
}

}  // namespace

uint32_t name_key(std::string_view folded) { return static_cast<uint32_t>(base::hash64(folded, 0x6e616d65)); }

NameFacts::NameFacts(const lexicon::Words& words, const NameModel& model) : words_(words), model_(model), kept_(kKeptWords) {}

const TokenFacts& NameFacts::near(size_t at, int offset) const {
  const auto place = static_cast<int64_t>(at) + offset;
  return place < 0 || place >= static_cast<int64_t>(facts_.size()) ? edge() : facts_[static_cast<size_t>(place)];
}

uint32_t NameFacts::lists_of(std::string_view key) const {
  lexicon::Automaton::Place place = words_.keys().start();
  for (const char c : key) {
    if (!words_.keys().step(place, static_cast<unsigned char>(c))) return 0;
  }
  if (!place.accepts) return 0;
  uint32_t bits = 0;
  for (const lexicon::Form& form : words_.forms(place.index)) {
    const lexicon::Lexeme& lexeme = words_.lexeme(form.lexeme);
    if (lexeme.word_class != lexicon::WordClass::kName) {
      bits |= 16;
      continue;
    }
    switch (lexeme.kind) {
      case lexicon::NounKind::kGiven:
        bits |= 1;
        break;
      case lexicon::NounKind::kFamily:
        bits |= 2;
        break;
      case lexicon::NounKind::kPlace:
        bits |= 4;
        break;
      default:
        bits |= 8;
    }
  }
  return bits;
}

WordFacts NameFacts::letters_of(std::string_view key, uint32_t form) const {
  const std::string_view bare = lexicon::without_article(key);
  WordFacts letters;
  letters.article = bare.size() != key.size();
  letters.form = form;
  letters.bare = letters.article ? name_key(bare) : form;
  for (uint32_t n = 1; n <= 4 && n <= bare.size(); ++n) {
    letters.affixes[2 * n - 2] = name_key(bare.substr(0, n));
    letters.affixes[2 * n - 1] = name_key(bare.substr(bare.size() - n));
  }
  letters.length = static_cast<uint32_t>(std::min<size_t>(bare.size(), 8));
  letters.lists = lists_of(bare) | (letters.article ? lists_of(key) << 5 : 0);
  letters.classes = model_.word_class(form);
  return letters;
}

void NameFacts::read_token(const Document& doc, const Token& token, TokenFacts& facts) {
  facts = TokenFacts();
  facts.shape = static_cast<uint32_t>(token.kind);
  uint32_t main = annot::kNone;
  for (uint32_t w = token.words.begin; w < token.words.end; ++w) {
    const Word& word = doc.words[w];
    if (word.enclitic) {
      facts.clitics |= kAttached;
    } else if (word.proclitic) {
      if (word.upos == Upos::kCconj) facts.clitics |= kConjunction;
      else facts.clitics |= kPreposition | (name_key(text::fold_key(word.form)) & 0xff) << 8;
    } else if (main == annot::kNone) {
      main = w;
    }
  }
  if (main == annot::kNone) {
    facts.letters.form = facts.letters.bare = facts.lemma = name_key(text::fold_key(doc.surface(token)));
    return;
  }
  const Word& word = doc.words[main];
  const std::string key = text::fold_key(word.form);
  const uint32_t form = name_key(key);
  Kept& kept = kept_[form % kKeptWords];
  if (kept.key != key || kept.letters.form != form) kept = {key, letters_of(key, form)};
  facts.letters = kept.letters;
  if (facts.letters.article) facts.clitics |= kArticle;
  facts.lemma = word.guessed ? facts.letters.bare : name_key(word.lemma);
  facts.upos = static_cast<uint32_t>(word.upos);
  facts.noun = word.kind;
  facts.guessed = word.guessed ? 1 : 0;
  facts.shape |= facts.letters.length << 4;
}

void NameFacts::read_phrases(const Document& doc, const Sentence& sentence, const Matcher& matcher) {
  const auto mark = [&](const Match& match, uint32_t word, uint32_t base) {
    const uint32_t first = doc.words[word].token - sentence.tokens.begin;
    const uint32_t end = std::min<uint32_t>(doc.words[match.end - 1].token + 1, sentence.tokens.end) - sentence.tokens.begin;
    uint32_t kinds = 0;
    for (const lexicon::Target& target : match.targets) kinds |= 1u << static_cast<int>(target.kind);
    for (uint32_t t = first; t < end; ++t) {
      if (facts_[t].known >> base & 0xffff) continue;
      facts_[t].known |= ((mix_name(kinds, 7) & 0xfff) << 2 | (t > first ? 2u : 0u) | (end > first + 1 ? 1u : 0u) | 0x8000u) << base;
    }
  };
  for (uint32_t w = sentence.words.begin; w < sentence.words.end; ++w) {
    if (!matcher.can_start(w)) continue;
    if (const Match match = matcher.name(w)) mark(match, w, 0);
    if (const Match match = matcher.sector(w)) mark(match, w, 16);
  }
}

void NameFacts::read(const Document& doc, const Sentence& sentence, const Matcher& matcher) {
  facts_.resize(sentence.tokens.size());
  bool quoted = false;
  for (uint32_t t = 0; t < facts_.size(); ++t) {
    const Token& token = doc.tokens[sentence.tokens.begin + t];
    read_token(doc, token, facts_[t]);
    if (token.kind == TokenKind::kPunctuation && (doc.surface(token) == "\"" || doc.surface(token) == "\xc2\xab" || doc.surface(token) == "\xc2\xbb"))
      quoted = !quoted;
    facts_[t].quoted = quoted ? 1 : 0;
  }
  read_phrases(doc, sentence, matcher);
}

void NameFacts::features(size_t at, std::vector<uint32_t>& features) const {
  features.clear();
  const TokenFacts& t = facts_[at];
  const TokenFacts& b1 = near(at, -1);
  const TokenFacts& b2 = near(at, -2);
  const TokenFacts& n1 = near(at, 1);
  const TokenFacts& n2 = near(at, 2);
  uint32_t number = 0;
  const auto add = [&](uint32_t value) {
    features.push_back(mix_name(++number, value));
    model_.fetch(features.back(), false);
  };
  add(0);
  add(t.letters.form);
  add(t.letters.bare);
  add(t.lemma);
  add(mix_name(t.upos, t.guessed));
  add(mix_name(t.clitics, t.upos));
  add(t.shape);
  add(t.noun);
  for (const uint32_t affix : t.letters.affixes) add(affix);
  add(t.letters.lists);
  add(mix_name(t.letters.lists, t.upos));
  add(t.known & 0xffff);
  add(t.known >> 16);
  add(mix_name(t.known & 0xffff, t.upos));
  add(mix_name(t.known & 0xffff, t.clitics & 15));
  for (const int offset : {-2, -1, 1, 2}) {
    const TokenFacts& o = near(at, offset);
    add(o.letters.bare);
    add(o.lemma);
    add(o.letters.classes.fine);
    add(o.letters.classes.middle);
    add(mix_name(o.upos, o.noun));
    add(o.letters.lists);
    add(o.known & 0xffff);
    add(o.known >> 16);
    add(packed(o.letters.classes, 0));
  }
  add(mix_name(b1.letters.bare, t.letters.bare));
  add(mix_name(t.letters.bare, n1.letters.bare));
  add(mix_name(b2.letters.bare, b1.letters.bare));
  add(mix_name(n1.letters.bare, n2.letters.bare));
  add(mix_name(b1.upos, mix_name(t.upos, n1.upos)));
  add(mix_name(b2.upos, mix_name(b1.upos, t.upos)));
  add(mix_name(b1.clitics, t.clitics));
  add(t.letters.classes.fine);
  add(t.letters.classes.middle);
  add(t.letters.classes.coarse);
  add(mix_name(b1.letters.classes.middle, t.letters.classes.middle));
  add(mix_name(t.letters.classes.middle, n1.letters.classes.middle));
  add(mix_name(b1.letters.classes.coarse, mix_name(t.letters.classes.coarse, n1.letters.classes.coarse)));
  add(mix_name(b1.lemma, t.letters.classes.coarse));
  add(mix_name(b1.lemma, t.letters.lists));
  add(mix_name(b1.lemma, mix_name(t.upos, t.guessed)));
  add(mix_name(b1.letters.lists, mix_name(t.letters.lists, n1.letters.lists)));
  add(mix_name(b2.lemma, mix_name(b1.letters.lists, t.letters.lists)));
  add(mix_name(b1.known & 0xffff, t.known & 0xffff));
  add(mix_name(b1.noun, mix_name(t.upos, t.guessed)));
  for (int k = 0; k < kNameKinds; ++k) add(t.letters.classes.named[k]);
  add(packed(t.letters.classes, 0));
  add(mix_name(packed(t.letters.classes, 0), t.upos));
  add(mix_name(packed(b1.letters.classes, 0), packed(t.letters.classes, 0)));
  add(mix_name(t.quoted, t.upos));
  add(at == 0 ? 1 : 0);
  // The noun or verb before that says what kind of thing is named: within four tokens.
  uint32_t noun = 0, verb = 0;
  for (int back = 1; back <= 4; ++back) {
    const TokenFacts& o = near(at, -back);
    if (noun == 0 && o.noun != 0 && o.upos == static_cast<uint32_t>(Upos::kNoun)) noun = mix_name(o.lemma, 1);
    if (verb == 0 && o.upos == static_cast<uint32_t>(Upos::kVerb)) verb = o.lemma;
  }
  add(noun);
  add(mix_name(noun, t.letters.lists));
  add(verb);
  add(mix_name(verb, t.letters.lists));
}

void NameFacts::pair_features(size_t at, std::vector<uint32_t>& features) const {
  features.clear();
  const TokenFacts& t = facts_[at];
  const TokenFacts& b1 = near(at, -1);
  uint32_t number = 1000;
  const auto add = [&](uint32_t value) {
    features.push_back(mix_name(++number, value));
    model_.fetch(features.back(), true);
  };
  add(0);
  add(t.letters.bare);
  add(b1.letters.bare);
  add(mix_name(t.upos, t.guessed));
  add(mix_name(b1.upos, t.upos));
  add(t.clitics);
  add(t.letters.lists);
  add(t.known & 0xffff);
  add(t.letters.classes.middle);
  add(packed(t.letters.classes, 0));
}

}  // namespace waqai::entities
