// SPDX-License-Identifier: Apache-2.0
#include "morphology/settle.h"

#include <algorithm>

#include "annot/document.h"
#include "text/fold.h"

namespace waqai::morphology {
namespace {

using annot::Upos;
using lexicon::Cell;
using lexicon::NounKind;

constexpr uint16_t kNone = 0xffff;
constexpr size_t kSubjectTokens = 8;  // of a noun phrase before its verb
constexpr size_t kLeastClause = 3;    // tokens of a clause that must have a verb

bool is_noun(const Analysis& a) { return a.upos == Upos::kNoun || a.upos == Upos::kPropn || a.upos == Upos::kNum || a.upos == Upos::kPron; }

// A past verb of the third person, as news are told.
bool tells(const Analysis& a) {
  const Cell cell = a.features();
  return a.upos == Upos::kVerb && !a.guessed && !a.question && a.prefix == Proclitic::kNone && cell.person == 3 && cell.moods == 0 &&
         cell.voice != lexicon::kPassive;
}

class Settler {
 public:
  Settler(const Tagged& sentence, std::vector<uint16_t>& chosen) : s_(sentence), chosen_(chosen) {}

  void run() {
    for (size_t i = 0; i < chosen_.size(); ++i) {
      questions(i);
      moods(i);
      gender(i);
      self(i);
      persons(i);
      addressed(i);
      spoken_of(i);
      led(i);
      unled(i);
      governed(i);
      visited(i);
      behind_qad(i);
      heir(i);
      victim(i);
      whole(i);
      dual(i);
      masdar(i);
      nationality(i);
      nationalities(i);
      seat(i);
      object_masdar(i);
      and_verb(i);
    }
    if (!s_.headline) clauses();
  }

 private:
  const Analysis& at(size_t i) const { return (*s_.lattices)[i]->candidates[chosen_[i]].analysis; }
  std::string_view surface(size_t i) const { return s_.surfaces[i]; }
  bool is_mark(size_t i) const { return (*s_.lattices)[i]->shape.kind == static_cast<uint8_t>(annot::TokenKind::kPunctuation); }

  // The likeliest candidate for which `test` holds.
  template <typename Test>
  uint16_t find(size_t i, const Test& test) const {
    const auto& all = (*s_.lattices)[i]->candidates;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Candidate& c) { return test(c.analysis); });
    return found == all.end() ? kNone : static_cast<uint16_t>(found - all.begin());
  }
  void take(size_t i, uint16_t candidate) {
    if (candidate != kNone) chosen_[i] = candidate;
  }

  // The interrogative alef needs a question.
  void questions(size_t i) {
    if (!at(i).question) return;
    if (std::find(s_.surfaces.begin(), s_.surfaces.end(), "\u061f") != s_.surfaces.end()) return;
    take(i, find(i, [](const Analysis& a) { return !a.question && a.upos == Upos::kVerb; }));
  }

  // Whether what stands before wants a jussive.
  bool wants_jussive(size_t i) const {
    if (at(i).prefix == Proclitic::kLiOrder) return true;
    if (i == 0) return false;
    return at(i - 1).upos == Upos::kPart || (at(i - 1).lexeme != kNoLexeme && s_.analyser->governs(at(i - 1).lexeme) == Analyser::Governs::kJussive);
  }

  // Orders stand in quotations, the jussive behind its particle; elsewhere the past tense is meant.
  void moods(size_t i) {
    const Analysis& a = at(i);
    if (a.upos != Upos::kVerb || a.guessed) return;
    const bool order = a.features().moods == lexicon::kImperative && (i == 0 || !is_mark(i - 1));
    const bool stray = a.features().moods == lexicon::kJussive && !wants_jussive(i);
    if (!order && !stray) return;
    take(i, find(i, [&a](const Analysis& other) { return tells(other) && other.conjunction == a.conjunction; }));
  }

  // "I extended" right before a noun with the article, outside quotations: "she extended", written alike.
  void persons(size_t i) {
    const Analysis& a = at(i);
    const Cell cell = a.features();
    if (is_mark(i) && (surface(i) == "\"" || surface(i) == "\u00ab" || surface(i) == "\u00bb" || surface(i) == "\u201c")) quoted_ = !quoted_;
    if (quoted_ || a.upos != Upos::kVerb || a.guessed || cell.person == 3 || cell.moods != 0 || cell.number != lexicon::kSing) return;
    if (a.enclitic != 0 || i + 1 >= chosen_.size()) return;
    const Analysis& next = at(i + 1);
    if (!(next.upos == Upos::kPropn || (next.upos == Upos::kNoun && next.has_article())) || next.prefix != Proclitic::kNone) return;
    take(i, find(i, [&a](const Analysis& other) {
           return tells(other) && other.conjunction == a.conjunction && other.features().gender == lexicon::kFem;
         }));
  }

