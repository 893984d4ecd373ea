// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/hash.h"
#include "events/filter.h"

namespace waqai::events {

using annot::Upos;

namespace {

// What a feature tells; part of the weights' meaning: append only.
enum Kind : uint32_t {
  kForm,
  kFrame,
  kFrameForm,
  kStatus,
  kFlag,
  kOperator,
  kWeak,
  kAspect,
  kVoice,
  kRelation,
  kHeadWord,
  kHeadTag,
  kClause,
  kDefinite,
  kActor,
  kActorForm,
  kRecipient,
  kRecipientForm,
  kBefore,
  kLength,
  kFirstWord,
  kDate,
  kNumber,
  kMode,
  kRivals,
  kSpeech,
  kPrevious,
  kNext,
  kNear,
  kWord,
  kAnchorWord,
  kChild,
  kTense,
  kPerson,
  kCounted,
  kMark,
  kPlaceWord,
  kParts,
  kPast,
  kAlone,
  kWindow,
  kAnchorKind,
  kPreviousKind,
  kBeforeKind,
  kNextKind,
  kBehindKind,
  kSentenceKind
};

constexpr uint32_t kWindowWords = 5;
constexpr uint32_t kKindWords = 8;  // before and behind the act

class Collector {
 public:
  Collector(const FilterInput& in, std::vector<uint32_t>& out) : in_(in), reading_(in.reading), one_(in.candidate), out_(out) {}

  void act() {
    const Match& match = one_.match;
    const auto& frames = reading_.frames();
    const auto& frame = frames.frames()[match.frame];
    const uint64_t name = base::hash64(frames.string(frame.name));
    const auto form = static_cast<uint64_t>(match.form);
    add(kForm, form);
    add(kFrame, name);
    add(kFrameForm, base::mix(name, form));
    add(kStatus, base::hash64(one_.event.status));
    add(kWeak, base::hash64(one_.weak));
    add(kParts, match.count);
    for (const std::string_view mode : one_.event.mode) add(kMode, base::hash64(mode));
    chain();
  }

  void place_in_sentence() {
    const uint32_t w = one_.match.anchor;
    const annot::Range words = reading_.sentence_words(w);
    const annot::Word& anchor = reading_.word(w);
    add(kAnchorWord, base::hash64(anchor.lemma));
    add(kAspect, static_cast<uint64_t>(anchor.features.aspect) * 8 + static_cast<uint64_t>(anchor.features.number));
    add(kVoice, static_cast<uint64_t>(anchor.features.voice));
    add(kRelation, static_cast<uint64_t>(reading_.relation(w)) * 4 + static_cast<uint64_t>(one_.match.form));
    add(kDefinite, static_cast<uint64_t>(reading_.word(one_.match.core).features.definite) * 4 + static_cast<uint64_t>(one_.match.form));
    const uint32_t head = reading_.head(w);
    add(kHeadWord, head == kNone ? 0 : base::hash64(reading_.word(head).lemma));
    add(kHeadTag, head == kNone ? 0 : 1 + static_cast<uint64_t>(reading_.word(head).upos));
    add(kBefore, std::min<uint32_t>((w - words.begin) / 3, 9));
    add(kLength, std::min<uint32_t>(words.size() / 6, 11));
    const uint32_t begin = reading_.clause_begin(w);
    uint64_t opening = 0;
    if (begin > words.begin) opening = reading_.is_relative(begin - 1) ? 1 : reading_.is_that(begin - 1) ? 2 : reading_.is_finite(begin - 1) ? 3 : 4;
    add(kClause, opening * 4 + static_cast<uint64_t>(one_.match.form));
    for (const uint32_t child : reading_.children(w)) add(kChild, static_cast<uint64_t>(reading_.relation(child)));
    for (uint32_t back = 1; back <= 3 && w >= words.begin + back; ++back) {
      if (reading_.word(w - back).upos == Upos::kAux) add(kTense, static_cast<uint64_t>(reading_.word(w - back).features.aspect));
      add(back == 1 ? kPrevious : kNear, base::hash64(reading_.word(w - back).lemma));
    }
    const uint32_t last = one_.match.last();
    for (uint32_t i = last + 1; i < words.end && i <= last + kWindowWords; ++i)
      add(i == last + 1 ? kNext : kWindow, base::hash64(reading_.word(i).lemma));
    kinds(words, w, last);
    add(kSpeech, std::any_of(in_.speech.begin(), in_.speech.end(), [&](const Match& s) { return s.last() < w; }) ? 1 : in_.speech.empty() ? 0 : 2);
    add(kRivals, std::min<uint32_t>(in_.rivals, 5));
  }

  void parties() {
    role(one_.event.actor, kActor, kActorForm);
    role(one_.event.recipient, kRecipient, kRecipientForm);
  }

