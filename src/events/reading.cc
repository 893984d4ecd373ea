// SPDX-License-Identifier: Apache-2.0
#include "events/reading.h"

#include <algorithm>

#include "lexicon/frames_terms.h"
#include "text/fold.h"

namespace waqai::events {

using annot::Upos;
using annot::VerbForm;
using lexicon::kNoTerm;

namespace {

constexpr uint32_t kMaxClauseWords = 26;

WordTerms terms_of(const lexicon::FramesView& frames, std::string_view lemma, std::string_view verb) {
  WordTerms terms;
  terms.self = frames.find_term('n', text::fold_key(lemma));
  terms.self_vocalised = frames.find_term('N', lexicon::vocalised_key(lemma));
  if (verb.empty()) return terms;
  terms.verb = frames.find_term('v', text::fold_key(verb));
  terms.verb_vocalised = frames.find_term('V', lexicon::vocalised_key(verb));
  return terms;
}

}  // namespace

void Reading::look_up(uint32_t w, const lexicon::Words* words, Cache& cache) {
  const annot::Word& one = word(w);
  if (one.upos == Upos::kPunct || one.upos == Upos::kSym) return;
  if (one.lexeme != kNone && one.lexeme < cache.known.size() && cache.known[one.lexeme]) {
    terms_[w] = cache.by_lexeme[one.lexeme];
    return;
  }
  std::string_view verb;
  if (words != nullptr && one.verb_lexeme != kNone) verb = words->lemma(one.verb_lexeme);
  else if (one.upos == Upos::kVerb || one.upos == Upos::kAux) verb = one.lemma;
  terms_[w] = terms_of(*frames_, one.lemma.empty() ? one.form : one.lemma, verb);
  if (one.lexeme == kNone) return;
  if (one.lexeme >= cache.known.size()) {
    cache.by_lexeme.resize(one.lexeme + 1);  // first, so that nothing is known without its place where memory runs out between the two
    cache.known.resize(one.lexeme + 1, false);
  }
  cache.known[one.lexeme] = true;
  cache.by_lexeme[one.lexeme] = terms_[w];
}

void Reading::set_flags(uint32_t w) {
  const annot::Word& one = word(w);
  uint8_t& flags = flags_[w];
  if (one.upos == Upos::kVerb && one.features.verb_form != VerbForm::kPart && one.features.verb_form != VerbForm::kMasdar) flags |= kFinite;
  if ((one.upos == Upos::kSconj || one.upos == Upos::kPart) && has_term(w, particles_.that)) flags |= kThat;
  if (one.features.relative && !heads_mention(w)) flags |= kRelative;
  if (one.upos != Upos::kPunct) return;
  const std::string_view mark = document_->surface(one);
  if (mark == ":" || mark == "\"" || mark == "\u00ab" || mark == "\u201c") flags |= kOpensSpeech;
  if (mark == ";" || mark == ":" || mark == "\u061b") flags |= kEndsClause;
}

void Reading::index_children() {
  const size_t count = document_->words.size();
  child_begin_.assign(count + 2, 0);
  child_list_.assign(document_->arcs.size(), 0);
  for (const annot::Arc& arc : document_->arcs) {
    if (arc.head != kNone && arc.head < count) ++child_begin_[arc.head + 2];
  }
  for (size_t i = 2; i < child_begin_.size(); ++i) child_begin_[i] += child_begin_[i - 1];
  for (uint32_t w = 0; w < document_->arcs.size(); ++w) {
    const uint32_t parent = document_->arcs[w].head;
    if (parent != kNone && parent < count) child_list_[child_begin_[parent + 1]++] = w;
  }
}

void Reading::index_mentions() {
  const size_t count = document_->words.size();
  mention_.assign(count, kNone);
  hidden_.assign(count, kNone);
  for (uint32_t m = 0; m < document_->mentions.size(); ++m) {
    const annot::Mention& one = document_->mentions[m];
    if (one.kind == annot::MentionKind::kHidden) {
      if (one.head < count) hidden_[one.head] = m;
      continue;
    }
    for (uint32_t w = one.words.begin; w < one.words.end && w < count; ++w) {
      const uint32_t other = mention_[w];
      const bool better = other == kNone ||
                          (one.head == w && (document_->mentions[other].head != w || one.words.size() > document_->mentions[other].words.size())) ||
                          (document_->mentions[other].head != w && one.words.size() < document_->mentions[other].words.size());
      if (better) mention_[w] = m;
    }
  }
}

void Reading::build(const annot::Document& document, const lexicon::FramesView& frames, const lexicon::Words* words, Cache& cache) {
  document_ = &document;
  frames_ = &frames;
  particles_ = {frames.list("negation"), frames.list("future"),     frames.list("condition"), frames.list("perhaps"),
                frames.list("except"),   frames.list("agent"),      frames.list("that"),      frames.list("unreal-condition"),
                frames.list("to-come"),  frames.list("quantifier"), frames.list("was")};
  const size_t count = document.words.size();
  terms_.assign(count, {});
  flags_.assign(count, 0);
  preposition_.assign(count, -1);
  sentence_.assign(count, 0);
  bodies_.clear();
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    const annot::Sentence& sentence = document.sentences[s];
    annot::Range body = sentence.words;
    for (uint32_t w = body.begin; w < body.end; ++w) sentence_[w] = s;
    while (!sentence.dateline.empty() && body.begin < body.end && document.words[body.begin].span.begin < sentence.dateline.end) ++body.begin;
    bodies_.push_back(body);
  }
  const auto prepositions = frames.prepositions();
  for (uint32_t w = 0; w < count; ++w) {
    look_up(w, words, cache);
    if (terms_[w].self == kNoTerm || word(w).upos == Upos::kVerb || word(w).upos == Upos::kPron || definite(w)) continue;
    const auto found = std::find(prepositions.begin(), prepositions.end(), terms_[w].self);
    // "about forty": it counts.
    const bool about = word(w).form == "\u0646\u062d\u0648" && w + 1 < count && word(w + 1).upos == Upos::kNum;
    if (found != prepositions.end() && !about) preposition_[w] = static_cast<int8_t>(found - prepositions.begin());
  }
  index_children();
  index_mentions();
  for (uint32_t w = 0; w < count; ++w) set_flags(w);
}