  // "You imprisoned", outside quotations: "she imprisoned", written alike.
  void addressed(size_t i) {
    const Analysis& a = at(i);
    const Cell cell = a.features();
    if (quoted_ || a.upos != Upos::kVerb || a.guessed || cell.person != 2 || cell.moods != 0 || cell.number != lexicon::kSing) return;
    take(i, find(i, [&a](const Analysis& other) {
           return tells(other) && other.conjunction == a.conjunction && other.enclitic == a.enclitic && other.features().gender == lexicon::kFem;
         }));
  }

  // "I am said", outside quotations: "he dismissed" (form 4), written alike.
  void spoken_of(size_t i) {
    const Analysis& a = at(i);
    const Cell cell = a.features();
    if (quoted_ || a.upos != Upos::kVerb || a.guessed || cell.person != 1 || cell.number != lexicon::kSing || cell.voice != lexicon::kPassive) return;
    take(i, find(i, [&a](const Analysis& other) { return tells(other) && other.conjunction == a.conjunction; }));
  }

  // "She speaks" right before "the president": the past of form 5 or 6, written alike.
  void gender(size_t i) {
    const Analysis& a = at(i);
    const Cell cell = a.features();
    if (a.upos != Upos::kVerb || cell.person != 3 || cell.aspect == lexicon::kPerfect || cell.gender != lexicon::kFem ||
        cell.number != lexicon::kSing || a.prefix != Proclitic::kNone || i + 1 >= chosen_.size())
      return;
    const Analysis& next = at(i + 1);
    const Cell noun = next.features();
    const bool man = next.upos == Upos::kNoun && next.has_article() && next.prefix == Proclitic::kNone && next.lexeme != kNoLexeme &&
                     s_.analyser->words().lexeme(next.lexeme).kind == NounKind::kPerson && noun.gender == lexicon::kMasc &&
                     noun.number != lexicon::kPlur;
    if (!man) return;
    take(i, find(i, [&a](const Analysis& other) {
           return tells(other) && other.conjunction == a.conjunction && other.features().gender == lexicon::kMasc && other.enclitic == a.enclitic;
         }));
  }

  // "... himself": what stands before it without an article is done to oneself ("blew himself up"), unless a preposition leads it.
  void self(size_t i) {
    if (i + 1 >= chosen_.size() || at(i).upos == Upos::kVerb || at(i).has_article() || is_mark(i)) return;
    const Analysis& next = at(i + 1);
    if (next.upos != Upos::kNoun || next.enclitic == 0 || next.prefix != Proclitic::kNone || next.conjunction != Proclitic::kNone ||
        next.lexeme == kNoLexeme)
      return;
    if (text::fold_key(s_.analyser->words().lemma(next.lexeme)) != text::fold_key("\u0646\u0641\u0633")) return;
    if (at(i).prefix != Proclitic::kNone || (i > 0 && at(i - 1).upos == Upos::kAdp && at(i - 1).enclitic == 0)) return;
    take(i, find(i, [](const Analysis& a) { return tells(a); }));
  }

  bool is_word(size_t i, std::string_view letters) const {
    return at(i).lexeme != kNoLexeme && text::fold_key(s_.analyser->words().lemma(at(i).lexeme)) == text::fold_key(letters);
  }

  // qad, laqad and sawfa lead verbs alone.
  void behind_qad(size_t i) {
    if (i == 0 || at(i).upos == Upos::kVerb || at(i).upos == Upos::kAux || at(i - 1).enclitic != 0) return;
    if (at(i).conjunction != Proclitic::kNone || at(i).prefix != Proclitic::kNone || at(i - 1).upos != Upos::kPart) return;
    if (!is_word(i - 1, "\u0642\u062f") && !is_word(i - 1, "\u0644\u0642\u062f")) return;
    take(i, find(i, [](const Analysis& a) { return tells(a) && a.conjunction == Proclitic::kNone; }));
  }

