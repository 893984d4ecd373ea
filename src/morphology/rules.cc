// SPDX-License-Identifier: Apache-2.0
#include "morphology/rules.h"

#include <bit>

#include "morphology/verbness.h"

namespace waqai::morphology {
namespace {

using annot::Upos;
using lexicon::Cell;
using lexicon::WordClass;

int32_t clitic_score(const Analysis& a) {
  int32_t score = 0;
  if (a.question) score -= 5 * kStep;
  if (a.conjunction == Proclitic::kFa) score -= kStep;
  switch (a.prefix) {
    case Proclitic::kNone:
      break;
    case Proclitic::kKa:
      score -= 2 * kStep;
      break;
    case Proclitic::kLaEmphatic:
      score -= 4 * kStep;
      break;
    case Proclitic::kLiOrder:
      score -= 2 * kStep;
      break;
    default:
      score -= kStep / 2;
  }
  if (a.has_article()) score += kStep;
  if (a.article == Article::kFused || a.article == Article::kHidden) score += kStep;
  if (a.enclitic != 0) score -= kStep / 2;
  return score;
}

int32_t verb_score(const Cell& cell) {
  int32_t score = 0;
  if (cell.moods == lexicon::kImperative) score -= 4 * kStep;
  if (cell.person == 2) score -= 3 * kStep;
  if (cell.person == 1) score -= kStep;
  if (cell.number == lexicon::kDual) score -= kStep;
  if (cell.number == lexicon::kPlur && cell.gender == lexicon::kFem) score -= 2 * kStep;
  if (cell.voice == lexicon::kPassive) score -= kStep;
  if (cell.moods == lexicon::kJussive) score -= 3 * kStep;  // hollow and doubled verbs: only after a particle that governs it
  return score;
}

// Does the analysis start with a noun-like stem, with nothing before it?
bool noun_or_adjective(const Analysis& a) { return a.upos == Upos::kNoun || a.upos == Upos::kAdj; }

int32_t agreement_of(const Analysis& noun, const Analysis& adjective) {
  const Cell n = noun.features();
  const Cell a = adjective.features();
  const bool definite = noun.has_article() || noun.enclitic != 0;
  int32_t score = definite == adjective.has_article() ? kStep : -kStep;
  const bool broken = n.number == lexicon::kPlur && a.number == lexicon::kSing && a.gender == lexicon::kFem;
  if (broken || (n.gender == a.gender && n.number == a.number)) score += kStep;
  return score;
}

// Particles that want a verb in a certain mood, or a noun.
int32_t government(Analyser::Governs governs, const Analysis& next) {
  const uint32_t moods = next.features().moods;
  const bool verb = next.upos == Upos::kVerb;
  switch (governs) {
    case Analyser::Governs::kSubjunctive:
      return verb && (moods & lexicon::kSubjunctive) != 0 ? kStep : verb || is_nominal(next) ? -3 * kStep : 0;
    case Analyser::Governs::kJussive:
      return verb && (moods & lexicon::kJussive) != 0 ? (moods == lexicon::kJussive ? 4 : 1) * kStep : verb || is_nominal(next) ? -3 * kStep : 0;
    case Analyser::Governs::kAccusative:
      return verb ? -3 * kStep : is_nominal(next) ? kStep : 0;
    default:
      return 0;
  }
}

// Is the preposition that follows one that the verb governs?
bool prefers(const Analyser& analyser, const Analysis& verb, const Analysis& next) {
  if (next.conjunction != Proclitic::kNone || verb.lexeme == kNoLexeme) return false;
  const uint32_t preposition = next.upos == Upos::kAdp && next.prefix == Proclitic::kNone ? next.lexeme : analyser.clitics().lexeme(next.prefix);
  return analyser.governs_preposition(verb.lexeme, preposition);
}

}  // namespace

int32_t rule_score(const Analyser& analyser, const Analysis& a) {
  int32_t score = clitic_score(a) - kStep * a.spelling;
  if (a.guessed) return score - (a.upos == Upos::kPropn || a.upos == Upos::kNoun ? 6 : 8) * kStep;
  const lexicon::Lexeme& lexeme = analyser.words().lexeme(a.lexeme);
  if (lexeme.derived != 0) score -= kStep;
  if (lexeme.word_class != WordClass::kFunction)
    score -= kStep * static_cast<int32_t>(std::bit_width(lexeme.line)) / 4;  // rows stand in order of frequency
  switch (lexeme.word_class) {
    case WordClass::kFunction:
      return score + 2 * kStep;
    case WordClass::kVerb:
      return score + verb_score(a.features()) - (lexeme.form == 2 ? kStep : 0);  // of two written alike form 1 is the usual one
    case WordClass::kName:
      return score - kStep;
    default:
      break;
  }
  const Cell cell = a.features();
  if (a.nominalised) score -= 2 * kStep;
  if (cell.number == lexicon::kDual) score -= kStep;
  if ((cell.cases & ~lexicon::kAcc) == 0 && cell.cases != 0 && cell.states == lexicon::kIndefinite) score -= kStep / 2;
  return score;
}

int32_t rule_score_after(const Analyser& analyser, const Analysis& before, const Analysis& next) {
  if (before.enclitic == 0 && before.lexeme != kNoLexeme && is_bare(next)) {
    const int32_t governed = government(analyser.governs(before.lexeme), next);
    if (governed != 0) return governed;
  }
  if (before.upos == Upos::kVerb && prefers(analyser, before, next)) return kStep;
  const bool noun_next = is_nominal(next) || next.upos == Upos::kAdj;
  const bool preposition = before.upos == Upos::kAdp && before.enclitic == 0;
  if (preposition && is_bare(next)) {
    if (next.upos == Upos::kVerb || next.upos == Upos::kAdv) return -2 * kStep;
    return noun_next ? kStep : 0;
  }
  const bool verbal_particle = before.upos == Upos::kPart && before.enclitic == 0;
  if (verbal_particle && is_bare(next) && next.upos == Upos::kVerb) return next.features().moods == lexicon::kJussive ? 4 * kStep : kStep;
  if (noun_or_adjective(before) && next.upos == Upos::kAdj && is_bare(next)) return agreement_of(before, next);
  const bool construct = before.upos == Upos::kNoun && !before.has_article() && before.enclitic == 0 && next.upos == Upos::kNoun && is_bare(next);
  if (construct && next.has_article()) return kStep / 2;
  if (before.upos == Upos::kVerb && next.upos == Upos::kVerb && is_bare(next)) return -kStep;
  const bool noon_less = before.features().states == lexicon::kConstruct && before.enclitic == 0;
  if (noon_less && !(noun_next && is_bare(next))) return -3 * kStep;
  return 0;
}

int32_t rule_score_verbness(uint8_t verbness, const Analysis& a) {
  if (verbness == 0) return 0;
  const int32_t lean = (static_cast<int32_t>(verbness) - kVerbnessMiddle) * kStep / 8;
  return is_bare_verb(a) ? lean : is_bare_noun(a) ? -lean : 0;
}

int32_t rule_score_first(const Analysis& first) {
  if (first.upos == Upos::kVerb) return kStep / 2;
  return first.upos == Upos::kAdj ? -kStep : 0;
}

}  // namespace waqai::morphology