std::span<const uint32_t> Reading::children(uint32_t w) const {
  if (child_list_.empty()) return {};
  return {child_list_.data() + child_begin_[w], child_list_.data() + child_begin_[w + 1]};
}

bool Reading::heads_mention(uint32_t w) const { return mention_[w] != kNone && document_->mentions[mention_[w]].head == w; }

bool Reading::is_nominal(uint32_t w) const {
  const Upos tag = word(w).upos;
  return (tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kPron || tag == Upos::kNum || tag == Upos::kX || tag == Upos::kDet) &&
         preposition_[w] < 0 && !is_relative(w);
}

int Reading::preposition(uint32_t w) const { return preposition_[w]; }

Form Reading::form(uint32_t w) const {
  if (is_finite(w)) return Form::kFinite;
  return word(w).features.verb_form == VerbForm::kPart ? Form::kParticiple : Form::kNominal;
}

bool Reading::has_term(uint32_t w, std::span<const uint32_t> sorted) const {
  if (sorted.empty()) return false;
  const WordTerms& own = terms_[w];
  const bool finite = is_finite(w);
  for (const uint32_t term : {finite ? kNoTerm : own.self, finite ? kNoTerm : own.self_vocalised, own.verb, own.verb_vocalised}) {
    if (term < sorted.front() || term > sorted.back()) continue;  // most: kNoTerm is above all
    if (std::binary_search(sorted.begin(), sorted.end(), term)) return true;
  }
  return false;
}

bool Reading::definite(uint32_t w) const { return word(w).features.definite == annot::Definite::kDef; }

bool Reading::closed(uint32_t w) const {
  const annot::Word& one = word(w);
  if (one.upos == Upos::kAdj || one.upos == Upos::kPropn || one.upos == Upos::kPron || definite(w) || enclitic_of(w) != kNone) return true;
  const std::string_view form = one.form;
  const bool noon = form.size() >= 4 && form.substr(form.size() - 2) == "\u0646";
  if (noon && (one.features.number == annot::Number::kPlur || one.features.number == annot::Number::kDual)) {
    const std::string_view before = form.substr(form.size() - 4, 2);
    if (before == "\u0648" || before == "\u064a" || before == "\u0627") return true;
  }
  return one.features.definite == annot::Definite::kInd && one.features.grammatical_case == annot::Case::kAcc;
}

