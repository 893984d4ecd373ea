// SPDX-License-Identifier: Apache-2.0
#include "events/opponents.h"

#include <algorithm>

#include "events/roles.h"

namespace waqai::events {

namespace {

constexpr uint32_t kPurposeWords = 8;  // from the word of protest to whom it is against

bool protests(const annot::Event& event) { return event.type == "PROTEST"; }

bool riots(const annot::Event& event) { return std::find(event.mode.begin(), event.mode.end(), "riot") != event.mode.end(); }

// Whether people protest against it: who governs, judges, leads a party or bears arms.
bool is_power(const annot::Entity& entity) {
  constexpr std::string_view kPowers[] = {"GOV", "LEG", "JUD", "MIL", "COP", "REB", "PRM", "PTY"};
  if (entity.kind == annot::EntityKind::kPlace) return false;
  if (entity.kind == annot::EntityKind::kCountry) return true;
  return std::find(std::begin(kPowers), std::end(kPowers), std::string_view(entity.sectors).substr(0, 3)) != std::end(kPowers);
}

class Opponents {
 public:
  Opponents(annot::Document& document, const Reading& reading) : document_(document), reading_(reading), roles_(reading) {}

  // The first power behind a word of protest of the sentence, from the protest on.
  uint32_t told(const annot::Event& event) const {
    const auto words = reading_.frames().list("against-words");
    const uint32_t end = reading_.sentence_words(event.predicate).end;
    for (uint32_t w = event.predicate + 1; w < end; ++w) {
      if (reading_.is_finite(w) && reading_.word(w - 1).upos == annot::Upos::kCconj) return kNone;  // the next clause
      if (!reading_.has_term(w, words)) continue;
      const uint32_t last = std::min(end, w + kPurposeWords);
      for (uint32_t i = w + 1; i < last; ++i) {
        if (reading_.is_finite(i) || reading_.is_punctuation(i)) break;
        const uint32_t m = reading_.mention(i);
        if (m == kNone || document_.mentions[m].words.begin != i || document_.mentions[m].entities.size() != 1) continue;
        // "Lebanese protesters blocked the road"; but "opponents of (li-) the government".
        if (reading_.mention(w) != kNone && (i != w + 2 || reading_.preposition(w + 1) < 0)) continue;
        if (is_power(document_.entities[document_.mentions[m].entities[0]]) && !roles_.on_border(m)) return m;
      }
    }
    return kNone;
  }

  void fill() {
    for (annot::Event& event : document_.events) {
      if (!protests(event) || event.predicate == kNone) continue;
      drop_crowds(event);
      if (!event.recipient.empty()) continue;
      const uint32_t m = told(event);
      if (m == kNone || acts(event, document_.mentions[m].entities[0])) continue;
      roles_.add_mention(m, event.type, event.recipient);
      event.steps.push_back({"recipient", "whom the words of protest are against", {}, document_.mentions[m].span});
    }
    for (size_t i = 0; i < document_.events.size(); ++i) {
      annot::Event& event = document_.events[i];
      if (!protests(event) || event.predicate == kNone || !event.recipient.empty() || event.actor.empty() || event.status == "historical") continue;
      const size_t other = nearest(i);
      if (other == document_.events.size()) continue;
      event.recipient = document_.events[other].recipient;
      event.steps.push_back({"recipient", "whom another protest of these people is against", {}, document_.events[other].trigger});
    }
  }

 private:
  // Who gathers is no opponent: a crowd is fought, not protested against.
  void drop_crowds(annot::Event& event) const {
    if (riots(event)) return;
    std::erase_if(event.recipient, [&](const annot::Role& role) {
      return role.entity != kNone && document_.entities[role.entity].kind == annot::EntityKind::kGroup && Roles::sectors(document_, role) == "CVL";
    });
  }

  // The last protest of the same people before event `i` that is told to be against somebody, else the first behind it; the number of events.  What
  // rioters strike need not be whom they are against.
  size_t nearest(size_t i) const {
    const auto fits = [&](size_t k) {
      const annot::Event& other = document_.events[k];
      return protests(other) && !riots(other) && !other.recipient.empty() && same_people(document_.events[i], other);
    };
    for (size_t k = i; k-- > 0;) {
      if (fits(k)) return k;
    }
    size_t k = i + 1;
    while (k < document_.events.size() && !fits(k)) ++k;
    return std::min(k, document_.events.size());
  }

  bool acts(const annot::Event& event, uint32_t entity) const {
    return std::any_of(event.actor.begin(), event.actor.end(), [entity](const annot::Role& role) { return role.entity == entity; });
  }

  bool same_people(const annot::Event& a, const annot::Event& b) const {
    return std::any_of(a.actor.begin(), a.actor.end(), [&](const annot::Role& x) {
      const std::string_view country = Roles::country(document_, x);
      return !country.empty() &&
             std::any_of(b.actor.begin(), b.actor.end(), [&](const annot::Role& y) { return Roles::country(document_, y) == country; });
    });
  }

  annot::Document& document_;
  const Reading& reading_;
  Roles roles_;
};

}  // namespace

void name_opponents(annot::Document& document, const Reading& reading) { Opponents(document, reading).fill(); }

}  // namespace waqai::events
