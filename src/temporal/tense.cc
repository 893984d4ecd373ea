// SPDX-License-Identifier: Apache-2.0
#include "temporal/tense.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"

namespace waqai::temporal {
namespace {

using lexicon::TimeKind;
using lexicon::TimeWord;

constexpr size_t kOpening = 3;  // atoms at the start of a sentence that the first verb after them speaks for
constexpr size_t kNear = 6;     // atoms within which a present tells the time of what follows, and the first verb of what precedes

// What an atom itself tells.
struct Sign {
  Tense tense = Tense::kNone;
  bool clause = false;
};

bool is_word(const Atom& atom, TimeWord word) {
  return std::any_of(atom.terms.begin(), atom.terms.end(),
                     [&](const lexicon::TimeTerm& term) { return term.kind == TimeKind::kWord && term.value == static_cast<int32_t>(word); });
}

// sa-, the particle of the future, split off as a word.
bool is_future_clitic(const annot::Word& word) {
  return word.proclitic && word.upos != annot::Upos::kAdp && text::fold_key(word.form) == std::string(1, text::key_byte(text::kSeen));
}

Tense tense_of_words(const annot::Document& doc, const Atom& atom) {
  bool future = false;
  for (uint32_t t = atom.first_token; t < atom.end_token; ++t) {
    const annot::Range words = doc.tokens[t].words;
    for (uint32_t w = words.begin; w < words.end; ++w) {
      const annot::Word& word = doc.words[w];
      future = future || (word.proclitic && is_future_clitic(word));
      if (word.upos != annot::Upos::kVerb && word.upos != annot::Upos::kAux) continue;
      if (word.features.aspect == annot::Aspect::kPerf) return Tense::kPast;
      if (word.features.aspect == annot::Aspect::kImp) return future ? Tense::kFuture : Tense::kPresent;
    }
  }
  return Tense::kNone;
}

Sign sign_of(const annot::Document& doc, const Atom& atom) {
  if (is_word(atom, TimeWord::kFuture)) return {Tense::kFuture, false};
  if (is_word(atom, TimeWord::kClause)) return {Tense::kNone, true};
  if (is_word(atom, TimeWord::kPast)) return {Tense::kPast, false};
  return {tense_of_words(doc, atom), false};
}

}  // namespace

void read_tenses(const annot::Document& doc, const std::vector<Atom>& atoms, std::vector<Tense>& tenses) {
  tenses.assign(atoms.size(), Tense::kNone);
  Tense now = Tense::kNone;
  size_t verb = 0;
  bool told = false;
  for (size_t i = 0; i < atoms.size(); ++i) {
    tenses[i] = now == Tense::kPresent && i - verb > kNear ? Tense::kNone : now;
    const Sign sign = sign_of(doc, atoms[i]);
    if (sign.clause && now != Tense::kFuture) now = Tense::kNone;
    if (sign.tense == Tense::kNone) continue;
    // A present takes the time of the verb it hangs on: "was speaking", "is to meet".
    if (sign.tense != Tense::kPresent || now == Tense::kNone || now == Tense::kPresent) {
      now = sign.tense;
      verb = i;
    }
    for (size_t j = 0; !told && i <= kNear && j < std::min(i, kOpening); ++j) tenses[j] = sign.tense;
    told = true;
  }
}

}  // namespace waqai::temporal
