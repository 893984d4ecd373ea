// SPDX-License-Identifier: Apache-2.0
//
// Whose an agent is whose phrase does not tell.
#include "entities/home.h"

#include <algorithm>
#include <iterator>

#include "entities/decision.h"
#include "entities/home_weights.h"
#include "lexicon/words.h"
#include "text/fold.h"

namespace waqai::entities {

using annot::EntityKind;
using annot::kNone;
using annot::Mention;
using annot::MentionKind;

namespace {

constexpr uint32_t kWindow = 40;                      // sentences before and after that are looked at
constexpr uint32_t kThingWords = 4, kPlaceWords = 5;  // behind an agent
constexpr size_t kKinds = std::size(kHomeWeights), kEvidence = static_cast<size_t>(Evidence::kCount);
static_assert(kKinds == static_cast<size_t>(HomeKind::kPeople) + 1 && std::size(kHomeWeights[0]) == kEvidence, "fit the weights anew");

// Forces of several states, which fly where none of them is told ("the coalition ... the fighter jets").
constexpr std::string_view kAllies = "IGO";

bool is_place_noun(const annot::Word& word) {
  return word.upos == annot::Upos::kNoun && static_cast<lexicon::NounKind>(word.kind) == lexicon::NounKind::kPlace;
}

bool is_among(std::string_view code, std::string_view codes) { return !code.empty() && codes.find(code) != std::string_view::npos; }

int score(HomeKind kind, uint64_t evidence) {
  int sum = 0;
  for (size_t e = 0; e < kEvidence; ++e) {
    if ((evidence >> e & 1U) != 0) sum += kHomeWeights[static_cast<size_t>(kind)][e];
  }
  return sum;
}

HomeCandidate* find(std::vector<HomeCandidate>& candidates, std::string_view country) {
  const auto at = std::find_if(candidates.begin(), candidates.end(), [&](const HomeCandidate& c) { return c.country == country; });
  return at == candidates.end() ? nullptr : &*at;
}

}  // namespace

HomeKind home_kind(std::string_view sectors) {
  const std::string_view code = first_code(sectors);
  if (code.empty() || is_among(code, "CVL REF JRN EDU MED REL AGR LAB BUS SOC")) return HomeKind::kPeople;
  if (is_among(code, "COP JUD CRM")) return HomeKind::kOrder;
  return is_among(code, "MIL REB UAF UNK PRM") ? HomeKind::kForce : HomeKind::kGovernment;
}

// Phrases joined by "and" that tell their state once: "the government and the people of X", "the ministers of A and B, Turkish" (an adjective that
// agrees with both alone).
void Decision::share_states() {
  std::vector<Draft>& drafts = scratch_.drafts;
  const auto open = [](const Draft& d) {
    return d.kind == DraftKind::kAgent && d.entity == kNone && d.name_ar.empty() && d.country.empty() && d.states.empty() && d.body == kNone &&
           d.owner == kNone;
  };
  for (size_t i = 0; i + 1 < drafts.size(); ++i) {
    Draft &one = drafts[i], &other = drafts[i + 1];
    const uint32_t joint = one.words.end;
    if (!open(one) || other.kind != DraftKind::kAgent || other.words.begin != joint + 1 || doc_.words[joint].upos != annot::Upos::kCconj) continue;
    if (!other.country.empty()) {
      if (one.words.size() == 1 && !grammar_.has_article(one.noun) && grammar_.may_govern(one.noun) && !grammar_.has_article(other.noun))
        one.country = other.country;
      continue;
    }
    if (i + 2 >= drafts.size() || !open(other)) continue;
    const Draft& both = drafts[i + 2];
    const bool adjective = both.words.begin == other.words.end && both.words.size() == 1 && grammar_.is_people_form(both.noun) &&
                           grammar_.has_article(both.noun) && !grammar_.is_plural(other.words.end - 1) && !both.country.empty();
    if (!adjective) continue;
    one.country = other.country = both.country;
    other.words.end = both.words.end;
    drafts.erase(drafts.begin() + static_cast<std::ptrdiff_t>(i) + 2);
  }
}

// Clues in the order of the text.  A small place is one only where something else tells its country, or nothing tells any.
void Decision::read_clues() {
  clues_.clear();
  for (const Draft& draft : scratch_.drafts) {
    std::string_view own = country_of(draft);
    Clue clue;
    clue.word = draft.words.begin;
    clue.sentence = doc_.sentence_of_word(clue.word);
    const annot::Sentence& sentence = doc_.sentences[clue.sentence];
    clue.dateline = doc_.words[clue.word].span.begin < sentence.dateline.end;
    const bool named = draft.kind == DraftKind::kEntity && draft.entity != kNone;
    const bool state = named && cast_.at(draft.entity).kind == EntityKind::kCountry;
    clue.place = draft.kind == DraftKind::kPlace || (state && draft.locative);
    clue.goal = clue.place && clue.word > sentence.words.begin && grammar_.particle(clue.word - 1) == Particle::kToward;
    clue.happens = clue.place && draft.locative && !clue.goal;
    clue.thing = draft.kind == DraftKind::kNationality;
    if (clue.thing && clue.word > sentence.words.begin && is_place_noun(doc_.words[clue.word - 1])) {  // "in the Syrian town"
      clue.thing = false;
      clue.place = true;
      clue.happens = clue.word > sentence.words.begin + 1 && doc_.words[clue.word - 2].upos == annot::Upos::kAdp;
    }
    if (draft.kind == DraftKind::kAgent || (named && !state)) {
      clue.code = first_code(draft.entity != kNone ? cast_.at(draft.entity).sectors : draft.sectors);
      clue.noun = draft.noun;
    }
    const auto tell = [&](std::string_view country) {
      clue.country = country;
      if (actors_.state(country) != nullptr || (country == kAllies && clue.code == "MIL")) clues_.push_back(clue);
    };
    if (own.empty() && named && !state) own = cast_.at(draft.entity).country;
    const bool small = draft.kind == DraftKind::kPlace && !stated_.empty() && stated_.count(own) == 0;
    if (!small) tell(own);
    for (const uint32_t one : draft.states) {
      if (cast_.at(one).country != own) tell(cast_.at(one).country);
    }
    if (draft.scene.empty()) continue;
    clue.code = {};
    clue.noun = kNone;
    clue.place = clue.happens = true;
    tell(draft.scene);
  }
}

// What one clue outside the phrase of `draft` speaks for.
void Decision::weigh_clue(const Draft& draft, const Clue& clue, HomeCandidate& one) const {
  const bool before = clue.word < draft.words.begin;
  const uint32_t titles = !doc_.sentences.empty() && doc_.sentences[0].paragraph == 0 ? 1 : 0;
  if (clue.sentence == sentence_) {
    if (clue.happens) one.set(before ? Evidence::kPlaceBefore : Evidence::kPlaceBehind);
    else if (clue.place) one.set(clue.goal ? Evidence::kGoal : Evidence::kNamedPlace);
    else if (!before) one.set(clue.thing ? Evidence::kThingBehind : Evidence::kActsBehind);
    if (clue.thing && !before && clue.word < draft.words.end + kThingWords) one.set(Evidence::kThingNear);
    if (clue.place && !clue.goal && !before && clue.word < draft.words.end + kPlaceWords) one.set(Evidence::kPlaceNear);
  }
  if (clue.sentence == sentence_ + 1) one.set(Evidence::kToldNext);
  if (clue.sentence + 2 == sentence_) one.set(Evidence::kToldBack2);
  if (clue.sentence + 2 == sentence_ && clue.place) one.set(Evidence::kPlaceBack2);
  if (clue.noun != kNone && clue.code == first_code(draft.sectors)) {
    one.set(Evidence::kSameKindToldAny);
    if (same_word(clue.noun, draft.noun)) one.set(Evidence::kSameWordTold);
  }
  if (titles == 1 && clue.sentence == 0) one.set(clue.place ? Evidence::kTitlePlace : Evidence::kTitle);
  if (clue.sentence == titles) one.set(Evidence::kLead);
}

// The states that the text tells, with all that does not depend on who was decided before.  A state without an army has no soldiers; people are not
// of a state that is told by its acts alone, or by others of their kind behind them alone.
void Decision::weigh_clues(const Draft& draft, std::vector<HomeCandidate>& candidates) const {
  const bool soldiers = first_code(draft.sectors) == "MIL", people = home_kind(draft.sectors) == HomeKind::kPeople;
  uint32_t all = 0;
  std::string_view last_place, same_kind;
  const auto before = [](const Clue& clue, uint32_t sentence) { return clue.sentence < sentence; };
  const uint32_t first = sentence_ < kWindow ? 0 : sentence_ - kWindow;
  const auto opening = std::lower_bound(clues_.begin(), clues_.end(), std::min(first, 2U), before);  // title and lead, where they are farther away
  const auto begin = std::lower_bound(clues_.begin(), clues_.end(), first, before);
  const auto end = std::lower_bound(begin, clues_.end(), sentence_ + kWindow, before);
  for (auto at = opening == clues_.begin() ? begin : clues_.begin(); at != end; at = at + 1 == opening ? begin : at + 1) {
    const Clue& clue = *at;
    const lexicon::StateRecord* state = actors_.state(clue.country);
    if (soldiers ? state != nullptr && state->without_army != 0 : state == nullptr) continue;
    if (find(candidates, clue.country) == nullptr) candidates.push_back({clue.country});
    HomeCandidate& one = *find(candidates, clue.country);
    one.by_things = one.by_things && clue.thing;
    const bool other = clue.sentence == sentence_ && clue.word >= draft.words.end && clue.noun != kNone && clue.code == first_code(draft.sectors);
    one.by_others = one.by_others && other;
    if (clue.dateline) {
      one.set(Evidence::kDateline);
      continue;
    }
    ++all;
    ++one.times;
    if (draft.words.contains(clue.word)) continue;
    weigh_clue(draft, clue, one);
    if (clue.sentence < sentence_ && clue.happens) last_place = clue.country;
    if (clue.word < draft.words.begin && clue.noun != kNone && clue.code == first_code(draft.sectors)) same_kind = clue.country;
  }
  const auto another = [people](const HomeCandidate& c) { return people && (c.by_others || c.by_things); };
  candidates.erase(std::remove_if(candidates.begin(), candidates.end(), another), candidates.end());
  for (HomeCandidate& one : candidates) {
    if (one.country == last_place) one.set(Evidence::kLastPlace);
    if (one.country == same_kind) one.set(Evidence::kSameKindToldBefore);
    if (2 * one.times >= all) one.set(Evidence::kHalf);
    if (4 * one.times >= all) one.set(Evidence::kQuarter);
    if (one.times == 1) one.set(Evidence::kOnce);
  }
}

// Who was decided before: those who act in the sentence, and whose the same noun was.
void Decision::weigh_mentions(const Draft& draft, std::vector<HomeCandidate>& candidates) const {
  bool last = true, same = false;
  for (size_t i = doc_.mentions.size(); i > 0; --i) {
    const Mention& mention = doc_.mentions[i - 1];
    const Memory& memory = memory_[i - 1];
    if (memory.sentence + kWindow < sentence_ || (same && memory.sentence < sentence_)) break;
    if (mention.kind == MentionKind::kNationality || mention.entities.empty()) continue;
    const Draft* other = memory.draft == kNone ? nullptr : &scratch_.drafts[memory.draft];
    const EntityKind kind = cast_.at(mention.entities.front()).kind;
    if (kind == EntityKind::kPlace || (other != nullptr && other->locative && kind == EntityKind::kCountry)) continue;
    bool acts = false;
    for (const uint32_t e : mention.entities) {
      HomeCandidate* one = memory.sentence == sentence_ ? find(candidates, cast_.at(e).country) : nullptr;
      if (one == nullptr) continue;
      acts = true;
      one->set(last ? Evidence::kActsLast : Evidence::kActsBefore);
      const HomeKind organ = home_kind(cast_.at(e).sectors);
      if (last && organ == HomeKind::kOrder) one->set(Evidence::kActsLastOrder);
      if (last && organ == HomeKind::kForce) one->set(Evidence::kActsLastForce);
      if (last && memory.subject) one->set(Evidence::kActsLastSubject);
    }
    if (acts) last = false;
    if (same || other == nullptr || other->kind != DraftKind::kAgent || draft.noun == kNone || !same_word(other->noun, draft.noun)) continue;
    same = true;
    if (HomeCandidate* one = find(candidates, cast_.at(mention.entities.front()).country); one != nullptr) one->set(Evidence::kSameWord);
  }
}

bool Decision::same_word(uint32_t a, uint32_t b) const {
  return lexicon::without_article(scratch_.matcher.key(a)) == lexicon::without_article(scratch_.matcher.key(b));
}

// "International observers", "a UN envoy": of no state in play; empty where no adjective tells so.
std::string_view Decision::beyond_states(const Draft& draft) const {
  const HomeKind kind = home_kind(draft.sectors);
  if (kind == HomeKind::kPeople) return {};
  for (uint32_t w = draft.words.begin + 1; w < draft.words.end; ++w) {
    if (doc_.words[w].upos != annot::Upos::kAdj) continue;
    const std::string_view key = lexicon::without_article(scratch_.matcher.key(w));
    if (key.starts_with(text::fold_key("\u062f\u0648\u0644\u064a"))) return kAllies;
    if (key.starts_with(text::fold_key("\u0623\u0645\u0645\u064a"))) return "UNO";
  }
  return {};
}

// The state for which most speaks; empty where the article tells of none.
std::string_view Decision::home(const Draft& draft) const {
  if (!draft.scene.empty()) return draft.scene;
  if (const std::string_view beyond = beyond_states(draft); !beyond.empty()) return beyond;
  std::vector<HomeCandidate> candidates;
  weigh_clues(draft, candidates);
  weigh_mentions(draft, candidates);
  const HomeKind kind = home_kind(draft.sectors);
  const HomeCandidate* best = nullptr;
  for (const HomeCandidate& one : candidates) {
    if (best == nullptr || score(kind, one.evidence) > score(kind, best->evidence)) best = &one;
  }
  const std::string_view country = best == nullptr ? std::string_view() : best->country;
  if (scratch_.homes != nullptr) scratch_.homes->push_back({doc_.span_of(draft.words), kind, first_code(draft.sectors), std::move(candidates)});
  return country;
}

}  // namespace waqai::entities