  // The heir to the throne is no verb.
  void heir(size_t i) {
    if (i + 1 >= chosen_.size() || at(i).upos != Upos::kVerb || at(i).enclitic != 0) return;
    if (!at(i + 1).has_article() || !is_word(i + 1, "\u0639\u0647\u062f") || !is_word(i, "\u0648\u0644\u064a")) return;
    const Proclitic conjunction = at(i).conjunction;
    take(i, find(i, [conjunction](const Analysis& a) { return a.upos == Upos::kNoun && a.conjunction == conjunction && !a.has_article(); }));
  }

  // Ta marbuta is no pronoun where a reading without one is at hand ("recovery", not "he recovered it").
  void whole(size_t i) {
    const Analysis& a = at(i);
    if (a.enclitic == 0 || !surface(i).ends_with("\u0629")) return;
    take(i, find(i, [&a](const Analysis& other) {
           return other.enclitic == 0 && !other.guessed && other.upos == Upos::kNoun && other.conjunction == a.conjunction &&
                  other.prefix == a.prefix;
         }));
  }

  // Whether a preposition right before it, or its own, leads the word.
  bool has_preposition(size_t i) const {
    const Proclitic own = at(i).prefix;
    if (own == Proclitic::kBi || own == Proclitic::kLi || own == Proclitic::kKa) return true;
    return own == Proclitic::kNone && at(i).conjunction == Proclitic::kNone && i > 0 && at(i - 1).upos == Upos::kAdp && at(i - 1).enclitic == 0;
  }

  // "With Syria", not "with a Syrian" in the accusative: a preposition leads genitives.
  void led(size_t i) {
    const Analysis& a = at(i);
    if ((a.upos != Upos::kNoun && a.upos != Upos::kAdj) || a.features().cases != lexicon::kAcc || a.enclitic != 0 || !has_preposition(i)) return;
    take(i, find(i, [&a](const Analysis& other) {
           return (other.upos == Upos::kNoun || other.upos == Upos::kPropn) && !other.guessed && other.features().cases != lexicon::kAcc &&
                  other.conjunction == a.conjunction && other.prefix == a.prefix && other.article == a.article && other.enclitic == 0;
         }));
  }

  // "Gunmen attacked", "that attackers": a participle of several people with no noun to describe, behind "that", a preposition, or as the subject
  // of the verb right before it, names them.
  void unled(size_t i) {
    const Analysis& a = at(i);
    const Cell cell = a.features();
    if (i == 0 || a.upos != Upos::kAdj || a.guessed || a.conjunction != Proclitic::kNone || cell.verb_form != lexicon::kParticiple) return;
    if (cell.number == lexicon::kSing || cell.gender != lexicon::kMasc || a.enclitic != 0) return;
    const Analysis& before = at(i - 1);
    const bool that = before.upos == Upos::kSconj && before.enclitic == 0 && a.prefix == Proclitic::kNone;
    const bool subject =
        before.upos == Upos::kVerb && before.enclitic == 0 && before.features().number == lexicon::kSing && cell.cases == lexicon::kNom;
    if (!that && !subject && !has_preposition(i)) return;
    take(i, find(i, [&](const Analysis& other) {
           const Cell noun = other.features();
           return other.upos == Upos::kNoun && !other.guessed && noun.number == cell.number && noun.cases == cell.cases && noun.voice == cell.voice &&
                  other.conjunction == a.conjunction && other.prefix == a.prefix && other.article == a.article && other.enclitic == 0;
         }));
  }

  // "Raids (tughir) positions", not "changes": of verbs written alike the one that governs the preposition behind it.
  void governed(size_t i) {
    const Analysis& a = at(i);
    if (a.upos != Upos::kVerb || a.guessed || a.enclitic != 0 || i + 1 >= chosen_.size() || at(i + 1).upos != Upos::kAdp) return;
    if (at(i + 1).conjunction != Proclitic::kNone || !is_word(i + 1, "\u0639\u0644\u0649")) return;
    const auto governs = [&](const Analysis& verb) { return s_.analyser->governs_preposition(verb.lexeme, at(i + 1).lexeme); };
    if (governs(a)) return;
    take(i, find(i, [&](const Analysis& other) {
           const Cell x = a.features(), y = other.features();
           return other.upos == Upos::kVerb && !other.guessed && other.lexeme != kNoLexeme && governs(other) && x.aspect == y.aspect &&
                  (x.moods == y.moods || (x.moods & y.moods & lexicon::kIndicative) != 0) && x.person == y.person && x.gender == y.gender &&
                  x.number == y.number && x.voice == y.voice && other.conjunction == a.conjunction && other.prefix == a.prefix && other.enclitic == 0;
         }));
  }

