// SPDX-License-Identifier: Apache-2.0
#include "events/parties.h"

#include <algorithm>

namespace waqai::events {

namespace {

constexpr uint32_t kReach = 4;     // sentences looked back for parties
constexpr size_t kMostBefore = 8;  // parties of events before
constexpr std::string_view kAgainst = "\u0636\u062f";

bool told(const std::vector<annot::Role>& roles) {
  return std::any_of(roles.begin(), roles.end(), [](const annot::Role& role) { return role.entity != kNone; });
}

bool has_mode(const annot::Event& event, std::string_view mode) { return std::find(event.mode.begin(), event.mode.end(), mode) != event.mode.end(); }

// Who takes part in battles.
bool is_force(std::string_view sectors) {
  const std::string_view code = sectors.substr(0, 3);
  return code == "MIL" || code == "PRM" || code == "COP" || sectors.find("REB") != std::string_view::npos;
}

// Whether `who` may do an act of police or court.
// (A state that is merely named beside an arrest is where it happens; its police are named later.)
bool does_it(const annot::Event& event, const annot::Entity& who, bool named) {
  const std::string_view code = std::string_view(who.sectors).substr(0, 3);
  const bool single = who.kind == annot::EntityKind::kPerson || who.kind == annot::EntityKind::kOffice;
  if (event.type == "COERCE" && has_mode(event, "arrest"))
    return !(single && (code == "GOV" || code == "LEG" || code == "ELI")) && !(named && who.kind == annot::EntityKind::kCountry);
  if (event.type == "SANCTION" && has_mode(event, "convict")) return code != "CVL" && code != "LEG" && code != "ELI" && !(single && code == "GOV");
  return true;
}

}  // namespace

Result<PartyModel> PartyModel::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> bytes = bundle.section(kPartiesSection, kPartiesVersion);
  PartyModel model;
  if (!bytes) return model;
  lexicon::SectionReader reader(bytes.value());
  model.cuts_ = reader.array<int32_t>();
  model.weights_ = reader.array<int16_t>();
  if (reader.failed() || model.cuts_.size() != kPartyCuts || model.weights_.size() != (size_t{1} << kPartiesBits))
    return lexicon::damaged_weights(bundle, "parties");
  return model;
}

int32_t PartyModel::score(std::span<const uint32_t> features) const {
  int32_t sum = 0;
  for (const uint32_t feature : features) sum += weights_[feature & ((1u << kPartiesBits) - 1)];
  return sum;
}

const annot::Entity& Parties::entity(const PartyCandidate& candidate) const {
  return document_.entities[candidate.mention == kNone ? candidate.before.entity : document_.mentions[candidate.mention].entities[0]];
}

bool Parties::is(const PartyCandidate& candidate, const annot::Role& role) const {
  if (role.entity == kNone) return false;
  if (candidate.mention == kNone) return candidate.before.entity == role.entity;
  const auto& entities = document_.mentions[candidate.mention].entities;
  return std::find(entities.begin(), entities.end(), role.entity) != entities.end();
}

// Mentions of the sentence with entities, each entity by all its mentions, then the parties of the events before that it does not name.
void Parties::find(uint32_t event) {
  candidates_.clear();
  const annot::Event& own = document_.events[event];
  const annot::Range words = reading_.sentence_words(document_.sentences[own.sentence].words.begin);  // who the dateline names does nothing
  for (uint32_t m = 0; m < document_.mentions.size(); ++m) {
    const annot::Mention& mention = document_.mentions[m];
    if (mention.entities.empty() || mention.words.empty() || mention.head == kNone) continue;
    if (mention.words.begin < words.begin || mention.words.begin >= words.end || roles_.on_border(m)) continue;
    candidates_.push_back({m, {}, kNone, false});
  }
  const size_t here = candidates_.size();
  for (uint32_t k = event; k-- > 0 && document_.events[k].sentence + kReach >= own.sentence && candidates_.size() < here + kMostBefore;) {
    const annot::Event& other = document_.events[k];
    if (other.sentence == own.sentence) continue;
    for (const bool acted : {true, false}) {
      for (const annot::Role& role : acted ? other.actor : other.recipient) {
        const bool named = std::any_of(candidates_.begin(), candidates_.end(), [&](const PartyCandidate& c) { return is(c, role); });
        if (role.entity != kNone && !named) candidates_.push_back({kNone, role, k, acted});
      }
    }
  }
}

