// SPDX-License-Identifier: Apache-2.0
//
// What the choice of the parties sees of an option.  The order of the atoms is part of the meaning of the weights.
#include <algorithm>

#include "base/hash.h"
#include "events/choice.h"

namespace waqai::events {

namespace {

constexpr uint32_t kPastLook = 6;   // sentences
constexpr uint32_t kPathSteps = 4;  // of a path up, or down

uint32_t atom(std::string_view text) { return static_cast<uint32_t>(base::hash64(text)); }
uint32_t pair(uint32_t a, uint32_t b) { return static_cast<uint32_t>(base::mix(a, b)); }

uint32_t far_by(uint32_t distance) {
  if (distance <= 3) return distance;
  return distance <= 5 ? 4 : distance <= 8 ? 5 : distance <= 13 ? 6 : distance <= 26 ? 7 : 8;
}

std::string_view first_sector(std::string_view sectors) { return sectors.substr(0, 3); }

uint32_t sort_of(const std::vector<annot::Role>& roles) {
  const auto size = static_cast<uint32_t>(std::min<size_t>(roles.size(), 3));
  return size == 1 && roles[0].entity == kNone ? (Roles::unknown(roles[0]) ? 4u : 5u) : size;
}

// Agree, do not, or cannot be told.
template <typename T>
uint32_t agrees(T a, T b) {
  return a == T::kNone || b == T::kNone ? 0u : a == b ? 1u : 2u;
}

bool holds(const std::vector<annot::Role>& roles, uint32_t mention) {
  return std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) { return r.mention == mention; });
}

// The name of the frame, which stays when rows are added above it.
std::string_view frame_name(const annot::Event& event) {
  const auto told = std::find_if(event.steps.begin(), event.steps.end(), [](const annot::Step& step) { return step.field == "type"; });
  return told == event.steps.end() ? std::string_view() : told->note;
}

}  // namespace

// All atoms of an option, behind those of the event.
void Choice::atoms(uint32_t event, PartyRole role, const Option& option) {
  atoms_.resize(kEventAtoms);
  atoms_of_option(event, role, option);
  const bool here = option.mention != kNone && !document_.mentions[option.mention].words.empty() &&
                    reading_.sentence(document_.mentions[option.mention].words.begin) == document_.events[event].sentence;
  if (here) atoms_of_mention(event, role, option.mention);
  else atoms_.resize(atoms_.size() + kMentionAtoms, 0);
  atoms_of_before(event, option);
}

void Choice::atoms_of_event(uint32_t event, PartyRole role) {
  const annot::Event& own = document_.events[event];
  const bool actor = role == PartyRole::kActor;
  const uint32_t act = own.predicate;
  const annot::Features& f = reading_.word(act).features;
  atoms_.clear();
  put(actor);
  put(atom(own.type));
  put(static_cast<uint32_t>(reading_.form(act)) | (f.voice == annot::Voice::kPass ? 4u : 0u));
  put(atom(own.status));
  put(own.mode.empty() ? 0u : atom(own.mode[0]));
  put(atom(frame_name(own)));
  put(atom(reading_.word(act).lemma));
  put(kinds_.of(base::hash64(reading_.word(act).lemma)));
  put(static_cast<uint32_t>(reading_.relation(act)));
  put(sort_of(actor ? own.actor : own.recipient));
  put(sort_of(actor ? own.recipient : own.actor));
  std::string_view how;
  for (const annot::Step& step : own.steps) {
    if (step.field == (actor ? "actor" : "recipient")) how = step.note;
  }
  put(atom(how));
  put(static_cast<uint32_t>(f.gender) | static_cast<uint32_t>(f.number) << 2 | uint32_t{f.person} << 4);
  put((reading_.definite(act) ? 1u : 0u) | (reading_.enclitic_of(act) != kNone ? 2u : 0u));
  put(std::min(own.sentence, 4u));
  const uint32_t up = reading_.head(act);
  put(up == kNone ? 0u : atom(reading_.word(up).lemma));
  const annot::Range words = reading_.sentence_words(act);
  put(act + 1 < words.end ? atom(reading_.word(act + 1).lemma) : 0u);
  put(act > words.begin ? atom(reading_.word(act - 1).lemma) : 0u);
  put(far_by(act - words.begin));
  uint32_t same = 0;
  for (const annot::Event& other : document_.events) same += other.sentence == own.sentence;
  put(std::min(same, 4u));
}