  // "The Chinese president visited Saudi Arabia": no adjective of the feminine describes him.
  void visited(size_t i) {
    if (i < 2 || at(i).upos != Upos::kAdj || !at(i).has_article() || !is_bare(at(i)) || at(i).features().gender != lexicon::kFem) return;
    const auto man = [&](size_t k, Upos upos) {
      return at(k).upos == upos && at(k).has_article() && at(k).features().gender == lexicon::kMasc && at(k).features().number == lexicon::kSing;
    };
    if (!man(i - 1, Upos::kAdj) || !man(i - 2, Upos::kNoun)) return;
    take(i, find(i, [](const Analysis& other) {
           return (other.upos == Upos::kNoun || other.upos == Upos::kPropn) && !other.guessed && other.has_article() && is_bare(other);
         }));
  }

  // "An ambush" (kamin), not "two amounts": where the letters of a dual are those of a word, it is the word.
  void dual(size_t i) {
    const Analysis& a = at(i);
    if (a.upos != Upos::kNoun || a.features().number != lexicon::kDual || a.enclitic != 0 || we(i)) return;
    take(i, find(i, [&a](const Analysis& other) {
           return other.upos == Upos::kNoun && !other.guessed && !other.nominalised && other.enclitic == 0 &&
                  other.features().number == lexicon::kSing && other.conjunction == a.conjunction && other.prefix == a.prefix &&
                  other.article == a.article;
         }));
  }

  // "We condemn this act" (nadin), not "two rivals this act": the noon of an indefinite dual stands before no definite noun.
  bool we(size_t i) {
    if (i + 1 >= chosen_.size() || (i > 0 && !is_mark(i - 1)) || at(i).has_article() || at(i).prefix != Proclitic::kNone) return false;
    const Analysis& next = at(i + 1);
    const bool definite = next.upos == Upos::kDet || ((next.upos == Upos::kNoun || next.upos == Upos::kPropn) && next.has_article());
    if (!definite || next.prefix != Proclitic::kNone || next.conjunction != Proclitic::kNone || !surface(i).ends_with("\u0646")) return false;
    const Proclitic conjunction = at(i).conjunction;
    const uint16_t verb = find(i, [conjunction](const Analysis& other) {
      const Cell cell = other.features();
      return other.upos == Upos::kVerb && !other.guessed && cell.person == 1 && cell.number == lexicon::kPlur && cell.voice != lexicon::kPassive &&
             (cell.moods & lexicon::kIndicative) != 0 && other.conjunction == conjunction && other.prefix == Proclitic::kNone;
    });
    take(i, verb);
    return verb != kNone;
  }

  // "The attack on Idlib", "the seizure of a cargo": a masdar in ta marbuta before a noun, not the woman who does it or what was seized.
  void masdar(size_t i) {
    const Analysis& a = at(i);
    if (i + 1 >= chosen_.size() || (a.upos != Upos::kNoun && a.upos != Upos::kAdj) || a.has_article() || a.enclitic != 0) return;
    const Analysis& next = at(i + 1);
    if (!surface(i).ends_with("\u0629") || is_mark(i + 1) || next.prefix != Proclitic::kNone || next.conjunction != Proclitic::kNone) return;
    if ((next.upos != Upos::kNoun && next.upos != Upos::kPropn) || a.features().verb_form != lexicon::kParticiple) return;
    take(i, find(i, [&a](const Analysis& other) {
           return other.upos == Upos::kNoun && !other.guessed && other.features().verb_form == lexicon::kMasdar &&
                  other.conjunction == a.conjunction && other.prefix == a.prefix && !other.has_article() && other.enclitic == 0;
         }));
  }