void Parties::add(const PartyCandidate& candidate, std::string_view type, std::vector<annot::Role>& out) const {
  if (candidate.mention != kNone) roles_.add_mention(candidate.mention, type, out);
  else roles_.push(candidate.before, out);
}

// Whether a party of an event before is people counted or described without the article.
bool Parties::counted(const PartyCandidate& candidate) const {
  if (candidate.mention != kNone || candidate.before.mention == kNone) return false;
  const annot::Mention& mention = document_.mentions[candidate.before.mention];
  return mention.kind == annot::MentionKind::kGroup && mention.head != kNone && !reading_.definite(mention.head);
}

// Whether all sides of the act are its actors (codebook, section 2): nobody receives it.
bool Parties::mutual(const annot::Event& event) const {
  return symmetric(event) && (event.type == "CONSULT" || event.type == "AGREE" || event.actor.size() >= 2);
}

bool Parties::symmetric(const annot::Event& event) const {
  const auto frames = reading_.frames().frames();
  const auto record = std::find_if(frames.begin(), frames.end(),
                                   [&](const lexicon::FrameRecord& one) { return one.file == event.frame.file && one.line == event.frame.line; });
  return record != frames.end() && record->symmetric != 0;
}

// Who is named for a place that is struck, tells of it, or suffers beside it: no doer of violence.  "A town under the control of X", "the airport
// that belongs to X", "the military airport", and who another act of violence of the sentence is done to.
bool Parties::by_place(uint32_t event, uint32_t m) const {
  const annot::Mention& mention = document_.mentions[m];
  const uint32_t first = reading_.sentence_words(mention.words.begin).begin;
  const uint32_t begin = reading_.chain_begin(mention.words.begin);
  const auto holding = reading_.frames().list("holding-words");
  const auto place = [this](uint32_t w) {
    const uint32_t own = reading_.mention(w);
    if (reading_.word(w).kind == static_cast<uint8_t>(lexicon::NounKind::kPlace)) return true;
    return own != kNone && !document_.mentions[own].entities.empty() &&
           document_.entities[document_.mentions[own].entities[0]].kind == annot::EntityKind::kPlace;
  };
  for (uint32_t w = begin; w < mention.words.begin; ++w) {
    // "the mosque of the forces": whose place it is.
    if (reading_.has_term(w, holding) || reading_.word(w).kind == static_cast<uint8_t>(lexicon::NounKind::kPlace)) return true;
  }
  if (begin > first && reading_.word(begin - 1).form == kAgainst) return true;
  uint32_t before = begin;
  while (before > first && reading_.preposition(before - 1) >= 0) --before;
  if (before > first && before < begin && reading_.has_term(before - 1, holding)) return true;
  // "according to officials": who tells of it.
  const auto telling = reading_.frames().list("telling-words");
  if ((begin > first && reading_.has_term(begin - 1, telling)) || (before > first && reading_.has_term(before - 1, telling))) return true;
  const uint32_t noun = reading_.head(mention.head);
  if (reading_.relation(mention.head) == annot::Relation::kAmod && noun != kNone && noun < mention.head && place(noun)) return true;
  const annot::Event& own = document_.events[event];
  bool suffers = false, acts = false;
  for (const annot::Event& other : document_.events) {
    if (&other == &own || other.sentence != own.sentence || other.type != "ASSAULT") continue;
    const auto takes = [m](const std::vector<annot::Role>& roles) {
      return std::any_of(roles.begin(), roles.end(), [m](const annot::Role& r) { return r.mention == m; });
    };
    suffers = suffers || takes(other.recipient);
    acts = acts || takes(other.actor);
  }
  return suffers && !acts;
}

// "the ministry announced the death of a policeman": who tells of the dead of its own country, who are no enemies of it, did not kill them; nor did
// who condemns it.  Whether the sentence says so of the party of a candidate.
bool Parties::mourns(uint32_t event, const PartyCandidate& candidate) const {
  const annot::Range words = reading_.sentence_words(document_.events[event].predicate);
  const annot::Entity& who = entity(candidate);
  const auto own = [&](const annot::Role& r) {
    constexpr std::string_view kEnemies[] = {"REB", "UAF", "CRM", "UNK", "OPP", "PRM"};
    const std::string_view code = Roles::sectors(document_, r).substr(0, 3);
    return r.entity != kNone && Roles::country(document_, r) == who.country &&
           std::find(std::begin(kEnemies), std::end(kEnemies), code) == std::end(kEnemies);
  };
  const auto& hurt = document_.events[event].recipient;
  const bool mourned = !who.country.empty() && std::any_of(hurt.begin(), hurt.end(), own);
  const auto announces = reading_.frames().list("announce-verbs"), condemns = reading_.frames().list("condemn-verbs");
  for (const annot::Mention& mention : document_.mentions) {
    if (mention.entities.empty() || mention.head == kNone || !words.contains(mention.head)) continue;
    const annot::Entity& other = document_.entities[mention.entities[0]];
    const uint32_t verb = reading_.head(mention.head);
    if (verb == kNone || !reading_.is_finite(verb) || reading_.relation(mention.head) != annot::Relation::kNsubj) continue;
    if (&other != &who && (who.country.empty() || other.country != who.country || other.sectors != who.sectors)) continue;
    if (reading_.has_term(verb, condemns) || (mourned && reading_.has_term(verb, announces))) return true;
  }
  return false;
}

