// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bitset>

#include "events/candidate.h"

namespace waqai::events {

using lexicon::Element;
using lexicon::ElementKind;

namespace {

constexpr uint32_t kNearWords = 3;   // between a preposition and its word, or within a noun phrase
constexpr uint32_t kTrustWords = 6;  // as near as this, word order alone links two words
constexpr int kTreeSteps = 3;

// The next element at or behind `from`; kNone.  `tight`: it must stand close by.
uint32_t find_element(const Reading& reading, const Element& element, uint32_t from, uint32_t end) {
  for (uint32_t w = from; w < end; ++w) {
    switch (element.kind) {
      case ElementKind::kPreposition:
        if (reading.preposition(w) == element.preposition) return w;
        break;
      case ElementKind::kThat:
        if (reading.is_that(w)) return w;
        break;
      case ElementKind::kTerms:
        if (!reading.is_finite(w) &&
            reading.has_term(w, reading.frames().terms().subspan(element.terms_begin, element.terms_end - element.terms_begin)))
          return w;
        break;
    }
  }
  return kNone;
}

bool linked(const Reading& reading, const Match& match, uint32_t w) {
  if (w - match.parts[match.count - 1] <= kTrustWords) return true;
  for (uint32_t i = 0; i < match.count; ++i) {
    if (reading.below(w, match.parts[i], kTreeSteps)) return true;
  }
  return false;
}

// `clause`: where the clause of the anchor ends.
bool fits(const Reading& reading, const lexicon::PatternRecord& pattern, uint32_t clause, Match& match) {
  const auto elements = reading.frames().elements();
  const uint32_t anchor = match.anchor;
  bool after_preposition = false;
  for (uint32_t e = pattern.element_begin + 1; e < pattern.element_end; ++e) {
    if (match.count >= match.parts.size()) return false;
    const Element& element = elements[e];
    const uint32_t previous = match.parts[match.count - 1];
    uint32_t end = clause;
    if (after_preposition || (match.form == Form::kNominal && element.kind == ElementKind::kTerms)) end = std::min(end, previous + 1 + kNearWords);
    if (match.form == Form::kParticiple && element.kind == ElementKind::kTerms) end = std::min(end, previous + 1 + kTrustWords);
    if (match.form != Form::kFinite && element.kind != ElementKind::kTerms) end = std::min(end, previous + 2 + 2 * kNearWords);
    if (element.kind == ElementKind::kThat) end = std::min(clause + 1, reading.sentence_words(anchor).end);
    const uint32_t found = find_element(reading, element, previous + 1, end);
    // Behind a preposition stands the "that" of a wish, not that of a report ("Ali ... that").
    if (found != kNone && element.kind == ElementKind::kThat && match.count == 1 && reading.preposition(anchor) >= 0 &&
        !reading.word(found).lemma.starts_with("\u0623"))
      return false;
    if (found == kNone || !linked(reading, match, found)) return false;
    match.parts[match.count++] = found;
    if (element.kind == ElementKind::kTerms) match.core = found;
    after_preposition = element.kind == ElementKind::kPreposition;
  }
  return true;
}

// An operator leads to its act by the preposition right before it, which need not be the first one ("failed, in the north, in the attack").
void add_later(const Reading& reading, Match match, std::vector<Match>& out) {
  const int preposition = reading.preposition(match.parts[match.count - 1]);
  if (match.count < 2 || preposition < 0 || reading.preposition(match.anchor) >= 0) return;
  const uint32_t end = reading.clause_end(match.anchor);
  for (uint32_t w = match.parts[match.count - 1] + 1; w < end; ++w) {
    if (reading.preposition(w) != preposition || !linked(reading, match, w)) continue;
    match.parts[match.count - 1] = w;
    out.push_back(match);
  }
}

// What stands in the rest of a clause, in a few bits: tells most patterns apart from it without a look at its words.
class ClauseBits {
 public:
  ClauseBits(const Reading& reading, uint32_t begin, uint32_t end) : frames_(reading.frames()) {
    for (uint32_t w = begin; w < end; ++w) {
      if (const int preposition = reading.preposition(w); preposition >= 0)
        prepositions_.set(static_cast<size_t>(preposition) % prepositions_.size());
      if (reading.is_finite(w)) continue;
      const WordTerms& own = reading.terms(w);
      for (const uint32_t term : {own.self, own.self_vocalised, own.verb, own.verb_vocalised}) {
        if (term != lexicon::kNoTerm) terms_.set(term % terms_.size());
      }
    }
  }

