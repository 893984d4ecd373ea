// SPDX-License-Identifier: Apache-2.0
//
// Who receives, beyond what the slots of a frame say: ground taken in battle does not; blame goes to who did what is blamed, not to whom it befell.
#include <algorithm>

#include "events/sentence_coder.h"

namespace waqai::events {

namespace {

constexpr uint8_t kPersonKind = 1, kGroupKind = 2;
constexpr auto kPlaceKind = static_cast<uint8_t>(lexicon::NounKind::kPlace);

bool hostile(std::string_view type) { return type == "ASSAULT" || type == "COERCE" || type == "SANCTION"; }

}  // namespace

// Whether the frame tells of ground won or lost in battle.
bool SentenceCoder::takes_ground(const lexicon::FrameRecord& record) const {
  if (reading_.frames().string(record.type) != "ASSAULT") return false;
  for (uint32_t i = record.context_begin; i < record.context_end; ++i) {
    if (reading_.frames().list_string(i) == "territory") return true;
  }
  return false;
}

// The genitive of a visit: a land is visited, people visit; who is received is the guest, unless a phrase with li- tells whom the genitive received.
bool SentenceCoder::fill_visit(Candidate& candidate, const std::vector<annot::Role>& genitive) const {
  const lexicon::FrameRecord& record = frame(candidate);
  if (reading_.frames().string(record.type) != "CONSULT" || record.symmetric != 0 || reading_.enclitic_of(candidate.match.core) != kNone)
    return false;
  const bool visits = record.genitive == lexicon::Genitive::kActor && record.recipient_begin < record.recipient_end;
  if (visits) {
    const bool lands = std::all_of(genitive.begin(), genitive.end(), [&](const annot::Role& role) {
      if (role.entity == kNone || role.mention == kNone || document_.mentions[role.mention].kind != annot::MentionKind::kName) return false;
      const annot::EntityKind kind = document_.entities[role.entity].kind;
      return kind == annot::EntityKind::kCountry || kind == annot::EntityKind::kPlace;
    });
    if (lands) candidate.event.recipient = genitive;
    return lands;
  }
  if (record.genitive != lexicon::Genitive::kRecipient || genitive[0].mention == kNone) return false;
  const uint32_t end = document_.mentions[genitive[0].mention].words.end;
  const bool of = end < reading_.sentence_words(candidate.match.core).end && reading_.word(end).form == "\u0644";
  if (of) return false;
  candidate.event.actor = genitive;
  // "said, during the reception of X": who says it receives him.
  const uint32_t verb = candidate.chain.anchored ? reading_.verb_before(candidate.match.anchor) : kNone;
  if (verb != kNone) roles_.add(slots_.subject(verb), "CONSULT", candidate.event.recipient);
  return true;
}

// "a number of towns": words of places, and of nobody.
bool SentenceCoder::only_land(const annot::Role& role) const {
  if (role.mention == kNone || document_.mentions[role.mention].kind != annot::MentionKind::kGroup) return false;
  bool land = false;
  const annot::Range words = document_.mentions[role.mention].words;
  for (uint32_t w = words.begin; w < words.end; ++w) {
    const uint8_t kind = reading_.word(w).kind;
    if (kind == kPersonKind || kind == kGroupKind) return false;
    land = land || kind == kPlaceKind;
  }
  return land;
}

// Ground taken is where it happens; only people and powers receive (codebook, rulings).
void SentenceCoder::drop_ground(Candidate& candidate) const {
  if (!takes_ground(frame(candidate))) return;
  std::erase_if(candidate.event.recipient, [&](const annot::Role& role) {
    if (role.entity == kNone || (!roles_.places({role}) && !only_land(role))) return false;
    if (candidate.scene == kNone && roles_.places({role})) candidate.scene = role.mention;
    return true;
  });
}

// "in the north of Syria", "(bi-) north Syria": a part of a land is where it happens; what is struck there are its people.
void SentenceCoder::drop_regions(Candidate& candidate) const {
  const bool attack = reading_.frames().string(frame(candidate).type) == "ASSAULT";
  std::erase_if(candidate.event.recipient, [&](annot::Role& role) {
    if (role.entity == kNone || role.mention == kNone) return false;
    const annot::Entity& entity = document_.entities[role.entity];
    // A sea or a strait is nobody.
    if (entity.kind == annot::EntityKind::kPlace && entity.country.empty()) return true;
    const annot::Mention& mention = document_.mentions[role.mention];
    if (entity.kind != annot::EntityKind::kCountry || mention.words.empty() || mention.kind != annot::MentionKind::kName) return false;
    const uint32_t first = reading_.sentence_words(mention.words.begin).begin, begin = roles_.part_of_land(role.mention);
    if (begin == mention.words.begin) return false;
    const bool led = begin > first && reading_.preposition(begin - 1) >= 0;
    const bool struck = attack && (led ? reading_.word(begin - 1).form == "\u0639\u0644\u0649" : candidate.match.count == 1);
    if (struck) role.sectors = "CVL";
    else if (candidate.scene == kNone) candidate.scene = role.mention;
    return !struck;
  });
}

// "on the border between X and Y": where it happens, unless forces are sent there against Y.
void SentenceCoder::drop_borders(Candidate& candidate) const {
  const bool forces = reading_.frames().string(frame(candidate).type) == "MOBILIZE";
  const auto line = [&](const annot::Role& role) {
    if (role.mention == kNone || !roles_.on_border(role.mention)) return false;
    if (candidate.scene == kNone) candidate.scene = role.mention;
    return true;
  };
  std::erase_if(candidate.event.actor, line);
  if (!forces) std::erase_if(candidate.event.recipient, line);
}

// "condemned the killing of children by the army": who is blamed is the doer of what is condemned, never those who suffered it.
void SentenceCoder::blame_doers() {
  for (Candidate& act : scratch_.candidates) {
    // Who accuses or sues names whom; who condemns names what was done.
    const bool condemns = act.event.type == "ACCUSE" && std::find(act.event.mode.begin(), act.event.mode.end(), "disapprove") != act.event.mode.end();
    if (act.dead || !condemns || act.event.recipient.empty()) continue;
    const Candidate* nearest = nullptr;
    for (const Candidate& content : scratch_.candidates) {
      if (content.match.anchor <= act.match.anchor || content.event.recipient.empty()) continue;
      if (content.match.form == Form::kFinite && reading_.relation(content.match.anchor) != annot::Relation::kAcl) continue;
      if (!hostile(reading_.frames().string(frame(content).type)) || !roles_.within(act.event.recipient, content.event.recipient)) continue;
      if (content.match.anchor >= region_end(act)) continue;
      if (nearest == nullptr || content.match.anchor < nearest->match.anchor) nearest = &content;
    }
    if (nearest == nullptr) continue;
    std::vector<annot::Role> doers;
    std::copy_if(nearest->event.actor.begin(), nearest->event.actor.end(), std::back_inserter(doers),
                 [&](const annot::Role& role) { return role.entity != kNone && !roles_.within({role}, act.event.actor); });
    // "the bombing of the alliance": whose bombing it is may be told by the same words.
    const bool open = nearest->match.form == Form::kNominal && frame(*nearest).genitive == lexicon::Genitive::kEither;
    if (doers.empty() && open) continue;
    act.event.recipient = std::move(doers);
    act.event.steps.push_back({"recipient", "who did what is blamed, not who suffered it", {}, nearest->event.trigger});
  }
}

}  // namespace waqai::events
