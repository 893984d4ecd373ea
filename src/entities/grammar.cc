// SPDX-License-Identifier: Apache-2.0
#include "entities/grammar.h"

#include <array>
#include <utility>

#include "lexicon/actors.h"
#include "lexicon/words.h"
#include "text/fold.h"
#include "text/letters.h"

namespace waqai::entities {

using annot::Gender;
using annot::Number;
using annot::Upos;
using annot::Word;

namespace {

using namespace text;  // letter names

template <typename... Letters>
std::string spell(Letters... letters) {
  return {key_byte(letters)...};
}

const std::array<std::pair<std::string, Particle>, 14>& particles() {
  static const std::array<std::pair<std::string, Particle>, 14> kTable = {{{spell(kMeem, kNoon), Particle::kFrom},
                                                                           {spell(kFeh, kYeh), Particle::kIn},
                                                                           {spell(kBeh), Particle::kBy},
                                                                           {spell(kLam), Particle::kTo},
                                                                           {spell(kAlef, kSeen, kMeem), Particle::kName},
                                                                           {spell(kMeem, kAin), Particle::kWith},
                                                                           {spell(kBeh, kYeh, kNoon), Particle::kBetween},
                                                                           {spell(kDad, kDal), Particle::kAgainst},
                                                                           {spell(kAin, kNoon), Particle::kAbout},
                                                                           {spell(kLam, kDal, kYeh), Particle::kAt},
                                                                           {spell(kTeh, kJeem, kAlef, kHeh), Particle::kWith},
                                                                           {spell(kHah, kYeh, kAlef, kLam), Particle::kWith},
                                                                           {spell(kAin, kLam, kYeh), Particle::kOn},
                                                                           {spell(kAlef, kLam, kYeh), Particle::kToward}}};
  return kTable;
}

bool ends_with(std::string_view key, char32_t a, char32_t b) {
  return key.size() > 3 && key[key.size() - 2] == key_byte(a) && key.back() == key_byte(b);
}

constexpr auto kPersonNoun = static_cast<uint8_t>(lexicon::NounKind::kPerson);

}  // namespace

Particle Grammar::particle(uint32_t word) const {
  const std::string& key = matcher_.key(word);
  if (key.size() > 4) return Particle::kNone;
  for (const auto& [name, particle] : particles()) {
    if (key == name) return particle;
  }
  return Particle::kNone;
}

bool Grammar::has_article(uint32_t word) const {
  const std::string& key = matcher_.key(word);
  // A hamza or madda on the alef belongs to the word ("thousands", "Germany").
  const bool bare = doc_.words[word].form.substr(0, 2) == "\xd8\xa7";
  return bare && lexicon::without_article(key).size() != key.size() && doc_.words[word].features.definite != annot::Definite::kInd &&
         doc_.words[word].features.definite != annot::Definite::kCon;
}

bool Grammar::is_comma(uint32_t word) const {
  const std::string_view mark = doc_.surface(doc_.words[word]);
  return mark == "," || mark == "\xd8\x8c";
}

bool Grammar::is_quotation_mark(uint32_t word) const {
  const std::string_view mark = doc_.surface(doc_.words[word]);
  return mark == "\"" || mark == "\xc2\xab" || mark == "\xc2\xbb" || mark == "\xe2\x80\x9c" || mark == "\xe2\x80\x9d";
}

bool Grammar::is_function(uint32_t word) const {
  switch (doc_.words[word].upos) {
    case Upos::kAdp:
    case Upos::kAdv:
    case Upos::kAux:
    case Upos::kCconj:
    case Upos::kDet:
    case Upos::kPart:
    case Upos::kPron:
    case Upos::kPunct:
    case Upos::kSconj:
      return true;
    default:
      return false;
  }
}

bool Grammar::is_name_like(uint32_t word) const {
  const Word& w = doc_.words[word];
  if (w.upos == Upos::kPropn) return true;
  return w.guessed && (w.upos == Upos::kNoun || w.upos == Upos::kAdj || w.upos == Upos::kX) && !is_indefinite_accusative(word);
}

bool Grammar::is_plural(uint32_t word) const {
  const Number number = doc_.words[word].features.number;
  return number == Number::kPlur || number == Number::kDual;
}

bool Grammar::is_human(uint32_t word) const { return doc_.words[word].kind == kPersonNoun; }

bool Grammar::has_nunation_ending(uint32_t word) const {
  const std::string& key = matcher_.key(word);
  const bool dual = ends_with(key, kAlef, kNoon);
  if (!dual && !ends_with(key, kWaw, kNoon) && !ends_with(key, kYeh, kNoon)) return false;
  const Word& w = doc_.words[word];
  if (dual) return w.features.number == Number::kDual;
  if (ends_with(key, kYeh, kNoon) && !is_plural(word)) return false;
  // Sound where the stem is the lemma's.
  const std::string_view stem = lexicon::without_article(key).substr(0, lexicon::without_article(key).size() - 2);
  const std::string lemma = text::fold_key(w.lemma);
  const std::string_view known = lexicon::without_article(lemma);
  return w.guessed || known.empty() || known.substr(0, stem.size()) == stem || stem.substr(0, known.size()) == known;
}

bool Grammar::is_people_form(uint32_t word) const {
  const std::string& key = matcher_.key(word);
  return key.size() > 4 && (ends_with(key, kWaw, kNoon) || ends_with(key, kYeh, kNoon) ||
                            (ends_with(key, kAlef, kNoon) && doc_.words[word].features.number == Number::kDual));
}

bool Grammar::is_dual_like(uint32_t word) const {
  const std::string_view key = lexicon::without_article(matcher_.key(word));
  if (doc_.words[word].features.number == Number::kDual) return true;
  std::string stem = text::fold_key(doc_.words[word].lemma);
  if (stem.empty()) return false;
  if (stem.back() == key_byte(kHeh)) stem.back() = key_byte(kTeh);
  if (key.size() <= stem.size() || key.substr(0, stem.size()) != stem) return false;
  const std::string_view ending = key.substr(stem.size());
  return ending == spell(kAlef) || ending == spell(kYeh) || ending == spell(kAlef, kNoon) || ending == spell(kYeh, kNoon);
}

bool Grammar::may_be_verb(uint32_t word, uint32_t sentence_begin) const {
  const Word& w = doc_.words[word];
  if (w.upos != Upos::kNoun || matcher_.key(word).size() != 3 || w.enclitic) return false;
  if (w.verb_lexeme == annot::kNone && w.kind != static_cast<uint8_t>(lexicon::NounKind::kTime)) return false;
  if (word == sentence_begin) return true;
  const Word& before = doc_.words[word - 1];
  return before.upos == Upos::kCconj || before.upos == Upos::kSconj || before.upos == Upos::kPunct;
}

bool Grammar::is_indefinite_accusative(uint32_t word) const {
  const Word& w = doc_.words[word];
  return !matcher_.key(word).empty() && matcher_.key(word).back() == key_byte(kAlef) && !has_article(word) &&
         w.features.grammatical_case == annot::Case::kAcc;
}

bool Grammar::may_govern(uint32_t word) const {
  const Word& w = doc_.words[word];
  return !has_article(word) && !has_nunation_ending(word) && !is_indefinite_accusative(word) && w.upos != Upos::kPropn;
}

bool Grammar::agrees(uint32_t noun, uint32_t adjective, bool single) const {
  const annot::Features& n = doc_.words[noun].features;
  const annot::Features& a = doc_.words[adjective].features;
  const bool feminine = a.gender == Gender::kFem || matcher_.key(adjective).back() == key_byte(kHeh);
  const bool plural_shape = is_plural(adjective) || ends_with(matcher_.key(adjective), kWaw, kNoon);
  if (is_plural(noun)) {
    if (plural_shape) return is_human(noun) || n.number == Number::kDual || (n.gender == Gender::kMasc && doc_.words[noun].kind == 0);
    return single || (feminine && n.number == Number::kPlur);
  }
  if (plural_shape) return false;
  return n.gender == Gender::kNone || (n.gender == Gender::kFem) == feminine;
}

bool Grammar::is_attribute(uint32_t word, uint32_t sentence_begin) const {
  if (word <= sentence_begin || doc_.words[word].proclitic) return false;
  const auto nominal = [this](uint32_t w) {
    const Word& one = doc_.words[w];
    return !one.proclitic && !one.enclitic && (one.upos == Upos::kNoun || one.upos == Upos::kAdj);
  };
  const bool adjective = doc_.words[word].upos == Upos::kAdj;
  uint32_t before = word - 1;
  // "their military positions": a noun with its owner is as definite as one with the article.
  if (matcher_.is_attached(before))
    return before > sentence_begin && adjective && has_article(word) && nominal(before - 1) && agrees(before - 1, word, false);
  // "for peaceful and civil purposes": the second of two adjectives.
  if (adjective && doc_.words[before].upos == Upos::kCconj && before > sentence_begin && doc_.words[before - 1].upos == Upos::kAdj)
    return has_article(before - 1) == has_article(word) && is_attribute(before - 1, sentence_begin);
  if (!nominal(before)) return false;
  if (may_be_verb(before, sentence_begin)) return false;
  if (has_article(before) != has_article(word)) return false;
  if (agrees(before, word, false)) return true;
  // "a campaign of repression, political": the adjective of the first noun of two.
  return adjective && before > sentence_begin && doc_.words[before].upos == Upos::kNoun && nominal(before - 1) && !has_article(before - 1) &&
         doc_.words[before - 1].upos == Upos::kNoun && agrees(before - 1, word, false);
}

// "To move militarily against": an adjective of relation in the accusative, beside no verb that takes it, and not counted.
bool Grammar::is_adverb(uint32_t word, uint32_t sentence_begin) const {
  const Word& w = doc_.words[word];
  const std::string lemma = text::fold_key(w.lemma);
  const bool relation = !lemma.empty() && lemma.back() == key_byte(kYeh) && is_indefinite_accusative(word);
  if (!relation || word == sentence_begin || w.features.number == Number::kPlur) return false;
  const Word& before = doc_.words[word - 1];
  const bool counted = before.upos == Upos::kNum || before.kind == static_cast<uint8_t>(lexicon::NounKind::kNumber);
  const bool taken =
      word < doc_.arcs.size() && (doc_.arcs[word].relation == annot::Relation::kObj || doc_.arcs[word].relation == annot::Relation::kNsubj);
  return !counted && !taken && before.upos != Upos::kVerb;
}

// "The party Nidaa Tounes, the ruling one": a participle with the article right behind a name, and before none.
bool Grammar::describes_name(uint32_t word, uint32_t sentence_begin, uint32_t sentence_end) const {
  const Word& w = doc_.words[word];
  const bool part = w.features.verb_form == annot::VerbForm::kPart || w.upos == Upos::kAdj;
  if (!part || word == sentence_begin || !has_article(word) || is_plural(word) || is_people_form(word) || doc_.words[word - 1].upos != Upos::kPropn)
    return false;
  return word + 1 >= sentence_end || !is_name_like(word + 1);
}

}  // namespace waqai::entities