  // "A French court": behind an indefinite noun in ta marbuta what agrees with it describes it.
  void nationality(size_t i) {
    if (i == 0 || at(i).upos != Upos::kNoun || at(i).has_article() || at(i).enclitic != 0 || !is_bare(at(i))) return;
    const Analysis& before = at(i - 1);
    if (before.upos != Upos::kNoun || before.has_article() || before.enclitic != 0) return;
    const bool feminine =
        surface(i - 1).ends_with("\u0629") || (before.features().number == lexicon::kPlur && surface(i - 1).ends_with("\u0627\u062a"));
    if (!surface(i).ends_with("\u064a\u0629") || !feminine || at(i).lexeme == kNoLexeme) return;
    if (!at(i).nominalised && s_.analyser->words().lexeme(at(i).lexeme).kind != NounKind::kPerson) return;
    take(i, find(i, [](const Analysis& other) { return other.upos == Upos::kAdj && !other.guessed && is_bare(other) && !other.has_article(); }));
  }

  // "An American British attack", "a Russian missile": the first of two nationalities behind a thing, and the one of a weapon, describes it.
  void nationalities(size_t i) {
    if (i == 0 || i + 1 >= chosen_.size() || at(i).upos != Upos::kNoun || at(i).has_article() || at(i).enclitic != 0 || !is_bare(at(i))) return;
    const Analysis& before = at(i - 1);
    if (before.upos != Upos::kNoun || before.has_article() || before.enclitic != 0 || before.lexeme == kNoLexeme || at(i).lexeme == kNoLexeme) return;
    const Cell noun = before.features(), cell = at(i).features();
    const NounKind kind = s_.analyser->words().lexeme(before.lexeme).kind;
    if (kind == NounKind::kPerson || noun.number != lexicon::kSing || noun.gender != lexicon::kMasc || cell.number != lexicon::kSing) return;
    if (!surface(i).ends_with("\u064a") || (!at(i).nominalised && s_.analyser->words().lexeme(at(i).lexeme).kind != NounKind::kPerson)) return;
    const Analysis& next = at(i + 1);
    const bool row = is_bare(next) && !next.has_article() && surface(i + 1).ends_with("\u064a") &&
                     (next.upos == Upos::kAdj ||
                      (next.upos == Upos::kNoun && next.lexeme != kNoLexeme && s_.analyser->words().lexeme(next.lexeme).kind == NounKind::kPerson));
    if (!row && kind != NounKind::kWeapon) return;
    take(i, find(i, [](const Analysis& other) {
           return other.upos == Upos::kAdj && !other.guessed && is_bare(other) && !other.has_article() && other.features().gender == lexicon::kMasc;
         }));
  }

  // "Khartoum calls (she)", not "the hose": before a verb of the feminine the name that agrees with it.
  void seat(size_t i) {
    const Analysis& a = at(i);
    if (i + 1 >= chosen_.size() || a.upos != Upos::kNoun || !a.has_article() || a.prefix != Proclitic::kNone || a.lexeme == kNoLexeme) return;
    const NounKind kind = s_.analyser->words().lexeme(a.lexeme).kind;
    const Cell noun = a.features(), verb = at(i + 1).features();
    if (kind == NounKind::kPerson || kind == NounKind::kGroup || noun.gender != lexicon::kMasc || noun.number != lexicon::kSing) return;
    if (at(i + 1).upos != Upos::kVerb || !is_bare(at(i + 1)) || verb.person != 3 || verb.gender != lexicon::kFem || verb.number != lexicon::kSing)
      return;
    if (i > 0 && a.conjunction == Proclitic::kNone && !is_mark(i - 1)) return;
    take(i, find(i, [&a](const Analysis& other) {
           return other.upos == Upos::kPropn && !other.guessed && other.has_article() && other.features().gender == lexicon::kFem &&
                  other.conjunction == a.conjunction && other.prefix == a.prefix;
         }));
  }

