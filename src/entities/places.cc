// SPDX-License-Identifier: Apache-2.0
//
// Which place is meant: of several of a name the one that fits country and size; "the capital", "the town" again.
#include <algorithm>
#include <cmath>

#include "entities/decision.h"

namespace waqai::entities {

using annot::Entity;
using annot::EntityKind;
using annot::MentionKind;
using lexicon::Target;
using lexicon::TargetKind;

namespace {

constexpr uint32_t kLargePlace = 150000;  // people

}  // namespace

bool Decision::is_large(const Draft& draft) const {
  return std::any_of(draft.targets.begin(), draft.targets.end(),
                     [&](const Target& target) { return target.kind == TargetKind::kPlace && is_large(actors_.places()[target.index]); });
}

// Known by itself, whatever the article tells of.
bool Decision::is_large(const lexicon::PlaceRecord& place) const { return place.minor == 0 || place.population >= kLargePlace; }

// Which of several places of a name: what the sentence tells, what the article tells, then size.
int Decision::place_score(const lexicon::PlaceRecord& place) const {
  const std::string_view country = actors_.text(place.country);
  int score = static_cast<int>(2 * std::log10(1.0 + place.population));
  if (actors_.text(place.kind) == "capital") score += 4;
  const auto& told = told_[sentence_];
  if (!country.empty() && std::find(told.begin(), told.end(), country) != told.end()) score += 20;
  const auto count = countries_.find(country);
  if (count != countries_.end()) score += std::min(10, 2 * count->second);
  return country == main_country_ && !country.empty() ? score + 6 : score;
}

// The capital of the country told or in play; a town told before.  No mention where there is none.
void Decision::decide_place_again(const Draft& draft) {
  if (draft.place_kind == "capital") {
    std::string_view country = draft.country.empty() ? main_country_ : draft.country;
    if (country.empty()) country = home(draft);
    const auto places = actors_.places();
    for (uint32_t p = 0; p < places.size() && !country.empty(); ++p) {
      if (actors_.text(places[p].kind) == "capital" && actors_.text(places[p].country) == country)
        return add(draft, MentionKind::kReference, {cast_.place(p, "the capital of the country told or in play")});
    }
    return;
  }
  const auto is_town = [](std::string_view kind) { return kind == "city" || kind == "town" || kind == "village" || kind == "capital"; };
  for (size_t i = doc_.mentions.size(); i > 0; --i) {
    for (const uint32_t e : doc_.mentions[i - 1].entities) {
      const Entity& entity = cast_.at(e);
      const bool fits =
          entity.place_kind == draft.place_kind || (is_town(entity.place_kind) && (is_town(draft.place_kind) || draft.place_kind == "governorate"));
      if (entity.kind == EntityKind::kPlace && fits) return add(draft, MentionKind::kReference, {e});
    }
  }
  if (draft.sector == nullptr) return;
  Draft people = draft;  // "the village", none told before: who lives there
  people.kind = DraftKind::kAgent;
  people.sectors = actors_.text(draft.sector->sectors);
  decide_agent(people);
}

void Decision::decide_place(const Draft& draft) {
  if (draft.again) return decide_place_again(draft);
  const Target* best = nullptr;
  int best_score = -1;
  for (const Target& target : draft.targets) {
    if (target.kind != TargetKind::kPlace) continue;
    const auto& place = actors_.places()[target.index];
    int score = place_score(place);
    if (!draft.place_kind.empty() && actors_.text(place.kind) == draft.place_kind) score += 5;
    if (score > best_score) best = &target;
    best_score = std::max(score, best_score);
  }
  if (best == nullptr) return add(draft, MentionKind::kName, {cast_.named_place(draft.name_ar, draft.place_kind, home(draft))});
  // A small town of a land that nothing tells of is another one of that name, or no place.
  const auto& chosen = actors_.places()[best->index];
  if (!is_large(chosen) && !stated_.empty() && stated_.count(actors_.text(chosen.country)) == 0) {
    const annot::Range name{draft.words.begin + 1, draft.words.end};
    if (draft.place_kind.empty() || name.empty()) return;
    const std::string_view own = doc_.strings.store(doc_.surface(doc_.span_of(name)));
    return add(draft, MentionKind::kName, {cast_.named_place(own, draft.place_kind, home(draft))});
  }
  const uint32_t entity = cast_.place(best->index, "by name; of several, the one that fits country and size");
  cast_.add_alternatives(entity, draft.targets, *best);
  add(draft, MentionKind::kName, {entity});
}

}  // namespace waqai::entities