void Choice::atoms_of_option(uint32_t event, PartyRole role, const Option& option) {
  const annot::Event& own = document_.events[event];
  const bool actor = role == PartyRole::kActor;
  const std::vector<annot::Role>&mine = actor ? own.actor : own.recipient, &other = actor ? own.recipient : own.actor;
  // The member that the option is about.
  const annot::Role* who = option.roles.empty() ? nullptr : &option.roles[0];
  if (option.kind == OptionKind::kAdded) who = &option.roles.back();
  if (option.kind == OptionKind::kLess) {
    for (const annot::Role& r : mine) {
      if (r.mention == option.mention) who = &r;
    }
  }
  put(static_cast<uint32_t>(option.kind));
  put(static_cast<uint32_t>(std::min<size_t>(option.roles.size(), 3)));
  const auto among = [&](const std::vector<annot::Role>& roles) {
    return who != nullptr && who->entity != kNone &&
           std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) { return r.entity == who->entity; });
  };
  put((among(mine) ? 1u : 0u) | (among(other) ? 2u : 0u));
  const std::string_view country = who == nullptr ? std::string_view() : Roles::country(document_, *who);
  const std::string_view code = who == nullptr ? std::string_view() : first_sector(Roles::sectors(document_, *who));
  const bool known = who != nullptr && who->entity != kNone;
  put(known ? static_cast<uint32_t>(document_.entities[who->entity].kind) + 1 : 0u);
  put(code.empty() ? 0u : atom(code));
  const bool group = country == "UNO" || country == "EUR" || country == "IGO" || country == "NGO" || country == "IMG" || country == "ISM";
  put(country.empty() ? 0u : group ? atom(country) : 1u);
  uint32_t relation = 0;
  for (const annot::Role& r : other) {
    const bool land = !country.empty() && Roles::country(document_, r) == country;
    const bool body = first_sector(Roles::sectors(document_, r)) == code;
    relation |= land && body ? 1u : land ? 2u : body ? 4u : 8u;
  }
  put(relation);
  put(known && !document_.entities[who->entity].id.empty());
  uint32_t told = 0, titled = 0;
  for (const annot::Mention& mention : document_.mentions) {
    if (!known || mention.entities.empty() || mention.entities[0] != who->entity) continue;
    ++told;
    if (mention.span.begin < document_.title_end)
      titled = mention.head != kNone && reading_.relation(mention.head) == annot::Relation::kNsubj ? 2u : std::max(titled, 1u);
  }
  put(std::min(told, 5u));
  put(titled);
  uint32_t lands = 0, most = 0;  // mentions of its country, and of the country told of most
  for (const annot::Mention& mention : document_.mentions) {
    if (country.empty() || mention.entities.empty()) continue;
    lands += document_.entities[mention.entities[0]].country == country;
    ++most;
  }
  put(country.empty() ? 9u : lands * 8 / std::max(most, 1u));
  // The other members, in short.
  put(option.roles.size() < 2 ? 0u : atom(first_sector(Roles::sectors(document_, who == &option.roles[0] ? option.roles[1] : option.roles[0]))));
  put(country.empty() ? 0u : atom(country));
  // Who stands on the other side.
  const std::string_view facing = other.empty() ? std::string_view() : first_sector(Roles::sectors(document_, other[0]));
  const std::string_view land = other.empty() ? std::string_view() : Roles::country(document_, other[0]);
  put(other.empty() ? 0u : facing.empty() ? 1u : atom(facing));
  put(other.empty() ? 0u : land.empty() ? 1u : atom(land));
}

// The arcs from the act to a word: ups, then downs with their relations.
uint32_t Choice::path(uint32_t from, uint32_t to, uint32_t& length) const {
  uint32_t ups[kPathSteps + 1], downs[kPathSteps + 1], up_count = 0, down_count = 0;
  for (uint32_t w = from; w != kNone && up_count <= kPathSteps; w = reading_.head(w)) ups[up_count++] = w;
  for (uint32_t w = to; w != kNone && down_count <= kPathSteps; w = reading_.head(w)) downs[down_count++] = w;
  for (uint32_t i = 0; i < up_count; ++i) {
    for (uint32_t k = 0; k < down_count; ++k) {
      if (ups[i] != downs[k]) continue;
      length = i + k;
      if (length > kPathSteps) return 1;
      uint32_t value = 2;
      for (uint32_t u = 0; u < i; ++u) value = pair(value, 100 + static_cast<uint32_t>(reading_.relation(ups[u])));
      for (uint32_t d = k; d-- > 0;) value = pair(value, 200 + static_cast<uint32_t>(reading_.relation(downs[d])));
      return value;
    }
  }
  length = 9;
  return 0;
}

