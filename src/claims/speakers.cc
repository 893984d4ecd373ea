// SPDX-License-Identifier: Apache-2.0
#include "claims/speakers.h"

#include <algorithm>

namespace waqai::claims {

using annot::EntityKind;
using annot::MentionKind;
using annot::Upos;

namespace {

constexpr uint8_t kGroupKind = static_cast<uint8_t>(lexicon::NounKind::kGroup);
constexpr uint32_t kPhraseWords = 7;
constexpr uint32_t kOwnerWords = 4;  // behind a document: "issued by the office of X"

bool refers(MentionKind kind) { return kind == MentionKind::kPronoun || kind == MentionKind::kHidden || kind == MentionKind::kReference; }

// A name or office, or a reference that was resolved ("the party").
bool names_somebody(const annot::Mention& mention) {
  return !refers(mention.kind) || (mention.kind == MentionKind::kReference && !mention.entities.empty());
}

// Bodies whose sector says more than "an official".
bool tells_branch(std::string_view sectors) {
  const std::string_view first = sectors.substr(0, 3);
  return first == "COP" || first == "MIL" || first == "SPY" || first == "JUD" || first == "LEG" || first == "PTY" || first == "REB" ||
         first == "PRM" || first == "OPP";
}

}  // namespace

annot::Role Speakers::role_of(uint32_t mention) const {
  const annot::Document& doc = reading_.doc();
  const annot::Mention& own = doc.mentions[mention];
  uint32_t full = mention;
  for (int step = 0; step < 8 && refers(doc.mentions[full].kind) && doc.mentions[full].antecedent != kNone; ++step)
    full = doc.mentions[full].antecedent;
  annot::Role role;
  role.mention = mention;
  role.text = doc.mentions[full].span;
  if (own.entities.empty()) return role;
  role.entity = own.entities.front();
  const annot::Entity& entity = doc.entities[role.entity];
  if (entity.sectors.empty() && (entity.kind == EntityKind::kCountry || entity.kind == EntityKind::kPlace)) role.sectors = "GOV";
  return role;
}

// Nouns, adjectives and quoted names that go on with the phrase at `w`.
uint32_t Speakers::plain_end(uint32_t w) const {
  const uint32_t last = std::min(reading_.doc().sentences[reading_.sentence(w)].words.end, w + kPhraseWords);
  uint32_t end = w + 1;
  for (uint32_t i = w + 1; i < last; ++i) {
    const Upos tag = reading_.word(i).upos;
    if (reading_.is_mark(i, "\"") || reading_.is_mark(i, "\u00ab") || reading_.is_mark(i, "\u00bb")) continue;
    const bool goes_on =
        (tag == Upos::kAdj || tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kX) && !reading_.is_time(i) && !reading_.is_that(i);
    if (!goes_on || (reading_.is_finite(i))) break;
    end = i + 1;
  }
  return end;
}

// "The Observatory": a definite noun that opens the name of a body told before stands for it.  Its mention; kNone without one.
uint32_t Speakers::short_name(uint32_t w) const {
  const annot::Document& doc = reading_.doc();
  if (reading_.word(w).upos != Upos::kNoun || reading_.word(w).features.definite != annot::Definite::kDef) return kNone;
  uint32_t best = kNone;
  for (uint32_t m = 0; m < doc.mentions.size(); ++m) {
    const annot::Mention& one = doc.mentions[m];
    if (one.words.empty() || one.words.begin >= w || one.words.size() < 2 || one.entities.empty() || refers(one.kind)) continue;
    if (doc.entities[one.entities.front()].kind != EntityKind::kGroup || reading_.key(one.words.begin) != reading_.key(w)) continue;
    if (reading_.word(one.words.begin).features.definite == annot::Definite::kDef) best = m;
  }
  return best;
}

// A mention of somebody within [w, end), or behind a preposition right after it.
uint32_t Speakers::inner_mention(uint32_t w, uint32_t end) const {
  const uint32_t last = std::min(reading_.doc().sentences[reading_.sentence(w)].words.end, end + kOwnerWords);
  for (uint32_t i = w; i < last; ++i) {
    if (i == end && reading_.word(i).upos != Upos::kAdp) return kNone;
    if (i > end && reading_.word(i).upos != Upos::kNoun && reading_.word(i).upos != Upos::kPropn) return kNone;
    const uint32_t m = reading_.mention(i);
    if (m != kNone && names_somebody(reading_.doc().mentions[m]) && (i < end + 2 || reading_.doc().mentions[m].words.begin == i)) return m;
    if (const uint32_t known = m == kNone && i > w ? short_name(i) : kNone; known != kNone) return known;
  }
  return kNone;
}

// Documents, outlets and unnamed sources: the whole phrase, and who stands behind it.
void Speakers::widen(uint32_t w, const Cue* cue, Speaker& speaker) const {
  const annot::Document& doc = reading_.doc();
  uint32_t end = std::max(plain_end(w), cue->end);
  const uint32_t inner = inner_mention(w, end);
  if (inner != kNone && doc.mentions[inner].words.begin >= w) end = std::max(end, doc.mentions[inner].words.end);
  speaker.end = end;
  speaker.role.text = doc.span_of({w, end});
  speaker.weak = false;
  std::string_view sectors = reading_.view().string(cue->row->sectors);
  if (inner != kNone && speaker.role.entity == kNone && !doc.mentions[inner].entities.empty()) {
    const annot::Entity& entity = doc.entities[doc.mentions[inner].entities.front()];
    if (cue->use() == CueUse::kDocument) {
      speaker.role.entity = doc.mentions[inner].entities.front();
      speaker.role.mention = inner;
    } else {
      speaker.role.country = entity.country;
      const bool open = sectors == "UNK" || sectors == "GOV";
      if (open && tells_branch(entity.sectors)) sectors = entity.sectors;
    }
  }
  if (speaker.role.entity == kNone && speaker.role.sectors.empty() && sectors != "UNK") speaker.role.sectors = sectors;
  if (cue->use() == CueUse::kOutlet) speaker.medium = reading_.view().string(cue->row->medium);
}

// "An official in the police", "a source of the ministry": unnamed people speak for the body behind them.
void Speakers::of_body(Speaker& speaker) const {
  const annot::Document& doc = reading_.doc();
  if (speaker.role.entity == kNone || !doc.entities[speaker.role.entity].id.empty() || doc.entities[speaker.role.entity].kind == EntityKind::kPerson)
    return;
  const uint32_t led = speaker.end;
  if (led + 1 >= doc.words.size() || reading_.word(led).upos != Upos::kAdp) return;
  const uint32_t m = reading_.mention(led + 1);
  if (m == kNone || doc.mentions[m].words.begin != led + 1 || doc.mentions[m].entities.empty()) return;
  const annot::Entity& body = doc.entities[doc.mentions[m].entities.front()];
  const bool speaks = body.kind == EntityKind::kOrganisation || (body.kind == EntityKind::kGroup && tells_branch(body.sectors));
  if (!speaks || body.country.empty() || body.sectors.empty()) return;
  speaker.role.text = cover(speaker.role.text, doc.mentions[m].span);
  speaker.role.entity = kNone;
  speaker.role.mention = kNone;
  speaker.role.country = body.country;
  speaker.role.sectors = body.sectors;
  speaker.end = doc.mentions[m].words.end;
}

Speaker Speakers::at(uint32_t w) const {
  Speaker speaker;
  const annot::Document& doc = reading_.doc();
  const uint32_t last = doc.sentences[reading_.sentence(w)].words.end;
  while (w < last && (reading_.is_mark(w, "\"") || reading_.is_mark(w, "\u00ab"))) ++w;
  if (w >= last) return speaker;
  const uint32_t own = reading_.mention(w);
  const uint32_t known = own == kNone || doc.mentions[own].entities.empty() ? short_name(w) : kNone;
  const uint32_t m = known == kNone ? own : known;
  speaker.head = w;
  if (m != kNone) {
    speaker.role = role_of(m);
    speaker.end = own == kNone ? w + 1 : std::max(w + 1, doc.mentions[m].words.end);
    speaker.weak = speaker.role.entity == kNone && refers(doc.mentions[m].kind);
  } else {
    // "Justified that by ...": a demonstrative is nobody.
    const bool points = reading_.word(w).upos == Upos::kDet || reading_.word(w).upos == Upos::kPron;
    if (points || (!reading_.is_nominal(w) && reading_.word(w).upos != Upos::kAdj)) return {};
    speaker.end = plain_end(w);
    speaker.role.text = doc.span_of({w, speaker.end});
    const uint8_t kind = reading_.word(w).kind;
    speaker.weak = kind != kPersonKind && kind != kGroupKind && reading_.word(w).upos != Upos::kPropn;
  }
  const Cue* kind = reading_.cue(w, {CueUse::kDocument, CueUse::kOutlet, CueUse::kAnonymous});
  if (kind != nullptr && kind->use() == CueUse::kAnonymous) of_body(speaker);
  if (kind != nullptr && speaker.role.entity == kNone && speaker.role.country.empty()) widen(w, kind, speaker);
  else if (kind != nullptr && kind->use() == CueUse::kOutlet) speaker.medium = reading_.view().string(kind->row->medium);
  if (const Cue* medium = reading_.cue(w, {CueUse::kMedium})) speaker.medium = reading_.view().string(medium->row->medium);
  speaker.rumour = reading_.cue(w, {CueUse::kRumour}) != nullptr;
  return speaker;
}

Speaker Speakers::with_title(Speaker speaker, uint32_t limit) const {
  const annot::Document& doc = reading_.doc();
  const annot::Role& own = speaker.role;
  if (speaker.hidden || !country(own).empty() || !sectors(own).empty()) return speaker;
  uint32_t title = speaker.end;
  if (title < limit && reading_.is_comma(title)) ++title;
  else if (own.entity == kNone || doc.entities[own.entity].kind != EntityKind::kPerson) return speaker;  // without a comma only behind a name
  if (title >= limit) return speaker;
  const uint32_t m = reading_.mention(title);
  if (m == kNone || doc.mentions[m].words.begin != title || doc.mentions[m].entities.empty() || refers(doc.mentions[m].kind)) return speaker;
  if (title == speaker.end && doc.mentions[m].kind != MentionKind::kOffice) return speaker;
  const Span name = speaker.role.text;
  speaker.role = role_of(m);
  speaker.role.text = cover(name, doc.mentions[m].span);
  speaker.end = doc.mentions[m].words.end;
  return speaker;
}

uint32_t Speakers::skip_phrase(uint32_t w, uint32_t end) const {
  ++w;
  while (w < end && !reading_.is_nominal(w) && !reading_.is_punctuation(w)) ++w;
  if (w >= end || reading_.is_punctuation(w)) return w;
  const uint32_t m = reading_.mention(w);
  if (m != kNone && !refers(reading_.doc().mentions[m].kind)) return std::max(w + 1, std::min(end, reading_.doc().mentions[m].words.end));
  while (w + 1 < end && (reading_.word(w + 1).upos == Upos::kAdj || reading_.word(w + 1).enclitic ||
                         (reading_.is_nominal(w + 1) && reading_.word(w).features.definite != annot::Definite::kDef && !reading_.word(w).enclitic &&
                          reading_.mention(w + 1) == kNone))) {
    ++w;
  }
  return w + 1;
}

Speaker Speakers::of_hidden(uint32_t verb) const {
  Speaker speaker;
  const uint32_t m = reading_.hidden(verb);
  if (m == kNone) return speaker;
  speaker.role = role_of(m);
  speaker.head = verb;
  speaker.end = verb + 1;
  speaker.hidden = true;
  return speaker;
}

Speaker Speakers::before_verb(uint32_t verb) const {
  const annot::Document& doc = reading_.doc();
  const uint32_t first = doc.sentences[reading_.sentence(verb)].words.begin;
  uint32_t w = verb;
  while (w > first && reading_.word(w - 1).upos == Upos::kPart) --w;
  if (w > first && reading_.word(w - 1).features.relative) --w;
  if (w > first && reading_.is_comma(w - 1)) --w;
  if (w > first) {
    const uint32_t m = reading_.mention(w - 1);
    const bool near = m != kNone && doc.mentions[m].words.end == w && !refers(doc.mentions[m].kind);
    const uint32_t begin = near ? doc.mentions[m].words.begin : w;
    if (near && (begin == first || reading_.word(begin - 1).upos != Upos::kAdp)) return at(begin);
  }
  const uint32_t subject = reading_.tree_subject(verb);
  return subject != kNone && subject < verb && reading_.is_nominal(subject) ? at(subject) : Speaker();
}

Speaker Speakers::of_verb(const Cue& verb, uint32_t limit, bool clause) const {
  for (uint32_t w = verb.end; w < limit;) {
    const annot::Word& word = reading_.word(w);
    const bool mark = reading_.is_punctuation(w) || word.enclitic || word.upos == Upos::kAdv || word.upos == Upos::kPart || reading_.is_time(w);
    if (word.upos == Upos::kAdp) {
      w = skip_phrase(w, limit);
    } else if (reading_.is_finite(w) || word.features.relative || reading_.is_that(w)) {
      break;
    } else if (mark || !reading_.is_nominal(w)) {
      const uint32_t name = reading_.is_punctuation(w) && w + 1 < limit ? reading_.mention(w + 1) : kNone;
      if (name != kNone && reading_.doc().mentions[name].words.begin == w) return at(w);
      ++w;
    } else {
      Speaker speaker = at(w);
      const bool subject = reading_.tree_subject(verb.begin) == w && word.features.definite == annot::Definite::kDef;
      if (clause || subject || (speaker.known() && !speaker.weak)) return speaker;
      break;
    }
  }
  return before_verb(verb.begin);
}

bool Speakers::same(const annot::Role& a, const annot::Role& b) const {
  if (a.entity == kNone || b.entity == kNone) return a.entity == b.entity && !a.text.empty() && a.text == b.text;
  if (a.entity == b.entity) return true;
  const annot::Entity& x = reading_.doc().entities[a.entity];
  const annot::Entity& y = reading_.doc().entities[b.entity];
  return !x.id.empty() && x.id == y.id;
}

std::string_view Speakers::country(const annot::Role& role) const {
  if (!role.country.empty() || role.entity == kNone) return role.country;
  return reading_.doc().entities[role.entity].country;
}

std::string_view Speakers::sectors(const annot::Role& role) const {
  if (!role.sectors.empty() || role.entity == kNone) return role.sectors;
  return reading_.doc().entities[role.entity].sectors;
}

}  // namespace waqai::claims