  // ", and the minister refused the accusation", not "and the refusal of the minister": behind the comma a clause of its own, with no other verb,
  // where a person whose phrase is closed follows, and something done behind it.
  void and_verb(size_t i) {
    const Analysis& a = at(i);
    if (i == 0 || i + 3 >= chosen_.size() || surface(i - 1) != "\u060c" || a.upos != Upos::kNoun || a.conjunction != Proclitic::kWa) return;
    if (a.prefix != Proclitic::kNone || a.has_article() || a.enclitic != 0 || a.features().verb_form != lexicon::kMasdar) return;
    const Analysis& next = at(i + 1);
    if (next.upos != Upos::kNoun || !is_bare(next) || next.lexeme == kNoLexeme || next.features().number != lexicon::kSing ||
        next.features().gender != lexicon::kMasc || s_.analyser->words().lexeme(next.lexeme).kind != NounKind::kPerson)
      return;
    bool object = false;
    for (size_t k = i + 2; k < chosen_.size() && !(is_mark(k) && surface(k) != "\""); ++k) {
      if (at(k).upos == Upos::kVerb || at(k).upos == Upos::kAux) return;
      if (object || k > i + kSubjectTokens) continue;
      const Analysis& before = at(k - 1);
      const bool closed = before.has_article() && before.upos == Upos::kAdj;
      object = closed && at(k).upos == Upos::kNoun && is_bare(at(k)) && at(k).lexeme != kNoLexeme &&
               s_.analyser->words().lexeme(at(k).lexeme).kind != NounKind::kTime &&
               s_.analyser->words().lexeme(at(k).lexeme).kind != NounKind::kPerson;
    }
    if (!object) return;
    take(i, find(i, [](const Analysis& other) {
           return tells(other) && other.conjunction == Proclitic::kWa && other.features().gender == lexicon::kMasc &&
                  other.features().number == lexicon::kSing && other.enclitic == 0;
         }));
  }

  // "The minister announced the lifting of the ban", "gunmen tried to abduct": behind a verb and its definite subject no other verb of the past
  // follows, and behind a verb of trying none at all: what is written alike is a masdar.
  void object_masdar(size_t i) {
    const Analysis& a = at(i);
    if (i < 2 || a.upos != Upos::kVerb || a.features().aspect != lexicon::kPerfect || a.enclitic != 0 || !is_bare(a)) return;
    const Analysis& before = at(i - 1);
    const bool noun = is_noun(before) || before.upos == Upos::kAdj;
    const bool closed = noun && before.upos != Upos::kPron && (before.has_article() || before.upos == Upos::kPropn);
    for (size_t k = i; k-- > 0 && i - k <= kSubjectTokens;) {
      const Analysis& other = at(k);
      if (other.upos == Upos::kVerb) {
        const bool tries = is_word(k, "\u062d\u0627\u0648\u0644") || is_word(k, "\u0627\u0639\u062a\u0632\u0645");
        if (!(tries && noun) && !closed) return;
        return take(i, find(i, [](const Analysis& c) {
                      return c.upos == Upos::kNoun && !c.guessed && is_bare(c) && !c.has_article() && c.enclitic == 0 &&
                             c.features().verb_form == lexicon::kMasdar;
                    }));
      }
      if (is_mark(k) || other.upos == Upos::kSconj || other.upos == Upos::kPart || other.upos == Upos::kAux || other.upos == Upos::kPron) return;
    }
  }

  // "A man stabbed a policeman": an accusative behind a noun that is none does not describe it; where it may be a person it is one.
  void victim(size_t i) {
    if (i == 0 || at(i).upos != Upos::kAdj || at(i).guessed || at(i).prefix != Proclitic::kNone || at(i).conjunction != Proclitic::kNone) return;
    const Cell adjective = at(i).features();
    const Analysis& before = at(i - 1);
    const Cell noun = before.features();
    if (adjective.cases != lexicon::kAcc || adjective.number == lexicon::kDual || is_mark(i - 1) || before.enclitic != 0) return;
    if ((!is_noun(before) && before.upos != Upos::kAdj) || before.upos == Upos::kNum || noun.cases == lexicon::kAcc ||
        surface(i - 1).ends_with("\u0627"))
      return;
    // An indefinite noun that stands elsewhere than behind its verb may be the object itself ("freed a Swiss hostage").
    const bool subject =
        noun.cases == lexicon::kNom || before.has_article() || before.upos == Upos::kPropn || (i > 1 && at(i - 2).upos == Upos::kVerb);
    if (!subject) return;
    take(i, find(i, [this](const Analysis& a) {
           return a.upos == Upos::kNoun && !a.nominalised && !a.guessed && a.prefix == Proclitic::kNone && a.conjunction == Proclitic::kNone &&
                  a.features().cases == lexicon::kAcc && s_.analyser->words().lexeme(a.lexeme).kind == NounKind::kPerson;
         }));
  }

