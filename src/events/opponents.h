// SPDX-License-Identifier: Apache-2.0
//
// Whom a protest is against, where no preposition of its frame tells: "gathered to demand the resignation of the minister".
#pragma once

#include "annot/document.h"
#include "events/reading.h"

namespace waqai::events {

// Gives protests without a recipient the power of state, party or arms that the words of protest behind them lead to in the sentence ("in protest
// at the plans of X", "those opposed to X"), else the one that the nearest protest of the same people in the article is against.  A place receives
// nothing.  REQUIRES: events with roles, in order of the text.  O(events^2) for protests.
void name_opponents(annot::Document& document, const Reading& reading);

}  // namespace waqai::events
