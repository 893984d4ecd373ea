// SPDX-License-Identifier: Apache-2.0
#include "events/genre.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/hash.h"
#include "events/roles.h"

namespace waqai::events {
namespace {

using annot::kNone;

constexpr size_t kLeastWords = 12;  // different ones: a sentence has no genre

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
  return political_sector(Roles::sectors(document, role));
}

bool is_kept(const annot::Document& document, const annot::Event& event, Genre genre) {
  if (any_political(document, event.actor)) return true;
  if (event.type != "ASSAULT" && event.type != "COERCE" && event.type != "PROTEST") return false;
  if (any_political(document, event.recipient)) return true;
  // People who are attacked, or who march, are told of in the news of artists; a game has its own attacks.
  return genre == Genre::kArts && event.type != "COERCE" && (event.type == "PROTEST" ? !event.actor.empty() : !event.recipient.empty());
}

}  // namespace

Result<GenreModel> GenreModel::open(const lexicon::Bundle& bundle) {
  const Result<std::string_view> bytes = bundle.section(kGenreSection, kGenreVersion);
  GenreModel model;
  if (!bytes) return model;
  lexicon::SectionReader reader(bytes.value());
  model.bias_ = reader.array<int32_t>();
  model.cuts_ = reader.array<int32_t>();
  model.weights_ = reader.array<int16_t>();
  if (reader.failed() || model.bias_.size() != kGenres || model.cuts_.size() != kGenres || model.weights_.size() != kGenres << kGenreBits)
    return lexicon::damaged_weights(bundle, "genres");
  return model;
}

void GenreModel::slots(const annot::Document& document, std::vector<uint32_t>& out) {
  out.clear();
  for (const annot::Word& word : document.words) {
    const bool content = word.upos == annot::Upos::kNoun || word.upos == annot::Upos::kAdj || word.upos == annot::Upos::kVerb;
    if (content) out.push_back(static_cast<uint32_t>(base::hash64(word.lemma)) & ((1u << kGenreBits) - 1));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
}

Topic GenreModel::topic(const annot::Document& document, std::vector<uint32_t>& words) const {
  words.clear();
  if (!weights_.empty() && document.sentences.size() > 1) slots(document, words);
  if (words.size() < kLeastWords) return {};
  int32_t found[kGenres];
  for (size_t g = 0; g < kGenres; ++g) {
    int64_t sum = 0;
    for (const uint32_t slot : words) sum += weights_[(g << kGenreBits) + slot];
    // Divided by the root of their number, so that long articles are not surer than short ones; correctly rounded everywhere.
    found[g] = bias_[g] + static_cast<int32_t>(static_cast<double>(sum) / std::sqrt(static_cast<double>(words.size())));
  }
  return {found[0], found[1]};
}

Genre GenreModel::genre(Topic topic) const {
  if (weights_.empty()) return Genre::kNews;
  const bool sport = topic.sport >= cuts_[0], arts = topic.arts >= cuts_[1];
  if (sport && (!arts || topic.sport >= topic.arts)) return Genre::kSport;
  return arts ? Genre::kArts : Genre::kNews;
}

bool any_political(const annot::Document& document, const std::vector<annot::Role>& roles) {
  return std::any_of(roles.begin(), roles.end(), [&](const annot::Role& role) { return political(document, role); });
}

void leave_out_private(annot::Document& document, Genre genre) {
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
