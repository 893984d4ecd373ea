// SPDX-License-Identifier: Apache-2.0
#include "morphology/tagger.h"

#include <algorithm>

#include "base/hash.h"
#include "morphology/rules.h"
#include "morphology/settle.h"
#include "morphology/verbness.h"
#include "morphology/voice.h"
#include "morphology/words_layer.h"

namespace waqai::morphology {
namespace {

using annot::TokenKind;
using annot::Upos;

constexpr size_t kCacheSize = 1u << 13;  // tokens
constexpr size_t kMaxCandidates = 14;
constexpr int32_t kMaxBehind = 24 * kStep;  // a candidate further behind the best one is dropped

Upos upos_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kNumber:
      return Upos::kNum;
    case TokenKind::kPunctuation:
      return Upos::kPunct;
    case TokenKind::kSymbol:
      return Upos::kSym;
    default:
      return Upos::kX;
  }
}

// Two meanings of one lemma are one candidate: the first row's.
bool same_reading(const Candidate& a, const Candidate& b) {
  return a.full == b.full && a.lemma == b.lemma && a.analysis.stem_begin == b.analysis.stem_begin && a.analysis.stem_end == b.analysis.stem_end &&
         a.analysis.article == b.analysis.article && a.analysis.enclitic == b.analysis.enclitic;
}

// A noun of the lexicon, of the same letters, spelling and gender as the adjective.
bool is_same_noun(const Analysis& adjective, const Analysis& noun) {
  const lexicon::Cell a = adjective.features();
  const lexicon::Cell n = noun.features();
  return noun.upos == Upos::kNoun && !noun.nominalised && !noun.guessed && noun.stem_begin == adjective.stem_begin &&
         noun.stem_end == adjective.stem_end && noun.article == adjective.article && noun.spelling <= adjective.spelling && n.gender == a.gender &&
         n.number == a.number;
}

}  // namespace

Workspace::Workspace() : cache_(kCacheSize), stamps_(kCacheSize, 0) {}

Result<Tagger> Tagger::open(const lexicon::Bundle& bundle) {
  Result<Analyser> analyser = Analyser::open(bundle);
  if (!analyser) return analyser.status();
  const Result<Model> model = Model::open(bundle);
  if (!model) return model.status();
  return Tagger(std::move(analyser).value(), model.value());
}

void Tagger::candidates(std::string_view surface, TokenKind kind, TokenKey& key, Lattice& lattice) const {
  key.set(surface);
  lattice.candidates.clear();
  lattice.shape = shape_of(key.key, static_cast<uint8_t>(kind));
  std::vector<Analysis> analyses;
  if (kind == TokenKind::kWord) {
    analyser_.analyse(key, analyses);
  } else {
    analyses.emplace_back();
    analyses[0].upos = upos_of(kind);
    analyses[0].stem_end = static_cast<uint8_t>(std::min<size_t>(key.key.size(), 255));
  }
  for (const Analysis& analysis : analyses) {
    Candidate candidate;
    candidate.analysis = analysis;
    set_hashes(analyser_, key, candidate);
    const bool known =
        std::any_of(lattice.candidates.begin(), lattice.candidates.end(), [&](const Candidate& old) { return same_reading(old, candidate); });
    if (known) continue;
    candidate.base = rule_score(analyser_, analysis);
    lattice.candidates.push_back(candidate);
  }
  // An adjective stands as a noun only where the lexicon has no such noun.
  const auto blocked = [&](const Candidate& c) {
    return c.analysis.nominalised && std::any_of(lattice.candidates.begin(), lattice.candidates.end(),
                                                 [&](const Candidate& noun) { return is_same_noun(c.analysis, noun.analysis); });
  };
  std::erase_if(lattice.candidates, blocked);
}

void Tagger::set_priors(const Model& model, Lattice& lattice) {
  uint8_t best = 0;
  for (Candidate& c : lattice.candidates) {
    c.prior = model.prior(c.lemma, c.analysis.upos);
    best = std::max(best, c.prior);
  }
  for (Candidate& c : lattice.candidates) c.behind = static_cast<uint8_t>(best - c.prior);
}

