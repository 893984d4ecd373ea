// SPDX-License-Identifier: Apache-2.0
#include "events/roles.h"

#include <algorithm>
#include <iterator>

namespace waqai::events {

using annot::EntityKind;
using annot::MentionKind;
using annot::Relation;
using annot::Upos;

namespace {

constexpr uint8_t kPersonKind = 1, kGroupKind = 2, kActKind = 7, kNisbaKind = 11;
constexpr auto kPlaceKind = static_cast<uint8_t>(lexicon::NounKind::kPlace);
constexpr uint32_t kPhraseWords = 6;
constexpr std::string_view kNobody = "nobody";  // gloss of the rows of sectors.tsv for things that look like people

bool refers(MentionKind kind) { return kind == MentionKind::kPronoun || kind == MentionKind::kHidden || kind == MentionKind::kReference; }

}  // namespace

bool Roles::bystander(std::string_view country, std::string_view sectors) {
  constexpr std::string_view kUnarmed[] = {"SOC", "MED", "JRN", "CVL", "EDU", "REL", "LAB", "BUS", "JUD", "LEG", "ELI", "REF"};
  return country == "UNO" || country == "NGO" || (country == "IGO" && sectors.substr(0, 3) != "MIL") ||
         std::find(std::begin(kUnarmed), std::end(kUnarmed), sectors.substr(0, 3)) != std::end(kUnarmed);
}

std::string_view Roles::country(const annot::Document& document, const annot::Role& role) {
  return role.country.empty() && role.entity != kNone ? std::string_view(document.entities[role.entity].country) : role.country;
}

std::string_view Roles::sectors(const annot::Document& document, const annot::Role& role) {
  return role.sectors.empty() && role.entity != kNone ? std::string_view(document.entities[role.entity].sectors) : role.sectors;
}

bool Roles::same(const annot::Role& a, const annot::Role& b) const {
  if (a.entity != kNone && b.entity != kNone) {
    if (a.entity == b.entity) return true;
    const annot::Entity& x = reading_.doc().entities[a.entity];
    const annot::Entity& y = reading_.doc().entities[b.entity];
    return !x.id.empty() && x.id == y.id;
  }
  return a.entity == b.entity && a.text == b.text;
}

void Roles::push(annot::Role role, std::vector<annot::Role>& out) const {
  for (const annot::Role& other : out) {
    if (same(other, role)) return;
  }
  out.push_back(role);
}

Span Roles::phrase(uint32_t w) const {
  const annot::Range sentence = reading_.sentence_words(w);
  uint32_t end = w + 1;
  while (end < sentence.end && end < w + kPhraseWords && !reading_.is_punctuation(end) && !reading_.is_finite(end) && reading_.preposition(end) < 0 &&
         (reading_.word(end).upos == Upos::kAdj || reading_.word(end).upos == Upos::kNoun || reading_.word(end).upos == Upos::kPropn)) {
    ++end;
  }
  return {reading_.word(reading_.chain_begin(w)).span.begin, reading_.word(end - 1).span.end};
}

// The words that stand for a mention: its own, or those of the nearest earlier full mention where it only refers.
void Roles::add_mention(uint32_t m, std::string_view type, std::vector<annot::Role>& out) const {
  const annot::Document& doc = reading_.doc();
  const annot::Mention& own = doc.mentions[m];
  uint32_t full = m;
  for (int step = 0; step < 8 && refers(doc.mentions[full].kind) && doc.mentions[full].antecedent != kNone; ++step)
    full = doc.mentions[full].antecedent;
  if (own.entities.empty()) {
    if (refers(own.kind)) return;
    annot::Role role;
    role.mention = m;
    role.text = own.span;
    return push(role, out);
  }
  for (const uint32_t entity : own.entities) {
    const annot::Entity& one = doc.entities[entity];
    if (one.name == kNobody) continue;
    annot::Role role;
    role.entity = entity;
    role.mention = m;
    const auto& told = doc.mentions[full].entities;
    const bool stands = std::find(told.begin(), told.end(), entity) != told.end();
    role.text = stands ? doc.mentions[full].span : own.span;
    const bool place = one.kind == EntityKind::kPlace;
    // A place that is struck, besieged or opened stands for its people; a base for its army.
    if (place && (type == "ASSAULT" || type == "COERCE" || type == "RETREAT"))
      role.sectors = !own.words.empty() && reading_.has_term(own.words.begin, reading_.frames().list("bases")) ? "MIL" : "CVL";
    else if (one.sectors.empty()) {
      if (place || one.kind == EntityKind::kCountry) role.sectors = "GOV";
    }
    push(role, out);
  }
}

// A mention that a noun without one leads to: "positions of the rebels", "dozens of soldiers".
uint32_t Roles::mention_inside(uint32_t w) const {
  const uint32_t end = std::min(reading_.sentence_words(w).end, w + kPhraseWords);
  for (uint32_t i = w + 1; i < end; ++i) {
    // "an attack that X made": the doer of the clause that describes the noun.
    if (reading_.is_finite(i) && i <= w + 2 && reading_.enclitic_of(i) != kNone && i + 2 < end) {
      const uint32_t doer = reading_.mention(i + 2);
      return doer != kNone && reading_.doc().mentions[doer].words.begin == i + 2 ? doer : kNone;
    }
    if (reading_.is_finite(i) || reading_.is_punctuation(i) || reading_.is_that(i)) return kNone;
    const int preposition = reading_.preposition(i);
    if (preposition < 0 && reading_.closed(i - 1) && reading_.word(i).upos != Upos::kAdj &&
        !reading_.has_term(i - 1, reading_.frames().list("partitive")))
      return kNone;
    // "positions of the organisation": the owner of what is struck.
    if (preposition >= 0 && reading_.word(i).form == "\u0644" && !reading_.definite(w) && reading_.word(w).kind == kPlaceKind) continue;
    if (preposition >= 0 && reading_.word(i).upos == Upos::kAdp && !reading_.has_term(i, reading_.frames().list("partitive"))) return kNone;
    const uint32_t m = reading_.mention(i);
    if (m != kNone && reading_.doc().mentions[m].words.begin == i) return m;
  }
  return kNone;
}

// "an attack, American, British and French" told without "and": the adjectives of nationality behind the first.
void Roles::add_nationalities(uint32_t m, std::string_view type, std::vector<annot::Role>& out) const {
  const annot::Document& doc = reading_.doc();
  const auto described = [&](uint32_t one) {
    const annot::Mention& mention = doc.mentions[one];
    return mention.kind == MentionKind::kNationality && mention.head != kNone && reading_.word(mention.head).upos == Upos::kAdj;
  };
  const uint32_t end = reading_.sentence_words(doc.mentions[m].head).end;
  while (described(m) && doc.mentions[m].words.end < end) {
    const uint32_t next = reading_.mention(doc.mentions[m].words.end);
    if (next == kNone || next == m || !described(next) || doc.mentions[next].words.begin != doc.mentions[m].words.end ||
        reading_.definite(doc.mentions[next].head) != reading_.definite(doc.mentions[m].head))
      return;
    add_mention(next, type, out);
    m = next;
  }
}

void Roles::add_coordinated(uint32_t w, uint32_t m, std::string_view type, std::vector<annot::Role>& out) const {
  for (const uint32_t child : reading_.children(w)) {
    if (reading_.relation(child) == Relation::kConj && !reading_.is_finite(child)) {
      if (reading_.mention(child) != kNone && reading_.mention(child) != m) add_mention(reading_.mention(child), type, out);
      else if (reading_.mention(child) == kNone) add_word(child, type, 1, out);
    }
  }
  // In word order: mention, "and", mention.
  uint32_t at = m == kNone ? w + 1 : reading_.doc().mentions[m].words.end;
  const uint32_t end = reading_.sentence_words(w).end;
  for (int more = 0; more < 6 && at + 1 < end; ++more) {
    if (reading_.word(at).upos == Upos::kPunct && at + 2 < end && reading_.word(at + 1).upos == Upos::kCconj) ++at;
    if (reading_.word(at).upos != Upos::kCconj) return;
    const uint32_t next = reading_.mention(at + 1);
    if (next == kNone || reading_.doc().mentions[next].words.begin != at + 1 || reading_.is_finite(at + 1)) return;
    // "X did this and Y does that": Y begins a clause, unless the first still waits for its verb ("that X and Y attack").
    const uint32_t behind = reading_.doc().mentions[next].words.end;
    const uint32_t before = reading_.verb_before(w);
    const bool done = before != kNone && !reading_.is_auxiliary(before);  // "had X and Y attacked" waits, too
    if (behind < end && reading_.is_finite(behind) && done) return;
    add_mention(next, type, out);
    at = reading_.doc().mentions[next].words.end;
  }
}

void Roles::add_word(uint32_t w, std::string_view type, int depth, std::vector<annot::Role>& out) const {
  if (reading_.is_finite(w)) {
    if (reading_.hidden_subject(w) != kNone) add_mention(reading_.hidden_subject(w), type, out);
    return;
  }
  // What is asked for or refused has parties of its own; they are not addressed.
  const uint8_t noun = reading_.word(w).kind;
  const bool content =
      ((type == "REQUEST" || type == "AGREE") && (noun == kActKind || reading_.word(w).features.verb_form == annot::VerbForm::kMasdar)) ||
      // What is discussed ("ways to end the Gulf crisis") names no side.
      (type == "CONSULT" && reading_.word(w).upos == Upos::kNoun && noun != kPersonKind && noun != kGroupKind && noun != kPlaceKind);
  uint32_t m = reading_.mention(w);
  if (m == kNone || (!reading_.heads_mention(w) && reading_.doc().mentions[m].words.begin > w)) m = content ? kNone : mention_inside(w);
  const size_t before = out.size();
  if (m != kNone) add_mention(m, type, out);
  if (m != kNone && out.size() > before) add_nationalities(m, type, out);
  if (m != kNone && out.size() == before) {  // "the two ministers", told apart by nationality
    const uint32_t end = std::min(reading_.sentence_words(w).end, w + kPhraseWords);
    for (uint32_t i = w + 1; i < end; ++i) {
      const Upos tag = reading_.word(i).upos;
      if (tag != Upos::kAdj && tag != Upos::kCconj && tag != Upos::kPropn) break;
      const uint32_t side = reading_.mention(i);
      if (side == kNone || side == m || reading_.doc().mentions[side].words.begin != i) continue;
      const MentionKind kind = reading_.doc().mentions[side].kind;
      if (kind == MentionKind::kNationality || kind == MentionKind::kName) add_mention(side, type, out);
    }
    return;
  }
  if (m == kNone && (reading_.word(w).kind == kPersonKind || reading_.word(w).kind == kGroupKind)) {
    annot::Role role;
    role.text = phrase(w);
    push(role, out);
  }
  if (depth == 0) add_coordinated(w, m, type, out);
}

void Roles::add(const Filler& filler, std::string_view type, std::vector<annot::Role>& out) const {
  for (const uint32_t head : filler.heads) add_word(head, type, 0, out);
}

void Roles::add_companions(std::string_view type, const std::vector<annot::Role>& others, std::vector<annot::Role>& out) const {
  const annot::Document& doc = reading_.doc();
  for (size_t i = 0, count = out.size(); i < count; ++i) {
    if (out[i].mention == kNone || refers(doc.mentions[out[i].mention].kind) || doc.mentions[out[i].mention].words.empty()) continue;
    const uint32_t with = doc.mentions[out[i].mention].words.end;
    const uint32_t end = reading_.sentence_words(with - 1).end;
    if (with + 1 >= end || reading_.word(with).form != "\u0645\u0639") continue;
    uint32_t m = reading_.mention(with + 1);
    if (m == kNone || doc.mentions[m].words.begin != with + 1 || doc.mentions[m].entities.empty()) continue;
    // "with its ally Moscow": the name says who.
    uint32_t name = doc.mentions[m].words.end;
    if (name < end && reading_.word(name).enclitic) ++name;
    if (name < end && reading_.word(name).upos == Upos::kPropn && reading_.mention(name) != kNone && reading_.mention(name) != m &&
        doc.mentions[reading_.mention(name)].words.begin == name)
      m = reading_.mention(name);
    std::vector<annot::Role> companion;
    add_mention(m, type, companion);
    add_coordinated(doc.mentions[m].head, m, type, companion);  // "with France and Britain"
    if (!within(companion, others)) std::for_each(companion.begin(), companion.end(), [&](const annot::Role& role) { push(role, out); });
  }
}

void Roles::hide_unnamed(std::vector<annot::Role>& actors, Span trigger) const {
  for (annot::Role& role : actors) {
    if (role.mention == kNone) continue;
    const annot::Mention& mention = reading_.doc().mentions[role.mention];
    if (mention.kind != MentionKind::kGroup || mention.words.empty() || mention.head == kNone) continue;
    bool plain = reading_.has_term(mention.head, reading_.frames().list("unnamed"));
    for (uint32_t w = mention.words.begin; w < mention.words.end && plain; ++w) {
      plain = !reading_.definite(w) && reading_.word(w).upos != Upos::kPropn && reading_.word(w).kind != kNisbaKind;
    }
    const bool armed = role.entity != kNone && reading_.doc().entities[role.entity].sectors.substr(0, 3) == "UAF";
    if (!plain || armed) continue;
    role.entity = kNone;
    role.country = {};
    role.sectors = "UNK";
    if (role.text.empty()) role.text = trigger;
  }
}

void Roles::make_people(std::vector<annot::Role>& roles) const {
  for (annot::Role& role : roles) {
    if (role.mention == kNone) continue;
    const annot::Mention& mention = reading_.doc().mentions[role.mention];
    if (mention.kind != MentionKind::kNationality || mention.head == kNone) continue;
    // An indefinite accusative does not describe the definite word before it, whatever the tree says.
    const bool apart = mention.head > 0 && !reading_.definite(mention.head) && reading_.oblique(mention.head) && reading_.definite(mention.head - 1);
    if ((apart || reading_.relation(mention.head) != Relation::kAmod) &&
        (reading_.word(mention.head).upos == Upos::kNoun || !reading_.definite(mention.head)))
      role.sectors = "CVL";
  }
}

void Roles::move_places(std::vector<annot::Role>& actors, std::vector<annot::Role>& recipients, bool attack) const {
  const auto is_place = [this](const annot::Role& role) {
    return role.entity != kNone && reading_.doc().entities[role.entity].kind == EntityKind::kPlace;
  };
  if (attack && recipients.empty()) std::copy_if(actors.begin(), actors.end(), std::back_inserter(recipients), is_place);
  std::erase_if(actors, is_place);
}

uint32_t Roles::part_of_land(uint32_t m) const {
  const auto parts = reading_.frames().list("parts-of-land");
  uint32_t begin = reading_.doc().mentions[m].words.begin;
  const uint32_t first = reading_.sentence_words(begin).begin;
  // ("North Korea ... Japan": an adjective with the article belongs to what stands before.)
  while (begin > first && reading_.has_term(begin - 1, parts) && !reading_.definite(begin - 1)) --begin;
  return begin;
}

bool Roles::on_border(uint32_t m) const {
  const annot::Mention* mention = &reading_.doc().mentions[m];
  if (mention->words.empty() || mention->entities.empty()) return false;
  const EntityKind kind = reading_.doc().entities[mention->entities[0]].kind;
  if (kind != EntityKind::kPlace && kind != EntityKind::kCountry) return false;
  const auto borders = reading_.frames().list("border-words");
  const uint32_t first = reading_.sentence_words(mention->words.begin).begin;
  for (int step = 0; step < 4; ++step) {
    const uint32_t begin = reading_.chain_begin(mention->words.begin);
    for (uint32_t w = begin; w < mention->words.begin; ++w) {
      if (reading_.has_term(w, borders)) return true;
    }
    if (begin < first + 2) return false;
    if (reading_.word(begin - 1).upos == Upos::kCconj) {  // "X and Y": what stands before X
      const uint32_t before = reading_.mention(begin - 2);
      if (before == kNone || reading_.doc().mentions[before].words.end != begin - 1) return false;
      mention = &reading_.doc().mentions[before];
      continue;
    }
    if (reading_.preposition(begin - 1) < 0) return false;
    uint32_t w = begin - 2;
    while (w > first && reading_.word(w).upos == Upos::kAdj && !reading_.has_term(w, borders)) --w;
    return reading_.has_term(w, borders) && reading_.word(begin - 1).form != "\u0641\u064a";
  }
  return false;
}

void Roles::make_protesters(std::vector<annot::Role>& roles) const {
  for (annot::Role& role : roles) {
    if (role.entity == kNone) continue;
    const annot::Entity& entity = reading_.doc().entities[role.entity];
    const bool state =
        entity.kind == EntityKind::kCountry || entity.kind == EntityKind::kPlace || sectors(reading_.doc(), role).substr(0, 3) == "GOV";
    if (state && entity.kind != EntityKind::kPerson) role.sectors = "CVL";
  }
}

uint32_t Roles::drop_scenes(std::vector<annot::Role>& roles, std::string_view type) const {
  const bool states = type == "COERCE" || type == "ACCUSE" || type == "MOBILIZE" || type == "PROTEST";
  const auto is_scene = [&](const annot::Role& role) {
    if (role.mention == kNone || role.entity == kNone) return false;
    const EntityKind kind = reading_.doc().entities[role.entity].kind;
    const annot::Mention& mention = reading_.doc().mentions[role.mention];
    if ((kind != EntityKind::kPlace && !(states && kind == EntityKind::kCountry)) || refers(mention.kind) || mention.words.empty()) return false;
    const uint32_t begin = reading_.chain_begin(mention.words.begin);
    if (begin <= reading_.sentence_words(begin).begin) return false;
    const std::string_view before = reading_.word(begin - 1).form;
    return before == "\u0641\u064a" || (kind == EntityKind::kPlace && before == "\u0645\u0646");
  };
  const auto first = std::find_if(roles.begin(), roles.end(), is_scene);
  const uint32_t scene = first == roles.end() ? kNone : first->mention;
  std::erase_if(roles, is_scene);
  return scene;
}

bool Roles::compatible(const std::vector<annot::Role>& a, const std::vector<annot::Role>& b) const {
  const auto open = [](const std::vector<annot::Role>& roles) {
    return std::all_of(roles.begin(), roles.end(), [](const annot::Role& r) { return unknown(r); });
  };
  if (open(a) || open(b)) return true;
  for (const annot::Role& x : a) {
    for (const annot::Role& y : b) {
      if (same(x, y)) return true;
    }
  }
  return false;
}

bool Roles::places(const std::vector<annot::Role>& roles) const {
  return std::all_of(roles.begin(), roles.end(), [&](const annot::Role& role) {
    return role.entity != kNone && reading_.doc().entities[role.entity].kind == EntityKind::kPlace;
  });
}

bool Roles::within(const std::vector<annot::Role>& part, const std::vector<annot::Role>& whole) const {
  return std::all_of(part.begin(), part.end(), [&](const annot::Role& x) {
    return unknown(x) || std::any_of(whole.begin(), whole.end(), [&](const annot::Role& y) { return same(x, y); });
  });
}

}  // namespace waqai::events
