// SPDX-License-Identifier: Apache-2.0
//
// What the second look at the parties sees of a candidate.  The numbers of the features are part of the meaning of the weights.
#include <algorithm>

#include "base/hash.h"
#include "events/parties.h"

namespace waqai::events {

namespace {

constexpr uint32_t kPastReach = 6;  // sentences

uint32_t hash(std::string_view text) { return static_cast<uint32_t>(base::hash64(text)); }
uint32_t join(uint32_t a, uint32_t b) { return static_cast<uint32_t>(base::mix(a, b)); }

uint32_t bucket(uint32_t distance) {
  if (distance <= 3) return distance;
  return distance <= 5 ? 4 : distance <= 8 ? 5 : distance <= 13 ? 6 : distance <= kFromWords ? 7 : 8;
}

std::string_view sector(const annot::Entity& entity) { return entity.sectors.substr(0, 3); }

}  // namespace

void Parties::put(uint32_t id, uint32_t value) {
  const uint32_t plain = join(join(1000 + id, base_ & 1), value);
  features_.push_back(plain);
  features_.push_back(join(join(2000 + id, base_), value));
}

// How a mention of the sentence stands to the act.
void Parties::features_of_mention(uint32_t event, PartyRole role, uint32_t m) {
  const annot::Event& own = document_.events[event];
  const annot::Mention& mention = document_.mentions[m];
  const uint32_t act = own.predicate, head = mention.head;
  const auto form = static_cast<uint32_t>(reading_.form(act)) | (reading_.word(act).features.voice == annot::Voice::kPass ? 4u : 0u);
  const bool after = mention.words.begin > act;
  const uint32_t begin = reading_.chain_begin(mention.words.begin);
  const uint32_t distance = bucket(after ? mention.words.begin - act : act - std::min(act, mention.words.end - 1));
  const uint32_t sentence = reading_.sentence_words(act).begin;
  const uint32_t led = begin > sentence ? static_cast<uint32_t>(reading_.preposition(begin - 1) + 1) : 99u;
  const uint32_t owned = mention.words.begin > sentence && begin < mention.words.begin ? reading_.word(mention.words.begin - 1).kind + 1u : 0u;
  const uint32_t arc = static_cast<uint32_t>(reading_.relation(head));
  const uint32_t up = reading_.head(head);
  const uint32_t path = up == kNone                                             ? 0u
                        : up == act                                             ? 1u
                        : reading_.head(act) == up                              ? 2u
                        : reading_.head(up) == act                              ? 3u
                        : reading_.head(act) == head                            ? 4u
                        : up < document_.words.size() && reading_.is_finite(up) ? 5u
                                                                                : 6u;
  uint32_t between = 0, verbs = 0, marks = 0;
  const uint32_t from = after ? act + 1 : mention.words.end, to = after ? mention.words.begin : act;
  for (uint32_t w = from; w < to; ++w) {
    verbs += reading_.is_finite(w);
    marks += reading_.is_punctuation(w) || reading_.is_that(w) || reading_.is_relative(w);
    between += reading_.heads_mention(w);
  }
  const uint32_t side = (after ? 1u : 0u) | form << 1;
  const uint32_t gap = std::min(between, 3u) | std::min(verbs, 2u) << 2 | std::min(marks, 2u) << 4;
  put(1, join(side, distance));
  put(2, join(side, gap));
  put(3, join(led, after));
  put(4, join(owned, led));
  put(5, join(path, join(arc, form)));
  put(6, join(static_cast<uint32_t>(mention.kind), after));
  put(7, join(arc, join(gap, side)));
  put(8, reading_.clause_begin(act) == reading_.clause_begin(mention.words.begin));
  put(9, join(reading_.enclitic_of(act) != kNone && reading_.mention(reading_.enclitic_of(act)) == m, form));
  put(10, reading_.hidden_subject(act) == m);
  put(11, join(up != kNone && up != act && arc == static_cast<uint32_t>(annot::Relation::kNsubj), gap));
  const uint32_t before = mention.words.begin > sentence
                              ? hash(reading_.word(begin > sentence && begin == mention.words.begin ? begin - 1 : mention.words.begin - 1).lemma)
                              : 0u;
  put(12, before);
  put(14, join(hash(reading_.word(act).lemma), join(led, after)));
  put(15, join(static_cast<uint32_t>(reading_.relation(act)), join(path, arc)));
  const bool first = std::none_of(document_.mentions.begin(), document_.mentions.end(), [&](const annot::Mention& other) {
    return !other.entities.empty() && !other.words.empty() && other.words.begin >= sentence && other.words.begin < mention.words.begin;
  });
  put(16, join(first, join(after, form & 3)));
  uint32_t leads = 0;  // the first preposition behind the act
  for (uint32_t w = act + 1; after && w < mention.words.begin && leads == 0; ++w) {
    if (reading_.preposition(w) >= 0) leads = static_cast<uint32_t>(reading_.preposition(w)) + 1;
  }
  put(17, join(leads, join(led, std::min(between, 2u))));
  const bool joined = arc == static_cast<uint32_t>(annot::Relation::kConj) && up != kNone && reading_.mention(up) != kNone;
  const auto held = [&](const std::vector<annot::Role>& roles) {
    return joined && std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) { return r.mention == reading_.mention(up); });
  };
  put(18, (joined ? 1u : 0u) | (held(role == PartyRole::kActor ? own.actor : own.recipient) ? 2u : 0u) |
              (held(role == PartyRole::kActor ? own.recipient : own.actor) ? 4u : 0u));
  uint32_t past = 0;  // what it did and suffered in the events before
  for (uint32_t k = event; k-- > 0 && document_.events[k].sentence + kPastReach >= own.sentence;) {
    const annot::Event& other = document_.events[k];
    const auto takes = [&](const std::vector<annot::Role>& roles) {
      return std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) { return r.entity == mention.entities[0]; });
    };
    const uint32_t same = other.type == own.type ? 1u : 0u;
    if (takes(other.actor)) past |= 1u << same;
    if (takes(other.recipient)) past |= 4u << same;
  }
  put(19, past);
  put(20, join(past, distance));
}

