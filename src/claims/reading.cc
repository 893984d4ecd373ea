// SPDX-License-Identifier: Apache-2.0
#include "claims/reading.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"

namespace waqai::claims {

using annot::Aspect;
using annot::Relation;
using annot::Upos;
using annot::VerbForm;

namespace {

constexpr uint8_t kTimeKind = static_cast<uint8_t>(lexicon::NounKind::kTime);
constexpr uint32_t kQuoteSentences = 12;  // a quotation that runs on for longer has lost its end
constexpr char kTeh = text::key_byte(text::kTeh), kYeh = text::key_byte(text::kYeh);
constexpr char kThat[] = {text::key_byte(text::kAlef), text::key_byte(text::kNoon), 0};
constexpr char kAnd[] = {text::key_byte(text::kWaw), 0};

}  // namespace

void Reading::build(const annot::Document& document, const lexicon::ClaimsView& view, const lexicon::Words* words) {
  document_ = &document;
  view_ = &view;
  const size_t count = document.words.size();
  keys_.resize(count);
  lemmas_.resize(count);
  verbs_.resize(count);
  sentence_.assign(count, 0);
  subject_.assign(count, kNone);
  mention_.assign(count, kNone);
  hidden_.assign(count, kNone);
  quote_.assign(count, kNone);
  that_.assign(count, false);
  time_.assign(count, false);
  for (uint32_t s = 0; s < document.sentences.size(); ++s) {
    for (uint32_t w = document.sentences[s].words.begin; w < document.sentences[s].words.end; ++w) sentence_[w] = s;
  }
  index_words();
  index_mentions();
  find_cues(words);
  find_quotes();
}

void Reading::index_words() {
  for (const annot::Time& time : document_->times) {
    for (uint32_t w = time.words.begin; w < time.words.end && w < time_.size(); ++w) time_[w] = true;
  }
  for (uint32_t w = 0; w < keys_.size(); ++w) {
    const annot::Word& one = word(w);
    time_[w] = time_[w] || one.kind == kTimeKind;
    keys_[w] = is_punctuation(w) ? std::string() : text::fold_key(one.form);
    lemmas_[w] = is_punctuation(w) ? std::string() : text::fold_key(one.lemma);
    that_[w] = keys_[w] == kThat && one.upos != Upos::kNoun && one.upos != Upos::kVerb;
    if (w >= document_->arcs.size() || document_->arcs[w].relation != Relation::kNsubj) continue;
    const uint32_t head = document_->arcs[w].head;
    if (head < keys_.size() && subject_[head] == kNone) subject_[head] = w;
  }
}

void Reading::index_mentions() {
  for (uint32_t m = 0; m < document_->mentions.size(); ++m) {
    const annot::Mention& one = document_->mentions[m];
    if (one.kind == annot::MentionKind::kHidden) {
      if (one.head < hidden_.size()) hidden_[one.head] = m;
      continue;
    }
    for (uint32_t w = one.words.begin; w < one.words.end && w < mention_.size(); ++w) {
      const uint32_t other = mention_[w];
      const bool pronoun = one.kind == annot::MentionKind::kPronoun && one.head == w;
      const bool wider = other != kNone && document_->mentions[other].kind != annot::MentionKind::kPronoun &&
                         one.words.size() > document_->mentions[other].words.size();
      if (other == kNone || pronoun || wider) mention_[w] = m;
    }
  }
}

bool Reading::verb_form(uint32_t w, std::string_view key) const {
  if (is_finite(w) && verbs_[w] == key) return true;
  // The feminine of the past is often read as a noun: its letters tell.
  std::string feminine(key);
  if (!feminine.empty() && feminine.back() == kYeh) feminine.pop_back();
  feminine.push_back(kTeh);
  return keys_[w] == feminine || (is_finite(w) && keys_[w] == key);
}

bool Reading::matches(const lexicon::ClaimCue& cue, uint32_t w) const {
  const uint32_t end = document_->sentences[sentence_[w]].words.end;
  const uint32_t size = cue.keys_end - cue.keys_begin;
  if (w + size > end) return false;
  for (uint32_t i = 0; i < size; ++i) {
    const std::string_view key = view_->key(cue.keys_begin + i);
    bool fits = false;
    switch (cue.cue_class) {
      case CueClass::kVerb:
        fits = i == 0 ? verb_form(w, key) : form_matches(w + i, key);
        break;
      case CueClass::kParticiple:
        fits = keys_[w + i] == key;
        break;
      case CueClass::kMasdar:
        fits = !is_finite(w + i) && form_matches(w + i, key);
        break;
      case CueClass::kWords:
        fits = keys_[w + i] == key || (lemmas_[w + i] == key && !is_finite(w + i));
        break;
    }
    if (!fits) return false;
  }
  return true;
}

void Reading::find_cues(const lexicon::Words* words) {
  cues_.clear();
  cue_begin_.assign(keys_.size() + 1, 0);
  std::string feminine;
  for (uint32_t w = 0; w < keys_.size(); ++w) {
    cue_begin_[w] = static_cast<uint32_t>(cues_.size());
    verbs_[w].clear();
    if (is_finite(w)) {
      verbs_[w] = words != nullptr && word(w).verb_lexeme != kNone ? text::fold_key(words->lemma(word(w).verb_lexeme)) : lemmas_[w];
    }
    std::string_view tried[] = {keys_[w], lemmas_[w], verbs_[w], {}, {}};
    if (keys_[w].size() > 2 && keys_[w].back() == kTeh) {
      feminine = keys_[w].substr(0, keys_[w].size() - 1);
      tried[3] = feminine;
    }
    const std::string defective = tried[3].empty() ? std::string() : feminine + kYeh;
    tried[4] = defective;
    for (size_t i = 0; i < std::size(tried); ++i) {
      if (tried[i].empty() || std::find(tried, tried + i, tried[i]) != tried + i) continue;
      for (const uint32_t id : view_->starting_with(tried[i])) {
        const lexicon::ClaimCue& cue = view_->cue(id);
        if (matches(cue, w)) cues_.push_back({w, w + (cue.keys_end - cue.keys_begin), &cue});
      }
    }
    whole_token(w);
    std::stable_sort(cues_.begin() + cue_begin_[w], cues_.end(), [](const Cue& a, const Cue& b) { return a.end > b.end; });
  }
  cue_begin_[keys_.size()] = static_cast<uint32_t>(cues_.size());
}

// A cue of one word that was split as if it had clitics.
void Reading::whole_token(uint32_t w) {
  const annot::Token& token = document_->tokens[word(w).token];
  if (token.words.begin != w || token.words.size() < 2) return;
  const std::string key = text::fold_key(document_->surface(token));
  for (const uint32_t id : view_->starting_with(key)) {
    const lexicon::ClaimCue& cue = view_->cue(id);
    if (cue.cue_class == CueClass::kWords && cue.keys_end == cue.keys_begin + 1) cues_.push_back({w, token.words.end, &cue});
  }
}

// Curly and angle marks pair up, also across sentences; straight marks alternate within a paragraph.
void Reading::find_quotes() {
  quotes_.clear();
  uint32_t open = kNone;
  for (uint32_t w = 0; w < keys_.size(); ++w) {
    const bool far = open != kNone && (sentence_[w] > sentence_[open] + kQuoteSentences);
    const bool straight = open != kNone && is_mark(open, "\"");
    const bool other_paragraph = straight && document_->sentences[sentence_[w]].paragraph != document_->sentences[sentence_[open]].paragraph;
    if (far || other_paragraph) open = kNone;
    if (!is_punctuation(w)) continue;
    const std::string_view mark = document_->surface(word(w));
    const bool opens = mark == "\u00ab" || mark == "\u201c" || mark == "\u201e";
    const bool closes = mark == "\u00bb" || mark == "\u201d";
    if (open != kNone && (closes || mark == "\"" || (mark == "\u201c" && is_mark(open, "\u201d")))) {
      close_quote(open, w);
      open = kNone;
    } else if (opens || (open == kNone && (mark == "\"" || mark == "\u201d"))) {
      open = w;
    }
  }
}

void Reading::close_quote(uint32_t open, uint32_t close) {
  if (close <= open + 1) return;
  Quote quote;
  quote.begin = open + 1;
  quote.end = close;
  quote.span = {word(open + 1).span.begin, word(close - 1).span.end};
  for (uint32_t w = quote.begin; w < quote.end; ++w) quote_[w] = static_cast<uint32_t>(quotes_.size());
  quotes_.push_back(quote);
}

uint32_t Reading::sentence_begin(uint32_t s) const {
  const annot::Sentence& one = document_->sentences[s];
  uint32_t w = one.words.begin;
  if (one.dateline.empty()) return w;
  while (w < one.words.end && word(w).span.begin < one.dateline.end) ++w;
  return w;
}

std::span<const Cue> Reading::cues_at(uint32_t w) const { return {cues_.data() + cue_begin_[w], cues_.data() + cue_begin_[w + 1]}; }

const Cue* Reading::cue(uint32_t w, std::initializer_list<CueUse> uses) const {
  for (const Cue& one : cues_at(w)) {
    if (std::find(uses.begin(), uses.end(), one.use()) != uses.end()) return &one;
  }
  return nullptr;
}

const Cue* Reading::report(uint32_t w, bool relays) const {
  for (const Cue& one : cues_at(w)) {
    if (one.use() <= CueUse::kOpine || one.use() == CueUse::kAppear || (relays && one.use() == CueUse::kRelay)) return &one;
  }
  return nullptr;
}

uint32_t Reading::find(uint32_t begin, uint32_t end, CueUse use) const {
  for (uint32_t w = begin; w < end; ++w) {
    if (cue(w, {use}) != nullptr) return w;
  }
  return kNone;
}

bool Reading::is_finite(uint32_t w) const {
  const annot::Word& one = word(w);
  return (one.upos == Upos::kVerb || one.upos == Upos::kAux) && one.features.verb_form != VerbForm::kPart &&
         one.features.verb_form != VerbForm::kMasdar;
}

bool Reading::is_comma(uint32_t w) const { return is_mark(w, ",") || is_mark(w, "\u060c"); }

bool Reading::is_and(uint32_t w) const { return word(w).upos == Upos::kCconj && keys_[w] == kAnd; }

bool Reading::is_subjunctive(uint32_t w) const {
  const uint32_t end = document_->sentences[sentence_[w]].words.end;
  return w + 1 < end && is_finite(w + 1) && word(w + 1).features.aspect == Aspect::kImp;
}

bool Reading::is_nominal(uint32_t w) const {
  const Upos tag = word(w).upos;
  if (that_[w] || word(w).features.relative) return false;
  return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kPron || tag == Upos::kNum || tag == Upos::kX || tag == Upos::kDet;
}

bool Reading::is_negated(uint32_t verb) const {
  const uint32_t first = document_->sentences[sentence_[verb]].words.begin;
  return verb > first && cue(verb - 1, {CueUse::kNegation}) != nullptr && !is_punctuation(verb - 1) && word(verb - 1).upos != Upos::kNoun;
}

}  // namespace waqai::claims