  // Clauses: what a conjunction of subordination opens, up to the next one, a relative or the end.
  void clauses() {
    size_t begin = 0;
    bool opened = false;  // by "that"
    for (size_t i = 0; i <= chosen_.size(); ++i) {
      const bool end = i == chosen_.size();
      const bool that = !end && at(i).upos == Upos::kSconj && at(i).enclitic == 0;
      const bool relative = !end && at(i).lexeme != kNoLexeme && s_.analyser->function_features(at(i).lexeme).relative;
      const bool stop = !end && is_mark(i) && (surface(i) == ":" || surface(i) == "\u061b" || surface(i) == ";");
      if (!end && !that && !relative && !stop) continue;
      if (!relative) clause(begin, i, opened);
      begin = i + 1;
      opened = that;
    }
  }

  void clause(size_t begin, size_t end, bool that) {
    if (end < begin + kLeastClause) return;
    for (size_t i = begin; i < end; ++i) {
      if (at(i).upos != Upos::kVerb && at(i).upos != Upos::kAux) continue;
      if (!that && i > begin && describes(i)) continue;
      return no_conjunction(begin, i);
    }
    if (that) subject_first(begin, end);
    else if (begin == 0) verb_first(end);
  }

  // A verb of the present right behind an indefinite noun describes it ("reports that say").
  bool describes(size_t i) const {
    const Analysis &verb = at(i), &before = at(i - 1);
    return verb.features().moods != 0 && verb.conjunction == Proclitic::kNone && verb.prefix == Proclitic::kNone &&
           (before.upos == Upos::kNoun || before.upos == Upos::kAdj) && !before.has_article() && before.enclitic == 0;
  }

  // "That Tehran promised": the letter of "and" before the first verb behind its subject is the verb's own.
  void no_conjunction(size_t begin, size_t verb) {
    if (verb == begin || at(verb).upos != Upos::kVerb || at(verb).conjunction != Proclitic::kWa) return;
    for (size_t i = begin; i < verb; ++i) {
      if (is_mark(i) || (!is_noun(at(i)) && at(i).upos != Upos::kAdj)) return;
    }
    take(verb, find(verb, [](const Analysis& a) { return tells(a) && a.conjunction == Proclitic::kNone; }));
  }

  static bool could_be_verb(const Analysis& a) {
    return (a.upos == Upos::kNoun || a.upos == Upos::kAdj || a.upos == Upos::kAdv) && !a.has_article() && a.prefix == Proclitic::kNone;
  }

  // The sentence opens with its verb: a bare noun, and a noun behind it.
  void verb_first(size_t end) {
    if (end < kLeastClause || !could_be_verb(at(0)) || at(0).enclitic != 0) return;
    const Analysis& next = at(1);
    if (!is_noun(next) || next.prefix != Proclitic::kNone || next.conjunction != Proclitic::kNone) return;
    const Proclitic conjunction = at(0).conjunction;
    take(0, find(0, [conjunction](const Analysis& a) { return tells(a) && a.conjunction == conjunction; }));
  }

  // "That the army bombed a camp": behind a noun phrase that is closed a bare noun is its verb.
  void subject_first(size_t begin, size_t end) {
    for (size_t i = begin; i + 1 < end && i < begin + kSubjectTokens; ++i) {
      const Analysis& a = at(i);
      const bool closed =
          i > begin && (at(i - 1).has_article() || at(i - 1).upos == Upos::kPropn || at(i - 1).enclitic != 0) && at(i - 1).prefix == Proclitic::kNone;
      if (closed && could_be_verb(a) && a.conjunction == Proclitic::kNone && !is_mark(i + 1)) {
        const uint16_t verb = find(i, [](const Analysis& other) {
          const Cell cell = other.features();
          const bool now = other.upos == Upos::kVerb && !other.guessed && !other.question && other.prefix == Proclitic::kNone && cell.person == 3 &&
                           (cell.moods & lexicon::kIndicative) != 0;
          return (tells(other) || now) && other.conjunction == Proclitic::kNone;
        });
        if (verb != kNone) return take(i, verb);
      }
      if (is_mark(i) ? surface(i) == "\u060c" : !is_noun(a) && a.upos != Upos::kAdj) return;
    }
  }

  const Tagged& s_;
  bool quoted_ = false;
  std::vector<uint16_t>& chosen_;
};

}  // namespace

void settle(const Tagged& sentence, std::vector<uint16_t>& chosen) {
  if (!chosen.empty()) Settler(sentence, chosen).run();
}

}  // namespace waqai::morphology