  // Whether each element of the pattern behind its anchor may be there; never false where it is.
  bool may_hold(const lexicon::PatternRecord& pattern) const {
    const auto elements = frames_.elements().subspan(pattern.element_begin, pattern.element_end - pattern.element_begin).subspan(1);
    return std::all_of(elements.begin(), elements.end(), [this](const Element& element) {
      if (element.kind == ElementKind::kPreposition) return prepositions_[static_cast<size_t>(element.preposition) % prepositions_.size()];
      if (element.kind != ElementKind::kTerms || element.terms_end - element.terms_begin > kFewTerms) return true;
      const auto terms = frames_.terms().subspan(element.terms_begin, element.terms_end - element.terms_begin);
      return std::any_of(terms.begin(), terms.end(), [this](uint32_t term) { return terms_[term % terms_.size()]; });
    });
  }

 private:
  static constexpr uint32_t kFewTerms = 24;  // of longer lists one is there more often than not
  const lexicon::FramesView& frames_;
  std::bitset<64> prepositions_;
  std::bitset<1024> terms_;
};

void match_term(const Reading& reading, uint32_t term, Form form, std::vector<Match>& out, uint32_t w) {
  const auto entries = reading.frames().anchored(term);
  if (entries.empty()) return;
  const uint32_t clause = reading.clause_end(w);
  const ClauseBits there(reading, w + 1, clause);
  for (const lexicon::IndexEntry& entry : entries) {
    const lexicon::PatternRecord& pattern = reading.frames().patterns()[entry.pattern];
    if (!there.may_hold(pattern)) continue;
    Match match;
    match.pattern = entry.pattern;
    match.frame = pattern.frame;
    match.anchor = w;
    match.parts[0] = w;
    match.count = 1;
    match.core = w;
    match.form = form;
    match.specificity = pattern.specificity;
    if (!fits(reading, pattern, clause, match)) continue;
    out.push_back(match);
    if (reading.frames().frames()[pattern.frame].block == lexicon::FrameBlock::kOperator) add_later(reading, match, out);
  }
}

}  // namespace

uint32_t Match::first() const { return *std::min_element(parts.begin(), parts.begin() + count); }
uint32_t Match::last() const { return *std::max_element(parts.begin(), parts.begin() + count); }
bool Match::uses(uint32_t w) const { return std::find(parts.begin(), parts.begin() + count, w) != parts.begin() + count; }

void match_at(const Reading& reading, uint32_t w, std::vector<Match>& out) {
  const WordTerms& terms = reading.terms(w);
  const Form form = reading.form(w);
  const size_t begin = out.size();
  for (const uint32_t term : {terms.verb, terms.verb_vocalised}) {
    if (term != lexicon::kNoTerm) match_term(reading, term, form, out, w);
  }
  if (form != Form::kFinite) {
    for (const uint32_t term : {terms.self, terms.self_vocalised}) {
      if (term != lexicon::kNoTerm) match_term(reading, term, Form::kNominal, out, w);
    }
  }
  // A masdar comes by its own letters and by its verb: once is enough.
  for (size_t i = begin; i < out.size(); ++i) {
    for (size_t k = out.size(); k-- > i + 1;) {
      if (out[k].pattern == out[i].pattern && out[k].parts == out[i].parts) out.erase(out.begin() + static_cast<ptrdiff_t>(k));
    }
  }
}

}  // namespace waqai::events