// What a mention does and suffers in the other events: of the sentences before, and of its own.
void Choice::atoms_of_doings(uint32_t event, uint32_t m) {
  const annot::Event& own = document_.events[event];
  const annot::Mention& mention = document_.mentions[m];
  uint32_t past = 0, here = 0, nearer = 0;
  for (uint32_t k = 0; k < document_.events.size(); ++k) {
    const annot::Event& other = document_.events[k];
    if (k == event || mention.entities.empty()) continue;
    const auto takes = [&](const std::vector<annot::Role>& roles) {
      return std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) { return r.entity == mention.entities[0]; });
    };
    if (other.sentence == own.sentence) {
      if (holds(other.actor, m)) here |= other.type == own.type ? 1u : 2u;
      if (holds(other.recipient, m)) here |= other.type == own.type ? 4u : 8u;
      const auto far = [&](uint32_t act) { return act > mention.head ? act - mention.head : mention.head - act; };
      if (other.predicate != kNone && far(other.predicate) < far(own.predicate)) nearer = 1;
      continue;
    }
    if (k > event || other.sentence + kPastLook < own.sentence) continue;
    const uint32_t same = other.type == own.type ? 1u : 0u;
    if (takes(other.actor)) past |= 1u << same;
    if (takes(other.recipient)) past |= 4u << same;
  }
  put(past + 1);
  put(here + 1);
  put(nearer + 1);
}

void Choice::atoms_of_mention(uint32_t event, PartyRole role, uint32_t m) {
  const annot::Event& own = document_.events[event];
  const annot::Mention& mention = document_.mentions[m];
  const uint32_t act = own.predicate, head = mention.head;
  const annot::Range words = reading_.sentence_words(act);
  const bool after = mention.words.begin > act;
  const uint32_t begin = reading_.chain_begin(mention.words.begin);
  put(1u + after);
  put(far_by(after ? mention.words.begin - act : act - std::min(act, mention.words.end - 1)));
  put(static_cast<uint32_t>(mention.kind) + 1);
  put(begin > words.begin ? static_cast<uint32_t>(reading_.preposition(begin - 1) + 1) : 99u);
  put(mention.words.begin > words.begin && begin < mention.words.begin ? reading_.word(mention.words.begin - 1).kind + 1u : 0u);
  put(begin < mention.words.begin ? atom(reading_.word(begin).lemma) : 0u);
  uint32_t length = 9;
  put(path(act, head, length));
  put(length);
  put(static_cast<uint32_t>(reading_.relation(head)));
  const uint32_t up = reading_.head(head);
  put(up == kNone ? 0u : up == act ? 1u : reading_.is_finite(up) ? 2u : reading_.word(up).features.verb_form == annot::VerbForm::kMasdar ? 3u : 4u);
  put(up == kNone ? 0u : atom(reading_.word(up).lemma));
  put(up == kNone ? 0u : kinds_.of(base::hash64(reading_.word(up).lemma)));
  put(up == kNone ? 0u : 1u + (up > head));
  uint32_t between = 0, verbs = 0, marks = 0, masdars = 0;
  const uint32_t from = after ? act + 1 : mention.words.end, to = after ? mention.words.begin : act;
  for (uint32_t w = from; w < to; ++w) {
    verbs += reading_.is_finite(w);
    marks += reading_.is_punctuation(w) || reading_.is_that(w) || reading_.is_relative(w);
    between += reading_.heads_mention(w);
    masdars += reading_.word(w).features.verb_form == annot::VerbForm::kMasdar;
  }
  put(std::min(between, 3u));
  put(std::min(verbs, 3u));
  put(std::min(marks, 3u));
  put(std::min(masdars, 2u));
  put(1u + (reading_.clause_begin(act) == reading_.clause_begin(mention.words.begin)));
  const bool pronoun = reading_.enclitic_of(act) != kNone && reading_.mention(reading_.enclitic_of(act)) == m;
  put(pronoun ? 1u : reading_.hidden_subject(act) == m ? 2u : 0u);
  put(mention.words.begin > words.begin ? atom(reading_.word(mention.words.begin - 1).lemma) : 0u);
  put(mention.words.begin > words.begin ? kinds_.of(base::hash64(reading_.word(mention.words.begin - 1).lemma)) : 0u);
  put(mention.words.begin > words.begin ? static_cast<uint32_t>(reading_.word(mention.words.begin - 1).upos) + 1 : 0u);
  put(mention.words.end < words.end ? atom(reading_.word(mention.words.end).lemma) : 0u);
  put(mention.words.end < words.end ? static_cast<uint32_t>(reading_.word(mention.words.end).upos) + 1 : 0u);
  put(atom(reading_.word(head).lemma));
  put(kinds_.of(base::hash64(reading_.word(head).lemma)));
  put(1u + reading_.definite(head));
  put(reading_.is_finite(act) ? agrees(reading_.word(act).features.gender, reading_.word(head).features.gender) : 3u);
  put(reading_.is_finite(act) ? agrees(reading_.word(act).features.number, reading_.word(head).features.number) : 3u);
  uint32_t rank = 0, first = 1;  // mentions between the clause and it on its side
  for (const annot::Mention& other : document_.mentions) {
    if (other.entities.empty() || other.words.empty() || other.words.begin < words.begin || other.words.begin >= mention.words.begin) continue;
    first = 0;
    rank += !after || other.words.begin > act;
  }
  put(1u + first);
  put(1u + std::min(rank, 4u));
  uint32_t leads = 0;  // the first preposition behind the act
  for (uint32_t w = act + 1; after && w < mention.words.begin && leads == 0; ++w) {
    if (reading_.preposition(w) >= 0) leads = static_cast<uint32_t>(reading_.preposition(w)) + 1;
  }
  put(leads);
  const bool joined = reading_.relation(head) == annot::Relation::kConj && up != kNone && reading_.mention(up) != kNone;
  const auto& mine = role == PartyRole::kActor ? own.actor : own.recipient;
  const auto& others = role == PartyRole::kActor ? own.recipient : own.actor;
  put((joined ? 1u : 0u) | (joined && holds(mine, reading_.mention(up)) ? 2u : 0u) | (joined && holds(others, reading_.mention(up)) ? 4u : 0u));
  put((holds(mine, m) ? 1u : 0u) | (holds(others, m) ? 2u : 0u));
  atoms_of_doings(event, m);
  // What governs it: the nearest verb before it.
  const uint32_t verb = reading_.verb_before(mention.words.begin);
  put(verb == kNone ? 0u : verb == act ? 1u : atom(reading_.word(verb).lemma));
  put(begin > words.begin ? atom(reading_.word(begin - 1).lemma) : 0u);
  put(begin > words.begin + 1 ? atom(reading_.word(begin - 2).lemma) : 0u);
  put(mention.entities.empty() ? 1u : 2u + static_cast<uint32_t>(std::min<size_t>(mention.entities.size(), 3)));
  put(static_cast<uint32_t>(reading_.word(head).upos) + 1);
  // Whether the act stands between it and the verb it belongs to.
  put(up != kNone && up != act && ((up < act && act < head) || (head < act && act < up)) ? 2u : 1u);
}