void Parties::features_of_party(uint32_t event, const PartyCandidate& candidate) {
  const annot::Event& own = document_.events[event];
  const annot::Event& other = document_.events[candidate.event];
  const uint32_t back = own.sentence - other.sentence;
  put(30, join(candidate.acted, std::min(back, 4u)));
  put(31, join(candidate.acted, hash(other.type)));
  put(32, join(other.type == own.type, candidate.acted));
  const bool same_actor = std::any_of(other.actor.begin(), other.actor.end(), [&](const annot::Role& a) {
    return std::any_of(own.actor.begin(), own.actor.end(), [&](const annot::Role& b) { return a.entity != kNone && a.entity == b.entity; });
  });
  put(33, join(same_actor, candidate.acted));
  put(34, join(reading_.definite(own.predicate), join(static_cast<uint32_t>(reading_.form(own.predicate)), candidate.acted)));
}

void Parties::features(uint32_t event, PartyRole role, const PartyCandidate& candidate) {
  features_.clear();
  const annot::Event& own = document_.events[event];
  const bool actor = role == PartyRole::kActor;
  base_ = join(hash(own.type), actor) << 1 | (actor ? 1u : 0u);
  const std::vector<annot::Role>& mine = actor ? own.actor : own.recipient;
  const std::vector<annot::Role>& other = actor ? own.recipient : own.actor;
  const auto among = [&](const std::vector<annot::Role>& roles) {
    return std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) { return is(candidate, r); });
  };
  const bool known = std::any_of(mine.begin(), mine.end(), [](const annot::Role& r) { return r.entity != kNone; });
  const bool unknown = !known && !mine.empty();
  const uint32_t chosen = (among(mine) ? 1u : 0u) | (among(other) ? 2u : 0u) | (known ? 4u : 0u) | (unknown ? 8u : 0u) | (other.empty() ? 16u : 0u);
  const annot::Entity& who = entity(candidate);
  const auto same_country = [&](const std::vector<annot::Role>& roles) {
    return std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) {
      return r.entity != kNone && !who.country.empty() && document_.entities[r.entity].country == who.country;
    });
  };
  put(40, chosen);
  put(41, join(chosen, static_cast<uint32_t>(who.kind)));
  put(42, join(hash(sector(who)), chosen & 3));
  put(43, join(who.country.empty(), static_cast<uint32_t>(who.kind)));
  put(44, join(same_country(other), chosen));
  put(45, join(who.id.empty(), static_cast<uint32_t>(who.kind)));
  put(46, hash(own.status));
  for (const std::string_view mode : own.mode) put(47, join(hash(mode), chosen & 3));
  uint32_t told = 0;
  bool title = false;
  for (const annot::Mention& mention : document_.mentions) {
    if (mention.entities.empty() || mention.entities[0] != static_cast<uint32_t>(&who - document_.entities.data())) continue;
    ++told;
    title = title || (!document_.sentences.empty() && mention.span.begin < document_.title_end);
  }
  put(48, join(std::min(told, 4u), title));
  if (candidate.mention != kNone) features_of_mention(event, role, candidate.mention);
  else features_of_party(event, candidate);
}

}  // namespace waqai::events