void Tagger::rank(const Model& model, Lattice& lattice) const {
  std::vector<Candidate>& all = lattice.candidates;
  set_priors(model, lattice);
  if (!model.empty()) {
    for (Candidate& candidate : all) base_features(analyser_, lattice.shape, candidate, [&](uint32_t f) { model.fetch(f); });
    for (Candidate& candidate : all) base_features(analyser_, lattice.shape, candidate, [&](uint32_t f) { candidate.base += model.weight(f); });
  }
  std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.base > b.base; });
  size_t kept = std::min(kMaxCandidates, all.size());
  while (kept > 1 && all[kept - 1].base < all[0].base - kMaxBehind) --kept;
  // Of a nationality that stands as a person the adjective stays at hand: behind a noun it is meant (settle.h).
  const Analysis& best = all[0].analysis;
  if (best.upos == annot::Upos::kNoun && !best.guessed && analyser_.words().lexeme(best.lexeme).kind == lexicon::NounKind::kPerson) {
    const auto adjective = std::find_if(all.begin(), all.end(), [](const Candidate& c) { return c.analysis.upos == annot::Upos::kAdj; });
    if (adjective != all.end() && adjective - all.begin() >= static_cast<std::ptrdiff_t>(kept)) std::swap(*adjective, all[kept++]);
  }
  all.resize(kept);
}

const Workspace::Entry* Tagger::entry(std::string_view surface, TokenKind kind, Workspace& scratch) const {
  const size_t place = base::hash64(surface, static_cast<uint64_t>(kind)) % kCacheSize;
  Workspace::Entry* found = &scratch.cache_[place];
  const bool same = found->surface == surface && found->lattice.shape.kind == static_cast<uint8_t>(kind) && !found->lattice.candidates.empty();
  const bool taken = !same && scratch.stamps_[place] == scratch.sentence_;
  scratch.stamps_[place] = scratch.sentence_;
  if (same) return found;
  if (taken) {
    if (scratch.own_used_ == scratch.own_.size()) scratch.own_.emplace_back();
    found = &scratch.own_[scratch.own_used_++];
  }
  found->surface = surface;
  candidates(surface, kind, scratch.key_, found->lattice);
  rank(model_, found->lattice);
  found->offsets = scratch.key_.offsets;
  return found;
}

// "Dawn of Friday", "noon of this day": before a day the hour is a noun, though the verb written alike is the more frequent word.  Not after
// what wants a verb ("who appeared today"), nor where a sentence starts.
void Tagger::settle_times(Workspace& scratch) const {
  const auto chosen = [&](size_t i) -> const Analysis& { return scratch.lattices_[i]->candidates[scratch.best_[i]].analysis; };
  const auto is_time = [&](const Analysis& a) {
    return a.upos == annot::Upos::kNoun && a.lexeme != kNoLexeme && analyser_.words().lexeme(a.lexeme).kind == lexicon::NounKind::kTime;
  };
  for (size_t i = 1; i + 1 < scratch.best_.size(); ++i) {
    const bool day_follows = is_time(chosen(i + 1)) && chosen(i + 1).has_article() && chosen(i + 1).prefix == Proclitic::kNone;
    if (!day_follows || chosen(i).upos != annot::Upos::kVerb || !is_bare_verb(chosen(i))) continue;
    const annot::Upos before = chosen(i - 1).upos;
    if (before == annot::Upos::kPron || before == annot::Upos::kPart || before == annot::Upos::kSconj || before == annot::Upos::kCconj) continue;
    const auto& all = scratch.lattices_[i]->candidates;
    const auto hour = std::find_if(all.begin(), all.end(),
                                   [&](const Candidate& c) { return is_time(c.analysis) && is_bare_noun(c.analysis) && !c.analysis.has_article(); });
    if (hour != all.end()) scratch.best_[i] = static_cast<uint16_t>(hour - all.begin());
  }
}