bool Reading::is_year(uint32_t w) const {
  const annot::Token& token = document_->tokens[word(w).token];
  const std::string_view digits = document_->surface(token);
  return token.kind == annot::TokenKind::kNumber && digits.size() == 4 && (digits.substr(0, 2) == "19" || digits.substr(0, 2) == "20");
}

bool Reading::oblique(uint32_t w) const {
  const annot::Word& one = word(w);
  const std::string_view form = one.form;
  if (one.upos == Upos::kNum) return form.size() >= 6 && form.substr(form.size() - 4) == "\u064a\u0646";
  if (one.upos != Upos::kNoun && one.upos != Upos::kAdj) return false;
  const auto& features = one.features;
  const bool several = features.number == annot::Number::kPlur || features.number == annot::Number::kDual;
  if (several && form.size() >= 6 && form.substr(form.size() - 4) == "\u064a\u0646") {
    // The ending and no letter of the word: the lemma does not have it.
    return one.lemma.size() < 4 || one.lemma.substr(one.lemma.size() - 2) != "\u0646";
  }
  return features.definite == annot::Definite::kInd && features.grammatical_case == annot::Case::kAcc;
}

bool Reading::is_comma(uint32_t w) const {
  if (!is_punctuation(w)) return false;
  const std::string_view mark = document_->surface(word(w));
  return mark == "\u060c" || mark == ",";
}

uint32_t Reading::enclitic_of(uint32_t w) const {
  const uint32_t next = w + 1;
  if (next >= document_->words.size() || !word(next).enclitic || word(next).token != word(w).token) return kNone;
  return next;
}

uint32_t Reading::clause_end(uint32_t w) const {
  const uint32_t last = std::min(sentence_words(w).end, w + kMaxClauseWords);
  for (uint32_t i = w + 1; i < last; ++i) {
    if ((flags_[i] & (kFinite | kThat | kRelative | kEndsClause)) != 0) return i;
  }
  return last;
}

bool Reading::is_quotation_mark(uint32_t w) const {
  if (!is_punctuation(w)) return false;
  const std::string_view mark = document_->surface(word(w));
  return mark == "\"" || mark == "\u00ab" || mark == "\u00bb" || mark == "\u201c" || mark == "\u201d";
}

uint32_t Reading::clause_begin(uint32_t w) const {
  const uint32_t first = sentence_words(w).begin;
  for (uint32_t i = w; i > first; --i) {
    if ((flags_[i - 1] & (kFinite | kThat | kRelative | kOpensSpeech)) != 0) return i;
  }
  return first;
}

uint32_t Reading::verb_before(uint32_t w) const {
  const uint32_t begin = clause_begin(w);
  if (begin == sentence_words(w).begin || !is_finite(begin - 1)) return kNone;
  return begin - 1;
}

uint32_t Reading::counted_begin(uint32_t w) const {
  const uint32_t first = chain_begin(w);
  while (w > first && (word(w - 1).upos == Upos::kNum || has_term(w - 1, particles_.quantifier))) --w;
  return w;
}

uint32_t Reading::chain_begin(uint32_t w) const {
  const uint32_t first = sentence_words(w).begin;
  while (w > first && (word(w - 1).upos == Upos::kNoun || word(w - 1).upos == Upos::kNum) && preposition_[w - 1] < 0 && !definite(w - 1) &&
         !word(w - 1).enclitic && !(word(w - 1).upos == Upos::kNoun && closed(w - 1)) && !is_year(w - 1))
    --w;
  return w;
}

bool Reading::below(uint32_t w, uint32_t ancestor, int steps) const {
  for (uint32_t at = head(w); at != kNone && steps > 0; at = head(at), --steps) {
    if (at == ancestor) return true;
  }
  return false;
}

bool Reading::dates(const annot::Time& time, uint32_t verb) const {
  for (uint32_t w = time.words.begin; w < time.words.end; ++w) {
    uint32_t at = head(w);
    while (at != kNone && time.words.contains(at)) at = head(at);
    if (at == verb) return true;
  }
  return false;
}

}  // namespace waqai::events