void Choice::atoms_of_before(uint32_t event, const Option& option) {
  const annot::Event& own = document_.events[event];
  const bool before = option.kind == OptionKind::kBefore;
  const annot::Event* other = before ? &document_.events[option.event] : nullptr;
  put(before ? 1u + option.acted : 0u);
  put(before ? std::min(own.sentence - other->sentence, 4u) : 0u);
  put(before ? atom(other->type) : 0u);
  put(before ? 1u + (other->type == own.type) : 0u);
  const auto meets = [&](const std::vector<annot::Role>& a, const std::vector<annot::Role>& b) {
    return std::any_of(a.begin(), a.end(), [&](const annot::Role& x) {
      return std::any_of(b.begin(), b.end(), [&](const annot::Role& y) { return x.entity != kNone && x.entity == y.entity; });
    });
  };
  put(before ? 1u | (meets(other->actor, own.actor) ? 2u : 0u) | (meets(other->recipient, own.recipient) ? 4u : 0u) |
                   (meets(other->actor, own.recipient) ? 8u : 0u) | (meets(other->recipient, own.actor) ? 16u : 0u)
             : 0u);
  put(before ? 1u + (option.event + 1 == event) : 0u);
  const bool told = option.kind == OptionKind::kTold;
  const annot::Mention* mention = told ? &document_.mentions[option.mention] : nullptr;
  put(told ? 1u + std::min(own.sentence - reading_.sentence(mention->words.begin), 4u) : 0u);
  put(told ? static_cast<uint32_t>(reading_.relation(mention->head)) : 0u);
  put(told ? 1u + (mention->span.begin < document_.title_end) : 0u);
}

}  // namespace waqai::events