  void sentence() {
    const annot::Document& doc = reading_.doc();
    const annot::Range words = reading_.sentence_words(one_.match.anchor);
    bool first = true;
    for (uint32_t w = words.begin; w < words.end; ++w) {
      const annot::Word& word = reading_.word(w);
      if (word.upos == Upos::kPunct) {
        add(kMark, base::hash64(doc.surface(word)));
        continue;
      }
      if (first && word.upos != Upos::kCconj) {
        add(kFirstWord, base::hash64(word.lemma));
        first = false;
      }
      const uint64_t lemma = base::hash64(word.lemma);
      add(kWord, lemma);
      kind(kSentenceKind, lemma);
      if (doc.tokens[word.token].kind == annot::TokenKind::kNumber) add(kNumber, word.span.size() == 4 ? 2 : 1);
      if (word.features.person == 1 || word.features.person == 2) add(kPerson, 1);
    }
    for (const annot::Time& time : doc.times) {
      if (!time.words.empty() && words.contains(time.words.begin)) add(kDate, static_cast<uint64_t>(time.precision) * 2 + (time.duration ? 1 : 0));
    }
    for (const annot::Mention& mention : doc.mentions) {
      if (mention.words.empty() || !words.contains(mention.words.begin) || mention.entities.size() != 1) continue;
      if (doc.entities[mention.entities[0]].kind == annot::EntityKind::kPlace) add(kPlaceWord, 1);
    }
  }

 private:
  void add(Kind kind, uint64_t value) { out_.push_back(static_cast<uint32_t>(base::mix(kind + 1, value) >> 7)); }

  void kind(Kind what, uint64_t lemma) {
    const uint32_t kind = in_.kinds.of(lemma);
    if (kind != WordKinds::kUnknown) add(what, kind);
  }

  // Kinds of the words of the act and around it.
  void kinds(annot::Range words, uint32_t anchor, uint32_t last) {
    for (uint32_t i = 0; i < one_.match.count; ++i) kind(kAnchorKind, base::hash64(reading_.word(one_.match.parts[i]).lemma));
    for (uint32_t back = 1; back <= kKindWords && anchor >= words.begin + back; ++back) {
      const uint64_t lemma = base::hash64(reading_.word(anchor - back).lemma);
      kind(kBeforeKind, lemma);
      if (back <= 2) kind(kPreviousKind, lemma);
    }
    for (uint32_t i = last + 1; i < words.end && i <= last + kKindWords; ++i) {
      const uint64_t lemma = base::hash64(reading_.word(i).lemma);
      kind(kBehindKind, lemma);
      if (i <= last + 2) kind(kNextKind, lemma);
    }
  }

  void chain() {
    const Chain& c = one_.chain;
    const bool flags[] = {c.negated, c.future, c.attempted, c.may, c.historical, c.reversed, c.licensed, c.occurs, c.anchored, c.inner, c.told};
    for (size_t i = 0; i < std::size(flags); ++i) {
      if (flags[i]) add(kFlag, i);
    }
    for (const annot::Step& step : c.steps) add(kOperator, base::hash64(step.note));
    if (c.governor != kNone) add(kPast, static_cast<uint64_t>(reading_.word(c.governor).features.aspect));
  }

  void role(const std::vector<annot::Role>& roles, Kind what, Kind how) {
    if (roles.empty()) return add(what, 0);
    const annot::Role& role = roles[0];
    const annot::Document& doc = reading_.doc();
    std::string_view sector = role.sectors;
    if (sector.empty() && role.entity != kNone) sector = doc.entities[role.entity].sectors;
    add(what, base::hash64(sector.substr(0, 3)) | 1);
    add(what, roles.size() > 1 ? 5 : role.entity == kNone ? 3 : 7);
    if (role.mention == kNone) return;
    const annot::Mention& mention = doc.mentions[role.mention];
    add(how, static_cast<uint64_t>(mention.kind));
    if (mention.words.empty()) return;
    add(how, 16 + static_cast<uint64_t>(reading_.word(mention.words.begin).features.definite));
    const uint32_t begin = reading_.counted_begin(mention.words.begin);
    if (begin < mention.words.begin || reading_.word(begin).upos == Upos::kNum) add(kCounted, what);
  }

  const FilterInput& in_;
  const Reading& reading_;
  const Candidate& one_;
  std::vector<uint32_t>& out_;
};

}  // namespace

void filter_features(const FilterInput& input, std::vector<uint32_t>& features) {
  features.clear();
  Collector collector(input, features);
  collector.act();
  collector.place_in_sentence();
  collector.parties();
  collector.sentence();
  std::sort(features.begin(), features.end());
  features.erase(std::unique(features.begin(), features.end()), features.end());
}

}  // namespace waqai::events