// Whether a party is of the country and sector of one of `roles`.
bool Parties::same_body(const PartyCandidate& candidate, const std::vector<annot::Role>& roles) const {
  const annot::Entity& own = entity(candidate);
  return !own.country.empty() && std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) {
    return r.entity != kNone && document_.entities[r.entity].country == own.country && document_.entities[r.entity].sectors == own.sectors;
  });
}

// Whether somebody is who tells of it: right behind a verb of saying ("said the ambassador"), or behind "according to".
bool Parties::tells(uint32_t m) {
  const uint32_t begin = document_.mentions[m].words.begin;
  if (begin <= reading_.sentence_words(begin).begin) return false;
  if (reading_.has_term(begin - 1, reading_.frames().list("telling-words"))) return true;
  if (!reading_.is_finite(begin - 1)) return false;
  matches_.clear();
  match_at(reading_, begin - 1, matches_);
  return std::any_of(matches_.begin(), matches_.end(), [&](const Match& match) {
    return match.count == 1 && reading_.frames().frames()[match.frame].block == lexicon::FrameBlock::kSpeech;
  });
}

// Whether a promise may be made to a party that no preposition of the frame leads to: another state, named behind it.
bool Parties::promised(const annot::Event& event, const PartyCandidate& candidate) const {
  if (candidate.mention == kNone || document_.mentions[candidate.mention].words.begin <= event.predicate) return false;
  const annot::Entity& own = entity(candidate);
  const bool land = own.kind == annot::EntityKind::kCountry || own.kind == annot::EntityKind::kPlace;
  if (own.country.empty() || (!land && own.sectors.substr(0, 3) != "GOV")) return false;
  return std::none_of(event.actor.begin(), event.actor.end(), [&](const annot::Role& r) { return Roles::country(document_, r) == own.country; });
}

void Parties::decide(const PartyModel& model, uint32_t event, PartyRole role) {
  annot::Event& own = document_.events[event];
  const bool actor = role == PartyRole::kActor;
  // Force is shown to whom the words name as the enemy.
  if (!actor && (mutual(own) || own.type == "MOBILIZE")) return;
  std::vector<annot::Role>& mine = actor ? own.actor : own.recipient;
  const std::vector<annot::Role>& other = actor ? own.recipient : own.actor;
  const auto among = [this](const PartyCandidate& c, const std::vector<annot::Role>& roles) {
    return std::any_of(roles.begin(), roles.end(), [&](const annot::Role& r) { return is(c, r); });
  };
  scores_.clear();
  size_t best = candidates_.size();
  for (size_t i = 0; i < candidates_.size(); ++i) {
    features(event, role, candidates_[i]);
    scores_.push_back(model.score(features_));
    // Who tells of violence that others did ("the health organisation announced the shelling").
    if (actor && own.type == "ASSAULT" && Roles::bystander(entity(candidates_[i]).country, entity(candidates_[i]).sectors)) scores_[i] = INT32_MIN;
    if (actor && own.type == "ASSAULT" && candidates_[i].mention != kNone && by_place(event, candidates_[i].mention)) scores_[i] = INT32_MIN;
    const bool name = candidates_[i].mention != kNone && document_.mentions[candidates_[i].mention].kind == annot::MentionKind::kName;
    // Presidents and ministers arrest nobody themselves, nor does any but a court pass sentence.
    if (actor && !does_it(own, entity(candidates_[i]), name)) scores_[i] = INT32_MIN;
    // A force is not struck by itself.
    if (!actor && own.type == "ASSAULT" && same_body(candidates_[i], other) && !Roles::bystander({}, entity(candidates_[i]).sectors))
      scores_[i] = INT32_MIN;
    if (actor && own.type == "ASSAULT" && mourns(event, candidates_[i])) scores_[i] = INT32_MIN;
    // What was done long ago has no doer of the present story.
    const bool of_now = candidates_[i].mention == kNone && document_.events[candidates_[i].event].status != "historical";
    if (actor && own.type == "ASSAULT" && own.status == "historical" && of_now) scores_[i] = INT32_MIN;
    // Whoever speaks for the state that acts is not whom it speaks to ("the Russian side stressed the need": not its president).
    if (!actor && own.type == "REQUEST" && candidates_[i].mention == kNone && same_body(candidates_[i], other)) scores_[i] = INT32_MIN;
    if (!actor && own.type == "AGREE" && !promised(own, candidates_[i])) scores_[i] = INT32_MIN;
    if (!actor && candidates_[i].mention != kNone && tells(candidates_[i].mention)) scores_[i] = INT32_MIN;
    // "215 people" suffered what was told of them; a later act needs a word for them.
    if (!actor && counted(candidates_[i])) scores_[i] = INT32_MIN;
    const bool free = !among(candidates_[i], mine) && !among(candidates_[i], other);
    if (free && (best == candidates_.size() || scores_[i] > scores_[best])) best = i;
  }
  const int32_t cut = model.cut(!actor ? kTakeRecipient : own.type == "ASSAULT" ? kTakeDoer : kTakeActor);
  if (told(mine) || best == candidates_.size() || scores_[best] < cut) return;
  mine.clear();
  add(candidates_[best], own.type, mine);
  if (actor && own.type == "PROTEST") roles_.make_protesters(mine);
  own.steps.push_back(
      {actor ? "actor" : "recipient", "the learned second look: named beside the act", {}, mine.empty() ? own.trigger : mine.back().text});
}

