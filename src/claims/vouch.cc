// SPDX-License-Identifier: Apache-2.0
#include "claims/vouch.h"

#include <algorithm>

#include "text/fold.h"

namespace waqai::claims {

using annot::Upos;

namespace {

constexpr size_t kMaxRelays = 2;     // with the speaker: three
constexpr uint32_t kScareWords = 2;  // longer quotations are somebody's words
constexpr uint32_t kClauseBack = 4;  // verb of a masdar's clause

bool verbal(std::string_view type) {
  return type == "AGREE" || type == "SUPPORT" || type == "CONCEDE" || type == "REQUEST" || type == "ACCUSE" || type == "REJECT" || type == "THREATEN";
}

}  // namespace

uint32_t Vouch::word_of(const annot::Event& event) const {
  if (event.predicate < document_.words.size()) return event.predicate;
  const annot::Range words = document_.sentences[event.sentence].words;
  for (uint32_t w = words.begin; w < words.end; ++w) {
    if (document_.words[w].span.overlaps(event.trigger)) return w;
  }
  return kNone;
}

// The attributions that cover `word`, into scratch_.covering; material acts also those whose verb carries the act (claimed responsibility).
void Vouch::collect(uint32_t sentence, uint32_t word, bool material) {
  scratch_.covering.clear();
  for (uint32_t i = scratch_.first[sentence]; i < scratch_.first[sentence + 1]; ++i) {
    const Attribution& one = scratch_.attributions[i];
    if ((one.words.contains(word) && one.cue_word != word) || (one.cue_word == word && one.has_speaker && material)) scratch_.covering.push_back(i);
  }
}

// The speaker who counts: a denier first, then who is quoted, then the innermost clause, then a source phrase.
const Attribution* Vouch::choose() const {
  const Attribution* best = nullptr;
  const auto rank = [](const Attribution& one) {
    if (one.stance == "denied") return 3;
    if (one.innermost) return 2;
    return one.reach == Reach::kSentence ? 0 : 1;
  };
  for (const uint32_t i : scratch_.covering) {
    const Attribution& one = scratch_.attributions[i];
    if (!one.has_speaker) continue;
    const bool over_rumour = best != nullptr && best->rumour && best->stance == "denied";
    if (best == nullptr || rank(one) > rank(*best) || (rank(one) == rank(*best) && one.words.begin >= best->words.begin && !over_rumour)) best = &one;
  }
  return best;
}

bool Vouch::first_person(uint32_t word) const {
  const uint32_t quote = reading_.quote_of(word);
  if (quote == kNone) return false;
  for (uint32_t w = word + 1; w-- > reading_.quotes()[quote].begin && w + kClauseBack > word;) {
    if (reading_.is_finite(w)) return reading_.word(w).features.person == 1;
  }
  return false;
}

// Whether what is said tells of an act to come with its doer ("that Moscow would expel"); not "whoever attacks will regret it".
bool Vouch::to_come(const annot::Event& event, const Attribution& one, uint32_t word) const {
  if (event.type != "AGREE" && event.type != "THREATEN" && event.type != "CONCEDE") return false;
  if (word == 0 || !reading_.is_finite(word) || reading_.cue(word - 1, {CueUse::kFuture}) == nullptr) return false;
  if (event.type != "THREATEN" || reading_.word(word).features.person == 1) return true;
  return std::any_of(event.actor.begin(), event.actor.end(),
                     [&](const annot::Role& role) { return role.mention != kNone && one.words.contains(document_.mentions[role.mention].head); });
}

// Whether speaking is what the event tells, and the speaker does it.
bool Vouch::speaks_itself(const annot::Event& event, const Attribution& one, uint32_t word) const {
  if (!verbal(event.type) || one.stance == "denied" || one.innermost || one.reach == Reach::kSentence) return false;
  // "X said that X would leave": leaving is promised or threatened in what X is reported to say.
  if (one.reach == Reach::kClause && !(one.direct && first_person(word)) && to_come(event, one, word)) return false;
  if (one.direct && first_person(word)) return true;
  const bool noun = one.reach == Reach::kNoun && (one.clause == kNone || word < one.clause);
  if (noun && (event.actor.empty() || one.use == CueUse::kAnnounce)) {
    if (event.actor.empty()) return true;
    const std::string_view home = speakers_.country(one.speaker);
    if (std::any_of(event.actor.begin(), event.actor.end(), [&](const annot::Role& r) { return !home.empty() && speakers_.country(r) == home; }))
      return true;
  }
  return std::any_of(event.actor.begin(), event.actor.end(), [&](const annot::Role& role) { return speakers_.same(role, one.speaker); });
}

// A word or two in quotation marks that are no name: "withdrawal".
bool Vouch::scare_quoted(uint32_t word) const {
  const uint32_t quote = reading_.quote_of(word);
  if (quote == kNone) return false;
  const Quote& marks = reading_.quotes()[quote];
  if (marks.end - marks.begin > kScareWords || marks.begin < 2) return false;
  const uint32_t m = reading_.mention(word);
  if (m != kNone && document_.mentions[m].words.begin >= marks.begin - 1 && document_.mentions[m].kind != annot::MentionKind::kPronoun) return false;
  const annot::Word& before = document_.words[marks.begin - 2];
  return before.upos != Upos::kNoun && before.upos != Upos::kPropn && before.upos != Upos::kAdj;
}

void Vouch::doubt(annot::Event& event, const Attribution& hedge) {
  annot::Claim claim;
  claim.stance = "doubted";
  claim.cue = hedge.cue;
  claim.row = hedge.row;
  event.claim = static_cast<uint32_t>(document_.claims.size());
  document_.claims.push_back(std::move(claim));
  event.steps.push_back({"source", "doubted in the article's own voice", hedge.row, hedge.cue});
}

// "Local sources", "the sources": of the country where the event is.
std::string_view Vouch::local_country(const annot::Event& event, const Attribution& one) const {
  if (one.speaker.entity != kNone || !one.speaker.country.empty() || one.speaker_head >= document_.words.size()) return {};
  if (reading_.cue(one.speaker_head, {CueUse::kAnonymous}) == nullptr) return {};
  const uint32_t next = one.speaker_head + 1;
  const auto starts = [&](std::string_view letters) {
    return next < document_.words.size() && reading_.key(next).starts_with(text::fold_key(letters));
  };
  const bool definite = reading_.word(one.speaker_head).features.definite == annot::Definite::kDef;
  if (!definite && !starts("\u0645\u062d\u0644\u064a") && !starts("\u0645\u064a\u062f\u0627\u0646\u064a")) return {};
  for (const auto* roles : {&event.recipient, &event.actor}) {
    for (const annot::Role& role : *roles) {
      if (const std::string_view country = speakers_.country(role); country.size() == 3) return country;
    }
  }
  return {};
}

// What a relative clause tells of long ago is the article's own background, whoever speaks around it.
bool Vouch::background(const annot::Event& event, const Attribution& one, uint32_t word) const {
  if (event.status != "historical" || one.direct || one.reach == Reach::kSentence) return false;
  const uint32_t first = document_.sentences[event.sentence].words.begin;
  for (uint32_t w = word; w > first && word - w <= kClauseBack; --w) {
    if (reading_.word(w - 1).features.relative) return true;
    if (reading_.is_finite(w - 1) || reading_.is_that(w - 1)) return false;
  }
  return false;
}

void Vouch::claim(annot::Event& event, const Attribution& one, const Attribution* hedge) {
  annot::Claim claim;
  claim.speaker = one.speaker;
  if (const std::string_view country = local_country(event, one); !country.empty()) claim.speaker.country = country;
  claim.stance = hedge != nullptr && one.stance == "asserted" ? hedge->stance : one.stance;
  claim.medium = one.medium;
  claim.via = one.relays;
  claim.cue = one.cue;
  claim.row = one.row;
  for (size_t i = scratch_.covering.size(); i-- > 0 && claim.via.size() < kMaxRelays;) {
    const Attribution& other = scratch_.attributions[scratch_.covering[i]];
    if (&other == &one || !other.has_speaker || other.rumour || one.stance == "denied" || speakers_.same(other.speaker, one.speaker)) continue;
    const bool known = std::any_of(claim.via.begin(), claim.via.end(), [&](const annot::Role& r) { return speakers_.same(r, other.speaker); });
    if (!known) claim.via.push_back(other.speaker);
    if (claim.medium.empty()) claim.medium = other.medium;
  }
  event.claim = static_cast<uint32_t>(document_.claims.size());
  document_.claims.push_back(std::move(claim));
  event.steps.push_back({"source", one.note, one.row, one.cue});
  if (hedge != nullptr) event.steps.push_back({"source", "a hedge inside what is said", hedge->row, hedge->cue});
}

Voice Vouch::event(uint32_t e) {
  annot::Event& event = document_.events[e];
  Voice voice;
  const uint32_t word = word_of(event);
  if (word == kNone || event.sentence + 1 >= scratch_.first.size()) return voice;
  collect(event.sentence, word, !verbal(event.type));
  voice.quoted_first_person = first_person(word);
  const Attribution* one = choose();
  while (one != nullptr && speaks_itself(event, *one, word)) {
    voice.self = true;
    event.steps.push_back({"source", "none: the speaker is the actor of the speech act", one->row, one->cue});
    const auto index = static_cast<uint32_t>(one - scratch_.attributions.data());
    scratch_.covering.erase(std::find(scratch_.covering.begin(), scratch_.covering.end(), index));
    // The same speaker again, in a clause around it, is no reporter of himself.
    std::erase_if(scratch_.covering, [&](uint32_t i) {
      return scratch_.attributions[i].has_speaker && speakers_.same(scratch_.attributions[i].speaker, scratch_.attributions[index].speaker);
    });
    voice.attribution = one;
    one = choose();
  }
  if (one != nullptr && background(event, *one, word)) return voice;
  const Attribution* hedge = nullptr;
  for (const uint32_t i : scratch_.covering) {
    if (!scratch_.attributions[i].has_speaker) hedge = &scratch_.attributions[i];
  }
  if (one != nullptr) {
    claim(event, *one, hedge);
    if (!voice.self) voice.attribution = one;
  } else if (hedge != nullptr && hedge->use != CueUse::kUnverified) {
    doubt(event, *hedge);
    voice.attribution = hedge;
  } else if (scare_quoted(word)) {
    Attribution quoted;
    quoted.cue = reading_.quotes()[reading_.quote_of(word)].span;
    doubt(event, quoted);
  }
  return voice;
}

void Vouch::quotations() {
  for (const Attribution& one : scratch_.attributions) {
    if (!one.has_speaker || one.reach != Reach::kClause || one.rumour) continue;
    annot::Range words = one.words;
    const uint32_t quote = one.direct ? reading_.quote_of(words.begin) : kNone;
    if (quote != kNone && !document_.quotations.empty() && document_.quotations.back().span == reading_.quotes()[quote].span) continue;
    while (words.end > words.begin && reading_.is_punctuation(words.end - 1)) --words.end;
    while (words.begin < words.end && reading_.is_punctuation(words.begin)) ++words.begin;
    if (words.empty()) continue;
    annot::Quotation quotation;
    quotation.speaker = one.speaker;
    quotation.cue = one.cue;
    quotation.direct = quote != kNone;
    quotation.span = quote != kNone ? reading_.quotes()[quote].span : document_.span_of(words);
    const bool whole = quote == kNone || reading_.sentence(reading_.quotes()[quote].end - 1) == reading_.sentence(words.begin);
    if (whole) quotation.words = words;
    document_.quotations.push_back(quotation);
  }
}

}  // namespace waqai::claims
