// SPDX-License-Identifier: Apache-2.0
//
// Genre: whether a whole article is about sport or about films, songs, books and their people.  Such articles are full of words that in politics
// would be events (attack, win over, apologise, accept the part); the codebook leaves sport and private dealings out, so only acts with a political
// party count there.  A linear model over the lemmas of the article, learned from the sections of a news corpus (data/weights/genre.md).
// Scores are log odds in 1/256, so that the same weights decide alike on every machine.
// Thread rule: the model is immutable and lives as long as its bundle.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "annot/document.h"
#include "lexicon/bundle.h"

namespace waqai::events {

inline constexpr std::string_view kGenreSection = "genre";
inline constexpr uint32_t kGenreVersion = 1;
inline constexpr uint32_t kGenreBits = 14;  // of the table of weights of each genre

enum class Genre : uint8_t { kNews, kSport, kArts };
inline constexpr size_t kGenres = 2;  // that are scored: sport, arts

// Log odds in 1/256 of sport and of the arts; very low where the model knows nothing or the text is a sentence or a few words.
struct Topic {
  int32_t sport = INT32_MIN, arts = INT32_MIN;
};

class GenreModel {
 public:
  // Knows nothing: every article is news.
  GenreModel() = default;
  // A bundle without the section gives a model that knows nothing.  kBundleDamaged.
  static Result<GenreModel> open(const lexicon::Bundle& bundle);

  // `scratch` is overwritten.  O(words log words).
  Topic topic(const annot::Document& document, std::vector<uint32_t>& scratch) const;
  Genre genre(Topic topic) const;
  // Where the weights of the article's lemmas stand, each once, sorted: what training sees.
  static void slots(const annot::Document& document, std::vector<uint32_t>& out);

 private:
  std::span<const int32_t> bias_, cuts_;  // of each genre
  std::span<const int16_t> weights_;      // a table each
};

// Takes the events out of document.events that an article of sport or arts does not tell as politics, with the reason into document.rejected.
// Kept are acts and words of states, courts, armies, parties and armed groups, and violence whose doer or victim is such a party; in the arts
// also violence against people.
void leave_out_private(annot::Document& document, Genre genre);

// Whether one of `roles` is a party of politics; the bare name of a country or a town is none.
bool any_political(const annot::Document& document, const std::vector<annot::Role>& roles);

}  // namespace waqai::events
