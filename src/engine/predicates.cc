// SPDX-License-Identifier: Apache-2.0
#include "engine/predicates.h"

#include "events/candidate.h"
#include "events/reading.h"
#include "lexicon/frames.h"
#include "lexicon/words.h"

namespace waqai {
namespace {

using annot::kNone;
using annot::Relation;
using lexicon::FrameBlock;
using lexicon::OperatorKind;

constexpr uint8_t kActKind = 7;  // lexicon::NounKind

class Finder {
 public:
  Finder(const annot::Document& doc, const lexicon::FramesView& frames, const lexicon::Words& words) : doc_(doc) {
    reading_.build(doc, frames, &words, cache_);
    read_.assign(doc.words.size(), false);
    light_.assign(doc.words.size(), false);
  }

  std::vector<UncodedPredicate> find() {
    for (const annot::Sentence& sentence : doc_.sentences) {
      if (sentence.kind != annot::SentenceKind::kTeaser) mark(sentence.words);
    }
    for (const annot::Sentence& sentence : doc_.sentences) {
      if (sentence.kind == annot::SentenceKind::kTeaser) continue;
      for (uint32_t w = sentence.words.begin; w < sentence.words.end; ++w) look(sentence, w);
    }
    return std::move(found_);
  }

 private:
  // Words that a frame or a verb of saying reads, and operators.
  void mark(annot::Range words) {
    std::vector<events::Match> matches;
    for (uint32_t w = words.begin; w < words.end; ++w) {
      if (reading_.is_punctuation(w)) continue;
      matches.clear();
      events::match_at(reading_, w, matches);
      for (const events::Match& match : matches) {
        const lexicon::FrameRecord& record = reading_.frames().frames()[match.frame];
        if (record.block == FrameBlock::kOperator) {
          light_[w] = light_[w] || record.op == OperatorKind::kLight;
          if (record.op != OperatorKind::kLight) read_[w] = true;
          continue;
        }
        for (uint32_t i = 0; i < match.count; ++i) read_[match.parts[i]] = true;
      }
    }
  }

  // What the verb says something about: its object, else the preposition of its first phrase.
  uint32_t object(uint32_t verb) const {
    for (const uint32_t child : reading_.children(verb)) {
      if (reading_.relation(child) == Relation::kObj) return child;
    }
    return kNone;
  }

  std::string complement(uint32_t verb) const {
    const uint32_t noun = object(verb);
    if (noun != kNone)
      return reading_.is_nominal(noun) && reading_.word(noun).upos != annot::Upos::kPron ? std::string(reading_.word(noun).lemma) : std::string();
    for (const uint32_t child : reading_.children(verb)) {
      if (child < verb || reading_.relation(child) != Relation::kObl) continue;
      for (const uint32_t particle : reading_.children(child)) {
        if (reading_.relation(particle) == Relation::kCase) return std::string(reading_.word(particle).lemma);
      }
    }
    return {};
  }

  // Whether somebody known takes part: a mention among what hangs on the verb.
  bool named(uint32_t verb) const {
    if (reading_.hidden_subject(verb) != kNone) return true;
    for (const uint32_t child : reading_.children(verb)) {
      const uint32_t m = reading_.mention(child);
      if (m != kNone && !doc_.mentions[m].entities.empty()) return true;
    }
    return false;
  }

  void add(const annot::Sentence& sentence, uint32_t verb, uint32_t noun) {
    const annot::Word& word = reading_.word(verb);
    UncodedPredicate one;
    one.lemma = word.lemma.empty() ? word.form : word.lemma;
    one.gloss = word.gloss;
    one.complement = noun != kNone ? std::string(reading_.word(noun).lemma) : complement(verb);
    one.light = noun != kNone;
    one.named = named(verb);
    one.span = word.span;
    one.sentence = sentence.span;
    found_.push_back(std::move(one));
  }

  void look(const annot::Sentence& sentence, uint32_t w) {
    if (!reading_.is_finite(w) || read_[w]) return;
    if (!light_[w]) return add(sentence, w, kNone);
    const uint32_t noun = object(w);
    if (noun == kNone || read_[noun]) return;
    const annot::Word& word = reading_.word(noun);
    if (word.kind == kActKind || word.features.verb_form == annot::VerbForm::kMasdar) add(sentence, w, noun);
  }

  const annot::Document& doc_;
  events::Reading::Cache cache_;
  events::Reading reading_;
  std::vector<bool> read_, light_;
  std::vector<UncodedPredicate> found_;
};

}  // namespace

Result<std::vector<UncodedPredicate>> find_uncoded(const annot::Document& doc, const lexicon::Bundle& bundle) {
  const Result<lexicon::FramesView> frames = lexicon::FramesView::open(bundle);
  if (!frames) return frames.status();
  const Result<lexicon::Words> words = lexicon::Words::open(bundle);
  if (!words) return words.status();
  return Finder(doc, frames.value(), words.value()).find();
}

}  // namespace waqai
