// SPDX-License-Identifier: Apache-2.0
#include "events/sentence_coder.h"

#include <algorithm>

#include "base/calendar.h"
#include "events/details.h"
#include "events/status.h"
#include "text/fold.h"

namespace waqai::events {

using annot::Relation;
using lexicon::FrameBlock;
using lexicon::Genitive;
using lexicon::Slot;

namespace {

constexpr uint32_t kTriggerWords = 6;  // a phrase that is wider is shown by its anchor alone
constexpr uint32_t kPlainWords = 12;   // clitics and punctuation included
constexpr uint32_t kNearVerbs = 4;     // coordinated verbs of one act stand as near as this

}  // namespace

SentenceCoder::SentenceCoder(annot::Document& document, Workspace& scratch, const Models& models)
    : document_(document), scratch_(scratch), models_(models), reading_(scratch.reading), slots_(reading_, scratch.speech), roles_(reading_) {}

void SentenceCoder::reject(Candidate& candidate, std::string_view reason) {
  candidate.dead = true;
  const lexicon::FrameRecord& record = frame(candidate);
  document_.rejected.push_back({candidate.event.trigger, reason, {record.file, record.line}});
}

void SentenceCoder::trigger(Candidate& candidate) const {
  const Match& match = candidate.match;
  uint32_t first = match.first(), last = match.last();
  if (last - first > kTriggerWords) {
    // Of "he stressed ... the need" the need carries the type.
    const bool said = std::any_of(scratch_.speech.begin(), scratch_.speech.end(), [&](const Match& m) { return m.anchor == match.anchor; });
    first = last = said ? match.core : match.anchor;
  }
  if (candidate.chain.reversed && candidate.chain.reversal_word != kNone) first = last = candidate.chain.reversal_word;
  else if (candidate.chain.intended && candidate.chain.governor != kNone) first = last = candidate.chain.governor;
  while (last > match.anchor && reading_.preposition(last) >= 0) --last;
  // Whole tokens, without the conjunction before them.
  const annot::Token& front = document_.tokens[reading_.word(first).token];
  uint32_t begin = first;
  for (uint32_t w = front.words.begin; w < first && w < front.words.end; ++w) {
    if (reading_.word(w).upos == annot::Upos::kCconj) continue;
    begin = w;
    break;
  }
  candidate.event.trigger = {reading_.word(begin).span.begin, document_.tokens[reading_.word(last).token].span.end};
  candidate.event.predicate = match.anchor;
}

void SentenceCoder::match(uint32_t sentence) {
  scratch_.operators.clear();
  scratch_.speech.clear();
  scratch_.candidates.clear();
  scratch_.matches.clear();
  if (document_.sentences[sentence].words.empty()) return;
  const annot::Range words = reading_.sentence_words(document_.sentences[sentence].words.begin);
  for (uint32_t w = words.begin; w < words.end; ++w) {
    if (!reading_.is_punctuation(w)) match_at(reading_, w, scratch_.matches);
  }
  for (const Match& one : scratch_.matches) {
    const FrameBlock block = reading_.frames().frames()[one.frame].block;
    // A participle that describes a noun ("public", "ongoing") governs nothing.
    const bool describes =
        one.form == Form::kParticiple && reading_.relation(one.anchor) == Relation::kAmod && reading_.word(one.anchor).upos == annot::Upos::kAdj;
    if (block == FrameBlock::kOperator && !describes) scratch_.operators.push_back(one);
    if (block == FrameBlock::kSpeech) scratch_.speech.push_back(one);
    if (block != FrameBlock::kFrame) continue;
    scratch_.candidates.push_back({});
    scratch_.candidates.back().match = one;
  }
}

void SentenceCoder::compete() {
  std::vector<Candidate>& all = scratch_.candidates;
  std::stable_sort(all.begin(), all.end(), [this](const Candidate& a, const Candidate& b) {
    if (a.weak.empty() != b.weak.empty()) return a.weak.empty();
    if (a.match.specificity != b.match.specificity) return a.match.specificity > b.match.specificity;
    // Of two readings the one whose words stand clearly closer together.
    const uint32_t wide_a = (a.match.last() - a.match.first()) / kNearVerbs, wide_b = (b.match.last() - b.match.first()) / kNearVerbs;
    if (wide_a != wide_b && a.match.count > 1 && b.match.count > 1) return wide_a < wide_b;
    const bool mode_a = frame(a).mode_begin < frame(a).mode_end, mode_b = frame(b).mode_begin < frame(b).mode_end;
    const bool finite_a = a.match.form == Form::kFinite, finite_b = b.match.form == Form::kFinite;
    if (finite_a != finite_b) return finite_a;
    if (mode_a != mode_b) return mode_a;
    return a.match.pattern < b.match.pattern;
  });
  std::vector<uint32_t> taken;
  for (Candidate& one : all) {
    if (one.dead) continue;
    bool clash = false;
    for (uint32_t i = 0; i < one.match.count; ++i) {
      const uint32_t w = one.match.parts[i];
      clash = clash || (reading_.preposition(w) < 0 && !reading_.is_that(w) && std::find(taken.begin(), taken.end(), w) != taken.end());
    }
    if (clash) {
      reject(one, "a more specific frame reads the same words");
      continue;
    }
    taken.insert(taken.end(), one.match.parts.begin(), one.match.parts.begin() + one.match.count);
  }
}

void SentenceCoder::fill_list(const Candidate& candidate, uint32_t begin, uint32_t end, std::vector<annot::Role>& out) const {
  const lexicon::FrameRecord& record = frame(candidate);
  const std::string_view type = reading_.frames().string(record.type);
  for (uint32_t i = begin; i < end; ++i) {
    const lexicon::SlotRef ref = reading_.frames().slots()[i];
    if (ref.joined == 0 && i > begin && !out.empty()) return;
    if (ref.slot == Slot::kUnknown || ref.slot == Slot::kUnknownArmed) {
      if (!out.empty()) continue;
      if (begin == record.recipient_begin && reading_.heads_mention(candidate.match.anchor)) {  // "dozens of dead": who suffers
        roles_.add({{candidate.match.anchor}, Found::kTree}, type, out);
        continue;
      }
      annot::Role role;
      role.text = candidate.event.trigger;
      role.sectors = ref.slot == Slot::kUnknown ? "UNK" : "UAF";
      out.push_back(role);
      continue;
    }
    if (ref.slot == Slot::kGenitive && candidate.match.form == Form::kNominal && !candidate.event.recipient.empty()) {
      std::vector<annot::Role> genitive;  // who is done to does not do it
      roles_.add(slots_.fill(candidate.match, candidate.chain, ref.slot), type, genitive);
      if (roles_.within(genitive, candidate.event.recipient)) continue;
    }
    const size_t before = out.size();
    roles_.add(slots_.fill(candidate.match, candidate.chain, ref.slot), type, out);
    // Who does it is not whom it is done to: the next slot is asked.
    if (begin == record.recipient_begin && candidate.match.form == Form::kNominal && before == 0 && !out.empty() && !candidate.event.actor.empty() &&
        roles_.within(out, candidate.event.actor) && std::none_of(out.begin(), out.end(), Roles::unknown))
      out.clear();
    if (begin == record.actor_begin) {  // "attacks in the middle of Mali": where, not whose
      const auto where = [this](const annot::Role& r) {
        return r.mention != kNone && r.entity != kNone && document_.entities[r.entity].kind == annot::EntityKind::kCountry &&
               roles_.part_of_land(r.mention) < document_.mentions[r.mention].words.begin;
      };
      out.erase(std::remove_if(out.begin() + static_cast<ptrdiff_t>(before), out.end(), where), out.end());
    }
    // "The agency announced the bombing of the town": others did it.
    if (ref.slot != Slot::kSubject || type != "ASSAULT" || !candidate.chain.told || candidate.match.form != Form::kNominal) continue;
    const auto bystander = [this](const annot::Role& r) {
      const bool own = !r.sectors.empty() || r.entity == kNone;
      return Roles::bystander(r.entity == kNone ? r.country : document_.entities[r.entity].country,
                              own ? r.sectors : document_.entities[r.entity].sectors);
    };
    out.erase(std::remove_if(out.begin() + static_cast<ptrdiff_t>(before), out.end(), bystander), out.end());
  }
}

// What a masdar's genitive or nationality adjective is.
void SentenceCoder::fill_genitive(Candidate& candidate) {
  const lexicon::FrameRecord& record = frame(candidate);
  annot::Event& event = candidate.event;
  const std::string_view type = reading_.frames().string(record.type);
  std::vector<annot::Role> genitive, adjective;
  roles_.add(slots_.fill(candidate.match, candidate.chain, Slot::kGenitive), type, genitive);
  roles_.add(slots_.fill(candidate.match, candidate.chain, Slot::kAdjective), type, adjective);
  // "the stabbing of an Israeli", "the arrest of a Kenyan": behind what one does to one the indefinite adjective is who suffers it.
  const Filler national = slots_.fill(candidate.match, candidate.chain, Slot::kAdjective);
  const bool suffers = record.lone_recipient != 0 && record.genitive == Genitive::kRecipient && genitive.empty() && candidate.match.count == 1 &&
                       adjective.size() == 1 && !reading_.definite(national.heads[0]) &&
                       reading_.word(national.heads[0]).features.gender == annot::Gender::kMasc && national.heads[0] == candidate.match.core + 1;
  if (suffers) {
    event.recipient = adjective;
    event.recipient[0].sectors = "CVL";
    return;
  }
  if (!adjective.empty() && record.genitive != Genitive::kNone) event.actor = adjective;
  // "the launching by the forces of (acc.) an attack": the doer stands between the masdar and its object.
  roles_.add(slots_.doer_between(candidate.match), type, event.actor);
  std::vector<annot::Role> decider;
  roles_.add(slots_.decider(candidate.match.anchor), type, decider);
  // "the launch of a missile by the militia": whoever else stands over the noun.
  std::vector<annot::Role> agent;
  roles_.add(slots_.fill(candidate.match, candidate.chain, Slot::kAgent), type, agent);
  if (!agent.empty() && record.symmetric == 0) event.actor = agent;
  if (event.actor.empty()) event.actor = decider;
  if (type == "REQUEST") {
    std::vector<annot::Role> asker;
    roles_.add(slots_.asker(candidate.match), type, asker);
    if (!asker.empty()) event.actor = asker;
  }
  if (event.actor.empty() && type == "ASSAULT") roles_.add(slots_.deed_of(candidate.match.core), type, event.actor);
  if (genitive.empty() || fill_visit(candidate, genitive)) return;
  if (!decider.empty() && (record.genitive == Genitive::kRecipient || record.genitive == Genitive::kEither)) {
    event.actor = decider, event.recipient = genitive;
    return;
  }
  // "the arrest of the police of two men": the doer in the genitive, the object behind it.
  if (record.genitive == Genitive::kRecipient || record.genitive == Genitive::kEither) {
    std::vector<annot::Role> object;
    roles_.add(slots_.masdar_object(candidate.match.core), type, object);
    if (!object.empty()) {
      event.actor = genitive;
      event.recipient = object;
      return;
    }
  }
  const bool pronoun = reading_.enclitic_of(candidate.match.core) != kNone;
  const bool done_to = record.genitive == Genitive::kRecipient || record.genitive == Genitive::kEither;
  if (done_to && slots_.own_act(candidate.match, candidate.chain)) {
    event.actor = genitive;
    return;
  }
  switch (record.genitive) {
    case Genitive::kActor:
      event.actor = genitive;
      break;
    case Genitive::kRecipient:
      event.recipient = genitive;
      break;
    case Genitive::kSide:
      event.actor = genitive;
      break;
    case Genitive::kEither: {
      // The doer where somebody else is named as done-to, or a pronoun takes the act up.
      std::vector<annot::Role> other;
      fill_list(candidate, record.recipient_begin, record.recipient_end, other);
      // ("Their arrest was carried out": whoever the pronoun means suffers it.)
      const uint32_t before = candidate.match.anchor - 1;
      const bool done = candidate.match.anchor > reading_.sentence_words(candidate.match.anchor).begin && reading_.is_finite(before) &&
                        (text::fold_key(reading_.word(before).lemma) == text::fold_key("\u062a\u0645") ||
                         text::fold_key(reading_.word(before).lemma) == text::fold_key("\u062c\u0631\u0649"));
      if (done && pronoun) {
        event.recipient = genitive;
        break;
      }
      // ("after his accusation of (bi-) corruption": the accused.)
      const uint32_t behind = pronoun ? reading_.enclitic_of(candidate.match.core) + 1 : kNone;
      const bool alleges = record.mode_begin < record.mode_end && reading_.frames().list_string(record.mode_begin) == "allege";
      if (alleges && behind < reading_.sentence_words(candidate.match.anchor).end && reading_.word(behind).form == "\u0628" &&
          reading_.frames().patterns()[candidate.match.pattern].trailing != 0) {
        event.recipient = genitive;
        break;
      }
      // ("The destruction of vehicles that belong to the militia": its owner is no doer.)
      if (pronoun || (!other.empty() && !roles_.within(genitive, other))) event.actor = genitive;
      else event.recipient = genitive;
      break;
    }
    case Genitive::kNone:
      break;
  }
}

void SentenceCoder::fill_roles(Candidate& candidate) {
  const lexicon::FrameRecord& record = frame(candidate);
  annot::Event& event = candidate.event;
  const bool nominal = candidate.match.form == Form::kNominal;
  if (nominal) fill_genitive(candidate);
  if (candidate.chain.role_frame != kNone) {  // "was exposed to": the operator's subject is the recipient
    const lexicon::FrameRecord& op = reading_.frames().frames()[candidate.chain.role_frame];
    event.recipient.clear();
    fill_list(candidate, op.recipient_begin, op.recipient_end, event.recipient);
    if (event.actor.empty()) {
      std::vector<annot::Role> actor;
      fill_list(candidate, op.actor_begin, op.actor_end, actor);
      event.actor = actor;
    }
    if (!event.recipient.empty()) candidate.chain.occurs = true;
  }
  const bool symmetric = record.symmetric != 0;
  if (event.actor.empty() || symmetric) {
    std::vector<annot::Role> actor;
    fill_list(candidate, record.actor_begin, record.actor_end, actor);
    if (symmetric && nominal) {
      for (const annot::Role& role : event.actor) {
        if (!roles_.within({role}, actor)) actor.push_back(role);
      }
      if (actor.size() == 1) roles_.add(slots_.other_side(candidate.match), reading_.frames().string(record.type), actor);
    }
    const std::string_view deal = reading_.frames().string(record.type);
    const bool deals = deal == "CONSULT" || deal == "AGREE" || deal == "COOPERATE";
    if (symmetric && deals && actor.size() == 1 && actor[0].mention != kNone)
      roles_.add(slots_.missing_side(candidate.match, actor[0].mention), deal, actor);
    event.actor = actor;
  }
  if (event.recipient.empty()) fill_list(candidate, record.recipient_begin, record.recipient_end, event.recipient);
  if (nominal && event.actor.empty()) take_topic(candidate);
  const std::string_view type = reading_.frames().string(record.type);
  if (!symmetric) roles_.add_companions(type, event.recipient, event.actor);
  roles_.move_places(event.actor, event.recipient, type == "ASSAULT");
  if (type == "ASSAULT") roles_.hide_unnamed(event.actor, event.trigger);
  if (type == "ASSAULT" || type == "COERCE" || type == "SANCTION") roles_.make_people(event.recipient);
  std::erase_if(event.recipient, [&](const annot::Role& role) { return roles_.within({role}, event.actor) && !Roles::unknown(role); });
  if (type != "ASSAULT" && type != "SANCTION" && type != "SUPPORT") candidate.scene = roles_.drop_scenes(event.recipient, type);
  drop_ground(candidate);
  drop_regions(candidate);
  drop_borders(candidate);
  if (type == "PROTEST") roles_.make_protesters(event.actor);
  if (symmetric) event.recipient.clear();
}

// What one side says it will do with the other: the speaker acts, the other receives.  What the article tells, or "is planned", is of both sides.
void SentenceCoder::one_sided(Candidate& candidate) const {
  annot::Event& event = candidate.event;
  std::vector<annot::Role> subject, speaker;
  roles_.add(slots_.speaker(candidate.match.anchor), event.type, speaker);
  if (speaker.empty()) return;
  roles_.add(slots_.fill(candidate.match, candidate.chain, Slot::kSubject), event.type, subject);
  if (subject.empty() || subject.size() >= event.actor.size()) return;
  // Sources and third parties tell of both.
  const std::string_view country = Roles::country(document_, speaker[0]);
  if (!roles_.same(speaker[0], subject[0]) && (country.empty() || country != Roles::country(document_, subject[0]))) return;
  for (const annot::Role& role : event.actor) {
    if (!roles_.within({role}, subject)) event.recipient.push_back(role);
  }
  event.actor = subject;
}

// What the frame says the act is where it is to come, or where it does not happen ("will not allow": a refusal).
void SentenceCoder::turn(Candidate& candidate) const {
  const lexicon::FrameRecord& record = frame(candidate);
  const Chain& chain = candidate.chain;
  const std::string_view negated = reading_.frames().string(record.negated), future = reading_.frames().string(record.future);
  std::string_view type;
  if (chain.negated) type = negated;
  else if (chain.future || chain.intended) type = future;
  if (type.empty()) return;
  candidate.event.type = type;
  candidate.turned = true;
}

// What the rules would refuse, in an article: the learned filter may overrule them.
void SentenceCoder::doubt(Candidate& candidate, std::string_view reason) {
  if (!vouched() && !scratch_.collect_vouch) return reject(candidate, reason);
  if (candidate.weak.empty()) candidate.weak = reason;
}

void SentenceCoder::settle(Candidate& candidate) {
  const lexicon::FrameRecord& record = frame(candidate);
  annot::Event& event = candidate.event;
  event.sentence = sentence_;
  event.type = reading_.frames().string(record.type);
  event.frame = {record.file, record.line};
  trigger(candidate);
  turn(candidate);
  if (event.type == "none") return reject(candidate, reading_.frames().string(record.reason));
  for (uint32_t i = record.mode_begin; i < record.mode_end && !candidate.turned; ++i) event.mode.push_back(reading_.frames().list_string(i));
  event.steps.push_back({"type", reading_.frames().string(record.name), event.frame, event.trigger});
  if (candidate.match.form != Form::kNominal) fill_roles(candidate);
  if (const std::string_view quiet = private_dealing(candidate); !quiet.empty()) doubt(candidate, quiet);
  if (candidate.dead) return;
  const bool was_symmetric = record.symmetric != 0 && event.type != "AGREE";
  std::string_view reason;
  if (!settle_status(reading_, candidate, reason)) return reject(candidate, reason);
  if (was_symmetric && event.type == "AGREE") one_sided(candidate);
  if (!reading_.frames().string(record.status).empty() && event.status == "actual") event.status = reading_.frames().string(record.status);
}

void SentenceCoder::code(uint32_t sentence) {
  sentence_ = sentence;
  match(sentence);
  const Chains chains(reading_, scratch_.operators);
  for (Candidate& one : scratch_.candidates) {
    chains.read(one);
    trigger(one);
    if (!slots_.conditions(one.match, one.chain)) reject(one, "a condition of the frame does not hold");
  }
  const annot::Range words = document_.sentences[sentence].words;
  const bool question = !words.empty() && document_.surface(reading_.word(words.end - 1)) == "\u061f";
  for (Candidate& one : scratch_.candidates) {
    if (one.dead) continue;
    Refusal refusal;
    if (one.match.form == Form::kNominal) {
      fill_roles(one);
      refusal = refuse_nominal(one);
    }
    if (one.match.form == Form::kParticiple) refusal = {refuse_participle(one)};
    if (one.match.form == Form::kFinite) refusal = {refuse_state(one)};
    if (question) refusal = {"a question"};
    if (refusal.reason.empty()) continue;
    // What the rules doubt may still be told where a type is judged by the learned filter.
    if (refusal.soft && judged(reading_.frames().string(frame(one).type))) one.weak = refusal.reason;
    else reject(one, refusal.reason);
  }
  compete();
  for (Candidate& one : scratch_.candidates) {
    if (!one.dead) settle(one);
  }
  blame_doers();
  absorb();
  merge();
  const Details details(reading_);
  const auto alive =
      static_cast<uint32_t>(std::count_if(scratch_.candidates.begin(), scratch_.candidates.end(), [](const Candidate& c) { return !c.dead; }));
  for (Candidate& one : scratch_.candidates) {
    if (one.dead) continue;
    details.fill(one);
    settle_day(reading_, one);
    filter(one, alive);
    if (one.dead) continue;
    Confidence::traits({reading_, one, scratch_.matches, alive}, scratch_.traits);
    one.event.confidence = models_.confidence.probability(scratch_.traits);
    if (scratch_.collect_traits) scratch_.trait_samples.push_back(scratch_.traits);
    document_.events.push_back(std::move(one.event));
  }
}

bool SentenceCoder::judged(std::string_view type) const {
  return scratch_.collect || scratch_.collect_vouch || models_.filter.find(type) >= 0 || vouched();
}

// A sentence without its article.
bool SentenceCoder::alone() const { return document_.sentences.size() <= Vouch::kShort && document_.published == base::kNoDay; }

// Whether the filter of articles judges: it was learned there.
bool SentenceCoder::vouched() const { return document_.sentences.size() > Vouch::kShort && !models_.vouch.empty(); }

// In an article: what is only mentioned goes, what the rules doubt stays where it is vouched for.
void SentenceCoder::vouch(Candidate& candidate, uint32_t rivals) {
  annot::Event& event = candidate.event;
  const FilterInput input{reading_, candidate, models_.kinds, scratch_.speech, rivals};
  filter_features(input, scratch_.features);
  article_features(input, document_, scratch_.article, scratch_.features);
  const bool doubted = !candidate.weak.empty();
  if (scratch_.collect_vouch) {
    scratch_.samples.push_back({static_cast<uint32_t>(document_.events.size()), scratch_.features, doubted});
    return;
  }
  const int32_t score = models_.vouch.score(event.type, scratch_.features);
  candidate.judged = true;
  candidate.margin = score - models_.vouch.cut(event.type, doubted);
  if (candidate.margin < 0) return reject(candidate, doubted ? candidate.weak : "the learned filter: rather a passing mention");
  if (doubted) event.steps.push_back({"filter", "the learned filter vouches for what the rules doubt", {}, event.trigger});
}

// A short sentence that opens with its verb, or with a subject of two words, is plain: the rules decide it.
bool SentenceCoder::plain(const Candidate& candidate) const {
  const annot::Range words = document_.sentences[sentence_].words;
  const uint32_t verb = candidate.chain.governor == kNone ? candidate.match.anchor : candidate.chain.governor;
  return words.size() <= kPlainWords && reading_.is_finite(verb) && verb <= words.begin + 2;
}

// The learned filter (docs/coding.md): what readers would not take for a telling of the act goes.
void SentenceCoder::filter(Candidate& candidate, uint32_t rivals) {
  annot::Event& event = candidate.event;
  if (scratch_.collect_vouch || (vouched() && !scratch_.collect)) return vouch(candidate, rivals);
  const bool told = event.status == "actual" || event.status == "historical";
  const int type = models_.filter.find(event.type);
  if (!told || (type < 0 && !scratch_.collect)) {
    if (!candidate.weak.empty()) reject(candidate, candidate.weak);
    return;
  }
  if (!scratch_.collect && candidate.weak.empty() && plain(candidate)) return;
  filter_features({reading_, candidate, models_.kinds, scratch_.speech, rivals}, scratch_.features);
  if (scratch_.collect) {
    scratch_.samples.push_back({static_cast<uint32_t>(document_.events.size()), scratch_.features});
    return;
  }
  const int32_t score = models_.filter.score(type, scratch_.features);
  // Of what is long past the rules decide, but for an emphatic no.
  const bool by_rules = candidate.weak.empty() && candidate.chain.historical;
  // A sentence without its article must stand by itself; in an article the story speaks for it.
  const int32_t cut = alone() ? models_.filter.type(type).cut_alone : models_.filter.type(type).cut_article;
  candidate.judged = true;
  candidate.margin = score - cut;
  if (score < cut - (by_rules ? 2 * kFilterScale : 0))
    return reject(candidate, candidate.weak.empty() ? "the learned filter: rather a passing mention" : candidate.weak);
  if (score < cut) return;
  event.steps.push_back(
      {"filter", candidate.weak.empty() ? "the learned filter agrees" : "the learned filter vouches for what the rules doubt", {}, event.trigger});
}

}  // namespace waqai::events
