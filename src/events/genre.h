// SPDX-License-Identifier: Apache-2.0
//
// Genre: whether a whole article is about sport or about films, songs and their people.  Such articles are full of words that in politics would
// be events (attack, win over, apologise, accept the part); the codebook leaves sport and private dealings out, so only acts with a political
// party count there.
#pragma once

#include <cstdint>

#include "events/reading.h"

namespace waqai::events {

enum class Genre : uint8_t { kNews, kSport, kArts };

// By the share of words of the lists genre-sport and genre-arts (data/events/genres.frames), and how many different ones there are.  O(words).
Genre genre_of(const annot::Document& document, const Reading& reading);

// Takes the events out of document.events that an article of sport or arts does not tell as politics, with the reason into document.rejected.
// Kept are acts and words of states, courts, armies, parties and armed groups, and violence whose doer or victim is such a party; in the arts
// also violence against people.
void leave_out_private(annot::Document& document, const Reading& reading);

}  // namespace waqai::events
