// SPDX-License-Identifier: Apache-2.0
#include "events/genre.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace waqai::events {
namespace {

constexpr uint32_t kLeastKinds = 4;  // different words of the list
// Words of the list in a thousand of the article, at least.
constexpr uint32_t kSportPerMille = 20, kArtsPerMille = 14;

struct Tally {
  uint32_t words = 0;
  std::vector<uint32_t> kinds;  // terms seen, each once
};

void count(const Reading& reading, uint32_t w, std::span<const uint32_t> list, Tally& tally) {
  if (!reading.has_term(w, list)) return;
  ++tally.words;
  const uint32_t term = reading.terms(w).self;
  if (std::find(tally.kinds.begin(), tally.kinds.end(), term) == tally.kinds.end()) tally.kinds.push_back(term);
}

bool enough(const Tally& tally, size_t words, uint32_t per_mille) {
  return tally.kinds.size() >= kLeastKinds && tally.words * 1000 >= words * per_mille;
}

// Sectors that act in politics: a state's organs, those who seek its power, and armed groups.
bool political_sector(std::string_view codes) {
  static constexpr std::array<std::string_view, 14> kSectors = {"GOV", "LEG", "MIL", "PRM", "COP", "JUD", "PTY",
                                                                "REB", "OPP", "SPY", "IGO", "SEP", "PRE", "UAF"};
  while (!codes.empty()) {
    const size_t end = std::min(codes.find(','), codes.size());
    if (std::find(kSectors.begin(), kSectors.end(), codes.substr(0, end)) != kSectors.end()) return true;
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  return false;
}

// A party of politics; the bare name of a country or a town is a team, an audience or a stage.
bool political(const annot::Document& document, const annot::Role& role) {
  if (role.entity == kNone) return political_sector(role.sectors) && role.sectors != "UAF";
  const annot::Entity& entity = document.entities[role.entity];
  if (entity.kind == annot::EntityKind::kCountry || entity.kind == annot::EntityKind::kPlace) return false;
  return political_sector(role.sectors.empty() ? entity.sectors : role.sectors);
}

bool any_political(const annot::Document& document, const std::vector<annot::Role>& roles) {
  return std::any_of(roles.begin(), roles.end(), [&](const annot::Role& role) { return political(document, role); });
}

bool is_kept(const annot::Document& document, const annot::Event& event, Genre genre) {
  if (any_political(document, event.actor)) return true;
  if (event.type != "ASSAULT" && event.type != "COERCE" && event.type != "PROTEST") return false;
  if (any_political(document, event.recipient)) return true;
  // People who are attacked, or who march, are told of in the news of artists; a game has its own attacks.
  return genre == Genre::kArts && event.type != "COERCE" && (event.type == "PROTEST" ? !event.actor.empty() : !event.recipient.empty());
}

}  // namespace

Genre genre_of(const annot::Document& document, const Reading& reading) {
  const auto sport = reading.frames().list("genre-sport");
  const auto arts = reading.frames().list("genre-arts");
  if (sport.empty() || arts.empty()) return Genre::kNews;
  Tally of_sport, of_arts;
  for (uint32_t w = 0; w < document.words.size(); ++w) {
    count(reading, w, sport, of_sport);
    count(reading, w, arts, of_arts);
  }
  const size_t words = document.words.size();
  if (enough(of_sport, words, kSportPerMille) && of_sport.words >= of_arts.words) return Genre::kSport;
  return enough(of_arts, words, kArtsPerMille) ? Genre::kArts : Genre::kNews;
}

void leave_out_private(annot::Document& document, const Reading& reading) {
  if (document.events.empty()) return;
  const Genre genre = genre_of(document, reading);
  if (genre == Genre::kNews) return;
  const std::string_view reason = genre == Genre::kSport ? "an article of sport, and no political party acts"
                                                         : "an article of films, songs or books, and no political party acts";
  std::erase_if(document.events, [&](const annot::Event& event) {
    if (is_kept(document, event, genre)) return false;
    document.rejected.push_back({event.trigger, reason, event.frame});
    return true;
  });
}

}  // namespace waqai::events
