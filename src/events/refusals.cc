// SPDX-License-Identifier: Apache-2.0
//
// Why what a frame reads is no event: nouns that tell nothing, participles that name somebody, dealings of private people.
#include <algorithm>

#include "events/sentence_coder.h"

namespace waqai::events {

using annot::Relation;
using lexicon::Nominal;

namespace {

constexpr uint8_t kGroupKind = 2;  // lexicon::NounKind

// What is done, not said: announced by its doer it took place.
bool is_deed(std::string_view type) {
  return type == "COERCE" || type == "SANCTION" || type == "RETREAT" || type == "MOBILIZE" || type == "AID" || type == "COOPERATE" ||
         type == "ASSAULT";
}

bool speaks(std::string_view type) {
  return type == "AGREE" || type == "SUPPORT" || type == "CONCEDE" || type == "REQUEST" || type == "ACCUSE" || type == "REJECT" ||
         type == "THREATEN" || type == "CONSULT";
}

}  // namespace

// A noun is an event where something says that the act took place: a verb that lends itself, an announcement, a past anchor, a headline, or
// parties of its own; never as a bare topic.
Refusal SentenceCoder::refuse_nominal(const Candidate& candidate) const {
  const Chain& chain = candidate.chain;
  const Nominal nominal = frame(candidate).nominal;
  const uint32_t anchor = candidate.match.anchor;
  if (nominal == Nominal::kNever) return {"a noun that only names the act"};
  if (nominal == Nominal::kTold) return {refuse_judgement(candidate)};
  if (chain.historical && chain.licensed) return {};
  if (chain.inner && !chain.made) return {"part of what another noun names", true};
  const std::string_view type = reading_.frames().string(frame(candidate).type);
  const bool violent = type == "ASSAULT";
  const bool reported = chain.told && !candidate.event.recipient.empty();
  if (violent && reading_.definite(candidate.match.core) && !reported &&
      !(chain.licensed && (chain.occurs || chain.made || chain.role_frame != kNone)))
    return {"refers back to an act", true};
  const uint32_t begin = reading_.counted_begin(anchor);
  const annot::Sentence& sentence = document_.sentences[sentence_];
  const bool led =
      begin > sentence.words.begin && reading_.preposition(begin - 1) >= 0 && reading_.has_term(begin - 1, reading_.frames().list("topic-before"));
  // A preposition that an operator asks for ("was exposed to") leads to its act; any other to a topic or purpose, whatever verb stands before.
  const bool asked =
      led && std::any_of(scratch_.operators.begin(), scratch_.operators.end(), [&](const Match& op) { return op.last() + 1 == begin; });
  if (led && !asked && !chain.told) return {"a noun as topic or purpose"};
  // "The deal that they signed" names it; the signing is told by its verb.
  if (type == "AGREE" && chain.licensed && chain.governor != kNone && chain.governor > anchor && reading_.definite(candidate.match.core))
    return {"names an agreement that another verb tells"};
  if (chain.licensed) return {};
  const bool parties = !candidate.event.actor.empty() || !candidate.event.recipient.empty();
  const bool protest = type == "PROTEST";
  if (sentence.kind == annot::SentenceKind::kTitle && (parties || violent || protest)) return {};
  if (chain.told && (nominal == Nominal::kAct || speaks(type) || is_deed(type))) return {};
  // As cause, time or subject it tells a particular past act only with its own doer or victim.
  const bool known =
      std::any_of(candidate.event.actor.begin(), candidate.event.actor.end(), [](const annot::Role& r) { return !Roles::unknown(r); }) ||
      !candidate.event.recipient.empty();
  const bool doer = std::any_of(candidate.event.actor.begin(), candidate.event.actor.end(), [](const annot::Role& r) { return r.entity != kNone; });
  const bool stance = type == "REJECT" || type == "ACCUSE" || type == "THREATEN" || (type == "CONSULT" && candidate.event.actor.size() >= 2);
  if (chain.anchored && nominal == Nominal::kLight && ((known && is_deed(type)) || (doer && stance))) return {};
  if (nominal == Nominal::kLight) return {"a noun without a verb that says it took place", true};
  if (violent && candidate.event.recipient.empty() && !chain.told) return {"an act without doer or victim", true};
  if (chain.anchored && parties && known) return {};
  if (reading_.relation(anchor) == Relation::kNsubj && known && begin > 0 && reading_.preposition(begin - 1) < 0) return {};
  return {"a noun that names an act without telling it", true};
}

// A judgement is told by somebody, and of something: an adjective with the article beside its noun only describes ("the malicious activities").
std::string_view SentenceCoder::refuse_judgement(const Candidate& candidate) const {
  const uint32_t w = candidate.match.anchor;
  if (slots_.speaker(w).heads.empty()) return "a judgement that nobody is named for";
  const bool describes = reading_.word(w).upos == annot::Upos::kAdj && reading_.relation(w) == Relation::kAmod && reading_.definite(w);
  return describes ? "a judgement that only describes" : std::string_view();
}

// A participle counts where it goes on with the sentence ("stressing that"), not where it describes or names somebody.
std::string_view SentenceCoder::refuse_participle(const Candidate& candidate) const {
  const uint32_t w = candidate.match.anchor;
  if (frame(candidate).participle == 1) return {};
  if (frame(candidate).participle == 2) return "a participle that names people";
  if (frame(candidate).nominal == Nominal::kTold) return refuse_judgement(candidate);
  if (reading_.definite(w)) return "a participle that names people";
  if (reading_.word(w).features.voice == annot::Voice::kPass && reading_.frames().string(frame(candidate).type) == "SUPPORT")
    return "backing that describes somebody";
  const Relation relation = reading_.relation(w);
  if (relation == Relation::kAmod || relation == Relation::kNmod) return "a participle that describes";
  const bool after_comma =
      w > 0 && w > document_.sentences[sentence_].words.begin && (reading_.is_punctuation(w - 1) || reading_.word(w - 1).upos == annot::Upos::kCconj);
  const bool circumstance = relation == Relation::kAdvcl || relation == Relation::kXcomp || relation == Relation::kAcl ||
                            relation == Relation::kConj || relation == Relation::kParataxis;
  if (candidate.match.count > 1 || after_comma || circumstance) return {};
  return "a participle that names people";
}

// "the areas that X controls": ground held is a state, told in a clause that takes the ground up again with a pronoun.
std::string_view SentenceCoder::refuse_state(const Candidate& candidate) const {
  const Match& match = candidate.match;
  const uint32_t w = match.anchor;
  if (reading_.frames().string(frame(candidate).type) != "ASSAULT" || reading_.word(w).features.aspect != annot::Aspect::kImp) return {};
  const uint32_t last = reading_.sentence_words(w).end;
  // "the town that (they) hold", with the preposition in the pattern or behind its only word.
  const bool alone = match.count == 1 && w + 2 < last && reading_.word(w + 1).form == "\u0639\u0644\u064a";  // as before a pronoun
  if ((reading_.frames().patterns()[match.pattern].trailing == 0 && !alone) || match.last() + 1 >= last) return {};
  const uint32_t begin = reading_.clause_begin(w);
  const bool relative = begin > reading_.sentence_words(w).begin && (reading_.is_relative(begin - 1) || reading_.relation(w) == Relation::kAcl);
  const uint32_t pronoun = match.last() + (alone && match.last() == w ? 2 : 1);
  return relative && reading_.word(pronoun).upos == annot::Upos::kPron ? "ground held is a state" : std::string_view();
}

// Whether the words of a party that resolves to nobody hold a country ("the Yemeni sides").
bool SentenceCoder::names_country(const annot::Role& role) const {
  return std::any_of(document_.mentions.begin(), document_.mentions.end(), [&](const annot::Mention& m) {
    return m.span.begin >= role.text.begin && m.span.end <= role.text.end && !m.entities.empty() &&
           !document_.entities[m.entities[0]].country.empty();
  });
}

// People who demand something, told by a noun ("the residents demanded"), or who own up to a deed.
bool SentenceCoder::speaks_up(const Candidate& candidate, const annot::Role& role) const {
  if (candidate.event.type == "CONCEDE") return true;
  if (candidate.event.type != "REQUEST" || candidate.chain.negated || role.mention == kNone) return false;
  const annot::MentionKind kind = document_.mentions[role.mention].kind;
  return kind != annot::MentionKind::kHidden && kind != annot::MentionKind::kPronoun;
}

// Dealings in which nobody public takes part (codebook, rulings): a shop and its customers, a zoo and a reporter.  Violence, arrests, releases and
// protest count anyway.
std::string_view SentenceCoder::private_dealing(const Candidate& candidate) const {
  const annot::Event& event = candidate.event;
  const bool release = event.type == "RETREAT" && std::find(event.mode.begin(), event.mode.end(), "release") != event.mode.end();
  if (event.type == "ASSAULT" || event.type == "COERCE" || event.type == "SANCTION" || event.type == "PROTEST" || release) return {};
  // What the state does about crime, and who answers for it, is public.
  if (event.type == "ACCUSE" && std::find(event.mode.begin(), event.mode.end(), "investigate") != event.mode.end()) return {};
  bool somebody = false;
  for (const std::vector<annot::Role>* roles : {&event.actor, &event.recipient}) {
    for (const annot::Role& role : *roles) {
      somebody = true;
      const std::string_view sectors = !role.sectors.empty()  ? role.sectors
                                       : role.entity == kNone ? std::string_view()
                                                              : document_.entities[role.entity].sectors;
      const std::string_view first = sectors.substr(0, 3);
      const bool quiet = sectors.empty() || first == "BUS" || first == "CVL" || first == "JRN" || first == "EDU" || first == "MED" ||
                         first == "AGR" || first == "ELI";
      if (!quiet || (first == "ELI" || (first == "CVL" && (event.type == "AID" || (event.type == "RETREAT" && roles_.places({role})))))) return {};
      if (first == "CVL" && roles == &event.actor && speaks_up(candidate, role)) return {};
      if (sectors.empty() && names_country(role)) return {};
      const bool body = role.mention != kNone && document_.mentions[role.mention].head != kNone &&
                        reading_.word(document_.mentions[role.mention].head).kind == kGroupKind;
      if (sectors.empty() && body && (event.type == "REQUEST" || event.type == "ACCUSE" || event.type == "REJECT" || event.type == "THREATEN"))
        return {};
    }
  }
  if (somebody) return "private dealings: nobody public takes part";
  if (speaks(event.type) && event.type != "CONSULT" && event.type != "AGREE" && candidate.match.form == Form::kFinite && !document_.mentions.empty())
    return "nobody known takes part";
  if (candidate.match.form == Form::kFinite && candidate.match.count == 1 && !document_.mentions.empty() && !candidate.chain.occurs)
    return "nobody known takes part";
  return {};
}

// "Iraq: seizure of the property of ...": who stands before the colon of a headline does the deed behind it.
void SentenceCoder::take_topic(Candidate& candidate) const {
  const std::string_view type = reading_.frames().string(frame(candidate).type);
  if (type != "COERCE" && type != "SANCTION" && type != "RETREAT" && type != "AID" && type != "CONCEDE" && type != "MOBILIZE") return;
  const uint32_t begin = reading_.counted_begin(candidate.match.anchor);
  const uint32_t first = reading_.sentence_words(begin).begin;
  if (begin < first + 2 || !reading_.is_punctuation(begin - 1) || document_.surface(reading_.word(begin - 1)) != ":") return;
  const uint32_t m = reading_.mention(first);
  if (m == kNone || document_.mentions[m].words.begin != first || document_.mentions[m].words.end + 1 != begin) return;
  roles_.add_mention(m, type, candidate.event.actor);
  if (!candidate.event.actor.empty()) candidate.chain.licensed = true;
}

}  // namespace waqai::events