void Tagger::decide_voice(Workspace& scratch) const {
  if (!model_.has_voice()) return;
  const Reading reading{&analyser_, &scratch.lattices_, &scratch.best_};
  for (size_t i = 0; i < reading.size(); ++i) {
    const uint16_t twin = voice_twin(reading, i);
    if (twin == kNoTwin) continue;
    int32_t score = voice_features(reading, i, model_.voice_prior(reading.candidate(i).lemma), scratch.features_);
    for (const uint32_t feature : scratch.features_) score += model_.voice_weight(feature);
    const bool passive = reading.analysis(i).features().voice == lexicon::kPassive;
    if ((score > 0) != passive) scratch.best_[i] = twin;
  }
}

void Tagger::look_up(const annot::Document& doc, const annot::Sentence& sentence, Workspace& scratch) const {
  ++scratch.sentence_;
  scratch.own_used_ = 0;
  scratch.entries_.clear();
  scratch.lattices_.clear();
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
    const Workspace::Entry* found = entry(doc.surface(doc.tokens[t]), doc.tokens[t].kind, scratch);
    scratch.entries_.push_back(found);
    scratch.lattices_.push_back(&found->lattice);
  }
}

void Tagger::choose(const annot::Document& doc, const annot::Sentence& sentence, Workspace& scratch) const {
  scratch.search_.run(analyser_, model_, scratch.lattices_, scratch.best_);
  settle_times(scratch);
  Tagged& tagged = scratch.tagged_;
  tagged.analyser = &analyser_;
  tagged.lattices = &scratch.lattices_;
  tagged.headline = sentence.kind == annot::SentenceKind::kTitle;
  tagged.surfaces.clear();
  for (uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) tagged.surfaces.push_back(doc.surface(doc.tokens[t]));
  settle(tagged, scratch.best_);
  decide_voice(scratch);
}

void Tagger::annotate_sentence(annot::Document& doc, annot::Sentence& sentence, Workspace& scratch) const {
  look_up(doc, sentence, scratch);
  const auto first = doc.readings.begin() + sentence.tokens.begin;
  const auto fits = [](const Lattice* lattice, uint8_t reading) { return reading < lattice->candidates.size(); };
  if (doc.readings_given && std::equal(scratch.lattices_.begin(), scratch.lattices_.end(), first, fits)) {
    scratch.best_.assign(first, first + sentence.tokens.size());
  } else {
    choose(doc, sentence, scratch);
    std::transform(scratch.best_.begin(), scratch.best_.end(), first, [](uint16_t best) { return static_cast<uint8_t>(best); });
  }
  std::vector<Chosen> chosen;
  chosen.reserve(scratch.best_.size());
  for (size_t i = 0; i < scratch.best_.size(); ++i) {
    chosen.push_back(
        {sentence.tokens.begin + static_cast<uint32_t>(i), &scratch.lattices_[i]->candidates[scratch.best_[i]], &scratch.entries_[i]->offsets});
  }
  add_words(analyser_, chosen, sentence, doc);
  if (!doc.keep_alternatives) return;
  for (size_t i = 0; i < chosen.size(); ++i) {
    TokenKey& key = scratch.key_;
    key.set(scratch.entries_[i]->surface);
    for (const Candidate& candidate : scratch.lattices_[i]->candidates) {
      if (&candidate == chosen[i].candidate) continue;
      doc.alternatives.push_back({chosen[i].token, doc.strings.store(describe(analyser_, candidate.analysis, key)), candidate.base});
    }
  }
}

Status Tagger::annotate(annot::Document& doc, Workspace& scratch) const {
  if (scratch.owner_ != this) scratch = Workspace();
  scratch.owner_ = this;
  if (!doc.readings_given) doc.readings.assign(doc.tokens.size(), 0);
  for (annot::Sentence& sentence : doc.sentences) annotate_sentence(doc, sentence, scratch);
  return {};
}

}  // namespace waqai::morphology