// "After battles with X": a clash of which one side is told by its words is one with the force of another side that the sentence, or the fighting
// told just before, names.
void Parties::add_second_side(const PartyModel& model, uint32_t event) {
  annot::Event& own = document_.events[event];
  if (own.type != "ASSAULT" || own.actor.size() != 1 || !own.recipient.empty() || !symmetric(own)) return;
  const std::string_view side = Roles::sectors(document_, own.actor[0]), country = Roles::country(document_, own.actor[0]);
  const bool bare = reading_.is_finite(own.predicate) && own.trigger.end == reading_.word(own.predicate).span.end;  // "which fought for rights"
  if (country.empty() || !is_force(side) || bare) return;
  size_t best = candidates_.size();
  int32_t most = 0;
  for (size_t i = 0; i < candidates_.size(); ++i) {
    const annot::Entity& who = entity(candidates_[i]);
    const std::string_view code = std::string_view(who.sectors);
    const bool here = candidates_[i].mention != kNone;
    const bool fought = here || document_.events[candidates_[i].event].type == "ASSAULT";
    if (!is_force(code) || !fought || same_body(candidates_[i], own.actor) || (who.country == country && code.substr(0, 3) == side.substr(0, 3)))
      continue;
    if (here && by_place(event, candidates_[i].mention)) continue;
    features(event, PartyRole::kActor, candidates_[i]);
    const int32_t score = model.score(features_) + (here ? 1 << 20 : 0);
    if (best < candidates_.size() && score <= most) continue;
    best = i;
    most = score;
  }
  if (best == candidates_.size()) return;
  add(candidates_[best], own.type, own.actor);
  own.steps.push_back({"actor", "the other side of the clash: the force named beside it", {}, own.actor.back().text});
}

void Parties::settle(const PartyModel& model) {
  if (model.empty()) return;
  for (uint32_t e = 0; e < document_.events.size(); ++e) {
    if (document_.events[e].predicate == kNone) continue;
    find(e);
    decide(model, e, PartyRole::kActor);
    decide(model, e, PartyRole::kRecipient);
    add_second_side(model, e);
  }
}

void Parties::collect(std::vector<Sample>& samples) {
  for (uint32_t e = 0; e < document_.events.size(); ++e) {
    if (document_.events[e].predicate == kNone) continue;
    find(e);
    for (const PartyRole role : {PartyRole::kActor, PartyRole::kRecipient}) {
      if (role == PartyRole::kRecipient && mutual(document_.events[e])) continue;
      for (const PartyCandidate& candidate : candidates_) {
        if (role == PartyRole::kRecipient && counted(candidate)) continue;
        features(e, role, candidate);
        samples.push_back({e, role, candidate, features_});
      }
    }
  }
}

}  // namespace waqai::events
