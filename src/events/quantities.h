// SPDX-License-Identifier: Apache-2.0
//
// How many an event struck: the dead, the wounded, the arrested, the released, the protesters, by the number before those who stand for them, in
// digits or words, or by the dual of an indefinite noun.  Whether an attack kills or wounds is told by its words (data/events/modes.tsv, type
// `magnitude`).
#pragma once

#include "annot/document.h"
#include "events/reading.h"

namespace waqai::events {

// A number told in words of a sentence.
struct ToldNumber {
  double value = 0;
  uint32_t end = 0;  // word behind it
};

// The number that begins with word `w`, of words before `end`: digits, words ("five and twenty", "three hundred"), digits before "thousand".  Value 0
// where none begins there, where it is not told how many ("dozens", "thousands"), or where it has a fraction.
ToldNumber number_at(const Reading& reading, uint32_t w, uint32_t end);

// Adds what the text tells to `event`, whose type, mode, trigger and roles stand.
void add_quantities(const Reading& reading, annot::Event& event);

}  // namespace waqai::events
