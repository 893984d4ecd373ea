// SPDX-License-Identifier: Apache-2.0
#include "events/details.h"

#include <algorithm>

namespace waqai::events {

using lexicon::CueRecord;

namespace {

constexpr uint32_t kZoneWords = 24;
constexpr int kEnoughContext = 3;
constexpr size_t kMaxContexts = 3;
constexpr int kTargetSteps = 3;  // arcs from a place up to the act that strikes it

struct Vote {
  std::string_view value;
  int weight = 0;
  annot::Row row;
  Span span;
};

void vote(std::vector<Vote>& votes, std::string_view value, int weight, annot::Row row, Span span) {
  for (Vote& one : votes) {
    if (one.value != value) continue;
    one.weight += weight;
    return;
  }
  votes.push_back({value, weight, row, span});
}

bool told(const std::vector<std::string_view>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool weapon(std::string_view mode) {
  return mode == "firearms" || mode == "explosives" || mode == "suicide-attack" || mode == "aerial" || mode == "drone" || mode == "heavy-weapons";
}

}  // namespace

// The words an event may take its details from: its clause and that of its governor.
annot::Range Details::zone(const Candidate& candidate) const {
  const uint32_t anchor = candidate.match.anchor;
  const uint32_t first = candidate.chain.governor == kNone ? anchor : std::min(anchor, candidate.chain.governor);
  const uint32_t last = std::max(candidate.match.last(), first);
  uint32_t begin = reading_.clause_begin(first);
  if (begin + kZoneWords < first) begin = first - kZoneWords;
  // A verb that goes on with "and" leaves behind what was told before it.
  for (uint32_t back = 1; back <= 2 && first >= begin + back; ++back) {
    if (reading_.word(first - back).upos == annot::Upos::kCconj) begin = first - back;
  }
  return {begin, std::max(reading_.clause_end(last), last + 1)};
}

void Details::mode(Candidate& candidate, annot::Range range) const {
  annot::Event& event = candidate.event;
  const auto& frames = reading_.frames();
  if (!event.mode.empty()) return;
  std::vector<Vote> votes;
  const bool content = event.type == "REQUEST" || event.type == "REJECT" || event.type == "THREATEN";
  for (uint32_t w = content ? candidate.match.anchor : range.begin; w < range.end; ++w) {
    const WordTerms& terms = reading_.terms(w);
    for (const uint32_t term : {terms.self, terms.self_vocalised, terms.verb, terms.verb_vocalised}) {
      if (term == lexicon::kNoTerm) continue;
      for (const CueRecord& cue : frames.mode_cues(term)) {
        if (frames.string(cue.type) != event.type) continue;
        // Words of one mode do not add up: the one that says most counts.
        const auto seen = std::find_if(votes.begin(), votes.end(), [&](const Vote& v) { return v.value == frames.string(cue.value); });
        const Vote vote{frames.string(cue.value), cue.weight, {cue.file, cue.line}, reading_.word(w).span};
        if (seen == votes.end()) {
          votes.push_back(vote);
        } else if (seen->weight < vote.weight) {
          *seen = vote;
        }
      }
    }
  }
  if (votes.empty()) return;
  const auto best = std::max_element(votes.begin(), votes.end(), [](const Vote& a, const Vote& b) { return a.weight < b.weight; });
  event.mode.push_back(best->value);
  event.steps.push_back({"mode", best->value, best->row, best->span});
}

void Details::contexts(Candidate& candidate, annot::Range range) const {
  annot::Event& event = candidate.event;
  const auto& frames = reading_.frames();
  const auto& frame = frames.frames()[candidate.match.frame];
  for (uint32_t i = frame.context_begin; i < frame.context_end; ++i) event.context.push_back(frames.list_string(i));
  std::vector<Vote> votes;
  for (uint32_t w = range.begin; w < range.end; ++w) {
    const WordTerms& terms = reading_.terms(w);
    for (const uint32_t term : {terms.self, terms.verb}) {
      if (term == lexicon::kNoTerm) continue;
      for (const CueRecord& cue : frames.context_cues(term))
        vote(votes, frames.string(cue.value), cue.weight, {cue.file, cue.line}, reading_.word(w).span);
    }
  }
  std::stable_sort(votes.begin(), votes.end(), [](const Vote& a, const Vote& b) { return a.weight > b.weight; });
  for (const Vote& one : votes) {
    if (one.weight < kEnoughContext || event.context.size() >= kMaxContexts) break;
    if (told(event.context, one.value)) continue;
    event.context.push_back(one.value);
    event.steps.push_back({"context", one.value, one.row, one.span});
  }
}

// Whether a place phrase that begins at `w` belongs to the act: it stands behind a word of the event or hangs on one in the tree.
bool Details::place_belongs(const Candidate& candidate, uint32_t w, uint32_t head) const {
  const annot::Event& event = candidate.event;
  const auto own = [&](uint32_t word) { return candidate.match.uses(word) || word == candidate.chain.governor; };
  const uint32_t up = reading_.head(head);
  if (up != kNone && (own(up) || (reading_.head(up) != kNone && own(reading_.head(up)) && reading_.relation(up) == annot::Relation::kObl)))
    return true;
  if (w == 0) return false;
  const uint32_t before = w - 1;
  if (own(before) || reading_.is_punctuation(before)) return own(before);
  for (const std::vector<annot::Role>* roles : {&event.actor, &event.recipient}) {
    for (const annot::Role& role : *roles) {
      if (role.mention != kNone && reading_.doc().mentions[role.mention].words.contains(before)) return true;
    }
  }
  return event.time != kNone && reading_.doc().times[event.time].words.contains(before);
}

// Where somebody or something is sent or goes to: behind "to", of the acts that move.
bool Details::goal(const annot::Event& event, const annot::Mention& place) const {
  const bool visit = told(event.mode, "visit");
  const bool moves = visit || event.type == "AID" || event.type == "MOBILIZE" || told(event.mode, "deport");
  if (!moves || place.words.begin == 0) return false;
  const std::string_view before = reading_.word(place.words.begin - 1).form;
  return before == "\u0625\u0644\u0649" || (visit && before == "\u0644");
}

// The place that is struck, besieged, taken or left: the act's object, or hangs on a word of it in the tree without a verb between.
bool Details::target(const Candidate& candidate, const annot::Mention& place) const {
  const annot::Event& event = candidate.event;
  const bool material =
      event.type == "ASSAULT" || event.type == "COERCE" || event.type == "RETREAT" || event.type == "MOBILIZE" || event.type == "PROTEST";
  if (!material || reading_.relation(place.head) == annot::Relation::kNsubj || between(place)) return false;
  if (acts(event, place.head)) return false;
  uint32_t at = reading_.head(place.head);
  for (int steps = 0; at != kNone && steps < kTargetSteps; at = reading_.head(at), ++steps) {
    if (candidate.match.uses(at) || at == candidate.chain.governor) return true;
    if (reading_.is_finite(at) || reading_.is_relative(at)) return false;
  }
  return false;
}

// "The road between Beirut and Sidon": in neither.
bool Details::between(const annot::Mention& place) const {
  for (uint32_t back = 1; back <= 3 && place.words.begin >= back; ++back) {
    if (reading_.word(place.words.begin - back).form == "\u0628\u064a\u0646") return true;
  }
  return false;
}

// Whether talks are about a place: a word like "about" stands before it.
bool Details::topic(const Candidate& candidate, const annot::Mention& place) const {
  const auto about = reading_.frames().list("topic-before");
  for (uint32_t w = candidate.match.last() + 1; w + 1 < place.words.begin; ++w) {
    if (reading_.has_term(w, about)) return true;
  }
  return false;
}

bool Details::acts(const annot::Event& event, uint32_t w) const {
  return std::any_of(event.actor.begin(), event.actor.end(),
                     [&](const annot::Role& role) { return role.mention != kNone && reading_.doc().mentions[role.mention].words.contains(w); });
}

// What troops leave: behind "from".
bool Details::left(const annot::Event& event, const annot::Mention& place) const {
  return told(event.mode, "withdraw") && place.words.begin > 0 && reading_.word(place.words.begin - 1).form == "\u0645\u0646";
}

// What the sides tell: the place that is struck, or the one that a slot named.
uint32_t Details::struck_place(const Candidate& candidate) const {
  const auto named = [this](uint32_t m) { return reading_.doc().mentions[m].kind != annot::MentionKind::kGroup; };  // not "some towns"
  if (candidate.scene != kNone) return named(candidate.scene) ? candidate.scene : kNone;
  if (candidate.event.type != "ASSAULT") return kNone;
  for (const annot::Role& role : candidate.event.recipient) {
    const bool seat = role.mention != kNone && reading_.doc().mentions[role.mention].seat != kNone;
    const bool place = seat || (role.entity != kNone && reading_.doc().entities[role.entity].kind == annot::EntityKind::kPlace);
    if (place && role.mention != kNone && named(role.mention)) return role.mention;
  }
  return kNone;
}

// Whether `a` is a state, governorate or sea, and `b` a place in it or near.
bool Details::broader(uint32_t a, uint32_t b) const {
  const annot::Document& doc = reading_.doc();
  const annot::Entity &one = doc.entities[doc.mentions[a].entities[0]], &other = doc.entities[doc.mentions[b].entities[0]];
  if (doc.mentions[a].seat != kNone) return false;
  const auto wide = [](const annot::Entity& e) {
    return e.kind == annot::EntityKind::kCountry || e.place_kind == "governorate" || e.place_kind == "region";
  };
  return wide(one) && !wide(other) && (one.country == other.country || other.country.empty());
}

// Whether a mention names one state or place, or who has its seat there.
bool Details::is_land(uint32_t m) const {
  if (m == kNone || reading_.doc().mentions[m].entities.size() != 1) return false;
  const annot::EntityKind kind = reading_.doc().entities[reading_.doc().mentions[m].entities[0]].kind;
  return reading_.doc().mentions[m].seat != kNone || kind == annot::EntityKind::kPlace || kind == annot::EntityKind::kCountry;
}

// Of a visit the state or town that is visited.
uint32_t Details::visited(const Candidate& candidate) const {
  if (!told(candidate.event.mode, "visit") || candidate.event.recipient.size() != 1) return kNone;
  const uint32_t m = candidate.event.recipient[0].mention;
  return is_land(m) && reading_.doc().mentions[m].kind == annot::MentionKind::kName ? m : kNone;
}

// "Mogadishu: two killed": the place before the colon of a headline.
uint32_t Details::headline_place(const Candidate& candidate) const {
  const annot::Document& doc = reading_.doc();
  const uint32_t first = reading_.sentence_words(candidate.match.anchor).begin;
  const uint32_t m = reading_.mention(first);
  if (!is_land(m) || doc.mentions[m].words.begin != first) return kNone;
  const uint32_t end = doc.mentions[m].words.end;
  return end < reading_.sentence_words(first).end && doc.surface(reading_.word(end)) == ":" ? m : kNone;
}

// "The capital saw demonstrations": the place between the verb and the act, or right before the verb.
uint32_t Details::witness(const Candidate& candidate) const {
  const annot::Document& doc = reading_.doc();
  const uint32_t verb = candidate.match.form == Form::kNominal ? reading_.verb_before(candidate.match.anchor) : kNone;
  if (verb == kNone || !reading_.has_term(verb, reading_.frames().list("witness-verbs"))) return kNone;
  // Behind the verb the nouns that lead to the name ("the towns of"), before it the subject.
  for (uint32_t w = verb + 1; w < candidate.match.anchor && !reading_.is_punctuation(w) && reading_.preposition(w) < 0; ++w) {
    if (is_land(reading_.mention(w)) && doc.mentions[reading_.mention(w)].words.end <= candidate.match.anchor) return reading_.mention(w);
  }
  const uint32_t first = reading_.sentence_words(verb).begin;
  uint32_t w = verb;
  while (w > first && reading_.word(w - 1).upos == annot::Upos::kPart) --w;
  return w > first && is_land(reading_.mention(w - 1)) ? reading_.mention(w - 1) : kNone;
}

void Details::place(Candidate& candidate, annot::Range range) const {
  annot::Event& event = candidate.event;
  if (told(event.mode, "phone")) return;
  const bool violence = event.type == "ASSAULT" || event.type == "PROTEST";
  // A light verb behind its noun brings the place ("the visit that the minister made to Cairo").
  if (candidate.chain.governor != kNone && candidate.chain.governor > candidate.match.last())
    range.end = std::max(range.end, reading_.clause_end(candidate.chain.governor));
  uint32_t best = place_in(candidate, range);
  const uint32_t struck = struck_place(candidate);
  if (best == kNone || (struck != kNone && broader(best, struck))) best = struck;
  if (best == kNone) best = visited(candidate);
  if (best == kNone) best = witness(candidate);
  if (best == kNone && violence && candidate.match.last() < reading_.sentence_words(candidate.match.anchor).end)
    best = place_in(candidate, {candidate.match.anchor, reading_.sentence_words(candidate.match.anchor).end});
  if (best == kNone && violence) best = headline_place(candidate);
  if (best == kNone) return;
  const annot::Document& doc = reading_.doc();
  event.place = doc.mentions[best].seat != kNone ? doc.mentions[best].seat : doc.mentions[best].entities[0];
  event.place_span = doc.mentions[best].span;
  event.steps.push_back({"place", doc.entities[event.place].name, doc.mentions[best].row, event.place_span});
}

// The mention of the place nearest to the act in `range`; kNone.  Of acts of speech only a place that hangs on the act itself.
uint32_t Details::place_in(const Candidate& candidate, annot::Range range) const {
  const annot::Event& event = candidate.event;
  const bool to_come = event.type == "AGREE" && !candidate.chain.negated &&
                       (candidate.chain.future || candidate.chain.intended);  // a meeting that will be held somewhere
  const bool speech = (event.type == "AGREE" && !to_come) || event.type == "SUPPORT" ||
                      (event.type == "SANCTION" && (event.mode.empty() || told(event.mode, "discontinue"))) || event.type == "REQUEST" ||
                      event.type == "ACCUSE" || event.type == "REJECT" || event.type == "THREATEN" || event.type == "CONCEDE";
  const bool violence = event.type == "ASSAULT" || event.type == "PROTEST";
  const annot::Document& doc = reading_.doc();
  const auto before = reading_.frames().list("place-before");
  uint32_t best = kNone;
  uint32_t best_distance = 0;
  for (uint32_t m = 0; m < doc.mentions.size(); ++m) {
    const annot::Mention& one = doc.mentions[m];
    if (one.entities.size() != 1 || one.words.begin < range.begin || one.words.begin >= range.end || one.kind == annot::MentionKind::kNationality ||
        one.kind == annot::MentionKind::kGroup)
      continue;
    const annot::EntityKind kind = one.seat != kNone ? annot::EntityKind::kPlace : doc.entities[one.entities[0]].kind;
    if (kind != annot::EntityKind::kPlace && kind != annot::EntityKind::kCountry) continue;
    if (doc.entities[one.entities[0]].country.empty() || (event.type == "CONSULT" && topic(candidate, one))) continue;
    uint32_t led = kNone;
    for (uint32_t back = 1; back <= 3 && one.words.begin >= range.begin + back; ++back) {
      const uint32_t w = one.words.begin - back;
      if (reading_.is_punctuation(w) || reading_.is_finite(w)) break;
      if (reading_.has_term(w, before)) led = w;
    }
    if (led == kNone && (goal(event, one) || left(event, one))) led = one.words.begin - 1;
    const bool struck = kind == annot::EntityKind::kPlace && target(candidate, one);
    if (!struck && (led == kNone || (!violence && !place_belongs(candidate, led, one.head)))) continue;
    if (speech && (kind != annot::EntityKind::kPlace || led + 1 != one.words.begin || reading_.head(one.head) != candidate.match.anchor)) continue;
    const uint32_t at = one.words.begin;
    uint32_t distance = at > candidate.match.anchor ? at - candidate.match.anchor : 10 + candidate.match.anchor - at;
    const std::string_view sort = doc.entities[one.entities[0]].place_kind;
    if (kind == annot::EntityKind::kCountry) distance += 8;  // the more specific place
    else if (sort == "governorate" || sort == "region") distance += 4;
    if (led != kNone && led > 0 && kind == annot::EntityKind::kCountry && acts(event, led - 1)) distance += 8;  // "the coalition in Yemen"
    if (best != kNone && distance >= best_distance) continue;
    best = m;
    best_distance = distance;
  }
  return best;
}

void Details::fill(Candidate& candidate) const {
  annot::Event& event = candidate.event;
  const annot::Range range = zone(candidate);
  mode(candidate, range);
  for (annot::Role& role : event.actor) {
    if (role.entity == kNone && role.sectors == "UNK" && event.type == "ASSAULT" && !event.mode.empty() && weapon(event.mode[0]))
      role.sectors = "UAF";
  }
  contexts(candidate, range);
  time(candidate, range);
  place(candidate, range);
  const auto& frames = reading_.frames();
  const std::string_view own = frames.string(frames.frames()[candidate.match.frame].cameo);
  const std::string_view first_mode = event.mode.empty() ? std::string_view() : event.mode[0];
  if (!own.empty() && event.type == frames.string(frames.frames()[candidate.match.frame].type)) event.cameo = own;
  else if (const lexicon::CameoRecord* row = frames.cameo(event.type, first_mode, event.context)) event.cameo = frames.string(row->cameo);
}

}  // namespace waqai::events
